"""Then and now: what changed in the registry since an earlier reading of the same trials."""

from collections.abc import Mapping
from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import html

from components import ids
from components.cards import figure_card
from components.controls import multi_select
from components.lacking import view_lacks
from components.links import address, link
from components.parts import Panel, filter_sentence, page_head, placed
from components.request import PageRequest
from components.tables import card
from data import vocabulary as v
from data.options import CHANGE, COMPARED_FIELD
from data.queries import then_and_now
from data.queries.then_and_now import NOT_SEEN, Compared
from data.store import TrialStore

SIGNS: Mapping[str, str] = {"UNCHANGED": "=", "CHANGED": "≠", "NEWLY_STATED": "+", NOT_SEEN: "?"}
"""The second channel beside a cell's colour."""
SWAPPED = ("NCT00021801", "NCT00315614")
SWAPPED_NOTE = "trial-numbers-swapped"
ROW_HEIGHT, HEAD_HEIGHT = 46, 50
MOST_ROWS_OPEN = 40
"""Rows up to which the table is as high as they are; beyond that it scrolls."""
NARROW_FIELDS = ("enrollment", "enrollment_type", "has_results", "start_date")


def summary(store: TrialStore, request: PageRequest) -> Any:
    """What became of the trials, in a sentence and in numbers by field."""
    compared = then_and_now.of_state(store, request.state)
    if compared is None or not compared.shared:
        return html.P("No trial stands in both readings under these filters.", className="muted")
    return [summary_of(compared), counts_table(compared)]


def summary_of(compared: Compared) -> html.Div:
    """The statuses in a sentence, the sum of the cells, and the trials of one reading alone."""
    totals = compared.counts.sum()
    cells = ", ".join(
        f"{totals[code]:,} {v.CHANGE.labels[code].lower()}" for code in v.CHANGE.codes
    )
    alone = (
        f"Only in the earlier reading: {compared.only_then:,}; only in the later one: "
        f"{compared.only_now:,}."
    )
    return html.Div(
        [
            html.P(f"{then_and_now.in_words(compared.statuses)}.", className="change-sentence"),
            html.P(
                f"{compared.shared:,} trials in both readings, {totals.sum():,} values: {cells}. "
                f"{alone}"
            ),
        ]
    )


