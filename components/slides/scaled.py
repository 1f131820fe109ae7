"""Shapes, tables and charts of a slide in another size: places, lines, type and margins alike."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from components.slides.drawing import Box, emu

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PLACES, SIZES = ("off", "chOff"), ("ext", "chExt")
LENGTHS = {
    "ln": ("w",),
    "lnL": ("w",),
    "lnR": ("w",),
    "lnT": ("w",),
    "lnB": ("w",),
    "gridCol": ("w",),
    "tr": ("h",),
    "tcPr": ("marL", "marR", "marT", "marB"),
    "bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    "pPr": ("marL", "indent"),
    "spcPts": ("val",),
}
"""Elements with lengths that are no places, and the attributes that hold them."""
TYPES = ("rPr", "defRPr", "endParaRPr")
SMALLEST_MARK = 2
"""Points of a chart's mark, the format's own least."""


@dataclass(frozen=True)
class Scaling:
    """A move from one box to another, and by what all in it grows or shrinks."""

    start: Box
    end: Box
    factor: float

    def place(self, shape: Any) -> None:
        """Move and scale a shape of a slide with all that is in it."""
        for element in shape.iter(f"{{{_DRAWING}}}*"):
            name = etree.QName(element).localname
            if name in PLACES and element.get("x") is not None:
                self._move(element)
            elif name in SIZES and element.get("cx") is not None:
                for side in ("cx", "cy"):
                    self._scale(element, side)
            else:
                self._scale_lengths(element, name)

    def scale_chart(self, chart: Any) -> None:
        """Scale lines, type and marks of a chart; its parts lie in shares of its box."""
        for element in chart.iter(f"{{{_DRAWING}}}*"):
            self._scale_lengths(element, etree.QName(element).localname)
        for size in chart.iter(f"{{{_CHART}}}size"):
            scaled = round(int(size.get("val")) * self.factor)
            size.set("val", str(max(SMALLEST_MARK, scaled)))

    def _move(self, element: Any) -> None:
        for side, start, end in (
            ("x", self.start.left, self.end.left),
            ("y", self.start.top, self.end.top),
        ):
            moved = emu(end) + (int(element.get(side)) - emu(start)) * self.factor
            element.set(side, str(round(moved)))

    def _scale_lengths(self, element: Any, name: str) -> None:
        for attribute in LENGTHS.get(name, ()):
            self._scale(element, attribute)
        if name in TYPES:
            self._scale(element, "sz")

    def _scale(self, element: Any, attribute: str) -> None:
        value = element.get(attribute)
        if value is not None:
            element.set(attribute, str(round(int(value) * self.factor)))
