"""Then and since on slides: the numbers of both charts, the marks of the map."""

import pytest

from components.slides import then_and_since as slides
from components.theme import LIGHT
from data.link.state import PageState
from data.queries import then_and_since
from tests.components.slides.decks import new_sheet, rows_of, saved, texts_of


@pytest.fixture(scope="module")
def review(built_in):
    return built_in.default


def test_two_native_charts(review):
    sheet = new_sheet()
    slides.starts(then_and_since.starts(review, PageState()), sheet)
    (slide,) = saved(sheet)
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 2
    first, second = (rows_of(chart) for chart in charts)
    assert first[0] == second[0]
    assert first[0][:3] == (None, "Early phase 1", "Phase 1")
    sums = [sum(sum(row[1:]) for row in rows[1:]) for rows in (first, second)]
    assert sums == [19, 52]
    assert first[-1][0] == "not seen" and sum(first[-1][1:]) == 8
    assert {"Review 2010: 19 trials", "Registry 2022: 52 trials"} <= set(texts_of(slide))


def test_a_mark_for_each_city_of_both(review):
    sheet = new_sheet()
    slides.map_of_both(then_and_since.cities(review, PageState()), sheet)
    (slide,) = saved(sheet)
    xml = slide.shapes._spTree.xml
    assert xml.count('prst="diamond"') == 15 + 1  # and one in the key
    assert xml.count('prst="ellipse"') == 80 + 1
    assert xml.count(LIGHT.bubble.removeprefix("#").upper()) >= 16
    assert "Miami, United States: 2" in xml and "Miami, United States: 4" in xml


def test_nothing_is_said(review):
    for draw, frame in (
        (slides.starts, then_and_since.starts(review, PageState())),
        (slides.map_of_both, then_and_since.cities(review, PageState())),
    ):
        sheet = new_sheet()
        draw(frame.iloc[:0], sheet)
        assert len(saved(sheet)) == 1
