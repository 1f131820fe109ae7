"""A scene of marks as native shapes in one named group: every mark and bar can be moved."""

from collections.abc import Mapping
from types import MappingProxyType

from components.figures.drawn_marks import colour_of
from components.figures.mark_scene import MarkScene, SceneWords
from components.slides.activity_schedule import SIZE, SLIDE
from components.slides.drawing import Box, Drawing, Solid, Stroke, TextStyle
from components.slides.sheet import Sheet

MARK = 8.0
PRESETS: Mapping[str, str] = MappingProxyType(
    {
        "circle": "ellipse",
        "square": "rect",
        "diamond": "diamond",
        "triangle-up": "triangle",
        "triangle-down": "flowChartMerge",
        "pentagon": "pentagon",
    }
)
"""Shape of a mark -> DrawingML preset."""
ALIGNED: Mapping[str, str] = MappingProxyType(
    {"left": "left", "center": "centre", "right": "right"}
)


def draw_scene(scene: MarkScene, sheet: Sheet) -> None:
    """The scene, whose unit is a point, from the corner of the slide's body."""
    palette, left, top = sheet.palette, sheet.body.left, sheet.body.top
    drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
    for line in sorted(scene.lines, key=lambda each: each.is_mark):
        stroke = Stroke(
            colour_of(line.ink, palette),
            line.width * 0.75,
            "sysDot" if line.dash else "",
            arrow=line.arrow,
        )
        start, end = (left + line.x0, top + line.y0), (left + line.x1, top + line.y1)
        drawing.line(line.name[:80] or "Line", start, end, stroke)
    for mark in scene.marks:
        box = Box.around((left + mark.x, top + mark.y), MARK)
        ink = colour_of(mark.ink, palette)
        fill = Solid(palette.background if mark.hollow else ink)
        edge = Stroke(ink, 1.5) if mark.hollow else Stroke(palette.background, 0.5)
        drawing.shape(mark.name[:80], box, fill, edge, preset=PRESETS[mark.symbol])
    for words in scene.words:
        _words(drawing, words, sheet)
    sheet.add(drawing)


def _words(drawing: Drawing, words: SceneWords, sheet: Sheet) -> None:
    text = "\n".join(words.lines)
    style = TextStyle(
        SIZE,
        colour_of(words.ink, sheet.palette),
        bold=words.bold,
        align=ALIGNED[words.align],
        anchor=words.anchor,
    )
    height = len(words.lines) * SLIDE.line
    width = max((style.width_of(line) for line in words.lines), default=0.0)
    x = sheet.body.left + words.x - {"left": 0, "center": width / 2, "right": width}[words.align]
    y = sheet.body.top + words.y - {"top": 0, "middle": height / 2, "bottom": height}[words.anchor]
    drawing.text("Words", text, Box(x, y, width, height), style)
