"""Participant flow as posted: its rows, their order, contradictions and words."""

import pytest

from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries.participant_flow import (
    counted,
    flow_rows,
    in_words,
    left_out,
    participant_flow,
    remarks,
    row_words,
)
from tests.flow_samples import (
    LONG,
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
        [2, "COMPLETED", "Completed", "352"],
        [3, "NOT_COMPLETED", "Not completed", "69"],
        [4, "REASON", "Lost to follow-up", "48"],
        [5, "REASON", "Adverse event", "21"],
        [6, "MILESTONE", "Treated", "420"],
    ]
    placebo = frame[frame["group"] == "Placebo"]
    assert placebo["shown"].tolist() == ["207", "175", "32", "32", "0", "206"]
    assert set(frame["remark"]) == {""}
    assert counted(frame) == "2 groups in 1 period"
    assert own["comment"].tolist()[1] == "Seen at week 52"


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
    assert [(row["kind"], words) for row, words in remarks(own)] == said


def milestone(title, number):
    return {"kind": "MILESTONE", "label": title, "participants": number}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        # sets of an analysis that are smaller or as big, and one without a number
        ([milestone("Safety set", "9"), milestone("ITT", "10"), milestone("PP", "")], []),
        ([milestone("Safety set", "0")], []),
        ([milestone("PP", "9"), milestone("Safety set", "12")], [("Safety set", "12")]),
        ([milestone("A", "11"), milestone("A", "11")], [("A", "11"), ("A", "11")]),
    ],
)
def test_a_milestone_is_only_compared_with_who_started(own, said):
    rows = [*numbers("10", "8", "2"), *own]
    made = list(remarks(rows))
    assert [words for _, words in made] == [
        f"More in “{title}” ({number}) than started (10)." for title, number in said
    ]
    assert [row["label"] for row, _ in made] == [title for title, _ in said]
    assert list(remarks([*numbers(None, "8", "2"), *own])) == []


def test_the_comment_of_a_remark_is_said():
    comment = "1 patient of the placebo arm received the drug."
    frame = flow_frame(
        flow_row("STARTED", "423"),
        flow_row("COMPLETED", "423"),
        flow_row("Safety Population", "428", comment=comment),
        titles=("Drug",),
    )
    assert left_out(frame) == (
        "Numbers that do not fit each other, shown as posted. Drug: More in “Safety Population” "
        f"(428) than started (423). The record’s comment: “{comment}”"
    )
    (title,) = frame[frame["remark"] != ""]["label"]
    assert title == "Safety Population"
    hostile = flow_frame(flow_row("STARTED", "1"), flow_row(LONG, "2", comment=LONG))
    assert len(left_out(hostile)) < 1_000


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
        "Numbers that do not fit each other, shown as posted. Drug: More completed (12) than "
        "started (10). Drug: Completed and not completed make 12, but 10 started."
    )
    assert left_out(frame) == said
    assert in_words(frame).endswith(said)


def test_a_flow_in_words():
    words = in_words(two_arms())
    assert words.startswith(
        "Drug: 421 started, 352 completed and 69 not completed (48 Lost to follow-up; 21 Adverse "
        "event); also posted: Treated: 420. Placebo:"
    )
    assert "Period 5. Drug: 20 started" in in_words(crossover())
    assert in_words(flow_frame()) == "No participant flow is posted."
    assert left_out(flow_frame()) == ""


def test_units_that_are_not_people_are_said():
    frame = flow_frame(flow_row("STARTED", "50", "", units="75"), units="eyes")
    assert frame["shown"].tolist() == ["50 (75 eyes)", "75 eyes"]
    assert flow_frame(flow_row("STARTED", "", ""))["shown"].tolist() == ["", ""]
    assert in_words(flow_frame(flow_row("STARTED", "", ""), titles=("Drug",))) == (
        "Drug: Started: no number posted and completed: no number posted. "
        "FG001: Started: no number posted and completed: no number posted."
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"kind": "STARTED", "label": "Started", "shown": "0"}, "0 started"),
        ({"kind": "REASON", "label": "Death", "shown": "3"}, "3 Death"),
        # a title that begins with a number
        (
            {"kind": "MILESTONE", "label": "1 Year After Vaccination", "shown": "120"},
            "1 Year After Vaccination: 120",
        ),
        ({"kind": "MILESTONE", "label": "ITT", "shown": ""}, "ITT: no number posted"),
        ({"kind": "COMPLETED", "label": "Completed", "shown": ""}, "Completed: no number posted"),
    ],
)
def test_a_row_in_words(row, said):
    assert row_words(row) == said


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
    state = PageState(results=ResultOptions(trial="NCT99999999"))
    assert participant_flow(store, state).empty


def test_reasons_without_a_number_of_those_not_completed():
    frame = flow_frame(reason("Death", "3", "0"))
    assert in_words(frame) == (
        "Drug: reason not completed: 3 Death. Placebo: reason not completed: 0 Death."
    )
