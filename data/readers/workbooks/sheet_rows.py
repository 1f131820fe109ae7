"""Sheets read under the headings of the form: rows of allowed cells, and every problem."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.readers.workbooks.cells import CellKind, SheetCell, form_of, number_of
from data.readers.workbooks.form import DATES, FormColumn, FormSheet, heading_key
from data.readers.workbooks.problems import RowPlace, listed, not_allowed, quoted
from data.readers.workbooks.tables import SheetTable

TAG = re.compile(r"<\s*[/!?a-z]", re.IGNORECASE)
"""The beginning of a tag of a web page; ``< 5`` is none."""
HIDDEN = ("Cc", "Cf", "Cs", "Co")
"""Kinds of signs that steer a display and are none themselves."""
JOINERS = "\u200d"
"""One that the letters of some scripts need."""
FROM_ROW_ONE = re.compile(r"[A-Z]+(\d+):")


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        cells: column -> what the frame is to hold: a code, a number, a text; empty where nothing
            stands.
        is_sound: whether every cell is allowed.
    """

    place: RowPlace
    cells: Mapping[str, str]
    is_sound: bool = True

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class SheetRows:
    """The rows of one sheet, and everything that is wrong with it."""

    rows: tuple[SheetRow, ...] = ()
    problems: tuple[str, ...] = ()


def read_sheet(sheet: FormSheet, table: SheetTable) -> SheetRows:
    """The rows below the headings, each cell checked by itself."""
    problems = [*_merged(table), *table.problems]
    if not table.rows:
        if not problems:
            problems.append(f"{table.where}: the sheet is empty; allowed: {_headings(sheet)}.")
        return SheetRows(problems=tuple(problems))
    number, headings = table.rows[0]
    place = RowPlace(table.where, number)
    columns = [sheet.by_heading.get(heading_key(cell.text)) for cell in headings]
    problems += _heading_problems(sheet, place, headings, columns)
    rows = []
    for at, cells in table.rows[1:]:
        row, found = _row(sheet, RowPlace(table.where, at), cells, columns)
        rows.append(row)
        problems += found
    return SheetRows(tuple(rows), (*problems, *_nameless(table, columns)))


def _headings(sheet: FormSheet) -> str:
    return f"the headings {', '.join(column.name for column in sheet.columns)}"


def _merged(table: SheetTable) -> Iterator[str]:
    first = str(table.rows[0][0]) if table.rows else "1"
    for cells in table.merged:
        begins = FROM_ROW_ONE.match(cells)
        if begins and begins[1] == first:
            yield (
                f"{table.where}, row {first}: the headings {quoted(cells)} are merged; "
                "allowed: one heading a cell."
            )
        else:
            yield (
                f"{table.where}: the cells {quoted(cells)} are merged; allowed: a value in each "
                "cell of its own."
            )


def _heading_problems(
    sheet: FormSheet,
    place: RowPlace,
    headings: Sequence[SheetCell],
    columns: Sequence[FormColumn | None],
) -> Iterator[str]:
    names = [column.name for column in sheet.columns]
    for cell, column in zip(headings, columns, strict=True):
        if column is None and cell:
            near = difflib.get_close_matches(cell.text.lower(), names, n=1)
            meant = f"perhaps {near[0]} is meant; " if near else ""
            yield (
                f"{place}: {quoted(cell.text)} is no column of this sheet; {meant}"
                f"allowed: {', '.join(names)}."
            )
    held = [column.name for column in columns if column]
    for name in dict.fromkeys(held):
        if held.count(name) > 1:
            yield f"{place}: the column {name} stands {held.count(name)} times; allowed: once."
    for column in sheet.columns:
        if column.is_needed and column.name not in held:
            yield f"{place}: the column {column.name} is missing; allowed: {_headings(sheet)}."


def _nameless(table: SheetTable, columns: Sequence[FormColumn | None]) -> Iterator[str]:
    """Cells in columns without any heading, the first of each column."""
    told: set[int] = set()
    _, headings = table.rows[0]
    for number, cells in table.rows[1:]:
        for at, cell in enumerate(cells):
            if cell and at not in told and (at >= len(headings) or not headings[at]):
                told.add(at)
                yield (
                    f"{table.where}, row {number:,}, column {at + 1}: {quoted(cell.text)} stands "
                    "below no heading; allowed: cells below a heading of the form."
                )


def _row(
    sheet: FormSheet,
    place: RowPlace,
    cells: Sequence[SheetCell],
    columns: Sequence[FormColumn | None],
) -> tuple[SheetRow, list[str]]:
    values: dict[str, str] = {}
    problems: list[str] = []
    given = dict(
        zip((column.name for column in columns if column), _under(cells, columns), strict=True)
    )
    for column in sheet.columns:
        if column.name not in given:
            continue
        value, problem = checked(place, column, given[column.name])
        values[column.name] = value
        problems += [problem] if problem else []
    return SheetRow(place, values, not problems), problems


def _under(cells: Sequence[SheetCell], columns: Sequence[FormColumn | None]) -> Iterator[SheetCell]:
    """The cells below headings of the form; a row may end before the headings do."""
    for at, column in enumerate(columns):
        if column is not None:
            yield cells[at] if at < len(cells) else SheetCell()


def checked(place: RowPlace, column: FormColumn, cell: SheetCell) -> tuple[str, str]:
    """The value of a cell as the frame holds it, and the sentence where it is not allowed."""

    def refused(why: str = "") -> tuple[str, str]:
        return "", not_allowed(place, column.name, cell.text, allowed_in(column), why)

    if not cell:
        return ("", "") if column.empty else refused()
    if cell.kind is CellKind.FORMULA:
        return refused("a formula, and none is worked out here")
    if cell.kind is CellKind.ERROR:
        return refused("an error of the spreadsheet")
    if cell.kind is CellKind.TRUTH:
        return refused("a yes or no of the spreadsheet")
    if cell.kind is CellKind.DATE and column.pattern != DATES:
        return refused("a date, perhaps made by the spreadsheet of what was typed")
    if column.choices and not column.own_words:
        code = column.code_of.get(heading_key(cell.text), "")
        return (code, "") if code else refused()
    if column.is_number:
        return _number(column, cell.text) or refused(form_of(cell.text))
    if why := _strange(column, cell.text):
        return refused(why)
    if column.pattern and not re.fullmatch(column.pattern, cell.text):
        return refused()
    return cell.text, ""


def _number(column: FormColumn, text: str) -> tuple[str, str] | None:
    value = number_of(text)
    return (value, "") if value is not None and not column.column.problem(value) else None


def _strange(column: FormColumn, text: str) -> str:
    """Says why a text cannot be taken as it is; empty where it can."""
    if len(text) > column.longest:
        return f"too long, having {len(text):,} characters"
    if TAG.search(text):
        return "a tag of a web page"
    if any(unicodedata.category(sign) in HIDDEN and sign not in JOINERS for sign in text):
        return "a text with hidden signs"
    return ""


def allowed_in(column: FormColumn) -> str:
    """The values that a cell of a column may have, in words."""
    if column.choices and not column.own_words:
        words = f"one of {listed(column.choices.values())}"
    elif column.allowed:
        words = column.allowed
    elif column.is_number:
        words = column.column.problem("no number")
    else:
        words = f"a text of at most {column.longest:,} characters"
    return f"{words}, or nothing" if column.empty else words
