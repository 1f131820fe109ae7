"""Panels as they were drawn lately; ``components.elements.figure_cache`` keeps the figures."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dash import html

from components.elements.incidents import failed_in_words, failure
from components.elements.markup import markup_of
from components.elements.request import PageRequest
from components.pages import PANELS
from components.theme import palette_named
from data.link.state import PageState
from data.store import TrialStore

PANELS_KEPT = 24


def panel(
    store: TrialStore,
    request: PageRequest,
    name: str,
    joined: Callable[[Any], Any] = markup_of,
) -> Any:
    """Fills a panel of a page for a request; one that fails says so in its place.

    joined: ``markup_of``, or ``with_markup`` for a panel with components.
    """
    key = (request.path, request.state, request.ignored, request.palette.name)
    try:
        return _panel(store, name, joined, *key)
    except Exception as error:
        mark = failure("panel failed", error, panel=name)
        return joined(html.P(failed_in_words("This part", mark), role="alert"))


@lru_cache(maxsize=PANELS_KEPT)
def _panel(
    store: TrialStore,
    name: str,
    joined: Callable[[Any], Any],
    path: str,
    state: PageState,
    ignored: tuple[str, ...],
    palette: str,
) -> Any:
    request = PageRequest(path, state, ignored, palette_named(palette))
    return joined(PANELS[name](store, request))
