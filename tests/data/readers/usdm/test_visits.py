"""Visits: the instances of a timeline with their days, windows and epochs."""

from data.readers.json_node import Node
from data.readers.usdm.arms import positions
from data.readers.usdm.order import by_id
from data.readers.usdm.timelines import timelines_of
from data.readers.usdm.visits import CitedParts, encounters_without_visit, visit_rows
from tests.data.readers.usdm.samples import design


def read(own):
    node = Node(own, "d")
    lines = timelines_of(node, "it.json")
    epochs = tuple(node.at("epochs").items())
    encounters = by_id(node.at("encounters").items())
    parts = CitedParts(encounters, by_id(epochs), positions(epochs), {"dosing": "2"})
    return lines, parts


def rows(own):
    lines, parts = read(own)
    return visit_rows("made.study", lines[0], parts, "src")


def test_a_visit_has_its_day_window_and_epoch():
    week = rows(design())[2]
    assert {name: week[name] for name in ("visit", "encounter", "contact", "epoch")} == {
        "visit": "Week 2",
        "encounter": "Clinic 3",
        "contact": "In Person; Telephone Call",
        "epoch": "Treatment",
    }
    assert [week[name] for name in ("day", "window_lower", "window_upper")] == ["14", "3", "3"]
    assert (week["placement"], week["basis"]) == ("STATED", "2 Weeks after “First dose”")
    assert week["locator"] == "d.scheduleTimelines[2].instances[2]"


def test_a_visit_without_a_day_says_why():
    delay = rows(design())[5]
    assert (delay["day"], delay["placement"]) == ("", "NOT_PLACED")
    assert delay["reason"] == "it is a delay of 21 days, which hangs on itself"


def test_a_later_visit_that_cites_an_earlier_epoch_is_shown_as_stated():
    own = design()
    last = own["scheduleTimelines"][2]["instances"][-1]
    last["epochId"] = "ep1"
    found = rows(own)[-1]
    assert found["epoch"] == "Screening"
    assert found["remark"] == "the file puts it into this epoch after visits of a later one"


def test_citations_in_vain_are_told():
    own = design()
    first = own["scheduleTimelines"][2]["instances"][0]
    first |= {"encounterId": "zz", "epochId": "yy", "timelineId": "dosing"}
    found = rows(own)[0]
    assert (found["encounter"], found["epoch"], found["starts_timeline"]) == ("", "", "2")
    assert found["remark"] == (
        "it cites the encounter “zz”, which is not in the file; "
        "it cites the epoch “yy”, which is not in the file"
    )


def test_encounters_that_nobody_cites_are_found():
    lines, parts = read(design())
    assert [each.path for each in encounters_without_visit(lines, parts.encounters)] == [
        "d.encounters[3]"
    ]
