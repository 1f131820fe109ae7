"""Tools that the tests of slides share: a sheet to draw on, and the saved slides read again."""

import colorsys
import io
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pandas as pd
from lxml import etree
from openpyxl import Workbook, load_workbook
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import Table

from components.slides.drawing import EMU, Box
from components.slides.pptx_internals import NAMESPACES, Element, parsed
from components.slides.sheet import Sheet, SlideText, deck_bytes, new_deck
from components.slides.theme_colours import SLIDE, ThemeColour, colour_xml, pattern_colour_xml
from components.theme import channels, tint

SUMMARY = 'What the graphic says, <in> "words" & more.'


def new_sheet() -> Sheet:
    heading = SlideText("A title", "2 of 19 trials.", ("A source",), SUMMARY, ("A note",))
    return Sheet(new_deck(), heading)


def saved(sheet: Sheet) -> list[Slide]:
    """The slides of the sheet's deck as a reader of the file has them."""
    return list(Presentation(io.BytesIO(deck_bytes(sheet.deck))).slides)


def slides_of(draw: Callable[[pd.DataFrame, Sheet], None], frame: pd.DataFrame) -> list[Slide]:
    """The slides on which a frame is drawn."""
    sheet = new_sheet()
    draw(frame, sheet)
    return saved(sheet)


def all_text(shapes: Iterable[BaseShape]) -> str:
    """The words of shapes, those in groups included, a line each."""
    found = []
    for shape in shapes:
        if shape.shape_type == 6:
            found.append(all_text(shape.shapes))
        elif shape.has_text_frame:
            found.append(shape.text_frame.text)
    return "\n".join(found)


def graphics(slide: Slide) -> list[GraphicFrame]:
    return [shape for shape in slide.shapes if isinstance(shape, GraphicFrame)]


def chart_of(slide: Slide) -> Chart:
    (frame,) = graphics(slide)
    return frame.chart


def table_of(slide: Slide) -> Table:
    (frame,) = graphics(slide)
    return frame.table


def cells_of(slide: Slide) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table_of(slide).rows]


def alt_text(frame: GraphicFrame) -> str:
    return str(frame._element._nvXxPr.cNvPr.get("descr"))


def workbook_of(chart: Chart) -> Workbook:
    part = chart.part.chart_workbook.xlsx_part
    assert part is not None
    return load_workbook(io.BytesIO(part.blob))


def rows_of(chart: Chart) -> list[tuple[object, ...]]:
    return list(workbook_of(chart).active.iter_rows(values_only=True))


def texts_of(slide: Slide) -> list[str]:
    """Every text of the slide, that of groups too."""
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    return [node.text or "" for node in slide._element.iter(tag)]


def is_decorative(head: Element) -> bool:
    """Says whether the head of a shape tells screen readers to pass it over."""
    return any(each.get("val") == "1" for each in head.iter("{*}decorative"))


def ids_of(slide: Slide) -> list[str]:
    return [node.get("id") for node in slide._element.iter("{*}cNvPr")]


