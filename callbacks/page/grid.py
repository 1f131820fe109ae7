"""The table of trials: its rows follow the address; a long table fetches them as it is scrolled."""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from callbacks.http.request_edge import read_request
from components.elements import ids
from components.elements.grids import CLIENT_SIDE
from components.elements.request import PageRequest
from components.pages.trials import grid_page, grid_rows, row_model, shape, trial_grid
from data.datasets.catalogue import Datasets
from data.link.options import TableOptions
from data.queries.trial_table import RowsAsked
from data.queries.trial_words import columns_of
from data.store import TrialStore


def shape_of(options: object) -> str:
    """The shape that a standing grid was made with; empty where it says none."""
    context = options.get("context") if isinstance(options, dict) else None
    made = context.get("shape") if isinstance(context, dict) else None
    return made if isinstance(made, str) else ""


def refilled(store: TrialStore, request: PageRequest, standing: str) -> tuple[Any, Any]:
    """(a new grid, rows for the standing one); a grid that fetches its rows needs neither."""
    if shape(store, request) != standing:
        return trial_grid(store, request), no_update
    is_whole = row_model(store, request) == CLIENT_SIDE
    return no_update, grid_rows(store, request) if is_whole else no_update


def rows_in_words(n: int, search: str) -> str:
    """Tells how many rows the search of the table found; nothing where nothing is searched."""
    if not search:
        return ""
    return f"{n:,} row matches" if n == 1 else f"{n:,} rows match"


def register(app: Dash, datasets: Datasets) -> None:
    @app.callback(
        Output(ids.TRIAL_GRID_BOX, "children"),
        Output(ids.TRIAL_GRID, "rowData"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        State(ids.TRIAL_GRID, "dashGridOptions"),
        prevent_initial_call=True,
    )
    def fill_grid(search: str | None, path: str | None, options: object) -> tuple[Any, Any]:
        if search is None:
            raise PreventUpdate
        return refilled(*read_request(datasets, path, search), shape_of(options))

    @app.callback(
        Output(ids.TRIAL_GRID, "getRowsResponse"),
        Output(ids.TRIAL_GRID_COUNT, "children", allow_duplicate=True),
        Input(ids.TRIAL_GRID, "getRowsRequest"),
        State(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def fetch_rows(
        message: object, search: str | None, path: str | None
    ) -> tuple[dict[str, Any], str]:
        if not message:
            raise PreventUpdate
        store, request = read_request(datasets, path, search)
        asked = RowsAsked.read(message, request.state.table.find, columns_of(store))
        page = grid_page(store, request, asked)
        return page, rows_in_words(page["rowCount"], asked.search)

    app.clientside_callback(
        # an output of this page keeps both from running on the others
        ClientsideFunction("trials", "asked"),
        Output(ids.TRIAL_GRID_LOST, "hidden"),
        Input(ids.TRIAL_GRID, "getRowsRequest"),
    )
    app.clientside_callback(
        ClientsideFunction("trials", "retry"),
        Output(ids.TRIAL_GRID_LOST, "hidden", allow_duplicate=True),
        Input(ids.TRIAL_GRID_RETRY, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("trials", "search"),
        Output(ids.TRIAL_GRID_LOST, "hidden", allow_duplicate=True),
        Input(ids.TRIAL_GRID_SEARCH, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("trials", "searched"),
        Output(ids.TRIAL_GRID_SEARCH, "value"),
        Input(ids.option_control(TableOptions.FIND), "value"),
        State(ids.TRIAL_GRID_SEARCH, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("trials", "order"),
        Output(ids.TRIAL_GRID_LOST, "hidden", allow_duplicate=True),
        Input(ids.option_control(TableOptions.SORT), "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("trials", "count"),
        Output(ids.TRIAL_GRID_COUNT, "children"),
        Input(ids.TRIAL_GRID, "virtualRowData"),
        State(ids.option_control(TableOptions.FIND), "value"),
        State(ids.TRIAL_GRID, "dashGridOptions"),
        prevent_initial_call=True,
    )
