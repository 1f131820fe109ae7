"""Tables as an Excel workbook: three sheets that filter, print and lead on. No dash in here."""

import io
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Self

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from components.figures.text import clean
from components.share.attribution import Attribution
from components.share.exports import harmless, is_share, rows_in_words
from components.share.read_me import facts
from data.model.registers import is_registered, record_address

MOST_EXCEL_ROWS = 1_048_575
"""Rows of a worksheet below its header."""
MOST_EXCEL_CHARACTERS = 32_767
MOST_EXCEL_CELLS = 600_000
"""Cells of the sheet of all rows; more would take minutes to write, and to open."""
MOST_EXCEL_LINKS = 65_530
LONGEST_LINK = 2_000
"""Characters; Excel takes a few more, and counts some of them three times."""
WIDEST_COLUMN = 60
LINK_COLOUR = "#0563C1"
"""Excel's own."""
A4 = 9
"""Of Excel's kinds of paper."""
ADDRESS = re.compile(r"https?://[a-z0-9.-]+(:\d+)?([/?#][^\s<>\"'`{}|\\^]*)?", re.IGNORECASE)
"""A plain address of the web: no user before the host, nothing that ends an attribute."""


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
    words: Attribution,
    shown: pd.DataFrame,
    behind: pd.DataFrame,
    *,
    most_rows: int = MOST_EXCEL_ROWS,
    total_shown: int | None = None,
    total_behind: int | None = None,
) -> bytes:
    """A workbook of three sheets: As shown, All rows, About. Text stays text, never a formula.

    The tables have a filter in each heading and print their headings on every page. Addresses of
    the web and numbers of trials are links.

    total_shown, total_behind: the rows that there are, where these are only the first of them.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": words.title, "subject": clean(words.choice_line)})
        styles = Styles.of(book)
        said: list[tuple[str, str]] = []
        for name, table, rows, total in (
            ("As shown", shown, "shown", total_shown),
            ("All rows", behind, "all", total_behind),
        ):
            wanted = len(table) if total is None else total
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
    link: Format

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
            link=book.add_format({**wrapped, "font_color": LINK_COLOUR, "underline": 1}),
        )


def _write_table(
    sheet: Worksheet, table: pd.DataFrame, styles: Styles, most_rows: int
) -> tuple[int, int]:
    """A table from the first row on; returns the rows written and the cells cut."""
    kept = table.head(most_rows)
    names = [str(name) for name in kept.columns]
    widths = [len(name) for name in names]
    number_styles = [styles.share if is_share(name) else styles.number for name in names]
    cut = 0
    for column, name in enumerate(names):
        _write_text(sheet, 0, column, name, styles.head, styles)
    for row, values in enumerate(kept.itertuples(index=False), start=1):
        for column, value in enumerate(values):
            if pd.isna(value):
                continue
            widths[column] = max(widths[column], len(str(value)))
            if _is_number(value):
                sheet.write_number(row, column, value, number_styles[column])
            else:
                cut += _write_text(sheet, row, column, str(value), styles.text, styles)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, 8) + 2, WIDEST_COLUMN))
    _set_up(sheet, len(kept), len(names))
    return len(kept), cut


def _set_up(sheet: Worksheet, rows: int, columns: int) -> None:
    """The heading stays in sight, filters, and stands on every printed page."""
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.repeat_rows(0)
    _set_page(sheet)


def _set_page(sheet: Worksheet) -> None:
    """On paper: landscape, as wide as the page and as long as it needs."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def target_of(text: str) -> str:
    """A cell's target: an address of the web, or the record of a trial; nowhere if empty."""
    if is_registered(text):
        return record_address(text)
    return text if len(text) <= LONGEST_LINK and ADDRESS.fullmatch(text) else ""


def _write_text(
    sheet: Worksheet, row: int, column: int, text: str, style: Format, styles: Styles
) -> bool:
    """Text that stays text, or a link; returns whether it had to be cut to what a cell holds."""
    whole = clean(text)
    target = target_of(whole)
    if target and style is not styles.head and sheet.hlink_count < MOST_EXCEL_LINKS:
        sheet.write_url(row, column, target, styles.link, whole)
        return False
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
    _set_page(sheet)
