"""Tables of a registry record as markup: a column that says nothing is left out, long ones fold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from components.elements.registry_text import first_rows, fold, unknown
from data.link.trial_fields import NOT_STATED

RecordCell = Sequence[Markup]
"""The content of a cell; nothing where the record leaves it open."""
ROWS_STANDING = 8
"""Rows of a table that stand open."""


class ColumnOfRecord(NamedTuple):
    """A column's heading, its part of the width in per cent, and the word for an open cell."""

    heading: str
    width: int
    gap: str = NOT_STATED


@dataclass(frozen=True)
class RowsOfRecord:
    """Rows of cells under their columns; ``what`` they are, to those who hear the page."""

    what: str
    columns: Sequence[ColumnOfRecord]
    cells: Sequence[Sequence[RecordCell]]

    def said(self) -> "RowsOfRecord":
        """Without the columns in which no row says anything; the first one always stands."""
        kept = [
            at for at in range(len(self.columns)) if not at or any(row[at] for row in self.cells)
        ]
        return RowsOfRecord(
            self.what,
            [self.columns[at] for at in kept],
            [[row[at] for at in kept] for row in self.cells],
        )


def record_table(rows: RowsOfRecord) -> list[Markup]:
    """The table: its first rows, and the rest folded; one row is never folded alone."""
    said = rows.said()
    drawn, cut = first_rows([_row(said.columns, cells) for cells in said.cells])
    standing = ROWS_STANDING if len(drawn) > ROWS_STANDING + 1 else len(drawn)
    parts: list[Markup] = [_table(said, drawn[:standing])]
    if rest := drawn[standing:]:
        number = f"{len(said.cells) - standing:,} more"
        parts.append(fold(said.what, number, _table(said, rest)))
    return [*parts, cut] if cut is not None else parts


def _table(rows: RowsOfRecord, drawn: Sequence[Markup]) -> Piece:
    whole = sum(column.width for column in rows.columns)
    widths = [
        piece("col", style={"width": f"{100 * column.width / whole:.4g}%"})
        for column in rows.columns
    ]
    headings = [piece("th", column.heading, scope="col") for column in rows.columns]
    return piece(
        "table",
        piece("caption", rows.what.capitalize(), className="visually-hidden"),
        piece("colgroup", *widths),
        piece("thead", piece("tr", *headings)),
        piece("tbody", *drawn),
        className="table data-table record-table",
    )


def _row(columns: Sequence[ColumnOfRecord], cells: Sequence[RecordCell]) -> Piece:
    head, *others = zip(columns, cells, strict=True)
    return piece(
        "tr",
        piece("th", *_content(*head), scope="row", dir=OWN_DIRECTION),
        # on a phone the cells stand below one another, each with its heading
        *(
            piece(
                "td", *_content(column, cell), dir=OWN_DIRECTION, **{"data-label": column.heading}
            )
            for column, cell in others
        ),
    )


def _content(column: ColumnOfRecord, cell: RecordCell) -> Sequence[Markup]:
    return cell or (unknown(column.gap),)
