"""The house's own presentation, 16:9: theme, master and layouts, without a slide.

A presentation is a folder of XML in a ZIP; the few parts that a reader meets are written here,
so that places and sizes are those of sheet.py and colours those of the palette. A reader who
gives the file another theme, or pastes a slide into another deck, keeps title, filters, source,
date and number as what they are.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from components.slides.drawing import DECORATIVE, Box, emu
from components.slides.slide_places import (
    CHOICE,
    DATE,
    FOOTER_TEXT,
    HEIGHT,
    NUMBER,
    OPENING_TEXT,
    OPENING_TITLE,
    PLAIN_BODY,
    SOURCE,
    TITLE,
    WIDTH,
)
from components.theme import LIGHT

NAME = "Trial figures"
"""Of the theme, and of the program that files say they were made by."""
FIGURE_LAYOUT, OPENING_LAYOUT, TEXT_LAYOUT = "Figure", "Opening", "Text"
TITLE_PLACE, SUBTITLE_PLACE, FILTERS_PLACE, SOURCE_PLACE = 0, 1, 13, 14
"""Numbers of the placeholders of a figure's layout; the title's is the format's own."""
TITLE_SIZE, CHOICE_SIZE, SOURCE_SIZE, SMALL_SIZE = 24.0, 12.0, 10.0, 9.0
OPENING_SIZE, OPENING_TEXT_SIZE, TEXT_SIZE = 36.0, 16.0, 18.0
FACE = "Arial"

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MUTED = '<a:schemeClr val="tx1"><a:alpha val="74400"/></a:schemeClr>'
_TEXT = '<a:schemeClr val="tx1"/>'


@dataclass(frozen=True)
class Place:
    """A placeholder of the master or of a layout.

    kind: as the format names it, such as ``title``, ``body``, ``ftr``. number: 0 where the kind
    alone says which it is. size: points of its type. prompt: shown until it is written in.
    """

    kind: str
    name: str
    box: Box
    size: float
    prompt: str
    number: int = 0
    align: str = "l"
    anchor: str = "t"
    bold: bool = False
    muted: bool = False

    def xml(self, shape_id: int) -> str:
        index = f' idx="{self.number}"' if self.number else ""
        box, ink = self.box, _MUTED if self.muted else _TEXT
        style = (
            f'<a:lvl1pPr marL="0" indent="0" algn="{self.align}"><a:spcBef><a:spcPts val="0"/>'
            f'</a:spcBef><a:buNone/><a:defRPr sz="{round(self.size * 100)}" b="{int(self.bold)}">'
            f"<a:solidFill>{ink}</a:solidFill></a:defRPr></a:lvl1pPr>"
        )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name={quoteattr(self.name)}/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{self.kind}"{index}/></p:nvPr>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
            f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
            f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
            f'anchor="{self.anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>'
            f"<a:p>{self._words()}</a:p></p:txBody></p:sp>"
        )

    def _words(self) -> str:
        if self.kind == "sldNum":
            return (
                '<a:fld id="{6A1B5C0E-2C1F-4B0B-9B57-0F2C4E5D7A10}" type="slidenum">'
                '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
            )
        return f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(self.prompt)}</a:t></a:r>'


_ENDS = (
    Place("dt", "Date", DATE, SMALL_SIZE, "", 10, align="r", muted=True),
    Place("ftr", "Footer", FOOTER_TEXT, SMALL_SIZE, "", 11, muted=True),
    Place("sldNum", "Slide number", NUMBER, SMALL_SIZE, "", 12, align="r", muted=True),
)
_TITLE = Place("title", "Title", TITLE, TITLE_SIZE, "Title", anchor="ctr", bold=True)
_BODY = Place("body", "Text", PLAIN_BODY, TEXT_SIZE, "Text", 1)


