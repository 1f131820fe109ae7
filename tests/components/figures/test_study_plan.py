"""The figure of the plan: elements in their cells, visits on their days, cycles as brackets."""

import plotly.graph_objects as go
import pytest

from components.figures.evidence import STATED, WORKED_OUT
from components.figures.page_setting import SCREEN
from components.figures.plan_grid import PlanScene
from components.figures.study_plan import parts, study_plan
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries.study_plan import study_plan as plan_query
from tests.data.readers.usdm.samples import design_of, in_4, main_of
from tests.studies import study_store


@pytest.fixture(scope="module")
def frame(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return plan_query(store, PageState())


def traces(figure, name):
    return [trace for trace in figure["data"] if trace.get("name") == name]


def texts(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_plotly_takes_the_figure(frame, palette):
    figure = study_plan(frame, palette)
    go.Figure(figure)
    assert figure["layout"]["height"] <= SCREEN.height + 5


def test_diamonds_stand_on_their_days(frame):
    (part,) = parts(frame)
    scene = PlanScene(part, SCREEN)
    figure = study_plan(frame, LIGHT)
    (stated,), (worked,) = traces(figure, STATED), traces(figure, WORKED_OUT)
    assert stated["x"] == [pytest.approx(scene.x(day)) for day in (-14, 0, 14, 28)]
    assert worked["x"] == [pytest.approx(scene.x(day)) for day in (14.5, 183)]
    assert stated["marker"]["color"] == LIGHT.accent
    assert worked["marker"]["color"] != LIGHT.accent
    assert worked["marker"]["line"]["color"] == LIGHT.accent


def test_windows_are_bars_around_their_days(frame):
    (part,) = parts(frame)
    scene = PlanScene(part, SCREEN)
    (windows,) = traces(study_plan(frame, LIGHT), "windows")
    spans = [
        (start, start + length) for start, length in zip(windows["base"], windows["x"], strict=True)
    ]
    assert spans == [
        (pytest.approx(scene.x(-14)), pytest.approx(scene.x(-4))),
        (pytest.approx(scene.x(11)), pytest.approx(scene.x(17))),
    ]


def test_a_cycle_is_a_bracket_of_one_round(frame):
    (part,) = parts(frame)
    scene = PlanScene(part, SCREEN)
    figure = study_plan(frame, LIGHT)
    lines = [
        shape
        for shape in figure["layout"]["shapes"]
        if shape["type"] == "line" and shape["line"]["width"] == 2 and shape["y0"] == shape["y1"]
    ]
    (bracket,) = lines
    assert (bracket["x0"], bracket["x1"]) == (
        pytest.approx(scene.x(28)),
        pytest.approx(scene.x(49)),
    )
    assert "↻ repeats every 21 days, as long as “no progression”" in texts(figure)


def test_a_visit_without_a_day_is_not_on_the_axis(frame):
    figure = study_plan(frame, LIGHT)
    assert "no day" in texts(figure)
    drawn = sum(len(trace["x"]) for look in (STATED, WORKED_OUT) for trace in traces(figure, look))
    assert drawn == 6


def test_words_of_arms_epochs_and_elements_are_there(frame):
    said = texts(study_plan(frame, LIGHT))
    for words in (
        "<b>Marrow cells</b>",
        "<b>ARM2</b>",
        "Treatment",
        "<b>Cells</b><br>Cells, 10^6/kg",
        "<b>Visits; day 0 is First dose (Clinic 2)</b>",
        "<b>0</b>",
    ):
        assert words in said


def test_a_timeline_without_day_0_says_so(tmp_path):
    document = in_4()
    main_of(document)["timings"] = []
    frame = plan_query(study_store(tmp_path, document), PageState())
    figure = study_plan(frame, LIGHT)
    go.Figure(figure)
    assert "<b>Visits; the file names no day 0</b>" in texts(figure)
    assert traces(figure, STATED) == []
    assert "AGAIN: repeats, how often is not stated, as long as “no progression”" in texts(figure)


def test_hostile_words_are_escaped(tmp_path):
    document = in_4()
    own = design_of(document)
    own["arms"][0]["label"] = "&lt;img src=x onerror=alert(1)&gt;"
    own["elements"][1]["description"] = "&lt;script&gt;x&lt;/script&gt;"
    frame = plan_query(study_store(tmp_path, document), PageState())
    figure = study_plan(frame, LIGHT)
    said = " ".join([*texts(figure), *traces(figure, "cells")[0]["hovertext"]])
    assert "<img" not in said
    assert "<script" not in said


def test_nothing_to_draw_is_said(store):
    figure = study_plan(plan_query(store, PageState()), LIGHT)
    assert figure["data"] == []
    assert "No arm and no visit is stated." in texts(figure)
