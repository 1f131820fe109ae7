from itertools import combinations
from typing import Any

import pandas as pd
import pytest

from components.figures import swimmer as figure
from components.figures.graft_rows import end_words, functions_of, lane_name
from components.slides.drawing import Box, TextStyle
from components.slides.swimmer import ROOM, TYPE, swimmer_plot
from components.slides.theme_colours import SLIDE
from components.theme import LIGHT, tint
from data.link.state import PageState
from data.queries import outcomes
from tests.components.slides import decks


@pytest.fixture(scope="module")
def frame(store: Any) -> pd.DataFrame:
    return outcomes.graft_function(store, PageState())


@pytest.fixture(scope="module")
def slide(frame):
    (slide,) = decks.slides_of(swimmer_plot, frame)
    return slide


def words_of(slide):
    """(text, the box that its letters take) of every text of the drawing."""
    for shape in decks.shapes_in(slide.shapes):
        sizes = {run.get("sz") for run in shape._element.iter("{*}rPr")}
        if not getattr(shape, "has_text_frame", False) or sizes != {str(int(TYPE * 100))}:
            continue
        text, box = shape.text_frame.text, decks.box_of(shape)
        width = max(map(TextStyle(TYPE).width_of, text.split("\n")))
        align = next(shape._element.iter("{*}pPr")).get("algn")
        left = {"l": box.left, "r": box.right - width, "ctr": box.left + (box.width - width) / 2}
        yield text, Box(left[align], box.top, width, box.height)


def test_every_lane_with_its_signs_on_one_slide(slide, frame):
    for row in functions_of(frame):
        name = f"{row.cohort} · {lane_name(row)}: {row.printed}"
        lane = decks.group_named(slide, name)
        texts = [s.text_frame.text.replace("\n", " ") for s in lane.shapes if s.has_text_frame]
        assert end_words(row) in texts
        names = [s.name for s in lane.shapes]
        assert (f"{name}, fade" in names) == (row.qualifier == "UP_TO")
        assert (figure.SIGN_WORDS[figure.ON] in names) == (row.qualifier == "AT_LEAST")
        assert (figure.SPREAD in names) == (row.spread is not None)


def test_all_type_is_twelve_points_and_nothing_touches(slide):
    sizes = {
        int(run.get("sz"))
        for shape in decks.figure_of(slide)
        for run in shape._element.iter("{*}rPr")
    }
    assert min(sizes) == 1200
    found = list(words_of(slide))
    assert len(found) > 50
    for text, box in found:
        assert box.left >= 30 and box.right <= 932, text
        assert box.bottom <= 490, text
    for (one, a), (other, b) in combinations(found, 2):
        across = min(a.right, b.right) - max(a.left, b.left)
        down = min(a.bottom, b.bottom) - max(a.top, b.top)
        assert across <= 0.5 or down <= 0.5, (one, other)


def test_a_mean_mass_of_three_lanes_stands_once(slide):
    masses = [s.text_frame.text for s in decks.shapes_named(slide, "Islet mass")]
    assert [text for text in masses if "6,553" in text] == ["6,553 ± 1,272\nmean of all 3"]
    assert masses.count("not stated") == 2


def test_hostile_words_and_the_empty_frame(frame):
    hostile = frame.iloc[[1]].assign(duration_printed="<b>&\x00", cohort="<i>")
    (slide,) = decks.slides_of(swimmer_plot, hostile)
    assert "<i>" in decks.texts_of(slide)
    (slide,) = decks.slides_of(swimmer_plot, frame.iloc[:0])
    graphic = next(s for s in slide.shapes if s.name == "Nothing to show")
    assert "no graft function" in "".join(s.text_frame.text for s in graphic.shapes)
    assert graphic._element.nvGrpSpPr.cNvPr.get("descr") == decks.SUMMARY


def test_more_lanes_than_fit_go_on_another_slide(frame):
    many = pd.concat([frame.assign(cohort=name) for name in ("A", "B")])
    slides = decks.slides_of(swimmer_plot, many)
    assert len(slides) == 2
    lanes = [len(decks.shapes_named(slide, "Lane")) for slide in slides]
    assert sum(lanes) == 2 * len(frame)


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
LEFT = 30 + ROOM.gutter
SLATE = decks.seen(figure.slate_of(SLIDE))


def at(day: float, panel: str = "") -> float:
    """Points from the left of the slide."""
    return LEFT + ROOM.x(panel or figure.axis_of(day), day)


ZERO, DAY_100, DAY_730 = at(0), at(100), at(730)


@pytest.fixture
def slide_of(frame):
    """Draws lanes that differ from an empty one by these values."""
    one = frame.iloc[[0]].astype({"level": "str"})
    plain = one.astype({"qualifier": "str", "end_kind": "str", "day_zero": "str"})

    def drawn(*rows):
        lanes = pd.concat([plain.assign(**{**CLEAR, **row}) for row in rows])
        (slide,) = decks.slides_of(swimmer_plot, lanes)
        return slide

    return drawn


def test_the_panels_stand_beside_one_another_before_the_labels():
    (first, edge), (start, end) = ROOM.panels.values()
    assert first == 0 and start == edge + figure.GAP
    assert end + figure.LABEL_ROOM * ROOM.size == pytest.approx(ROOM.plot)
    assert ROOM.gutter + ROOM.plot + ROOM.mass == pytest.approx(900)


