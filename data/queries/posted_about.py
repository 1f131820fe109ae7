"""The record's own words about a section of its results, which no number of it can carry."""

from collections.abc import Mapping, Sequence

import pandas as pd

from data.link.state import PageState
from data.queries.arm_regimens import shortened
from data.queries.posted_results import result_rows
from data.store import TrialStore

ABOUT = "about"
"""Attribute of a frame: the sentences on its section."""
MOST_SAID = 400
"""Characters of one of the record's texts; the whole one is a link away, in the record."""
WORDS: Mapping[str, str] = {
    "recruitment": "On recruitment",
    "pre_assignment": "On the time before assignment",
    "baseline_population": "On who was analysed",
}
"""Column of ``results_about`` -> how its words are introduced."""


def with_about(
    frame: pd.DataFrame, store: TrialStore, state: PageState, columns: Sequence[str]
) -> pd.DataFrame:
    """The frame, with the record's words of these columns of ``results_about``."""
    rows = result_rows(store, state, "results_about")
    found = [
        f"{WORDS[column]} the record says: “{shortened(str(row[column]), MOST_SAID)}”"
        for row in rows.to_dict("records")
        for column in columns
        if row[column]
    ]
    frame.attrs[ABOUT] = " ".join(found)
    return frame


def about(frame: pd.DataFrame) -> str:
    """The sentences of ``with_about``; empty where the record says nothing."""
    return str(frame.attrs.get(ABOUT, ""))
