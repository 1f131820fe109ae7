"""The page of one arm of a record: what the record says, its days, and the words they are from."""

from typing import Any

import pandas as pd
from dash import html

from components.elements.links import link
from components.elements.markup import OWN_DIRECTION, piece
from components.elements.parts import page_head
from components.elements.registry_text import prose
from components.elements.request import PageRequest
from components.elements.source_lines import of_these
from components.elements.tables import bounded, card, rows_table, value
from components.pages.cohort_parts import words_card
from components.pages.entity_figures import regimen_menu, timeline_anchor, timeline_parts
from components.pages.register_links import record_link
from data.model import vocabulary as v
from data.queries.one_arm import OneArm, words_left, words_read
from data.queries.one_regimen import regimen_row
from data.queries.one_trial import regimen_events
from data.queries.registry_text import unescaped
from data.store import TrialStore

WORDS_READ = {
    "agent_name": "Agent",
    "days": "Days",
    "dose": "Dose",
    "route": "Route",
    "schedule": "Schedule",
    "quote": "In the record",
    "locator": "Field",
}
WORDS_LEFT = {"quote": "In the record", "locator": "Field"}
NONE_LEFT = "No clause with a time of treatment was left over."
"""Of the arm's texts, where the rules placed every one."""


def cards(store: TrialStore, regimen: str, arm: OneArm, request: PageRequest) -> list[Any]:
    """The cards of the page."""
    label = str(regimen_row(store, regimen)["label"])
    events = regimen_events(store, regimen)
    return [
        card(
            "Day by day",
            *timeline_parts(store, regimen, label, request, folded=True),
            classes="full",
            menu=regimen_menu(store, regimen),
            anchor=timeline_anchor(regimen),
        ),
        _facts_card(store, regimen, arm, request),
        _read_card(store, words_read(events)),
        _left_card(store, words_left(events)),
        words_card(store, regimen),
    ]


def head(arm: OneArm) -> html.Div:
    """The name of the arm, its trial, and that its days are read by rule."""
    said = [
        "Arm of ",
        html.Strong(arm.nct_id),
        ". Its days are read by rule from the record’s words, which stand below.",
    ]
    return page_head(html.Span(bounded(arm.name), dir=OWN_DIRECTION), said)


def _facts_card(store: TrialStore, regimen: str, arm: OneArm, request: PageRequest) -> Any:
    row = regimen_row(store, regimen)
    query = request.state.to_query()
    given = [*arm.arm.given, *arm.arm.unknown]
    facts: list[tuple[str, Any]] = [
        (
            "Trial",
            [
                link(arm.nct_id, f"/trials/{arm.nct_id}", query),
                " ",
                html.Span(bounded(arm.title), dir=OWN_DIRECTION),
            ],
        ),
        ("Registry", record_link(arm.nct_id)),
        ("Type", value(arm.arm.kind)),
        ("Given, as the record ties it", _listed(given)),
        ("Day 0", v.DAY_ZERO.labels[str(row["day_zero"])]),
        ("Field", row["locator"]),
    ]
    words = prose(arm.arm.description, "the description of the arm")
    described = [piece("div", *words, className="record-words")]
    return card(
        "The arm, as the record has it",
        html.Dl(
            [part for name, text in facts for part in (html.Dt(name), html.Dd(text))],
            className="named-values",
        ),
        *(described if arm.arm.description.strip() else [html.P(value(""))]),
        classes="full",
        sources=of_these(store, row.to_frame().T),
    )


def _listed(names: list[str]) -> Any:
    if not names:
        return value("")
    items = [html.Li(bounded(unescaped(name)), dir=OWN_DIRECTION) for name in names]
    return html.Ul(items, className="bare")


def _read_card(store: TrialStore, rows: pd.DataFrame) -> Any:
    """Each event with its verbatim words and the field of the record in which they stand."""
    title = "The words read by rule"
    if rows.empty:
        none = html.P("No rule read a day, a dose or a route of this arm.")
        return card(title, none, classes="full")
    quoted = rows["quote"].map(lambda text: f"“{unescaped(text)}”")
    table = rows_table(rows.assign(quote=quoted, days=_days(rows)), WORDS_READ, title)
    return card(f"{title} ({len(rows)})", table, classes="full", sources=of_these(store, rows))


def _days(rows: pd.DataFrame) -> pd.Series:
    """The days as the record words them; that none is stated where it words none."""
    return rows["start_printed"]


def _left_card(store: TrialStore, rows: pd.DataFrame) -> Any:
    title = "Words that no rule could place"
    if rows.empty:
        return card(title, html.P(NONE_LEFT), classes="full")
    lead = html.P("They hold times; nothing is drawn from them.", className="muted")
    quoted = rows["quote"].map(lambda text: f"“{unescaped(text)}”")
    table = rows_table(rows.assign(quote=quoted), WORDS_LEFT, title)
    return card(title, lead, table, classes="full", sources=of_these(store, rows))
