import pandas as pd
import pytest
from pptx.enum.chart import XL_CHART_TYPE

from components.figures.empty import NO_FUNCTION
from components.figures.islet_mass import short_words
from components.slides.islet_mass import KEY, islet_mass_and_function
from data.link.state import PageState
from data.queries.outcomes import NO_MASS
from data.queries.outcomes import islet_mass_and_function as query
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    chart_of,
    graphics,
    ids_of,
    rows_of,
    slides_of,
    texts_of,
)


@pytest.fixture(scope="module")
def frame(store):
    return query(store, PageState())


@pytest.fixture(scope="module")
def slide(frame):
    (slide,) = slides_of(islet_mass_and_function, frame)
    return slide


def names_of(slide):
    return [node.get("name") for node in slide._element.iter("{*}cNvPr")]


def numbers(frame):
    """(mass, days) of the lanes that have both."""
    both = frame[(frame["mass_of"] != NO_MASS) & frame["function_days"].notna()]
    return sorted(zip(both["mass"].astype(float), both["function_days"].astype(float), strict=True))


def test_the_chart_holds_the_lanes_with_both_numbers(slide, frame):
    chart = chart_of(slide)
    assert chart.chart_type == XL_CHART_TYPE.XY_SCATTER
    held = [row[:2] for row in rows_of(chart) if isinstance(row[0], int | float)]
    assert sorted(held) == numbers(frame)
    values = [value for one in chart.plots[0].series for value in one.values]
    assert sorted(values) == sorted(days for _, days in numbers(frame))
    assert len(chart._chartSpace.findall(".//{*}logBase")) == 1


def test_a_lane_without_one_number_is_a_drawn_mark(slide, frame):
    assert names_of(slide).count("Mark") == len(frame) - len(numbers(frame)) == 3


def test_every_lane_is_named_and_grouped(slide, frame):
    said = texts_of(slide)
    for row in frame.itertuples():
        assert short_words(row) in said
        assert row.label in names_of(slide)
    assert KEY in said
    assert "2005–07: mass known only as the mean of the cohort" in said


def test_longer_and_shorter_are_arrows(slide, frame):
    expected = frame["qualifier"].isin(["AT_LEAST", "BY", "UP_TO"]).sum()
    assert names_of(slide).count("Arrow") == expected == 4


def test_open_marks_are_open_in_the_chart_too(slide):
    points = list(chart_of(slide)._chartSpace.iter("{*}dPt"))
    assert len(points) == names_of(slide).count("Open mark") == 4
    insides = {point.find(".//{*}spPr/{*}solidFill/{*}srgbClr").get("val") for point in points}
    assert insides == {"FFFFFF"}


def test_the_spreads_are_the_printed_ones(slide):
    bars = [
        (bar.find("{*}errDir").get("val"), float(bar.find("{*}val").get("val")))
        for bar in chart_of(slide)._chartSpace.iter("{*}errBars")
    ]
    assert sorted(bars) == [("x", 1272.0), ("x", 2589.0), ("x", 7152.0), ("y", 53.0)]


def test_different_spreads_of_one_cohort_are_read_from_the_workbook(frame):
    rows = frame[frame["mass_spread"].notna()].assign(series=0, cohort="One")
    (slide,) = slides_of(islet_mass_and_function, rows)
    bar = next(chart_of(slide)._chartSpace.iter("{*}errBars"))
    cached = [float(value.text) for value in bar.find("{*}plus").iter("{*}v")]
    assert cached == rows["mass_spread"].tolist()


def test_the_chart_is_described(slide):
    (graphic,) = graphics(slide)
    assert (graphic.name, alt_text(graphic)) == ("Islet mass and days of function", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))


def test_nothing_is_a_sentence(frame):
    (slide,) = slides_of(islet_mass_and_function, frame.head(0))
    assert graphics(slide) == []
    assert NO_FUNCTION in texts_of(slide)


def test_lanes_without_a_place_in_the_plot_need_no_chart(frame):
    rows = frame[(frame["mass_of"] == NO_MASS) | frame["function_days"].isna()]
    (slide,) = slides_of(islet_mass_and_function, rows)
    assert graphics(slide) == []
    assert names_of(slide).count("Mark") == len(rows)


def test_a_mass_beyond_the_axis_makes_it_longer(frame):
    rows = frame[frame["function_days"].notna()].head(1).assign(mass=40_000.0)
    (slide,) = slides_of(islet_mass_and_function, rows)
    assert chart_of(slide).category_axis.maximum_scale == 40_000


def test_hostile_labels_stay_text(frame):
    hostile = '=1+1 <b>&"\x07'
    (slide,) = slides_of(
        islet_mass_and_function, pd.DataFrame(frame).assign(cohort=hostile, label=hostile)
    )
    assert chart_of(slide).plots[0].series[0].name == '=1+1 <b>&"'
    assert '=1+1 <b>&"' in names_of(slide)


def test_function_of_no_day_at_all_stands_at_the_edge(frame):
    (slide,) = slides_of(islet_mass_and_function, frame.assign(function_days=0, spread_days=0))
    assert names_of(slide).count("Name") == len(frame)
