from math import log10

import pandas as pd
import pytest
from pptx.enum.chart import XL_CHART_TYPE

from components.figures.empty import NO_FUNCTION
from components.figures.islet_mass import points_in_words, short_words
from components.slides.drawing import Box, TextStyle
from components.slides.islet_mass import KEY, islet_mass_and_function
from components.theme import LIGHT
from data.link.state import PageState
from data.queries.outcomes import NO_MASS
from data.queries.outcomes import islet_mass_and_function as query
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
    assert f"{KEY} {points_in_words(frame)}" in said
    assert "2005–07: mass known only as the mean of the cohort" in said


def test_longer_and_shorter_are_arrows(slide, frame):
    expected = frame["qualifier"].isin(["AT_LEAST", "BY", "UP_TO"]).sum()
    assert names_of(slide).count("Arrow") == expected == 4


def test_open_marks_are_open_in_the_chart_too(slide):
    points = list(chart_of(slide)._chartSpace.iter("{*}dPt"))
    assert len(points) == names_of(slide).count("Open mark") == 4
    insides = {colours_in(point.find(".//{*}spPr/{*}solidFill"))[0] for point in points}
    assert insides == {LIGHT.background}


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


ONE = {
    **dict.fromkeys(("function_days", "spread_days", "mass_spread", "low_days"), pd.NA),
    "series": 0,
    "qualifier": "STATED",
    "end_kind": "LOST",
    "mass_of": NO_MASS,
    "mass": float("nan"),
    "label": "L",
    "patient": "p1",
    "level": "PATIENT",
    "duration_printed": "so long, in days",
}
PLOT = Box(239, 96, 675, 271)
"""The room that axes, strips and key leave of the slide's body, 900 by 408 from (30, 76)."""
STRIP, NEVER = 84 + 14, 372 + 20
BOTH = {"mass": 11_500.0, "mass_of": "own"}


def height(days: float) -> float:
    return 367 - (log10(days) - 1) / 2.42 * 271


@pytest.fixture
def slide_of(frame):
    """Draws lanes that differ from an empty one by these values."""
    one = frame.head(1).astype(dict.fromkeys(("qualifier", "end_kind", "level"), "str"))

    def drawn(*rows):
        lanes = pd.concat([one.assign(**{**ONE, **row}) for row in rows], ignore_index=True)
        return decks.slides_of(islet_mass_and_function, lanes)[0]

    return drawn


@pytest.mark.parametrize(
    ("row", "centre", "fill"),
    [
        ({"function_days": 100}, (STRIP, height(100)), LIGHT.text),
        ({"function_days": 10}, (STRIP, 367), LIGHT.text),
        # below ten days the axis begins at one
        ({"function_days": 3}, (STRIP, 367 - log10(3) / 3.42 * 271), LIGHT.text),
        ({"function_days": 100, "series": 2}, (STRIP, height(100)), LIGHT.text),
        (
            {"function_days": 100, "qualifier": "APPROXIMATELY"},
            (STRIP, height(100)),
            LIGHT.background,
        ),
        ({**BOTH, "end_kind": "PRIMARY_NON_FUNCTION"}, (239 + 337.5, NEVER), LIGHT.text),
    ],
)
def test_a_mark_beside_the_chart_stands_at_its_number(slide_of, row, centre, fill):
    mark = decks.the(slide_of(row), "Mark")
    assert decks.centre_of(mark) == pytest.approx(centre, abs=0.02)
    assert decks.fill_of(mark) == ("solidFill", fill)


def test_an_open_mark_stands_on_its_point_of_the_chart(slide_of):
    mark = decks.the(
        slide_of({**BOTH, "function_days": 100, "qualifier": "APPROXIMATELY"}), "Open mark"
    )
    assert decks.centre_of(mark) == pytest.approx((576.5, height(100)), abs=0.02)