def shapes_in(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """Every shape that is drawn, those of groups in their place."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from shapes_in(shape.shapes)
        else:
            yield shape


def written(colour: str) -> Element:
    """The element that a colour of the palette of slides is written as."""
    return parsed(f"<a:solidFill {NAMESPACES}>{colour_xml(colour)}</a:solidFill>")[0]


def seen(colour: str) -> str:
    """A colour of the palette of slides as its XML is seen on the house's ground."""
    return colour_of(written(colour))


def figure_of(slide: Slide) -> list[BaseShape]:
    """Every shape of the figure: all but title, filters, source and the words at the foot."""
    return list(shapes_in(shape for shape in slide.shapes if not shape.is_placeholder))


def shapes_named(slide: Slide, name: str) -> list[BaseShape]:
    return [shape for shape in shapes_in(slide.shapes) if shape.name == name]


def group_named(slide: Slide, name: str) -> BaseShape:
    """The one group of this name inside those of the slide."""
    outer = (shape for shape in slide.shapes if hasattr(shape, "shapes"))
    (found,) = [inner for group in outer for inner in group.shapes if inner.name == name]
    return found


def the(slide: Slide, name: str) -> BaseShape:
    """The one shape of this name."""
    (shape,) = shapes_named(slide, name)
    return shape


def box_of(shape: BaseShape) -> Box:
    """In points, to a hundredth."""
    sides = (shape.left, shape.top, shape.width, shape.height)
    return Box(*(round(side / EMU, 2) for side in sides))


def centre_of(shape: BaseShape) -> tuple[float, float]:
    box = box_of(shape)
    return box.left + box.width / 2, box.top + box.height / 2


def scheme_of(deck: Deck) -> dict[str, str]:
    """The colours of a deck's theme as its master names them: ``tx1`` -> ``#rrggbb``."""
    master = deck.slide_master
    (theme,) = (
        rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    colours = {
        each.tag.partition("}")[2]: "#" + each[0].get("val").lower()
        for each in etree.fromstring(theme.blob).find(".//{*}clrScheme")
    }
    named = {name: colours[place] for name, place in master.element.find("{*}clrMap").items()}
    return colours | named


@cache
def house_scheme() -> dict[str, str]:
    return scheme_of(new_deck())


def _place_of(element: Element) -> tuple[str, ...]:
    changes = (f"{change.tag.partition('}')[2]} {change.get('val')}" for change in element)
    return (element.get("val"), *changes)


HOUSE_COLOURS = {
    _place_of(parsed(f"<a:solidFill {NAMESPACES}>{written(colour)}</a:solidFill>")[0]): str(colour)
    for colour in vars(SLIDE).values()
    if isinstance(colour, ThemeColour)
    for written in (colour_xml, pattern_colour_xml)
}
"""A colour as the palette of slides writes it -> that of the house's light theme."""


def colours_in(element: Element, *, opaque: bool = False) -> list[str]:
    """The colours that an element holds, in its order, as ``#rrggbb`` on the house's ground."""
    return [
        colour_of(each, opaque=opaque) for each in element.iter(qn("a:srgbClr"), qn("a:schemeClr"))
    ]


def colour_of(
    element: Element, scheme: dict[str, str] | None = None, ground: str = "", opaque: bool = False
) -> str:
    """One colour as it is seen on a ground; ``opaque`` leaves its transparency out."""
    scheme = scheme or house_scheme()
    value, alpha = element.get("val"), 100_000
    for change in element.iter(qn("a:alpha")):
        alpha = int(change.get("val"))
    if element.tag == qn("a:schemeClr"):
        if scheme is house_scheme() and _place_of(element) in HOUSE_COLOURS:
            return HOUSE_COLOURS[_place_of(element)]
        colour = _changed(scheme[value], element)
    else:
        colour = f"#{value.lower()}"
    if opaque or alpha == 100_000:
        return colour
    return str(tint(colour, ground or scheme["bg1"], alpha / 100_000))


def _changed(colour: str, element: Element) -> str:
    """A colour with the changes of its lightness that an element names."""
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in channels(colour)))
    for change in element:
        share = int(change.get("val")) / 100_000
        if change.tag == qn("a:lumMod"):
            light *= share
        elif change.tag == qn("a:lumOff"):
            light = min(1.0, light + share)
    if not any(change.tag in (qn("a:lumMod"), qn("a:lumOff")) for change in element):
        return colour
    return "#" + "".join(
        f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, full)
    )


def fill_of(shape: BaseShape) -> tuple[str, ...]:
    """The kind of a shape's fill, and its colours as ``#rrggbb``; those of a fade are opaque."""
    for kind in ("solidFill", "pattFill", "gradFill"):
        fill = shape._element.spPr.find(qn(f"a:{kind}"))
        if fill is not None:
            return kind, *colours_in(fill, opaque=kind == "gradFill")
    return ("none",)


def opacities_of(shape: BaseShape) -> list[int]:
    """Per cent of opacity of a fade, from the left."""
    fill = shape._element.spPr.find(qn("a:gradFill"))
    return [int(alpha.get("val")) // 1000 for alpha in fill.iter(qn("a:alpha"))]


def points_of(shape: BaseShape) -> list[tuple[float, float]]:
    """The points of a freeform, from the corner of its box."""
    return [
        (round(int(point.get("x")) / EMU, 2), round(int(point.get("y")) / EMU, 2))
        for point in shape._element.spPr.iter(qn("a:pt"))
    ]
