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
    sums = [sum(sum(row[1:-1]) for row in rows[1:]) for rows in (first, second)]
    assert sums == [19, 52]
    assert first[-1][0] == then_and_since.NOT_SEEN and sum(first[-1][1:-1]) == 8
    # an empty place, so that it is no year after the last
    assert first[-2][0] == " " and not any(first[-2][1:-1])
    assert first[0][-1] == "All trials" and first[-1][-1] == f"=SUM(B{len(first)}:J{len(first)})"
    assert {"Review 2010: 19 trials", "Registry 2022: 52 trials"} <= set(texts_of(slide))


def test_both_charts_have_one_scale_one_legend_and_named_axes(review):
    sheet = new_sheet()
    slides.starts(then_and_since.starts(review, PageState()), sheet)
    (slide,) = saved(sheet)
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert [chart.value_axis.maximum_scale for chart in charts] == [10, 10]
    assert [chart.has_legend for chart in charts] == [True, False]
    assert [chart.value_axis.axis_title.text_frame.text for chart in charts] == ["Trials"] * 2
    assert [chart.category_axis.has_title for chart in charts] == [False, True]
    assert charts[1].category_axis.axis_title.text_frame.text == "Year of start"


def test_the_number_on_each_column_is_its_sum(review):
    sheet = new_sheet()
    frame = then_and_since.starts(review, PageState())
    slides.starts(frame, sheet)
    (slide,) = saved(sheet)
    first = next(shape.chart for shape in slide.shapes if shape.has_chart)
    (line,) = first._chartSpace.iter("{*}lineChart")
    held = [float(value.text) for value in line.find(".//{*}val").iter("{*}v")]
    own = frame[frame["dataset"] == then_and_since.REVIEW].drop_duplicates("year")
    assert [value for value in held if value] == [n for n in own["year_total"] if n]
    assert line.find(".//{*}dLbls/{*}showVal").get("val") == "1"


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
