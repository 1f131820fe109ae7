"""Posted outcomes as literals: values, spreads and numbers analysed of each kind of study."""

import pytest

from data.link.state import PageState
from data.queries.posted_outcome import (
    axis_words,
    in_words,
    is_over_time,
    is_percent,
    lacks_outcome,
    left_out,
    measures_of,
    shown_measure,
    times_of,
)
from tests.outcome_samples import HOSTILE_TRIAL, TIMES_TRIAL, outcome_of, state_of


@pytest.mark.parametrize(
    ("trial", "measure", "cells", "axis"),
    [
        pytest.param(
            "NCT03361072",
            1,
            ["7 of 12 (58.3 %)", "5 of 14 (35.7 %)", "2 of 4 (50.0 %)"],
            "Per cent of the number analysed, worked out of the posted counts",
            id="counts",
        ),
        pytest.param(
            "NCT03361072",
            2,
            ["77.7 (SD 19.2)", "69.7 (SD 12.4)", "61.0 (SD 13.0)"],
            "Mean, score on a scale; bars: value ± SD, as posted",
            id="standard deviations",
        ),
        pytest.param(
            "NCT00314574",
            2,
            ["-1.36 (SD -0.49 to -0.01)", "-1.61 (SD -0.49 to -0.01)"],
            "Mean, score on a scale; bars: limits as posted, named SD",
            id="limits that are called a standard deviation",
        ),
        pytest.param(
            "NCT00554515",
            2,
            ["42.8 (35.6 to 51.9)"],
            "Median, months; bars: 95 % CI as posted",
            id="time to event of one group",
        ),
        pytest.param(
            "NCT05665595",
            1,
            ["NA (NA to NA)", "NA (NA to NA)"],
            "Median, Months; 95 % CI as posted, in words beside the values",
            id="not reached",
        ),
        pytest.param(
            "NCT02676765",
            1,
            ["-0.2750 (-1.5900 to -0.0200)", "-0.0250 (-0.5275 to 0.2500)"],
            "Median, Change in log dilution of allergen; bars: IQR as posted",
            id="quartiles",
        ),
        pytest.param(
            "NCT00597675",
            2,
            ["123 (35 to 210)", "4710 (4710 to 4710)"],
            "Median, mg of peanut protein; bars: range as posted",
            id="crossover",
        ),
        pytest.param(
            "NCT01221285",
            3,
            ["-42.8 (SE 8.3)"],
            "Mean, Percent antibody binding; bars: value ± SE, as posted",
            id="single arm",
        ),
        pytest.param(
            "NCT02443155",
            1,
            [
                "0.934 (geometric CV 61.9)",
                "0.783 (geometric CV 45.5)",
                "0.709 (geometric CV 104.8)",
            ],
            "Geometric mean, Ratio of AUC; geometric CV as posted, in words beside the values",
            id="a spread that is no bar",
        ),
        pytest.param(
            TIMES_TRIAL,
            1,
            ["0.0 (SE 0.2)", "0.1 (SE 0.2)", "0.2 (SE 0.2)"],
            "Mean, score from 0 to 6; bars: value ± SE, as posted",
            id="19 groups",
        ),
        pytest.param(
            HOSTILE_TRIAL,
            2,
            ["12 of 10 (120.0 %)", "0 of 5 (0.0 %)", "No value posted"],
            "Number of participants, Participants; no spread is posted",
            id="hostile",
        ),
    ],
)
def test_values_are_as_posted(posted, trial, measure, cells, axis):
    frame = outcome_of(posted, trial, measure)
    assert list(frame["cell"])[:3] == cells
    assert axis_words(frame) == axis
    said = in_words(frame)
    assert all(cell in said for cell in cells)


@pytest.mark.parametrize(
    ("trial", "measure", "drawn"),
    [
        ("NCT03361072", 2, [(77.7, 58.5, 96.9), (69.7, 57.3, 82.1)]),
        ("NCT00554515", 1, [(0.23, 0.14, 0.34)]),
        ("NCT02676765", 1, [(-0.275, -1.59, -0.02), (-0.025, -0.5275, 0.25)]),
        ("NCT01221285", 3, [(-42.8, -51.1, -34.5)]),
        (HOSTILE_TRIAL, 3, [(120, None, None)]),
    ],
)
def test_bars_are_posted_limits_or_the_value_and_its_spread(posted, trial, measure, drawn):
    rows = outcome_of(posted, trial, measure)[["number", "low", "high"]].head(len(drawn))
    for found, expected in zip(rows.itertuples(index=False), drawn, strict=True):
        assert tuple(found) == pytest.approx(
            tuple(float("nan") if each is None else each for each in expected), nan_ok=True
        )


