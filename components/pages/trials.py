"""Trials: one table with every field of every trial under the filters."""

from typing import Any

import dash_ag_grid as dag
from dash import dcc, html

from components import ids
from components.links import address
from components.parts import Panel, filter_sentence, page_head, placed
from components.request import PageRequest
from data.queries.trials import count_matching, trial_rows
from data.store import TrialStore

HEADINGS: dict[str, tuple[str, int]] = {
    "nct_id": ("NCT number", 128),
    "title": ("Title", 320),
    "condition": ("Condition", 170),
    "phase": ("Phase", 108),
    "study_type": ("Study type", 130),
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
    "organisations": ("Organisations, all roles", 290),
    "enrollment": ("Enrolment", 118),
    "printed_tables": ("Printed in", 115),
    "notes": ("Data notes", 100),
    "locator": ("Where it stands", 220),
    "source": ("Source", 130),
}
"""Field of ``trial_rows`` -> heading and width in pixels, in the order of the table."""

PINNED = ("nct_id", "title")
ROW_HEIGHT = 68


def grid_rows(store: TrialStore, request: PageRequest) -> list[dict[str, Any]]:
    """The rows of the table, with the address of each trial's page as ``href``."""
    rows = trial_rows(store, request.state.filters)
    rows = rows.astype("object").where(rows.notna(), None)
    query = request.state.to_query()
    return [
        {**row, "href": address(f"/trials/{row['nct_id']}", query)}
        for row in rows.to_dict("records")
    ]


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
    if field in ("enrollment", "notes"):
        column |= {"type": "rightAligned"}
    return column


def _grid(store: TrialStore, request: PageRequest) -> dag.AgGrid:
    return dag.AgGrid(
        id=ids.TRIAL_GRID,
        rowData=grid_rows(store, request),
        columnDefs=[_column(field) for field in HEADINGS],
        defaultColDef={
            "resizable": True,
            "sortable": True,
            "filter": False,
            "suppressHeaderMenuButton": True,
            "wrapText": True,
            "wrapHeaderText": True,
            "comparator": {"function": "notStatedLast"},
            "minWidth": 90,
        },
        dashGridOptions={
            "theme": "themeQuartz",
            "rowHeight": ROW_HEIGHT,
            "headerHeight": 46,
            "tooltipShowDelay": 400,
            "animateRows": False,
            "enableCellTextSelection": True,
            "ensureDomOrder": True,
            "suppressDragLeaveHidesColumns": True,
            "quickFilterText": "",
        },
        getRowId="params.data.nct_id",
        className="grid trial-grid",
        style={"height": None},
    )


def _download(store: TrialStore, request: PageRequest) -> html.A:
    """A plain link, so that it works in a mail as well: the rows under the filters."""
    n = count_matching(store, request.state.filters)
    noun = "trial" if n == 1 else "trials"
    return html.A(
        f"Download {n:,} {noun} (CSV)",
        href=address("/data/trials-as-shown.csv", request.state.filters.to_query()),
        download="",
        className="button-link",
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
                    placed(PANELS, "trials-download", store, request),
                ],
                className="grid-tools",
            ),
            html.Div(
                _grid(store, request),
                className="grid-box",
                role="region",
                **{"aria-label": "Table of trials"},
            ),
        ],
        className="page trials-page",
    )
