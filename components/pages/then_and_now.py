"""Then and now: what changed in the registry since an earlier reading of the same trials.

Of registry pages those count that are later for certain; the others stand beside them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import dash_ag_grid as dag
import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements import ids
from components.elements.cards import figure_card
from components.elements.controls import multi_select, single_select
from components.elements.grids import CLIENT_SIDE, COLUMNS, FETCHED, INFINITE, LOOKS
from components.elements.links import address, dataset_query, link
from components.elements.markup import OWN_DIRECTION
from components.elements.page import Page
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.request import PageRequest
from components.elements.source_lines import of_scope, of_these, source_panel, sourced
from components.elements.tables import bounded, card
from components.figures.text import shortened
from components.scope import THEN_AND_NOW
from components.view import TRIALS_NEEDED
from data.link.options import CHANGE, COMPARED_FIELD
from data.link.query_string import Field
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries import then_and_now
from data.queries.change_table import change_rows
from data.queries.compared_parts import PART_OF
from data.queries.reference import uses_of_later_facts
from data.queries.snapshots import APART, NOT_IN_FILE, NOT_SEEN, Readings, in_time
from data.queries.then_and_now import MONTH, Compared
from data.queries.trial_table import RowsAsked
from data.store import TrialStore

SIGNS: Mapping[str, str] = {
    "UNCHANGED": "=",
    "CHANGED": "≠",
    "NEWLY_STATED": "+",
    "BEFORE_SNAPSHOT": "‹",
    "VERSION_NOT_STATED": "~",
    NOT_SEEN: "?",
    NOT_IN_FILE: "∅",
}
"""The second channel beside a cell's colour."""
SWAPPED = ("NCT00021801", "NCT00315614")
SWAPPED_NOTE = "trial-numbers-swapped"
ROW_HEIGHT, HEAD_HEIGHT = 46, 50
MOST_OF_A_CELL = 240
"""Characters of the words of a part in a cell; a click opens the whole of it."""
MOST_ROWS_OPEN = 40
"""Rows up to which the table is as high as they are; beyond that it scrolls."""
MOST_ROWS_IN_BROWSER = 500
"""With more trials than this the table fetches its rows as the reader scrolls."""
MOVES = ("overall_status", "phase")
"""Fields whose most frequent changes are said in words."""
MOST_PLANS = 5
"""Withdrawn trials that are named one by one."""
NARROW_FIELDS = ("enrollment", "enrollment_type", "has_results", "start_date", "sex")
BROAD_FIELDS = frozenset(PART_OF)
MOST_ALONE, MOST_NAMED = 500, 15
"""Trials of one dataset alone that are listed, and those that are before the list is opened."""


def second(store: TrialStore, request: PageRequest) -> Any:
    """Tells which reading is then and which is now; or that there is none to compare with."""
    missing = then_and_now.lacks_second(store, request.state)
    if missing:
        return html.Div(
            [html.P(missing), html.P(link("Then and now of the 2010 review", "/then-and-now"))],
            className="card lacking",
        )
    other = store.others.get(request.state.then_and_now.against)
    compared = then_and_now.of_state(store, request.state)
    if other is None or compared is None:
        return html.P(_two_readings(store, compared), className="muted") if compared else None
    own = compared.readings
    then, now = in_time(store, other)
    facts = [("Then", then), ("Now", now)]
    return html.Div(
        [
            html.Dl(
                [
                    part
                    for name, each in facts
                    for part in (html.Dt(name), html.Dd(_snapshot(each)))
                ],
                className="snapshots",
            ),
            *([html.P(own.undated, className="muted")] if own.undated else []),
            *(html.P(text, className="muted") for text in _unheld(own)),
        ]
    )


