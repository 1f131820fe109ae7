"""Layouts of a user's template: those that take a figure, and the room that they leave it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout

from components.slides.drawing import EMU, Box
from components.slides.package_internals import qn
from components.slides.slide_places import CHOICE, SOURCE, WIDTH
from components.slides.template_zip import TemplateError

CANVAS = Box(CHOICE.left, CHOICE.top, CHOICE.width, SOURCE.bottom - CHOICE.top)
"""All of a slide of the house but title and foot: filters, figure, source."""
LEAST_CANVAS, MOST_CANVAS = CANVAS.height - 60, CANVAS.height + 100
"""Its heights in another shape of room; every figure gives way as much, or has parts."""
LEAST_TYPE = 9.0
"""Points on a slide 960 wide that the figures' smallest usual type, 12, may become."""
USUAL_TYPE = 12.0
ENDS = ("dt", "ftr", "sldNum")
TITLES = ("title", "ctrTitle")
SUBTITLES = ("subTitle", "body")
NARROWEST_EDGE, WIDEST_EDGE = 0.025, 0.08
"""Shares of a slide's width that stay free at its sides, around the title's own left edge."""
GROUND = 0.5
"""The share of a slide from which a shape of a layout is its ground, and nothing to keep clear."""
GAP = 0.008
"""The share of a slide's width between a figure and what it keeps clear of."""
LEAST_SLIDE, MOST_SLIDE = 200.0, 4_032.0
"""Points of a slide's sides; PowerPoint's own most is 56 inches."""
USUAL_INSET = 91_440
"""EMU between a text and the left edge of its box where nothing says otherwise."""
CENTIMETRE = 72 / 2.54


@dataclass(frozen=True)
class Holder:
    """A placeholder of a layout: its element, its place in points and the kind it has there."""

    element: Any
    box: Box
    kind: str

    @property
    def number(self) -> str:
        """The number by which a slide's placeholder finds it."""
        return str(self.element.ph.get("idx") or "0")


@dataclass(frozen=True)
class OwnLayout:
    """A layout of a template with a title, and the room beside all that it shows.

    Attributes:
        room: the rectangle for a figure with its filters and source, in points.
        factor: how much smaller than in the house all is drawn in it.
        slide: the size of the slide.
    """

    layout: SlideLayout
    title: Holder
    room: Box
    slide: Box

    @property
    def factor(self) -> float:
        return _factor(self.room)

    @property
    def canvas(self) -> Box:
        """The part of a slide of the house that is drawn in the room: as wide, and as high as
        the room is for its width."""
        height = self.room.height / self.factor
        return replace(CANVAS, height=min(max(height, LEAST_CANVAS), MOST_CANVAS))

    @property
    def type_size(self) -> float:
        """Points that type of 12 has on a slide of the same shape that is 960 wide."""
        return USUAL_TYPE * self.factor * WIDTH / self.slide.width

    def holder(self, kinds: Sequence[str]) -> Holder | None:
        """The first placeholder of one of these kinds."""
        return next((each for each in holders_of(self.layout) if each.kind in kinds), None)


@dataclass(frozen=True)
class OwnLayouts:
    """The two layouts of a template that a deck uses."""

    figure: OwnLayout
    opening: OwnLayout

    @classmethod
    def of(cls, deck: Deck) -> "OwnLayouts":
        """The layouts of a template.

        Raises:
            TemplateError: none has a title, or none has room for a figure.
        """
        slide = _slide_of(deck)
        found = [_measured(each, slide) for each in _all_layouts(deck)]
        titled = [each for each in found if each is not None]
        if not titled:
            raise TemplateError(
                "No layout of the template has a title. Add a layout with a title and nothing "
                "else (View, Slide Master, Insert Layout), save the template and choose it again."
            )
        by_use = sorted(titled, key=_rank)
        roomy = [each for each in by_use if each.type_size >= LEAST_TYPE]
        if not roomy:
            raise TemplateError(_too_small(by_use[0]))
        opening = next(
            (each for each in titled if each.layout.element.get("type") == "title"), None
        )
        return cls(roomy[0], opening or roomy[0])


def holders_of(layout: SlideLayout) -> Iterator[Holder]:
    """The placeholders of a layout; one without a place of its own has its master's."""
    for shape in layout.placeholders:
        box = _box(shape)
        if box is not None:
            yield Holder(shape.element, box, str(shape.element.ph.get("type") or "obj"))


def _all_layouts(deck: Deck) -> Iterator[SlideLayout]:
    for master in deck.slide_masters:
        yield from master.slide_layouts


def _slide_of(deck: Deck) -> Box:
    width, height = (deck.slide_width or 0) / EMU, (deck.slide_height or 0) / EMU
    if not all(LEAST_SLIDE <= side <= MOST_SLIDE for side in (width, height)):
        raise TemplateError(
            f"The template's slides are {width / CENTIMETRE:,.0f} × {height / CENTIMETRE:,.0f} cm. "
            "Set another size (Design, Slide Size), save the template and choose it again."
        )
    return Box(0, 0, width, height)


def _rank(found: OwnLayout) -> tuple[int, int]:
    """Title only first, then what holds nothing but a title, then the fewest others."""
    others = [each.kind for each in holders_of(found.layout) if each.kind not in (*TITLES, *ENDS)]
    kind = found.layout.element.get("type")
    return (0 if kind == "titleOnly" else 1 if not others else 2), len(others)


