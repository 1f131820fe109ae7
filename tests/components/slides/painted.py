"""A slide as it is seen: what is painted, in which colour of the file's theme, over what.

Read from the XML of a file, with the colours of whatever theme was put into it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree
from pptx.oxml.ns import qn
from pptx.slide import Slide

from components.slides.drawing import EMU, Box, TextStyle
from components.slides.pptx_internals import Element
from components.theme import contrast
from tests.components.slides import decks

Ring = list[tuple[float, float]]
SWAPPED = {
    "light house": ("#12263a", "#ffffff", "#123a5a", "#eef3f7", "#00698f", False),
    "dark": ("#101820", "#f5f5f5", "#1f3044", "#dde6ee", "#4fb3bf", True),
    "warm cream": ("#3b2417", "#fff8ec", "#7a4b2a", "#f3e3c8", "#a63d2f", False),
}
"""Theme -> its dk1, lt1, dk2, lt2 and accent1, and whether its master stands on the dark one."""


def with_theme(blob: bytes, name: str) -> bytes:
    """A file of ours with another theme in the place of the house's."""
    *colours, dark = SWAPPED[name]
    out = io.BytesIO()
    with ZipFile(io.BytesIO(blob)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "ppt/theme/theme1.xml":
                text = _recoloured(text.decode(), colours).encode()
            if dark and part == "ppt/slideMasters/slideMaster1.xml":
                text = text.replace(
                    b'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"',
                    b'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"',
                )
            new.writestr(part, text)
    return out.getvalue()


def _recoloured(text: str, colours: list[str]) -> str:
    for place, colour in zip(("dk1", "lt1", "dk2", "lt2", "accent1"), colours, strict=True):
        value = f'<a:srgbClr val="{colour.removeprefix("#").upper()}"/>'
        text = re.sub(rf"(<a:{place}>).*?(</a:{place}>)", rf"\g<1>{value}\g<2>", text)
    return text


@dataclass(frozen=True)
class Words:
    """A run of text: its colour's element, its size in points, and whether it is bold."""

    text: str
    colour: Element | None
    size: float
    bold: bool
    outline: tuple[Element, ...] = ()


@dataclass
class Painted:
    """One thing that is painted, in the order of the slide.

    Attributes:
        fills: the elements of the colours of its fill, each with its place from 0 to 1.
        line: that of its line.
        rings: the outlines of a freeform in points, none for what fills its box.
        words: the runs of its text.
        ink: the point in the middle of its words.
    """

    name: str
    box: Box
    kind: str = ""
    fills: list[tuple[float, Element]] = field(default_factory=list)
    line: list[Element] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    ink: tuple[float, float] = (0.0, 0.0)

    def covers(self, x: float, y: float) -> bool:
        box = self.box
        if not (box.left <= x <= box.right and box.top <= y <= box.bottom):
            return False
        return not self.rings or _inside(self.rings, x, y)


def _inside(rings: list[Ring], x: float, y: float) -> bool:
    odd = False
    for ring in rings:
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                odd = not odd
    return odd


LEAST_OF_MARKS, LEAST_OF_FADES = 2.0, 1.5
"""Contrast; a fade is faint by its nature, and its words stand beside it."""
COLOURS = (qn("a:srgbClr"), qn("a:schemeClr"))


def _fills(holder: Element) -> tuple[str, list[tuple[float, Element]]]:
    solid = holder.find(qn("a:solidFill"))
    if solid is not None:
        return "solid", [(0.0, solid[0])]
    pattern = holder.find(qn("a:pattFill"))
    if pattern is not None:
        return "pattern", [(0.0, pattern[1][0]), (1.0, pattern[0][0])]
    fade = holder.find(qn("a:gradFill"))
    if fade is not None:
        stops = [(int(stop.get("pos")) / 100_000, stop[0]) for stop in fade.iter(qn("a:gs"))]
        return "fade", stops
    return "", []


def _line(holder: Element, tag: str = "a:ln") -> list[Element]:
    line = holder.find(qn(tag))
    return [] if line is None else list(line.iter(*COLOURS))


def _box(frame: Element) -> Box:
    off, ext = frame.find(qn("a:off")), frame.find(qn("a:ext"))
    sides = (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy"))
    return Box(*(int(side) / EMU for side in sides))


def painted(slide: Slide) -> list[Painted]:
    """All that a slide paints, from the lowest to the topmost; charts are read by themselves."""
    return list(_painted(slide, slide.shapes._spTree))


def _painted(slide: Slide, tree: Element) -> Iterator[Painted]:
    for element in tree:
        tag = element.tag
        if tag == qn("p:grpSp"):
            yield from _painted(slide, element)
        elif tag in (qn("p:sp"), qn("p:cxnSp")):
            yield _shape(slide, element)
        elif tag == qn("p:graphicFrame") and element.find(".//" + qn("a:tbl")) is not None:
            yield from _table(element)


def _shape(slide: Slide, element: Element) -> Painted:
    properties = element.find(qn("p:spPr"))
    frame = properties.find(qn("a:xfrm"))
    holder = element.find(".//" + qn("p:ph"))
    usual = None
    if holder is not None:
        usual = _usual(slide, holder)
        if frame is None:
            frame = usual.find(qn("p:spPr")).find(qn("a:xfrm"))
    found = Painted(element.find(".//" + qn("p:cNvPr")).get("name"), _box(frame))
    found.kind, found.fills = _fills(properties)
    found.line = _line(properties)
    box = found.box
    for path in properties.iter(qn("a:path")):
        across = box.width / (int(path.get("w")) or 1)
        down = box.height / (int(path.get("h")) or 1)
        for point in path.iter(qn("a:pt")):
            if point.getparent().tag == qn("a:moveTo"):
                found.rings.append([])
            x, y = int(point.get("x")) * across, int(point.get("y")) * down
            found.rings[-1].append((box.left + x, box.top + y))
    body = element.find(qn("p:txBody"))
    if body is not None:
        found.words = list(_words(body, usual))
        found.ink = _ink(found, body)
    return found


def _usual(slide: Slide, holder: Element) -> Element:
    """The placeholder of the layout that a slide's one takes its place and type from."""
    for each in slide.slide_layout.placeholders:
        own = each.element.ph
        if own.get("idx") == holder.get("idx") and own.get("type") == holder.get("type"):
            return each.element
    (title,) = (
        each.element
        for each in slide.slide_layout.placeholders
        if each.element.ph.get("type") in ("title", "ctrTitle")
    )
    return title


def _words(body: Element, usual: Element | None = None) -> Iterator[Words]:
    default = None if usual is None else usual.find(".//" + qn("a:defRPr"))
    for run in (*body.iter(qn("a:r")), *body.iter(qn("a:fld"))):
        text = run.findtext(qn("a:t")) or ""
        if not text.strip():
            continue
        look = run.find(qn("a:rPr"))
        look = etree.Element("none") if look is None else look
        fill = look.find(qn("a:solidFill"))
        if fill is None and default is not None:
            fill = default.find(qn("a:solidFill"))
        size = look.get("sz") or (default.get("sz") if default is not None else "1800")
        bold = (look.get("b") or (default.get("b") if default is not None else "0")) == "1"
        colour = None if fill is None else fill[0]
        yield Words(text, colour, int(size) / 100, bold, tuple(_line(look)))


def _ink(found: Painted, body: Element) -> tuple[float, float]:
    """The middle of the words of a box."""
    box = found.box
    if not found.words:
        return box.left, box.top
    wide = max(TextStyle(each.size, bold=each.bold).width_of(each.text) for each in found.words)
    properties = next(body.iter(qn("a:pPr")), None)
    align = "l" if properties is None else properties.get("algn", "l")
    wide = min(wide, box.width)
    x = {
        "l": box.left + wide / 2,
        "r": box.right - wide / 2,
        "ctr": box.left + box.width / 2,
    }[align]
    return x, box.top + box.height / 2


def _table(element: Element) -> Iterator[Painted]:
    box = _box(element.find(qn("p:xfrm")))
    table = element.find(".//" + qn("a:tbl"))
    widths = [int(column.get("w")) / EMU for column in table.iter(qn("a:gridCol"))]
    top = box.top
    for row in table.iter(qn("a:tr")):
        height, left = int(row.get("h")) / EMU, box.left
        for width, cell in zip(widths, row.iter(qn("a:tc")), strict=True):
            properties = cell.find(qn("a:tcPr"))
            found = Painted("Cell", Box(left, top, width, height))
            found.kind, found.fills = _fills(properties)
            found.line = _line(properties, "a:lnB")
            found.words = list(_words(cell))
            found.ink = _ink(found, cell)
            yield found
            left += width
        top += height


@dataclass(frozen=True)
class Seen:
    """The colours of a slide in the theme of its file."""

    scheme: dict[str, str]

    def colour(self, element: Element, ground: str) -> str:
        return decks.colour_of(element, self.scheme, ground)

    def over(self, thing: Painted, x: float, ground: str) -> str:
        """The colour of a thing at a place, over its ground."""
        if not thing.fills:
            return ground
        if thing.kind != "fade":
            return self.colour(thing.fills[0][1], ground)
        share = (x - thing.box.left) / max(thing.box.width, 0.01)
        below = [stop for stop in thing.fills if stop[0] <= share] or [thing.fills[0]]
        return self.colour(below[-1][1], ground)

    def ground_at(self, below: list[Painted], x: float, y: float) -> str:
        ground = self.scheme["bg1"]
        for thing in below:
            if thing.fills and thing.covers(x, y):
                ground = self.over(thing, x, ground)
        return ground

    def faults(self, things: list[Painted]) -> Iterator[str]:
        """Words and marks that are hard to see, in a sentence each."""
        for number, thing in enumerate(things):
            below = things[:number]
            for words in thing.words:
                yield from self._of_words(thing, words, below)
            yield from self._of_mark(thing, below)

    def _of_words(self, thing: Painted, words: Words, below: list[Painted]) -> Iterator[str]:
        ground = self.over(thing, thing.ink[0], self.ground_at(below, *thing.ink))
        if words.colour is None:
            yield f"“{words.text[:40]}” has no colour"
            return
        ratio = contrast(self.colour(words.colour, ground), ground)
        for element in words.outline:
            ratio = max(ratio, contrast(self.colour(element, ground), ground))
        if not any(letter.isalnum() for letter in words.text):
            least = LEAST_OF_MARKS  # a swatch
        else:
            least = 3.0 if words.size >= 18 or (words.bold and words.size >= 14) else 4.5
        if ratio < least:
            ink = self.colour(words.colour, ground)
            yield f"words “{words.text[:40]}” {ink} on {ground}: {ratio:.1f}"

    def _of_mark(self, thing: Painted, below: list[Painted]) -> Iterator[str]:
        own = [element for _, element in thing.fills]
        parts = own + thing.line
        if not any(is_meant(element) for element in parts) or (thing.name == "Cell" and not own):
            return
        box = thing.box
        middle = (box.left + box.width / 2, box.top + box.height / 2)
        # marks of one thing, such as the pieces of a bar, may lie on each other
        others = [each for each in below if each.name.split(",")[0] != thing.name.split(",")[0]]
        ground = self.ground_at(others, *middle)
        ratio = max(contrast(self.colour(element, ground), ground) for element in parts)
        if ratio < (LEAST_OF_FADES if thing.kind == "fade" else LEAST_OF_MARKS):
            yield f"mark “{thing.name[:40]}” on {ground}: {ratio:.2f}"

    def chart_faults(self, chart: Element) -> Iterator[str]:
        """Series, points and words of a chart that are hard to see; chart: its chartSpace."""
        ground = self.scheme["bg1"]
        for series in chart.iter(CHART + "ser"):
            name = "".join(series.find(CHART + "tx").itertext()).strip()[:40]
            fills = {"": self._filled(series, ground)}
            for point in series.iter(CHART + "dPt"):
                fills[point.find(CHART + "idx").get("val")] = self._filled(point, ground)
            for holder in (series, *series.iter(CHART + "dPt"), *series.iter(CHART + "marker")):
                own = holder.find(CHART + "spPr")
                parts = [] if own is None else [*(each for _, each in _fills(own)[1]), *_line(own)]
                if any(is_meant(each) for each in parts):
                    ratio = max(contrast(self.colour(each, ground), ground) for each in parts)
                    if ratio < LEAST_OF_MARKS:
                        yield f"series “{name}” on {ground}: {ratio:.2f}"
            for labels in (*series.iter(CHART + "dLbl"), *series.iter(CHART + "dLbls")):
                place = labels.find(CHART + "dLblPos")
                number = labels.find(CHART + "idx")
                within = place is not None and place.get("val") in ("ctr", "inEnd", "inBase")
                at = "" if number is None else number.get("val")
                under = (fills.get(at) or fills[""] or [ground]) if within else [ground]
                for held in (CHART + "txPr", CHART + "tx"):
                    words = labels.find(held)
                    if words is not None:
                        yield from self._of_chart_words(words, under, f"label of “{name}” {at}")
        for held in ("title", "valAx", "catAx", "dateAx", "legend"):
            for words in chart.iter(CHART + held):
                yield from self._of_chart_words(words, [ground], held)

    def _filled(self, holder: Element, ground: str) -> list[str]:
        own = holder.find(CHART + "spPr")
        stops = [] if own is None else _fills(own)[1]
        return [self.colour(element, ground) for _, element in stops[:1]]

    def _of_chart_words(self, words: Element, under: list[str], name: str) -> Iterator[str]:
        for look in (*words.iter(qn("a:defRPr")), *words.iter(qn("a:rPr"))):
            fill = look.find(qn("a:solidFill"))
            for ground in under if fill is not None else ():
                ink = self.colour(fill[0], ground)
                large = int(look.get("sz", "1000")) >= 1800
                ratio = contrast(ink, ground)
                if ratio < (3 if large else 4.5):
                    yield f"words of {name}: {ink} on {ground}: {ratio:.1f}"


CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_spaces(slide: Slide) -> list[Element]:
    return [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]


def is_meant(element: Element) -> bool:
    """Says whether a colour says something: faint shares of the text's are grounds and rules."""
    if element.tag == qn("a:srgbClr"):
        return True
    alpha = next(element.iter(qn("a:alpha")), None)
    share = 1.0 if alpha is None else int(alpha.get("val")) / 100_000
    return element.get("val") != "bg1" and share >= 0.5
