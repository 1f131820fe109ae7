"""Protocols day by day as native shapes: what each evidence is drawn as, and where it stands."""

import io
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from components.figures.timeline.events import read_events
from components.figures.timeline.lanes import pages
from components.figures.timeline.scene import Scene
from components.slides.drawing import TextStyle
from components.slides.master import CHOICE_SIZE, SOURCE_SIZE, TITLE_SIZE
from components.slides.sheet import SMALLEST, Sheet, SlideText, deck_bytes, new_deck
from components.slides.theme_colours import SLIDE, is_lost_in_the_dark
from components.slides.timeline import HEIGHT, LINE, TYPE, WIDTH, protocol_timeline
from components.theme import LIGHT, tint
from tests.components.figures.timeline.drawn_as import DRAWN_AS, look_of
from tests.components.figures.timeline.samples import (
    EVIL,
    INDUCTION,
    NONE,
    WINDOWS,
    agents,
    choices,
    frame_of,
    on,
    real,
    span,
)
from tests.components.slides import decks

HEADING = SlideText("Protocols", "All.", ("Source",), "The protocols in words.", ("Note",))
PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
INK = 0.93 * TYPE
"""Points from the top of a capital to the foot of a descender."""


def drawn_on(frame: Any, *options: str) -> list[Any]:
    """The slides of a timeline, without going by the file."""
    deck = new_deck()
    protocol_timeline(frame, Sheet(deck, HEADING), *options)
    return list(deck.slides)


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


def check_room(slides: list[Any], smallest: float = SMALLEST) -> None:
    """Inside the slide, and no type below the smallest."""
    for shape in drawn(slides):
        assert min(shape.left, shape.top) >= 0
        assert shape.left + shape.width <= 960 * 12_700
        assert shape.top + shape.height <= 496 * 12_700
        for run in shape._element.iter(qn("a:rPr")):
            assert int(run.get("sz")) >= smallest * 100


def shapes_of(slides: list[Any]) -> list[Any]:
    return [shape for shape in drawn(slides) if not hasattr(shape, "shapes")]


# Evidence


def line_of(shape: Any, own: str = "") -> str:
    """The colour of a shape's line.

    own: the colour of its class; where a dark theme would hide that, the line is the theme's.
    """
    (colour,) = decks.colours_in(shape._element.spPr.find(qn("a:ln")))
    return own if own and is_lost_in_the_dark(own) and colour == LIGHT.muted else colour


SYMBOLS = {"ellipse": "circle", "diamond": "diamond", "rect": "square"}


def preset_of(shape: Any) -> str:
    preset = shape._element.spPr.find(qn("a:prstGeom"))
    return "" if preset is None else str(preset.get("prst"))


def colour_named(shape: Any, rows: Any) -> str:
    """The colour of the class of the event for which a shape is named."""
    frame = frame_of(*rows)
    events = read_events(frame)
    (event,) = {e.agent_class for e in events if shape.name.startswith(e.name)}
    return LIGHT.agent_class[event]


def look(shape: Any, rows: Any) -> list[str]:
    """All that a shape draws of an event, in words."""
    name, text = shape.name, shape.text_frame.text if shape.has_text_frame else ""
    if text in ("or", "none"):
        return [text]
    if not any(name.startswith(event.name) for event in read_events(frame_of(*rows))):
        return []
    colour = colour_named(shape, rows)
    if name.endswith(", limit"):
        return ["limit"]
    if name.endswith(", fade"):
        left, right = decks.opacities_of(shape)
        assert decks.fill_of(shape) == ("gradFill", colour, colour)
        return ["fade to the left" if left < right else "fade to the right"]
    kind, fill = decks.fill_of(shape)
    assert kind == "solidFill"
    if name.endswith(", open end"):
        assert fill == colour
        return ["arrow"]
    if name.endswith(", some patients"):
        assert fill == colour
        return ["filled part"]
    if name.endswith(", single dose"):
        return [f"{SYMBOLS[preset_of(shape)]} on a chip"]
    own = look_of(fill, line_of(shape, colour), colour, LIGHT)
    if preset_of(shape) == "roundRect":
        return [f"{own} chip"]
    box = decks.box_of(shape)
    if box.width == pytest.approx(box.height, abs=0.02):
        return [f"{own} {SYMBOLS[preset_of(shape)]}"]
    half = {14.7: "", 7.35: ", half as high"}[round(box.height, 2)]
    return [f"{own} bar{half}"]


