"""Cards: a figure with its title, caption, text summary and data table."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, get_asset_url, html

from components.elements import ids
from components.elements.export_menu import export_menu
from components.elements.figure_cache import rendered
from components.elements.links import address, address_after
from components.elements.markup import OWN_DIRECTION, Markup, MarkupBlock, piece
from components.elements.present import figure_actions
from components.elements.request import PageRequest
from components.elements.result_controls import ONE_TRIAL, of_trial
from components.elements.upright import HAS_UPRIGHT, upright
from components.share.exports import in_words
from components.view import Rendered, Swatch, lacking
from data.link.filters import FILTER_LABELS
from data.queries.as_read import AS_POSTED
from data.queries.registry_text import unescaped
from data.store import TrialStore

MAX_TABLE_ROWS = 200
SHOW_TABLE = "Show as table"
"""On the button that opens the table of a figure."""
GRAPH: Markup = [0]
"""The place of the graph, the first component of its frame."""
PATTERN_CLASSES = {"/": "hatched", ".": "dotted"}
"""Pattern of a swatch -> its class in the style."""


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


def figure_card(
    store: TrialStore, request: PageRequest, slug: str, *, wide: bool = False, compact: bool = False
) -> dbc.Card:
    """The card of one view; compact cards (Overview) show no caption and have no table."""
    drawn = rendered(store, request, slug)
    view = drawn.view
    body = [
        html.Header(
            [
                html.H2(view.title, id=ids.title(slug)),
                figure_actions(slug, export_menu(slug, request.state)),
            ],
            className="card-head",
        ),
        MarkupBlock(
            frame_words(drawn, request),
            id=ids.framed(slug),
            children=[
                dcc.Graph(
                    id=ids.graph(slug),
                    figure=drawn.figure,
                    config=graph_config(),
                    className="graph",
                )
            ],
        ),
    ]
    if not compact:
        body += [
            html.Button(
                SHOW_TABLE,
                id=ids.table_button(slug),
                className="link-button",
                n_clicks=0,
                **{"aria-expanded": "false", "aria-describedby": ids.title(slug)},
            ),
            html.Div(
                id=ids.table(slug),
                className="table-scroll",
                role="group",
                **{"aria-label": f"Table: {view.title}"},
            ),
        ]
    classes = "figure-card" + (" wide" if wide else "") + (" compact" if compact else "")
    return dbc.Card(body, id=ids.Anchor(slug), className=classes)


def frame_words(drawn: Rendered, request: PageRequest) -> list[Markup]:
    """The words around a graph: its colours, summary, how to read and use it, its sources.

    Its upright version stands beside the graph, outside of what a screen reader takes for one
    picture.
    """
    summary = {"aria-label": drawn.summary}
    on_phones = upright(drawn, request)
    picture = f"picture picture-{drawn.view.slug}" + (f" {HAS_UPRIGHT}" if on_phones else "")
    picture += " nothing" if lacking(drawn.answer) else ""
    hint = piece("span", f" {drawn.hint}", className="hint") if drawn.hint else None
    parts: list[Markup | None] = [
        piece("div", *(_legend_item(swatch) for swatch in drawn.legend), className="legend"),
        piece("div", GRAPH, role="img", className=picture, **summary, **_room(drawn)),
        on_phones,
        piece("p", drawn.caption, hint, className="caption"),
        piece("p", drawn.attribution, className="attribution"),
    ]
    return [part for part in parts if part is not None]


def _room(drawn: Rendered) -> dict[str, Any]:
    """The height of a figure for the style: its room is there before plotly has drawn it."""
    height = drawn.figure["layout"].get("height")
    return {"style": {"--drawn": f"{height:g}px"}} if height else {}


def _legend_item(swatch: Swatch) -> Markup:
    """A colour of the figure with its label."""
    classes = f"swatch {PATTERN_CLASSES.get(swatch.pattern, '')}".rstrip()
    colour = piece("span", className=classes, style={"backgroundColor": swatch.colour})
    return piece("span", colour, swatch.label, className="legend-item")


CELL_FILTERS = {
    "label": ("field", "code"),
    "row_label": ("row_field", "row"),
    "column_label": ("column_field", "column"),
}
"""Columns of a frame that name the filter for which a label stands."""


def _cell_filter(row: dict[str, Any], column: str) -> tuple[str, str] | None:
    """The filter field and code of a cell, where the cell is a label that can filter."""
    if column == "country_name":
        return "country", str(row["country"])
    if column not in CELL_FILTERS:
        return None
    # a lane has a label, too, and stands for no filter
    field, code = (str(row.get(name, "")) for name in CELL_FILTERS[column])
    return (field, code) if field in FILTER_LABELS else None


def _cell_target(request: PageRequest, row: dict[str, Any], column: str) -> str:
    """The address a cell leads to, doing what a click on its mark does; empty where none."""
    if column == "nct_id" and "posted_value" in row:
        state = of_trial(request.state, row[column])
        return f"{address_after('/outcomes', request.state, state)}#{ONE_TRIAL}"
    found = _cell_filter(row, column)
    if found:
        state = request.state.with_filters(request.state.filters.toggled(*found))
        return address_after(request.path, request.state, state)
    if column == "state_label" and row["events"]:
        return address("/protocols", f"?regimen={row['cohort']}&agent={row['agent']}")
    return ""


def _row_cells(request: PageRequest, row: dict[str, Any], columns: list[str]) -> list[html.Td]:
    cells = []
    for column in columns:
        target = _cell_target(request, row, column)
        # the data keep a registry's backslashes, readers are spared them
        text = in_words(row[column])
        text = text if column in AS_POSTED else unescaped(text)
        cells.append(html.Td(dcc.Link(text, href=target) if target else text, dir=OWN_DIRECTION))
    return cells


def data_table(drawn: Rendered, request: PageRequest) -> dbc.Table:
    """The frame behind a figure; labels that can filter are links."""
    columns = list(drawn.view.columns)
    frame = drawn.view.table(drawn.frame)
    rows = frame.head(MAX_TABLE_ROWS).to_dict("records")
    left_out = len(frame) - len(rows)
    title = drawn.view.title + (f" (first {len(rows)} rows)" if left_out else "")
    return dbc.Table(
        [
            html.Caption(title),
            html.Thead(html.Tr([html.Th(h, scope="col") for h in drawn.view.columns.values()])),
            html.Tbody([html.Tr(_row_cells(request, row, columns)) for row in rows]),
        ],
        className="data-table",
    )
