"""Participant flow as posted: its rows, their order, contradictions and words."""

import pytest

from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries.participant_flow import (
    counted,
    details,
    flow_rows,
    in_words,
    left_out,
    participant_flow,
    remarks,
)
from tests.flow_samples import (
    TEXTS,
    crossover,
    flow_frame,
    flow_group,
    flow_row,
    hostile_flow,
    reason,
    two_arms,
)


def test_rows_stand_from_started_to_reasons():
    frame = two_arms()
    own = frame[frame["group"] == "Drug"]
    assert own[["row_number", "kind", "label", "shown"]].to_numpy().tolist() == [
        [1, "STARTED", "Started", "421"],
        [2, "MILESTONE", "Treated", "420"],
        [3, "COMPLETED", "Completed", "352"],
        [4, "NOT_COMPLETED", "Not completed", "69"],
        [5, "REASON", "Lost to follow-up", "48"],
        [6, "REASON", "Adverse event", "21"],
    ]
    placebo = frame[frame["group"] == "Placebo"]
    assert placebo["shown"].tolist() == ["207", "206", "175", "32", "32", "0"]
    assert set(frame["remark"]) == {""}
    assert counted(frame) == "2 groups in 1 period"
    assert own["comment"].tolist()[2] == "Seen at week 52"


def numbers(started, completed, missing, *reasons):
    kinds = (("STARTED", started), ("COMPLETED", completed), ("NOT_COMPLETED", missing))
    rows = [{"kind": kind, "participants": number} for kind, number in kinds if number is not None]
    return rows + [{"kind": "REASON", "participants": number} for number in reasons]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (numbers("10", "8", "2"), []),
        (numbers("0", "0", "0", "0"), []),
        (numbers("1,234", "1,230", "4", "4"), []),
        (
            numbers("10", "12", "0"),
            [
                ("COMPLETED", "More completed (12) than started (10)."),
                ("NOT_COMPLETED", "Completed and not completed make 12, but 10 started."),
            ],
        ),
        (
            numbers("10", "8", "1"),
            [("NOT_COMPLETED", "Completed and not completed make 9, but 10 started.")],
        ),
        (
            numbers("10", "8", "2", "1", "2"),
            [("NOT_COMPLETED", "The reasons make 3, but 2 did not complete.")],
        ),
        # nothing is said of numbers that are none
        (numbers("10", "NA", "2"), []),
        (numbers("10", "8", "2", "1", "<5"), []),
        (numbers(None, None, None, "3"), []),
        (numbers("", "", ""), []),
    ],
)
def test_contradictions_are_said(own, said):
    assert list(remarks(own)) == said


def test_a_contradiction_is_said_on_its_row_and_in_words():
    frame = flow_frame(
        flow_row("STARTED", "10", "10"),
        flow_row("COMPLETED", "12", "10"),
        flow_row("NOT COMPLETED", "0", "0"),
    )
    marked = frame[frame["remark"] != ""]
    assert marked["kind"].tolist() == ["COMPLETED", "NOT_COMPLETED"]
    assert set(marked["group"]) == {"Drug"}
    said = (
        "The record contradicts itself, shown as posted. Drug: More completed (12) than started "
        "(10). Drug: Completed and not completed make 12, but 10 started."
    )
    assert left_out(frame) == said
    assert in_words(frame).endswith(said)


def test_a_flow_in_words():
    words = in_words(two_arms())
    assert words.startswith(
        "Drug: 421 started, 420 Treated, 352 completed and 69 not completed (48 Lost to "
        "follow-up; 21 Adverse event). Placebo:"
    )
    assert "Period 5. Drug: 20 started" in in_words(crossover())
    assert in_words(flow_frame()) == "No participant flow is posted."
    assert left_out(flow_frame()) == ""


def test_units_that_are_not_people_are_said():
    frame = flow_frame(flow_row("STARTED", "50", "", units="75"), units="eyes")
    assert frame["shown"].tolist() == ["50 (75 eyes)", "75 eyes"]
    assert flow_frame(flow_row("STARTED", "", ""))["shown"].tolist() == ["", ""]
    assert "no number posted: started" in in_words(flow_frame(flow_row("STARTED", "", "")))


def test_a_milestone_posted_twice_stays_twice():
    frame = flow_frame(flow_row("Dosed", "5", "6"), flow_row("Dosed", "4", "3"))
    assert frame["row_number"].tolist() == [1, 2, 1, 2]
    assert frame["shown"].tolist() == ["5", "4", "6", "3"]


def test_groups_without_rows_and_rows_without_groups():
    frame = flow_frame(flow_row("STARTED", "5"), titles=("Drug", "Screened out"))
    assert frame["kind"].tolist() == ["STARTED", "NO_NUMBERS"]
    assert "Screened out: no numbers posted." in in_words(frame)
    (row,) = flow_rows(flow_row("STARTED", "5"), [], "")
    assert row["group"] == "FG000"
    assert flow_rows([], [flow_group(0, "Drug")], "") == []


def test_a_later_period_may_start_with_more():
    frame = flow_frame(
        flow_row("STARTED", "10", "10"),
        flow_row("COMPLETED", "8", "8"),
        flow_row("NOT COMPLETED", "2", "2"),
        flow_row("STARTED", "14", "3", period=2),
    )
    assert frame[frame["period_number"] == 2]["shown"].tolist() == ["14", "3"]
    assert left_out(frame) == ""


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_stay_as_posted(text):
    frame = hostile_flow(text)
    assert set(frame["group"]) == {text}
    assert text in frame["participants"].tolist()


def test_nothing_of_a_dataset_without_results(store, imported):
    for each in (store, imported):
        state = PageState(dataset=each.known.dataset)
        assert participant_flow(each, state).empty
        assert details(each, state) == ("", "")
    state = PageState(results=ResultOptions(trial="NCT99999999"))
    assert participant_flow(store, state).empty


def test_reasons_without_a_number_of_those_not_completed():
    frame = flow_frame(reason("Death", "3", "0"))
    assert in_words(frame) == (
        "Drug: reason not completed: 3 Death. Placebo: reason not completed: 0 Death."
    )