def own_shapes(slides: list[Any], rows: Any) -> list[Any]:
    labels = set(frame_of(*rows)["regimen_label"])
    blocks = [shape for shape in drawn(slides) if shape.name in labels]
    return [shape for shape in every(blocks) if not hasattr(shape, "shapes")]


@pytest.mark.parametrize(("rows", "drawn_as"), DRAWN_AS.values(), ids=DRAWN_AS)
def test_what_each_class_of_evidence_is_drawn_as(rows, drawn_as):
    slides = slides_of(protocol_timeline, frame_of(*rows), "transplant")
    found = [text for shape in own_shapes(slides, rows) for text in look(shape, rows)]
    assert sorted(found) == drawn_as
    (slide,) = slides
    assert not list(slide._element.iter(qn("a:pattFill")))


def axis_left(frame: Any, window: str) -> float:
    """Points from the slide's left edge to the axis."""
    (page,) = pages(read_events(frame))
    scene = Scene.of(page, LIGHT, window, WIDTH, HEIGHT)
    return 30 + scene.columns.plot_left * 900 / scene.width


@pytest.mark.parametrize("window", WINDOWS)
def test_a_chip_stands_left_of_the_axis(window):
    frame = frame_of(on(0), {"schedule": "single dose"}, {"coverage": "SOME"})
    chips = [
        shape
        for shape in shapes_of(slides_of(protocol_timeline, frame, window))
        if preset_of(shape) == "roundRect"
    ]
    assert len(chips) == 2
    assert all(decks.box_of(chip).right < axis_left(frame, window) for chip in chips)


# The real protocols


@pytest.mark.parametrize("window", WINDOWS)
def test_protocols_hold_their_events(store: Any, window: str) -> None:
    frame = real(store, *store.regimens["regimen"])
    slides = slides_of(protocol_timeline, frame, window)
    check_room(slides, TYPE)
    assert len(slides) == 3
    names = [shape.name for shape in drawn(slides)]
    for event in read_events(frame):
        if event.is_none:
            assert f"{event.role_label}: none" in names
        elif window == "both" or event.undated:
            assert any(name.startswith(event.name) for name in names), event.name
    assert set(frame["regimen_label"]) | set(frame["role_label"]) <= set(names)
    for slide in slides:
        assert not list(slide._element.iter(qn("a:pattFill")))


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("role", [(), ("INDUCTION",)], ids=["all roles", "induction"])
def test_seven_cohorts_are_two_slides_and_1994_97_says_none(store, window, role):
    cohorts = store.regimens.loc[store.regimens["kind"] == "COHORT", "regimen"]
    frame = real(store, *cohorts, role=role)
    slides = slides_of(protocol_timeline, frame, window)
    held = [sum(shape.name == "Protocol" for shape in shapes_of([slide])) for slide in slides]
    assert held == [4, 3]
    nones = [s for s in shapes_of(slides) if s.has_text_frame and s.text_frame.text == "none"]
    assert [shape.name for shape in nones] == ["Induction: none"]
    (alone,) = slides_of(protocol_timeline, real(store, "miami-1994-97-sil", role=role), window)
    assert decks.the(alone, "Induction: none").text_frame.text == "none"


