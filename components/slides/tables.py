"""Native tables, written as XML and parsed once: python-pptx sets each cell through ten calls."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from components.figures.text import clean
from components.slides.drawing import (
    ALIGNMENTS,
    ANCHORS,
    TYPEFACE,
    Fill,
    PointsXY,
    Solid,
    Stroke,
    TextStyle,
    emu,
    outline_of,
)
from components.slides.pptx_internals import NAMESPACES, parsed
from components.slides.sheet import Sheet
from components.slides.theme_colours import SLIDE, is_lost_in_the_dark

TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
SIDE_MARGIN = 5.0


@dataclass(frozen=True)
class Cell:
    """One cell: its text and how it is set, its ground, and the lines at its edges.

    Without a line there is a gap in the colour of the slide.

    Attributes:
        around: the outline of the cell, which its neighbours share.
        rows: how many rows it spans; the cells below are ``covered``.
        columns: how many columns it spans; the cells to its right are ``covered_across``.
        turned: whether its text stands on its side, read from below.
        tight: whether it has no margin at its sides.
        before: texts that stand before it in the same paragraph, each set in its own way.
    """

    text: str
    words: TextStyle
    fill: Fill = None
    above: Stroke | None = None
    below: Stroke | None = None
    around: Stroke | None = None
    rows: int = 1
    covered: bool = False
    columns: int = 1
    covered_across: bool = False
    turned: bool = False
    tight: bool = False
    before: tuple[tuple[str, TextStyle], ...] = ()


def add_table(
    sheet: Sheet,
    name: str,
    corner: PointsXY,
    widths: Sequence[float],
    heights: Sequence[float],
    rows: Sequence[Sequence[Cell]],
) -> None:
    """A table with a header row and a first column of names, with the slide's alt text."""
    gap = Stroke(sheet.palette.background, 2)
    rows = [
        [replace(cell, around=outline_of(cell.fill, cell.around)) for cell in row] for row in rows
    ]
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in widths)
    body = "".join(
        f'<a:tr h="{emu(height)}">'
        f"{''.join(_cell(cell, _edges(rows, at, n, gap)) for n, cell in enumerate(row))}</a:tr>"
        for at, (height, row) in enumerate(zip(heights, rows, strict=True))
    )
    frame = (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{sheet.ids.next()}" name={quoteattr(clean(name))} '
        f"descr={quoteattr(clean(sheet.heading.summary))}/>"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{emu(corner[0])}" y="{emu(corner[1])}"/>'
        f'<a:ext cx="{emu(sum(widths))}" cy="{emu(sum(heights))}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{TABLE_URI}"><a:tbl>'
        f'<a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    sheet.append(parsed(frame))


def _edges(rows: Sequence[Sequence[Cell]], at: int, column: int, gap: Stroke) -> str:
    """The lines at the edges of a cell.

    Two cells that share an edge name the line alike, or programs draw either.
    """
    cell = rows[at][column]
    left = rows[at][column - 1].around if column else None
    right = rows[at][column + 1].around if column + 1 < len(rows[at]) else None
    above = rows[at - 1][column].around if at else None
    below = rows[at + 1][column].around if at + 1 < len(rows) else None
    return (
        _edge("lnL", left or cell.around or gap)
        + _edge("lnR", cell.around or right or gap)
        + _edge("lnT", above or cell.around or cell.above or gap)
        + _edge("lnB", cell.around or below or cell.below or gap)
    )


def _cell(cell: Cell, edges: str) -> str:
    words = cell.words
    # without its own size an empty paragraph is 18 pt high, and the row with it
    end = f"<a:endParaRPr {_font(words)}</a:endParaRPr>"
    runs = "".join(_runs(text, own) for text, own in (*cell.before, (cell.text, words)))
    fill = "<a:noFill/>" if cell.fill is None else cell.fill.xml()
    margin = 0.0 if cell.tight else SIDE_MARGIN
    vert = ' vert="vert270"' if cell.turned else ""
    return (
        f"<a:tc{_span(cell)}><a:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr algn="{ALIGNMENTS[words.align]}"/>{runs}{end}</a:p></a:txBody>'
        f'<a:tcPr marL="{emu(margin)}" marR="{emu(margin)}" marT="0" marB="0" '
        f'anchor="{ANCHORS[words.anchor]}"{vert}>{edges}{fill}</a:tcPr></a:tc>'
    )


def _span(cell: Cell) -> str:
    down = f' rowSpan="{cell.rows}"' if cell.rows > 1 else ' vMerge="1"' if cell.covered else ""
    across = f' gridSpan="{cell.columns}"' if cell.columns > 1 else ""
    return down + (' hMerge="1"' if cell.covered_across else across)


def _font(words: TextStyle, text: str = "") -> str:
    return (
        f'lang="en-GB" sz="{round(words.size * 100)}" b="{int(words.bold)}">'
        f'{_edge_of_sign(words, text)}{Solid(words.colour).xml()}<a:latin typeface="{TYPEFACE}"/>'
    )


def _edge_of_sign(words: TextStyle, text: str) -> str:
    """A line around a sign, such as the square of a class, that a dark theme would hide."""
    is_sign = bool(text.strip()) and not any(letter.isalnum() for letter in text)
    if not is_sign or not is_lost_in_the_dark(words.colour):
        return ""
    return f'<a:ln w="{emu(0.5)}">{Solid(SLIDE.muted).xml()}</a:ln>'


def _runs(text: str, words: TextStyle) -> str:
    """A text as runs with a break between its lines."""
    font = _font(words, text)
    lines = clean(text).split("\n") if text else []
    return f"<a:br><a:rPr {font}</a:rPr></a:br>".join(
        f"<a:r><a:rPr {font}</a:rPr><a:t>{escape(line)}</a:t></a:r>" if line else ""
        for line in lines
    )


def _edge(tag: str, stroke: Stroke) -> str:
    return f'<a:{tag} w="{emu(stroke.width)}">{Solid(stroke.colour).xml()}</a:{tag}>'
