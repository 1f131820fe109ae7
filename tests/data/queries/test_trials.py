import numpy as np
import pytest

from data.link.filters import REVIEW_FIELDS, TrialFilters
from data.queries.trials import (
    breakdown,
    count_matching,
    cross_breakdown,
    matching,
    near_matches,
    option_counts,
    relaxations,
)
from tests.data.queries.rows import trial_rows

NOTHING = TrialFilters.of({"phase": ("PHASE4",), "condition": ("COMPLICATIONS",)})


@pytest.mark.parametrize(
    ("filters", "n"),
    [
        (TrialFilters(), 19),
        (TrialFilters.of({"condition": ("T1D",)}), 8),
        (TrialFilters.of({"condition": ("T2D",)}), 5),
        (TrialFilters.of({"condition": ("DIABETES",)}), 1),
        (TrialFilters.of({"condition": ("COMPLICATIONS",)}), 6),
        # NCT00465478 is of both types and counts once
        (TrialFilters.of({"condition": ("T1D", "T2D")}), 12),
        (TrialFilters.of({"phase": ("PHASE2",)}), 5),
        (TrialFilters.of({"condition": ("T1D",), "phase": ("PHASE2",)}), 3),
        (TrialFilters.of({"country": ("CHN",)}), 6),
        (TrialFilters.of({"country": ("BRA", "USA")}), 4),
        (TrialFilters.of({"masking": ("NONE",)}), 15),
        (TrialFilters.of({"phase": ("NOT_STATED",)}), 1),
        (TrialFilters.of({"phase": ("NA",)}), 0),
        (TrialFilters(text="nct01143168"), 1),
        (TrialFilters(text="padua"), 1),
        (TrialFilters(text="ISLET marrow"), 2),
        (TrialFilters(text=".*"), 0),
        (NOTHING, 0),
    ],
)
def test_matching_counts(store, filters, n):
    assert count_matching(store, filters) == n


def test_a_mask_over_the_facets_equals_a_plain_scan_of_the_frames(store):
    conditions = store.trial_conditions
    for code in ("T1D", "T2D", "COMPLICATIONS"):
        ids = set(conditions.loc[conditions["condition_group"] == code, "nct_id"])
        expected = store.trials["nct_id"].isin(ids).to_numpy()
        assert np.array_equal(matching(store, TrialFilters.of({"condition": (code,)})), expected)


def test_option_counts_say_what_each_option_would_leave(store):
    filters = TrialFilters.of({"condition": ("T1D",), "phase": ("PHASE2",)})
    for field in REVIEW_FIELDS:
        for code, n in option_counts(store, filters, field.key).items():
            assert n == count_matching(store, filters.with_codes(field.key, (code,)))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("allocation", {"RANDOMIZED": 6, "NON_RANDOMIZED": 7, "NOT_STATED": 6}),
        ("masking", {"NONE": 15, "SINGLE": 1, "DOUBLE": 2, "NOT_STATED": 1}),
        ("control", {"PLACEBO": 3, "ACTIVE": 4, "UNCONTROLLED": 6, "NOT_STATED": 6}),
        ("model", {"SINGLE_GROUP": 7, "PARALLEL": 9, "FACTORIAL": 1, "NOT_STATED": 2}),
        ("purpose", {"TREATMENT": 17, "DIAGNOSTIC": 1, "NOT_STATED": 1}),
    ],
)
def test_breakdown_of_all_trials(store, key, expected):
    frame = breakdown(store, TrialFilters(), key).frame
    assert dict(zip(frame["code"], frame["trials"], strict=True)) == expected
    assert frame["trials"].sum() == frame["total"].iloc[0] == 19


def test_breakdown_keeps_its_axis_and_not_stated_where_nothing_matches(store):
    frame = breakdown(store, NOTHING, "allocation").frame
    assert frame["trials"].tolist() == [0, 0, 0]
    assert frame["share"].tolist() == [0.0, 0.0, 0.0]
    assert frame["code"].tolist()[-1] == "NOT_STATED"


def test_cross_breakdown_counts_a_trial_of_two_conditions_in_both(store):
    frame = cross_breakdown(store, TrialFilters(), "condition", "phase").frame
    counts = frame.set_index(["row", "column"])["trials"]
    assert counts["T1D", "PHASE2"] == 3
    assert counts["T1D", "NOT_STATED"] == 1
    assert counts["T1D", "PHASE1/PHASE2"] == 2
    assert counts["T2D", "PHASE1/PHASE2"] == 2
    assert counts.sum() == 20
    totals = frame.drop_duplicates("row").set_index("row")["row_total"].to_dict()
    assert totals == {"T1D": 8, "T2D": 5, "DIABETES": 1, "COMPLICATIONS": 6}
    shares = frame.groupby("row", sort=False)["share"].sum()
    assert np.allclose(shares, 1)


def test_allocation_by_masking(store):
    frame = cross_breakdown(store, TrialFilters(), "allocation", "masking").frame
    counts = frame.set_index(["row", "column"])["trials"]
    assert counts["RANDOMIZED", "NONE"] == 3
    assert counts["NON_RANDOMIZED", "NONE"] == 7
    assert counts["NOT_STATED", "NOT_STATED"] == 1
    assert counts.sum() == 19


def test_countries_come_by_their_number_of_trials(store):
    frame = cross_breakdown(
        store, TrialFilters.of({"phase": ("PHASE4",)}), "country", "phase"
    ).frame
    assert frame["row"].drop_duplicates().tolist()[:2] == ["CHN", "USA"]


def test_relaxations_name_the_cheapest_filter_first(store):
    found = relaxations(store, NOTHING)
    assert found == [("phase", "Phase", 6), ("condition", "Condition", 1)]
    assert relaxations(store, TrialFilters()) == []


def test_trial_rows_are_labels_not_codes(store):
    row = trial_rows(store, TrialFilters()).set_index("nct_id").loc["NCT00821899"]
    assert row["phase"] == "Not stated"
    assert row["masking"] == "Open label"
    assert row["countries"] == "Spain"
    assert trial_rows(store, NOTHING).empty


@pytest.mark.parametrize(
    ("wanted", "first"),
    [("NCT01143186", "NCT01143168"), ("nct0114316", "NCT01143168"), ("", None), ("<b>", None)],
)
def test_near_matches(store, wanted, first):
    found = near_matches(store, wanted)
    assert (found[0] if found else None) == first


def test_no_query_changes_the_store(store):
    before = {name: frame.copy(deep=True) for name, frame in store.frames().items()}
    trial_rows(store, TrialFilters())
    cross_breakdown(store, TrialFilters(), "country", "phase")
    option_counts(store, NOTHING, "country")
    for name, frame in store.frames().items():
        assert frame.equals(before[name]), name
