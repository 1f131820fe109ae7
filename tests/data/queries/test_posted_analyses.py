"""Posted analyses as literals, and what of an interval is drawn."""

import pytest

from data.queries.posted_analyses import (
    AT_LIMIT,
    NO_NUMBER,
    OFF_AXIS,
    OPEN_END,
    counted,
    in_words,
    lacks_estimates,
    left_out,
    repeats_posted,
)
from tests.outcome_samples import HOSTILE_TRIAL, analyses, analyses_of


@pytest.mark.parametrize(
    ("trial", "at", "kind", "words", "interval", "p"),
    [
        ("NCT05665595", 0, "RATIO", "1.25 (0.87 to 1.80)", "95 % CI", ""),
        ("NCT01221285", 0, "RATIO", "1.8 (1.1 to 2.8)", "95 % CI", "0.02"),
        ("NCT01221285", 1, "OTHER", "-42.8 (-59.4 to -26.2)", "95 % CI", "<0.0001"),
        ("NCT01380327", 0, "RATIO", "1.7 (1.2 to 2.3)", "95 % CI", "0.001"),
        ("NCT01380327", 2, "NOT_MAPPED", "-12.9 (-33.2 to 7.5)", "95 % CI", "0.21"),
        ("NCT04732494", 0, "DIFFERENCE", "9.9 (-5.4 to 25.3)", "95 % CI", "0.2114"),
        ("NCT04732494", 1, "RATIO", "0.92 (0.58 to 1.45)", "95 % CI", ""),
        ("NCT02443155", 0, "RATIO", "1.48 (1.16 to 1.89)", "95 % CI", "=0.0017"),
        ("NCT00554515", 0, "NOT_MAPPED", "No estimate posted", "", "0.042"),
        (HOSTILE_TRIAL, 0, "RATIO", "0 (2 to NA)", "95 % CI, one-sided", "<0.001"),
        (HOSTILE_TRIAL, 1, "DIFFERENCE", "n/a", "", "1.2"),
    ],
)
def test_estimates_are_as_posted(posted, trial, at, kind, words, interval, p):
    row = analyses_of(posted, trial).iloc[at]
    found = row["estimate_kind"], row["estimate_words"], row["interval_label"], row["p_value"]
    assert found == (kind, words, interval, p)


@pytest.mark.parametrize(
    ("posted_cells", "ends"),
    [
        ({"lower": "0.5", "upper": "2"}, (AT_LIMIT, AT_LIMIT)),
        ({}, ("", "")),
        ({"lower": "0.5", "upper": "NA"}, (AT_LIMIT, NO_NUMBER)),
        ({"lower": "0.5", "upper": "NA", "interval_sides": "ONE_SIDED"}, (AT_LIMIT, NO_NUMBER)),
        ({"lower": "0.5"}, (AT_LIMIT, NO_NUMBER)),
        ({"lower": "0.5", "interval_sides": "ONE_SIDED"}, (AT_LIMIT, OPEN_END)),
        ({"upper": "2", "interval_sides": "ONE_SIDED"}, (OPEN_END, AT_LIMIT)),
        ({"lower": "0.5", "upper": "NA", "upper_comment": "Infinity"}, (AT_LIMIT, OPEN_END)),
        ({"lower": "0.5", "upper": "NA", "upper_comment": "Not estimable"}, (AT_LIMIT, NO_NUMBER)),
        ({"lower": "0", "upper": "2"}, (OFF_AXIS, AT_LIMIT)),
        ({"lower": "NA", "upper": "NA"}, (NO_NUMBER, NO_NUMBER)),
    ],
)
def test_an_interval_is_open_only_where_the_record_says_so(posted_cells, ends):
    row = analyses({"param_value": "1", **posted_cells}).iloc[0]
    assert (row["low_end"], row["high_end"]) == ends


@pytest.mark.parametrize(
    ("param_type", "value", "lower", "drawn", "remark"),
    [
        (
            "Hazard Ratio (HR)",
            "0.9",
            "0",
            True,
            "A limit of 0 or less has no place on a logarithmic axis.",
        ),
        (
            "Hazard Ratio (HR)",
            "0",
            "0",
            False,
            "A ratio of 0 or less has no place on a logarithmic axis.",
        ),
        ("Mean Difference (Net)", "0", "-1", True, ""),
        (
            "Mean Difference (Net)",
            "0",
            "3",
            True,
            "The estimate lies outside its limits, as posted.",
        ),
        ("Mean Difference (Net)", "about 3", "1", False, "The estimate is no number."),
        ("Ratio of geometric means", "98.7", "90", True, ""),
    ],
)
def test_remarks(param_type, value, lower, drawn, remark):
    row = analyses(
        {"param_type": param_type, "param_value": value, "lower": lower, "upper": "200"}
    ).iloc[0]
    assert (bool(row["drawn"]), row["remark"]) == (drawn, remark)


def test_a_large_ratio_is_no_percentage():
    rows = analyses(
        {"param_type": "Ratio of geometric means", "param_value": "98.7"},
        {"param_type": "Ratio of geometric means (%)", "param_value": "98.7"},
    )
    assert [*rows["estimate_kind"]] == ["RATIO", "RATIO_PERCENT"]


def test_analyses_are_told_in_words(posted):
    frame = analyses_of(posted, "NCT05665595")
    assert counted(frame) == "1 analysis of 1 measure"
    assert in_words(frame).endswith(
        "Groups: Pembrolizumab/Vibostolimab; Pembrolizumab. Hazard Ratio (HR) 1.25 "
        "(0.87 to 1.80), 95 % CI."
    )
    assert left_out(frame) == ""
    assert in_words(frame.head(0)) == "No analysis is posted."
    assert left_out(frame.head(0)) == ""


def test_analyses_without_an_estimate_stand_in_the_table(posted):
    frame = analyses_of(posted, "NCT00554515")
    assert lacks_estimates(frame)
    assert "have no estimate on an axis and stand in the table" in left_out(frame)
    assert analyses_of(posted, "NCT99999999").empty


def test_parameter_types_that_are_not_mapped_are_named():
    rows = analyses({"param_type": "Treatment effect", "param_value": "3"})
    assert left_out(rows) == (
        "Parameter types not mapped, so without a line of no effect: “Treatment effect”."
    )


@pytest.mark.parametrize(
    ("posted", "groups", "repeats"),
    [
        ("6.80", "Groups: A; B", True),
        ("6.83", "Groups: B; A", True),
        ("6.9", "Groups: A; B", False),
        ("-6.80", "Groups: A; B", False),
        ("6.80", "Groups: A; C", False),
        ("", "Groups: A; B", False),
    ],
)
def test_a_raw_difference_that_is_posted_is_known(posted, groups, repeats):
    row = {
        "estimate_kind": "DIFFERENCE",
        "compared": groups,
        "number": float(posted) if posted else None,
    }
    raw = {"pair": ("B", "A"), "number": 6.8, "estimate_words": "+6.8 percentage points"}
    assert repeats_posted(raw, [row]) == repeats
    assert not repeats_posted(raw, [])