@pytest.mark.parametrize(
    ("row", "ends", "fill"),
    [
        ({"function_days": 100}, [(ZERO, DAY_100)], SLATE),
        ({"function_days": 0}, [(ZERO, ZERO)], SLATE),
        (
            {"function_days": 730},
            [(ZERO, at(380, "x")), (at(345, "x2"), DAY_730)],
            SLATE,
        ),
        (
            {"function_days": 100, "qualifier": "BY"},
            [(ZERO, DAY_100)],
            decks.seen(tint(figure.slate_of(SLIDE), SLIDE.background, 0.3)),
        ),
    ],
)
def test_a_bar_goes_from_day_zero_to_the_day_in_its_colour(slide_of, row, ends, fill):
    slide = slide_of(row)
    bars = decks.shapes_named(slide, LANE)
    found = [(decks.box_of(bar).left, decks.box_of(bar).right) for bar in bars]
    assert found == [pytest.approx(pair, abs=0.02) for pair in ends]
    assert {decks.fill_of(bar) for bar in bars} == {("solidFill", fill)}
    middles = {round(decks.centre_of(bar)[1], 1) for bar in bars}
    assert middles == {round(decks.centre_of(decks.the(slide, "Lane"))[1], 1)}


def test_lanes_stand_below_one_another_at_one_distance(slide_of):
    slide = slide_of({"function_days": 100}, {"function_days": 50}, {"function_days": 20})
    middles = [decks.centre_of(bar)[1] for bar in decks.shapes_named(slide, LANE)]
    assert middles == pytest.approx([middles[0] + n * ROOM.lane for n in range(3)], abs=0.02)
    (line,) = decks.shapes_named(slide, "Line of 0")
    box = decks.box_of(line)
    assert box.left == pytest.approx(ZERO, abs=0.02)
    assert box.bottom == pytest.approx(middles[-1] + ROOM.lane / 2, abs=0.02)
    assert decks.centre_of(decks.the(slide, "Cohort"))[1] == pytest.approx(middles[0], abs=0.02)


def test_up_to_fades_from_day_zero(slide_of):
    slide = slide_of({"function_days": 100, "qualifier": "UP_TO"})
    fade = decks.the(slide, f"{LANE}, fade")
    ends = decks.box_of(fade).left, decks.box_of(fade).right
    assert ends == pytest.approx((ZERO, DAY_100), abs=0.02)
    assert decks.fill_of(fade) == ("gradFill", LIGHT.text, LIGHT.text)
    full, faint = decks.opacities_of(fade)
    assert full == int(100 * figure.slate_of(SLIDE).share * SLIDE.muted.alpha)
    assert 0 < faint < full / 2


def test_a_spread_goes_from_its_low_to_its_high_day(slide_of):
    slide = slide_of({"function_days": 50, "spread_days": 50, "qualifier": "MEAN"})
    span = decks.box_of(decks.shapes_named(slide, figure.SPREAD)[-1])
    assert (span.left, span.right) == pytest.approx((ZERO, DAY_100), abs=0.02)
    assert decks.shapes_named(slide, figure.SIGN_WORDS[figure.LOST]) == []


INK, GROUND = ("solidFill", LIGHT.text), ("solidFill", LIGHT.background)


@pytest.mark.parametrize(
    ("symbol", "row", "x", "fill"),
    [
        (figure.LOST, {"function_days": 100}, DAY_100, INK),
        (figure.LOST, {"function_days": 730}, DAY_730, INK),
        (figure.LOST, {"function_days": 100, "qualifier": "APPROXIMATELY"}, DAY_100, INK),
        (figure.LOST, {"function_days": 100, "qualifier": "BY"}, DAY_100, INK),
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
    ("symbol", "row", "points"),
    [
        (figure.ON, {"qualifier": "AT_LEAST"}, [(0, 0), (10, 6), (0, 12)]),
        (figure.WEANED, {"weaning_day": 100}, [(0, 0), (8, 0), (4, 7)]),
    ],
)
def test_the_sign_of_a_bound_points_where_function_may_have_gone(slide_of, symbol, row, points):
    slide = slide_of({"function_days": 100, **row})
    *_, sign = decks.shapes_named(slide, figure.SIGN_WORDS[symbol])
    assert decks.points_of(sign) == points
    assert decks.fill_of(sign) == INK
    assert decks.box_of(sign).left < DAY_100 < decks.box_of(sign).right


def test_ticks_stand_on_their_lines_and_words_behind_their_signs_and_bars(slide_of):
    slide = slide_of({"function_days": 100, "weaning_day": 100})
    for text in ("0", "6", "2 y"):
        line, tick = (decks.the(slide, f"{name} {text}") for name in ("Line of", "Tick"))
        assert decks.centre_of(tick)[0] == pytest.approx(decks.box_of(line).left, abs=0.02)
    key = figure.KEY_WORDS[figure.WEANED]
    sign, words = (decks.box_of(decks.the(slide, name)) for name in (f"Key: {key}", "Key: words"))
    assert (sign.left, words.left) == pytest.approx((LEFT + 6, LEFT + figure.ICON), abs=0.02)
    ended = decks.box_of(decks.the(slide, "How it ended"))
    assert ended.left == pytest.approx(DAY_100 + figure.BESIDE, abs=0.02)
