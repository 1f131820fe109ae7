"""The baseline table on slides: a native table of the numbers."""

import pytest

from components.figures.baseline_grid import parts_of, read_baseline
from components.figures.baseline_table import NO_BASELINE
from components.slides.activity_schedule import SLIDE
from components.slides.baseline_table import baseline_table
from components.slides.sheet import BODY
from tests.components.slides.decks import cells_of, graphics, slides_of, table_of, texts_of
from tests.flow_samples import TEXTS, baseline_frame, hostile_baseline, many_rows, two_measures


def test_the_cells_are_those_of_the_record():
    (slide,) = slides_of(baseline_table, two_measures())
    rows = [[text.replace("\x0b", "\n").strip() for text in row] for row in cells_of(slide)]
    assert rows == [
        ["", "Drug\nn = 421", "Placebo\nn = 207", "Total\nn = 628"],
        ["Age\nMean (SD), years", "8.7 (SD 1.7)", "8.4 (SD 1.7)", "8.6 (SD 1.7)"],
        ["Sex  Number of participants", "", "", ""],
        ["Female", "134 (31.8 %)", "69 (33.3 %)", "203 (32.3 %)"],
        ["Male", "287 (68.2 %)", "138 (66.7 %)", "425 (67.7 %)"],
    ]


def test_cells_have_no_grounds_that_programs_draw_differently():
    (slide,) = slides_of(baseline_table, two_measures())
    assert list(table_of(slide)._tbl.iter("{*}gradFill")) == []


def test_as_many_slides_as_parts_and_nothing_over_the_edge():
    frame = many_rows()
    slides = slides_of(baseline_table, frame)
    assert len(slides) == len(parts_of(read_baseline(frame), SLIDE)) > 1
    for slide in slides:
        (table,) = graphics(slide)
        assert (table.top + table.height) / 12_700 <= BODY.bottom + 0.1
        assert (table.left + table.width) / 12_700 <= BODY.right + 0.1


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_texts_are_text(text):
    for slide in slides_of(baseline_table, hostile_baseline(text)):
        assert "\x07" not in "".join(texts_of(slide))


def test_no_rows():
    (slide,) = slides_of(baseline_table, baseline_frame())
    assert NO_BASELINE in texts_of(slide)
