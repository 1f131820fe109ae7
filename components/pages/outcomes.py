"""Outcomes: what the sources say came of each cohort and trial, as printed."""

from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements.cards import figure_card
from components.elements.controls import multi_select
from components.elements.links import link
from components.elements.notes import notes_of_page
from components.elements.page import Page
from components.elements.parts import Panel, page_head, placed
from components.elements.request import PageRequest
from components.elements.source_lines import of_rows, of_these, sourced
from components.elements.tables import card, rows_table, without_empty
from components.pages import posted_results
from components.views import OUTCOME_PAGE_NEEDS
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries import outcomes
from data.queries.regimen_owners import shown_of
from data.queries.regimens import conditions_of
from data.store import TrialStore

HEADINGS = {
    "measure_label": "Measure",
    "finding": "Finding",
    "value_printed": "As printed",
    "subject": "Whom",
    "arm_label": "Arm",
    "patients": "n",
    "time_printed": "Time",
    "qualifier_label": "Qualifier",
    "remark": "Remark",
    "locator": "Where it stands",
}
OF_THE_REVIEW = (
    "What the review says came of each cohort and trial: every value as printed, with its place in "
    "the text. The cohorts are small and differ in patients, drugs and years, and what ± stands "
    "for is not defined. Years are turned into days only to draw them on an axis."
)
OF_PROTOCOLS = (
    "What the sources of these protocols say came of them: every value as printed, with its place. "
    "Patients, drugs and years differ between protocols. Years are turned into days only to draw "
    "them on an axis."
)
PICTURES = (
    "Figure 2 of the review (survival curves of the grafts) and Figure 3 (quarterly curves of "
    "glucose, HbA1c, C-peptide and insulin in trial [59]) are pictures whose data the text does "
    "not give. Nothing was read off them: every value on this page is printed in the text or in "
    "Table 4."
)


def _kinds(store: TrialStore) -> str:
    return "cohorts and trials" if store.has("cohorts") else "protocols"


def choice(store: TrialStore, request: PageRequest) -> html.Div:
    """The outcomes shown, in numbers, and the filters that do not apply here."""
    shown = outcomes.selected(store, request.state)
    rows = outcomes.outcomes(store, request.state)
    counts = (
        f"{shown_of(store, shown['regimen'])}; {len(rows):,} of {len(store.outcomes):,} outcomes. "
    )
    conditions = [v.CONDITION_GROUP.labels[code] for code in conditions_of(store, request.state)]
    words = f"Condition: {' or '.join(conditions)}." if conditions else ""
    idle = [
        request.state.filters.label(key).lower()
        for key in request.state.filters.active()
        if key != "condition"
    ]
    note = f"Set, but without effect on this page: {', '.join(idle)}." if idle else ""
    return html.Div(
        [
            html.P(
                [html.Strong(counts), words] if len(shown) else [html.Strong(counts), _nothing()],
                className="filter-sentence",
                role="status",
            ),
            html.P(
                [
                    "Of the filters in the bar only the condition applies here: outcomes belong "
                    "to cohorts, not to registry records. ",
                    note,
                ],
                className="muted small",
            )
            if store.has("trials")
            else None,
        ]
    )


def _nothing() -> html.Span:
    return html.Span(
        ["No cohort or trial fits the choice. ", link("Show all outcomes", "/outcomes"), "."]
    )


def tables(store: TrialStore, request: PageRequest) -> Any:
    """One table a regimen, folded unless it is the only one chosen."""
    shown = outcomes.selected(store, request.state)
    rows = outcomes.outcomes(store, request.state)
    parts = [(row, outcomes.of_regimen(rows, str(row.regimen))) for row in shown.itertuples()]
    silent = [str(row.short_label) for row, own in parts if own.empty]
    return [
        *(_regimen_table(row, own, is_open=len(shown) == 1) for row, own in parts if len(own)),
        html.P(f"The sources state no outcome for: {'; '.join(silent)}.", className="muted")
        if silent
        else None,
    ]


def _regimen_table(row: Any, own: pd.DataFrame, *, is_open: bool) -> html.Details:
    pooled = int((own["pooled_with"] != "").sum())
    count = amount(len(own), "outcome")
    if pooled:
        count += f", {pooled} of them for both 1994–96 groups together"
    caption = f"Outcomes of {row.label}, as printed"
    return html.Details(
        [
            html.Summary([html.Strong(row.label), html.Span(f" {count}", className="muted")]),
            html.P(link("Protocol, records and notes of this cohort", f"/protocols/{row.regimen}")),
            rows_table(own, without_empty(own, HEADINGS, "arm_label"), caption),
        ],
        open=is_open,
        className="outcome-table",
    )


def notes(store: TrialStore, request: PageRequest) -> Any:
    """The data notes on the outcomes shown: the heavy ones a line each, the others counted."""
    return notes_of_page(store, outcomes.notes(store, request.state))


PANELS: dict[str, Panel] = {
    "outcomes-choice": choice,
    "outcomes-notes": notes,
    "outcomes-tables": sourced(
        tables, of_rows(lambda store, request: outcomes.outcomes(store, request.state))
    ),
}


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    if store.has_results:
        return posted_results.results_layout(store, request)
    return _reported(store, request)


def _reported(store: TrialStore, request: PageRequest) -> html.Div:
    """The outcomes that a review or a protocol states."""
    # whose pictures were not read, and whose ± is not defined
    is_review = store.has("cohorts")
    return html.Div(
        [
            page_head(
                "Outcomes",
                OF_THE_REVIEW if is_review else OF_PROTOCOLS,
            ),
            html.Section(
                multi_select(store.known.regimen, request.state.protocols.regimen),
                className="outcome-controls",
                **{"aria-label": "Choice of cohorts and trials"},
            ),
            placed(PANELS, "outcomes-choice", store, request),
            html.Div(
                [
                    figure_card(store, request, "graft-function", wide=True),
                    card(
                        "Before you quote a number",
                        placed(PANELS, "outcomes-notes", store, request),
                        classes="wide",
                    ),
                    figure_card(store, request, "chimerism"),
                    figure_card(store, request, "islet-mass-and-function"),
                    *([_not_here(store)] if is_review else []),
                    card(
                        "Every outcome, by cohort" if is_review else "Every outcome, by protocol",
                        placed(PANELS, "outcomes-tables", store, request),
                        classes="wide",
                    ),
                ],
                className="outcome-parts",
            ),
        ],
        className="page",
    )


def _not_here(store: TrialStore) -> dbc.Card:
    return card(
        "What is not here",
        html.P(PICTURES),
        _more(),
        classes="wide",
        sources=of_these(store, store.outcomes),
    )


def _more() -> html.P:
    return html.P(
        ["What else was left out stands under ", link("Sources", "/sources"), "."],
        className="muted small",
    )


PAGE = Page(
    "outcomes",
    "Outcomes",
    "/outcomes",
    layout,
    panels={**PANELS, **posted_results.PANELS},
    needs=OUTCOME_PAGE_NEEDS,
    elsewhere="The outcomes of the review",
)
