import json
from functools import cache
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from components.figures.empty import NO_ROW
from components.figures.text_width import text_width
from components.share.drawn_view import DrawnView
from components.share.picture import (
    CHOICE,
    EDGE,
    SCREEN,
    SMALLEST,
    fonts_of,
    picture,
    smallest_type,
)
from components.theme import DARK, PALETTES
from components.views import VIEWS
from data.link.state import PageState
from data.queries.source_line import NO_SOURCE
from tests.regimen_sets import COMPARED

BASE = "https://trials.example.org"


@pytest.fixture(scope="module")
def drawn(store):
    """Slug, query, theme -> picture; each is drawn once."""

    @cache
    def text(slug, query, theme):
        state, _ = PageState.from_query(query, store.known)
        made = picture(DrawnView.of(store, state, VIEWS[slug], BASE), PALETTES[theme])
        return json.dumps(made, allow_nan=False)

    return lambda slug, query="", theme="light": json.loads(text(slug, query, theme))


@pytest.mark.parametrize("slug", VIEWS)
class TestEveryView:
    def test_is_a_valid_figure_that_json_can_hold(self, drawn, slug):
        go.Figure(drawn(slug)["figure"])

    def test_is_wide_as_a_screen_and_holds_its_figure(self, drawn, slug):
        made = drawn(slug)
        assert made["width"] * 9 == made["height"] * 16
        x, y, width, height = made["box"]
        layout = made["figure"]["layout"]
        assert (layout["width"], layout["height"] <= height) == (width, True)
        assert x >= 0 and x + width <= made["width"]
        above = [line["y"] for line in made["lines"] if line["y"] < y + 1]
        below = [line["y"] - line["size"] for line in made["lines"] if line["y"] >= y + 1]
        assert max(above) < y
        assert y + height < made["rule"] < min(below)

    def test_fills_most_of_its_box(self, drawn, slug):
        made = drawn(slug)
        assert made["figure"]["layout"]["height"] > 0.95 * made["box"][3]
        assert made["box"][2] * made["box"][3] > 0.6 * made["width"] * made["height"]

    def test_type_is_read_from_the_back_of_a_room(self, drawn, slug):
        made = drawn(slug)
        blown_up = SCREEN / made["width"]
        assert all(line["size"] * blown_up >= SMALLEST - 0.01 for line in made["lines"])
        assert made["small"] is False
        assert smallest_type(made["figure"], made["width"]) >= SMALLEST

    def test_says_title_numbers_source_and_link(self, store, drawn, slug):
        made = drawn(slug)
        words = [line["text"] for line in made["lines"]]
        text = " ".join(words)
        assert words[0] == made["title"] == VIEWS[slug].title
        assert made["choice"] in text and made["shown"] in made["choice"]
        cited = NO_SOURCE if VIEWS[slug].lacks(store) else store.date
        assert made["source"] in text and cited in made["source"]
        assert words[-1] == made["link"] == f"{BASE}{VIEWS[slug].scope.path}#{slug}"
        assert made["footer"] == words[-len(made["footer"]) :]

    def test_has_the_colours_of_its_theme(self, drawn, slug):
        made = drawn(slug, theme="dark")
        assert made["colours"]["background"] == DARK.background
        assert made["figure"]["layout"]["font"]["color"] == DARK.text


@pytest.mark.parametrize(
    ("slug", "query"),
    [
        ("phase-by-condition", "?country=jpn"),
        ("donor", "?country=jpn"),
        ("allocation-by-masking", "?country=jpn"),
        ("trial-map", "?country=jpn"),
        ("protocol-timeline", "?from=2006&to=2001"),
        ("graft-function", "?condition=complications"),
    ],
)
def test_nothing_to_show_is_said(drawn, slug, query):
    made = drawn(slug, query)
    assert made["figure"]["data"] == []
    assert made["figure"]["layout"]["annotations"][0]["text"] == NO_ROW
    assert made["legend"] == []
    assert made["shown"].startswith("0 of ")