def extent_of(shape: Any) -> tuple[float, float, float, float, str]:
    """The ink of a text: left, right, top and bottom in points, and the text."""
    text = shape.text_frame.text
    run, box = next(shape._element.iter(qn("a:rPr"))), decks.box_of(shape)
    look = TextStyle(int(run.get("sz")) / 100, bold=run.get("b") == "1")
    width = look.width_of(text.translate(PLAIN_DIGITS))
    paragraph = next(shape._element.iter(qn("a:pPr")), None)
    aligned = "l" if paragraph is None else paragraph.get("algn", "l")
    left = {
        "l": box.left,
        "ctr": box.left + (box.width - width) / 2,
        "r": box.right - width,
    }[aligned]
    middle = box.top + box.height / 2
    return left, left + width, middle - INK / 2, middle + INK / 2, text


def check_texts(slide: Any) -> None:
    """No two texts of the figure touch, and all are inside the slide."""
    words = [s for s in shapes_of([slide]) if s.has_text_frame and s.text_frame.text]
    extents = [extent_of(shape) for shape in words]
    for left, right, top, bottom, text in extents:
        assert left >= 0 and right <= 960 and top >= 0 and bottom <= 540, text
    for one, other in combinations(extents, 2):
        beside = one[1] <= other[0] + 0.5 or other[1] <= one[0] + 0.5
        apart = one[3] <= other[2] + 0.1 or other[3] <= one[2] + 0.1
        assert beside or apart, (one, other)


def test_one_to_four_protocols_stand_on_one_slide(store):
    for chosen in choices(store):
        frame = real(store, *chosen)
        for window in WINDOWS:
            (slide,) = drawn_on(frame, window)
            check_room([slide], TYPE)
            check_texts(slide)


def test_only_the_source_is_smaller_than_the_rest(store):
    (slide,) = slides_of(protocol_timeline, real(store, "miami-1998-99-ita"), "both")
    for shape in decks.figure_of(slide):
        sizes = {int(run.get("sz")) / 100 for run in shape._element.iter(qn("a:rPr"))}
        assert min(sizes, default=TYPE) >= TYPE
    assert min(CHOICE_SIZE, TITLE_SIZE) >= TYPE > SOURCE_SIZE


# Many lanes, hostile names, nothing


def test_a_protocol_of_sixty_lanes_is_continued():
    rows = agents(60, **on(0), agent_name="<b>&\x07", regimen_label="P <b>")
    slides = slides_of(protocol_timeline, frame_of(*rows), "both")
    check_room(slides, TYPE)
    assert len(slides) == 3
    blocks = [s.text_frame.text for s in shapes_of(slides) if s.name == "Protocol"]
    assert blocks == ["P <b>", *["P <b> (continued)"] * 2]
    codes = [s.text_frame.text for s in shapes_of(slides) if s.name == "Agent"]
    assert [code.split()[-1] for code in codes] == [f"A{place}" for place in range(60)]
    assert any("<b>&:" in shape.name for shape in drawn(slides))
    for slide in slides:
        check_texts(slide)


def test_hostile_words_stay_text():
    evil = {"agent_code": EVIL, "role_label": EVIL, "day_zero_label": EVIL, "patients_n": EVIL}
    rows = [{**evil, "coverage": "SOME"}, on(0, **{**evil, "agent": "b", "dose": EVIL})]
    (slide,) = slides_of(protocol_timeline, frame_of(*rows), "both")
    words = [s.text_frame.text for s in shapes_of([slide]) if s.has_text_frame]
    assert sum(EVIL in text for text in words) >= 3


def test_alt_text_and_the_empty_frame(store: Any) -> None:
    frame = real(store, "miami-2005-07-ita")
    for rows, name in ((frame, HEADING.title), (frame.iloc[:0], "Nothing to show")):
        slides = slides_of(protocol_timeline, rows, "both")
        graphic = next(s for s in slides[0].shapes if s.name == name)
        assert graphic._element.nvGrpSpPr.cNvPr.get("descr") == HEADING.summary
    assert "No event matches" in "".join(s.text_frame.text for s in graphic.shapes)


# Places


