"""The text of a CSV file -> its records, whoever saved it: encoding, separator, broken rows."""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from data.readers.byte_streams import Utf8Lines, recoded

SEPARATORS = (",", ";", "\t")
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""A first line by which Excel tells itself the separator."""

LONGEST_CELL = 64_000_000
"""Characters; a quotation mark that is never closed ends here instead of in memory."""

CUT_OFF = "the file ends in the middle of a cell"


def records_of_head(head: str) -> dict[str, list[str]]:
    """Separator -> the first record of a text, as that separator parts it."""
    text = SEPARATOR_LINE.sub("", head, count=1) if SEPARATOR_LINE.match(head) else head
    return {separator: first_record(text, separator) for separator in SEPARATORS}


def first_record(text: str, separator: str) -> list[str]:
    """The first row of a CSV; none where it is no CSV."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


@dataclass(frozen=True)
class BrokenRecord:
    """A row that is no record of the file; others are not touched.

    Attributes:
        line: its first line.
        is_cut_off: whether the text ends within it.
    """

    line: str
    reason: str
    is_cut_off: bool = False


@dataclass
class _Lines:
    """Lines of a text, some of which may be given again.

    Attributes:
        taken: since a record began.
    """

    text: Iterator[str]
    taken: list[str] = field(default_factory=list)
    again: deque[str] = field(default_factory=deque)
    last: str = ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else next(self.text)
        self.last = line
        self.taken.append(line)
        return line

    def give_again(self, at: int) -> None:
        self.again.extendleft(reversed(self.taken[at:]))
        del self.taken[at:]


class Records:
    """The records of a text, the header first.

    A stray quotation mark costs its own row: the next line that begins a study is the next row.

    Attributes:
        lines: what was found of the encoding.
    """

    def __init__(self, file: BinaryIO, separator: str) -> None:
        # The module keeps one limit for all readers; the default is shorter than some summaries.
        csv.field_size_limit(LONGEST_CELL)
        self.lines = Utf8Lines()
        text = io.TextIOWrapper(recoded(file, self.lines), encoding="utf-8", newline="")
        self._source = _Lines(iter(text))
        self._separator = separator
        self._reader = self._new_reader()

    def _new_reader(self) -> Iterator[list[str]]:
        return csv.reader(self._source, delimiter=self._separator, strict=True)

    def header(self) -> list[str]:
        """The first record; empty where there is none."""
        first = next(self._source, "")
        if not SEPARATOR_LINE.fullmatch(first):
            self._source.give_again(0)
        return next(self._reader, [])

    def rows(
        self, width: int, is_start: Callable[[list[str]], bool]
    ) -> Iterator[list[str] | BrokenRecord]:
        """The records after the header that are not empty.

        Args:
            width: cells of a whole row.
            is_start: whether the cells of a line are those that begin a row.
        """
        while True:
            self._source.taken.clear()
            try:
                record = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._broken(str(error), is_start)
                self._reader = self._new_reader()
                continue
            if not any(cell.strip() for cell in record):
                continue
            if len(record) != width and self._is_given_again(is_start):
                yield BrokenRecord(self._source.taken[0], "a quotation mark is not closed")
            else:
                yield record

    @property
    def ends_closed(self) -> bool:
        """Says whether a line break or a quotation mark ends the text."""
        return self._source.last[-1:] in ("\n", "\r", '"')

    def _broken(self, error: str, is_start: Callable[[list[str]], bool]) -> BrokenRecord:
        first = self._source.taken[0]
        found = self._is_given_again(is_start)
        if "unexpected end" not in error:
            if not found:
                self._skip_to_start(is_start)
            return BrokenRecord(first, f"a quotation mark stands where none may ({error})")
        # The site ends a record, and no line within a cell, in CR LF.
        if found or self._source.last.endswith("\r\n"):
            return BrokenRecord(first, "a quotation mark is not closed")
        return BrokenRecord(first, CUT_OFF, is_cut_off=True)

    def _is_given_again(self, is_start: Callable[[list[str]], bool]) -> bool:
        """Says whether another row began within this one; its lines are then given again."""
        for at, line in enumerate(self._source.taken[1:], start=1):
            if is_start(self.cells(line)):
                self._source.give_again(at)
                return True
        return False

    def _skip_to_start(self, is_start: Callable[[list[str]], bool]) -> None:
        for line in self._source:
            if is_start(self.cells(line)):
                self._source.give_again(len(self._source.taken) - 1)
                return
            del self._source.taken[:]

    def cells(self, line: str) -> list[str]:
        """The cells of a line by itself."""
        return next(csv.reader([line], delimiter=self._separator), [])
