"""A sheet as rows of cells, whether it is one of a workbook or a file of CSV."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.readers.workbooks.cells import SheetCell


@dataclass(frozen=True)
class SheetTable:
    """One sheet, or one file of CSV.

    Attributes:
        name: as the file has it.
        where: how a sentence names it: ``sheet events``, ``events.csv``.
        rows: numbers from 1 and the cells of the rows in which something stands.
        merged: ranges of merged cells, such as ``A1:C1``.
        problems: why it is not read to its end.
    """

    name: str
    where: str
    rows: Sequence[tuple[int, tuple[SheetCell, ...]]]
    merged: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def too_many(where: str, most_rows: int) -> str:
    """The sentence for a sheet that was not read to its end."""
    return f"{where}: there are more than {most_rows:,} rows; allowed: at most {most_rows:,}."
