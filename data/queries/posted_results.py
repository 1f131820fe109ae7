"""The posted results of the trial that is shown: which one, why there are none, its rows."""

from collections.abc import Callable
from functools import lru_cache, wraps

import numpy as np
import pandas as pd

from data.link.state import PageState
from data.queries.one_trial import find_trial, trial
from data.queries.trials import matching
from data.store import TrialStore

STATES_KEPT = 64
ROWS_KEPT = 32
"""Frames of single trials that a worker keeps: those of the last three or four trials shown."""
FRAMES_KEPT = 16
"""Answers of one query that a worker keeps: a page asks for each several times, for figure, table,
parts and sources."""
RowsOfTrial = Callable[[TrialStore, PageState], pd.DataFrame]
NOT_POSTED, NOT_IN_FILE = "not posted", "not in this file"
PARTS = {
    "results_flow": "participant flow",
    "results_baseline": "baseline table",
    "results_measures": "outcome measures",
    "results_analyses": "analyses",
    "results_events": "adverse events",
}
"""Frame -> what a record has in it, in words."""


def shown_trial(store: TrialStore, state: PageState) -> str:
    """The trial of the link, else the first with posted results that the filters leave; or none."""
    if state.results.trial:
        return find_trial(store, state.results.trial)
    return _first_with_results(store, state)


@lru_cache(maxsize=STATES_KEPT)
def _first_with_results(store: TrialStore, state: PageState) -> str:
    fits = matching(store, state.filters) & posted(store)
    found = np.flatnonzero(fits)
    return str(store.trials["nct_id"].iloc[found[0]]) if len(found) else ""


@lru_cache(maxsize=STATES_KEPT)
def posted(store: TrialStore) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The trials whose records say that results are posted and have rows of them, as a mask."""
    held = np.zeros(len(store.trials), dtype=bool)
    if "results_groups" in store.records.files:
        rows = store.rows_of("results_groups")
        held |= np.diff(rows.starts) > 0
    return held


def lacks_results(store: TrialStore, state: PageState) -> str:
    """Says why there are no results to show, in a sentence; empty where there are."""
    if store.not_in_file("results_groups", "title"):
        return "Not in this file: the imported file holds no posted results."
    if not posted(store).any():
        return "No trial of this dataset has posted results."
    nct_id = shown_trial(store, state)
    if not nct_id:
        wanted = state.results.trial
        if wanted:
            return f"{wanted} is not in this dataset."
        return "No trial with posted results fits the filters."
    if not posted(store)[store.place_of(nct_id)[0]]:
        return f"No results of {nct_id} are posted in this dataset."
    return ""


def lacks_part(store: TrialStore, state: PageState, frame: str) -> str:
    """Says why a part of the results has no rows, in a sentence; frame: a key of ``PARTS``."""
    missing = lacks_results(store, state)
    if missing or len(result_rows(store, state, frame)):
        return missing
    if store.not_in_file(frame, "group_id") and frame != "results_measures":
        return f"Not in this file: the imported file holds no {PARTS[frame]}."
    return f"The posted results of {shown_trial(store, state)} have no {PARTS[frame]}."


def gap_words(store: TrialStore, frame: str, column: str) -> str:
    """Words for a gap in a column of results: the record's own gap, or the file's."""
    return NOT_IN_FILE if store.not_in_file(frame, column) else NOT_POSTED


def result_rows(store: TrialStore, state: PageState, frame: str) -> pd.DataFrame:
    """The rows of the shown trial in a frame of results, in the record's order.

    A page asks for the same rows up to a hundred times; what it gets is its own to change.
    """
    return _rows_of(store, shown_trial(store, state), frame).copy(deep=False)


@lru_cache(maxsize=ROWS_KEPT)
def _rows_of(store: TrialStore, nct_id: str, frame: str) -> pd.DataFrame:
    return store.record(frame, nct_id)


def kept(query: RowsOfTrial) -> RowsOfTrial:
    """Makes a query remember its last answers; each that asks gets its own to change."""
    answers = lru_cache(maxsize=FRAMES_KEPT)(query)

    @wraps(query)
    def again(store: TrialStore, state: PageState) -> pd.DataFrame:
        return answers(store, state).copy(deep=False)

    return again


def trial_in_words(store: TrialStore, state: PageState) -> str:
    """``NCT00314574: its title``."""
    nct_id = shown_trial(store, state)
    return f"{nct_id}: {str(trial(store, nct_id)['title']).rstrip('.')}" if nct_id else ""
