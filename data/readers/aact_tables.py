"""One pipe-delimited table of AACT, read as a stream of Arrow tables.

AACT's exporter drops doubled quotation marks and writes a line break inside a text as "~", so
a line is a record. Where a quoted cell holds a line break all the same, it is made a "~", too;
the record has the number of its first line. Columns are found by
name, and a column that a year's export does not have reads as empty. ``NA`` is text like any
other. A broken line (cells, quotation marks, no UTF-8) is left out and told with its number.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as pcsv

from data.readers.formats import DAMAGED, FilePart, UnusableInputError
from data.readers.progress import Progress, counted

BLOCK = 16_000_000
"""Bytes parsed at a time; with the Arrow tables made of them, this bounds the memory."""

LONGEST_LINE = 128_000_000
LINE = "line"
DELIMITER = "|"
NEWLINE, QUOTE = ord("\n"), ord('"')
QUOTED = re.compile(rb'(?<![^|])"(?:[^"]|"")*"(?![^|])')
OPENED = re.compile(rb'(?<![^|])"')
NOT_CLOSED = "a quotation mark is not closed"
NOT_UTF8 = "it is not UTF-8"

OnBroken = Callable[[int, str, str], None]
"""(number of the line, start of its text, why it cannot be read)"""

WholeNumbers = npt.NDArray[np.int64]


def header_of(part: FilePart) -> list[str]:
    """The names of a table's columns."""
    first = part.head().split(b"\n", 1)[0]
    return _names(first, part)


def _names(line: bytes, part: FilePart) -> list[str]:
    text = line.decode("utf-8", "replace")
    names = [name.strip(' "\r\n').lower() for name in text.split(DELIMITER)]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise UnusableInputError(f"{part.name} has the column {repeated[0]} more than once.")
    return names


