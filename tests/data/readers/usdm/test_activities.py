"""Activities, and the visits at which they are done."""

from data.readers.json_node import Node
from data.readers.usdm.activities import activity_rows, activity_visit_rows, conditions_of
from data.readers.usdm.timelines import timelines_of
from tests.data.readers.usdm.samples import design, named


def read(own, *conditions):
    node = Node(own, "d")
    activities = tuple(node.at("activities").items())
    held = conditions_of(Node(each, "k") for each in conditions)
    main = timelines_of(node, "it.json")[0]
    rows, lost = activity_visit_rows("made.study", main, activities, held, "src")
    places = {(row["activity_position"], row["visit_position"]): row["condition"] for row in rows}
    return places, lost


def test_activities_know_the_timeline_that_they_run_and_what_they_are_part_of():
    own = design()
    own["activities"][3]["childIds"] = ["a5"]
    rows = activity_rows("made.study", tuple(Node(own, "d").at("activities").items()),
                         {"dosing": "2"}, "src")  # fmt: skip
    assert [(row["activity"], row["timeline_position"], row["part_of"]) for row in rows] == [
        ("Informed consent", "", ""),
        ("Blood sample", "", ""),
        ("Cells given", "2", ""),
        ("HbA1c", "", ""),
        ("A5", "", "4"),
        ("Never done", "", ""),
    ]


def test_each_activity_of_a_visit_is_a_row():
    places, lost = read(design())
    assert set(places) == {
        ("1", "1"), ("2", "1"), ("2", "2"), ("3", "2"), ("2", "3"), ("4", "3"), ("5", "4"),
        ("3", "5"), ("2", "7"),
    }  # fmt: skip
    assert lost == []


def test_conditions_hold_where_the_file_says():
    places, _ = read(
        design(),
        {"text": "Only <i>fasting</i>", "contextIds": ["week2"], "appliesToIds": ["a2"]},
        {"text": "In clinic 3", "contextIds": ["e3"], "appliesToIds": ["a2", "a5"]},
        {"text": "Anywhere", "contextIds": [], "appliesToIds": ["a1"]},
        {"text": "", "label": "By its name", "contextIds": ["dose"], "appliesToIds": ["a3"]},
    )
    assert {place: words for place, words in places.items() if words} == {
        ("1", "1"): "Anywhere",
        ("3", "2"): "By its name",
        ("2", "3"): "Only fasting; In clinic 3",
        ("5", "4"): "In clinic 3",
    }


def test_activities_in_vain_and_twice():
    own = design()
    own["scheduleTimelines"][2]["instances"][0]["activityIds"] = ["a1", "zz", "a1"]
    places, lost = read(own)
    assert ("1", "1") in places
    assert lost == ["d.scheduleTimelines[2].instances[0].activityIds[1]"]


def test_a_design_may_have_no_activities():
    own = design() | {"activities": [named("x")]}
    assert read(own)[0] == {}