def slide_of(*rows: dict[str, Any], window: str = "transplant") -> Any:
    (slide,) = slides_of(protocol_timeline, frame_of(*rows), window)
    return slide


class Scale:
    """The points of a slide at which days and rows stand, in the window of the days."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        (page,) = pages(read_events(frame_of(*rows)))
        self.scene = Scene.of(page, LIGHT, "transplant", WIDTH, HEIGHT)
        self.across = 900 / self.scene.width
        self.down = 1.05  # few rows: as tall as they may be

    def x(self, day: float) -> float:
        left = self.scene.columns.plot_left
        return 30 + (left + (day + 7.6) / 37.6 * self.scene.plot) * self.across

    def y(self, place: int = 0) -> float:
        """The middle of a lane: below a key, the scale's title and the header."""
        (block,) = self.scene.down
        return 68 + self.down * block.lanes[place].middle


def marks_of(slide: Any) -> list[Any]:
    """The marks of the one agent, without its words."""
    return [s for s in shapes_of([slide]) if s.name.startswith("Maintenance · ")]


def ends_of(shape: Any) -> tuple[float, float]:
    box = decks.box_of(shape)
    return box.left, box.right


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        (span(5, 20, "FIXED", certainty="STATED"), (5, 20)),
        (span(5, 20, "FIXED"), (5, 20)),
        (span(-20, 99, "FIXED", certainty="STATED"), (-7.6, 30)),
    ],
)
def test_a_span_is_a_bar_from_day_to_day(row, ends):
    (bar,) = marks_of(slide_of(row))
    scale = Scale(row)
    assert ends_of(bar) == pytest.approx((scale.x(ends[0]), scale.x(ends[1])), abs=0.02)
    assert decks.centre_of(bar)[1] == pytest.approx(scale.y(), abs=0.02)


@pytest.mark.parametrize(
    ("row", "ends", "limit"),
    [
        (span(10, None, "NOT_STATED"), (10, 30), 10),
        (span(None, 10, "FIXED"), (-7.6, 10), 10),
    ],
)
def test_an_open_end_fades_away_from_the_known_day(row, ends, limit):
    fade, line = marks_of(slide_of(row))
    scale = Scale(row)
    assert ends_of(fade) == pytest.approx((scale.x(ends[0]), scale.x(ends[1])), abs=0.02)
    assert ends_of(line) == pytest.approx((scale.x(limit), scale.x(limit)), abs=0.02)
    assert decks.box_of(line).height == pytest.approx(decks.box_of(fade).height, abs=0.02)


@pytest.mark.parametrize("certainty", ["STATED", "INFERRED"])
def test_one_day_is_a_mark_on_it(certainty):
    row = on(7, certainty=certainty)
    (mark,) = marks_of(slide_of(row))
    scale = Scale(row)
    assert decks.centre_of(mark) == pytest.approx((scale.x(7), scale.y()), abs=0.02)


def test_a_tolerance_is_a_whisker_on_both_sides_of_its_day():
    row = on(7, tolerance_days=3)
    whisker, _ = marks_of(slide_of(row))
    scale = Scale(row)
    assert ends_of(whisker) == pytest.approx((scale.x(4), scale.x(10)), abs=0.02)
    assert decks.centre_of(whisker)[1] == pytest.approx(scale.y(), abs=0.02)


def test_an_open_end_is_an_arrow_to_the_right_at_the_edge():
    row = span(10, None, "ONGOING", certainty="STATED")
    bar, arrow = marks_of(slide_of(row))
    scale = Scale(row)
    assert ends_of(bar) == pytest.approx((scale.x(10), scale.x(30)), abs=0.02)
    assert decks.centre_of(arrow) == pytest.approx((scale.x(30), scale.y()), abs=0.02)
    (left, top), (right, middle), (last, bottom) = decks.points_of(arrow)
    assert left == last < right
    assert top < middle < bottom


