import plotly.graph_objects as go
import pytest

from components.figures import chimerism
from components.figures.empty import NO_CHIMERISM
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries import outcomes


@pytest.fixture
def frame(store):
    return outcomes.chimerism(store, PageState())


def notes(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_one_line_a_cohort_with_stated_levels_only(frame):
    data = chimerism.chimerism_over_time(frame, LIGHT)["data"]
    assert [trace["y"] for trace in data] == [[7.1, 1, 1], [7.7, 3.6, 1], [4.6, 0.14]]
    assert [trace["error_y"]["array"] for trace in data] == [[1.4, 0, 0], [0, 0, 0], [0.5, 0.05]]
    assert [trace["error_y"]["visible"] for trace in data] == [True, False, True]


def test_about_is_open(frame):
    symbols = chimerism.chimerism_over_time(frame, LIGHT)["data"][0]["marker"]["symbol"]
    assert symbols == ["square", "square-open", "square-open"]


def test_statements_without_a_level_are_words_and_no_point(frame):
    figure = chimerism.chimerism_over_time(frame, LIGHT)
    said = notes(figure)
    assert "2005–07: not detectable at any assessed time point; no level stated" in said
    assert any(
        "microchimerism" in text and "all patients (n = 5)" in text.replace("<br>", " ")
        for text in said
    )
    assert all(value > 0 for trace in figure["data"] for value in trace["y"])


def test_line_ends_name_cohort_and_last_value(frame):
    said = notes(chimerism.chimerism_over_time(frame, LIGHT))
    assert "<b>2000–02</b>: 0.14 ± 0.05%" in said
    assert "<b>1998–99</b>, one patient: 1%" in said
    assert "<b>1994–96</b>: ~1%" in said


@pytest.mark.parametrize(
    ("heights", "places"),
    [
        ([], []),
        ([1.0], [1.0]),
        ([1.0, 1.0], [1.0, 1.5]),
        ([1.0, 0.9, 4.0], [1.4, 0.9, 4.0]),
    ],
)
def test_labels_keep_apart(heights, places):
    assert chimerism.spread_apart(heights, 0.5) == pytest.approx(places)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_plotly_takes_it(frame, palette):
    silent = frame[~frame["placed"]]
    for rows in (frame, silent, frame.iloc[:0], frame.iloc[[0]]):
        go.Figure(chimerism.chimerism_over_time(rows, palette))


def test_hostile_words_are_escaped(frame):
    rows = frame.assign(value_printed="<script>", finding="<i>", subject="<b>x")
    figure = chimerism.chimerism_over_time(rows, LIGHT)
    assert "<script>" not in str(figure) and "<i>" not in str(figure)


def test_in_words(frame):
    assert "7.1 ± 1.4% at one month." in chimerism.in_words(frame)
    assert "not detectable at any assessed time point." in chimerism.in_words(frame)
    assert chimerism.in_words(frame.iloc[:0]) == NO_CHIMERISM
