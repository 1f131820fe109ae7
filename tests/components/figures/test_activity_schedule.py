"""The figure of the schedule: each mark at its activity and visit, in the colour of the theme."""

import plotly.graph_objects as go
import pytest

from components.figures.activity_grid import ScheduleScene
from components.figures.activity_schedule import parts, schedule
from components.figures.page_setting import SCREEN
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries.activity_schedule import activity_schedule
from tests.data.readers.usdm.samples import design_of, in_4, main_of
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return activity_schedule(store, PageState())


def traces(figure, name):
    return [trace for trace in figure["data"] if trace.get("name") == name]


def texts(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("part", [1, 2, 99])
def test_plotly_takes_the_figure(frame, palette, part):
    figure = schedule(frame, palette, part)
    go.Figure(figure)
    assert figure["layout"]["height"] <= SCREEN.height + 5


def test_marks_stand_at_their_activity_and_visit(frame):
    part = parts(frame)[0]
    scene = ScheduleScene(part, SCREEN)
    figure = schedule(frame, LIGHT)
    (done,) = traces(figure, "done")
    (ring,) = traces(figure, "condition")
    assert len(done["x"]) == sum(not mark.condition for mark in part.marks) == 9
    rows = {each.name: scene.rows[at] for at, each in enumerate(part.activities)}
    top, bottom = rows["HbA1c"]
    assert ring["x"] == [pytest.approx(scene.middle(2))]
    assert top < ring["y"][0] < bottom
    assert "Condition: Only with insulin" in ring["hovertext"][0]
    assert "Where: study.versions[0].studyDesigns[0].scheduleTimelines[2].instances[2]" in (
        ring["hovertext"][0].replace("<br>", "")
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_done_is_filled_and_a_condition_hollow(frame, palette):
    figure = schedule(frame, palette)
    (done,), (ring,) = traces(figure, "done"), traces(figure, "condition")
    assert done["marker"]["color"] == palette.accent
    assert ring["marker"]["color"] == palette.background
    assert ring["marker"]["line"]["color"] == palette.accent


def test_the_key_has_only_the_signs_that_are_drawn(frame):
    first, second = schedule(frame, LIGHT, 1), schedule(frame, LIGHT, 2)
    held = {"Done", "Under a condition", "Runs a sub-timeline"}
    assert held & {*texts(first)} == held
    assert held & {*texts(second)} == {"Done", "Runs a sub-timeline"}


def test_heads_name_epochs_visits_days_and_windows(frame):
    said = texts(schedule(frame, LIGHT))
    for words in (
        "Treatment",
        "<b>Week 2</b>",
        "−14",
        "±3",
        "Day",
        "Window, days",
        "Not on the day axis",
    ):
        assert words in said
    said = texts(schedule(frame, LIGHT, 2))
    assert "From its start" in said
    assert "Window, days" not in said


def test_hostile_names_are_escaped(tmp_path):
    document = in_4()
    design_of(document)["activities"][0]["label"] = "&lt;img src=x onerror=alert(1)&gt;"
    main_of(document)["instances"][0]["label"] = "&lt;a href='javascript:x'&gt;"
    frame = activity_schedule(study_store(tmp_path, document), PageState())
    assert frame["activity"].iloc[0].startswith("<img")
    said = " ".join(texts(schedule(frame, LIGHT)))
    assert "<img" not in said
    assert "<a " not in said
    hovers = " ".join(traces(schedule(frame, LIGHT), "done")[0]["hovertext"])
    assert "<img" not in hovers


def test_a_wider_room_moves_everything_apart(frame):
    figure = schedule(frame, LIGHT, 1, 1900.0, 900.0)
    assert figure["layout"]["xaxis"]["range"] == [0, 1900.0]
    assert figure["layout"]["height"] <= 905


def test_nothing_to_draw_is_said(store):
    figure = schedule(activity_schedule(store, PageState()), LIGHT)
    assert figure["data"] == []
    assert "No activity and no visit is stated." in texts(figure)
