"""Then and now: four kinds of change, and what was not seen is never taken for a change."""

import pandas as pd
import pytest

from data.queries import then_and_now


def one(**cells):
    row = {"nct_id": "NCT00000001", "title": "<b>A</b>", **cells}
    return then_and_now.reading(pd.DataFrame([row]))


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
    rows = then_and_now.changes(one(phase=then), one(phase=now))
    assert change_of(rows, "phase") == change


def test_words_tell_silence_from_an_unseen_page():
    rows = then_and_now.changes(one(phase="PHASE2", sponsor=""), one(phase="", sponsor="NOT_SEEN"))
    words = rows.set_index("field")
    assert words.loc["phase", ["then_words", "now_words"]].tolist() == ["Phase 2", "None stated"]
    assert words.loc["sponsor", ["then_words", "now_words"]].tolist() == ["Not stated", "Not seen"]


def test_trials_of_one_reading_alone_are_left_out():
    other = one().assign(nct_id="NCT00000002")
    assert then_and_now.changes(one(), other).empty


def test_numbers_compare_as_written():
    then = one(enrollment=pd.array([0], dtype="Int64")[0])
    rows = then_and_now.changes(then, one(enrollment="0"))
    assert change_of(rows, "enrollment") == "UNCHANGED"


def test_the_nineteen_trials_in_words(store):
    rows = then_and_now.since_review(store)
    assert then_and_now.in_words(rows) == (
        "12 completed, 4 unknown, 1 terminated, 1 withdrawn, 1 not found"
    )
    assert len(rows) == 19 * len(then_and_now.FIELDS)


def test_every_fact_seen_names_its_page_and_version(store):
    rows = then_and_now.since_review(store)
    seen = rows[rows["now"] != "NOT_SEEN"]
    assert (seen["url"].str.startswith("http") & (seen["version"] != "")).all()


def test_the_withdrawn_trial_keeps_its_plan_apart(store):
    rows = then_and_now.since_review(store)
    row = rows[(rows["nct_id"] == "NCT00971503") & (rows["field"] == "enrollment")].iloc[0]
    assert row["now"] == "34"
    assert "never added up" in row["remark"]
