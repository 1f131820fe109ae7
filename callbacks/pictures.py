"""Figures, panels and tables of the open page, as they are drawn for an address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update

from callbacks.reading import read_request
from callbacks.renders import panel, rendered
from components import ids
from components.cards import data_table, legend_items
from components.request import PageRequest
from data.datasets import Datasets
from data.store import TrialStore


@dataclass(frozen=True)
class Parts:
    """The parts of the open page that follow the address, by the names in their ids."""

    figures: Sequence[str]
    captions: Sequence[str]
    panels: Sequence[str]
    tables: Sequence[str]

    @classmethod
    def of(cls, outputs: Mapping[str, Sequence[Mapping[str, Any]]]) -> Self:
        """outputs: the callback's outputs by name, as dash lists them."""
        return cls(
            [output["id"]["view"] for output in outputs["figures"]],
            [output["id"]["view"] for output in outputs["captions"]],
            [output["id"]["name"] for output in outputs["panels"]],
            [output["id"]["view"] for output in outputs["tables"]],
        )

    def kept(self) -> dict[str, Any]:
        """Nothing to draw: every part stays as it is."""
        return {
            "figures": [no_update] * len(self.figures),
            "summaries": [no_update] * len(self.figures),
            "legends": [no_update] * len(self.figures),
            "captions": [no_update] * len(self.captions),
            "panels": [no_update] * len(self.panels),
            "tables": [no_update] * len(self.tables),
        }

    def drawn(
        self, store: TrialStore, request: PageRequest, clicks: Sequence[int | None]
    ) -> dict[str, Any]:
        """Every part for a request; clicks: those on the tables' buttons."""
        views = {slug: rendered(store, request, slug) for slug in self.figures}
        return {
            "figures": [each.figure for each in views.values()],
            "summaries": [each.summary for each in views.values()],
            "legends": [legend_items(each) for each in views.values()],
            "captions": [views[slug].caption for slug in self.captions],
            "panels": [panel(store, request, name) for name in self.panels],
            "tables": [
                data_table(views[slug], request) if is_open(n) else no_update
                for slug, n in zip(self.tables, clicks, strict=True)
            ],
        }


PARTS = {
    "figures": Output(ids.graph(ALL), "figure"),
    "summaries": Output(ids.picture(ALL), "aria-label"),
    "legends": Output(ids.legend(ALL), "children"),
    "captions": Output(ids.caption(ALL), "children"),
    "panels": Output(ids.panel(ALL), "children"),
    "tables": Output(ids.table(ALL), "children", allow_duplicate=True),
}
"""The outputs that ``Parts`` fills."""


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
            return None, "Show as table", "false"
        store, request = read_request(datasets, path, search)
        slug = ctx.outputs_list[0]["id"]["view"]
        return data_table(rendered(store, request, slug), request), "Hide table", "true"


def is_open(clicks: int | None) -> bool:
    """Each click on a table's button opens or closes it in turn."""
    return bool(clicks) and (clicks or 0) % 2 == 1
