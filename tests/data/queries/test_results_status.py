from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.link.state import PageState
from data.queries import results_status as query
from tests.posted_studies import POSTED


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011-07-03", date(2011, 7, 3), date(2011, 7, 3)),
        ("2011-07", date(2011, 7, 1), date(2011, 7, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("", None, None),
        ("2011", None, None),
        ("2011-13", None, None),
        ("2011-02-30", None, None),
        ("0000-01", None, None),
        ("<img src=x onerror=alert(1)>", None, None),
        ("2" * 10_000, None, None),
    ],
)
def test_the_day_of_a_text(text, first, last):
    assert (query.day_of(text, first=True), query.day_of(text)) == (first, last)


@pytest.mark.parametrize(
    ("completed", "due"),
    [
        (date(2011, 7, 31), date(2012, 7, 31)),
        (date(2012, 2, 29), date(2013, 2, 28)),
        (date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_results_are_due_a_year_later(completed, due):
    assert query.due_after(completed) == due


class Made:
    """A store of trials with nothing but what the rule reads."""

    def __init__(
        self,
        rows: list[tuple[str, str, str, str, str]],
        as_of: str = "2026-03",
        absent: tuple[str, ...] = (),
    ) -> None:
        names = ("study_type", "overall_status", "primary_completion_date")
        names += ("primary_completion_date_type", "has_results")
        self.trials = pd.DataFrame(rows, columns=list(names)).assign(results_first_posted="")
        self.date = as_of
        self.absent = absent

    def not_in_file(self, frame: str, column: str) -> bool:
        return column in self.absent


IN = "INTERVENTIONAL"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((IN, "COMPLETED", "2011-07", "ACTUAL", "YES"), "POSTED"),
        ((IN, "WITHDRAWN", "2011-07", "ACTUAL", "YES"), "POSTED"),
        ((IN, "COMPLETED", "2011-07", "ACTUAL", "NO"), "LATE"),
        ((IN, "TERMINATED", "2011-07", "NOT_STATED", "NO"), "LATE"),
        # due on the last day of February 2026, and on the first of March
        ((IN, "COMPLETED", "2025-02", "ACTUAL", "NO"), "LATE"),
        ((IN, "COMPLETED", "2025-03-01", "ACTUAL", "NO"), "DUE"),
        ((IN, "COMPLETED", "2025-03", "ACTUAL", "NO"), "DUE"),
        ((IN, "RECRUITING", "2027-03", "ESTIMATED", "NO"), "NOT_YET"),
        ((IN, "SUSPENDED", "", "NOT_STATED", "NO"), "NOT_YET"),
        (("OBSERVATIONAL", "COMPLETED", "2011-07", "ACTUAL", "NO"), "NOT_MEANT"),
        ((IN, "WITHDRAWN", "2011-07", "ACTUAL", "NO"), "NOT_MEANT"),
        ((IN, "COMPLETED", "", "NOT_STATED", "NO"), "UNKNOWN"),
        ((IN, "COMPLETED", "2011-07", "ESTIMATED", "NO"), "UNKNOWN"),
        ((IN, "UNKNOWN", "2011-07", "ACTUAL", "NO"), "UNKNOWN"),
        (("NOT_STATED", "COMPLETED", "2011-07", "ACTUAL", "NO"), "UNKNOWN"),
    ],
)
def test_each_trial_has_one_status_by_the_rule(row, code, monkeypatch):
    monkeypatch.setattr(query, "posted", lambda store: np.zeros(len(store.trials), dtype=bool))
    [found] = query.status_codes(Made([row]))
    assert query.CODES[found] == code


def test_without_a_date_of_the_data_nothing_is_due(monkeypatch):
    monkeypatch.setattr(query, "posted", lambda store: np.zeros(len(store.trials), dtype=bool))
    made = Made([(IN, "COMPLETED", "2011-07", "ACTUAL", "NO")], as_of="not known")
    assert query.CODES[query.status_codes(made)[0]] == "UNKNOWN"


def test_every_trial_under_the_filters_counts_once(posted, store):
    own = posted.named(POSTED)
    state = PageState(own.no_filters(), dataset=POSTED)
    counted = query.results_status(own, state)
    assert counted.trials.sum() == counted.total == len(own.trials)
    assert counted.trials[0] == len(own.trials)
    assert query.in_short(own, state).startswith(f"{len(own.trials)} of {len(own.trials)} trials")
    assert query.lacks(own, state) == ""
    none = "No trial of this dataset has a date of primary completion."
    assert query.lacks(store, PageState()) == none


def test_a_file_that_cannot_say_what_is_posted_calls_nothing_late(monkeypatch):
    monkeypatch.setattr(query, "posted", lambda store: np.zeros(len(store.trials), dtype=bool))
    row = (IN, "COMPLETED", "2011-07", "ACTUAL", "NO")
    columns = ("has_results", "results_first_posted", "title")
    store = Made([row], absent=columns)
    [code] = query.status_codes(store)
    assert query.CODES[code] == "UNKNOWN"
    [known] = query.status_codes(Made([row], absent=columns[1:]))
    assert query.CODES[known] == "LATE"
