"""The template: a workbook with the sheets of the form, drop-down lists and explanations.

What the reader reads and what this writes is one form, so that a template filled with a protocol
is read back as that protocol.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from data.model import vocabulary as v
from data.model.schema import INTEGER, RawRows
from data.readers.workbooks.cells import number_of
from data.readers.workbooks.example import EXAMPLE, KEY
from data.readers.workbooks.form import (
    EVENTS,
    LISTS,
    READ_ME,
    REGIMENS,
    SHEETS,
    SOURCES,
    FormColumn,
    FormSheet,
)
from data.readers.workbooks.problems import listed
from data.readers.workbooks.sheet_rows import allowed_in

SheetCells = Mapping[str, Sequence[Mapping[str, str]]]
"""Sheet -> rows, each column -> text; what is not among them stays empty."""
ListPlaces = Mapping[tuple[str, str], str]
"""Sheet and column -> the cells that hold the words of its drop-down list."""
LAST_LISTED = 1_000
"""Rows that have drop-down lists."""
NARROWEST, WIDEST = 12, 34
"""Characters that a column has room for."""
LONG = 14
"""Characters of an example from which a column is wide."""
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Of a message beside a cell, by Excel's rules."""
NEEDED, OPTIONAL, RULE = "#1f3a5f", "#5b6b7c", "#d5dbe1"
"""Colours of headings that need a cell and of others, and of lines."""
MADE_UP = {"italic": True, "font_color": "#8a8a8a"}
"""The look of the worked example."""
HOW_TO = (
    "Protocols of the house",
    "1. Write one row for each protocol into the sheet regimens, and one row for each document "
    "that you take it from into the sheet sources.",
    "2. Write one row for each drug, graft or infusion into the sheet events. Days are counted "
    "from day 0 of the protocol; -1 is the day before.",
    "3. Outcomes and graft function may stay empty below their headings.",
    "4. Save, then: python -m data.protocols import THIS-FILE.xlsx --name ours --title "
    "“Our protocols”. Whatever is not right is told with its sheet, row and column, and nothing "
    "is changed until all of it is.",
    "A dark heading needs a cell in every row. A lighter one may stay empty; what that means is "
    "said below. What your source does not state stays empty: nothing is guessed.",
    "Formulas, macros and merged cells are not read. Names of patients do not belong here.",
)
EXAMPLE_SAID = (
    f"The rows called “{KEY}” are a worked example, made up. The import skips them as they are; "
    "delete them or leave them."
)


