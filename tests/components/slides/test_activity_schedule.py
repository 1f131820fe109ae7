"""The schedule on a slide: a native table, its cells at their activity and visit."""

import pytest

from components.figures.activity_grid import ScheduleScene, parts_of
from components.slides.activity_schedule import CONDITION, DONE, SIZE, SLIDE, schedule
from components.slides.drawing import TextStyle
from components.slides.sheet import BODY
from components.theme import LIGHT
from data.link.state import PageState
from data.queries.activity_schedule import activity_schedule
from tests.components.figures.test_activity_grid import large
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    box_of,
    cells_of,
    graphics,
    slides_of,
    table_of,
    texts_of,
)
from tests.data.readers.usdm.samples import in_4
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return activity_schedule(store, PageState())


def test_each_activity_is_a_row_and_each_visit_a_column(frame):
    first, second = slides_of(schedule, frame)
    rows = cells_of(first)
    assert rows[1][1:] == [
        "Screening", "First dose", "Week 2", "CALL", "Cycle, day 1", "Cycle, delay", "Last visit",
        "EARLY",
    ]  # fmt: skip
    assert rows[2] == ["Day", "−14", "0", "14", "14 d 12 h", "28", "–", "183", "–"]
    assert rows[3][:4] == ["Window, days", "0 to +10", "", "±3"]
    assert {row[0]: row[1:] for row in rows[4:]} == {
        "Informed consent": [DONE, "", "", "", "", "", "", ""],
        "Blood sample": [DONE, DONE, DONE, "", "", "", DONE, DONE],
        "Cells given ▸": ["", DONE, "", "", DONE, "", "", ""],
        "HbA1c": ["", "", CONDITION, "", "", "", "", ""],
        "A5": ["", "", "", DONE, "", "", "", ""],
        "Never done": ["", "", "", "", "", "", "", ""],
    }
    assert cells_of(second)[2] == ["From its start", "−15 min", "0", "4 h"]


def test_epochs_stand_above_their_visits(frame):
    table = table_of(slides_of(schedule, frame)[0])
    spans = [(cell.text, cell.span_width) for cell in table.rows[0].cells if not cell.is_spanned]
    assert spans[1:] == [
        ("Screening", 1),
        ("Treatment", 5),
        ("Follow-up", 1),
        ("Not on the day\vaxis", 1),
    ]
    assert table.cell(0, 0).span_height == 2
    assert "● done" in table.cell(0, 0).text
    assert "○ under a condition" in table.cell(0, 0).text


def test_the_table_has_the_words_of_the_figure_as_alt_text(frame):
    (table,) = graphics(slides_of(schedule, frame)[0])
    assert alt_text(table) == SUMMARY


@pytest.mark.parametrize(("activities", "visits"), [(36, 18), (60, 50)])
def test_large_schedules_take_slides_that_hold_their_words(tmp_path, activities, visits):
    frame = large(tmp_path, activities, visits, "A long name of an activity that is done {}")
    slides = slides_of(schedule, frame)
    assert len(slides) == len(parts_of(frame, SLIDE)) > 1
    marks = 0
    for slide in slides:
        (table,) = graphics(slide)
        box = box_of(table)
        assert BODY.left - 0.1 <= box.left
        assert box.right <= BODY.right + 0.5
        assert box.bottom <= BODY.bottom + 0.5
        assert min(_sizes(slide)) >= 10
        marks += sum(row.count(DONE) for row in cells_of(slide))
    assert marks == int((frame["mark"] == "DONE").sum())


def _sizes(slide):
    return [int(node.get("sz")) / 100 for node in slide._element.iter("{*}rPr") if node.get("sz")]


def test_no_line_of_a_cell_is_wider_than_its_column(tmp_path):
    frame = large(tmp_path, 30, 22, "A long name of an activity that is done {}")
    for part in parts_of(frame, SLIDE):
        scene = ScheduleScene(part, SLIDE)
        words = TextStyle(SIZE, LIGHT.text)
        for lines in scene.names:
            assert all(words.width_of(line) <= scene.gutter - 10 for line in lines)
        for cells in (scene.days, scene.windows):
            assert all(words.width_of(line) <= scene.column for lines in cells for line in lines)


def test_names_on_their_side_are_turned(tmp_path):
    slide = slides_of(schedule, large(tmp_path, 3, 20))[0]
    turned = [node for node in slide._element.iter("{*}tcPr") if node.get("vert") == "vert270"]
    assert len(turned) == 20


def test_nothing_to_draw_is_said(store):
    (slide,) = slides_of(schedule, activity_schedule(store, PageState()))
    assert "No activity and no visit is stated." in texts_of(slide)