@dataclass(frozen=True)
class Rule:
    """A line of a layout; it is decoration, and nothing is said of it."""

    box: Box
    width: float
    colour: str

    def xml(self, shape_id: int) -> str:
        box = self.box
        return (
            f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="Rule">{DECORATIVE}</p:cNvPr>'
            '<p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm>'
            f'<a:off x="{emu(box.left)}" y="{emu(box.top)}"/><a:ext cx="{emu(box.width)}" cy="0"/>'
            '</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="{emu(self.width)}"><a:solidFill>{self.colour}</a:solidFill></a:ln>'
            "</p:spPr></p:cxnSp>"
        )


_FINE = Rule(
    replace(SOURCE, top=SOURCE.top - 3),
    0.5,
    '<a:schemeClr val="tx1"><a:alpha val="33000"/></a:schemeClr>',
)
_STRONG = Rule(
    Box(OPENING_TITLE.left, (OPENING_TITLE.bottom + OPENING_TEXT.top) / 2, 90, 0),
    2,
    '<a:schemeClr val="accent1"/>',
)


@dataclass(frozen=True)
class Layout:
    """A layout: its name, its kind as the format names it, its placeholders and its line."""

    name: str
    kind: str
    places: tuple[Place, ...]
    rule: Rule


LAYOUTS = (
    Layout(
        FIGURE_LAYOUT,
        "titleOnly",
        (
            _TITLE,
            Place("body", "Filters", CHOICE, CHOICE_SIZE, "Filters", FILTERS_PLACE, muted=True),
            Place("body", "Source", SOURCE, SOURCE_SIZE, "Source", SOURCE_PLACE, muted=True),
            *_ENDS,
        ),
        _FINE,
    ),
    Layout(
        OPENING_LAYOUT,
        "title",
        (
            Place("ctrTitle", "Title", OPENING_TITLE, OPENING_SIZE, "Title", anchor="b", bold=True),
            Place("subTitle", "Subtitle", OPENING_TEXT, OPENING_TEXT_SIZE, "Text", 1, muted=True),
            *_ENDS,
        ),
        _STRONG,
    ),
    Layout(TEXT_LAYOUT, "obj", (_TITLE, _BODY, *_ENDS), _FINE),
)


