"""Raw differences of two percentages: exact, second minus first, and of nothing else."""

import pandas as pd
import pytest

from data.queries.posted_outcome import value_rows
from data.queries.raw_differences import (
    MORE_GROUPS,
    OF_COUNTS,
    OF_POSTED,
    OUT_OF_BOUNDS,
    add_differences,
    is_percentage,
    raw_words,
    two_groups,
    why_no_difference,
)
from tests.outcome_samples import MARKUP, MEASURE

MEASURED = {
    **MEASURE,
    **dict.fromkeys(("description", "population", "param_type", "dispersion_type"), ""),
}
VALUE = {
    **dict.fromkeys(("class_title", "category_title", "spread", "lower", "upper"), ""),
    **dict.fromkeys(("analysed", "analysed_units", "comment"), ""),
    "source": "a file",
    "locator": "here",
}


def frame_of(values, analysed=(), **measure):
    """One value a group."""
    groups = [
        {
            "group_id": f"OG{n}",
            "title": f"Group {n}",
            "description": "",
            "analysed": (*analysed, *[""] * len(values))[n],
            "analysed_units": "",
        }
        for n in range(len(values))
    ]
    posted = [{**VALUE, "group_id": f"OG{n}", "value": each} for n, each in enumerate(values)]
    rows = list(value_rows({**MEASURED, **measure}, posted, groups))
    add_differences(rows)
    return pd.DataFrame(rows).astype(dict.fromkeys(("percent", "number", "difference"), "float64"))


PERCENT = {"units": "percentage of participants", "param_type": "NUMBER"}
COUNT = {"units": "Participants", "param_type": "COUNT_OF_PARTICIPANTS"}


@pytest.mark.parametrize(
    ("values", "analysed", "measure", "words"),
    [
        (["58.3", "35.71"], (), PERCENT, "−22.59 percentage points"),
        (["10", "10"], (), PERCENT, "0 percentage points"),
        (["0", "12.5"], (), PERCENT, "+12.5 percentage points"),
        (["7", "5"], ("12", "14"), COUNT, "−22.6 percentage points"),
        (["0", "0"], ("12", "14"), COUNT, "0.0 percentage points"),
        (["1,000", "0"], ("2,000", "5"), COUNT, "−50.0 percentage points"),
        (["10"], (), PERCENT, ""),
        (["10", "20", "30"], (), PERCENT, ""),
        (["10", "NA"], (), PERCENT, ""),
        (["10", "120"], (), PERCENT, ""),
        (["12", "1"], ("10", "5"), COUNT, ""),
        (["1", "1"], ("0", "5"), COUNT, ""),
        (["1", "2"], (), {**PERCENT, "param_type": "MEAN"}, ""),
        (["1", "2"], (), {**PERCENT, "units": "percent change"}, ""),
        ([MARKUP, "=cmd|x"], (), PERCENT, ""),
    ],
)
def test_a_difference_stands_at_the_second_of_two_groups(values, analysed, measure, words):
    frame = frame_of(values, analysed, **measure)
    assert frame["difference_words"].tolist() == [*[""] * (len(values) - 1), words]


def test_how_it_came_about_is_said():
    assert raw_words(frame_of(["1", "2"], **PERCENT)) == OF_POSTED
    assert raw_words(frame_of(["1", "2"], ("9", "9"), **COUNT)) == OF_COUNTS
    assert two_groups(frame_of(["1", "2"], **PERCENT)) == ("Group 0", "Group 1")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["1", "2", "3"], MORE_GROUPS),
        (["1", "120"], OUT_OF_BOUNDS),
        (["1", "2"], ""),
        (["1", "NA"], ""),
    ],
)
def test_why_there_is_none_is_said(values, words):
    assert why_no_difference(frame_of(values, **PERCENT)) == words


@pytest.mark.parametrize(
    ("units", "found"),
    [
        ("Percentage of Participants", True),
        ("% of patients with a response", True),
        ("percent", True),
        ("%", True),
        ("percentage of predicted value", False),
        ("percent change", False),
        ("Percentage point of HbA1c", False),
        ("mg", False),
        ("", False),
        ("percentage " * 1000, False),
    ],
)
def test_percentages_are_of_people_or_of_nothing_more(units, found):
    assert is_percentage(units, "Number") == found
    assert not is_percentage(units, "Mean")