def counts_table(compared: Compared) -> html.Div:
    """One row a field, one column a kind of change."""
    heads = [html.Th(_stated(code), scope="col", className="number") for code in v.CHANGE.codes]
    body = [
        html.Tr(
            [
                html.Th(v.COMPARED_FIELD.labels[str(field)], scope="row"),
                *(html.Td(f"{row[code]:,}", className="number") for code in v.CHANGE.codes),
            ]
        )
        for field, row in compared.counts.iterrows()
    ]
    return html.Div(
        html.Table(
            [
                html.Caption("Values by field and kind of change", className="visually-hidden"),
                html.Thead(html.Tr([html.Th("Field", scope="col"), *heads])),
                html.Tbody(body),
            ],
            className="table data-table change-counts",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": "Values by field and kind of change"},
    )


def _stated(code: str) -> html.Span:
    """A kind of change: its sign and its words in its colour."""
    return html.Span(
        f"{SIGNS[code]} {v.CHANGE.labels[code]}", className=f"change {v.CHANGE.slugs[code]}"
    )


def table(store: TrialStore, request: PageRequest) -> Any:
    """A row a trial, a cell a field; a click on a cell opens where it stands."""
    compared = then_and_now.of_state(store, request.state)
    if compared is None or not compared.listed:
        return html.P("No trial fits this choice.", className="muted") if compared else None
    fields = request.state.then_and_now.field or v.COMPARED_FIELD.codes
    said = f"{compared.listed:,} of {compared.shared:,} trials in both readings are listed."
    if compared.left_out:
        said += f" {compared.left_out:,} more fit the choice; a list ends at {compared.listed:,}."
    rows = table_rows(compared.rows, request)
    return [html.P(said, className="muted small", role="status"), _grid(rows, fields)]


def table_rows(rows: pd.DataFrame, request: PageRequest) -> list[dict[str, Any]]:
    """One dictionary a trial: its number, title and address, and per field words and slug.

    A cell that the choice leaves out is an empty text.
    """
    query = request.state.to_query()
    found: dict[str, dict[str, Any]] = {}
    for row in rows.itertuples():
        line = found.setdefault(
            row.nct_id,
            {
                "nct_id": row.nct_id,
                "title": row.title,
                "href": address(f"/trials/{row.nct_id}", query),
            },
        )
        change = str(row.change)
        line[row.field] = f"{SIGNS[change]} {_cell_words(row)}" if row.chosen else ""
        line[f"{row.field}_change"] = v.CHANGE.slugs[change] if row.chosen else "left-out"
    return list(found.values())


def _cell_words(row: Any) -> str:
    """The words of a cell; what is unchanged says so in words as well."""
    if str(row.change) == "UNCHANGED":
        return f"{row.words} (unchanged)"
    return f"{row.words} (new)" if str(row.change) == "NEWLY_STATED" else str(row.words)


def _grid(rows: list[dict[str, Any]], fields: tuple[str, ...]) -> dag.AgGrid:
    is_open = len(rows) <= MOST_ROWS_OPEN
    return dag.AgGrid(
        id=ids.CHANGE_GRID,
        rowData=rows,
        columnDefs=[
            {
                "field": "nct_id",
                "headerName": "Trial",
                "width": 128,
                "pinned": "left",
                "cellRenderer": "RowLink",
                "equals": {"function": "never()"},
            },
            *(_column(field) for field in fields),
        ],
        defaultColDef={
            "resizable": True,
            "sortable": True,
            "filter": False,
            "suppressHeaderMenuButton": True,
            "wrapText": True,
            "wrapHeaderText": True,
            "minWidth": 90,
        },
        dashGridOptions={
            "theme": "themeQuartz",
            "rowHeight": ROW_HEIGHT,
            "headerHeight": HEAD_HEIGHT,
            "animateRows": False,
            "ensureDomOrder": True,
            "suppressDragLeaveHidesColumns": True,
            "domLayout": "autoHeight" if is_open else "normal",
        },
        getRowId="params.data.nct_id",
        className="grid change-grid" + ("" if is_open else " scrolls"),
        style={"height": None},
    )


def _column(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "headerName": v.COMPARED_FIELD.labels[field],
        "width": 128 if field in NARROW_FIELDS else 158,
        "cellRenderer": "Change",
    }


def detail(store: TrialStore, request: PageRequest, nct_id: str, field: str) -> Any:
    """Where one cell stands: both readings, address, version, remark; nothing for a stranger."""
    compared = then_and_now.of_state(store, request.state)
    if compared is None:
        return None
    own = compared.rows["nct_id"].eq(nct_id) & compared.rows["field"].eq(field)
    rows = compared.rows[own]
    if rows.empty:
        return None
    row = next(rows.fillna({"remark": "", "url": "", "version": ""}).itertuples())
    facts = (
        ("Then", row.then_words),
        ("Now", row.now_words),
        ("Address", html.A(row.url, href=row.url, rel="noreferrer") if row.url else "None seen"),
        ("Version", row.version or "Not stated"),
        ("Page named", _named(row)),
        ("Remark", row.remark or "None"),
        ("Where it stands", row.locator),
    )
    return [
        html.H3(
            [
                link(str(row.nct_id), f"/trials/{row.nct_id}", request.state.to_query()),
                f" · {row.field_label} ",
                _stated(str(row.change)),
            ]
        ),
        html.Dl([part for name, words in facts for part in (html.Dt(name), html.Dd(words))]),
    ]


def _named(row: Any) -> str:
    """Whether the fact says which page it was read from."""
    if row.page_named == "YES":
        return "Yes: the fact names this page itself"
    if row.page_named == "NO":
        return "No: one of the pages of this trial, taken to be this one"
    return "No page"


def swapped(store: TrialStore) -> Any:
    """The two registry numbers that stand at each other's trial in the review."""
    notes = store.data_notes.set_index("note")
    if SWAPPED_NOTE not in notes.index:
        return None
    note = notes.loc[SWAPPED_NOTE]
    labels = store.regimens.set_index("regimen")["label"]
    links = store.regimen_trials[store.regimen_trials["nct_id"].isin(SWAPPED)]
    readings = [
        html.Li(
            [
                html.Strong(f"{v.LINK_READING.labels[str(row.reading)]}: "),
                link(str(row.nct_id), f"/trials/{row.nct_id}"),
                " belongs to ",
                link(str(labels[row.regimen]), f"/protocols/{row.regimen}"),
                f" ({row.locator}).",
            ]
        )
        for row in links.sort_values(["reading", "nct_id"]).itertuples()
    ]
    return card(
        "Two registry numbers that seem to be swapped",
        html.P(str(note["text"])),
        html.Ul(readings),
        _said_of(store, "interventions"),
        html.P(f"Where: {note['locator']}.", className="muted small"),
    )


def _said_of(store: TrialStore, field: str) -> html.Ul:
    """What the remarks of the later facts say of the two records."""
    facts = store.registry_facts
    rows = facts[
        facts["nct_id"].isin(SWAPPED) & (facts["field"] == field) & (facts["remark"] != "")
    ]
    return html.Ul([html.Li(f"{row.nct_id}: {row.remark}") for row in rows.itertuples()])


def withdrawn(store: TrialStore) -> Any:
    """The enrolments that were only a plan: shown, and in no sum."""
    compared = then_and_now.readings_of(store)
    if compared is None:
        return None
    now = compared.now[compared.now["overall_status"] == "WITHDRAWN"]
    planned = now[now["enrollment"].str.isdecimal()]
    if planned.empty:
        return None
    facts = store.registry_facts.set_index(["nct_id", "field"])["value"]
    items = []
    for row in planned.itertuples():
        why = facts.get((row.nct_id, "why_stopped"), "")
        reason = f" The registry’s reason: “{why}”." if why else ""
        items.append(
            html.P(
                [
                    link(str(row.nct_id), f"/trials/{row.nct_id}"),
                    f" planned {row.enrollment} people and was withdrawn before anyone took part."
                    f"{reason} The {row.enrollment} is drawn hollow and is never added to other "
                    "enrolments, here or elsewhere.",
                ]
            )
        )
    return card("A planned number that is no enrolment", *items)


PANELS: dict[str, Panel] = {
    "change-filters": filter_sentence,
    "change-summary": summary,
    "change-table": table,
}


def _head() -> html.Div:
    return page_head(
        "Then and now",
        "The trials as an earlier reading of the registry had them, against what was read of the "
        "same trials later. Not seen is not a change: nobody found the page, or it was cut off. "
        "Later facts stand on this page alone and change no other figure.",
    )


def _nothing_to_compare(store: TrialStore) -> html.Div:
    """An import alone: that there is no second reading, and the way to the review's."""
    return html.Div(
        [
            html.P(view_lacks(store, "then-and-now")),
            html.P(link("Then and now of the 2010 review", "/then-and-now")),
        ],
        className="card lacking",
    )


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    if view_lacks(store, "then-and-now"):
        return html.Div([_head(), _nothing_to_compare(store)], className="page")
    options = request.state.then_and_now
    return html.Div(
        [
            _head(),
            placed(PANELS, "change-filters", store, request),
            html.Div(
                [
                    card("In words", placed(PANELS, "change-summary", store, request)),
                    html.Div(
                        [
                            multi_select(CHANGE, options.change),
                            multi_select(COMPARED_FIELD, options.field),
                        ],
                        className="change-controls",
                    ),
                    figure_card(store, request, "then-and-now", wide=True),
                    card(
                        "Field by field",
                        html.P(
                            "Click a cell, or press Enter on it, for its page, version and remark.",
                            className="muted",
                        ),
                        placed(PANELS, "change-table", store, request),
                        html.Div(
                            id=ids.CHANGE_DETAIL,
                            className="change-detail",
                            role="status",
                            **{"aria-label": "Where the chosen cell stands"},
                        ),
                    ),
                    html.Div([swapped(store), withdrawn(store)], className="change-notes"),
                ],
                className="change-parts",
            ),
        ],
        className="page",
    )
