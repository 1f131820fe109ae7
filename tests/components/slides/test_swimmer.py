from typing import Any

import pandas as pd
import pytest
from pptx.oxml.ns import qn

from components.figures import swimmer as figure
from components.slides.swimmer import swimmer_plot
from components.theme import LIGHT, tint
from data.link.state import PageState
from data.queries import outcomes
from tests.components.slides import decks
from tests.components.slides.test_timeline import HEADING, check_room, drawn, slides_of


def test_every_lane_with_its_signs(store: Any) -> None:
    frame = outcomes.graft_function(store, PageState())
    slides = slides_of(swimmer_plot, frame)
    check_room(slides)
    assert len(slides) == 1
    shapes = drawn(slides)
    for row in figure.functions_of(frame):
        name = f"{row.cohort} · {figure.lane_name(row)}: {row.printed}"
        lane = next(s for s in shapes if s.name == name)
        patterns = list(lane._element.iter(qn("a:pattFill")))
        assert len(patterns) == (row.qualifier == "BY")
        fades = [s for s in lane.shapes if s.name.endswith("fade")]
        assert len(fades) == (row.qualifier == "UP_TO")
        names = [s.name for s in lane.shapes]
        assert (figure.SIGN_WORDS[figure.ON] in names) == (row.qualifier == "AT_LEAST")
        assert ("± as printed" in names) == (row.spread is not None)


def test_hostile_words_and_the_empty_frame(store: Any) -> None:
    frame = outcomes.graft_function(store, PageState())
    hostile = frame.iloc[[1]].assign(duration_printed="<b>&\x00", cohort="<i>")
    assert any("<i>" in s.name for s in drawn(slides_of(swimmer_plot, hostile)))
    slides = slides_of(swimmer_plot, frame.iloc[:0])
    graphic = next(s for s in slides[0].shapes if s.name == "Nothing to show")
    assert "no graft function" in "".join(s.text_frame.text for s in graphic.shapes)
    assert graphic._element.nvGrpSpPr.cNvPr.get("descr") == HEADING.summary


CLEAR = {
    **dict.fromkeys(
        ("function_days", "spread_days", "low_days", "high_days", "weaning_day"), pd.NA
    ),
    "qualifier": "STATED",
    "end_kind": "LOST",
    "day_zero": "ISLET_INFUSION",
    "cohort": "C",
    "level": "PATIENT",
    "patient": "p1",
    "arm_label": "",
    "duration_printed": "so long",
    "independence": "",
}
LANE = "C · Patient 1: so long"
ZERO, DAY_100, DAY_730 = 152.98, 214.18, 439.60
"""Points from the left: 118.08 of the gutter and 414.72 of the plot, the first panel 0.58 of it."""
BLUE = LIGHT.categories[0]


@pytest.fixture
def slide_of(store):
    """Draws lanes that differ from an empty one by these values."""
    one = outcomes.graft_function(store, PageState()).iloc[[0]].astype({"level": "str"})
    plain = one.astype({"qualifier": "str", "end_kind": "str", "day_zero": "str"})

    def drawn(*rows):
        frame = pd.concat([plain.assign(**{**CLEAR, **row}) for row in rows])
        (slide,) = decks.slides_of(swimmer_plot, frame)
        return slide

    return drawn


@pytest.mark.parametrize(
    ("row", "ends", "fill"),
    [
        ({"function_days": 100}, [(ZERO, DAY_100)], ("solidFill", BLUE)),
        ({"function_days": 0}, [(ZERO, ZERO)], ("solidFill", BLUE)),
        ({"function_days": 730}, [(ZERO, 388.61), (396.91, DAY_730)], ("solidFill", BLUE)),
        (
            {"function_days": 100, "qualifier": "BY"},
            [(ZERO, DAY_100)],
            ("pattFill", tint(BLUE, "#ffffff", 0.55), tint(BLUE, "#ffffff", 0.22)),
        ),
    ],
)
def test_a_bar_goes_from_day_zero_to_the_day_in_its_colour(slide_of, row, ends, fill):
    slide = slide_of(row)
    bars = decks.shapes_named(slide, LANE)
    found = [(decks.box_of(bar).left, decks.box_of(bar).right) for bar in bars]
    assert found == [pytest.approx(pair, abs=0.02) for pair in ends]
    assert {decks.fill_of(bar) for bar in bars} == {fill}
    middles = {decks.centre_of(bar)[1] for bar in bars}
    assert middles == {decks.centre_of(decks.the(slide, "Lane"))[1]}


