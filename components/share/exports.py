"""Frames as CSV that a reader can open elsewhere: the table and nothing else. No dash in here."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

import pandas as pd

from components.figures.text import clean
from components.scope import RowParts
from components.view import View
from data.index.breakdowns import Answer, frame_of
from data.link.state import PageState
from data.store import TrialStore

PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs that make a cell a formula in one spreadsheet or another, full-width ones in Japanese."""

ROWS = ("shown", "all")
"""The rows of the figure's table as on screen, or every row of data behind the figure."""

SUFFIXES = {"shown": "", "all": "_all-rows"}
"""Endings of file names that tell the files of these rows apart."""
ROWS_A_CHUNK = 5_000
BYTE_ORDER_MARK = "\ufeff"
"""The sign that Excel knows UTF-8 by; ``pandas.read_csv`` takes it off."""
PROVENANCE = {"source": "Source", "locator": "Where it stands"}
"""Columns of a frame that go along with each row of its table, and their headings."""


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before a formula's sign."""
    if text.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def _cell(value: object) -> str:
    """A cell as the raw files write it: nothing for a gap, whole numbers without a point."""
    if type(value) is int:
        return str(value)
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return harmless(clean(str(value)))


def _column_cells(column: pd.Series) -> list[str]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        # -1, no category, takes the last
        words = [*(_cell(each) for each in column.cat.categories), ""]
        return [words[code] for code in column.cat.codes.tolist()]
    values = column.tolist()
    return values if _are_plain(values) else [_cell(value) for value in values]


def _are_plain(values: Sequence[object]) -> bool:
    """Says whether all are texts that stand as they are; one look, long files have millions."""
    if not all(isinstance(value, str) for value in values):
        return False
    texts = cast(Sequence[str], values)
    return "".join(texts).isprintable() and not any(
        text[:1] in FORMULA_STARTS for text in texts if text
    )


def _lines(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def csv_chunks(parts: Iterable[pd.DataFrame]) -> Iterator[str]:
    """Frames of the same columns as one CSV (RFC 4180), some thousand rows at a time.

    A byte-order mark and a header line, then one line a row, each ended by CRLF.
    """
    for number, frame in enumerate(parts):
        if number == 0:
            yield BYTE_ORDER_MARK + _lines([[_cell(name) for name in frame.columns]])
        for start in range(0, len(frame), ROWS_A_CHUNK):
            part = frame.iloc[start : start + ROWS_A_CHUNK]
            columns = [_column_cells(part.iloc[:, at]) for at in range(part.shape[1])]
            yield _lines(zip(*columns, strict=True))


def in_words(value: object) -> str:
    """A cell of a figure's table as on screen: a share as a percentage, nothing for a gap."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.0%}" if 0 <= value <= 1 else f"{value:g}"
    return str(value)


def columns_shown(view: View[Any], frame: pd.DataFrame) -> dict[str, str]:
    """Column -> heading of a view's table in a file: as on screen, then numbers and provenance."""
    own = {**view.columns, **view.file_columns}
    if view.rows_shown is not None:
        # which columns the table has, and in which order, comes with the dataset
        return {str(name): own[name] for name in frame.columns if name in own}
    return own | {
        name: text for name, text in PROVENANCE.items() if name in frame and name not in own
    }


def table_shown(view: View[Any], answer: Answer) -> pd.DataFrame:
    """The rows of a view's frame that its table shows, with the headings of its file."""
    return with_headings(view, view.table(frame_of(answer)))


def with_headings(view: View[Any], frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that a view's file shows of a frame, with their headings."""
    columns = columns_shown(view, frame)
    return frame[list(columns)].set_axis(list(columns.values()), axis="columns")


@dataclass(frozen=True)
class Table:
    """One CSV of a figure: its file's name, which rows it holds, how many, and its frames."""

    name: str
    rows: str
    total: int
    columns: tuple[str, ...]
    frames: Iterable[pd.DataFrame]


def parts_of(
    view: View[Any], store: TrialStore, state: PageState, answer: Answer, rows: str
) -> RowParts:
    """The rows of the figure's table, ``shown``, or ``all`` the rows behind it."""
    if rows == "all":
        return view.scope.in_parts(store, state)
    if view.rows_shown is not None:
        listed = view.rows_shown(store, state)
        return RowParts(listed.total, (with_headings(view, part) for part in listed.frames))
    shown = table_shown(view, answer)
    return RowParts(len(shown), (shown,))


def tables_of(
    view: View[Any], store: TrialStore, state: PageState, answer: Answer, name: str
) -> tuple[Table, ...]:
    """Both tables of a figure; name: that of their files, without ending."""
    return tuple(
        _table(f"{name}{SUFFIXES[rows]}.csv", rows, parts_of(view, store, state, answer, rows))
        for rows in ROWS
    )


def _table(name: str, rows: str, parts: RowParts) -> Table:
    frames = iter(parts.frames)
    # there is at least one frame, which tells the columns
    first = next(frames)
    return Table(name, rows, parts.total, tuple(map(str, first.columns)), chain((first,), frames))


def is_share(heading: str) -> bool:
    """Says whether a column holds parts of 1: numbers in files, percentages in a workbook."""
    return heading.lower().startswith("share")


def rows_in_words(total: int, rows: str) -> str:
    if not total:
        return "none; nothing matches the filters"
    kind = "the figure's table as shown" if rows == "shown" else "all rows behind the figure"
    return f"{total:,}, {kind}"
