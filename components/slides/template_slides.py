"""Slides of the house put on a user's template: its layouts, its title, its room.

A slide is drawn as always, 960 x 540 points, on a layout of the house. Here it changes to the
template's layout: title, date, footer and number become the template's own; all else moves
into the room that the layout leaves, in one size.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from components.slides import master
from components.slides.drawing import TYPEFACE, Box, emu
from components.slides.package_internals import RT, PackURI, qn
from components.slides.pptx_internals import NAMESPACES, parsed
from components.slides.scaled import Scaling
from components.slides.slide_places import OPENING_TEXT, WIDTH
from components.slides.template_layouts import (
    CANVAS,
    ENDS,
    SUBTITLES,
    TITLES,
    Holder,
    OwnLayout,
    OwnLayouts,
)
from components.slides.template_theme import OwnTheme
from components.slides.template_title import WIDER_FACE, WIDEST, OwnType
from components.slides.theme_colours import SLIDE, colour_xml

SMALLEST_TITLE, SMALLEST_SUBTITLE = 12.0, 10.0
"""Points on a slide 960 wide."""
SHAPES = ("p:sp", "p:grpSp", "p:graphicFrame", "p:cxnSp", "p:pic")
HOUSE_PLACES = {layout.name: layout.places for layout in master.LAYOUTS}
AS_TEXT = (
    '<a:extLst %s><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/>'
    "</a:ext></a:extLst>"
)
"""In a link: it has the colour of its words, as that of a template's links may not be seen."""
NOTES_NAME, NOTES_THEME_NAME = (
    "/ppt/notesMasters/notesMaster1.xml",
    "/ppt/theme/themeOfNotes.xml",
)


def put_on_template(house: Deck, template: Deck, layouts: OwnLayouts) -> None:
    """Move the slides of a deck of the house into a presentation without slides."""
    listed = template.element.get_or_add_sldIdLst()
    _share_notes_master(house, template)
    for slide in list(house.slides):
        is_opening = slide.slide_layout.name == master.OPENING_LAYOUT
        own = layouts.opening if is_opening else layouts.figure
        _fit(slide, own, is_opening=is_opening)
        _set_layout(slide, own)
        _set_notes_master(slide, template)
        listed.add_sldId(template.part.relate_to(slide.part, RT.SLIDE))


def _fit(slide: Slide, own: OwnLayout, *, is_opening: bool) -> None:
    """Give each placeholder and shape of a slide its place."""
    places = {place.number: place for place in HOUSE_PLACES[slide.slide_layout.name]}
    scaling = _scaling(_start(slide.slide_layout.name, own), own)
    relative = own.slide.width / WIDTH
    subtitle = own.holder(SUBTITLES) if is_opening else None
    theme = OwnTheme.of(own.layout)
    for shape in list(_shapes(slide)):
        holder = shape.find(f".//{qn('p:ph')}") if shape.tag == qn("p:sp") else None
        kind = "" if holder is None else holder.get("type", "obj")
        if kind in TITLES:
            wider = WIDEST if theme.has_wide_titles else WIDER_FACE
            look = OwnType.of(own.layout, own.title, "titleStyle", wider)
            _take_place(shape, own.title, look, SMALLEST_TITLE * relative)
        elif kind in ENDS:
            _take_end(shape, own.holder((kind,)))
        elif kind == "subTitle" and subtitle is not None:
            wider = WIDEST if theme.has_wide_text else WIDER_FACE
            look = OwnType.of(own.layout, subtitle, "bodyStyle", wider)
            _take_place(shape, subtitle, look, SMALLEST_SUBTITLE * relative)
        else:
            if holder is not None:
                _as_text_box(shape, places[int(holder.get("idx", "0"))])
            scaling.place(shape)
            theme.set_words(shape)
    for relation in slide.part.rels.values():
        if relation.reltype == RT.CHART:
            chart = relation.target_part.chart.element
            scaling.scale_chart(chart)
            theme.set_words(chart)


def _start(layout: str, own: OwnLayout) -> Box:
    """The part of a slide of the house that goes into the room."""
    return {master.FIGURE_LAYOUT: own.canvas, master.OPENING_LAYOUT: OPENING_TEXT}.get(
        layout, CANVAS
    )


def _scaling(start: Box, own: OwnLayout) -> Scaling:
    """From a box of the house into the room, never larger than on a slide of the house."""
    room = own.room
    factor = min(room.width / start.width, room.height / start.height, own.slide.width / WIDTH)
    return Scaling(start, room, factor)


def _shapes(slide: Slide) -> Iterator[Any]:
    return (shape for shape in slide.shapes.element if shape.tag in map(qn, SHAPES))


def _take_place(shape: Any, holder: Holder, look: OwnType, smallest: float) -> None:
    """Let a placeholder be the template's; its type is smaller only where it has to be."""
    _be(shape, holder)
    properties = shape.find(qn("p:spPr"))
    for child in list(properties):
        properties.remove(child)
    for body in shape.iter(qn("a:bodyPr")):
        for child in list(body):
            body.remove(child)
        body.attrib.clear()
    lines = ["".join(each.itertext(qn("a:t"))) for each in shape.iter(qn("a:p"))]
    size = look.fitting(lines, min(smallest, look.size))
    for run in shape.iter(qn("a:r")):
        font = run.get_or_add_rPr()
        font.attrib.pop("sz", None)
        if size < look.size:
            font.set("sz", str(int(size * 10) * 10))