def test_lanes_stand_below_one_another_at_one_distance(slide_of):
    """Of 29 pixels a lane a slide gives each 0.85 points; a cohort's heading stands above."""
    slide = slide_of({"function_days": 100}, {"function_days": 50}, {"function_days": 20})
    middles = [decks.centre_of(bar)[1] for bar in decks.shapes_named(slide, LANE)]
    heading = decks.centre_of(next(s for s in decks.shapes_named(slide, "Heading")))[1]
    assert middles == pytest.approx([middles[0] + n * 24.65 for n in range(3)], abs=0.02)
    assert middles[0] - heading == pytest.approx((24 / 2 + 29 / 2) * 0.85, abs=0.02)
    (line,) = decks.shapes_named(slide, "Line of 0")
    box = decks.box_of(line)
    assert box.left == pytest.approx(ZERO, abs=0.02)
    assert box.top < heading
    assert box.bottom == pytest.approx(middles[-1] + 29 / 2 * 0.85, abs=0.02)


def test_up_to_fades_from_day_zero(slide_of):
    slide = slide_of({"function_days": 100, "qualifier": "UP_TO"})
    fade = decks.the(slide, f"{LANE}, fade")
    assert (decks.box_of(fade).left, decks.box_of(fade).right) == pytest.approx(
        (ZERO, DAY_100), abs=0.02
    )
    assert (decks.fill_of(fade), decks.opacities_of(fade)) == (("gradFill", BLUE, BLUE), [85, 6])


@pytest.mark.parametrize(
    ("name", "row", "ends"),
    [
        ("± as printed", {"function_days": 50, "spread_days": 50}, (ZERO, DAY_100)),
        ("Range", {"function_days": 50, "low_days": 0, "high_days": 100}, (ZERO, DAY_100)),
    ],
)
def test_a_spread_goes_from_its_low_to_its_high_day(slide_of, name, row, ends):
    slide = slide_of(row)
    span = decks.box_of(decks.shapes_named(slide, name)[-1])
    assert (span.left, span.right) == pytest.approx(ends, abs=0.02)
    below = 0 if name.startswith("±") else 4.5 + 4
    middle = decks.centre_of(decks.the(slide, LANE))[1]
    assert span.top + span.height / 2 == pytest.approx(middle + below, abs=0.02)


INK, GROUND = ("solidFill", LIGHT.text), ("solidFill", LIGHT.background)


@pytest.mark.parametrize(
    ("symbol", "row", "x", "fill"),
    [
        (figure.LOST, {"function_days": 100}, DAY_100, INK),
        (figure.LOST, {"function_days": 730}, DAY_730, INK),
        (figure.ABOUT, {"function_days": 100, "qualifier": "APPROXIMATELY"}, DAY_100, GROUND),
        (figure.OPEN, {"function_days": 100, "end_kind": "STILL"}, DAY_100, GROUND),
        (figure.NEVER, {"end_kind": "PRIMARY_NON_FUNCTION"}, ZERO, GROUND),
    ],
)
def test_the_sign_of_an_end_stands_on_its_day(slide_of, symbol, row, x, fill):
    slide = slide_of(row)
    *_, sign = decks.shapes_named(slide, figure.SIGN_WORDS[symbol])
    centre = decks.centre_of(decks.the(slide, "Lane"))
    assert decks.centre_of(sign) == pytest.approx((x, centre[1]), abs=0.02)
    assert decks.fill_of(sign) == fill


@pytest.mark.parametrize(
    ("symbol", "row", "points", "up"),
    [
        (figure.ON, {"qualifier": "AT_LEAST"}, [(0, 0), (9, 5), (0, 10)], 0),
        (figure.BEFORE, {"qualifier": "BY"}, [(9, 0), (0, 5), (9, 10)], 0),
        (figure.WEANED, {"weaning_day": 100}, [(0, 0), (8, 0), (4, 7)], 4.5 + 3),
    ],
)
def test_the_sign_of_a_bound_points_where_function_may_have_gone(slide_of, symbol, row, points, up):
    slide = slide_of({"function_days": 100, **row})
    *_, sign = decks.shapes_named(slide, figure.SIGN_WORDS[symbol])
    assert decks.points_of(sign) == points
    assert decks.fill_of(sign) == INK
    box, middle = decks.box_of(sign), decks.centre_of(decks.the(slide, "Lane"))[1]
    assert box.left < DAY_100 < box.right
    assert box.top < middle - up < box.bottom
    assert abs(box.top + box.height / 2 - (middle - up)) <= 0.52


def test_ticks_stand_on_their_lines_and_words_of_the_key_behind_their_signs(slide_of):
    slide = slide_of({"function_days": 100})
    for text in ("0", "6", "1 y"):
        line, tick = (decks.the(slide, f"{name} {text}") for name in ("Line of", "Tick"))
        assert decks.centre_of(tick)[0] == pytest.approx(decks.box_of(line).left, abs=0.02)
    sign = decks.box_of(decks.the(slide, "Key: Graft function"))
    words = decks.box_of(decks.shapes_named(slide, "Key: words")[0])
    assert (sign.left, words.left) == pytest.approx((148.08, 148.08 + 20 * 0.72), abs=0.02)