def _two_readings(store: TrialStore, compared: Compared) -> str:
    """Tells both sides: the snapshot with its records, and pages by their age."""
    totals = compared.counts.sum()
    later = sum(int(totals[code]) for code in ("UNCHANGED", "CHANGED", "NEWLY_STATED"))
    return (
        f"Then: the snapshot of {store.date}{_records(compared)}. Second reading: "
        f"registry pages, each value with its page. Of them {later:,} are of a later "
        f"version and can show a change, {totals['BEFORE_SNAPSHOT']:,} of a version from before "
        f"the snapshot and {totals['VERSION_NOT_STATED']:,} of a version that is not stated; "
        "these count as no change."
    )


def _records(compared: Compared) -> str:
    """``; of NCT01143168 its registry record (2010-06-14) as well``; nothing where none adds."""
    own = compared.readings
    shown = set(own.then["nct_id"].iloc[own.shared.then[compared.here]])
    dates = {nct_id: stated.date for (nct_id, _), stated in own.records.items() if nct_id in shown}
    return "".join(
        f"; of {nct_id} its registry record ({date}) as well" for nct_id, date in dates.items()
    )


def _snapshot(store: TrialStore) -> str:
    """A dataset with the date of its data, how that is known, and its size."""
    basis = f" ({store.origin.day_basis})" if store.origin and store.origin.day_basis else ""
    return f"{store.title}: data of {store.date_in_words}{basis}, {len(store.trials):,} trials"


def _unheld(readings: Readings) -> list[str]:
    """Says what one of two datasets has no room for: a sentence each."""
    sides = (
        (readings.then_label, readings.unheld_then),
        (readings.now_label, readings.unheld_now),
    )
    return [
        f"Not in {label}: {', '.join(_labels(readings, unheld))}. These are not compared: what a "
        "file does not hold is no change."
        for label, unheld in sides
        if unheld
    ]


def _labels(readings: Readings, names: Collection[str]) -> list[str]:
    """The words of fields, in their order."""
    return [v.COMPARED_FIELD.labels[name].lower() for name in readings.fields if name in names]


def summary(store: TrialStore, request: PageRequest) -> Any:
    """The changes of the trials, in a sentence and in numbers by field."""
    compared = then_and_now.of_state(store, request.state)
    if compared is None:
        return None
    if not compared.shared:
        return html.P(nothing_shared(compared))
    return [summary_of(compared), counts_table(compared)]


def nothing_shared(compared: Compared) -> str:
    """Says why nothing is compared: no trial in both datasets, or none under the filters."""
    names = f"“{compared.readings.then_label}” and “{compared.readings.now_label}”"
    if compared.in_both or not compared.readings.are_datasets:
        return "No trial stands in both readings under these filters."
    return f"No trial stands in both {names}. {_alone(compared)}"


def _alone(compared: Compared) -> str:
    """Tells how many trials stand in one of the two alone."""
    own = compared.readings
    if not own.are_datasets:
        return (
            f"Only in the earlier reading: {compared.only_then:,}; only in the later one: "
            f"{compared.only_now:,}."
        )
    filtered, other = own.then_label, own.now_label
    numbers = compared.only_then, compared.only_now
    if not own.filters_then:
        filtered, other, numbers = other, filtered, numbers[::-1]
    return (
        f"Only in {filtered}: {numbers[0]:,}; only in {other}: {numbers[1]:,}. The filters choose "
        f"among the trials of the first of these."
    )


def summary_of(compared: Compared) -> html.Div:
    """The statuses in a sentence, the sum of the cells, and the trials of one reading alone."""
    totals = compared.counts.sum()
    cells = ", ".join(
        f"{totals[code]:,} {v.CHANGE.labels[code].lower()}" for code in compared.readings.kinds
    )
    where = "datasets" if compared.readings.are_datasets else "readings"
    return html.Div(
        [
            html.P(then_and_now.statuses_in_words(compared), className="change-sentence"),
            html.P(
                f"{amount(compared.shared, 'trial')} in both {where}, {totals.sum():,} values: "
                f"{cells}. {_apart(compared)}{_alone(compared)}"
            ),
            *(html.P(text) for name in MOVES if (text := _moves(compared, name))),
        ]
    )


