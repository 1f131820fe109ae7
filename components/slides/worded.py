"""Words in placeholders of a slide: they keep the layout's place and type unless they need more."""

from collections.abc import Sequence

from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide
from pptx.util import Emu, Pt

from components.figures.text import clean
from components.slides.drawing import Box, TextStyle, emu

LINE, BETWEEN = 1.2, 0.25
"""The height of a line, and the room between two paragraphs, in sizes of their type."""
ADDRESSES = ("http://", "https://")


def placeholder_of(slide: Slide, number: int) -> SlidePlaceholder:
    """The placeholder of this number.

    Raises:
        KeyError: the slide has none.
    """
    found: SlidePlaceholder = slide.placeholders[number]
    return found


def put_words(
    holder: SlidePlaceholder, lines: Sequence[str], box: Box, usual: Box, size: float | None = None
) -> None:
    """Write lines into a placeholder, a paragraph each; an address can be clicked.

    Args:
        holder: the placeholder.
        lines: the words.
        box: the place that they need, in points.
        usual: the place that the layout gives them; where it is the same, the layout has it.
        size: points of type, None for the layout's.
    """
    if box != usual:
        holder.left, holder.top = Emu(emu(box.left)), Emu(emu(box.top))
        holder.width, holder.height = Emu(emu(box.width)), Emu(emu(box.height))
    frame = holder.text_frame
    frame.text = clean("\n".join(lines))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            if size is not None:
                run.font.size = Pt(size)
            if run.text.startswith(ADDRESSES):
                run.hyperlink.address = run.text


def fitting_size(
    lines: Sequence[str], box: Box, sizes: Sequence[float], *, bold: bool = False
) -> float:
    """The first of these sizes in which lines have room in a box, the last where none has."""
    return next(
        (size for size in sizes if _height(lines, box, size, bold) <= box.height), sizes[-1]
    )


def _height(lines: Sequence[str], box: Box, size: float, bold: bool) -> float:
    words = sum(height_of(line, size, box.width, bold=bold) for line in lines)
    return words + len(lines) * size * BETWEEN


def height_of(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """The points that a text takes in its lines; one without words takes a line."""
    lines = TextStyle(size, bold=bold).lines_of(clean(text), width)
    return max(1, len(lines)) * size * LINE
