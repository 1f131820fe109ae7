import re

import plotly.graph_objects as go
import pytest

from components.figures.at_a_glance import NARROWEST, at_a_glance, in_words
from components.figures.empty import NO_EVENT
from components.figures.glance_rows import rows_of
from components.figures.timeline.events import read_events
from components.theme import PALETTES, TEXT_CONTRAST, contrast, ink_on
from data.link.state import PageState
from data.queries import regimens
from tests.components.figures.timeline.samples import frame_of, on

BOTH = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)


def frame(store, query=""):
    state, ignored = PageState.from_query(query, store.known)
    assert not ignored
    return regimens.glance_events(store, state)


def on_marks(figure):
    return [each for each in figure["layout"]["annotations"] if each.get("hovertext")]


def all_twelve(store):
    return frame(store, "?regimen=" + "~".join(store.regimens["regimen"]))


@BOTH
def test_it_is_a_valid_figure_of_every_protocol(store, palette):
    figure = at_a_glance(all_twelve(store), palette)
    go.Figure(figure)
    labels = figure["data"][0]
    assert len(labels["y"]) == 12
    assert labels["customdata"][0] == ["page=/protocols/miami-1994-96-iak"]
    assert labels["hovertext"][7].endswith("Day 0: first cell infusion")


@BOTH
def test_nothing_to_show_is_said(store, palette):
    figure = at_a_glance(frame(store).iloc[:0], palette)
    assert figure["data"] == []
    assert figure["layout"]["annotations"][0]["text"] == NO_EVENT
    assert in_words(frame(store).iloc[:0]) == NO_EVENT


@BOTH
def test_every_mark_answers_with_what_the_data_says(store, palette):
    shown = frame(store)
    marks = [mark for row in rows_of(read_events(shown)) for mark in row.marks]
    words = on_marks(at_a_glance(shown, palette))
    assert [each["hovertext"] for each in words] == [mark.hover for mark in marks]
    assert all("Where" in each["hovertext"] for each in words)


@BOTH
def test_words_on_marks_can_be_read(store, palette):
    marks = [mark for row in rows_of(read_events(all_twelve(store))) for mark in row.marks]
    for mark in (mark for mark in marks if not mark.is_none):
        look = mark.look(palette)
        ground = look.fill if look.filled == 1 else palette.background
        assert contrast(look.ink, ground) >= TEXT_CONTRAST, mark.text


@BOTH
def test_a_mark_has_the_colour_of_its_class_at_its_place(store, palette):
    figure = at_a_glance(frame(store, "?regimen=miami-1996-98-sik"), palette)
    colour = palette.agent_class["T_CELL_DEPLETING"]
    note = next(each for each in on_marks(figure) if each["text"] == "OKT3")
    paths = [
        shape["path"]
        for shape in figure["layout"]["shapes"]
        if shape.get("xanchor") == note["x"] and shape["fillcolor"] == colour
    ]
    assert len(paths) == 1
    numbers = [float(found) for found in re.findall(r",(-?[\d.]+)", paths[0])]
    assert min(numbers) < note["y"] < max(numbers)
    assert note["font"]["color"] == ink_on(colour)


def test_a_printed_none_is_a_word_without_a_mark(store):
    palette = PALETTES["light"]
    shown = frame(store, "?regimen=miami-1994-97-sil&role=induction")
    figure = at_a_glance(shown, palette, whole=False)
    (note,) = on_marks(figure)
    assert note["text"] == "none" and "Table 4" in note["hovertext"]
    assert all(shape["type"] == "line" for shape in figure["layout"]["shapes"])


def test_hostile_names_stay_text():
    row = {**on(0), "regimen_label": "<img src=x>", "agent_code": "<b>x", "agent_name": "<i>"}
    figure = at_a_glance(frame_of(row), PALETTES["light"])
    go.Figure(figure)
    texts = [each["text"] for each in figure["layout"]["annotations"]]
    texts += [each["hovertext"] for each in on_marks(figure)] + figure["data"][0]["hovertext"]
    assert not re.search("<img|<i>", " ".join(texts))
    assert any("&lt;b&gt;x" in text for text in texts)


@pytest.mark.parametrize(("query", "most"), [("", 520), ("ALL", 650)])
def test_it_is_as_high_as_a_screen_has_room(store, query, most):
    shown = all_twelve(store) if query else frame(store)
    figure = at_a_glance(shown, PALETTES["light"], width=NARROWEST)
    assert figure["layout"]["height"] <= most
    assert {each["font"]["size"] for each in figure["layout"]["annotations"]} == {13}
