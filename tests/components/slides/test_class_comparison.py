"""One native table on one slide, for every ready-made comparison."""

import io

import pandas as pd
import pytest
from pptx import Presentation

from components.share.deck import slide_bytes
from components.share.drawn_view import DrawnView
from components.slides.class_comparison import LINE, SIZE, class_comparison
from components.slides.drawing import TextStyle
from components.slides.sheet import BODY, Sheet, SlideText, new_deck
from components.slides.tables import SIDE_MARGIN
from components.views import VIEWS
from data.link.options import CompareOptions
from data.link.state import PageState
from data.model.vocabulary import AGENT_CLASS
from tests.regimen_sets import COMPARED

EMU = 12_700
PRESETS = pytest.mark.parametrize("regimens", [chosen for _, chosen in COMPARED])


def slides_of(store, regimens):
    state = PageState(compare=CompareOptions(tuple(regimens)))
    drawn = DrawnView.of(store, state, VIEWS["comparison"], "https://trials.example.org")
    return list(Presentation(io.BytesIO(slide_bytes(drawn))).slides)


def table_of(slide):
    (shape,) = (each for each in slide.shapes if each.has_table)
    return shape


@PRESETS
def test_a_ready_made_comparison_is_one_slide_with_one_table_in_12_points(store, regimens):
    (slide,) = slides_of(store, regimens)
    shape = table_of(slide)
    sizes = {int(each) for each in shape._element.xpath(".//@sz")}
    assert sizes == {1200}
    assert len(shape.table.columns) == 1 + len(regimens)


@PRESETS
def test_table_and_key_stand_above_the_source_line(store, regimens):
    (slide,) = slides_of(store, regimens)
    shape = table_of(slide)
    table_end = shape.top + sum(row.height for row in shape.table.rows)
    key = [each for each in slide.shapes if each.name == "Key"]
    assert max([table_end, *(each.top + each.height for each in key)]) <= BODY.bottom * EMU
    assert shape.left + sum(column.width for column in shape.table.columns) <= BODY.right * EMU + 1


@PRESETS
def test_every_cell_has_the_room_that_its_lines_need(store, regimens):
    (slide,) = slides_of(store, regimens)
    shape = table_of(slide)
    style = TextStyle(SIZE)
    for row in shape.table.rows:
        for cell, column in zip(row.cells, shape.table.columns, strict=True):
            room = column.width / EMU - 2 * SIDE_MARGIN
            # python-pptx reads a break as a vertical tab
            lines = [style.lines_of(text, room) for text in cell.text.split("\v")]
            assert sum(len(each) for each in lines if each) * LINE <= row.height / EMU + 0.1


def test_a_protocol_alone_says_that_it_is_compared_with_nothing(store):
    (slide,) = slides_of(store, ("miami-1998-99-ita",))
    assert not [each for each in slide.shapes if each.has_table]


def test_a_printed_none_stands_in_its_cell(store):
    (slide,) = slides_of(store, ("miami-1994-96-sik", "miami-1994-97-sil"))
    rows = [[cell.text for cell in row.cells] for row in table_of(slide).table.rows]
    assert rows[0] == ["Different", "1994–96 SIK", "1994–97 SIL"]
    assert rows[1][0] == "■ T-cell-depleting antibody\vNone printed in 1994–97"
    assert rows[1][2] == "none, as printed"


def made_up(classes, words):
    """The comparison of two protocols with long names in so many classes."""
    rows = [
        {
            "agent_class": code,
            "class_label": AGENT_CLASS.labels[code],
            "verdict": "DIFFERENT",
            "verdict_label": "different",
            "differs": "other dose",
            "regimen": regimen,
            "short_label": f"NCT0000000{n} an arm with a name that is far too long for its column",
            "text": f"Agent: {words}",
            "agents": "Agent",
            "locators": "here",
        }
        for code in AGENT_CLASS.codes[:classes]
        for n, regimen in enumerate(("a", "b", "c", "d"))
    ]
    return pd.DataFrame(rows)


def test_what_finds_no_room_goes_on_on_the_next_slide():
    deck = new_deck()
    heading = SlideText("T", "C", ("S", "L"), "sum", ("n",))
    class_comparison(made_up(14, "many words " * 14), Sheet(deck, heading))
    slides = list(deck.slides)
    assert len(slides) > 1
    rows = [row for slide in slides for row in table_of(slide).table.rows]
    named = [row.cells[0].text for row in rows if row.cells[0].text != "Different"]
    assert len(named) == 14
    for slide in slides:
        shape = table_of(slide)
        assert shape.top + sum(row.height for row in shape.table.rows) <= BODY.bottom * EMU


def test_names_are_cut_to_their_columns():
    deck = new_deck()
    class_comparison(made_up(2, "words"), Sheet(deck, SlideText("T", "C", ("S", "L"), "s", ("n",))))
    (slide,) = deck.slides
    shape, style = table_of(slide), TextStyle(SIZE, bold=True)
    for cell, column in zip(
        list(shape.table.rows[0].cells)[1:], list(shape.table.columns)[1:], strict=True
    ):
        assert cell.text.startswith("NCT0000000")
        assert cell.text.endswith("…")
        assert style.width_of(cell.text) <= column.width / EMU