def test_lanes_ticks_and_rules_stand_on_one_scale():
    rows = on(0), {**on(7), "role": "GRAFT", "role_label": "Graft"}
    slide, scale = slide_of(*rows), Scale(*rows)
    middles = [decks.centre_of(s)[1] for s in decks.shapes_named(slide, "Agent")]
    assert middles == pytest.approx([scale.y(0), scale.y(1)], abs=0.02)
    half = scale.scene.lane / 2 * scale.down
    rules = [decks.box_of(s) for s in decks.shapes_named(slide, "Rule") if s in shapes_of([slide])]
    rules = [rule for rule in rules if rule.top < 480]  # the footer has one
    assert [rule.top for rule in rules] == pytest.approx(
        [scale.y(0) - half, scale.y(1) - half], abs=0.02
    )
    zero, week = (decks.box_of(decks.the(slide, f"Line of {day}")) for day in ("day 0", "6"))
    assert (zero.left, week.left) == pytest.approx((scale.x(0), scale.x(6)), abs=0.02)
    assert (zero.top, zero.bottom) == pytest.approx(
        (scale.y(0) - half, scale.y(1) + half), abs=0.02
    )
    assert decks.centre_of(decks.the(slide, "Tick 6"))[0] == pytest.approx(scale.x(6), abs=0.02)


@pytest.mark.parametrize(
    ("row", "text", "anchor"),
    [(on(7), "day 7", "left"), (on(29.5), "day 29.5", "right")],
)
def test_a_label_stands_beside_its_mark(row, text, anchor):
    label, scale = decks.box_of(decks.the(slide_of(row), f"Label: {text}")), Scale(row)
    assert label.width == pytest.approx(TextStyle(TYPE).width_of(text), abs=0.02)
    assert label.height == LINE
    beside = 10 * scale.across
    if anchor == "left":
        assert label.left == pytest.approx(scale.x(7) + beside, abs=0.02)
    else:
        assert label.right == pytest.approx(scale.x(29.5) - beside, abs=0.02)
    assert label.top + label.height / 2 == pytest.approx(scale.y(), abs=0.02)


@pytest.mark.parametrize(("coverage", "has_ground"), [("ALL", False), ("SOME", True)])
def test_a_label_on_a_bar_stands_in_its_middle(coverage, has_ground):
    row = span(5, 20, "FIXED", certainty="STATED", dose="5 mg", coverage=coverage)
    label, scale = decks.the(slide_of(row), "Label: 5 mg"), Scale(row)
    assert decks.centre_of(label) == pytest.approx((scale.x(12.5), scale.y()), abs=0.02)
    ground = ("solidFill", LIGHT.background)
    assert decks.fill_of(label) == (ground if has_ground else ("none",))


def test_the_key_shows_signs_as_they_are_drawn():
    rows = (
        span(5, 20, "FIXED"),
        on(7, tolerance_days=1),
        {"agent": "b", "coverage": "SOME"},
        {"agent": "c", "coverage": ""},
        NONE,
        on(0, **INDUCTION),
    )
    slide = slide_of(*rows)
    words = [shape.text_frame.text for shape in decks.shapes_named(slide, "Key: words")]
    assert words[1:] == [
        "Single dose",
        "Solid: stated",
        "Lighter: worked out",
        "Half or part filled: some patients",
        "Hollow: not said for whom",
        "Whiskers: ± days",
    ]
    lighter = tint(SLIDE.muted, SLIDE.background, 0.3)
    for text, own in zip(words[2:6], (SLIDE.muted, lighter, None, SLIDE.background), strict=True):
        if own is not None:
            sign = decks.the(slide, f"Key: {text}")
            assert decks.fill_of(sign) == ("solidFill", decks.seen(own))
            assert line_of(sign) == LIGHT.muted
    for shape in decks.shapes_named(slide, "Key: words"):
        box = decks.box_of(shape)
        assert box.width == pytest.approx(TextStyle(TYPE).width_of(shape.text_frame.text), abs=0.02)
