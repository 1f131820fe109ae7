"""Then and now: kinds of change; what was not seen, or is not later, is never taken for one."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.link.options import COMPARED_FIELD
from data.link.state import PageState
from data.queries import record_reading, then_and_now
from data.queries import snapshots as readings_module
from data.queries.compared_parts import PART_OF


def since_review(store) -> pd.DataFrame:
    """The rows of the snapshot against registry pages."""
    compared = then_and_now.of_state(store, PageState())
    return compared.rows(compared.fitting)


def one(**cells):
    row = {"nct_id": "NCT00000001", "title": "<b>A</b>", **cells}
    return readings_module.reading(pd.DataFrame([row]))


def changes(then, now):
    """Every field of the trials that two readings share."""
    found = readings_module.Readings(then, now, "then", "now", NO_FACTS)
    return then_and_now.changes_at(found, np.arange(len(found.shared.then)))


NO_FACTS = pd.DataFrame(columns=["nct_id", "field"])


@pytest.mark.parametrize(
    ("version", "age"),
    [
        ("2007-04-25", "BEFORE"),
        ("2010-07-31", "BEFORE"),
        ("2010-08-01", "UNDATED"),
        ("2010-09-01", "LATER"),
        ("2026-11-21", "LATER"),
        ("", "UNDATED"),
        ("undated mirror", "UNDATED"),
    ],
)
def test_the_date_of_a_version_tells_its_age(version, age):
    assert readings_module.age_of(version, "2010-08") == getattr(readings_module, age)


@pytest.mark.parametrize(
    ("age", "then", "now", "change"),
    [
        ("LATER", "PHASE2", "PHASE1", "CHANGED"),
        ("LATER", "NOT_STATED", "PHASE1", "NEWLY_STATED"),
        ("BEFORE", "PHASE2", "PHASE1", "BEFORE_SNAPSHOT"),
        ("BEFORE", "NOT_STATED", "PHASE1", "BEFORE_SNAPSHOT"),
        ("BEFORE", "PHASE2", "PHASE2", "BEFORE_SNAPSHOT"),
        ("UNDATED", "PHASE2", "PHASE1", "VERSION_NOT_STATED"),
        ("UNDATED", "PHASE2", "", "VERSION_NOT_STATED"),
        ("BEFORE", "PHASE2", "NOT_SEEN", "NOT_SEEN"),
    ],
)
def test_a_value_that_is_not_later_is_no_change(age, then, now, change):
    ages = {"phase": np.array([getattr(readings_module, age)], dtype=np.int8)}
    found = readings_module.Readings(
        one(phase=then), one(phase=now), "then", "now", NO_FACTS, apart=ages
    )
    assert change_of(then_and_now.changes_at(found, np.arange(1)), "phase") == change


def change_of(rows, field):
    return str(rows.loc[rows["field"] == field, "change"].iloc[0])


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        ("PHASE2", "PHASE2", "UNCHANGED"),
        ("PHASE2", "PHASE1/PHASE2", "CHANGED"),
        ("PHASE2", "", "CHANGED"),
        ("NOT_STATED", "PHASE2", "NEWLY_STATED"),
        ("NOT_STATED", "NA", "NEWLY_STATED"),
        ("NA", "NOT_SEEN", "NOT_SEEN"),
        ("NOT_STATED", "NOT_SEEN", "NOT_SEEN"),
        ("NOT_STATED", "NOT_STATED", "UNCHANGED"),
    ],
)
def test_a_field_changes_in_four_ways(then, now, change):
    rows = changes(one(phase=then), one(phase=now))
    assert change_of(rows, "phase") == change


def test_words_tell_silence_from_an_unseen_page():
    rows = changes(one(phase="PHASE2", sponsor=""), one(phase="", sponsor="NOT_SEEN"))
    words = rows.set_index("field")
    assert words.loc["phase", ["then_words", "now_words"]].tolist() == ["Phase 2", "None stated"]
    assert words.loc["sponsor", ["then_words", "now_words"]].tolist() == ["Not stated", "Not seen"]


def test_trials_of_one_reading_alone_are_left_out():
    other = one().assign(nct_id="NCT00000002")
    assert changes(one(), other).empty


def test_numbers_compare_as_written():
    then = readings_module.reading(
        pd.DataFrame({"nct_id": ["NCT00000001"], "title": ["A"], "enrollment": [0]}).astype(
            {"enrollment": "Int64"}
        )
    )
    rows = changes(then, one(enrollment="0"))
    assert change_of(rows, "enrollment") == "UNCHANGED"


def test_the_nineteen_trials_in_words(store):
    rows = since_review(store)
    assert then_and_now.statuses_in_words(compared(store)) == (
        "In later versions: 8 completed, 1 withdrawn. On pages that do not state their version: "
        "4 unknown, 3 completed, 1 terminated. In versions from before the snapshot: 1 completed. "
        "Not found: 1."
    )
    statuses = rows.loc[rows["field"] == "overall_status", "now"]
    assert then_and_now.in_words(statuses) == (
        "12 completed, 4 unknown, 1 terminated, 1 withdrawn, 1 not found"
    )
    assert len(rows) == 19 * len(readings_module.OF_PAGES)


def test_every_fact_seen_names_its_page_and_version(store):
    rows = since_review(store)
    seen = rows[rows["now"] != "NOT_SEEN"]
    assert (seen["url"].str.startswith("http") & (seen["version"] != "")).all()


def test_nothing_is_a_change_unless_its_version_is_later(store):
    rows = since_review(store).astype({"change": "str"})
    later = rows["change"].isin(["UNCHANGED", "CHANGED", "NEWLY_STATED"])
    assert (rows.loc[later, "version_date"] > "2010-08-31").all()
    before = rows["change"] == "BEFORE_SNAPSHOT"
    assert (rows.loc[before, "version_date"] < "2010-08").all()
    assert (rows.loc[before, "version_date"] > "2007").all()
    assert (rows.loc[rows["change"] == "VERSION_NOT_STATED", "version_date"] == "").all()
    assert set(rows.loc[before, "nct_id"]) == {
        *("NCT00021801", "NCT00465478", "NCT01065298", "NCT01142050", "NCT01143168")
    }


@pytest.mark.parametrize(
    ("field", "then", "change", "words"),
    [
        (
            "overall_status",
            "NOT_YET_RECRUITING",
            "VERSION_NOT_STATED",
            "Unknown status, version not stated (then: Not yet recruiting)",
        ),
        (
            "enrollment",
            "24",
            "BEFORE_SNAPSHOT",
            "24, registry version of 2010-06, before the snapshot",
        ),
        (
            "start_date",
            "2010-08",
            "BEFORE_SNAPSHOT",
            "2010-08, registry version of 2010-06, before the snapshot",
        ),
        (
            "primary_completion_date",
            "2011-08",
            "BEFORE_SNAPSHOT",
            "2011-08, registry version of 2010-06, before the snapshot",
        ),
        (
            "completion_date",
            "2011-12",
            "BEFORE_SNAPSHOT",
            "2011-12, registry version of 2010-06, before the snapshot",
        ),
        (
            "has_results",
            "NO",
            "BEFORE_SNAPSHOT",
            "No, registry version of 2010-06, before the snapshot",
        ),
        (
            "sponsor",
            "",
            "VERSION_NOT_STATED",
            "Cellonis Biotechnology Co. Ltd., version not stated",
        ),
    ],
)
def test_the_record_that_is_held_belongs_to_the_earlier_reading(store, field, then, change, words):
    rows = since_review(store)
    own = rows[(rows["nct_id"] == "NCT01143168") & (rows["field"] == field)].iloc[0]
    assert (own["then"], str(own["change"]), own["words"]) == (then, change, words)
    assert ("record-nct01143168" in own["source"].split("|")) or not then
    assert own["source"].split("|")[-1] == "registry-facts"


def test_nothing_is_newly_stated_of_the_trial_whose_record_is_held(store):
    rows = since_review(store)
    own = rows[rows["nct_id"] == "NCT01143168"]
    assert not set(own["change"].astype("str")) & {"NEWLY_STATED", "CHANGED"}


def test_a_record_adds_nothing_that_the_snapshot_states(store):
    added = {name for _, name in readings_module.added_by_records(store)}
    assert added == {
        *("overall_status", "start_date", "primary_completion_date", "completion_date"),
        "has_results",
    }
    stated = record_reading.stated_in_records(store)
    assert {"phase", "masking", "enrollment"} <= {name for _, name in stated} - added


def test_differing_values_that_are_no_change_are_counted(store):
    rows = since_review(store).astype({"change": "str"})
    apart = rows["change"].isin(["BEFORE_SNAPSHOT", "VERSION_NOT_STATED"])
    differ = apart & (rows["then"] != "") & (rows["then"] != rows["now"])
    assert differ.sum() == then_and_now.differing_apart(compared(store)) == 4


def test_the_withdrawn_trial_keeps_its_plan_apart(store):
    rows = since_review(store)
    row = rows[(rows["nct_id"] == "NCT00971503") & (rows["field"] == "enrollment")].iloc[0]
    assert row["now"] == "34"
    assert "never added up" in row["remark"]


def compared(store, query=""):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    return then_and_now.of_state(store, state)


def test_counts_are_of_every_trial_and_field(store):
    found = compared(store)
    assert found.counts.to_numpy().sum() == 19 * len(readings_module.OF_PAGES)
    assert found.counts.loc["phase"].tolist() == [5, 1, 1, 4, 4, 4, 0]
    assert len(found.fitting) == found.shared == found.in_both == 19
    assert (found.only_then, found.only_now) == (0, 0)


@pytest.mark.parametrize(
    ("query", "listed", "chosen"),
    [
        ("?change=changed", 2, 2),
        ("?change=changed&field=phase", 1, 1),
        ("?change=before-snapshot&field=overall_status", 1, 1),
        ("?change=version-not-stated&field=overall_status", 8, 8),
        ("?field=phase~overall_status", 19, 38),
        ("?change=changed&field=overall_status", 0, 0),
        ("?condition=t1d&change=not-seen&field=overall_status", 0, 0),
        ("?q=no-such-word", 0, 0),
    ],
)
def test_options_choose_trials_and_cells(store, query, listed, chosen):
    found = compared(store, query)
    assert len(found.fitting) == listed
    assert found.rows(found.fitting)["chosen"].sum() == chosen


def test_filters_of_trials_apply(store):
    found = compared(store, "?condition=t1d")
    assert found.shared == len(found.fitting) == 8
    assert set(found.counts.sum(axis=1)) == {8}


@pytest.mark.parametrize("size", [1, 3, 19, 1000])
def test_a_long_file_is_made_in_parts(store, monkeypatch, size):
    monkeypatch.setattr(then_and_now, "TRIALS_A_PART", size)
    found = compared(store)
    parts = pd.concat(found.in_parts(), ignore_index=True)
    pd.testing.assert_frame_equal(parts, found.rows(found.fitting))


def test_a_file_without_rows_has_its_columns(store):
    (part,) = compared(store, "?q=no-such-word").in_parts()
    assert part.empty
    assert {"nct_id", "field", "words", "url", "locator"} <= set(part.columns)


def test_where_not_all_trials_have_room_those_with_most_changes_come_first(store, monkeypatch):
    found = compared(store)
    assert found.foremost.tolist() == found.fitting.tolist()
    monkeypatch.setattr(then_and_now, "MOST_DRAWN", 3)
    monkeypatch.setattr(then_and_now, "MOST_TRIALS", 4)
    anew = replace(found)
    first = anew.rows(anew.foremost)
    assert first["nct_id"].nunique() == 4
    assert first["nct_id"].unique()[:2].tolist() == ["NCT01065298", "NCT00821899"]
    monkeypatch.setattr(then_and_now, "of_state", lambda *_: anew)
    assert then_and_now.by_trial(store, PageState())["trials_left_out"].tolist() == [15] * 4


def test_nothing_is_compared_without_a_second_reading(store):
    alone = replace(store, registry_facts=store.registry_facts.head(0))
    assert readings_module.readings_of(alone, "") is None
    assert then_and_now.of_state(alone, PageState()) is None
    assert then_and_now.by_trial(alone, PageState()).empty


def test_one_row_a_trial_for_the_figure(store):
    rows = then_and_now.by_trial(store, PageState()).set_index("nct_id")
    assert len(rows) == 19
    withdrawn = rows.loc["NCT00971503"]
    assert (withdrawn["enrollment_now"], withdrawn["enrollment_kind"]) == ("34", "withdrawn")
    assert not withdrawn["is_actual"]
    assert rows.loc["NCT01065298", "phase_words"] == "Phase 2/3 → None stated"
    assert rows.loc["NCT00955669", "phase_said"] == (
        "Phase 1, version not stated (then: Phase 2/3)"
    )
    assert rows.loc["NCT01065298", "phase_said"] == "None stated"
    assert rows.loc["NCT00315614", "enrollment_kind"] == "kind not seen"


def test_the_fields_are_those_of_the_option():
    names = (*readings_module.FIELD_OF, *PART_OF)
    assert names == then_and_now.FIELD_NAMES == COMPARED_FIELD.codes
