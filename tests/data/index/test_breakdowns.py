import numpy as np
import pytest

from data.index.breakdowns import Breakdown, Charted, CrossBreakdown, frame_of

PHASES = Charted("phase", ("PHASE1", "NOT_STATED"), ("Phase 1", "Not stated"), 7)
KINDS = Charted("model", ("ONE", "TWO", "NOT_STATED"), ("One", "Two", "Not stated"), 2)
NOTHING = Charted("phase", (), (), 0)


def test_the_frame_of_a_breakdown_has_a_row_a_code():
    frame = Breakdown(PHASES, np.array([3, 1]), 4).frame
    assert frame.to_dict("records") == [
        {
            "field": "phase",
            "code": code,
            "label": label,
            "trials": n,
            "total": 4,
            "share": n / 4,
            "codes": 7,
        }
        for code, label, n in (("PHASE1", "Phase 1", 3), ("NOT_STATED", "Not stated", 1))
    ]


def test_the_frame_of_a_cross_has_a_row_a_pair():
    trials = np.array([[1, 2, 0], [0, 0, 0]])
    frame = CrossBreakdown(PHASES, KINDS, trials, np.array([2, 0])).frame
    assert list(zip(frame["row"], frame["column"], frame["trials"], strict=True)) == [
        ("PHASE1", "ONE", 1),
        ("PHASE1", "TWO", 2),
        ("PHASE1", "NOT_STATED", 0),
        ("NOT_STATED", "ONE", 0),
        ("NOT_STATED", "TWO", 0),
        ("NOT_STATED", "NOT_STATED", 0),
    ]
    # a trial of two models counts once in the row
    assert frame["row_total"].tolist() == [2, 2, 2, 0, 0, 0]
    assert frame["share"].tolist() == [0.5, 1, 0, 0, 0, 0]
    assert frame["row_label"].tolist() == ["Phase 1"] * 3 + ["Not stated"] * 3
    assert frame["column_label"].tolist() == ["One", "Two", "Not stated"] * 2
    assert (frame["row_field"] == "phase").all() and (frame["column_field"] == "model").all()
    assert (frame["row_codes"] == 7).all() and (frame["column_codes"] == 2).all()


@pytest.mark.parametrize(
    "empty",
    [
        Breakdown(NOTHING, np.zeros(0, int), 0),
        CrossBreakdown(NOTHING, KINDS, np.zeros((0, 3), int), np.zeros(0, int)),
        CrossBreakdown(KINDS, NOTHING, np.zeros((3, 0), int), np.zeros(3, int)),
    ],
)
def test_no_code_is_no_row_with_all_columns(empty):
    full = (
        Breakdown(PHASES, np.array([3, 1]), 4)
        if isinstance(empty, Breakdown)
        else CrossBreakdown(PHASES, KINDS, np.ones((2, 3), int), np.ones(2, int))
    )
    assert empty.frame.empty
    assert list(empty.frame) == list(full.frame)


def test_no_trial_has_no_share():
    assert Breakdown(PHASES, np.zeros(2, int), 0).shares.tolist() == [0, 0]


def test_the_frame_of_an_answer_is_made_once():
    answer = Breakdown(PHASES, np.array([3, 1]), 4)
    assert frame_of(answer) is frame_of(answer)
    assert frame_of(answer.frame) is answer.frame
