import io
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from components.figures.text_width import text_width
from components.figures.timeline.events import read_events
from components.slides.drawing import TextStyle
from components.slides.sheet import SMALLEST, Sheet, SlideText, deck_bytes, new_deck
from components.slides.timeline import comparison_timeline, protocol_timeline
from components.theme import LIGHT, tint
from data.link.state import PageState
from data.queries import comparison, regimens
from tests.components.figures.timeline.test_timelines import frame_of, on, span
from tests.components.slides import decks

HEADING = SlideText("Protocols", "All.", ("Source",), "The protocols in words.", ("Note",))


def slides_of(draw: Any, frame: Any, *options: str) -> list[Any]:
    """The slides of the saved file, read again."""
    deck = new_deck()
    draw(frame, Sheet(deck, HEADING), *options)
    return list(Presentation(io.BytesIO(deck_bytes(deck))).slides)


def every(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from every(shape.shapes)


def drawn(slides: list[Any]) -> list[Any]:
    """The figure's own shapes."""
    groups = [s for slide in slides for s in slide.shapes if s.name.startswith(HEADING.title)]
    return list(every(groups))


def state(store: Any, query: str) -> PageState:
    found, ignored = PageState.from_query(query, store.known)
    assert not ignored
    return found


def check_room(slides: list[Any]) -> None:
    """Inside the slide, and no type below the smallest."""
    for shape in drawn(slides):
        assert min(shape.left, shape.top) >= 0
        assert shape.left + shape.width <= 960 * 12_700
        assert shape.top + shape.height <= 496 * 12_700
        for run in shape._element.iter(qn("a:rPr")):
            assert int(run.get("sz")) >= SMALLEST * 100


@pytest.mark.parametrize("window", ["both", "transplant", "followup"])
@pytest.mark.parametrize("query", ["", "all"])
def test_protocols_hold_their_events(store: Any, window: str, query: str) -> None:
    chosen = "regimen=" + "~".join(store.regimens["regimen"]) if query else ""
    frame = regimens.events(store, state(store, chosen))
    slides = slides_of(protocol_timeline, frame, window)
    check_room(slides)
    names = [shape.name for shape in drawn(slides)]
    for event in read_events(frame):
        assert f"{event.role_label} · {event.agent_code}" in names
        if window == "both":
            assert any(name.startswith(event.name) for name in names)
    assert set(frame["regimen_label"]) <= set(names)


def test_marks_keep_their_meaning(store: Any) -> None:
    frame = regimens.events(store, state(store, "regimen=miami-2005-07-ita~miami-1998-99-ita"))
    shapes = drawn(slides_of(protocol_timeline, frame, "both"))
    for event in read_events(frame):
        own = [s for s in shapes if s.name.startswith(event.name)]
        xml = [s._element for s in own]
        spans = event.start is not None and event.end is not None and not event.is_point
        if event.undated or (event.inferred and spans):
            assert any(len(e.findall(f".//{qn('a:pattFill')}")) for e in xml), event.name
        if event.end_kind == "ONGOING" and event.start is not None:
            assert any(s.name.endswith("open end") for s in own)
        if event.end_kind == "WEANED":
            assert any(s.name.endswith("fade") for s in own)


def test_compared_protocols_have_the_same_lanes(store: Any) -> None:
    compared = "~".join(list(store.regimens["regimen"])[:4])
    frame = comparison.compared_events(store, state(store, f"regimen={compared}"))
    slides = slides_of(comparison_timeline, frame, "both")
    check_room(slides)
    labels = set(frame["regimen_label"])
    blocks = [s for s in drawn(slides) if s.name in labels]
    lanes = [sum(hasattr(lane, "shapes") for lane in block.shapes) for block in blocks]
    assert len(blocks) == len(labels)
    assert len(set(lanes)) == 1


def test_a_protocol_too_tall_is_continued(store: Any) -> None:
    frame = regimens.events(store, state(store, "regimen=miami-2005-07-ita"))
    many = [
        frame.iloc[[0]].assign(agent=f"a{i}", agent_code=f"A{i}", agent_name="<b>&\x07")
        for i in range(40)
    ]
    slides = slides_of(protocol_timeline, pd.concat(many), "both")
    check_room(slides)
    names = [shape.name for shape in drawn(slides)]
    assert len(slides) > 1
    assert any(name.endswith("(continued)") for name in names)
    assert sum("· A" in name for name in names) == 40
    assert any("<b>&:" in name for name in names)


def test_alt_text_and_the_empty_frame(store: Any) -> None:
    frame = regimens.events(store, state(store, "regimen=miami-2005-07-ita"))
    for rows, name in ((frame, HEADING.title), (frame.iloc[:0], "Nothing to show")):
        slides = slides_of(protocol_timeline, rows, "both")
        graphic = next(s for s in slides[0].shapes if s.name == name)
        assert graphic._element.nvGrpSpPr.cNvPr.get("descr") == HEADING.summary
    assert "No event matches" in "".join(s.text_frame.text for s in graphic.shapes)


GUTTER = text_width("Maintenance", 13) + text_width("TAC", 14) + 30
PLOT = 1100 - GUTTER - 16
"""Pixels, of which the slide's 900 points hold 1,100."""


def x(day: float) -> float:
    """Points from the left in the window of the days -7.6 to 30."""
    return 30 + (GUTTER + (day + 7.6) / 37.6 * PLOT) * 9 / 11


FIRST = 80 + (2 * 22 + 8 + 22 + 46 + 14) * 0.85
"""The middle of the first lane: below a key of two rows, the scale's title and the header."""
BLUE, PURPLE = LIGHT.agent_class["CALCINEURIN_INHIBITOR"], LIGHT.agent_class["CELL_PRODUCT"]


def slide_of(*rows: dict[str, Any], window: str = "transplant") -> Any:
    (slide,) = slides_of(protocol_timeline, frame_of(*rows), window)
    return slide


def marks_of(slide: Any, lane: str = "Maintenance · TAC") -> list[Any]:
    """The marks of a lane, without its words."""
    (group,) = [s for s in every(slide.shapes) if s.name == lane]
    return [s for s in group.shapes if not s.name.startswith(("Role", "Agent", "Label"))]


def ends_of(shape: Any) -> tuple[float, float]:
    box = decks.box_of(shape)
    return box.left, box.right


@pytest.mark.parametrize(
    ("row", "ends", "fill"),
    [
        (span(5, 20, "FIXED", certainty="STATED"), (5, 20), ("solidFill", BLUE)),
        (
            span(5, 20, "FIXED"),
            (5, 20),
            ("pattFill", tint(BLUE, "#ffffff", 0.55), tint(BLUE, "#ffffff", 0.22)),
        ),
        (span(-20, 99, "FIXED", certainty="STATED"), (-7.6, 30), ("solidFill", BLUE)),
    ],
)
def test_a_span_is_a_bar_from_day_to_day_in_the_colour_of_its_class(row, ends, fill):
    (bar,) = marks_of(slide_of(row))
    assert ends_of(bar) == pytest.approx((x(ends[0]), x(ends[1])), abs=0.02)
    assert decks.centre_of(bar)[1] == pytest.approx(FIRST, abs=0.02)
    assert decks.box_of(bar).height == pytest.approx(16 * 0.85)
    assert decks.fill_of(bar) == fill


def test_days_that_are_not_stated_are_a_band_over_the_whole_window():
    (bar,) = marks_of(slide_of({}))
    assert ends_of(bar) == pytest.approx((x(-7.6), x(30)), abs=0.02)
    assert decks.box_of(bar).height == pytest.approx(14 * 0.85, abs=0.01)
    grey = tint(LIGHT.not_stated_hatch, "#ffffff", 0.45), tint(LIGHT.not_stated, "#ffffff", 0.25)
    assert decks.fill_of(bar) == ("pattFill", *grey)


@pytest.mark.parametrize(
    ("row", "ends", "limit", "is_full_left"),
    [
        (span(10, None, "NOT_STATED"), (10, 30), 10, True),
        (span(None, 10, "FIXED"), (-7.6, 10), 10, False),
    ],
)
def test_an_open_end_fades_away_from_the_known_day(row, ends, limit, is_full_left):
    fade, line = marks_of(slide_of(row))
    assert ends_of(fade) == pytest.approx((x(ends[0]), x(ends[1])), abs=0.02)
    assert decks.fill_of(fade) == ("gradFill", BLUE, BLUE)
    left, right = decks.opacities_of(fade)
    assert (left > right) == is_full_left
    assert ends_of(line) == pytest.approx((x(limit), x(limit)), abs=0.02)
    assert decks.box_of(line).height == pytest.approx(16 * 0.85, abs=0.02)


@pytest.mark.parametrize(
    ("row", "fill", "preset"),
    [
        ({**on(7), "role": "GRAFT"}, BLUE, "diamond"),
        ({**on(7), "role": "CELL_INFUSION", "agent_class": "CELL_PRODUCT"}, PURPLE, "ellipse"),
        (on(7), BLUE, "rect"),
        (on(7, certainty="INFERRED"), LIGHT.background, "rect"),
    ],
)
def test_one_day_is_a_mark_on_it(row, fill, preset):
    (mark,) = marks_of(slide_of({**row, "role_label": "Maintenance"}))
    assert decks.centre_of(mark) == pytest.approx((x(7), FIRST), abs=0.02)
    assert decks.fill_of(mark) == ("solidFill", fill)
    assert mark._element.spPr.prstGeom.get("prst") == preset


def test_a_tolerance_is_a_whisker_on_both_sides_of_its_day():
    whisker, _ = marks_of(slide_of(on(7, tolerance_days=3)))
    assert ends_of(whisker) == pytest.approx((x(4), x(10)), abs=0.02)
    assert decks.centre_of(whisker)[1] == pytest.approx(FIRST, abs=0.02)


def test_an_open_end_is_an_arrow_to_the_right_at_the_edge():
    bar, arrow = marks_of(slide_of(span(10, None, "ONGOING", certainty="STATED")))
    assert ends_of(bar) == pytest.approx((x(10), x(30)), abs=0.02)
    assert decks.centre_of(arrow) == pytest.approx((x(30), FIRST), abs=0.02)
    (left, top), (right, middle), (last, bottom) = decks.points_of(arrow)
    assert left == last < right
    assert top < middle < bottom
    assert decks.fill_of(arrow) == ("solidFill", BLUE)


def test_lanes_ticks_and_rules_stand_on_one_scale():
    """Two roles: 28 pixels a lane, a rule above each, the ticks from the header to the end."""
    slide = slide_of(on(0), {**on(7), "role": "GRAFT", "role_label": "Graft"})
    middles = [decks.centre_of(s)[1] for s in decks.shapes_named(slide, "Agent")]
    assert middles == pytest.approx([FIRST, FIRST + 28 * 0.85], abs=0.02)
    rules = [
        decks.box_of(s)
        for s in decks.group_named(slide, "Protocol A (n = 2)").shapes
        if s.name == "Rule"
    ]
    assert [rule.top for rule in rules] == pytest.approx(
        [FIRST - 14 * 0.85, FIRST + 14 * 0.85], abs=0.02
    )
    assert (rules[0].left, rules[0].right) == pytest.approx((x(-7.6), x(30)), abs=0.02)
    zero, week = (decks.box_of(decks.the(slide, f"Line of {day}")) for day in ("0", "7"))
    assert (zero.left, week.left) == pytest.approx((x(0), x(7)), abs=0.02)
    assert (zero.top, zero.bottom) == pytest.approx(
        (FIRST - 14 * 0.85, FIRST + 42 * 0.85), abs=0.02
    )
    tick = decks.the(slide, "Tick 7")
    assert decks.centre_of(tick) == pytest.approx((x(7), zero.top - 9 * 0.85), abs=0.02)


@pytest.mark.parametrize(
    ("row", "text", "left", "right"),
    [
        (on(7), "day 7", x(7) + 10 * 9 / 11, None),  # behind the mark
        (on(29.5), "day 29.5", None, x(29.5) - 10 * 9 / 11),  # no room but before it
    ],
)
def test_a_label_stands_beside_its_mark(row, text, left, right):
    label = decks.box_of(decks.the(slide_of(row), f"Label: {text}"))
    assert label.width == pytest.approx(TextStyle(9).width_of(text), abs=0.02)
    assert (label.left if left else label.right) == pytest.approx(left or right, abs=0.02)
    assert label.top + label.height / 2 == pytest.approx(FIRST, abs=0.02)


def test_a_label_on_a_bar_stands_in_its_middle_on_a_chip():
    bar = span(5, 20, "FIXED", certainty="STATED", dose="5 mg")
    label = decks.the(slide_of(bar), "Label: 5 mg")
    assert decks.centre_of(label) == pytest.approx((x(12.5), FIRST), abs=0.02)
    assert decks.fill_of(label) == ("solidFill", LIGHT.background)


def test_the_key_shows_signs_as_they_are_drawn():
    slide = slide_of(span(5, 20, "FIXED"), on(7, tolerance_days=1))
    left, middle = x(-7.6), 80 + 11 * 0.85
    sign = decks.the(slide, "Key: Calcineurin inhibitor")
    assert decks.fill_of(sign) == ("solidFill", BLUE)
    assert ends_of(sign) == pytest.approx((left, left + 16 * 9 / 11), abs=0.02)
    assert decks.centre_of(sign)[1] == pytest.approx(middle, abs=0.02)
    inferred = decks.the(slide, "Key: Light: days inferred")
    ink = LIGHT.muted
    assert decks.fill_of(inferred) == (
        "pattFill",
        tint(ink, "#ffffff", 0.55),
        tint(ink, "#ffffff", 0.22),
    )
    for shape in decks.shapes_named(slide, "Key: words"):
        box = decks.box_of(shape)
        assert box.width == pytest.approx(TextStyle(9).width_of(shape.text_frame.text), abs=0.02)