def _be(shape: Any, holder: Holder) -> None:
    """Make a slide's placeholder that of a layout's."""
    own = shape.find(f".//{qn('p:ph')}")
    own.attrib.clear()
    for name in ("type", "orient", "sz", "idx"):
        value = holder.element.ph.get(name)
        if value is not None and (name, value) != ("idx", "0"):
            own.set(name, value)


def _take_end(shape: Any, holder: Holder | None) -> None:
    """Date, footer and number stand where the template has them, and nowhere else."""
    if holder is None:
        shape.getparent().remove(shape)
    else:
        _be(shape, holder)


def _as_text_box(shape: Any, place: master.HeldPlace) -> None:
    """Make a text box of a placeholder that the template does not have, with the house's type."""
    head = shape.find(qn("p:nvSpPr"))
    head.find(qn("p:cNvPr")).set("name", place.name)
    kind = head.find(qn("p:cNvSpPr"))
    for child in list(kind):
        kind.remove(child)
    kind.set("txBox", "1")
    holder = head.find(f".//{qn('p:ph')}")
    holder.getparent().remove(holder)
    properties = shape.find(qn("p:spPr"))
    if properties.find(qn("a:xfrm")) is None:
        properties.insert(0, _placed(place.box))
    if properties.find(qn("a:prstGeom")) is None:
        properties.append(_parsed('<a:prstGeom %s prst="rect"><a:avLst/></a:prstGeom>'))
        properties.append(_parsed("<a:noFill %s/>"))
    _set_words(shape, place)


def _parsed(xml: str) -> Any:
    return parsed(xml % NAMESPACES)


def _placed(box: Box) -> Any:
    return _parsed(
        f'<a:xfrm %s><a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
    )


def _set_words(shape: Any, place: master.HeldPlace) -> None:
    body = shape.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
    for name, value in {
        "wrap": "square",
        **dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0"),
        "anchor": place.anchor,
    }.items():
        body.set(name, value)
    colour = colour_xml(SLIDE.muted if place.muted else SLIDE.text)
    for paragraph in shape.iter(qn("a:p")):
        setting = paragraph.get_or_add_pPr()
        for name, value in {"marL": "0", "indent": "0", "algn": place.align}.items():
            setting.set(name, value)
        if setting.find(qn("a:buNone")) is None:
            setting.append(_parsed("<a:buNone %s/>"))
    for run in shape.iter(qn("a:r")):
        font = run.get_or_add_rPr()
        font.set("sz", font.get("sz") or str(round(place.size * 100)))
        if font.find(qn("a:solidFill")) is None:
            font.insert(0, _parsed(f"<a:solidFill %s>{colour}</a:solidFill>"))
            font.insert(1, _parsed(f'<a:latin %s typeface="{TYPEFACE}"/>'))
    for link in shape.iter(qn("a:hlinkClick")):
        link.append(_parsed(AS_TEXT))


def _set_layout(slide: Slide, own: OwnLayout) -> None:
    """Put a slide on the template's layout, and on its map of colours."""
    for number, relation in list(slide.part.rels.items()):
        if relation.reltype == RT.SLIDE_LAYOUT:
            slide.part.rels.pop(number)
    slide.part.relate_to(own.layout.part, RT.SLIDE_LAYOUT)
    colours = own.layout.element.find(qn("p:clrMapOvr"))
    held = slide.element.find(qn("p:clrMapOvr"))
    if colours is not None and held is not None:
        held.getparent().replace(held, deepcopy(colours))


def _share_notes_master(house: Deck, template: Deck) -> None:
    """Give a template without a master of notes the house's."""
    if any(each.reltype == RT.NOTES_MASTER for each in template.part.rels.values()):
        return
    part = house.notes_master.part
    part.partname = PackURI(NOTES_NAME)
    for relation in part.rels.values():
        if relation.reltype == RT.THEME:
            relation.target_part.partname = PackURI(NOTES_THEME_NAME)
    number = template.part.relate_to(part, RT.NOTES_MASTER)
    listed = parsed(
        f'<p:notesMasterIdLst {NAMESPACES} xmlns:r="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships"><p:notesMasterId r:id="{number}"/>'
        "</p:notesMasterIdLst>"
    )
    template.element.find(qn("p:sldMasterIdLst")).addnext(listed)


def _set_notes_master(slide: Slide, template: Deck) -> None:
    if not slide.has_notes_slide:
        return
    notes = slide.notes_slide
    own = template.notes_master
    for number, relation in list(notes.part.rels.items()):
        if relation.reltype == RT.NOTES_MASTER:
            notes.part.rels.pop(number)
    notes.part.relate_to(own.part, RT.NOTES_MASTER)
    numbers = {each.element.ph.get("type", "obj"): each.element.ph for each in own.placeholders}
    for shape in notes.placeholders:
        found = numbers.get(shape.element.ph.get("type", "obj"))
        if found is not None and found.get("idx"):
            shape.element.ph.set("idx", found.get("idx"))
