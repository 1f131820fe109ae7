"""A page of the app: its address, what lays it out, and the data without which it is empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dash import html

from components.elements.links import link
from components.elements.parts import Layout, Panel, page_head
from components.elements.request import PageRequest
from components.view import Needs
from data.store import TrialStore


@dataclass(frozen=True)
class Page:
    """One address of the app; ``path`` may hold one variable, ``/trials/<nct_id>``.

    Attributes:
        panels: the parts that are drawn anew for each address, by their names.
        needs: the data that the page shows; a dataset without them gets a page that says so.
        elsewhere: what the same page of the built-in data shows, for the link to it there.
        has_figures: whether plotly.js is loaded ahead.
        has_grid: whether it holds a large table, whose script no other page loads.
        has_map: whether the borders are loaded ahead, which plotly.js asks for with a map.
    """

    name: str
    title: str
    path: str
    layout: Layout
    panels: Mapping[str, Panel] = field(default_factory=dict)
    needs: Needs | None = None
    elsewhere: str = ""
    has_figures: bool = True
    has_grid: bool = False
    has_map: bool = False

    @property
    def is_of_many(self) -> bool:
        """Says whether the path holds a variable, as that of one trial."""
        return "<" in self.path

    def is_at(self, path: str) -> bool:
        """Says whether the page is at a path, without the prefix; also of one trial."""
        start = self.path.partition("<")[0]
        return path.startswith(start) if self.is_of_many else path == start

    def name_in(self, path: str) -> str:
        """The variable's value in a path; it may hold slashes, as CTRI/2020/04/024706 does."""
        return path.removeprefix(self.path.partition("<")[0]) if self.is_of_many else ""


TRIALS_HERE = (("The trials of this dataset", "/trials"), ("Their phase and design", "/design"))
PROTOCOLS_HERE = (
    ("The protocols of this dataset", "/protocols"),
    ("The comparison of them", "/compare"),
)
"""Words and paths of pages that a dataset without the data of another page has."""


def where_its_data_are(page: Page) -> Page:
    """The page with its panels empty, and a sentence for a layout, where its data are not."""
    needs = page.needs
    if needs is None:
        return page

    def layout(store: TrialStore, request: PageRequest) -> Any:
        lacking = needs.missing(store)
        return _without(page, lacking, store, request) if lacking else page.layout(store, request)

    # a dataset may be chosen while the panels of another one stand
    def shown(panel: Panel) -> Panel:
        return lambda store, request: [] if needs.missing(store) else panel(store, request)

    panels = {name: shown(panel) for name, panel in page.panels.items()}
    return replace(page, layout=layout, panels=panels)


def _without(page: Page, lacking: str, store: TrialStore, request: PageRequest) -> html.Div:
    query = request.state.to_query()
    here = TRIALS_HERE if store.has("trials") else PROTOCOLS_HERE
    return html.Div(
        [
            page_head(page.title, f"Dataset: {store.title}."),
            html.Div(
                [
                    html.P(lacking),
                    html.Ul(
                        [
                            html.Li(link(page.elsewhere, request.path)),
                            *(html.Li(link(words, path, query)) for words, path in here),
                        ]
                    ),
                ],
                className="card lacking",
            ),
        ],
        className="page",
    )
