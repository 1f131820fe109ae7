"""What a dataset does not have, said on the page instead of an empty chart."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from dash import html

from components.elements.links import link
from components.elements.parts import Layout, Panel, page_head
from components.elements.request import PageRequest
from components.views import NO_PROTOCOLS, VIEWS
from data.store import TrialStore


def view_lacks(store: TrialStore, slug: str) -> str:
    """Why a view cannot be drawn for this data, in one sentence; empty where it can."""
    return VIEWS[slug].lacks(store)


def drawn(store: TrialStore, slugs: tuple[str, ...]) -> list[str]:
    """The views that the dataset has the data for."""
    return [slug for slug in slugs if not view_lacks(store, slug)]


def left_out(store: TrialStore, slugs: tuple[str, ...]) -> html.P | None:
    """Which figures the page leaves out, and why."""
    reasons = {VIEWS[slug].title: view_lacks(store, slug) for slug in slugs}
    items = [f"{title}: {reason}" for title, reason in reasons.items() if reason]
    if not items:
        return None
    return html.P(["Not shown for this dataset. ", " ".join(items)], className="muted left-out")


def of_the_review(title: str, words: str, lacks: str = NO_PROTOCOLS) -> Callable[[Layout], Layout]:
    """A page that only the built-in data fills; an import gets its title and says why not.

    words: what the page shows of the review, for the link to it. lacks: what an import lacks.
    """

    def decorate(layout: Layout) -> Layout:
        @wraps(layout)
        def page(store: TrialStore, request: PageRequest) -> Any:
            if store.is_import:
                return _nothing_here(store, request, title, words, lacks)
            return layout(store, request)

        return page

    return decorate


def panels_of_the_review(panels: Mapping[str, Panel]) -> dict[str, Panel]:
    """The panels of such a page, empty for an import: it may be chosen while they stand."""

    def guarded(panel: Panel) -> Panel:
        return lambda store, request: [] if store.is_import else panel(store, request)

    return {name: guarded(panel) for name, panel in panels.items()}


def _nothing_here(
    store: TrialStore, request: PageRequest, title: str, words: str, lacks: str
) -> html.Div:
    query = request.state.to_query()
    return html.Div(
        [
            page_head(title, f"Dataset: {store.title}."),
            html.Div(
                [
                    html.P(lacks),
                    html.Ul(
                        [
                            html.Li(link(words, request.path)),
                            html.Li(link("The trials of this dataset", "/trials", query)),
                            html.Li(link("Their phase and design", "/design", query)),
                        ]
                    ),
                ],
                className="card lacking",
            ),
        ],
        className="page",
    )
