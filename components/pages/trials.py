"""Trials: one table with every field of every trial under the filters."""

from collections.abc import Mapping
from typing import Any

import dash_ag_grid as dag
from dash import dcc, html

from components.elements import ids
from components.elements.controls import LONGEST_PASTED
from components.elements.export_menu import export_address, export_menu
from components.elements.grids import CLIENT_SIDE, COLUMNS, FETCHED, INFINITE, LOOKS
from components.elements.links import address
from components.elements.page import Page
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.request import PageRequest
from components.elements.source_lines import of_scope, source_panel
from components.elements.tables import bounded
from components.scope import TRIAL_LIST
from components.view import TRIALS_NEEDED
from data.link.trial_fields import DERIVED, HEADINGS
from data.model.amounts import amount
from data.queries.trial_table import RowsAsked, listed, table_page
from data.queries.trial_words import ColumnCells, cells_at
from data.queries.trials import count_matching
from data.store import TrialStore

WIDTHS: dict[str, int] = {
    "nct_id": 128,
    "title": 320,
    "condition": 170,
    "phase": 108,
    "study_type": 130,
    "start": 118,
    "allocation": 140,
    "control": 140,
    "masking": 120,
    "who_masked": 180,
    "intervention_model": 140,
    "primary_purpose": 130,
    "time_perspective": 140,
    "interventions": 290,
    "cell_product": 190,
    "donor": 130,
    "countries": 140,
    "sites": 90,
    "organisations": 290,
    "sponsor": 220,
    "enrollment": 118,
    "enrollment_type": 125,
    "printed_tables": 115,
    "notes": 100,
    "locator": 220,
    "source": 130,
}
"""Field of the table -> the width of its column in pixels, where it is not the usual one."""
USUAL_WIDTH = 150

LIST = "trial-list"
"""The view that is this table in files, on slides and in decks."""
PINNED = ("nct_id", "title")
NUMBERS = ("enrollment", "notes", "sites")
ROW_HEIGHT = 68

MOST_ROWS_IN_BROWSER = 2_000
"""With more matching trials than this the table fetches its rows as the reader scrolls."""


def row_model(store: TrialStore, request: PageRequest) -> str:
    """The model of the rows: the browser holds all, or fetches those in its window."""
    n = count_matching(store, request.state.filters)
    return INFINITE if n > MOST_ROWS_IN_BROWSER else CLIENT_SIDE


def shape(store: TrialStore, request: PageRequest) -> str:
    """The fixed parts of a grid that stands: its dataset, for the columns, and row model."""
    return f"{store.known.dataset}/{row_model(store, request)}"


def grid_rows(store: TrialStore, request: PageRequest) -> list[dict[str, Any]]:
    """The rows of the table in its order, with the address of each trial's page as ``href``."""
    return _for_browser(cells_at(store, listed(store, request.state)), request)


def grid_page(store: TrialStore, request: PageRequest, asked: RowsAsked) -> dict[str, Any]:
    """The answer to a request of the grid: ``rowData`` and ``rowCount`` of the whole table."""
    page = table_page(store, request.state.filters, asked)
    return {"rowData": _for_browser(page.cells, request), "rowCount": page.total}


def _for_browser(columns: Mapping[str, ColumnCells], request: PageRequest) -> list[dict[str, Any]]:
    query = request.state.to_query()
    cells = {
        **{
            field: [bounded(cell) if isinstance(cell, str) else cell for cell in column]
            for field, column in columns.items()
        },
        "href": [address(f"/trials/{nct_id}", query) for nct_id in columns["nct_id"]],
    }
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def _column(field: str) -> dict[str, Any]:
    column: dict[str, Any] = {
        "field": field,
        "headerName": HEADINGS[field],
        "width": WIDTHS.get(field, USUAL_WIDTH),
        "tooltipField": field,
        "cellRenderer": "Stated",
    }
    if field == "nct_id":
        # The number stays while its address changes with the filters: always drawn anew.
        column |= {"cellRenderer": "RowLink", "equals": {"function": "never()"}}
        del column["tooltipField"]
    if field in PINNED:
        column |= {"pinned": "left"}
    if field in NUMBERS:
        column |= {"type": "rightAligned"}
    return column


def _columns(store: TrialStore, request: PageRequest) -> list[dict[str, Any]]:
    """The columns of the dataset; those that sort say so."""
    sort = request.state.table.sort
    orders = {
        field: {"sort": "desc" if descending else "asc", "sortIndex": place}
        for place, (field, descending) in enumerate(sort)
    }
    return [
        _column(field) | _said_derived(store, field) | orders.get(field, {})
        for field in store.known.sort.codes
    ]


