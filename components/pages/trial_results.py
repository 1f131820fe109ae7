"""The posted results of a trial on its page: in short, with the ways to each of their figures."""

from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements.links import dataset_query, link
from components.elements.result_controls import ONE_TRIAL, TRIAL
from components.elements.source_lines import of_these
from components.elements.tables import card, rows_table
from components.figures import primary_outcomes as figure
from components.pages.posted_results import OF_ONE
from components.views import VIEWS
from data.queries.results_in_short import harms_in_short, has_posted, primary_of
from data.store import TrialStore

ANCHOR, TITLE = "posted-results", "Posted results"
OUTCOMES = {column.field: column.heading for column in figure.COLUMNS if column.field != "nct_id"}
HARMS = {
    "event_label": "Adverse events",
    "group": "Group",
    "affected": "Affected",
    "at_risk": "At risk",
}
NO_HARMS = "No totals of deaths or serious adverse events are posted."


def results_card(store: TrialStore, nct_id: str) -> dbc.Card | None:
    """The card of posted results; none for a trial of which the data hold none."""
    if not has_posted(store, nct_id):
        return None
    primary, harms = primary_of(store, nct_id), harms_in_short(store, nct_id)
    return card(
        TITLE,
        _ways(store, nct_id),
        html.H3("Primary outcomes, as posted"),
        rows_table(_rows(primary), OUTCOMES, f"Primary outcomes of {nct_id}", gap=""),
        html.H3("Deaths and serious adverse events, as posted"),
        rows_table(harms, HARMS, f"Deaths and serious adverse events of {nct_id}", gap="")
        if len(harms)
        else html.P(NO_HARMS, className="muted"),
        classes="full results-in-short",
        anchor=ANCHOR,
        sources=of_these(store, primary, harms),
    )


def _rows(primary: pd.DataFrame) -> pd.DataFrame:
    """The rows of the figure of primary outcomes, which bounds them."""
    texts = [
        {name: row.texts.get(name, "") for name in OUTCOMES} for row in figure.rows_of(primary)
    ]
    return pd.DataFrame(texts, columns=[*OUTCOMES])


def _ways(store: TrialStore, nct_id: str) -> Any:
    """Links to the figures of the trial on Outcomes."""
    query = dataset_query(store, **{TRIAL: nct_id})
    ways = [
        ("All figures of these results", ONE_TRIAL),
        *((VIEWS[s].title, s) for s in OF_ONE),
    ]
    links = [
        html.Li(link(words, "/outcomes", f"{query}#{place}", className="chip reset"))
        for words, place in ways
    ]
    return html.Ul(links, className="chips ready-made", **{"aria-label": "Figures of the results"})
