"""The schedule of activities: one row an activity and visit, nothing dropped."""

import pytest

from data.link.state import PageState
from data.queries.activity_schedule import (
    COLUMNS,
    activity_schedule,
    counted,
    in_rows,
    in_words,
    left_out,
)
from tests.data.readers.usdm.samples import design_of, in_4
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return activity_schedule(store, PageState())


def test_each_activity_of_each_visit_is_a_row(frame):
    rows = frame[(frame["timeline_position"] == 1) & (frame["activity"] != "")]
    assert list(zip(rows["activity"], rows["visit"], rows["mark"], strict=True)) == [
        ("Informed consent", "Screening", "DONE"),
        ("Blood sample", "Screening", "DONE"),
        ("Blood sample", "First dose", "DONE"),
        ("Blood sample", "Week 2", "DONE"),
        ("Blood sample", "Last visit", "DONE"),
        ("Cells given", "First dose", "DONE"),
        ("Cells given", "Cycle, day 1", "DONE"),
        ("HbA1c", "Week 2", "CONDITION"),
        ("A5", "CALL", "DONE"),
    ]
    assert tuple(frame.columns) == COLUMNS


def test_the_condition_is_in_the_words_of_the_file(frame):
    (row,) = frame[frame["mark"] == "CONDITION"].to_dict("records")
    assert (row["condition"], row["mark_label"]) == (
        "Only with insulin",
        "Done under a condition",
    )


def test_a_visit_or_an_activity_alone_stays(frame):
    alone = in_rows(frame[frame["mark"] == "NOTHING"])
    assert list(zip(alone["activity"], alone["visit"], strict=True)) == [
        ("Never done", "at no visit"),
        ("no activity", "Cycle, delay"),
    ]


def test_an_activity_knows_the_timeline_that_it_runs(frame):
    held = dict(zip(frame["activity"], frame["runs"], strict=True))
    assert {activity for activity, runs in held.items() if runs} == {"Cells given"}
    assert held["Cells given"] == "DOSING"


def test_it_is_counted_and_said_in_words(frame):
    assert counted(frame) == "6 activities at 11 visits"
    words = in_words(frame)
    assert "Screening, day −14, window 0 to +10 days: Informed consent, Blood sample." in words
    assert "Week 2, day 14, window ±3 days: Blood sample, HbA1c (under a condition)." in words
    assert "Cycle, delay, no day: no activity." in words
    assert "DOSING, Before, 15 min before its start: A5." in words
    assert "At no visit: Never done." in words


def test_it_says_what_it_cannot_place(frame):
    assert left_out(frame) == (
        "1 activity of the file stands at no visit. 1 visit of the main timeline has no day."
    )


def test_without_a_design_there_is_nothing(store):
    nothing = activity_schedule(store, PageState())
    assert nothing.empty
    assert tuple(nothing.columns) == COLUMNS
    assert (in_words(nothing), left_out(nothing)) == ("No activity is scheduled.", "")
    assert counted(nothing) == "0 activities at 0 visits"


def test_a_study_without_activities_has_its_visits(tmp_path):
    document = in_4()
    design_of(document)["activities"] = []
    frame = activity_schedule(study_store(tmp_path, document), PageState())
    assert len(frame) == 11
    assert set(frame["activity"]) == {""}