def _measured(layout: SlideLayout, slide: Box) -> OwnLayout | None:
    """A layout with its room; none where it has no title that lies level on the slide."""
    holders = list(holders_of(layout))
    title = next((each for each in holders if each.kind in TITLES), None)
    if title is None or _is_turned(title.element):
        return None
    ends = [each.box for each in holders if each.kind in ENDS]
    room = _room(slide, title.box, _inset(title.element), ends, _decorations(layout))
    return OwnLayout(layout, title, room, slide)


def _inset(element: Any) -> float:
    said = (body.get("lIns") for body in element.iter(qn("a:bodyPr")))
    return int(next(said, None) or USUAL_INSET) / EMU


def _is_turned(element: Any) -> bool:
    holder = element.ph
    on_side = (body.get("vert", "horz") != "horz" for body in element.iter(qn("a:bodyPr")))
    return holder.get("orient") == "vert" or any(on_side) or _turn(element) != 0


def _turn(element: Any) -> int:
    return next((int(place.get("rot", "0")) for place in element.iter(qn("a:xfrm"))), 0)


def _box(shape: Any) -> Box | None:
    """The place of a shape; none where neither it nor its master has one."""
    sides = (shape.left, shape.top, shape.width, shape.height)
    if any(side is None for side in sides):
        return None
    box = Box(*(side / EMU for side in sides))
    quarter = round(_turn(shape.element) / 5_400_000) % 2
    if quarter:
        x, y = box.left + box.width / 2, box.top + box.height / 2
        return Box(x - box.height / 2, y - box.width / 2, box.height, box.width)
    return box


def _decorations(layout: SlideLayout) -> Iterator[Box]:
    """The places of logos, bars and lines that a slide of this layout shows."""
    shapes = list(layout.shapes)
    if layout.element.get("showMasterSp", "1") not in ("0", "false"):
        shapes += list(layout.slide_master.shapes)
    for shape in shapes:
        if shape.is_placeholder or _is_hidden(shape.element):
            continue
        box = _box(shape)
        if box is not None:
            yield box


def _is_hidden(element: Any) -> bool:
    return any(each.get("hidden") in ("1", "true") for each in element.iter("{*}cNvPr"))


def _factor(room: Box) -> float:
    """The size in which the house's canvas has room, in its own sizes."""
    return max(0.0, min(room.width / CANVAS.width, room.height / LEAST_CANVAS))


def _room(
    slide: Box, title: Box, inset: float, ends: Sequence[Box], decorations: Iterable[Box]
) -> Box:
    """The rectangle with the most room for a figure beside all that a layout shows.

    inset: of the title's words from the left edge of its box; figures begin where they do.
    """
    edge = min(max(title.left + inset, NARROWEST_EDGE * slide.width), WIDEST_EDGE * slide.width)
    foot = NARROWEST_EDGE * slide.width
    room = Box(edge, foot, slide.width - 2 * edge, slide.height - 2 * foot)
    low = [box.top for box in ends if box.top > slide.height * 0.75]
    if low:
        bottom = min(*low, room.bottom) if len(low) else room.bottom
        room = Box(room.left, room.top, room.width, bottom - room.top)
    gap = GAP * slide.width
    others = [box for box in decorations if _share(box, slide) < GROUND]
    others += [box for box in ends if box.top <= slide.height * 0.75]
    for box in (title, *sorted(others, key=_area, reverse=True)):
        room = _beside(room, box, gap)
    return room


def _area(box: Box) -> float:
    return box.width * box.height


def _share(box: Box, slide: Box) -> float:
    """The share of the slide that a shape covers."""
    across = min(box.right, slide.right) - max(box.left, 0)
    down = min(box.bottom, slide.bottom) - max(box.top, 0)
    return max(0.0, across) * max(0.0, down) / _area(slide)


def _beside(room: Box, box: Box, gap: float) -> Box:
    """The room above, below or at a side of a shape that stands in it, whichever is largest."""
    if (
        box.left >= room.right
        or box.right <= room.left
        or box.top >= room.bottom
        or box.bottom <= room.top
    ):
        return room
    below = box.bottom + gap
    after = box.right + gap
    return max(
        (
            Box(room.left, below, room.width, room.bottom - below),
            Box(room.left, room.top, room.width, box.top - gap - room.top),
            Box(after, room.top, room.right - after, room.height),
            Box(room.left, room.top, box.left - gap - room.left, room.height),
        ),
        key=_factor,
    )


def _too_small(found: OwnLayout) -> str:
    room, need = found.room, found.slide.width / WIDTH * LEAST_TYPE / USUAL_TYPE
    has = f"{max(0, room.width) / CENTIMETRE:.1f} × {max(0, room.height) / CENTIMETRE:.1f} cm"
    needs = f"{CANVAS.width * need / CENTIMETRE:.1f} × {LEAST_CANVAS * need / CENTIMETRE:.1f} cm"
    return (
        f"Layout “{found.layout.name[:80]}” of the template leaves {has} between its title, its "
        f"footers and its pictures; a figure in readable type needs {needs} at least. Make "
        "its title or its pictures smaller, or add a layout with nothing but a title, and "
        "choose the template again."
    )
