"""Sheets under the headings of the form: allowed cells, and every problem in a sentence."""

import pytest

from data.readers.workbooks.cells import CellKind, SheetCell, text_cell
from data.readers.workbooks.form import EVENTS, OUTCOMES, REGIMENS, SOURCES
from data.readers.workbooks.problems import RowPlace
from data.readers.workbooks.sheet_rows import checked, read_sheet
from data.readers.workbooks.tables import SheetTable

NEEDED = ["regimen", "agent", "role"]


def table(*rows, merged=(), problems=()):
    """A sheet of texts, its headings in row 1; None is a row in which nothing stands."""
    filled = [
        (number, tuple(text_cell(text) for text in row))
        for number, row in enumerate(rows, start=1)
        if row is not None
    ]
    return SheetTable("events", "sheet events", filled, merged, problems)


def read(*rows, **more):
    return read_sheet(EVENTS, table(*rows, **more))


def test_rows_hold_codes_numbers_and_texts_under_their_columns():
    found = read(
        ["Role", "REGIMEN", "start-day", "agent", "dose"],
        ["induction", "a", " 7.0 ", "TAC", "5  mg"],
        None,
        ["CELL_INFUSION", "a", "", "TAC"],
    )
    assert found.problems == ()
    first, second = found.rows
    assert dict(first.cells) == {
        "regimen": "a",
        "agent": "TAC",
        "role": "INDUCTION",
        "start_day": "7",
        "dose": "5 mg",
    }
    assert (second["role"], second["start_day"], second["dose"], second["route"]) == (
        *("CELL_INFUSION", "", "", ""),
    )
    assert str(second.place) == "sheet events, row 4"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [["regimen", "agent"]],
            "row 1: the column role is missing; allowed: the headings",
        ),
        ([[*NEEDED, "Role "]], "row 1: the column role stands 2 times; allowed: once."),
        ([[*NEEDED, "stat_day"]], "“stat_day” is no column of this sheet; perhaps start_day is"),
        ([[*NEEDED, "=A1"]], "“=A1” is no column of this sheet; allowed: regimen, agent"),
        ([[*NEEDED, ""], ["a", "TAC", "Graft", "x"]], "row 2, column 4: “x” stands below no"),
        ([NEEDED, ["a", "TAC", "Graft", "", "x"]], "row 2, column 5: “x” stands below no heading"),
        ([], "the sheet is empty; allowed: the headings regimen, agent"),
    ],
)
def test_headings_that_do_not_fit(rows, words):
    (problem,) = read(*rows).problems
    assert problem.startswith("sheet events") and words in problem


def test_a_first_row_further_down_has_the_headings():
    found = read(None, None, NEEDED, ["a", "TAC", "Graft"])
    assert found.problems == () and str(found.rows[0].place) == "sheet events, row 4"


@pytest.mark.parametrize(
    ("merged", "words"),
    [
        ("A1:C1", "row 1: the headings “A1:C1” are merged; allowed: one heading a cell."),
        ("B3:B5", ": the cells “B3:B5” are merged; allowed: a value in each cell of its own."),
        ("A11:B11", ": the cells “A11:B11” are merged"),
    ],
)
def test_merged_cells_are_refused(merged, words):
    (problem,) = read(NEEDED, merged=(merged,)).problems
    assert words in problem


def test_a_sheet_that_was_not_read_to_its_end_says_so_once():
    assert read(problems=("too long.",)).problems == ("too long.",)
    assert read(NEEDED, problems=("too long.",)).problems == ("too long.",)


def column(sheet, name):
    return next(each for each in sheet.columns if each.name == name)


START, DOSE, ROLE = (column(EVENTS, name) for name in ("start_day", "dose", "role"))
N, PATIENT = column(REGIMENS, "n"), column(OUTCOMES, "patient")
DATED, URL = column(SOURCES, "date_of_data"), column(SOURCES, "url")
A_DAY = "allowed: a day counted from day 0, such as -1, 0 or 14, or nothing."


@pytest.mark.parametrize(
    ("of", "cell", "value", "words"),
    [
        (START, text_cell("-1.5"), "-1.5", ""),
        (START, text_cell(""), "", ""),
        (START, SheetCell("2024-03-05", CellKind.DATE), "", "is a date, perhaps made by the"),
        (START, text_cell("5.3.2024"), "", f"“5.3.2024” is a date; {A_DAY}"),
        (START, text_cell("1,5"), "", f"“1,5” is a number with a comma; {A_DAY}"),
        (START, text_cell("day 3"), "", f"“day 3” is not allowed; {A_DAY}"),
        (START, text_cell("36501"), "", f"“36501” is not allowed; {A_DAY}"),
        (
            START,
            text_cell("=1+1"),
            "",
            f"is a formula, and none is worked out here; {A_DAY}",
        ),
        (START, SheetCell("#N/A", CellKind.ERROR), "", "“#N/A” is an error of the spreadsheet"),
        (DOSE, SheetCell("TRUE", CellKind.TRUTH), "", "“TRUE” is a yes or no of the spreadsheet"),
        (DOSE, SheetCell("5", CellKind.NUMBER), "5", ""),
        (DOSE, SheetCell("2024-05-11", CellKind.DATE), "", "is a date, perhaps made by"),
        (DOSE, text_cell("< 5 mg & more"), "< 5 mg & more", ""),
        (DOSE, text_cell("<script>alert(1)</script>"), "", "is a tag of a web page"),
        (DOSE, text_cell("a</td>"), "", "is a tag of a web page"),
        (DOSE, text_cell("a\u202eb"), "", "“a\\u202eb” is a text with hidden signs"),
        (DOSE, text_cell("a\x07b"), "", "“a\\x07b” is a text with hidden signs"),
        (DOSE, text_cell("x" * 1_001), "", "too long, having 1,001 characters; allowed: a text of"),
        (N, text_cell("1.5"), "", "allowed: a whole number from 0 to 1e+06, or nothing."),
        (ROLE, text_cell(" anti_inflammatory"), "ANTI_INFLAMMATORY", ""),
        (ROLE, text_cell(""), "", "column role: the cell is empty; allowed: one of “Background,"),
        (ROLE, text_cell("Inducshun"), "", "“Inducshun” is not allowed; allowed: one of “Backgrou"),
        (PATIENT, text_cell("p10"), "", "allowed: p1 to p9, or nothing."),
        (DATED, SheetCell("2024-03-05", CellKind.DATE), "2024-03-05", ""),
        (DATED, SheetCell("2024", CellKind.NUMBER), "2024", ""),
        (DATED, text_cell("March 2024"), "", "allowed: a date as 2024, 2024-03 or 2024-03-15."),
        (URL, text_cell("javascript:alert(1)"), "", "allowed: an address that begins with https"),
        (URL, text_cell("https://example.org/a"), "https://example.org/a", ""),
    ],
)
def test_a_cell(of, cell, value, words):
    found, problem = checked(RowPlace("sheet x", 5), of, cell)
    assert (found, bool(problem)) == (value, bool(words))
    assert words in problem
    assert not problem or problem.startswith(f"sheet x, row 5, column {of.name}: ")
