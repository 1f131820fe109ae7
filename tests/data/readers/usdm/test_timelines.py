"""Timelines of a study design: the main one first, its instances along the default way."""

import pytest

from data.readers.formats import UnusableInputError
from data.readers.json_node import Node
from data.readers.usdm.order import by_id
from data.readers.usdm.plain_texts import id_of
from data.readers.usdm.timelines import Timeline, timelines_of
from tests.data.readers.usdm.samples import (
    FIXED,
    decision,
    design,
    named,
    timeline,
    timing,
    visit,
)


def read(instances, timings=(), entry=""):
    own = timeline("t", list(instances), list(timings))
    own["entryId"] = entry or own["entryId"]
    return Timeline.read(Node(own, "line"), 1)


def test_the_main_timeline_is_first():
    found = timelines_of(Node(design(), "d"), "it.json")
    assert [(each.position, id_of(each.node), each.is_main) for each in found] == [
        (1, "main", True),
        (2, "dosing", False),
        (3, "early", False),
    ]
    assert found[0].node.path == "d.scheduleTimelines[2]"


@pytest.mark.parametrize(
    ("instances", "entry", "order"),
    [
        ([visit("a", then="b"), visit("b")], "", "ab"),
        ([visit("b"), visit("a", then="b")], "a", "ab"),
        # what the way does not lead to stands at the end, in the file's order
        ([visit("a"), visit("z"), visit("b")], "b", "baz"),
        ([visit("a", then="b"), visit("b", then="a")], "", "ab"),
        ([visit("a", then="zz"), visit("b")], "", "ab"),
    ],
)
def test_instances_stand_along_the_default_way(instances, entry, order):
    assert "".join(id_of(each) for each in read(instances, entry=entry).instances) == order


def test_a_decision_is_no_visit():
    line = read([visit("a", then="d"), decision("d", "b", ("if", "a")), visit("b")])
    assert [id_of(each) for each in line.visits] == ["a", "b"]
    assert [id_of(each) for each in line.decisions] == ["d"]
    assert [line.visit_position(each) for each in ("a", "b", "d", "zz")] == ["1", "2", "", ""]


def test_day_0_is_named_by_instance_and_encounter():
    line = read([visit("a", "Dose", encounterId="e")], [timing(FIXED, "a", "a", "P1D")])
    encounters = by_id([Node(named("e", "Clinic"), "")])
    assert line.zero(encounters) == "Dose (Clinic)"
    assert line.zero({}) == "Dose"
    assert line.zero(by_id([Node(named("e", "Dose"), "")])) == "Dose"
    assert read([visit("a")]).zero(encounters) == ""


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "has no main timeline (d.scheduleTimelines, 0 of them"),
        ([timeline("t", [visit("a")], [])], "1 of them, none with mainTimeline: true"),
        ([timeline("t", [], [], main=True)], "holds no visit (d.scheduleTimelines[0].instances)"),
    ],
)
def test_a_design_without_a_main_timeline_is_refused(lines, words):
    with pytest.raises(UnusableInputError) as caught:
        timelines_of(Node(design() | {"scheduleTimelines": lines}, "d"), "it.json")
    assert words in str(caught.value)
    assert "it.json: the " in str(caught.value)
    assert str(caught.value).endswith("import that file.")
