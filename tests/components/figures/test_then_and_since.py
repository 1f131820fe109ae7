"""Then and since: two rows of bars over the same years, and one map with two marks."""

import plotly.graph_objects as go
import pytest

from components.figures import then_and_since as figures
from components.theme import DARK, LIGHT
from data.link.state import PageState
from data.queries import then_and_since
from data.queries.then_and_since import REVIEW, SINCE


@pytest.fixture(scope="module")
def starts(built_in):
    return then_and_since.starts(built_in.default, PageState())


@pytest.fixture(scope="module")
def cities(built_in):
    return then_and_since.cities(built_in.default, PageState())


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_they_are_valid_figures(starts, cities, palette):
    for frame, draw in ((starts, figures.starts), (cities, figures.map_of_both)):
        go.Figure(draw(frame, palette))
        go.Figure(draw(frame.iloc[:0], palette))


def test_a_bar_stands_in_the_row_of_its_dataset(starts):
    figure = figures.starts(starts, LIGHT)
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    drawn = {
        axis: sum(n or 0 for t in bars if t["yaxis"] == axis for n in t["y"])
        for axis in ("y", "y2")
    }
    assert drawn == {"y": 19, "y2": 52}
    phase2 = next(t for t in bars if t["name"] == "Phase 2" and t["yaxis"] == "y")
    assert phase2["y"][phase2["x"].index("Start not seen")] == 3
    assert phase2["marker"]["color"] == LIGHT.phase["PHASE2"]
    heads = [note["text"] for note in figure["layout"]["annotations"]]
    assert heads == ["Review 2010: 19 trials", "Registry 2022: 52 trials"]


def test_both_rows_have_one_scale(starts):
    layout = figures.starts(starts, LIGHT)["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"] == [0, 10.0]


def test_a_gap_stands_before_those_without_a_year(starts):
    axis = figures.starts(starts, LIGHT)["layout"]["xaxis"]
    assert axis["categoryarray"][-3:] == ["2022", figures.GAP, "Start not seen"]


def test_both_rows_have_one_height():
    heights = [round(high - low, 3) for low, high in figures.DOMAINS.values()]
    assert heights == [0.38, 0.38]


def test_the_number_stands_on_each_bar(starts):
    texts = [t for t in figures.starts(starts, LIGHT)["data"] if t["type"] == "scatter"]
    since = dict(zip(texts[1]["x"], texts[1]["text"], strict=True))
    assert since["2017"] == "7" and "2004" not in since


def test_labels_of_years_have_room_beside_the_last(starts):
    axis = figures.starts(starts, LIGHT)["layout"]["xaxis"]
    assert axis["tickvals"] == ["2005", "2008", "2011", "2014", "2017", "2020", "Start not seen"]


def test_the_two_marks_differ_in_colour_and_shape(cities):
    since, review = figures.map_of_both(cities, LIGHT)["data"]
    assert (review["marker"]["symbol"], review["marker"]["color"]) == ("diamond-open", LIGHT.bubble)
    assert (since["marker"]["symbol"], since["marker"]["color"]) == ("circle", LIGHT.accent)
    assert (len(review["lat"]), len(since["lat"])) == (15, 80)


@pytest.mark.parametrize(
    ("dataset", "number", "size"),
    [(REVIEW, 1, 13.0), (REVIEW, 0, 13.0), (SINCE, 1, 9.0), (SINCE, 4, 18.0), (SINCE, 900, 26.0)],
)
def test_the_area_of_a_mark_grows_with_the_trials(dataset, number, size):
    assert figures.size_of(dataset, number) == size


def test_names_of_places_are_inert(cities):
    hostile = cities.assign(city="<img src=x onerror=alert(1)>", names="<b>x</b>")
    hover = figures.map_of_both(hostile, LIGHT)["data"][0]["hovertext"][0]
    assert "<img" not in hover and "<b>x" not in hover


def test_in_words(starts, cities):
    said = figures.starts_in_words(starts)
    assert said.startswith("Review 2010: 19 trials. 2003: 1; 2005: 2;")
    assert "start not seen: 8." in said
    said = figures.map_in_words(cities)
    assert said.startswith("Review 2010: 15 cities in")
    assert "In both: " in said and "Miami" in said
