"""Decisions: a cycle is one cycle that repeats, and no number is made up."""

import pytest

from data.readers.json_node import Node
from data.readers.usdm.decisions import decision_rows
from data.readers.usdm.timelines import Timeline
from tests.data.readers.usdm.samples import AFTER, FIXED, decision, timeline, timing, visit

ZERO = timing(FIXED, "a", "a", "P1D")


def rows(instances, timings):
    node = Node(timeline("t", instances, timings), "line")
    return decision_rows("made.study", Timeline.read(node, 1), "src")


def loop(*ways, default="last", **more):
    return [
        visit("a", "Start", "b"),
        visit("b", "Day 1", "c"),
        visit("c", "Day 8", "d"),
        decision("d", default, *ways, **more),
        visit("last", "End"),
    ]


def test_a_way_back_is_a_cycle_with_its_days():
    timings = [ZERO, timing(AFTER, "b", "a", "P7D"), timing(AFTER, "c", "b", "P7D")]
    (row,) = rows(loop(("no progression", "b")), timings)
    assert row == {
        "regimen": "made.study",
        "timeline_position": "1",
        "position": "1",
        "decision": "D",
        "kind": "REPEATS",
        "condition": "no progression",
        "leads_to": "Day 1",
        "first_visit": "2",
        "last_visit": "3",
        "start_day": "7",
        "end_day": "14",
        "every_days": "",
        "every_printed": "",
        "source": "src",
        "locator": "line.instances[3].conditionAssignments[0]",
    }


@pytest.mark.parametrize(
    ("timings", "every", "printed"),
    [
        ([], "", ""),
        ([timing(AFTER, "c", "c", "P21D", printed="3 weeks")], "21", "3 weeks"),
        # the decision's own day, counted from where it leads back to
        ([timing(AFTER, "b", "a", "P1D"), timing(AFTER, "d", "b", "P28D")], "28", "28 days"),
        ([timing(AFTER, "b", "a", "P1D"), timing(AFTER, "d", "a", "P15D")], "14", ""),
        # two lengths are none
        ([timing(AFTER, "c", "c", "P21D"), timing(AFTER, "b", "b", "P7D")], "", ""),
        ([timing(AFTER, "c", "c", "P0D")], "", ""),
        ([timing(AFTER, "last", "last", "P21D")], "", ""),
    ],
)
def test_the_length_of_a_round_is_what_the_file_says(timings, every, printed):
    (row,) = rows(loop(("again", "b")), [ZERO, *timings])
    assert (row["every_days"], row["every_printed"]) == (every, printed)


def test_a_default_that_leads_back_repeats_until_the_way_out():
    back, out = rows(loop(("progression", "last"), default="b"), [ZERO])
    assert (back["kind"], back["condition"]) == ("REPEATS", "until “progression”")
    assert back["locator"] == "line.instances[3].defaultConditionId"
    assert (out["kind"], out["leads_to"]) == ("SKIPS", "End")


@pytest.mark.parametrize(
    ("target", "kind", "leads_to"),
    [("last", "SKIPS", "End"), ("nowhere", "ENDS", ""), ("d", "REPEATS", "D")],
)
def test_other_ways_out(target, kind, leads_to):
    (row,) = rows(loop(("opted out", target)), [ZERO])
    assert (row["kind"], row["leads_to"], row["first_visit"]) == (kind, leads_to, "")


def test_without_decisions_there_are_no_rows():
    assert rows([visit("a")], [ZERO]) == []
