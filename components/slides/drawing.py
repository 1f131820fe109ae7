"""Native shapes in points, written as XML and parsed once.

python-pptx looks through the whole slide for a free id with each shape that it adds; a
timeline has hundreds, so they are written here as text and handed over in one piece.
A slide is 960 x 540 points; one point is two pixels of a 1920 x 1080 screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape, quoteattr

from components.figures.text import clean
from components.figures.text_width import (
    SLIDE_FACE,
    cut_to,
    lines_of,
    shortened_to,
    text_width,
)
from components.slides.pptx_internals import NAMESPACES, Element, parsed
from components.slides.theme_colours import (
    SLIDE,
    colour_xml,
    is_faint,
    is_lost_in_the_dark,
    is_pale,
    pattern_colour_xml,
)

EMU = 12_700
"""English metric units in a point."""
TYPEFACE = "+mn-lt"
"""The theme's own for text: Arial in the house's, which every machine that shows slides has, with
almost the same widths in its substitutes."""
WIDER = 1.14
"""Arial's width in widths of the house type, in whose advances the layouts of the screen measure:
1.06 in running text, 1.12 in numbers and 1.135 in the registry's ids. What a slide measures itself
takes Arial's own advances."""
SPARE = 1.01
"""The room of a text on a slide in widths of its letters: programs round each of them."""

PointsXY = tuple[float, float]


def emu(points: float) -> int:
    return round(points * EMU)


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the slide's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @classmethod
    def around(cls, centre: PointsXY, size: float) -> "Box":
        return cls(centre[0] - size / 2, centre[1] - size / 2, size, size)


@dataclass(frozen=True)
class Solid:
    """One colour, ``#rrggbb``; alpha from 0 to 1."""

    colour: str
    alpha: float = 1.0

    def xml(self) -> str:
        return f"<a:solidFill>{colour_xml(self.colour, self.alpha)}</a:solidFill>"


def _pattern(preset: str, ink: str, ground: str) -> str:
    return (
        f'<a:pattFill prst="{preset}"><a:fgClr>{pattern_colour_xml(ink)}</a:fgClr>'
        f"<a:bgClr>{pattern_colour_xml(ground)}</a:bgClr></a:pattFill>"
    )


@dataclass(frozen=True)
class Hatched:
    """Diagonal lines of one colour on another: the second channel of what is not certain."""

    lines: str
    ground: str

    def xml(self) -> str:
        return _pattern("wdUpDiag", self.lines, self.ground)


@dataclass(frozen=True)
class Dotted:
    """Dots of one colour on another: a number that is planned and not counted."""

    dots: str
    ground: str

    def xml(self) -> str:
        return _pattern("pct20", self.dots, self.ground)


@dataclass(frozen=True)
class Gradient:
    """One colour from one opacity at the left to another at the right."""

    colour: str
    left: float
    right: float

    def xml(self) -> str:
        return (
            f'<a:gradFill><a:gsLst><a:gs pos="0">{colour_xml(self.colour, self.left)}</a:gs>'
            f'<a:gs pos="100000">{colour_xml(self.colour, self.right)}</a:gs></a:gsLst>'
            '<a:lin ang="0" scaled="0"/></a:gradFill>'
        )


@dataclass(frozen=True)
class PartFilled:
    """One colour over a share of a shape from its left end, another over the rest."""

    colour: str
    share: float
    rest: str

    def xml(self) -> str:
        at = round(self.share * 100_000)
        stops = ((0, self.colour), (at, self.colour), (at, self.rest), (100_000, self.rest))
        return (
            "<a:gradFill><a:gsLst>"
            + "".join(f'<a:gs pos="{place}">{colour_xml(colour)}</a:gs>' for place, colour in stops)
            + '</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>'
        )


Fill = Solid | Hatched | Dotted | Gradient | PartFilled | None
"""``None`` is no fill at all."""


