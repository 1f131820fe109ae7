"""The cards of one protocol's page: facts, Table 4, outcomes, graft function, records, notes."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements.links import link
from components.elements.notes import note_lines, notes_to_read
from components.elements.source_lines import of_these
from components.elements.tables import card, cell, rows_table, value, without_empty
from data.link.trial_fields import NOT_PRINTED, NOT_STATED
from data.model import vocabulary as v
from data.queries import one_regimen, outcomes, provenance, regimen_words, regimens
from data.store import TrialStore

TABLE_4 = {
    "years_printed": "Years",
    "n": "n",
    "indication_printed": "Indication",
    "transplant_printed": "Transplant",
    "induction_printed": "Induction",
    "maintenance_printed": "Maintenance",
    "maintenance_read_as": "Maintenance read as",
    "locator": "Where it stands",
}
OUTCOME_HEADINGS = {
    "finding": "Finding",
    "value_printed": "Value as printed",
    "subject": "Patients",
    "arm_label": "Arm",
    "patients": "n",
    "time_printed": "Time as printed",
    "qualifier_label": "Qualifier",
    "remark": "Remark",
    "locator": "Where it stands",
}
GAPS = {"remark": ""}
"""Words of an empty cell where it does not mean that something is not stated."""
GRAFT_HEADINGS = {
    "label": "Patient or group",
    "arm_label": "Arm",
    "patients": "n",
    "duration_printed": "Function as printed",
    "qualifier_label": "Qualifier",
    "end_label": "How it ended",
    "independence": "Insulin independence",
    "mass_words": "Islet mass",
    "day_zero_label": "Counted from",
    "remark": "Remark",
    "locator": "Where it stands",
}
NO_OUTCOME = "Outcomes: none stated in the sources."


def facts_card(store: TrialStore, regimen: str) -> dbc.Card:
    return card(
        "The protocol",
        rows_table(
            one_regimen.facts(store, regimen), {"label": "Field", "text": "Stated"}, "The protocol"
        ),
        classes="definition",
        sources=of_these(store, store.regimens[store.regimens["regimen"] == regimen]),
    )


def statements_card(store: TrialStore, regimen: str) -> list[dbc.Card]:
    """Aim, patients, endpoints and limitations as the source names them, where it names any."""
    rows = one_regimen.statements(store, regimen)
    if rows.empty:
        return []
    title = "Aim, patients and limits"
    headings = {"kind_label": "What", "statement": "As the source has it, in our words"}
    table = rows_table(rows, {**headings, "locator": "Where it stands"}, title)
    return [card(title, table, classes="full", sources=of_these(store, rows))]


def table_4_card(store: TrialStore, regimen: str) -> dbc.Card:
    """The cohort's row of Table 4 turned upright, or that it has none."""
    rows = regimens.induction_maintenance(store, one_regimen.only(regimen))
    title = "Table 4, as printed"
    if rows.empty:
        absent = html.P("This protocol does not stand in Table 4.", className="muted")
        return card(title, absent, sources=of_these(store, store.cohorts))
    row = rows.iloc[0]
    upright = pd.DataFrame(
        {"label": list(TABLE_4.values()), "text": [str(row[column]) for column in TABLE_4]}
    )
    blank = upright["text"] == ""
    upright["text"] = upright["text"].mask(blank, "The cell is blank")
    return card(
        title,
        rows_table(upright, {"label": "Column", "text": "Cell"}, "The row of Table 4"),
        classes="definition printed-row",
        sources=of_these(store, rows),
    )


def words_card(store: TrialStore, regimen: str) -> dbc.Card:
    """The regimen in words, role by role, for a methods slide."""
    roles = [
        html.Li([html.Strong(f"{label}: "), f"{'; '.join(texts)}."])
        for label, texts in regimen_words.role_sentences(store, regimen)
    ]
    return card(
        "In words",
        html.P(regimen_words.opening(store, regimen)),
        html.Ul(roles, className="plain"),
        html.P(regimen_words.closing(store, regimen), className="muted"),
        classes="full protocol-words",
        sources=provenance.of_events(store, regimens.events(store, one_regimen.only(regimen))),
    )


def _cells(row: Mapping[str, Any], headings: Mapping[str, str]) -> list[Any]:
    """The row's cells, the first one its head."""
    first, *rest = headings
    return [
        html.Th(value(row[first]), scope="row"),
        *(cell(name, row[name], GAPS.get(name, NOT_STATED)) for name in rest),
    ]


