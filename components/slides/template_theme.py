"""Colours and faces of a template's theme, as far as figures depend on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.slide import SlideLayout

from components.slides.package_internals import RT, qn
from components.slides.theme_colours import GROUND, TEXT
from components.theme import contrast

WIDE_FACES = (
    *("arial black", "bookman old style", "century gothic", "century schoolbook", "consolas"),
    *("courier", "dejavu", "gotham", "inter", "lucida", "montserrat", "museo", "noto sans"),
    *("nunito", "open sans", "poppins", "raleway", "rubik", "segoe ui black", "ubuntu", "verdana"),
    "work sans",
)
"""Starts of names of faces that set words wider than Arial, in which figures are measured."""
HOUSE_FACE = "Arial"
THEME_FACES = ("+mn-lt", "+mj-lt")
LEAST_CONTRAST = 3.0
"""Of the theme's text with the ground of a layout; below it figures take the other of the two."""


@dataclass(frozen=True)
class OwnTheme:
    """The setting of figures on a layout of a template.

    Attributes:
        has_wide_text, has_wide_titles: whether the theme's faces are wider than Arial.
        is_turned: whether the theme's text cannot be read on the layout's ground, and the colour
            of the theme's own ground can.
    """

    has_wide_text: bool = False
    has_wide_titles: bool = False
    is_turned: bool = False

    @classmethod
    def of(cls, layout: SlideLayout) -> "OwnTheme":
        part = layout.slide_master.part.part_related_by(RT.THEME)
        theme = etree.fromstring(part.blob)
        return cls(
            _is_wide(theme, "minorFont"), _is_wide(theme, "majorFont"), _turned(layout, theme)
        )

    def set_words(self, tree: Any) -> None:
        """Give the words and marks of a figure the face and the colours that can be read."""
        if self.has_wide_text:
            for face in tree.iter(qn("a:latin")):
                if face.get("typeface") in THEME_FACES:
                    face.set("typeface", HOUSE_FACE)
        if self.is_turned:
            other = {TEXT: GROUND, GROUND: TEXT}
            for colour in tree.iter(qn("a:schemeClr")):
                colour.set("val", other.get(colour.get("val"), colour.get("val")))


def _is_wide(theme: Any, kind: str) -> bool:
    faces = (
        each.get("typeface", "") for each in theme.iterfind(f".//{qn(f'a:{kind}')}/{qn('a:latin')}")
    )
    return next(faces, "").lower().startswith(WIDE_FACES)


def _turned(layout: SlideLayout, theme: Any) -> bool:
    colours = _colours(layout, theme)
    ground, text, other = _ground(layout, colours), colours.get(TEXT), colours.get(GROUND)
    if not ground or not text or not other:
        return False
    readable = contrast(text, ground)
    return readable < LEAST_CONTRAST and contrast(other, ground) > readable


def _colours(layout: SlideLayout, theme: Any) -> Mapping[str, str]:
    """The theme's colours by the names that slides of the layout use, as ``#rrggbb``."""
    named = {}
    for each in theme.iterfind(f".//{qn('a:clrScheme')}/*"):
        for colour in each:
            named[etree.QName(each).localname] = f"#{colour.get('lastClr') or colour.get('val')}"
    own = layout.element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    names = own if own is not None else layout.slide_master.element.find(qn("p:clrMap"))
    mapped = {} if names is None else {place: named.get(name, "") for place, name in names.items()}
    return {**named, **mapped}


def _ground(layout: SlideLayout, colours: Mapping[str, str]) -> str:
    """The one colour behind a layout, empty where it is a picture, a fade or a shade."""
    for page in (layout, layout.slide_master):
        ground = page.element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if ground is None:
            continue
        fill = ground.find(f"{qn('p:bgPr')}/{qn('a:solidFill')}")
        holder = fill if fill is not None else ground.find(qn("p:bgRef"))
        colour = holder[0] if holder is not None and len(holder) else None
        if colour is None or len(colour):
            return ""
        value = str(colour.get("val"))
        return f"#{value}" if colour.tag == qn("a:srgbClr") else colours.get(value, "")
    return ""
