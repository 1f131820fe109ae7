"""Problems of a workbook in sentences: place, value, what is allowed; all of them at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.readers.formats import UnusableInputError
from data.readers.import_report import printable

MOST_TOLD = 50
"""Problems in the message; the others are counted."""
LONGEST_VALUE = 60


class WorkbookError(UnusableInputError):
    """A workbook that breaks rules; the message is one problem a line.

    Attributes:
        problems: all of them, each a sentence.
    """

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        told, count = self.problems[:MOST_TOLD], len(self.problems)
        words = "1 problem" if count == 1 else f"{count:,} problems"
        more = [f"... and {count - len(told):,} more."] if count > len(told) else []
        super().__init__("\n".join([f"{name} was not imported: {words}.", *told, *more]))


@dataclass(frozen=True)
class RowPlace:
    """A row of a sheet: ``sheet events, row 5``, or ``events.csv, row 5``."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}, row {self.row:,}"


def quoted(text: str) -> str:
    """A value in a sentence, cut and without signs that a terminal would obey."""
    return f"“{printable(text, LONGEST_VALUE)}”"


def listed(words: Iterable[str]) -> str:
    """Words that may hold commas, one after the other."""
    return ", ".join(f"“{each}”" for each in words)


def not_allowed(place: RowPlace, column: str, value: str, allowed: str, why: str = "") -> str:
    """The sentence for one cell; why: what the value is, where that helps."""
    said = f"{quoted(value)} is {why}" if why else f"{quoted(value)} is not allowed"
    if not value:
        said = "the cell is empty"
    return f"{place}, column {column}: {said}; allowed: {allowed}."


def not_in_order(place: RowPlace, said: str, allowed: str) -> str:
    """The sentence for cells of a row that do not fit one another."""
    return f"{place}: {said}; allowed: {allowed}."