def test_a_legend_stands_with_its_swatches_above_the_figure(drawn):
    made = drawn("phase-by-condition")
    labels = {line["text"]: line for line in made["lines"]}
    for item in made["legend"]:
        assert item["x"] + item["size"] < labels[item["label"]]["x"]
        assert item["y"] + item["size"] < made["box"][1]
    assert [item["pattern"] for item in made["legend"]][-1] == "/"


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script> & </text>",
        "ж" * 200,
        "膵島" * 60,
        "W" * 200,
        "?" * 200,
        "a b " * 50,
    ],
)
def test_hostile_text_stays_text_inside_the_picture(drawn, words):
    made = drawn("donor", f"?{'q=' + words.replace('&', '%26').replace(' ', '+')}")
    right = made["width"] * (1 - EDGE / SCREEN)
    for line in made["lines"]:
        assert line["x"] + text_width(line["text"], line["size"]) <= right + 0.1
    assert made["box"][3] > made["height"] / 2
    assert "<script>" not in json.dumps(made["figure"])


def test_a_long_choice_says_that_there_is_more(store, drawn):
    every = "~".join(store.trial_organisations["country"].unique()).lower()
    query = f"?country={every}&q={'long ' * 38}&phase=phase-1~phase-2~not-stated&donor=autologous"
    more = "&masking=open-label~single-blind~double-blind&product=mesenchymal~mononuclear~other"
    made = drawn("donor", query + more + "&purpose=treatment&model=parallel~single-group")
    size = CHOICE * made["width"] / SCREEN
    lines = [line["text"] for line in made["lines"] if line["size"] == pytest.approx(size)]
    assert len(lines) <= 4
    assert lines[-1].startswith("… and more") or "".join(lines).endswith(".")


def test_fonts_are_found_and_markers_are_not():
    figure = {"data": [{"marker": {"size": 3}, "textfont": {"size": 12}}], "layout": {"font": {}}}
    assert [font["size"] for font in fonts_of(figure)] == [12]


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("all_twelve", [False, True])
def test_protocols_at_a_glance_are_read_from_the_back_of_a_room(store, drawn, all_twelve, theme):
    every = "~".join(store.regimens["regimen"])
    made = drawn("at-a-glance", f"?regimen={every}" if all_twelve else "", theme)
    assert made["small"] is False
    assert smallest_type(made["figure"], made["width"]) >= SMALLEST


WINDOWS = ("both", "transplant", "followup")
PARTS = {
    "miami": (2, ("1–4 of 7", "5–7 of 7")),
    "others": (2, ("1–4 of 5", "5 of 5")),
    "all": (3, ("1–4 of 12", "5–8 of 12", "9–12 of 12")),
}
"""Ready-made choices of many protocols: how many parts they take, and which."""


def chosen(store, name):
    kinds = store.regimens["kind"] == "COHORT"
    rows = {"miami": kinds, "others": ~kinds, "all": kinds | True}[name]
    return "~".join(store.regimens.loc[rows, "regimen"])


def check_timeline(made):
    """Large type, in a 16:9 picture that holds all of the figure."""
    assert made["small"] is False
    assert smallest_type(made["figure"], made["width"]) >= SMALLEST
    assert made["width"] * 9 == made["height"] * 16
    assert made["figure"]["layout"]["height"] <= made["box"][3]
    rows = made["figure"]["layout"]["yaxis"]["tickvals"]
    lowest = min((after - row for row, after in pairwise(sorted(rows))), default=SMALLEST)
    assert lowest * SCREEN / made["width"] >= SMALLEST


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("window", WINDOWS)
class TestTimelines:
    @pytest.mark.parametrize(("title", "compared"), COMPARED)
    def test_compared_protocols_have_large_type(self, drawn, title, compared, window, theme):
        query = f"?compare={'~'.join(compared)}&window={window}"
        check_timeline(drawn("comparison-timeline", query, theme))

    @pytest.mark.parametrize("name", PARTS)
    def test_many_protocols_are_parts_of_large_type(self, store, drawn, name, window, theme):
        count, places = PARTS[name]
        for part in range(1, count + 1):
            query = f"?regimen={chosen(store, name)}&window={window}&part={part}"
            made = drawn("protocol-timeline", query, theme)
            check_timeline(made)
            notes = [note["text"] for note in made["figure"]["layout"]["annotations"]]
            assert places[part - 1] in notes

    def test_the_default_protocols_have_large_type(self, drawn, window, theme):
        check_timeline(drawn("protocol-timeline", f"?window={window}", theme))
