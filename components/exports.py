"""Frames as files that a reader can open elsewhere. No dash in here."""

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, Self, cast

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.imprint import DASHBOARD, DISCLAIMER, Imprint
from components.slides.drawing import clean
from components.views import View
from data.breakdowns import Answer, frame_of

PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Signs that make a cell a formula in one spreadsheet or another, full-width ones in Japanese."""
FORMULA_IN_A_LINE = re.compile(r"([,;]\s*)(?=[=+\-@＝＋－＠])")
"""In a comment line a spreadsheet begins a new cell after a comma or semicolon."""

ROWS = ("shown", "all")
"""The rows of the figure's table as on screen, or every row of data behind the figure."""

MOST_EXCEL_ROWS = 1_048_575
"""Rows of a worksheet below its header."""
MOST_EXCEL_CHARACTERS = 32_767
MOST_EXCEL_CELLS = 600_000
"""Cells of the sheet of all rows; more would take minutes to write, and to open."""
ROWS_A_CHUNK = 5_000
WIDEST_COLUMN = 60


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
    """Whether all are texts that stand as they are; one look, long files have millions."""
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

    A header line, then one line a row, each ended by CRLF.
    """
    for number, frame in enumerate(parts):
        if number == 0:
            yield _lines([[_cell(name) for name in frame.columns]])
        for start in range(0, len(frame), ROWS_A_CHUNK):
            part = frame.iloc[start : start + ROWS_A_CHUNK]
            columns = [_column_cells(part.iloc[:, at]) for at in range(part.shape[1])]
            yield _lines(zip(*columns, strict=True))


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as CSV, as ``csv_chunks`` has it."""
    return "".join(csv_chunks((frame,)))


def in_words(value: object) -> str:
    """A cell of a figure's table as on screen: a share as a percentage, nothing for a gap."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.0%}" if _is_share(value) else f"{value:g}"
    return str(value)


def _is_share(value: object) -> bool:
    return isinstance(value, float) and 0 <= value <= 1


def table_shown(view: View[Any], answer: Answer) -> pd.DataFrame:
    """The rows and columns of a view's frame that its table shows, with the headings on screen."""
    return view.table(frame_of(answer))[list(view.columns)].set_axis(
        list(view.columns.values()), axis="columns"
    )


def facts(words: Imprint) -> tuple[tuple[str, str], ...]:
    """What a data file says of itself, as pairs of heading and text."""
    return (
        ("Title", words.title),
        ("Filters", words.chosen),
        ("Shown", words.shown),
        ("How to read", words.caption),
        ("Source", words.citation),
        ("Date of the data", words.date),
        ("Link", words.link),
        ("Dashboard", DASHBOARD),
        ("Note", DISCLAIMER),
    )


def comment(heading: str, text: str) -> str:
    """One comment line of a CSV, without line breaks and without what a spreadsheet may run."""
    line = " ".join(clean(text).split()).replace('"', "'")
    return f"# {heading}: " + FORMULA_IN_A_LINE.sub(r"\1'", line)


def csv_file(words: Imprint, table: pd.DataFrame, rows: str) -> str:
    """A table under comment lines that say what it is; the rows shown as words, as on screen."""
    return "".join(csv_file_chunks(words, (table,), len(table), rows))


def csv_file_chunks(
    words: Imprint, parts: Iterable[pd.DataFrame], total: int, rows: str
) -> Iterator[str]:
    """``csv_file`` piece by piece, of a table in parts with so many rows in all."""
    lines = [comment(*fact) for fact in (*facts(words), ("Rows", rows_in_words(total, rows)))]
    yield "".join(line + "\r\n" for line in lines)
    shown = (part.astype("object").map(in_words) for part in parts)
    yield from csv_chunks(shown if rows == "shown" else parts)


def rows_in_words(total: int, rows: str) -> str:
    if not total:
        return "none; nothing matches the filters"
    kind = "the figure's table as shown" if rows == "shown" else "all rows behind the figure"
    return f"{total:,}, {kind}"


