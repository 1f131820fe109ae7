"""The parts of a page that follow the dataset alone: its filter controls and the footer."""

from typing import Any

from dash import Dash, Input, Output, State

from callbacks.http.request_edge import read_request
from components.elements import ids
from components.elements.controls import filter_controls
from components.elements.markup import with_markup
from components.shell import dataset_line, footer_line
from data.datasets.catalogue import Datasets


def register(app: Dash, datasets: Datasets) -> None:
    @app.callback(
        Output(ids.FILTER_PANEL, "children"),
        Output(ids.FOOTER, "children"),
        Output(ids.PRINT_DATA, "children"),
        Input(ids.DATASET_SHOWN, "data"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def follow_the_dataset(_shown: str | None, search: str | None) -> tuple[Any, ...]:
        store, request = read_request(datasets, "/", search)
        controls = filter_controls(store, request.state.filters)
        return tuple(
            with_markup(part) for part in (controls, footer_line(store), dataset_line(store))
        )