@dataclass
class TableReader:
    """Reads the wanted columns of one table, all as text.

    Attributes:
        on_broken: told of each line that cannot be read.
    """

    part: FilePart
    wanted: Sequence[str]
    on_broken: OnBroken
    progress: Progress
    _header: list[str] = field(default_factory=list)

    def blocks(self) -> Iterator[pa.Table]:
        """Tables of the wanted columns and ``line``, the number of each row's line.

        Raises:
            UnusableInputError: the file is damaged, or ends in the middle of a line.
        """
        number = 1
        try:
            with counted(self.part.open(), self.progress) as file:
                self._header = _names(file.readline(LONGEST_LINE), self.part)
                for block in self._whole_lines(file):
                    lines = block.count(b"\n")
                    if not block.endswith(b"\n"):
                        # Even a line with all its cells may have lost the end of the last one.
                        raise UnusableInputError(
                            f"{self.part.name} ends in the middle of line {number + lines + 1}, "
                            f"without a line break; get it again."
                        )
                    yield self._table(block, number + 1)
                    number += lines
        except DAMAGED as error:
            raise UnusableInputError(
                f"{self.part.name} is damaged after line {number} ({error}); download it again."
            ) from None

    def _whole_lines(self, file: BufferedReader) -> Iterator[bytes]:
        """Blocks that end with a line; only the last may lack its end."""
        rest = b""
        while data := file.read(BLOCK):
            rest += data
            end = _end_of_records(rest)
            if end:
                yield rest[:end]
                rest = rest[end:]
            elif len(rest) > LONGEST_LINE:
                raise UnusableInputError(f"{self.part.name} has a line without an end.")
        if rest:
            yield rest

    def _table(self, block: bytes, first: int) -> pa.Table:
        if b"\r" in block:
            # A carriage return of its own would end a line for the parser, though none does.
            block = block.replace(b"\r\n", b"\n").replace(b"\r~", b"~").replace(b"\r", b"~")
        numbers = first + np.arange(block.count(b"\n"))
        block, numbers = self._joined(block, numbers)
        block, numbers = self._sifted(block, numbers, _with_odd_quotes)
        table = self._parsed(block, numbers)
        if table is None:
            # Whatever confused the parser stands in one of the lines: look at each.
            block, numbers = self._sifted(block, numbers, _all_lines)
            table = self._parsed(block, numbers)
        if table is None:
            raise UnusableInputError(
                f"{self.part.name} cannot be read as a table near line {first}."
            )
        return table

    def _joined(self, block: bytes, numbers: WholeNumbers) -> tuple[bytes, WholeNumbers]:
        """The block with "~" for the line breaks inside quoted cells."""
        ends = _ends(block)
        starts = np.append(0, ends[:-1] + 1)
        odd = _with_odd_quotes(block, ends).tolist()
        inside: list[int] = []
        for line, last in pairwise(odd):
            opened = not inside or line > inside[-1] + 1
            if opened and self._is_record(block[starts[line] : ends[last]]):
                inside += range(line, last)
        if not inside:
            return block, numbers
        signs = np.frombuffer(block, np.uint8).copy()
        signs[ends[inside]] = ord("~")
        return signs.tobytes(), np.delete(numbers, [line + 1 for line in inside])

    def _is_record(self, text: bytes) -> bool:
        bars = QUOTED.sub(b"", text).count(DELIMITER.encode())
        return bars + 1 == len(self._header) and not _problem(text)

    def _sifted(
        self,
        block: bytes,
        numbers: WholeNumbers,
        suspects: Callable[[bytes, WholeNumbers], WholeNumbers],
    ) -> tuple[bytes, WholeNumbers]:
        """The block without empty lines and broken suspects, and its lines' numbers."""
        ends = _ends(block)
        starts = np.append(0, ends[:-1] + 1)
        keep = ends > starts
        for line in suspects(block, ends):
            text = block[starts[line] : ends[line]]
            problem = _problem(text)
            if problem:
                keep[line] = False
                self.on_broken(int(numbers[line]), text.decode("utf-8", "replace"), problem)
        if not keep.all():
            lines = np.flatnonzero(keep)
            block = b"".join(block[starts[line] : ends[line] + 1] for line in lines)
        return block, numbers[keep]

    def _parsed(self, block: bytes, numbers: WholeNumbers) -> pa.Table | None:
        """The rows of a block; None where the parser cannot read it, or sees other lines."""
        # The parser takes an empty list for all columns.
        present = [name for name in self.wanted if name in self._header] or self._header[:1]
        wrong: list[tuple[int, str, str]] = []

        def on_invalid(row: pcsv.InvalidRow) -> str:
            # The parser counts from 1.
            reason = f"{row.actual_columns} cells where {row.expected_columns} are needed"
            wrong.append((row.number - 1, row.text, reason))
            return "skip"

        if not len(numbers):
            return pa.table(
                {name: pa.array([], pa.string()) for name in self.wanted}
            ).append_column(LINE, pa.array([], pa.int64()))
        try:
            table = pcsv.read_csv(
                pa.BufferReader(block),
                read_options=pcsv.ReadOptions(
                    use_threads=False, block_size=len(block) + 1, column_names=self._header
                ),
                parse_options=pcsv.ParseOptions(
                    delimiter=DELIMITER, invalid_row_handler=on_invalid
                ),
                convert_options=pcsv.ConvertOptions(
                    include_columns=present,
                    column_types=dict.fromkeys(present, pa.string()),
                    strings_can_be_null=False,
                ),
            ).combine_chunks()
        except pa.ArrowInvalid:
            return None
        if table.num_rows + len(wrong) != len(numbers):
            return None
        for row, text, reason in wrong:
            self.on_broken(int(numbers[row]), text, reason)
        for name in self.wanted:
            if name not in present:
                table = table.append_column(name, pa.repeat("", table.num_rows))
        good = np.delete(numbers, [row for row, _, _ in wrong])
        return table.append_column(LINE, pa.array(good, pa.int64())).select([*self.wanted, LINE])


def _end_of_records(text: bytes) -> int:
    """The end of the last line, or of the one before a cell that may go on; 0 for nowhere."""
    end = text.rfind(b"\n") + 1
    if text.count(b'"', 0, end) % 2 == 0:
        return end
    ends = _ends(text[:end])
    opening = int(_with_odd_quotes(text[:end], ends)[-1])
    return int(ends[opening - 1]) + 1 if opening else end


def _ends(block: bytes) -> WholeNumbers:
    return np.flatnonzero(np.frombuffer(block, np.uint8) == NEWLINE)


def _with_odd_quotes(block: bytes, ends: WholeNumbers) -> WholeNumbers:
    """Lines with an odd number of quotation marks."""
    quotes = np.flatnonzero(np.frombuffer(block, np.uint8) == QUOTE)
    return np.flatnonzero(np.diff(np.searchsorted(quotes, ends), prepend=0) % 2)


def _all_lines(block: bytes, ends: WholeNumbers) -> WholeNumbers:
    return np.arange(len(ends))


def _problem(line: bytes) -> str:
    """The fault of a line; empty where it has none. A mark inside an unquoted cell is text."""
    if OPENED.search(QUOTED.sub(b"", line)):
        return NOT_CLOSED
    try:
        line.decode()
    except UnicodeDecodeError:
        return NOT_UTF8
    return ""