def _grouped_table(rows: pd.DataFrame, caption: str) -> html.Div:
    """The outcomes under the name of their measure, one body a measure."""
    columns = without_empty(rows, OUTCOME_HEADINGS, "arm_label")
    bodies = []
    for label, part in rows.groupby("measure_label", sort=False):
        heading = html.Th(label, colSpan=len(columns), scope="rowgroup")
        bodies.append(
            html.Tbody(
                [
                    html.Tr(heading, className="group-head"),
                    *(html.Tr(_cells(row, columns)) for row in part.to_dict("records")),
                ]
            )
        )
    headings = [html.Th(text, scope="col") for text in columns.values()]
    return html.Div(
        dbc.Table(
            [
                html.Caption(caption, className="visually-hidden"),
                html.Thead(html.Tr(headings)),
                *bodies,
            ],
            className="data-table row-heads protocol-outcomes",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": caption},
    )


def _together(rows: pd.DataFrame, store: TrialStore, regimen: str) -> list[Any]:
    """Says so where rows are given for this protocol and another one together."""
    both = rows[rows["pooled_with"] != ""]
    others = {*both["regimen"], *both["pooled_with"]} - {regimen}
    names = store.regimens.loc[store.regimens["regimen"].isin(others), "short_label"]
    if names.empty:
        return []
    return [
        html.P(
            f"{len(both)} of these {len(rows)} rows are given for this cohort and "
            f"{', '.join(names)} together; they stand on the pages of both.",
            className="caption",
        )
    ]


def outcomes_card(store: TrialStore, regimen: str) -> dbc.Card:
    rows = outcomes.outcomes(store, one_regimen.only(regimen))
    if rows.empty:
        searched = of_these(store, store.outcomes)
        return card("Outcomes", html.P(NO_OUTCOME), classes="full", sources=searched)
    rows = rows.sort_values("measure", kind="stable")
    rows = rows.assign(value_printed=rows["value_printed"].replace("", NOT_PRINTED))
    return card(
        f"Outcomes ({len(rows)})",
        *_together(rows, store, regimen),
        _grouped_table(rows, "Outcomes as stated"),
        html.P(
            "What a value after ± is, the sources do not say. Nothing here is computed.",
            className="caption",
        ),
        classes="full",
        sources=of_these(store, rows),
    )


def graft_card(store: TrialStore, regimen: str) -> list[dbc.Card]:
    """The rows on graft function, which the swimmer plot draws; no card where there are none."""
    rows = outcomes.graft_function(store, one_regimen.only(regimen))
    if rows.empty:
        return []
    table = rows_table(
        rows.assign(remark=rows["remark"].replace("", "none")),
        without_empty(rows, GRAFT_HEADINGS, "arm_label"),
        "Graft function",
    )
    return [
        card(
            "Graft function",
            *_together(rows, store, regimen),
            table,
            html.P(link("All cohorts side by side", "/outcomes"), className="caption"),
            classes="full",
            sources=of_these(store, rows),
        )
    ]


def _record(row: Any) -> html.Div:
    return html.Div(
        [
            html.P([link(row.nct_id, f"/trials/{row.nct_id}"), f" {row.title}"]),
            html.P(f"Where: {row.locator}.", className="muted small"),
        ]
    )


def records_card(store: TrialStore, regimen: str) -> dbc.Card:
    """The registry records in each reading of the sources, and why the readings differ."""
    linked = one_regimen.linked_records(store, regimen)
    if linked.empty:
        words = "The sources tie no registry record to this protocol."
        said = html.P(words, className="muted")
        searched = of_these(store, store.regimen_trials)
        return card("Registry record", said, classes="full", sources=searched)
    readings = []
    found = set(linked["reading"])
    for code, label in v.LINK_READING.labels.items():
        if code not in found:
            continue
        own = linked[linked["reading"] == code]
        items: list[Any] = [_record(row) for row in own.itertuples()]
        readings.append(
            html.Section(
                [html.H3(label), *items],
                className="reading",
            )
        )
    parts: list[Any] = [html.Div(readings, className="readings")]
    if linked["nct_id"].nunique() > 1:
        lead = "The two readings name different records; neither is decided here."
        parts.insert(0, html.P(lead))
    notes = one_regimen.record_notes(store, regimen)
    if len(notes):
        parts.append(note_lines(notes))
    return card("Registry record", *parts, classes="full", sources=of_these(store, linked))


def notes_card(store: TrialStore, regimen: str) -> list[dbc.Card]:
    """The other notes: those that change how a number is read a line each, the rest folded."""
    rows = one_regimen.other_notes(store, regimen)
    if rows.empty:
        return []
    title = f"Data notes ({len(rows)})"
    return [card(title, *notes_to_read(rows), classes="full", sources=of_these(store, rows))]
