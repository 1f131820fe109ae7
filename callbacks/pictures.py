"""Figures and panels of the open page, drawn anew when the address or the theme changes."""

from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx
from dash.exceptions import PreventUpdate

from callbacks.reading import read_request
from components import ids
from components.cards import data_table, legend_items
from components.links import state_address
from components.pages import PANELS
from components.shell import NAVIGATION, chips, ignored_notice, match_count
from components.views import VIEWS
from data.store import TrialStore


def register(app: Dash, store: TrialStore) -> None:
    @app.callback(
        Output(ids.graph(ALL), "figure"),
        Output(ids.picture(ALL), "aria-label"),
        Output(ids.legend(ALL), "children"),
        Output(ids.panel(ALL), "children"),
        Input(ids.URL, "search"),
        Input(ids.THEME, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def draw_page(search: str | None, theme: str | None, path: str | None) -> tuple[Any, ...]:
        if search is None:
            raise PreventUpdate
        request = read_request(store, path, search)
        slugs = [output["id"]["view"] for output in ctx.outputs_list[0]]
        names = [output["id"]["name"] for output in ctx.outputs_list[3]]
        rendered = [VIEWS[slug].render(store, request.state, request.palette) for slug in slugs]
        return (
            [each.figure for each in rendered],
            [each.summary for each in rendered],
            [legend_items(each) for each in rendered],
            [PANELS[name](store, request) for name in names],
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
        request = read_request(store, path, search)
        return (
            match_count(store, request),
            chips(request),
            ignored_notice(request),
            [state_address(target, request.state) for target, _ in NAVIGATION],
            ["nav-item" + (" active" if _is_here(t, request.path) else "") for t, _ in NAVIGATION],
        )

    @app.callback(
        Output(ids.table(MATCH), "children"),
        Output(ids.table_button(MATCH), "children"),
        Output(ids.table_button(MATCH), "aria-expanded"),
        Input(ids.table_button(MATCH), "n_clicks"),
        Input(ids.URL, "search"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def show_table(clicks: int, search: str | None, path: str | None) -> tuple[Any, str, str]:
        if not clicks or clicks % 2 == 0:
            return None, "Show as table", "false"
        request = read_request(store, path, search)
        slug = ctx.outputs_list[0]["id"]["view"]
        rendered = VIEWS[slug].render(store, request.state, request.palette)
        return data_table(rendered, request), "Hide table", "true"


def _is_here(target: str, path: str) -> bool:
    return path == target if target == "/" else path == target or path.startswith(target + "/")
