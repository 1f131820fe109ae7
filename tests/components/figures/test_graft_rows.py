import pandas as pd
import pytest

from components.figures import graft_rows
from components.figures.graft_rows import end_words, functions_of, lane_name, mass_words
from data.link.state import PageState
from data.queries import outcomes

NOTHING = {
    **dict.fromkeys(
        ("function_days", "spread_days", "low_days", "high_days", "weaning_day"), pd.NA
    ),
    "qualifier": "STATED",
    "end_kind": "LOST",
    "day_zero": "ISLET_INFUSION",
    "level": "PATIENT",
    "pooled_with": "",
    "independence": "",
    "insulin_independent_printed": "",
    "follows": "",
    "end_label": "Function lost",
    "duration_printed": "so long",
}
CODES = ("level", "qualifier", "end_kind", "day_zero")


@pytest.fixture
def frame(store):
    return outcomes.graft_function(store, PageState())


@pytest.fixture
def row_of(frame):
    """A row that differs from an empty one by these values."""
    one = frame.iloc[[0]].astype(dict.fromkeys(CODES, "str"))

    def made(**values):
        (row,) = functions_of(one.assign(**{**NOTHING, **values}))
        return row

    return made


def test_cohorts_by_years_and_the_longest_function_first(frame):
    told = [(row.cohort.split()[0], lane_name(row)) for row in functions_of(frame)]
    assert told == [
        ("1994–96", "one mean"),
        ("1998–99", "Patient 1, DAC"),
        ("1998–99", "Patient 4, ATG"),
        ("1998–99", "Patient 2, DAC"),
        ("1998–99", "Patient 5, ATG"),
        ("1998–99", "Patient 3, DAC"),
        ("2000–02", "4 patients together"),
        ("2000–02", "Patient 2"),
        ("2000–02", "Patient 1"),
        ("2000–02", "patients weaned"),
        ("2005–07", "Patient 3"),
        ("2005–07", "Patient 1"),
        ("2005–07", "Patient 2"),
    ]


def test_what_never_worked_comes_after_all_days_and_means_come_last(frame):
    one = frame.iloc[[1]].astype(dict.fromkeys(CODES, "str"))
    given = [
        {"qualifier": "MEAN", "function_days": 900},
        {"end_kind": "PRIMARY_NON_FUNCTION"},
        {"function_days": 0},
        {"function_days": 30},
    ]
    rows = functions_of(pd.concat([one.assign(**{**NOTHING, **each}) for each in given]))
    assert [(row.days, row.never) for row in rows] == [
        (30, False),
        (0, False),
        (None, True),
        (900, False),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "one mean of both groups, 142 ± 53 days",
        "worked over one year; lost after weaning, day not stated",
        "lost at about 130 days",
        "lost by day 45",
        "lost by day 21",
        "never worked (primary non-function)",
        "worked up to one year; lost after weaning: see below",
        "lost at 143 days",
        "lost at 141 days",
        "lost after a mean of 95 ± 25 days (range 74–131)",
        "at 4.3 years: lost or still working, not stated",
        "lost at 2 years; insulin-free about 1.7 years, start not stated",
        "at 0.3 years: lost or still working, not stated",
    ],
)
def test_each_lane_says_how_it_ended(frame, words):
    assert [end_words(row) for row in functions_of(frame)].count(words) == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "so long: function lost"),
        ({"function_days": 0}, "lost at 0 days"),
        ({"function_days": 30, "duration_printed": "<b>"}, "lost at 30 days"),
        ({"function_days": 30, "end_kind": "NOT_STATED"}, f"at 30 days: {graft_rows.OPEN_END}"),
        (
            {"function_days": 30, "end_kind": "NOT_STATED", "qualifier": "BY"},
            f"by day 30: {graft_rows.OPEN_END}",
        ),
        (
            {"function_days": 30, "qualifier": "AT_LEAST"},
            "worked so long; lost, day not stated",
        ),
        (
            {"function_days": 30, "qualifier": "AT_LEAST", "end_kind": "NOT_STATED"},
            f"worked so long; {graft_rows.OPEN_END}",
        ),
        ({"function_days": 30, "qualifier": "MEAN"}, "lost after a mean of 30 days"),
        ({"function_days": 30, "qualifier": "MEAN", "level": "COHORT"}, "mean 30 days"),
    ],
)
def test_words_of_an_end_say_no_more_than_the_row(row_of, values, words):
    assert end_words(row_of(**values)) == words


def test_masses_without_their_unit_and_shared_means_once(frame):
    rows = functions_of(frame)
    assert [mass_words(row) for row in rows[:2]] == ["14,800 ± 7,152 (mean)", "6,922"]
    assert [mass_words(row) for row in rows if lane_name(row) == "patients weaned"] == [""]
    assert graft_rows.shared_masses(rows) == [(10, 12)]
    assert graft_rows.shared_masses(rows[10:11]) == graft_rows.shared_masses([]) == []


def test_in_words(frame):
    words = graft_rows.in_words(frame)
    assert "1998–99 ITA, patient 3, DAC: primary non-function; islet mass 5,774 IEQ/kg" in words
    assert "counted from the end of immunosuppression" in words
    assert "insulin-independent for approximately 1.7 years, start not stated" in words
    assert "no graft function" in graft_rows.in_words(frame.iloc[:0])