def first_rows(parts: Iterable[pd.DataFrame], most_cells: int = MOST_EXCEL_CELLS) -> pd.DataFrame:
    """The rows of a long table that a workbook gets; the parts after them are not made."""
    kept: list[pd.DataFrame] = []
    room = 1
    for part in parts:
        if not kept:
            room = min(MOST_EXCEL_ROWS, most_cells // max(part.shape[1], 1))
        kept.append(part.head(room))
        room -= len(kept[-1])
        if room <= 0:
            break
    return pd.concat(kept, ignore_index=True) if len(kept) > 1 else kept[0]


def xlsx_bytes(
    words: Imprint,
    shown: pd.DataFrame,
    behind: pd.DataFrame,
    *,
    most_rows: int = MOST_EXCEL_ROWS,
    total_behind: int | None = None,
) -> bytes:
    """A workbook of three sheets: As shown, All rows, About. Text stays text, never a formula.

    total_behind: the rows behind the figure, where ``behind`` is only the first of them.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": words.title, "subject": clean(words.choice_line)})
        styles = Styles.of(book)
        said: list[tuple[str, str]] = []
        total = len(behind) if total_behind is None else total_behind
        for name, table, rows, wanted in (
            ("As shown", shown, "shown", len(shown)),
            ("All rows", behind, "all", total),
        ):
            sheet = book.add_worksheet(name)
            written, cut = _write_table(sheet, table, styles, most_rows)
            left_out = wanted - written
            said.append((name, rows_in_words(wanted, rows)))
            if left_out:
                said.append((name, f"{left_out:,} rows did not fit into the sheet; see the CSV."))
            if cut:
                said.append((name, f"{cut:,} cells were too long for a sheet and end in …"))
        _write_about(book.add_worksheet("About"), (*facts(words), *said), styles)
    return out.getvalue()


@dataclass(frozen=True)
class Styles:
    """The cell formats of one workbook."""

    head: Format
    text: Format
    quoted: Format
    number: Format
    share: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> Self:
        top = {"valign": "top"}
        wrapped = {**top, "text_wrap": True}
        return cls(
            head=book.add_format({**wrapped, "bold": True, "bottom": 1}),
            text=book.add_format(wrapped),
            # as if typed with an apostrophe, so that editing the cell does not run it
            quoted=book.add_format({**wrapped, "quote_prefix": True}),
            number=book.add_format(top),
            share=book.add_format({**top, "num_format": "0%"}),
        )


def _write_table(
    sheet: Worksheet, table: pd.DataFrame, styles: Styles, most_rows: int
) -> tuple[int, int]:
    """A table from the first row on; returns the rows written and the cells cut."""
    kept = table.head(most_rows)
    widths = [len(str(name)) for name in kept.columns]
    cut = 0
    for column, name in enumerate(kept.columns):
        _write_text(sheet, 0, column, str(name), styles.head, styles)
    for row, values in enumerate(kept.itertuples(index=False), start=1):
        for column, value in enumerate(values):
            if pd.isna(value):
                continue
            widths[column] = max(widths[column], len(str(value)))
            if _is_number(value):
                style = styles.share if _is_share(value) else styles.number
                sheet.write_number(row, column, value, style)
            else:
                cut += _write_text(sheet, row, column, str(value), styles.text, styles)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, 8) + 2, WIDEST_COLUMN))
    sheet.freeze_panes(1, 0)
    return len(kept), cut


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _write_text(
    sheet: Worksheet, row: int, column: int, text: str, style: Format, styles: Styles
) -> bool:
    """Text that stays text; returns whether it had to be cut to what a cell holds."""
    whole = clean(text)
    # a sheet counts UTF-16 units
    units = whole.encode("utf-16-le")
    cut = len(units) > 2 * MOST_EXCEL_CHARACTERS
    if cut:
        whole = units[: 2 * (MOST_EXCEL_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"
    risky = harmless(whole) != whole
    sheet.write_string(row, column, whole, styles.quoted if risky else style)
    return cut


def _write_about(sheet: Worksheet, lines: Iterable[tuple[str, str]], styles: Styles) -> None:
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    for row, (heading, text) in enumerate(lines):
        _write_text(sheet, row, 0, heading, styles.head, styles)
        _write_text(sheet, row, 1, text, styles.text, styles)


def zip_of(files: Sequence[tuple[str, str]]) -> bytes:
    """Text files, each a name and its content, in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content.encode())
    return out.getvalue()
