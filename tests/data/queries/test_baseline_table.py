"""Baseline table as posted: cells, percentages that can be worked out, words."""

import pytest

from data.link.state import PageState
from data.queries.baseline_table import (
    baseline_rows,
    baseline_table,
    cell_of,
    counted,
    in_words,
    kind_words,
    left_out,
)
from tests.flow_samples import (
    COUNT,
    GROUPS,
    TEXTS,
    baseline_frame,
    baseline_group,
    baseline_row,
    hostile_baseline,
    two_measures,
)


def test_measures_rows_and_groups_in_order():
    frame = two_measures()
    columns = ["measure_number", "row_number", "row_label", "group", "is_total", "cell"]
    assert frame[columns].to_numpy().tolist() == [
        [1, 1, "", "Drug", False, "8.7 (SD 1.7)"],
        [1, 1, "", "Placebo", False, "8.4 (SD 1.7)"],
        [1, 1, "", "Total", True, "8.6 (SD 1.7)"],
        [2, 1, "Female", "Drug", False, "134 (31.8 %)"],
        [2, 1, "Female", "Placebo", False, "69 (33.3 %)"],
        [2, 1, "Female", "Total", True, "203 (32.3 %)"],
        [2, 2, "Male", "Drug", False, "287 (68.2 %)"],
        [2, 2, "Male", "Placebo", False, "138 (66.7 %)"],
        [2, 2, "Male", "Total", True, "425 (67.7 %)"],
    ]
    assert counted(frame) == "2 measures in 2 groups"


@pytest.mark.parametrize(
    ("values", "cell", "percent"),
    [
        ({"value": "374", **COUNT}, "374 (88.8 %)", 88.8),
        ({"value": "0", **COUNT}, "0 (0.0 %)", 0.0),
        ({"value": "421", **COUNT}, "421 (100.0 %)", 100.0),
        ({"value": "5", "param_type": "NUMBER", "units": "participants"}, "5 (1.2 %)", 1.2),
        ({"value": "5", "param_type": "Number", "units": "visits"}, "5", None),
        ({"value": "NA", **COUNT}, "NA", None),
        ({"value": "<5", **COUNT}, "<5", None),
        ({"value": "1.5", **COUNT}, "1.5", None),
        ({"value": "", **COUNT}, "", None),
        ({"value": "20", "analysed": "40", **COUNT}, "20 (50.0 % of 40)", 50.0),
        ({"value": "20", "analysed": "0", **COUNT}, "20, n = 0", None),
        ({"value": "20", "analysed": "40", "analysed_units": "Eyes", **COUNT}, "20, n = 40", None),
        (
            {
                "value": "20",
                "analysed": "40",
                "analysed_units": "Eyes",
                "param_type": "COUNT_OF_UNITS",
                "units": "Eyes",
            },
            "20 (50.0 % of 40)",
            50.0,
        ),
        (
            {"value": "8.0", "lower": "5", "upper": "12", "dispersion_type": "FULL_RANGE"},
            "8.0 (5 to 12)",
            None,
        ),
        (
            {"value": "8", "lower": "5", "dispersion_type": "Inter-Quartile Range"},
            "8 (5 to not stated)",
            None,
        ),
        ({"value": "8", "spread": "2", "dispersion_type": "Standard Error"}, "8 (SE 2)", None),
        ({"value": "8", "spread": "2"}, "8 (2)", None),
        ({"value": "8", "analysed": "400", "param_type": "MEAN"}, "8, n = 400", None),
    ],
)
def test_cells_are_as_posted(values, cell, percent):
    (row,) = baseline_row(1, "A", "")
    made = cell_of(row | values, GROUPS[0])
    assert (made["cell"], made["percent"]) == (cell, percent)


def test_more_than_were_analysed_is_said():
    frame = baseline_frame(
        baseline_row(1, "Sex", "48", "1", "49", category_title="Female", **COUNT),
        groups=[baseline_group(0, "Drug", "40"), *GROUPS[1:]],
    )
    assert frame["cell"].iloc[0] == "48 (120.0 %)"
    assert left_out(frame) == (
        "Percentages are worked out here: the posted count of the posted number analysed. "
        "Sex, Female: More than were analysed: 48 of 40."
    )


def test_no_percentage_no_word_of_it():
    frame = baseline_frame(baseline_row(1, "Age", "8", "9", "8", param_type="MEAN"))
    assert left_out(frame) == ""
    assert left_out(baseline_frame()) == ""


@pytest.mark.parametrize(
    ("param", "spread", "units", "words"),
    [
        ("MEAN", "STANDARD_DEVIATION", "years", "Mean (SD), years"),
        ("Median", "Full Range", "years", "Median (range), years"),
        ("COUNT_OF_PARTICIPANTS", "", "Participants", "Number of participants"),
        ("NUMBER", "", "participants", "Number of participants"),
        ("NUMBER", "NA", "visits", "Number, visits"),
        ("", "", "", ""),
        ("", "STANDARD_DEVIATION", "", "SD"),
    ],
)
def test_the_kind_of_numbers(param, spread, units, words):
    row = {"param_type": param, "dispersion_type": spread, "units": units}
    assert kind_words(row) == words


def test_a_total_is_last_and_a_single_group_is_no_total():
    groups = [GROUPS[2], GROUPS[0]]
    frame = baseline_frame(baseline_row(1, "Age", "8", "7", "9"), groups=groups)
    assert frame["group"].tolist() == ["Drug", "BG001", "Total"]
    (row,) = baseline_rows(baseline_row(1, "Age", "8"), [baseline_group(0, "Total", "8")])
    assert not row["is_total"]


def test_units_that_are_not_people_are_said():
    (row,) = baseline_rows(baseline_row(1, "Age", "8"), [baseline_group(0, "All", "75", "Eyes")])
    assert row["group_analysed"] == "75 Eyes"


def test_a_table_in_words():
    words = in_words(two_measures())
    assert words.startswith("Drug, 421 analysed. Placebo, 207 analysed. Total, 628 analysed.")
    assert "Age (Mean (SD), years): Drug 8.7 (SD 1.7), Placebo" in words
    assert "Female: Drug 134 (31.8 %), Placebo 69 (33.3 %)" in words
    assert in_words(baseline_frame()) == "No baseline table is posted."


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_stay_as_posted(text):
    frame = hostile_baseline(text)
    assert set(frame["measure"]) == {text}
    assert frame["value"].tolist() == [text, text]
    assert frame["percent"].isna().all()


def test_nothing_of_a_dataset_without_results(store, imported):
    for each in (store, imported):
        assert baseline_table(each, PageState(dataset=each.known.dataset)).empty
