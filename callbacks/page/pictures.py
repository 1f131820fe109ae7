"""Figures, panels and tables of the open page, as they are drawn for an address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update

from callbacks.http.request_edge import names_of, read_request
from callbacks.page.panel_cache import panel
from components.elements import ids
from components.elements.cards import SHOW_TABLE, data_table, frame_words
from components.elements.figure_cache import rendered
from components.elements.markup import with_markup
from components.elements.request import PageRequest
from components.pages import PANELS
from components.view import Rendered
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.store import TrialStore


@dataclass(frozen=True)
class PageParts:
    """The parts of the open page that follow the address, by the names in their ids."""

    figures: Sequence[str]
    frames: Sequence[str]
    panels: Sequence[str]
    grids: Sequence[str]
    tables: Sequence[str]

    @classmethod
    def of(cls, outputs: Mapping[str, Sequence[Mapping[str, Any]]]) -> Self:
        """outputs: the callback's outputs by name, as dash lists them."""
        return cls(
            **{
                part: names_of(outputs[part], key, PANELS if key == "name" else VIEWS)
                for part, key in ID_KEYS.items()
            }
        )

    def kept(self) -> dict[str, Any]:
        """Nothing to draw: every part stays as it is."""
        return {part: [no_update] * len(getattr(self, part)) for part in ID_KEYS}

    def recoloured(self, store: TrialStore, request: PageRequest) -> dict[str, Any]:
        """Coloured parts, for another theme. Panels and tables are text: a thousand rows anew
        would hold the browser for seconds."""
        return self.kept() | self._pictures(self._views(store, request), request)

    def _views(self, store: TrialStore, request: PageRequest) -> dict[str, Rendered]:
        """Each view of the page by its name, asked for once."""
        every = dict.fromkeys([*self.figures, *self.frames, *self.tables])
        return {slug: rendered(store, request, slug) for slug in every}

    def _pictures(self, views: Mapping[str, Rendered], request: PageRequest) -> dict[str, Any]:
        """The coloured parts: the figures, and the words around them with their legends."""
        return {
            "figures": [views[slug].figure for slug in self.figures],
            "frames": [frame_words(views[slug], request) for slug in self.frames],
        }

    def drawn(
        self, store: TrialStore, request: PageRequest, opened: Collection[str]
    ) -> dict[str, Any]:
        """Every part for a request; opened: the views whose table is shown."""
        views = self._views(store, request)
        tables = {
            slug: with_markup(data_table(views[slug], request))
            for slug in self.tables
            if slug in opened
        }
        return self._pictures(views, request) | {
            "panels": [panel(store, request, name) for name in self.panels],
            "grids": [panel(store, request, name, with_markup) for name in self.grids],
            "tables": [tables.get(slug, no_update) for slug in self.tables],
        }


ID_KEYS = {
    "figures": "view",
    "frames": "view",
    "panels": "name",
    "grids": "name",
    "tables": "view",
}
"""Part -> the key of its pattern id that names it."""
PARTS = {
    "figures": Output(ids.graph(ALL), "figure"),
    "frames": Output(ids.framed(ALL), "markup"),
    "panels": Output(ids.panel(ALL), "markup"),
    "grids": Output(ids.grid_panel(ALL), "children"),
    "tables": Output(ids.table(ALL), "children", allow_duplicate=True),
}
"""The outputs that ``PageParts`` fills."""


def register(app: Dash, datasets: Datasets) -> None:
    @app.callback(
        Output(ids.table(MATCH), "children"),
        Output(ids.table_button(MATCH), "children"),
        Output(ids.table_button(MATCH), "aria-expanded"),
        Input(ids.table_button(MATCH), "n_clicks"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def show_table(clicks: int, search: str | None, path: str | None) -> tuple[Any, str, str]:
        if not is_open(clicks):
            return None, SHOW_TABLE, "false"
        [slug] = names_of(ctx.outputs_list[:1], "view", VIEWS)
        store, request = read_request(datasets, path, search)
        table = with_markup(data_table(rendered(store, request, slug), request))
        return table, "Hide table", "true"


def is_open(clicks: int | None) -> bool:
    """Each click on a table's button opens or closes it in turn."""
    return (clicks or 0) % 2 == 1
