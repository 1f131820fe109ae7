"""Words in a template's own placeholders: its type and place, smaller where they need it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.slide import SlideLayout

from components.slides.drawing import EMU, Box, TextStyle
from components.slides.package_internals import qn
from components.slides.template_layouts import Holder

INSETS = {"lIns": 91_440, "rIns": 91_440, "tIns": 45_720, "bIns": 45_720}
"""EMU between a text and the edge of its box where nothing says otherwise."""
USUAL_SIZE = 18.0
LINE = 1.2
WIDER_FACE, WIDEST = 1.06, 1.22
"""The width of words in the face of a template in that of Arial, and in a face known as wide."""
STEPS = 0.92
"""From one size of type that is tried to the next."""


@dataclass(frozen=True)
class OwnType:
    """The type in which a template sets a placeholder.

    room: its box without the insets, in points. wider: how much wider than Arial its face may be.
    """

    size: float
    bold: bool
    capitals: bool
    room: Box
    wider: float = WIDER_FACE

    @classmethod
    def of(cls, layout: SlideLayout, holder: Holder, style: str, wider: float) -> "OwnType":
        """style: of the master's text styles, ``titleStyle`` or ``bodyStyle``."""
        ways = list(_levels(layout, holder, style))
        found = {
            name: next((way.get(name) for way in ways if way.get(name)), "")
            for name in ("sz", "b", "cap")
        }
        size = int(found["sz"]) / 100 if found["sz"] else USUAL_SIZE
        bold = found["b"] in ("1", "true")
        return cls(size, bold, found["cap"] == "all", _room(layout, holder), wider)

    def fitting(self, lines: Sequence[str], smallest: float) -> float:
        """The largest size, from the template's own, in which lines have room in its place."""
        size = self.size
        while size > smallest and not self._fits(lines, size):
            size = max(smallest, size * STEPS)
        return size

    def height(self, lines: Sequence[str], size: float) -> float:
        """The height of lines, each a paragraph, in this size."""
        style = TextStyle(size * self.wider, bold=self.bold)
        words = (line.upper() if self.capitals else line for line in lines)
        count = sum(max(1, len(style.lines_of(line, self.room.width))) for line in words)
        return count * size * LINE

    def _fits(self, lines: Sequence[str], size: float) -> bool:
        return self.height(lines, size) <= self.room.height


def _sources(layout: SlideLayout, holder: Holder) -> Iterator[Any]:
    """The placeholder of a layout, and that of its master from which it takes what it lacks."""
    yield holder.element
    kind = {"ctrTitle": "title", "subTitle": "body"}.get(holder.kind, holder.kind)
    for shape in layout.slide_master.placeholders:
        if shape.element.ph.get("type", "obj") == kind:
            yield shape.element


def _levels(layout: SlideLayout, holder: Holder, style: str) -> Iterator[Any]:
    """The settings of type for a first paragraph, the nearest first."""
    first = f"{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
    for element in _sources(layout, holder):
        yield from element.iterfind(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{first}")
    master = layout.slide_master.element
    yield from master.iterfind(f"{qn('p:txStyles')}/{qn(f'p:{style}')}/{first}")


def _room(layout: SlideLayout, holder: Holder) -> Box:
    bodies = [
        body
        for element in _sources(layout, holder)
        for body in element.iterfind(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
    ]
    left, right, top, bottom = (
        next((int(body.get(name)) for body in bodies if body.get(name)), usual) / EMU
        for name, usual in INSETS.items()
    )
    box = holder.box
    return Box(box.left + left, box.top + top, box.width - left - right, box.height - top - bottom)
