"""Reach below what python-pptx documents: the XML of its slides.

Its own way to a shape looks through the whole slide for a free id with each one, and a timeline has
hundreds; a table takes ten calls a cell; its charts know no hatching, no place of the plot and no
error bars. So drawings, tables and charts are text (drawing.py, tables.py, charts.py), which stands
on the slide by what is here. tests/upgrade/test_python_pptx.py says what is lost where an upgrade
takes one of these away.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
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


def insert_before(other: Element, element: Element) -> None:
    """Put an element on a slide below another; one that stands elsewhere moves."""
    other.addprevious(element)


def add_ends(slide: Slide, footer: str, day: str) -> None:
    """Add footer, date and number of a slide, which python-pptx leaves out of new ones.

    Place and type are the layout's: only the words are the slide's own.
    """
    held = {holder.element.ph.get("type"): holder.element for holder in _ends_of(slide)}
    for kind, words in (("ftr", footer), ("dt", day), ("sldNum", NUMBER_WORDS)):
        if kind in held and words:
            append(slide, _end(held[kind], kind, words))


NUMBER_WORDS = "‹#›"
NUMBER_FIELD = 'id="{6A1B5C0E-2C1F-4B0B-9B57-0F2C4E5D7A10}" type="slidenum"'


def _ends_of(slide: Slide) -> Iterable[Any]:
    return slide.slide_layout.placeholders


def _end(holder: Any, kind: str, words: str) -> Element:
    said = f'<a:rPr lang="en-GB"/><a:t>{escape(words)}</a:t>'
    run = f"<a:fld {NUMBER_FIELD}>{said}</a:fld>" if kind == "sldNum" else f"<a:r>{said}</a:r>"
    index = holder.ph.get("idx")
    name = quoteattr(holder._nvXxPr.cNvPr.get("name"))
    return parsed(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{900 + int(index)}" name={name}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" idx="{index}"/></p:nvPr>'
        f"</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{run}</a:p></p:txBody></p:sp>"
    )
