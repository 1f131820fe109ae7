"""The worked example: allowed, marked as made up, and skipped as it is and in no other form."""

import pytest

from data.readers.workbooks.cells import text_cell
from data.readers.workbooks.example import EXAMPLE, KEY, MARK, key_column, without_example
from data.readers.workbooks.form import EVENTS, SHEETS
from data.readers.workbooks.problems import RowPlace
from data.readers.workbooks.sheet_rows import SheetRow, checked

CELLS = [
    (sheet, column, row)
    for sheet in SHEETS
    for row in EXAMPLE[sheet.name]
    for column in sheet.columns
]


def as_read(sheet, row, **other):
    """A row of the example as the reader reads it, with other cells."""
    cells = {
        column.name: checked(RowPlace("x", 2), column, text_cell(row.get(column.name, "")))[0]
        for column in sheet.columns
    }
    return SheetRow(RowPlace("sheet x", 2), {**cells, **other})


@pytest.mark.parametrize(("sheet", "column", "row"), CELLS)
def test_every_cell_is_allowed(sheet, column, row):
    _, problem = checked(RowPlace("x", 2), column, text_cell(row.get(column.name, "")))
    assert problem == ""


def test_every_sheet_has_a_row_by_its_key_and_says_that_it_is_made_up():
    assert {row[key_column(sheet)] for sheet in SHEETS for row in EXAMPLE[sheet.name]} == {KEY}
    for sheet in ("regimens", "sources"):
        assert MARK in " ".join(EXAMPLE[sheet][0].values())


def test_no_column_of_the_example_is_unknown():
    for sheet in SHEETS:
        names = {column.name for column in sheet.columns}
        assert all(set(row) <= names for row in EXAMPLE[sheet.name])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_its_rows_are_skipped(sheet):
    rows = [as_read(sheet, row) for row in EXAMPLE[sheet.name]]
    own = SheetRow(RowPlace("sheet x", 9), {key_column(sheet): "mine"})
    assert without_example(sheet, [*rows, own]) == ([own], len(rows), [])
    assert without_example(sheet, []) == ([], 0, [])


def test_a_row_that_was_changed_is_told_and_not_skipped_unseen():
    changed = as_read(EVENTS, EXAMPLE["events"][0], dose="12,000 IEQ/kg")
    kept, skipped, (problem,) = without_example(EVENTS, [changed])
    assert (kept, skipped) == ([], 1)
    assert problem.startswith("sheet x, row 2: this row is called “example”, which is skipped")
