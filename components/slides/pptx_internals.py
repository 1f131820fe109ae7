"""Reach below what python-pptx documents: the XML of its slides.

Its own way to a shape looks through the whole slide for a free id with each one, and a timeline has
hundreds; a table takes ten calls a cell; its charts know no hatching, no place of the plot and no
error bars. So drawings, tables and charts are text (drawing.py, tables.py, charts.py), which stands
on the slide by what is here. tests/upgrade/test_python_pptx.py says what is lost where an upgrade
takes one of these away.
"""

from typing import Any, TypeAlias

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Length

NAMESPACES = nsdecls("p", "a")
"""Declared by the outermost element of what is appended."""
Element: TypeAlias = etree._Element


def parsed(xml: str) -> Element:
    """A shape, table or group with python-pptx's own classes for its elements."""
    return parse_xml(xml)


def append(slide: Slide, element: Element) -> None:
    """Put an element on top of what stands on a slide."""
    slide.shapes.element.append(element)


def append_chart(slide: Slide, place: list[Length], chart: Any) -> BaseShape:
    """Put a chart on a slide; it has ``xml_bytes(chart_type)`` and ``xlsx_blob``.

    The type is that of its XML; python-pptx hands this argument back to ``xml_bytes`` only.
    """
    return slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, chart)


def set_id(shape: BaseShape, number: int) -> None:
    shape.element._nvXxPr.cNvPr.set("id", str(number))


def set_description(shape: BaseShape, words: str) -> None:
    """Alt text, which python-pptx has no property for."""
    shape.element._nvXxPr.cNvPr.set("descr", words)


def framed_placeholders(deck: Deck) -> list[BaseShape]:
    """Place holders with a place of their own; the others take that of the master."""
    return [
        shape
        for holder in (deck.slide_master, *deck.slide_layouts)
        for shape in holder.placeholders
        if shape.element.spPr.xfrm is not None
    ]


def set_title_style(deck: Deck, points: float, typeface: str) -> None:
    """Have the master set titles so, also those of slides that a reader adds."""
    level = deck.slide_master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    style = level.find(qn("a:defRPr"))
    style.set("sz", str(round(points * 100)))
    style.set("b", "1")
    for font in style.findall(qn("a:latin")):
        font.set("typeface", typeface)
