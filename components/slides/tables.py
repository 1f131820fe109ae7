"""Native tables, written as XML and parsed once: python-pptx sets each cell through ten calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from components.slides.drawing import (
    ALIGNMENTS,
    ANCHORS,
    EMU,
    TYPEFACE,
    Fill,
    PointsXY,
    Solid,
    Stroke,
    TextStyle,
    clean,
)
from components.slides.pptx_internals import NAMESPACES, append, parsed
from components.slides.sheet import Sheet

TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
SIDE_MARGIN = 5.0


@dataclass(frozen=True)
class Cell:
    """One cell: its text and how it is set, its ground, and the lines above and below it.

    Without a line there is a gap in the colour of the slide.

    before: texts that stand before it in the same paragraph, each set in its own way.
    """

    text: str
    words: TextStyle
    fill: Fill = None
    above: Stroke | None = None
    below: Stroke | None = None
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
    grid = "".join(f'<a:gridCol w="{_emu(width)}"/>' for width in widths)
    body = "".join(
        f'<a:tr h="{_emu(height)}">{"".join(_cell(cell, gap) for cell in row)}</a:tr>'
        for height, row in zip(heights, rows, strict=True)
    )
    frame = (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{sheet.ids.next()}" name={quoteattr(clean(name))} '
        f"descr={quoteattr(clean(sheet.heading.summary))}/>"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{_emu(corner[0])}" y="{_emu(corner[1])}"/>'
        f'<a:ext cx="{_emu(sum(widths))}" cy="{_emu(sum(heights))}"/></p:xfrm>'
        f'<a:graphic><a:graphicData uri="{TABLE_URI}"><a:tbl>'
        f'<a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )
    append(sheet.slide, parsed(frame))


def _emu(points: float) -> int:
    return round(points * EMU)


def _cell(cell: Cell, gap: Stroke) -> str:
    words = cell.words
    # without its own size an empty paragraph is 18 pt high, and the row with it
    end = f"<a:endParaRPr {_font(words)}</a:endParaRPr>"
    runs = "".join(_runs(text, own) for text, own in (*cell.before, (cell.text, words)))
    fill = "<a:noFill/>" if cell.fill is None else cell.fill.xml()
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
        f'<a:p><a:pPr algn="{ALIGNMENTS[words.align]}"/>{runs}{end}</a:p></a:txBody>'
        f'<a:tcPr marL="{_emu(SIDE_MARGIN)}" marR="{_emu(SIDE_MARGIN)}" marT="0" marB="0" '
        f'anchor="{ANCHORS[words.anchor]}">{_edge("lnL", gap)}{_edge("lnR", gap)}'
        f"{_edge('lnT', cell.above or gap)}{_edge('lnB', cell.below or gap)}{fill}</a:tcPr></a:tc>"
    )


def _font(words: TextStyle) -> str:
    return (
        f'lang="en-GB" sz="{round(words.size * 100)}" b="{int(words.bold)}">'
        f'{Solid(words.colour).xml()}<a:latin typeface="{TYPEFACE}"/>'
    )


def _runs(text: str, words: TextStyle) -> str:
    """A text as runs with a break between its lines."""
    font = _font(words)
    lines = clean(text).split("\n") if text else []
    return f"<a:br><a:rPr {font}</a:rPr></a:br>".join(
        f"<a:r><a:rPr {font}</a:rPr><a:t>{escape(line)}</a:t></a:r>" if line else ""
        for line in lines
    )


def _edge(tag: str, stroke: Stroke) -> str:
    return f'<a:{tag} w="{_emu(stroke.width)}">{Solid(stroke.colour).xml()}</a:{tag}>'