def template_bytes(agents: RawRows, rows: SheetCells = EXAMPLE) -> bytes:
    """A workbook to fill in.

    Args:
        agents: the built-in ones, for the list.
        rows: what stands in its sheets.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": HOW_TO[0]})
        styles = TemplateStyles.of(book)
        made = {name: book.add_worksheet(name) for name in _names()}
        lists = _write_lists(made[LISTS], agents, styles)
        for sheet in SHEETS:
            _write_sheet(made[sheet.name], sheet, rows.get(sheet.name, ()), lists, styles)
        _write_read_me(made[READ_ME], (*HOW_TO, *_on_example(rows)), styles)
    return out.getvalue()


def _names() -> Iterator[str]:
    yield READ_ME
    yield from (sheet.name for sheet in SHEETS)
    yield LISTS


def _on_example(rows: SheetCells) -> Iterator[str]:
    if any(_is_example(row) for own in rows.values() for row in own):
        yield EXAMPLE_SAID


def _is_example(row: Mapping[str, str]) -> bool:
    """Says whether a row is of the worked example."""
    return KEY in (row.get("regimen"), row.get("source_id"))


@dataclass(frozen=True)
class TemplateStyles:
    """The cell formats of a template."""

    title: Format
    needed: Format
    optional: Format
    text: Format
    number: Format
    made_up: Format
    made_up_number: Format
    said: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> Self:
        head = {"bold": True, "font_color": "#ffffff", "valign": "top"}
        # as text, so that a spreadsheet makes no date of 5-11
        text = {"num_format": "@", "valign": "top"}
        return cls(
            title=book.add_format({"bold": True, "font_size": 16}),
            needed=book.add_format({**head, "bg_color": NEEDED}),
            optional=book.add_format({**head, "bg_color": OPTIONAL}),
            text=book.add_format(text),
            number=book.add_format({"valign": "top"}),
            made_up=book.add_format({**text, **MADE_UP}),
            made_up_number=book.add_format({"valign": "top", **MADE_UP}),
            said=book.add_format(
                {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": RULE}
            ),
        )


def _write_sheet(
    page: Worksheet,
    sheet: FormSheet,
    rows: Sequence[Mapping[str, str]],
    lists: ListPlaces,
    styles: TemplateStyles,
) -> None:
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, column in enumerate(sheet.columns):
        width = WIDEST if len(column.example) > LONG else NARROWEST
        of_cells = styles.number if column.is_number else styles.text
        page.set_column(at, at, max(width, len(column.name) + 2), of_cells)
        head = styles.needed if column.is_needed else styles.optional
        page.write_string(0, at, column.name, head)
        place = lists.get((sheet.name, column.name), "")
        page.data_validation(1, at, LAST_LISTED, at, _validation(column, place))
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(sheet.columns):
            _write_cell(page, number, at, column, row, styles)


def _write_cell(
    page: Worksheet,
    number: int,
    at: int,
    column: FormColumn,
    row: Mapping[str, str],
    styles: TemplateStyles,
) -> None:
    text, made_up = row.get(column.name, ""), _is_example(row)
    if column.is_number and number_of(text) is not None:
        look = styles.made_up_number if made_up else styles.number
        page.write_number(number, at, float(text), look)
    elif text:
        page.write_string(number, at, text, styles.made_up if made_up else styles.text)


def _validation(column: FormColumn, place: str) -> dict[str, object]:
    """A list, a range of numbers or any text, with the explanation beside the cell.

    place: the cells that hold the list; empty where there is none.
    """
    said: dict[str, object] = {
        "ignore_blank": True,
        "input_title": column.name[:LONGEST_TITLE],
        "input_message": _explained(column)[:LONGEST_MESSAGE],
        "error_title": "Not allowed here",
        "error_message": f"Allowed: {allowed_in(column)}."[:LONGEST_MESSAGE],
    }
    if place:
        is_closed = bool(column.choices) and not column.own_words
        return {**said, "validate": "list", "source": place, "show_error": is_closed}
    if column.is_number:
        kind = "integer" if column.column.kind == INTEGER else "decimal"
        bounds = {"minimum": column.column.low, "maximum": column.column.high}
        return {**said, **bounds, "validate": kind, "criteria": "between"}
    return {**said, "validate": "any"}


def _explained(column: FormColumn) -> str:
    return column.holds + (f" Empty: {column.empty}." if column.empty else "")


def _write_lists(page: Worksheet, agents: RawRows, styles: TemplateStyles) -> ListPlaces:
    """The agents with name and class, then each drop-down list in a column."""
    listed = {
        "agent": [row["code"] for row in agents],
        "name of the agent": [row["name"] for row in agents],
        "class of the agent": [v.AGENT_CLASS.labels[row["agent_class"]] for row in agents],
    }
    places = {(EVENTS.name, "agent"): _cells(0, len(agents))}
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.choices:
                at = len(listed)
                listed[f"{sheet.name}: {column.name}"] = list(column.choices.values())
                places[sheet.name, column.name] = _cells(at, len(column.choices))
    for at, (heading, words) in enumerate(listed.items()):
        page.write_string(0, at, heading, styles.optional)
        page.write_column(1, at, words, styles.text)
        page.set_column(at, at, WIDEST)
    page.freeze_panes(1, 0)
    return {**_own_keys(), **places}


def _cells(column: int, rows: int, sheet: str = LISTS) -> str:
    """The first rows of a column below its heading, as a formula names them."""
    letter = xl_col_to_name(column)
    return f"='{sheet}'!${letter}$2:${letter}${rows + 1}"


def _own_keys() -> dict[tuple[str, str], str]:
    """Columns that name a protocol or a source -> the keys as the person writes them."""
    named = {"regimen": REGIMENS, "source": SOURCES}
    return {
        (sheet.name, column.name): _cells(0, LAST_LISTED, named[column.name].name)
        for sheet in SHEETS
        for column in sheet.columns
        if column.name in named and named[column.name] is not sheet
    }


def _write_read_me(page: Worksheet, said: Sequence[str], styles: TemplateStyles) -> None:
    """The steps of filling the workbook, and of every column its meaning, values and an example."""
    for at, width in enumerate((16, 26, 44, 60, 30, 30)):
        page.set_column(at, at, width)
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, said[0], styles.title)
    for row, text in enumerate(said[1:], start=1):
        page.merge_range(row, 0, row, 5, text, styles.said)
        page.set_row(row, 32)
    row = len(said) + 1
    headings = ("Sheet", "Column", "What it holds", "Allowed", "Empty means", "Example")
    page.write_row(row, 0, headings, styles.needed)
    for sheet in SHEETS:
        for column in sheet.columns:
            row += 1
            cells = (
                sheet.name,
                column.name,
                column.holds,
                _capital(_allowed(column)),
                _capital(column.empty) or "a cell is needed",
                column.example,
            )
            for at, text in enumerate(cells):
                page.write_string(row, at, text, styles.said)


def _allowed(column: FormColumn) -> str:
    words = allowed_in(column).removesuffix(", or nothing")
    if column.name == "agent":
        return f"an agent of the sheet {LISTS}, or one of your own with its agent_class"
    if column.own_words:
        return f"one of {listed(column.choices.values())}, or a class in your own words"
    return words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