@dataclass(frozen=True)
class Stroke:
    """The line around a shape or the line itself; width in points.

    dash: a DrawingML preset such as ``sysDash`` or ``sysDot``, empty for a full line.
    arrow: whether the line ends in an arrow head.
    """

    colour: str
    width: float = 0.75
    dash: str = ""
    arrow: bool = False

    def xml(self) -> str:
        dash = f'<a:prstDash val="{self.dash}"/>' if self.dash else ""
        head = '<a:tailEnd type="triangle" w="med" len="med"/>' if self.arrow else ""
        return (
            f'<a:ln w="{emu(self.width)}">{Solid(self.colour).xml()}{dash}<a:round/>{head}</a:ln>'
        )


@dataclass(frozen=True)
class FadingStroke(Stroke):
    """The line around a fade: it goes as its shape does, from one opacity to another."""

    left: float = 1.0
    right: float = 1.0

    def xml(self) -> str:
        fade = Gradient(self.colour, self.left, self.right).xml()
        return f'<a:ln w="{emu(self.width)}">{fade}<a:round/></a:ln>'


def _fill(fill: Fill) -> str:
    return "<a:noFill/>" if fill is None else fill.xml()


def _line(stroke: Stroke | None) -> str:
    return "<a:ln><a:noFill/></a:ln>" if stroke is None else stroke.xml()


def outline_of(fill: Fill, stroke: Stroke | None) -> Stroke | None:
    """The line around a mark; one that another theme could hide has a line that it shows."""
    if stroke is not None and is_lost_in_the_dark(stroke.colour):
        return replace(stroke, colour=SLIDE.muted)
    own = _colour_of(fill)
    if (is_lost_in_the_dark(own) or is_pale(own)) and (
        stroke is None or stroke.colour == SLIDE.background
    ):
        if isinstance(fill, Gradient):
            return FadingStroke(SLIDE.muted, 0.75, left=fill.left, right=fill.right)
        return Stroke(SLIDE.muted, 0.75)
    return stroke


def _colour_of(fill: Fill) -> str:
    """The colour that a mark has on the ground, that of the theme's text where it has none."""
    match fill:
        case Solid() | Gradient() | PartFilled():
            return fill.colour
        case Hatched():
            return fill.lines
        case Dotted():
            return fill.dots
        case None:
            return SLIDE.text


def _is_decoration(fill: Fill, stroke: Stroke | None) -> bool:
    """Says whether a shape is a ground, a grid line or a rule, which say nothing themselves."""
    faint_line = stroke is None or is_faint(stroke.colour)
    return faint_line and (fill is None or (isinstance(fill, Solid) and is_faint(fill.colour)))