@cache
def house_template() -> bytes:
    """The presentation without a slide, as a file."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, text in _parts():
            package.writestr(name, text)
    return out.getvalue()


def _parts() -> Iterable[tuple[str, str]]:
    numbers = range(1, len(LAYOUTS) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield (
        "_rels/.rels",
        _relations(
            {
                "rId1": ("officeDocument", "ppt/presentation.xml"),
                "rId2": ("extended-properties", "docProps/app.xml"),
            }
        ),
    )
    yield (
        "docProps/app.xml",
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'extended-properties"><Application>{NAME}</Application></Properties>',
    )
    yield "ppt/presentation.xml", _presentation()
    yield (
        "ppt/_rels/presentation.xml.rels",
        _relations(
            {
                "rId1": ("slideMaster", "slideMasters/slideMaster1.xml"),
                "rId2": ("notesMaster", "notesMasters/notesMaster1.xml"),
                "rId3": ("theme", "theme/theme1.xml"),
            }
        ),
    )
    yield "ppt/theme/theme1.xml", _theme()
    yield "ppt/theme/theme2.xml", _theme()
    yield "ppt/slideMasters/slideMaster1.xml", _master(numbers)
    layouts = {
        f"rId{number}": ("slideLayout", f"../slideLayouts/slideLayout{number}.xml")
        for number in numbers
    }
    yield (
        "ppt/slideMasters/_rels/slideMaster1.xml.rels",
        _relations({**layouts, "rId99": ("theme", "../theme/theme1.xml")}),
    )
    for number, layout in zip(numbers, LAYOUTS, strict=True):
        yield f"ppt/slideLayouts/slideLayout{number}.xml", _layout(layout)
        yield (
            f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels",
            _relations({"rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")}),
        )
    yield "ppt/notesMasters/notesMaster1.xml", _notes_master()
    yield (
        "ppt/notesMasters/_rels/notesMaster1.xml.rels",
        _relations({"rId1": ("theme", "../theme/theme2.xml")}),
    )


def _content_types(layouts: Iterable[int]) -> str:
    kinds = {
        "/ppt/presentation.xml": f"{_MAIN}.presentation.main+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties"
        "+xml",
        "/ppt/slideMasters/slideMaster1.xml": f"{_MAIN}.slideMaster+xml",
        "/ppt/notesMasters/notesMaster1.xml": f"{_MAIN}.notesMaster+xml",
        **{
            f"/ppt/theme/theme{n}.xml": "application/vnd.openxmlformats-officedocument.theme+xml"
            for n in (1, 2)
        },
        **{f"/ppt/slideLayouts/slideLayout{n}.xml": f"{_MAIN}.slideLayout+xml" for n in layouts},
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _presentation() -> str:
    return (
        f'{_HEAD}<p:presentation {_SPACES} saveSubsetFonts="1">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def _theme() -> str:
    def colour(name: str, value: str) -> str:
        return f'<a:{name}><a:srgbClr val="{value.removeprefix("#").upper()}"/></a:{name}>'

    accents = "".join(colour(f"accent{n}", value) for n, value in enumerate(LIGHT.groups, start=1))
    colours = (
        colour("dk1", LIGHT.text)
        + colour("lt1", LIGHT.background)
        + colour("dk2", LIGHT.outline)
        + colour("lt2", LIGHT.land)
        + accents
        + colour("hlink", LIGHT.accent)
        + colour("folHlink", LIGHT.groups[3])
    )
    face = f'<a:latin typeface="{FACE}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = "".join(f'<a:ln w="{width}">{fill}</a:ln>' for width in (6_350, 12_700, 19_050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="{NAME}"><a:themeElements><a:clrScheme name="{NAME}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{NAME}"><a:majorFont>{face}</a:majorFont>'
        f"<a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="{NAME}"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "</a:theme>"
    )


_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"'
)
_GROUND = (
    '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr>'
    "</p:bg>"
)


def _shapes(shapes: Iterable[Place | Rule]) -> str:
    drawn = "".join(shape.xml(number) for number, shape in enumerate(shapes, start=2))
    return f"<p:spTree>{_GROUP}{drawn}</p:spTree>"


def _master(layouts: Iterable[int]) -> str:
    ids = "".join(f'<p:sldLayoutId id="{2_147_483_648 + n}" r:id="rId{n}"/>' for n in layouts)
    return (
        f"{_HEAD}<p:sldMaster {_SPACES}><p:cSld>{_GROUND}{_shapes((_TITLE, _BODY, *_ENDS))}"
        f"</p:cSld><p:clrMap {_MAP}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0"/><p:txStyles><p:titleStyle>{_level(1, TITLE_SIZE, "+mj-lt", bold=True)}'
        f"</p:titleStyle><p:bodyStyle>{_levels(TEXT_SIZE)}</p:bodyStyle>"
        f"<p:otherStyle>{_levels(TEXT_SIZE)}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _levels(size: float) -> str:
    return "".join(_level(number, size, "+mn-lt") for number in range(1, 6))


def _level(number: int, size: float, face: str, *, bold: bool = False) -> str:
    return (
        f'<a:lvl{number}pPr marL="{(number - 1) * 228_600}" algn="l">'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill>{_TEXT}</a:solidFill>'
        f'<a:latin typeface="{face}"/></a:defRPr></a:lvl{number}pPr>'
    )


def _layout(layout: Layout) -> str:
    return (
        f'{_HEAD}<p:sldLayout {_SPACES} type="{layout.kind}" preserve="1">'
        f"<p:cSld name={quoteattr(layout.name)}>{_shapes((*layout.places, layout.rule))}</p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _notes_master() -> str:
    """A page of notes: the slide above, its words below."""
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="685800" y="685800"/><a:ext cx="5486400" cy="3086100"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    words = Place("body", "Notes", Box(54, 324, 432, 342), 12, "Notes", 3).xml(3)
    return (
        f"{_HEAD}<p:notesMaster {_SPACES}><p:cSld>{_GROUND}<p:spTree>{_GROUP}{image}{words}"
        f"</p:spTree></p:cSld><p:clrMap {_MAP}/><p:notesStyle>{_levels(12)}</p:notesStyle>"
        "</p:notesMaster>"
    )
