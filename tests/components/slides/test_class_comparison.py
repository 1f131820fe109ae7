"""One native table on one slide, for every ready-made comparison."""

import io

import pytest
from pptx import Presentation

from components.share.deck import slide_bytes
from components.share.drawn_view import DrawnView
from components.slides.class_comparison import LINE, SIZE
from components.slides.drawing import TextStyle
from components.slides.sheet import BODY
from components.slides.tables import SIDE_MARGIN
from components.views import VIEWS
from data.link.options import CompareOptions
from data.link.state import PageState
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
