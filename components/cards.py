"""Cards: a figure with its title, caption, text summary and data table."""

from typing import Any

import pandas as pd
from dash import dcc, get_asset_url, html

from components import ids
from components.links import state_address
from components.request import PageRequest
from components.views import VIEWS, Rendered
from data.filters import FIELDS_BY_KEY
from data.queries.trials import count_matching
from data.store import TrialStore

MAX_TABLE_ROWS = 200


def graph_config() -> dict[str, Any]:
    """One config for all graphs: nothing leaves the host, no logo, no button to share."""
    return {
        "displaylogo": False,
        "displayModeBar": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "topojsonURL": get_asset_url("topojson/"),
        "responsive": True,
        "scrollZoom": False,
    }


def n_of_n(store: TrialStore, request: PageRequest) -> str:
    """``5 of 19 trials``."""
    return f"{count_matching(store, request.state.filters):,} of {len(store.trials):,} trials"


def figure_card(
    store: TrialStore, request: PageRequest, slug: str, *, wide: bool = False, compact: bool = False
) -> html.Section:
    """The card of one view; compact cards (Overview) have no caption and no table."""
    rendered = VIEWS[slug].render(store, request.state, request.palette)
    view = rendered.view
    body = [
        html.Header([html.H2(view.title)], className="card-head"),
        html.Div(
            dcc.Graph(
                id=ids.graph(slug), figure=rendered.figure, config=graph_config(), className="graph"
            ),
            id=ids.picture(slug),
            role="img",
            className=f"picture picture-{slug}",
            **{"aria-label": rendered.summary},
        ),
    ]
    if not compact:
        body += [
            html.P(view.caption, className="caption"),
            html.Button(
                "Show as table",
                id=ids.table_button(slug),
                className="link-button",
                n_clicks=0,
                **{"aria-expanded": "false"},
            ),
            html.Div(id=ids.table(slug), className="table-scroll"),
        ]
    classes = "card figure-card" + (" wide" if wide else "") + (" compact" if compact else "")
    return html.Section(body, className=classes)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0%}" if 0 <= value <= 1 else f"{value:g}"
    return "" if value is None or value is pd.NA else str(value)


def _filter_link(request: PageRequest, field: str, code: str, text: str) -> dcc.Link:
    """A table cell that does what a click on the bar does, for the keyboard."""
    filters = request.state.filters.toggled(field, code)
    state = request.state.with_filters(filters)
    return dcc.Link(text, href=state_address(request.path, state))


def _row_cells(request: PageRequest, row: dict[str, Any], columns: list[str]) -> list[html.Td]:
    links = {
        "label": (row.get("field"), row.get("code")),
        "row_label": (row.get("row_field"), row.get("row")),
        "column_label": (row.get("column_field"), row.get("column")),
        "country_name": ("country", row.get("country")),
    }
    cells = []
    for column in columns:
        field, code = links.get(column, (None, None))
        text = _cell(row[column])
        linked = field in FIELDS_BY_KEY and isinstance(code, str) and text
        cells.append(html.Td(_filter_link(request, field, code, text) if linked else text))
    return cells


def data_table(rendered: Rendered, request: PageRequest) -> html.Table:
    """The frame behind a figure; labels that can filter are links."""
    columns = list(rendered.view.columns)
    rows = rendered.frame.head(MAX_TABLE_ROWS).to_dict("records")
    left_out = len(rendered.frame) - len(rows)
    title = rendered.view.title + (f" (first {len(rows)} rows)" if left_out else "")
    return html.Table(
        [
            html.Caption(title),
            html.Thead(html.Tr([html.Th(h, scope="col") for h in rendered.view.columns.values()])),
            html.Tbody([html.Tr(_row_cells(request, row, columns)) for row in rows]),
        ],
        className="data-table",
    )
