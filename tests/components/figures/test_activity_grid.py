"""The schedule of activities as a grid: its parts, and the places of heads, rows and columns."""

from copy import deepcopy
from itertools import pairwise

import pytest

from components.figures.activity_grid import MOST_COLUMNS, ScheduleScene, parts_of
from components.figures.page_setting import SCREEN
from components.slides.activity_schedule import SLIDE
from data.link.state import PageState
from data.queries.activity_schedule import activity_schedule
from tests.data.readers.usdm.samples import design_of, in_4, main_of, named, visit
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return activity_schedule(store, PageState())


def large(folder, activities, visits, name="Activity number {}"):
    """A schedule of many activities and visits; every second one is done."""
    document = deepcopy(in_4())
    own, main = design_of(document), main_of(document)
    ids = [f"x{n}" for n in range(activities)]
    own["activities"] = [named(each, name.format(each)) for each in ids]
    own["scheduleTimelines"] = [main]
    main["instances"] = [
        visit(f"v{n}", f"Screening {n}", f"v{n + 1}", epochId="ep1", activityIds=ids[n % 2 :: 2])
        for n in range(visits)
    ]
    main["entryId"] = "v0"
    return activity_schedule(study_store(folder, document), PageState())


def test_sub_timelines_of_one_point_stand_aside_and_others_alone(frame):
    main, dosing = parts_of(frame, SCREEN)
    assert [visit.name for visit in main.visits] == [
        "Screening", "First dose", "Week 2", "CALL", "Cycle, day 1", "Cycle, delay", "Last visit",
        "EARLY",
    ]  # fmt: skip
    assert [visit.is_aside for visit in main.visits] == [False] * 7 + [True]
    assert main.bands() == [
        ("Screening", 0, 0),
        ("Treatment", 1, 5),
        ("Follow-up", 6, 6),
        ("Not on the day axis", 7, 7),
    ]
    assert [visit.name for visit in dosing.visits] == ["Before", "Given", "After"]
    assert dosing.bands() == [("DOSING, starts: The dose is given", 0, 2)]
    assert [part.place for part in (main, dosing)] == [
        "Part 1 of 2: main timeline",
        "Part 2 of 2: “DOSING”",
    ]


def test_an_activity_at_no_visit_keeps_its_row(frame):
    main, dosing = parts_of(frame, SCREEN)
    assert [each.name for each in main.activities] == [
        "Informed consent", "Blood sample", "Cells given", "HbA1c", "A5", "Never done",
    ]  # fmt: skip
    assert [each.name for each in dosing.activities] == ["Cells given", "A5"]
    assert {each.name: each.label for each in main.activities}["Cells given"] == "Cells given ▸"


def test_days_and_windows_stand_short_in_the_heads(frame):
    main, dosing = parts_of(frame, SCREEN)
    assert [visit.day for visit in main.visits] == [
        "−14", "0", "14", "14 d 12 h", "28", "–", "183", "–",
    ]  # fmt: skip
    assert [visit.window for visit in main.visits][:3] == ["0 to +10", "", "±3"]
    assert [visit.day for visit in dosing.visits] == ["−15 min", "0", "4 h"]
    assert ScheduleScene(dosing, SCREEN).day_head == "From its start"
    assert ScheduleScene(main, SCREEN).day_head == "Day"


@pytest.mark.parametrize("setting", [SCREEN, SLIDE], ids=["screen", "slide"])
@pytest.mark.parametrize(("activities", "visits"), [(1, 1), (36, 18), (60, 50), (120, 7)])
def test_every_mark_stands_in_one_part_and_every_part_fits(tmp_path, setting, activities, visits):
    frame = large(tmp_path, activities, visits)
    parts = parts_of(frame, setting)
    marks = [(mark.activity, mark.visit) for part in parts for mark in part.marks]
    assert len(marks) == len(set(marks)) == int((frame["mark"] == "DONE").sum())
    for part in parts:
        scene = ScheduleScene(part, setting)
        assert scene.bottom <= setting.height + 0.5
        assert len(part.visits) <= MOST_COLUMNS
        for (_, above), (below, _) in pairwise(scene.rows):
            assert below == pytest.approx(above)
        held = {each.position for each in part.activities}
        assert {mark.activity for mark in part.marks} <= held


def test_parts_are_even(tmp_path):
    sizes = [len(part.activities) for part in parts_of(large(tmp_path, 36, 5), SCREEN)]
    assert max(sizes) - min(sizes) <= 1
    columns = {len(part.visits) for part in parts_of(large(tmp_path, 3, 45), SCREEN)}
    assert columns == {15}


def test_words_stay_within_their_rooms(tmp_path):
    frame = large(tmp_path, 20, 20, "A very long name of an activity that goes on and on {}")
    for setting in (SCREEN, SLIDE):
        for part in parts_of(frame, setting):
            scene = ScheduleScene(part, setting)
            for lines in scene.names:
                assert all(setting.width_of(line) <= scene.gutter for line in lines)
            for lines, first, last in scene.bands:
                room = (last - first + 1) * scene.column
                assert all(setting.width_of(line) <= room for line in lines)
            for cells in (scene.days, scene.windows):
                for lines in cells:
                    assert all(setting.width_of(line) <= scene.column for line in lines)


def test_names_stand_on_their_side_where_a_column_is_narrow(tmp_path):
    (wide,) = parts_of(large(tmp_path, 2, 4), SCREEN)
    (narrow,) = parts_of(large(tmp_path, 2, 22), SCREEN)
    assert not ScheduleScene(wide, SCREEN).is_upright
    assert ScheduleScene(narrow, SCREEN).is_upright


def test_without_visits_there_is_one_part(store):
    (part,) = parts_of(activity_schedule(store, PageState()), SCREEN)
    assert (part.activities, part.visits, part.marks, part.place) == ((), (), (), "")
