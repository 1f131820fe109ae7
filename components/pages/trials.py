"""Trials: one table with every field of every trial under the filters."""

from collections.abc import Mapping
from typing import Any

import dash_ag_grid as dag
import numpy as np
from dash import dcc, html

from components import ids
from components.grids import CLIENT_SIDE, COLUMNS, FETCHED, INFINITE, LOOKS
from components.links import address
from components.parts import Panel, filter_sentence, page_head, placed
from components.request import PageRequest
from components.tables import bounded
from data.amounts import amount
from data.queries.trial_table import RowsAsked, table_page
from data.queries.trial_words import Cells, cells_at, columns_of
from data.queries.trials import count_matching, matching
from data.query_string import write_query
from data.state import DATASET_KEY
from data.store import TrialStore

HEADINGS: dict[str, tuple[str, int]] = {
    "nct_id": ("NCT number", 128),
    "title": ("Title", 320),
    "status": ("Status", 150),
    "condition": ("Condition", 170),
    "phase": ("Phase", 108),
    "study_type": ("Study type", 130),
    "start": ("Start", 118),
    "allocation": ("Allocation", 140),
    "control": ("Control", 140),
    "masking": ("Masking", 120),
    "who_masked": ("Who is masked", 180),
    "intervention_model": ("Intervention model", 140),
    "primary_purpose": ("Primary purpose", 130),
    "endpoint_classification": ("Endpoint classification", 150),
    "observational_model": ("Observational model", 150),
    "time_perspective": ("Time perspective", 140),
    "interventions": ("Interventions", 290),
    "cell_product": ("Cell product", 190),
    "donor": ("Donor", 130),
    "countries": ("Countries", 140),
    "sites": ("Sites", 90),
    "organisations": ("Organisations, all roles", 290),
    "sponsor": ("Sponsor", 220),
    "sponsor_class": ("Sponsor class", 150),
    "enrollment": ("Enrolment", 118),
    "enrollment_type": ("Enrolment type", 125),
    "printed_tables": ("Printed in", 115),
    "notes": ("Data notes", 100),
    "locator": ("Where it stands", 220),
    "source": ("Source", 130),
}
"""Field of ``trial_rows`` -> heading and width in pixels, in the order of the table."""

PINNED = ("nct_id", "title")
NUMBERS = ("enrollment", "notes", "sites")
ROW_HEIGHT = 68

MOST_ROWS_IN_BROWSER = 2_000
"""With more matching trials than this the table fetches its rows as the reader scrolls."""


def row_model(store: TrialStore, request: PageRequest) -> str:
    """Whether the browser holds all rows, or fetches those in its window."""
    n = count_matching(store, request.state.filters)
    return INFINITE if n > MOST_ROWS_IN_BROWSER else CLIENT_SIDE


def shape(store: TrialStore, request: PageRequest) -> str:
    """What cannot change in a grid that stands: its dataset, for the columns, and row model."""
    return f"{store.known.dataset}/{row_model(store, request)}"


def grid_rows(store: TrialStore, request: PageRequest) -> list[dict[str, Any]]:
    """The rows of the table, with the address of each trial's page as ``href``."""
    places = np.flatnonzero(matching(store, request.state.filters))
    return _for_browser(cells_at(store, places), request)


def grid_page(store: TrialStore, request: PageRequest, asked: RowsAsked) -> dict[str, Any]:
    """The answer to a request of the grid: ``rowData`` and ``rowCount`` of the whole table."""
    page = table_page(store, request.state.filters, asked)
    return {"rowData": _for_browser(page.cells, request), "rowCount": page.total}


def _for_browser(columns: Mapping[str, Cells], request: PageRequest) -> list[dict[str, Any]]:
    query = request.state.to_query()
    cells = {
        **{
            field: [bounded(cell) if isinstance(cell, str) else cell for cell in column]
            for field, column in columns.items()
        },
        "href": [address(f"/trials/{nct_id}", query) for nct_id in columns["nct_id"]],
    }
    return [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]


def _fields(store: TrialStore) -> list[str]:
    """The fields that the dataset has; those of an import in the order of its file."""
    known = columns_of(store)
    return list(known) if store.is_import else [field for field in HEADINGS if field in known]


def _column(field: str) -> dict[str, Any]:
    heading, width = HEADINGS[field]
    column: dict[str, Any] = {
        "field": field,
        "headerName": heading,
        "width": width,
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


def trial_grid(store: TrialStore, request: PageRequest, search: str = "") -> html.Div:
    """The table for this address, searched; a new key, so that React makes the grid anew."""
    model = row_model(store, request)
    of_model: dict[str, dict[str, Any]] = {
        CLIENT_SIDE: {"quickFilterText": search},
        INFINITE: FETCHED,
    }
    rows = grid_rows(store, request) if model == CLIENT_SIDE else None
    grid = dag.AgGrid(
        id=ids.TRIAL_GRID,
        rowModelType=model,
        **({} if rows is None else {"rowData": rows}),
        columnDefs=[_column(field) for field in _fields(store)],
        defaultColDef={**COLUMNS, "comparator": {"function": "notStatedLast"}},
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
    """A plain link, so that it works in a mail as well: the rows under the filters."""
    n = count_matching(store, request.state.filters)
    values = {**request.state.filters.to_values(), DATASET_KEY: request.state.dataset}
    return html.A(
        f"Download {amount(n, 'trial')} (CSV)",
        href=address("/data/trials-as-shown.csv", write_query(values)),
        download="",
        className="button-link",
    )


def _lost_rows() -> html.Div:
    """What the table says where the server did not answer; the browser shows and hides it."""
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


PANELS: dict[str, Panel] = {"trials-filters": filter_sentence, "trials-download": _download}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
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
                    html.Label(
                        "Search in this table",
                        htmlFor=ids.TRIAL_GRID_SEARCH,
                        className="control-label",
                    ),
                    dcc.Input(
                        id=ids.TRIAL_GRID_SEARCH,
                        type="search",
                        value="",
                        placeholder="Any column",
                        autoComplete="off",
                        maxLength=200,
                    ),
                    html.Span(id=ids.TRIAL_GRID_COUNT, className="muted", role="status"),
                    _lost_rows(),
                    placed(PANELS, "trials-download", store, request),
                ],
                className="grid-tools",
            ),
            html.Div(
                trial_grid(store, request),
                id=ids.TRIAL_GRID_BOX,
                className="grid-box",
                role="region",
                **{"aria-label": "Table of trials"},
            ),
        ],
        className="page trials-page",
    )
