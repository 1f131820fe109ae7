import pytest

from tests.load.tally import Outcome, table


def test_a_reader_who_got_an_answer_at_last_is_well():
    assert Outcome("filter", "steady", 0.0, 4.3, cut=3).is_well


@pytest.mark.parametrize("hurt", [{"codes": (500,)}, {"lost": True}, {"wrong": "other"}])
def test_a_failure_a_lost_and_a_wrong_answer_are_not_well(hurt):
    assert not Outcome("filter", "steady", 0.0, 0.1, **hurt).is_well


def test_the_table_counts_by_phase_and_the_first_phase_by_kind():
    outcomes = [
        Outcome("filter", "steady", 0.0, 0.010),
        Outcome("page", "steady", 1.0, 0.030, codes=(500, 500)),
        Outcome("filter", "killed", 3.0, 1.3, cut=2, lost=True, wrong="x"),
    ]
    lines = [each.split() for each in table(outcomes, {"steady": 2.0, "killed": 4.0}).split("\n")]
    assert lines[2:] == [
        ["steady", "2", "1", "30", "30", "30", "30", "0", "2", "0", "0"],
        ["killed", "1", "0.25", "1,300", "1,300", "1,300", "1,300", "2", "0", "1", "1"],
        ["steady,", "by", "kind:"],
        ["filter", "1", "0.5", "10", "10", "10", "10", "0", "0", "0", "0"],
        ["page", "1", "0.5", "30", "30", "30", "30", "0", "2", "0", "0"],
    ]


def test_nothing_asked_is_an_empty_table():
    assert len(table([], {"steady": 2.0}).split("\n")) == 3
