import pandas as pd
import pytest
from pptx.enum.chart import XL_CHART_TYPE

from components.figures.empty import NO_CHIMERISM
from components.slides.chimerism import chimerism_over_time
from components.slides.drawing import Box
from components.theme import LIGHT
from data.link.state import PageState
from data.queries.outcomes import chimerism
from tests.components.slides import decks
from tests.components.slides.decks import (
    SUMMARY,
    alt_text,
    chart_of,
    colours_in,
    graphics,
    ids_of,
    rows_of,
    slides_of,
    texts_of,
)


@pytest.fixture(scope="module")
def frame(store):
    return chimerism(store, PageState())


@pytest.fixture(scope="module")
def slide(frame):
    (slide,) = slides_of(chimerism_over_time, frame)
    return slide


def test_the_chart_holds_the_stated_levels(slide, frame):
    chart = chart_of(slide)
    assert chart.chart_type in (XL_CHART_TYPE.XY_SCATTER, XL_CHART_TYPE.XY_SCATTER_LINES)
    placed = frame[frame["placed"]]
    assert [tuple(one.values) for one in chart.plots[0].series] == [
        tuple(rows["value"]) for _, rows in placed.groupby("series", sort=False)
    ]
    levels = [(row[4], row[1]) for row in rows_of(chart) if isinstance(row[1], int | float)]
    assert levels == list(zip(placed["month"], placed["value"], strict=True))
    assert chart.category_axis.axis_title.text_frame.text == "Months"
    assert chart.value_axis.axis_title.text_frame.text == "Donor cells, per cent"


def test_the_spread_is_the_printed_one(slide, frame):
    chart = chart_of(slide)
    spreads = [row[3] for row in rows_of(chart) if isinstance(row[3], int | float)]
    assert spreads == frame["spread"].dropna().tolist()
    series = list(chart._chartSpace.iter("{*}ser"))
    has_bars = [one.find("{*}errBars") is not None for one in series]
    placed = frame[frame["placed"]]
    stated = placed.groupby("series", sort=False)["spread"].apply(lambda own: own.notna().any())
    assert has_bars == stated.tolist()


def test_about_is_open_and_each_line_has_its_dash(slide, frame):
    series = list(chart_of(slide)._chartSpace.iter("{*}ser"))
    opened = [len(list(one.iter("{*}dPt"))) for one in series]
    assert opened == [2, 0, 0]
    assert "Open mark" in [node.get("name") for node in slide._element.iter("{*}cNvPr")]
    dashes = [one.find("{*}spPr").find(".//{*}prstDash").get("val") for one in series]
    assert dashes == ["sysDot", "sysDash", "lgDash"]
    colours = [colours_in(one.find("{*}spPr"))[0] for one in series]
    assert set(colours) == {LIGHT.text}


def test_marks_of_one_month_stand_side_by_side(slide, frame):
    chart = chart_of(slide)
    drawn = [
        [float(value.text) for value in one.find("{*}xVal").iter("{*}v")]
        for one in chart._chartSpace.iter("{*}ser")
    ]
    assert drawn == [[0.78, 5.78, 11.78], [1.0, 6.0, 12.0], [1.22, 12.22]]
    # in the workbook the month as stated is beside it, and moves it
    rows = [row for row in rows_of(chart) if isinstance(row[1], int | float)]
    assert [row[0] for row in rows[:2]] == ["=E2-0.22", "=E3-0.22"]
    head = rows_of(chart)[0]
    assert (head[0], head[4]) == ("Months, set apart", "Months")
    size = int(chart._chartSpace.find(".//{*}marker/{*}size").get("val"))
    assert 0.22 / 12.6 * PLOT.width > size
    assert "side by side" in " ".join(texts_of(slide))


def test_a_mark_of_month_zero_stands_on_the_axis(slide_of):
    slide = slide_of([(0, 2.0, None), (6, 5.0, None)], [(0, 1.0, None)])
    first, second = chart_of(slide)._chartSpace.iter("{*}ser")
    assert float(first.find(".//{*}xVal//{*}v").text) == 0
    assert float(second.find(".//{*}xVal//{*}v").text) == 0.22


def test_every_statement_is_said(slide, frame):
    said = " ".join(texts_of(slide))
    for words in frame["value_printed"]:
        assert words in said
    assert "2005–07: not detectable at any assessed time point; no level stated" in said
    assert "1998–99, one patient: 1%" in said


def test_the_chart_is_described(slide):
    (graphic,) = graphics(slide)
    assert (graphic.name, alt_text(graphic)) == ("Chimerism over time", SUMMARY)
    assert len(ids_of(slide)) == len(set(ids_of(slide)))


def test_nothing_is_a_sentence(frame):
    (slide,) = slides_of(chimerism_over_time, frame.head(0))
    assert graphics(slide) == []
    assert NO_CHIMERISM in texts_of(slide)


def test_words_alone_need_no_chart(frame):
    (slide,) = slides_of(chimerism_over_time, frame[~frame["placed"]])
    assert graphics(slide) == []
    assert any("not detectable" in text for text in texts_of(slide))


def test_a_level_beyond_ten_per_cent_is_on_the_axis(frame):
    placed = frame[frame["placed"]].head(1)
    (slide,) = slides_of(chimerism_over_time, placed.assign(value=20.5, spread=1.0))
    assert chart_of(slide).value_axis.maximum_scale == 22


def test_hostile_words_stay_text(frame):
    (slide,) = slides_of(
        chimerism_over_time, frame.assign(cohort='=1+1 <b>&"\x07', value_printed="<i>\x07")
    )
    assert chart_of(slide).plots[0].series[0].name == '=1+1 <b>&"'
    assert "<i>" in texts_of(slide)