def _apart(compared: Compared) -> str:
    """Tells how many values differ and are no change, as their pages may be older."""
    differing = then_and_now.differing_apart(compared)
    if not differing:
        return ""
    return (
        f"{amount(differing, 'value')} {'differs' if differing == 1 else 'differ'} from the "
        "earlier reading on a page that is older or does not state its version, and "
        f"{'is' if differing == 1 else 'are'} not counted as changed. "
    )


def _moves(compared: Compared, name: str) -> str:
    """``Status, most often: Recruiting → Completed (24), ...``; nothing where none changed."""
    moves = then_and_now.frequent_moves(compared, name)
    said = ", ".join(f"{words} ({count:,})" for words, count in moves)
    return f"{v.COMPARED_FIELD.labels[name]}, changed most often: {said}." if said else ""


def counts_table(compared: Compared) -> html.Div:
    """One row a field, one column a kind of change."""
    kinds = compared.readings.kinds
    heads = [html.Th(_stated(code), scope="col", className="number") for code in kinds]
    body = [
        html.Tr(
            [
                html.Th(v.COMPARED_FIELD.labels[str(field)], scope="row"),
                *(html.Td(f"{row[code]:,}", className="number") for code in kinds),
            ]
        )
        for field, row in compared.counts.iterrows()
        # what one of the files has no room for is named above the table
        if row.sum() > row.get(NOT_IN_FILE, 0)
    ]
    return html.Div(
        dbc.Table(
            [
                html.Caption("Values by field and kind of change", className="visually-hidden"),
                html.Thead(html.Tr([html.Th("Field", scope="col"), *heads])),
                html.Tbody(body),
            ],
            className="data-table change-counts",
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
    if compared is None:
        return None
    count = len(compared.fitting)
    if not count:
        return html.P("No trial fits this choice.", className="muted")
    where = "datasets" if compared.readings.are_datasets else "readings"
    said = f"{count:,} of {compared.shared:,} trials in both {where} are listed."
    return [html.P(said, className="muted small", role="status"), _grid(compared, request)]


def table_page(store: TrialStore, request: PageRequest, asked: RowsAsked) -> dict[str, Any]:
    """The answer to a request of a long table: its rows, and how many there are."""
    rows, count = change_rows(store, request.state, asked)
    return {"rowData": table_rows(rows, request), "rowCount": count}


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
        return f"{row.words} (unchanged)" if row.words else "unchanged"
    if row.field in PART_OF:
        return shortened(row.words, MOST_OF_A_CELL)
    if str(row.change) in APART:
        age = row.version_date[:MONTH] if str(row.change) == "BEFORE_SNAPSHOT" else "undated"
        differs = row.then and row.then != row.now
        return f"{row.now_words} ({f'then: {row.then_words}' if differs else age})"
    return f"{row.words} (new)" if str(row.change) == "NEWLY_STATED" else str(row.words)


def _grid(compared: Compared, request: PageRequest) -> html.Div:
    """The table; one that fetches its rows is made anew for each address, by its key."""
    count = len(compared.fitting)
    is_open, is_long = count <= MOST_ROWS_OPEN, count > MOST_ROWS_IN_BROWSER
    rows = None if is_long else table_rows(compared.rows(compared.fitting), request)
    grid = dag.AgGrid(
        id=ids.CHANGE_GRID,
        rowModelType=INFINITE if is_long else CLIENT_SIDE,
        **({} if rows is None else {"rowData": rows}),
        columnDefs=[
            {
                "field": "nct_id",
                "headerName": "Trial",
                "width": 128,
                "pinned": "left",
                "cellRenderer": "RowLink",
                "equals": {"function": "never()"},
            },
            *(_column(field) for field in _changed_first(compared)),
        ],
        defaultColDef=COLUMNS,
        dashGridOptions={
            **LOOKS,
            "rowHeight": ROW_HEIGHT,
            "headerHeight": HEAD_HEIGHT,
            "domLayout": "autoHeight" if is_open else "normal",
            **(FETCHED if is_long else {}),
        },
        getRowId="params.data.nct_id",
        className="grid change-grid" + ("" if is_open else " scrolls"),
        style={"height": None},
    )
    return html.Div(grid, key=request.state.to_query() if is_long else CLIENT_SIDE)


def _changed_first(compared: Compared) -> Sequence[str]:
    """The fields of the table; of two datasets, which have many, those that changed come first."""
    if not compared.readings.are_datasets:
        return compared.fields
    changes = compared.counts["CHANGED"] + compared.counts["NEWLY_STATED"]
    return sorted(compared.fields, key=lambda name: not changes[name])


def _column(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "headerName": v.COMPARED_FIELD.labels[field],
        "width": 128 if field in NARROW_FIELDS else 260 if field in BROAD_FIELDS else 182,
        "cellRenderer": "Change",
    }


def detail(store: TrialStore, request: PageRequest, nct_id: str, field: str) -> Any:
    """One cell in full: both readings, address, version, remark; none where it is unknown."""
    compared = then_and_now.of_state(store, request.state)
    if compared is None:
        return None
    if field not in compared.readings.fields:
        return None
    rows = compared.rows(compared.place_of(nct_id), (field,), whole=True)
    if rows.empty:
        return None
    row = next(rows.fillna({"remark": "", "url": "", "version": ""}).itertuples())
    page = html.A(row.url, href=row.url, rel="noreferrer") if row.url else "None seen"
    own = compared.readings
    facts: tuple[tuple[str, object], ...] = (
        (
            *_both(row, own),
            ("The record today", page),
        )
        if own.are_datasets
        else (
            ("Then", f"{row.then_words} ({row.then_locator})"),
            (OTHER.get(str(row.change), "Now"), row.now_words),
            ("Address", page),
            ("Version", row.version or "Not stated"),
            ("Page named", _named(row)),
            ("Remark", row.remark or "None"),
            ("Where it stands", row.locator),
        )
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


def _both(row: Any, readings: Readings) -> tuple[tuple[str, object], ...]:
    """Both values, or of a list what one of the two has alone."""
    names = ("Then", "Now")
    if row.field in PART_OF and not PART_OF[row.field].is_text and str(row.change) == "CHANGED":
        names = ("Gone", "New")
    words = (row.then_words, row.now_words)
    labels = (readings.then_label, readings.now_label)
    verbs = ("only in" if names[0] == "Gone" else "in",) * 2
    return tuple(
        (name, html.Span([html.Span(bounded(said), dir=OWN_DIRECTION), f" ({verb} {label})"]))
        for name, said, verb, label in zip(names, words, verbs, labels, strict=True)
    )


OTHER = {"BEFORE_SNAPSHOT": "On an older page", "VERSION_NOT_STATED": "On the page"}
"""Kind of change -> where the value beside the earlier one stands if it is not of now."""


def _named(row: Any) -> str:
    """Says whether the fact names the page that it was read from."""
    if row.page_named == "YES":
        return "Yes: the fact names this page itself"
    if row.page_named == "NO":
        return "No: one of the pages of this trial, taken to be this one"
    return "No page"


def alone(store: TrialStore, request: PageRequest) -> Any:
    """The trials in one of two datasets alone: dropped since then, and new."""
    compared = then_and_now.of_state(store, request.state)
    if compared is None or not compared.readings.are_datasets:
        return None
    rows = then_and_now.alone_rows(compared)
    own = compared.readings
    heads = ("Only in the first", "Only in the other") if own.undated else ("Dropped", "New")
    sides = zip(
        heads,
        (own.then_label, own.now_label),
        own.stores,
        (own.filters_then, not own.filters_then),
        (rows[~rows["is_now"]], rows[rows["is_now"]]),
        strict=True,
    )
    return card(
        "Dropped and new trials",
        html.Div([_alone_side(*side) for side in sides], className="alone-sides"),
        sources=THEN_AND_NOW.sources(store, request.state),
    )


def _alone_side(
    head: str, label: str, dataset: TrialStore, is_filtered: bool, rows: pd.DataFrame
) -> html.Section:
    """One side's list: the first trials, the others folded."""
    under = " under the filters" if is_filtered else ", whatever the filters"
    items = [_alone_item(dataset, row) for row in rows.head(MOST_ALONE).itertuples()]
    more = items[MOST_NAMED:]
    left_out = len(rows) - len(items)
    rest = f" The file of this page (Export, all rows) has {left_out:,} more." if left_out else ""
    return html.Section(
        [
            html.H3(f"{head} ({len(rows):,})"),
            html.P(f"Only in {label}{under}.{rest}", className="muted small"),
            html.Ul(items[:MOST_NAMED]) if items else html.P("None.", className="muted"),
            html.Details([html.Summary(f"{len(more):,} more"), html.Ul(more)]) if more else None,
        ],
        className="alone-side",
    )


def _alone_item(dataset: TrialStore, row: Any) -> html.Li:
    said = (
        v.OVERALL_STATUS.labels.get(row.overall_status, ""),
        v.PHASE.labels.get(row.phase, ""),
        f"started {row.start_date}" if row.start_date else "",
    )
    return html.Li(
        [
            link(row.nct_id, f"/trials/{row.nct_id}", dataset_query(dataset)),
            " ",
            html.Span(bounded(row.title), dir=OWN_DIRECTION),
            html.Span(
                f" · {' · '.join(filter(None, said))}" if any(said) else "", className="muted"
            ),
        ]
    )


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
        sources=of_these(store, links, store.registry_facts),
    )


def _said_of(store: TrialStore, field: str) -> html.Ul:
    """Quotes the remarks of the registry facts on the two records."""
    facts = store.registry_facts
    rows = facts[
        facts["nct_id"].isin(SWAPPED) & (facts["field"] == field) & (facts["remark"] != "")
    ]
    return html.Ul([html.Li(f"{row.nct_id}: {row.remark}") for row in rows.itertuples()])


def withdrawn(store: TrialStore, request: PageRequest) -> Any:
    """The enrolments that were only a plan: shown, and in no sum."""
    compared = then_and_now.of_state(store, request.state)
    planned = then_and_now.plans_of_withdrawn(compared) if compared else pd.DataFrame()
    if planned.empty:
        return None
    facts = store.registry_facts.set_index(["nct_id", "field"])["value"]
    items = [
        _plan(str(row.nct_id), str(row.enrollment), facts.get((row.nct_id, "why_stopped"), ""))
        for row in planned.head(MOST_PLANS).itertuples()
    ]
    more = len(planned) - MOST_PLANS
    if more > 0:
        items.append(html.P(f"So did {more:,} more; theirs are in no sum either."))
    sources = THEN_AND_NOW.sources(store, request.state)
    return card("A planned number that is no enrolment", *items, sources=sources)


def _plan(nct_id: str, number: str, why: str) -> html.P:
    reason = f" The registry’s reason: “{why}”." if why else ""
    return html.P(
        [
            link(nct_id, f"/trials/{nct_id}"),
            f" planned {number} people and was withdrawn before anyone took part.{reason} The "
            f"{number} is drawn hollow and is never added to other enrolments, here or elsewhere.",
        ]
    )


def used_elsewhere(store: TrialStore) -> Any:
    """The other uses of the registry pages, and the figures that do without."""
    used = uses_of_later_facts(store)
    return card(
        "Where else these pages count",
        html.P(
            f"The role or place of {used.organisations:,} of "
            f"{amount(used.of_organisations, 'organisation')} rests on registry pages as well as "
            "on the review; the map, the list of trials and their own pages show it. So does the "
            f"second reading of {amount(used.numbers, 'trial number')}, and the years of start in "
            "“Then and since” on the Overview. No other figure uses them."
        ),
        sources=of_these(store, store.trial_organisations, store.regimen_trials),
    )


def notes(store: TrialStore, request: PageRequest) -> html.Div:
    """Notes that a reader of the comparison should know besides."""
    plan = withdrawn(store, request)
    if request.state.then_and_now.against or store.registry_facts.empty:
        return html.Div([plan], className="change-notes")
    beside = html.Div([used_elsewhere(store), plan], className="stacked")
    return html.Div([swapped(store), beside], className="change-notes")


PANELS: dict[str, Panel] = {
    "change-second": second,
    "change-filters": filter_sentence,
    "change-summary": sourced(summary, of_scope(THEN_AND_NOW)),
    "change-table": table,
    "change-alone": alone,
    "change-sources": source_panel(of_scope(THEN_AND_NOW)),
    "change-notes": notes,
}


def _head() -> html.Div:
    return page_head(
        "Then and now",
        "The trials as an earlier reading of the registry had them, against a second reading of "
        "the same trials. Not seen is not a change: nobody found the page, or it was cut off. Nor "
        "is what one of two files has no room for: “not in this file”.",
    )


def _choice(store: TrialStore, request: PageRequest) -> html.Div | None:
    """The datasets to compare with; nothing where there are none."""
    field = store.known.against
    if not field.codes:
        return None
    has_pages = store.has("registry_facts")
    nothing = "Registry pages of other dates" if has_pages else "Choose a dataset"
    chosen = request.state.then_and_now.against
    return html.Div(single_select(field, chosen, nothing), className="against-choice")


def _kinds(store: TrialStore, request: PageRequest) -> Field:
    """The kinds of change to choose from: those that may occur, and any that a link has chosen."""
    compared = then_and_now.of_state(store, request.state)
    possible = compared.readings.kinds if compared else CHANGE.codes
    chosen = request.state.then_and_now.change
    return replace(
        CHANGE, codes=tuple(code for code in CHANGE.codes if code in (*possible, *chosen))
    )


def _fields(store: TrialStore, request: PageRequest) -> Field:
    """The fields to choose from: those compared, and any that a link has chosen."""
    compared = then_and_now.of_state(store, request.state)
    possible = compared.readings.fields if compared else COMPARED_FIELD.codes
    chosen = (*possible, *request.state.then_and_now.field)
    codes = tuple(code for code in COMPARED_FIELD.codes if code in chosen)
    return replace(COMPARED_FIELD, codes=codes)


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    second_reading = placed(PANELS, "change-second", store, request)
    if then_and_now.lacks_second(store, request.state) and not store.known.against.codes:
        return html.Div([_head(), second_reading], className="page")
    options = request.state.then_and_now
    return html.Div(
        [
            _head(),
            _choice(store, request),
            second_reading,
            html.Div(
                [
                    placed(PANELS, "change-filters", store, request),
                    card("In words", placed(PANELS, "change-summary", store, request)),
                    html.Div(
                        [
                            multi_select(_kinds(store, request), options.change),
                            multi_select(_fields(store, request), options.field),
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
                        html.Div(
                            table(store, request),
                            id=ids.grid_panel("change-table"),
                            className="panel",
                        ),
                        html.Div(
                            id=ids.CHANGE_DETAIL,
                            className="change-detail",
                            role="status",
                            **{"aria-label": "Where the chosen cell stands"},
                        ),
                        placed(PANELS, "change-sources", store, request),
                    ),
                    placed(PANELS, "change-alone", store, request),
                    placed(PANELS, "change-notes", store, request),
                ],
                className="change-parts",
            ),
        ],
        className="page",
    )


PAGE = Page(
    "then-and-now",
    "Then and now",
    "/then-and-now",
    layout,
    panels=PANELS,
    needs=TRIALS_NEEDED,
    elsewhere="Then and now of the review’s trials",
    has_grid=True,
)