def _said_derived(store: TrialStore, field: str) -> dict[str, str]:
    """The heading of a column that rules fill; nothing for what the sources state."""
    return (
        {"headerName": f"{HEADINGS[field]} (derived)"}
        if store.origin and field in DERIVED and not store.is_curated(field)
        else {}
    )


def trial_grid(store: TrialStore, request: PageRequest) -> html.Div:
    """The table for this address; a new key, so that React makes the grid anew."""
    model = row_model(store, request)
    of_model: dict[str, dict[str, Any]] = {CLIENT_SIDE: {}, INFINITE: FETCHED}
    rows = grid_rows(store, request) if model == CLIENT_SIDE else None
    grid = dag.AgGrid(
        id=ids.TRIAL_GRID,
        rowModelType=model,
        **({} if rows is None else {"rowData": rows}),
        columnDefs=_columns(store, request),
        # rows come in their order: one search and one order for table, files and slides
        defaultColDef={**COLUMNS, "comparator": {"function": "asTheyCame"}},
        eventListeners={"sortChanged": ["sorted(params)"]},
        dashGridOptions={
            **LOOKS,
            "rowHeight": ROW_HEIGHT,
            "headerHeight": 46,
            "tooltipShowDelay": 400,
            "enableCellTextSelection": True,
            "context": {"shape": shape(store, request)},
            **of_model[model],
        },
        getRowId="params.data.nct_id",
        className="grid trial-grid",
        style={"height": None},
    )
    return html.Div(grid, key=shape(store, request))


def _download(store: TrialStore, request: PageRequest) -> html.A:
    """A plain link, so that it works in a mail as well: the rows of the table in its order."""
    n = len(listed(store, request.state))
    return html.A(
        f"Download {amount(n, 'trial')} (CSV)",
        href=export_address(LIST, "csv", request.state.to_query()),
        download="",
        className="button-link",
    )


def _search(text: str) -> list[Any]:
    return [
        html.Label(
            "Search in this table", htmlFor=ids.TRIAL_GRID_SEARCH, className="control-label"
        ),
        dcc.Input(
            id=ids.TRIAL_GRID_SEARCH,
            type="search",
            value=text,
            placeholder="Any column",
            autoComplete="off",
            maxLength=LONGEST_PASTED,
        ),
    ]


def _in_address(values: Mapping[str, object]) -> list[dcc.Input]:
    """Search and order as the address has them; assets/trials.js keeps box and grid like them.

    The box that a reader types in is none of these: each key would be a page of the history.
    """
    return [
        dcc.Input(id=ids.option_control(key), type="hidden", value=text)
        for key, text in values.items()
    ]


def _lost_rows() -> html.Div:
    """The notice of a table whose server did not answer; the browser shows and hides it."""
    return html.Div(
        [
            "Rows could not be fetched. ",
            html.Button("Try again", id=ids.TRIAL_GRID_RETRY, type="button"),
        ],
        id=ids.TRIAL_GRID_LOST,
        className="grid-lost",
        role="alert",
        hidden=True,
    )


PANELS: dict[str, Panel] = {
    "trials-filters": filter_sentence,
    "trials-download": _download,
    "trials-sources": source_panel(of_scope(TRIAL_LIST)),
}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    table = request.state.table
    return html.Div(
        [
            page_head(
                "Trials",
                "Every field of every trial. The number opens the trial’s page, a heading sorts, "
                "its edge sets the width.",
            ),
            placed(PANELS, "trials-filters", store, request),
            html.Div(
                [
                    *_search(table.find),
                    *_in_address(table.control_values()),
                    html.Span(id=ids.TRIAL_GRID_COUNT, className="muted", role="status"),
                    _lost_rows(),
                    html.Div(
                        [
                            placed(PANELS, "trials-download", store, request),
                            export_menu(LIST, request.state),
                        ],
                        className="grid-files",
                    ),
                ],
                className="grid-tools",
                id=ids.Anchor(LIST),
            ),
            html.Div(
                trial_grid(store, request),
                id=ids.TRIAL_GRID_BOX,
                className="grid-box",
                role="region",
                **{"aria-label": "Table of trials"},
            ),
            placed(PANELS, "trials-sources", store, request),
        ],
        className="page trials-page",
    )


PAGE = Page(
    "trials",
    "Trials",
    "/trials",
    layout,
    panels=PANELS,
    needs=TRIALS_NEEDED,
    elsewhere="The trials of the review",
    has_figures=False,
    has_grid=True,
)
