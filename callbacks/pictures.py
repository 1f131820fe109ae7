"""Figures and panels of the open page, drawn anew when the address or the theme changes."""

from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from callbacks.reading import read_request
from components import ids
from components.cards import data_table, legend_items
from components.links import state_address
from components.pages import PANELS
from components.shell import chips, ignored_notice, match_count
from components.views import VIEWS
from data.datasets import Datasets


def register(app: Dash, datasets: Datasets) -> None:
    @app.callback(
        Output(ids.graph(ALL), "figure"),
        Output(ids.picture(ALL), "aria-label"),
        Output(ids.legend(ALL), "children"),
        Output(ids.panel(ALL), "children"),
        Output(ids.table(ALL), "children", allow_duplicate=True),
        Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
        Input(ids.DATASET_SHOWN, "data"),
        State(ids.URL, "pathname"),
        State(ids.table_button(ALL), "n_clicks"),
        prevent_initial_call=True,
    )
    def draw_page(
        search: str | None,
        theme: str | None,
        shown: str | None,
        path: str | None,
        clicks: list[int | None],
    ) -> tuple[Any, ...]:
        # another dataset lays the whole page out anew, these parts of it included
        if search is None or ids.DATASET_SHOWN in ctx.triggered_prop_ids.values():
            raise PreventUpdate
        store, request = read_request(datasets, path, search)
        graphs, pictures, legends, panels, tables = (
            [next(v for k, v in output["id"].items() if k != "type") for output in family]
            for family in ctx.outputs_list
        )
        opened = {
            button["id"]["view"]
            for button, n in zip(ctx.states_list[1], clicks, strict=True)
            if is_open(n)
        }
        rendered = {
            slug: VIEWS[slug].render(store, request.state, request.palette)
            for slug in dict.fromkeys((*graphs, *pictures, *legends, *tables))
        }
        return (
            [rendered[slug].figure for slug in graphs],
            [rendered[slug].summary for slug in pictures],
            [legend_items(rendered[slug]) for slug in legends],
            [PANELS[name](store, request) for name in panels],
            [
                data_table(rendered[slug], request) if slug in opened else no_update
                for slug in tables
            ],
        )

    @app.callback(
        Output(ids.MATCH_COUNT, "children"),
        Output(ids.FILTER_CHIPS, "children"),
        Output(ids.NOTICE, "children"),
        Output(ids.nav(ALL), "href"),
        Output(ids.nav(ALL), "className"),
        Input(ids.URL, "search"),
        Input(ids.URL, "pathname"),
    )
    def draw_frame(search: str | None, path: str | None) -> tuple[Any, ...]:
        store, request = read_request(datasets, path, search)
        targets = [output["id"]["path"] for output in ctx.outputs_list[3]]
        return (
            match_count(store, request),
            chips(request),
            ignored_notice(request),
            [state_address(target, request.state) for target in targets],
            ["nav-item" + (" active" if _is_here(t, request.path) else "") for t in targets],
        )

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
        rendered = VIEWS[slug].render(store, request.state, request.palette)
        return data_table(rendered, request), "Hide table", "true"


def is_open(clicks: int | None) -> bool:
    """Each click on a table's button opens or closes it in turn."""
    return bool(clicks) and (clicks or 0) % 2 == 1


def _is_here(target: str, path: str) -> bool:
    return path == target if target == "/" else path == target or path.startswith(target + "/")