def test_percentages_are_of_counts_alone(posted):
    assert is_percent(outcome_of(posted, "NCT03361072", 1))
    assert outcome_of(posted, "NCT02443155", 4)["percent"].round(1).tolist()[:3] == [5.2, 2.6, 1.3]
    assert not is_percent(outcome_of(posted, "NCT01221285", 1))
    assert not is_percent(outcome_of(posted, HOSTILE_TRIAL, 3))


def test_contradictions_are_shown_with_a_remark(posted):
    counted = outcome_of(posted, HOSTILE_TRIAL, 2)
    assert counted["remark"].iloc[0] == "More than were analysed: 12 of 10."
    assert "More than were analysed: 12 of 10." in left_out(counted)
    levels = outcome_of(posted, HOSTILE_TRIAL, 1)
    assert levels["remark"].iloc[1] == "The lower limit is above the upper one, as posted."


def test_the_first_primary_measure_with_numbers_is_shown_until_one_is_chosen(posted):
    assert shown_measure(*state_of(posted, "NCT02443155")) == 1
    assert shown_measure(*state_of(posted, "NCT02443155", 3)) == 3
    assert shown_measure(*state_of(posted, "NCT02443155", 99)) == 1
    # no measure has a number
    assert shown_measure(*state_of(posted, "NCT05665595")) == 1
    assert shown_measure(*state_of(posted, "NCT99999999")) == 0


def test_measures_are_named_and_those_without_numbers_say_so(posted):
    assert measures_of(*state_of(posted, "NCT02676765")) == [
        (1, "Primary: Change in PC3"),
        (2, "Primary: Change in Basophil Activation"),
        (3, "Other, pre-specified: Percent Allergen-specific IgE (no numbers posted)"),
    ]
    assert measures_of(*state_of(posted, "NCT99999999")) == []
    assert len(measures_of(*state_of(posted, HOSTILE_TRIAL))[2][1]) < 200


def test_a_measure_without_values_says_why(posted):
    assert lacks_outcome(*state_of(posted, "NCT02317276")).endswith(
        "The record posts no values of this measure."
    )
    awaited = lacks_outcome(*state_of(posted, "NCT04670068", 3))
    assert awaited.startswith("Secondary: Disease Control Rate (DCR). Not posted yet")
    assert outcome_of(posted, "NCT04670068", 3).empty
    assert in_words(outcome_of(posted, "NCT04670068", 3)) == "No value is posted."
    assert left_out(outcome_of(posted, "NCT04670068", 3)) == ""


def test_the_built_in_data_have_no_outcomes(store):
    state = PageState(store.no_filters(), dataset=store.known.dataset)
    assert lacks_outcome(store, state)


@pytest.mark.parametrize(
    ("titles", "times"),
    [
        (["Week 2", "Week 4", "Week 8"], [(2, "week"), (4, "week"), (8, "week")]),
        (
            ["2 months", "4 months (n = 12)", "6.5 months"],
            [(2, "month"), (4, "month"), (6.5, "month")],
        ),
        (["Week 2", "Week 4"], []),
        (["Week 2", "Month 4", "Week 8"], []),
        (["Week 2", "Week 4", "Week 4 (again)"], []),
        (["Week 2", "End of treatment", "Week 8"], []),
        (["A, week 2", "B, week 4", "B, week 8"], []),
        (["", "", ""], []),
        ([], []),
    ],
)
def test_a_time_axis_is_of_titles_that_differ_in_one_time_alone(titles, times):
    assert [*times_of(titles).values()] == times


def test_a_value_that_is_no_number_has_no_time_axis(posted):
    frame = outcome_of(posted, TIMES_TRIAL, 1)
    assert not is_over_time(frame.assign(number=None))
    assert not is_over_time(frame.head(0))