PLOT = Box(92, 88, 638, 329)
"""The room that axes and names leave of the slide's body where every statement has a level."""


@pytest.fixture
def slide_of(frame):
    """Draws the points (month, value, spread) of one line a list."""
    one = frame[frame["placed"]].head(1).astype({"qualifier": "str"})

    def drawn(*lines, **more):
        rows = [
            one.assign(month=month, value=value, spread=spread, series=series, **more)
            for series, line in enumerate(lines)
            for month, value, spread in line
        ]
        return slides_of(chimerism_over_time, pd.concat(rows, ignore_index=True))[0]

    return drawn


def point(month: float, value: float, shift: float = 0) -> tuple[float, float]:
    return 92 + (month + shift) / 12.6 * 638, 417 - value / 10 * 329


def test_the_chart_fills_the_ground_that_the_words_stand_on(slide_of):
    slide = slide_of([(6, 5.0, None)])
    (frame,) = graphics(slide)
    box = decks.box_of(frame)
    assert (box.left, box.top, box.width, box.height) == (30, 76, 900, 391)
    layout = chart_of(slide)._chartSpace.find(".//{*}plotArea/{*}layout/{*}manualLayout")
    share = {key: float(layout.find(f"{{*}}{key}").get("val")) for key in "xywh"}
    assert (box.left + share["x"] * 900, box.top + share["y"] * 391) == pytest.approx(
        (PLOT.left, PLOT.top), abs=0.02
    )
    assert (share["w"] * 900, share["h"] * 391) == pytest.approx(
        (PLOT.width, PLOT.height), abs=0.02
    )


@pytest.mark.parametrize(
    ("value", "spread", "top"),
    [(5.0, None, 10), (9.0, 1.0, 10), (10.5, None, 12), (11.0, 1.5, 14), (12.0, 0.0, 12)],
)
def test_the_axis_ends_at_the_next_even_number(slide_of, value, spread, top):
    assert chart_of(slide_of([(6, value, spread)])).value_axis.maximum_scale == top


def test_a_line_is_named_at_its_end_in_ink(slide_of):
    slide = slide_of([(3, 2.0, None), (6, 5.0, None)], [(6, 1.0, None)])
    names = [s for s in decks.shapes_in(slide.shapes) if s.name.startswith("Line ")]
    assert [decks.box_of(name).left for name in names] == [730 + 6] * 2
    assert [decks.centre_of(name)[1] for name in names] == pytest.approx(
        [point(6, 5)[1], point(6, 1)[1]], abs=0.02
    )
    inks = [colours_in(next(name._element.iter("{*}rPr")))[0] for name in names]
    assert inks == [LIGHT.text] * 2


@pytest.mark.parametrize(
    ("lines", "more", "place"),
    [
        # at the upper right of its point
        ([[(3, 2.0, None), (6, 5.0, None)]], {}, (point(3, 2)[0] + 9 + 45, point(3, 2)[1] - 8)),
        # below the ±, or above it for the first of several lines
        ([[(3, 2.0, 1.0), (6, 5.0, None)]], {}, (point(3, 1)[0], point(3, 1)[1] + 9)),
        (
            [[(3, 2.0, 1.0), (6, 5.0, None)], [(6, 1.0, None)]],
            {},
            (point(3, 3, -0.11)[0], point(3, 3)[1] - 9),
        ),
        # below an open mark
        (
            [[(3, 2.0, None), (6, 5.0, None)]],
            {"qualifier": "APPROXIMATELY"},
            (point(3, 2)[0], point(3, 2)[1] + 5 + 6 + 2),
        ),
    ],
)
def test_a_value_stands_beside_its_point(slide_of, lines, more, place):
    value = decks.the(slide_of(*lines, **more), "Value")
    assert decks.centre_of(value) == pytest.approx(place, abs=0.02)


def test_an_open_mark_stands_on_its_point(slide_of):
    slide = slide_of([(3, 2.0, None), (6, 5.0, None)], qualifier="APPROXIMATELY")
    marks = [decks.centre_of(mark) for mark in decks.shapes_named(slide, "Open mark")]
    assert marks == [pytest.approx(point(3, 2), abs=0.02), pytest.approx(point(6, 5), abs=0.02)]


def test_statements_without_a_level_stand_one_below_the_other(frame):
    rows = frame.head(3).assign(placed=False)
    (slide,) = slides_of(chimerism_over_time, rows)
    tops = [decks.box_of(shape).top for shape in decks.shapes_named(slide, "Statement")]
    heading = decks.box_of(decks.the(slide, "Heading")).top
    assert tops == [heading + 17, heading + 34, heading + 51]
    assert heading + 4 * 17 == 484  # the foot of the body


def test_no_type_is_below_twelve_points(slide):
    sizes = {
        int(run.get("sz")) for s in decks.figure_of(slide) for run in s._element.iter("{*}rPr")
    }
    assert min(sizes) >= 1200


def test_a_chart_keeps_its_height_where_words_above_take_the_room(frame):
    rows = pd.concat([frame, *[frame[~frame["placed"]]] * 4], ignore_index=True)
    sheet = decks.new_sheet()
    sheet.body = Box(30, 130, 900, 300)
    chimerism_over_time(rows, sheet)
    first, *others = decks.saved(sheet)
    (chart,) = graphics(first)
    assert decks.box_of(chart).height >= 200
    said = sum(len(decks.shapes_named(slide, "Statement")) for slide in (first, *others))
    assert said == 5 * (~frame["placed"]).sum()
