"""The comparison class by class on a phone: one class below another, a line a protocol."""

import pandas as pd

from components.elements.markup import Markup, Piece, piece
from components.figures.class_comparison import (
    EMPTY_CELL,
    ClassCell,
    ClassRow,
    in_three,
    read_table,
)
from components.figures.timeline.events import typeset
from components.theme import Palette


def comparison_upright(frame: pd.DataFrame, palette: Palette) -> list[Markup]:
    """frame: ``queries.class_comparison.by_class``; nothing of an empty one."""
    if frame.empty:
        return []
    table = read_table(frame)
    made: list[Markup] = [
        piece(
            "section",
            piece("h3", group.label, className="class-verdict"),
            *(_class(row, table.protocols, palette) for row in group.rows),
        )
        for group in table.groups
    ]
    return [*made, piece("p", EMPTY_CELL, className="muted small")] if table.has_empty else made


def _class(row: ClassRow, protocols: tuple[str, ...], palette: Palette) -> Piece:
    names = [
        piece(
            "h4",
            piece("i", className="swatch", style={"backgroundColor": palette.agent_class[code]}),
            label,
        )
        for code, label in row.classes
    ]
    said = [
        part
        for protocol, cell in zip(protocols, row.cells, strict=True)
        if cell.lines
        for part in (piece("dt", typeset(protocol)), _stated(cell))
    ]
    differs = piece("p", row.sentence, className="muted small") if row.differs else None
    return piece("div", *names, differs, piece("dl", *said), className="class-upright")


def _stated(cell: ClassCell) -> Piece:
    """The lines of a protocol on a class, the codes of its agents in bold."""
    lines = []
    for agent, line in cell.lines:
        joint, code, rest = in_three(agent, line)
        lines.append(piece("div", joint, piece("b", typeset(code)), typeset(rest)))
    return piece("dd", *lines)
