"""Then and now: rows of a long table as it is scrolled; a click on a cell opens where it stands."""

from typing import Any

from dash import Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from callbacks.http.request_edge import read_request
from components.elements import ids
from components.elements.markup import with_markup
from components.pages.then_and_now import detail, table_page
from data.datasets.catalogue import Datasets
from data.queries.change_table import SORTED
from data.queries.trial_table import RowsAsked


def cell_of(click: object) -> tuple[str, str]:
    """(trial, field) of a clicked cell; two empty texts for anything odd."""
    if not isinstance(click, dict):
        return "", ""
    trial, field = click.get("rowId"), click.get("colId")
    return (trial, field) if isinstance(trial, str) and isinstance(field, str) else ("", "")


def register(app: Dash, datasets: Datasets) -> None:
    @app.callback(
        Output(ids.CHANGE_DETAIL, "children"),
        Input(ids.CHANGE_GRID, "cellClicked"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def open_cell(click: object, search: str | None, path: str | None) -> Any:
        trial, field = cell_of(click)
        if not trial:
            raise PreventUpdate
        return with_markup(detail(*read_request(datasets, path, search), trial, field))

    @app.callback(
        Output(ids.CHANGE_GRID, "getRowsResponse"),
        Input(ids.CHANGE_GRID, "getRowsRequest"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def fetch_rows(message: object, search: str | None, path: str | None) -> dict[str, Any]:
        if not message:
            raise PreventUpdate
        asked = RowsAsked.read(message, "", SORTED)
        return table_page(*read_request(datasets, path, search), asked)
