"""Cells: what a spreadsheet holds, as one kind of value; numbers that are texts."""

from datetime import date, datetime, time, timedelta

import pytest

from data.readers.workbooks.cells import (
    EMPTY,
    CellKind,
    SheetCell,
    form_of,
    number_of,
    number_text,
    one_line,
    text_cell,
    value_cell,
)


@pytest.mark.parametrize(
    ("value", "data_type", "cell"),
    [
        (None, "n", EMPTY),
        ("", "s", EMPTY),
        ("  a\u00a0 b\n c ", "s", SheetCell("a b c")),
        ("e\u0301", "s", SheetCell("é")),
        ("zero\u200bwidth\ufeff", "s", SheetCell("zerowidth")),
        (7, "n", SheetCell("7", CellKind.NUMBER)),
        (7.0, "n", SheetCell("7", CellKind.NUMBER)),
        (0.1 + 0.2, "n", SheetCell("0.3", CellKind.NUMBER)),
        (-0.0, "n", SheetCell("0", CellKind.NUMBER)),
        (1e-7, "n", SheetCell("0.0000001", CellKind.NUMBER)),
        (True, "b", SheetCell("TRUE", CellKind.TRUTH)),
        ("#N/A", "e", SheetCell("#N/A", CellKind.ERROR)),
        ("=A1", "f", SheetCell("=A1", CellKind.FORMULA)),
        ("=cmd|' /C calc'!A0", "s", SheetCell("=cmd|' /C calc'!A0", CellKind.FORMULA)),
        (datetime(2024, 3, 5), "d", SheetCell("2024-03-05", CellKind.DATE)),
        (datetime(2024, 3, 5, 8, 30), "d", SheetCell("2024-03-05 08:30:00", CellKind.DATE)),
        (date(2024, 3, 5), "d", SheetCell("2024-03-05", CellKind.DATE)),
        (time(8, 30), "d", SheetCell("08:30:00", CellKind.DATE)),
        (timedelta(days=1), "d", SheetCell("1 day, 0:00:00", CellKind.DATE)),
    ],
)
def test_a_value_of_openpyxl(value, data_type, cell):
    assert value_cell(value, data_type) == cell


def test_a_formula_of_many_cells_is_one():
    class ArrayFormula:
        text = "=SUM(A1:A3)"

    assert value_cell(ArrayFormula(), "f") == SheetCell("=SUM(A1:A3)", CellKind.FORMULA)


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_what_is_no_number_has_no_form_of_one(number):
    assert number_of(number_text(number)) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", "7"),
        (" 7 ", "7"),
        ("+7", "7"),
        ("007", "7"),
        ("7.50", "7.5"),
        ("−1", "-1"),
        ("– 1", "-1"),
        ("", None),
        ("7,5", None),
        ("1e5", None),
        ("seven", None),
        ("1" * 16, None),
        ("٣", None),
    ],
)
def test_a_number_as_text(text, number):
    assert number_of(one_line(text)) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-03-05", "a date"),
        ("5.3.2024", "a date"),
        ("5/3/24", "a date"),
        ("11-May", "a date"),
        ("May 2024", "a date"),
        ("5 March", "a date"),
        ("1,5", "a number with a comma"),
        ("day 3", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_what_a_text_without_a_number_looks_like(text, words):
    assert form_of(text) == words


def test_a_text_file_s_cell_after_an_equals_sign_is_a_formula():
    assert text_cell(" =1+1").kind is CellKind.FORMULA
    assert text_cell("1=1").kind is CellKind.TEXT
