"""Results of trials: posted, due or late by a stated rule, counted under the filters.

The rule: results of an interventional trial that is completed or terminated are due one year
after its primary completion. Nothing is judged: delays that were granted are in no file.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from data.index.breakdowns import Breakdown, Charted
from data.index.index_arrays import Counts, frozen
from data.link.state import PageState
from data.model.amounts import amount
from data.queries.posted_results import posted
from data.queries.trials import matching
from data.store import TrialStore

STORES_KEPT = 8
KEY = "results-status"
LABELS = {
    "POSTED": "Results posted",
    "LATE": "Late",
    "DUE": "Due within a year",
    "NOT_YET": "Not yet due",
    "NOT_MEANT": "Rule does not apply",
    "UNKNOWN": "Cannot be told",
}
"""Code -> its words."""
CODES = tuple(LABELS)
STATUSES = Charted(KEY, CODES, tuple(LABELS.values()), len(CODES))
DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
ENDED = ("COMPLETED", "TERMINATED")
RUNNING = (
    "NOT_YET_RECRUITING",
    "RECRUITING",
    "ENROLLING_BY_INVITATION",
    "ACTIVE_NOT_RECRUITING",
    "NOT_RECRUITING",
    "AUTHORISED",
    "SUSPENDED",
)
NO_DATE = np.datetime64("NaT", "D")
DueDays = np.ndarray[tuple[int], np.dtype[np.datetime64]]


def day_of(text: str, *, first: bool = False) -> date | None:
    """The day of ``2011-07-31`` or ``2011-07``: of a month its last day, or its first."""
    found = DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12 or year < 1:
        return None
    last = monthrange(year, month)[1]
    day = int(found[3]) if found[3] else (1 if first else last)
    return date(year, month, day) if 1 <= day <= last else None


def due_after(completed: date) -> date:
    """A year later, on the day of the same date; of 29 February the 28th."""
    if (completed.month, completed.day) == (2, 29):
        return date(completed.year + 1, 2, 28)
    return completed.replace(year=min(completed.year + 1, date.max.year))


def _due_dates(texts: pd.Series) -> DueDays:
    """The day on which results are due, of each date of primary completion; NaT without one."""
    places, distinct = pd.factorize(texts)
    days = [day_of(str(text)) for text in distinct]
    due = np.array(
        [NO_DATE if day is None else np.datetime64(due_after(day), "D") for day in days]
        + [NO_DATE],
        dtype="datetime64[D]",
    )
    return due[places]


def _is(column: pd.Series, *codes: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(column.isin(codes), dtype=bool)


@lru_cache(maxsize=STORES_KEPT)
def status_codes(store: TrialStore) -> Counts:
    """The place in ``CODES`` of each trial, worked out once a dataset."""
    trials = store.trials
    as_of = day_of(store.date, first=True)
    due = _due_dates(trials["primary_completion_date"])
    status, kind = trials["overall_status"], trials["study_type"]
    is_meant, is_ended = _is(kind, "INTERVENTIONAL"), _is(status, *ENDED)
    planned = _is(trials["primary_completion_date_type"], "ESTIMATED")
    is_dated = is_meant & is_ended & ~np.isnat(due) & ~planned & (as_of is not None)
    if _lacks_posting(store):
        # without a word on what is posted nothing can be said to be due
        is_dated &= False
    is_late = due < np.datetime64(as_of or date.min, "D")
    has = (
        posted(store) | _is(trials["has_results"], "YES") | _stated(trials, "results_first_posted")
    )
    never = (~is_meant & ~_is(kind, "NOT_STATED", "UNLISTED")) | _is(status, "WITHDRAWN")
    found = np.select(
        [has, never, is_dated & is_late, is_dated, is_meant & _is(status, *RUNNING)],
        [CODES.index(code) for code in ("POSTED", "NOT_MEANT", "LATE", "DUE", "NOT_YET")],
        CODES.index("UNKNOWN"),
    )
    return frozen(found.astype(np.int8))


def _lacks_posting(store: TrialStore) -> bool:
    """Says that the file has no room for results, for their date or for whether there are any."""
    return (
        store.not_in_file("trials", "has_results")
        and store.not_in_file("trials", "results_first_posted")
        and store.not_in_file("results_groups", "title")
    )


def _stated(trials: pd.DataFrame, column: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(trials[column] != "", dtype=bool)


def results_status(store: TrialStore, state: PageState) -> Breakdown:
    """Trials under the filters by whether results are posted, due or late; all of ``CODES``."""
    mask = matching(store, state.filters)
    numbers = np.bincount(status_codes(store)[mask], minlength=len(CODES))
    remark = f"As of {store.date_in_words}."
    return Breakdown(STATUSES, numbers, int(np.count_nonzero(mask)), remark)


def in_short(store: TrialStore, state: PageState) -> str:
    """``57 of 100 trials have posted results; by the stated rule 3 are due and 12 late.``"""
    counted = results_status(store, state)
    number = dict(zip(CODES, counted.trials.tolist(), strict=True))
    has = "has" if counted.total == 1 else "have"
    return (
        f"{number['POSTED']:,} of {amount(counted.total, 'trial')} {has} posted results; by the "
        f"stated rule {number['DUE']:,} {'is' if number['DUE'] == 1 else 'are'} due and "
        f"{number['LATE']:,} late."
    )


def lacks(store: TrialStore, state: PageState) -> str:
    """Says why nothing can be counted, in a sentence; empty where it can."""
    trials = store.trials
    if store.not_in_file("trials", "primary_completion_date"):
        return "Not in this file: dates of primary completion."
    if (
        "primary_completion_date" not in trials
        or not _stated(trials, "primary_completion_date").any()
    ):
        return "No trial of this dataset has a date of primary completion."
    return ""