def test_the_chart_fills_the_ground_that_the_drawn_marks_stand_on(slide_of):
    slide = slide_of({**BOTH, "function_days": 100})
    (frame,) = graphics(slide)
    box = decks.box_of(frame)
    layout = chart_of(slide)._chartSpace.find(".//{*}plotArea/{*}layout/{*}manualLayout")
    share = {key: float(layout.find(f"{{*}}{key}").get("val")) for key in "xywh"}
    inner = (
        box.left + share["x"] * box.width,
        box.top + share["y"] * box.height,
        share["w"] * box.width,
        share["h"] * box.height,
    )
    assert inner == pytest.approx((PLOT.left, PLOT.top, PLOT.width, PLOT.height), abs=0.02)


def test_ticks_stand_at_their_numbers(slide_of):
    slide = slide_of({**BOTH, "function_days": 100})
    for name, mass in (("0", 0), ("5,000", 5_000), ("20,000", 20_000)):
        line = decks.box_of(decks.the(slide, f"Tick {name}"))
        assert (line.left, line.top) == pytest.approx((239 + mass / 23_000 * 675, 412), abs=0.02)
        label = decks.the(slide, f"Mass {name}")
        assert decks.centre_of(label)[0] == pytest.approx(line.left, abs=0.02)
    for name, days in (("10", 10), ("100", 100), ("4 years", 1461)):
        line = decks.box_of(decks.the(slide, f"Line {name}"))
        assert (line.left, line.right) == (84, 914)
        assert line.top == pytest.approx(height(days), abs=0.02)
        assert decks.centre_of(decks.the(slide, f"Tick {name}"))[1] == pytest.approx(line.top)


@pytest.mark.parametrize(
    ("qualifier", "start", "end"), [("AT_LEAST", -7, -24), ("BY", 7, 24), ("UP_TO", 7, 24)]
)
def test_an_arrow_points_up_for_longer_and_down_for_shorter(slide_of, qualifier, start, end):
    arrow = decks.the(slide_of({"function_days": 100, "qualifier": qualifier}), "Arrow")
    box, y = decks.box_of(arrow), height(100)
    assert (box.top, box.bottom) == pytest.approx(
        (y + min(start, end), y + max(start, end)), abs=0.02
    )
    is_up = arrow._element.spPr.find("{*}xfrm").get("flipV") == "1"
    assert is_up == (end < start)


@pytest.mark.parametrize(
    ("row", "left", "right", "up"),
    [
        ({"function_days": 100}, STRIP + 11, None, -10),
        ({"function_days": 100, "patient": "p2"}, STRIP + 11, None, 10),
        ({**BOTH, "function_days": 100}, 576.5 + 11, None, -12),
        ({**BOTH, "function_days": 100, "qualifier": "AT_LEAST"}, None, 576.5 - 9, 12),
    ],
)
def test_a_name_stands_beside_its_mark(slide_of, row, left, right, up):
    name = decks.the(slide_of(row), "Name")
    box = decks.box_of(name)
    assert box.width == pytest.approx(TextStyle(12).width_of(name.text_frame.text), abs=0.02)
    assert (box.left if left else box.right) == pytest.approx(left or right, abs=0.02)
    assert box.top + box.height / 2 == pytest.approx(height(100) - up, abs=0.3)


def test_of_two_names_at_one_place_one_gives_way(slide_of):
    row = {**BOTH, "function_days": 100}
    one, other = map(decks.box_of, decks.shapes_named(slide_of(row, row), "Name"))
    assert (
        one.bottom <= other.top
        or other.bottom <= one.top
        or one.right <= other.left
        or other.right <= one.left
    )


def test_no_type_is_below_twelve_points(slide):
    sizes = {
        int(run.get("sz")) for s in decks.figure_of(slide) for run in s._element.iter("{*}rPr")
    }
    assert min(sizes) >= 1200


def test_the_key_has_room(slide):
    key = decks.the(slide, "Key")
    lines = TextStyle(12).lines_of(key.text_frame.text, decks.box_of(key).width)
    assert len(lines) * 14.5 <= decks.box_of(key).height