def _place(box: Box, *, flip_h: bool = False, flip_v: bool = False) -> str:
    flips = (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    return (
        f'<a:xfrm{flips}><a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )


ANCHORS = {"top": "t", "middle": "ctr", "bottom": "b"}
ALIGNMENTS = {"left": "l", "centre": "ctr", "right": "r"}


@dataclass(frozen=True)
class TextStyle:
    """The setting of a text: size in points, ``align`` left, centre, right, ``anchor`` top,
    middle, bottom; ``wrap`` breaks lines at the width of its box."""

    size: float = 10
    colour: str = SLIDE.text
    bold: bool = False
    align: str = "left"
    anchor: str = "middle"
    wrap: bool = False

    def width_of(self, text: str) -> float:
        """The points that one line of text takes."""
        return text_width(text, self.size * SPARE, bold=self.bold, face=SLIDE_FACE)

    def lines_of(self, text: str, width: float) -> list[str]:
        """The lines in which a text stands in a box of this width."""
        return lines_of(text, self.size * SPARE, width, bold=self.bold, face=SLIDE_FACE)

    def shortened_to(self, text: str, width: float, most: int) -> str:
        """A text that has room in so many lines; the middle of a longer one gives way."""
        size = self.size * SPARE
        return shortened_to(text, size, width, most, bold=self.bold, face=SLIDE_FACE)

    def cut_to(self, text: str, width: float) -> str:
        """The text, or as much of its start as fits the width before an ellipsis."""
        return cut_to(text, self.size * SPARE, width, bold=self.bold, face=SLIDE_FACE)

    def body(self, text: str) -> str:
        runs = "".join(
            f'<a:p><a:pPr algn="{ALIGNMENTS[self.align]}"/><a:r>'
            f'<a:rPr lang="en-GB" sz="{round(self.size * 100)}" b="{int(self.bold)}">'
            f'{Solid(self.colour).xml()}<a:latin typeface="{TYPEFACE}"/></a:rPr>'
            f"<a:t>{escape(line)}</a:t></a:r></a:p>"
            for line in clean(text).split("\n")
        )
        wrap = "square" if self.wrap else "none"
        return (
            f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="0" tIns="0" rIns="0" bIns="0" '
            f'anchor="{ANCHORS[self.anchor]}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{runs}</p:txBody>'
        )


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext>'
    "</a:extLst>"
)
"""In the head of a shape that says nothing: screen readers pass it over."""
EMPTY_BODY = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>"


@dataclass
class Ids:
    """The shape ids of one slide."""

    last: int = 1_000

    def next(self) -> int:
        self.last += 1
        return self.last


@dataclass
class Drawing:
    """Shapes of one slide in one named group, collected as XML.

    Attributes:
        name: what PowerPoint's selection pane shows.
        description: the alt text; empty for an inner group, whose outer group has it.
        only_text: whether it holds nothing but text boxes, which are read as they are.
        only_decoration: whether it holds nothing but grounds and rules, which are passed over.
    """

    name: str
    ids: Ids
    description: str = ""
    _parts: list[str] = field(default_factory=list)
    _bounds: list[Box] = field(default_factory=list)
    only_text: bool = True
    only_decoration: bool = True

    def group(self, name: str) -> "Drawing":
        """An inner group, closed with ``close``."""
        return Drawing(name, self.ids)

    def close(self, inner: "Drawing") -> None:
        """Put an inner group in its place; an empty one leaves nothing."""
        if inner._parts:
            self._add(
                inner.xml(), inner.bounds, text=inner.only_text, decoration=inner.only_decoration
            )

    def shape(
        self,
        name: str,
        box: Box,
        fill: Fill,
        stroke: Stroke | None = None,
        *,
        preset: str = "rect",
        text: str = "",
        words: TextStyle = TextStyle(),
    ) -> None:
        """A preset shape (``rect``, ``ellipse``, ``diamond``, ``triangle``, ``rightArrow`` ...)."""
        body = words.body(text) if text else EMPTY_BODY
        decoration = not text and _is_decoration(fill, stroke)
        head = self._head("p:nvSpPr", name, "<p:cNvSpPr/>", decoration=decoration)
        geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        self._add(
            f"<p:sp>{head}<p:spPr>{_place(box)}{geometry}"
            f"{_fill(fill)}{_line(outline_of(fill, stroke))}</p:spPr>{body}</p:sp>",
            box,
            decoration=decoration,
        )

    def text(self, name: str, text: str, box: Box, words: TextStyle) -> None:
        """A text box; without ``wrap`` the text may run over the box's edge. No text, no box."""
        if not clean(text).strip():
            return
        head = self._head("p:nvSpPr", name, '<p:cNvSpPr txBox="1"/>')
        self._add(
            f"<p:sp>{head}<p:spPr>{_place(box)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"{words.body(text)}</p:sp>",
            box,
            text=True,
        )

    def line(self, name: str, start: PointsXY, end: PointsXY, stroke: Stroke) -> None:
        """A straight connector from start to end."""
        (x0, y0), (x1, y1) = start, end
        box = Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        decoration = _is_decoration(None, stroke)
        head = self._head("p:nvCxnSpPr", name, "<p:cNvCxnSpPr/>", decoration=decoration)
        self._add(
            f"<p:cxnSp>{head}"
            f"<p:spPr>{_place(box, flip_h=x1 < x0, flip_v=y1 < y0)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_line(outline_of(None, stroke))}'
            "</p:spPr></p:cxnSp>",
            box,
            decoration=decoration,
        )

    def freeform(
        self,
        name: str,
        rings: Sequence[Sequence[PointsXY]],
        fill: Fill,
        stroke: Stroke | None = None,
        *,
        closed: bool = True,
    ) -> None:
        """One shape of several outlines (or open lines), in points of the slide."""
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        self.freeform_xml(
            name, box, "".join(ring_path(ring, box, closed) for ring in rings), fill, stroke
        )

    def freeform_xml(
        self, name: str, box: Box, path: str, fill: Fill, stroke: Stroke | None = None
    ) -> None:
        """A shape whose DrawingML path is written already; its unit is the EMU of the box."""
        geometry = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{emu(box.width)}" h="{emu(box.height)}">{path}</a:path>'
            "</a:pathLst></a:custGeom>"
        )
        decoration = _is_decoration(fill, stroke)
        head = self._head("p:nvSpPr", name, "<p:cNvSpPr/>", decoration=decoration)
        self._add(
            f"<p:sp>{head}<p:spPr>{_place(box)}{geometry}"
            f"{_fill(fill)}{_line(outline_of(fill, stroke))}</p:spPr>{EMPTY_BODY}</p:sp>",
            box,
            decoration=decoration,
        )

    @property
    def bounds(self) -> Box:
        left = min(box.left for box in self._bounds)
        top = min(box.top for box in self._bounds)
        right = max(box.right for box in self._bounds)
        bottom = max(box.bottom for box in self._bounds)
        return Box(left, top, right - left, bottom - top)

    def xml(self) -> str:
        """The group; its inner coordinates are those of the slide."""
        box = self.bounds
        corner = f'x="{emu(box.left)}" y="{emu(box.top)}"'
        size = f'cx="{emu(box.width)}" cy="{emu(box.height)}"'
        head = self._head(
            "p:nvGrpSpPr",
            self.name,
            "<p:cNvGrpSpPr/>",
            self.description,
            decoration=self.only_decoration and not self.description,
        )
        return (
            f"<p:grpSp>{head}<p:grpSpPr><a:xfrm><a:off {corner}/><a:ext {size}/>"
            f"<a:chOff {corner}/><a:chExt {size}/></a:xfrm></p:grpSpPr>"
            f"{''.join(self._parts)}</p:grpSp>"
        )

    def element(self) -> Element | None:
        """The group as an element of a slide's shape tree; none where nothing was drawn."""
        if not self._parts:
            return None
        return parsed(self.xml().replace("<p:grpSp>", f"<p:grpSp {NAMESPACES}>", 1))

    def _add(self, xml: str, box: Box, *, text: bool = False, decoration: bool = False) -> None:
        self.only_text = self.only_text and text
        self.only_decoration = self.only_decoration and decoration
        self._parts.append(xml)
        self._bounds.append(box)

    def _head(
        self, tag: str, name: str, kind: str, description: str = "", *, decoration: bool = False
    ) -> str:
        described = f" descr={quoteattr(clean(description))}" if description else ""
        named = f'<p:cNvPr id="{self.ids.next()}" name={quoteattr(clean(name))}{described}'
        own = f"{named}>{DECORATIVE}</p:cNvPr>" if decoration else f"{named}/>"
        return f"<{tag}>{own}{kind}<p:nvPr/></{tag}>"


def ring_path(ring: Sequence[PointsXY], box: Box, closed: bool = True) -> str:
    """A line through points as a DrawingML path; its unit is the EMU of the box."""
    points: Iterator[str] = (
        f'<a:pt x="{emu(x - box.left)}" y="{emu(y - box.top)}"/>' for x, y in ring
    )
    first = f"<a:moveTo>{next(points)}</a:moveTo>"
    return first + _joined(points) + ("<a:close/>" if closed else "")


def _joined(points: Iterable[str]) -> str:
    return "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points)
