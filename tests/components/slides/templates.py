"""Templates of a made-up hospital, and files that are none: made here, none is a real one's."""

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.util import Emu, Pt

HOSPITAL = "St. Example"
WIDE, SMALL_WIDE, OLD, A4 = (960, 540), (720, 405), (720, 540), (780, 540)
"""Sizes of slides in points: 13.33 x 7.5 in, 10 x 5.625 in, 10 x 7.5 in, PowerPoint's A4."""
DARK = {
    "dk1": "0B1F33",
    "lt1": "F4F7FA",
    "dk2": "13395B",
    "lt2": "C8D8E6",
    "accent1": "4FB3BF",
    "hlink": "8FD3DC",
}
MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture(
    colour: tuple[int, int, int] = (79, 179, 191), width: int = 90, height: int = 30
) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + crc

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def hospital(size: tuple[int, int] = OLD, *, dark: bool = True, slides: int = 2) -> bytes:
    """A template with a logo at the foot of its master, a rule below its titles, and own slides."""
    deck = Presentation()
    _resize(deck, size)
    width, height = size
    master = deck.slide_master
    _, number = master.part.get_or_add_image_part(io.BytesIO(picture()))
    place = (width - 130, height - 40, 96, 28)
    master.shapes._spTree.append(_logo(number, place))
    master.shapes._spTree.append(_rule((36, 88, width - 72)))
    for shape in (
        *master.placeholders,
        *(s for each in deck.slide_layouts for s in each.placeholders),
    ):
        kind = shape.element.ph.get("type")
        if kind == "title" and shape.element.find(f".//{qn('a:xfrm')}") is not None:
            shape.left, shape.top = Pt(36), Pt(24)
            shape.width, shape.height = Pt(width - 72), Pt(60)
        if kind in ("dt", "ftr", "sldNum") and shape.element.find(f".//{qn('a:xfrm')}") is not None:
            shape.top, shape.height = Pt(height - 36), Pt(20)
            if kind == "sldNum":
                shape.left, shape.width = Pt(width - 180), Pt(40)
    (title,) = master.element.iterfind(f"{qn('p:txStyles')}/{qn('p:titleStyle')}")
    (level,) = title.iterfind(qn("a:lvl1pPr"))
    level.set("algn", "l")
    (font,) = level.iterfind(qn("a:defRPr"))
    font.set("sz", "3000")
    for number in range(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Old slide {number}"
        slide.notes_slide.notes_text_frame.text = "An old secret"
        slide.shapes.add_picture(io.BytesIO(picture((200, 0, 0), 10 + number)), 0, 0)
    deck.core_properties.author = "Dr. Secret"
    made = changed(saved(deck), {"ppt/theme/theme1.xml": _in_arial})
    return darkened(made) if dark else made


def _in_arial(theme: bytes) -> bytes:
    return theme.replace(b'typeface="Calibri"', b'typeface="Arial"')


def _place(shape: SlidePlaceholder, kind: str, width: float, height: float) -> None:
    """Put title, date, footer and number where the hospital has them."""
    if kind == "title":
        shape.left, shape.top = Pt(36), Pt(24)
        shape.width, shape.height = Pt(width - 72), Pt(60)
    if kind in ("dt", "ftr", "sldNum"):
        shape.top, shape.height = Pt(height - 36), Pt(20)
    if kind == "sldNum":
        shape.left, shape.width = Pt(width - 180), Pt(40)


def _resize(deck: Deck, size: tuple[int, int]) -> None:
    """Give a deck another size of slides, and the placeholders of its layouts with it."""
    across = size[0] * 12_700 / deck.slide_width
    down = size[1] * 12_700 / deck.slide_height
    deck.slide_width, deck.slide_height = Pt(size[0]), Pt(size[1])
    for page in (deck.slide_master, *deck.slide_layouts):
        for place in page.element.iter(qn("a:off"), qn("a:ext")):
            for name, factor in (("x", across), ("cx", across), ("y", down), ("cy", down)):
                if place.get(name) is not None:
                    place.set(name, str(round(int(place.get(name)) * factor)))


def _logo(number: str, place: tuple[float, float, float, float]) -> object:
    left, top, width, height = (Emu(round(each * 12_700)) for each in place)
    return parse_xml(
        f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="90" name="Logo"/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{number}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic>"
    )


def _rule(line: tuple[float, float, float]) -> object:
    left, top, width = (round(each * 12_700) for each in line)
    return parse_xml(
        f'<p:cxnSp {nsdecls("p", "a")}><p:nvCxnSpPr><p:cNvPr id="91" name="Rule"/><p:cNvCxnSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="25400"><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def saved(deck: Deck) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, edits: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The file with parts edited; one that is not there is made from nothing."""
    parts = parts_of(content)
    for name, edit in edits.items():
        parts[name] = edit(parts.get(name, b""))
    return zipped(parts)


def darkened(content: bytes) -> bytes:
    """The template in light type on a dark ground of the hospital's colours."""

    def theme(xml: bytes) -> bytes:
        for name, value in DARK.items():
            xml = re.sub(
                rf"(<a:{name}>).*?(</a:{name}>)".encode(),
                rf'\1<a:srgbClr val="{value}"/>\2'.encode(),
                xml,
                flags=re.S,
            )
        return xml

    def master(xml: bytes) -> bytes:
        return (
            xml.replace(b'bg1="lt1"', b'bg1="dk1"')
            .replace(b'tx1="dk1"', b'tx1="lt1"')
            .replace(b'bg2="lt2"', b'bg2="dk2"')
            .replace(b'tx2="dk2"', b'tx2="lt2"')
        )

    return changed(
        content,
        {"ppt/theme/theme1.xml": theme, "ppt/slideMasters/slideMaster1.xml": master},
    )


def as_potx(content: bytes) -> bytes:
    """The file as a .potx."""
    return changed(
        content,
        {
            "[Content_Types].xml": lambda xml: xml.replace(
                b"presentationml.presentation.main+xml", b"presentationml.template.main+xml"
            )
        },
    )


def with_relation(content: bytes, part: str, kind: str, target: str, mode: str = "") -> bytes:
    """The file with another relation ``rIdX`` of a part such as ``slideLayouts/slideLayout6``."""
    folder, _, name = part.rpartition("/")
    external = f' TargetMode="{mode}"' if mode else ""
    line = f'<Relationship Id="rIdX" Type="{REL}/{kind}" Target="{target}"{external}/>'
    return changed(
        content,
        {
            f"ppt/{folder}/_rels/{name}.xml.rels": lambda xml: xml.replace(
                b"</Relationships>", line.encode() + b"</Relationships>"
            )
        },
    )


def with_layouts(kept: tuple[int, ...]) -> bytes:
    """The hospital's template with these of its layouts only, counted from 0, all of no kind."""
    deck = Presentation(io.BytesIO(hospital(slides=0)))
    for number, layout in reversed(list(enumerate(deck.slide_layouts))):
        if number in kept:
            layout.element.set("type", "cust")
        else:
            deck.slide_layouts.remove(layout)
    return saved(deck)
