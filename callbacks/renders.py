"""What was drawn lately, kept for the next time that the same link is asked for.

Kept by each worker for itself, by dataset and state, and bounded: Back, a filter taken off again
and readers who look at the same page find their figures and panels ready. Nobody changes what
is kept: dash only writes it out.
"""

from functools import lru_cache
from typing import Any

from components.pages import PANELS
from components.request import PageRequest
from components.theme import palette_named
from components.views import VIEWS, Rendered
from data.state import PageState
from data.store import TrialStore

FIGURES_KEPT = 48
"""A page has up to ten; one of 500,000 trials with its frame is about half a megabyte."""
PANELS_KEPT = 24


def rendered(store: TrialStore, request: PageRequest, slug: str) -> Rendered:
    """A view drawn for a request."""
    return _rendered(store, request.state, request.palette.name, slug)


@lru_cache(maxsize=FIGURES_KEPT)
def _rendered(store: TrialStore, state: PageState, palette: str, slug: str) -> Rendered:
    return VIEWS[slug].render(store, state, palette_named(palette))


def panel(store: TrialStore, request: PageRequest, name: str) -> Any:
    """A panel of a page for a request."""
    key = (request.path, request.state, request.ignored, request.palette.name)
    return _panel(store, name, *key)


@lru_cache(maxsize=PANELS_KEPT)
def _panel(
    store: TrialStore,
    name: str,
    path: str,
    state: PageState,
    ignored: tuple[str, ...],
    palette: str,
) -> Any:
    return PANELS[name](store, PageRequest(path, state, ignored, palette_named(palette)))
