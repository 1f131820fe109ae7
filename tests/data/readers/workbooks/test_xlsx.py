"""Sheets of a workbook: rows with their numbers, merged cells, bounds, damaged workbooks."""

import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from data.readers.formats import UnusableInputError
from data.readers.workbooks.cells import CellKind, SheetCell
from data.readers.workbooks.xlsx import sheets_of


@pytest.fixture
def written(tmp_path):
    """Writes a workbook: a function that fills it -> its path."""

    def write(fill):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            fill(book)
        return path

    return write


def test_rows_keep_their_numbers_and_empty_ones_are_left_out(written):
    def fill(book):
        sheet = book.add_worksheet("One")
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(4, 1, 7)
        sheet.write_blank(9, 0, None, book.add_format({"bold": True}))
        book.add_worksheet("Two")

    one, two = sheets_of(written(fill), 100)
    assert one.where == "sheet One" and one.problems == ()
    assert one.rows == [
        (1, (SheetCell("a"), SheetCell("b"))),
        (5, (SheetCell(), SheetCell("7", CellKind.NUMBER))),
    ]
    assert two.rows == []


def test_kinds_of_cells_are_told(written):
    def fill(book):
        sheet = book.add_worksheet("One")
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_array_formula(0, 1, 0, 1, "{=SUM(A1:A1)}", None, 2)
        sheet.write_datetime(0, 2, datetime(2024, 3, 5), dated)
        sheet.write_boolean(0, 3, True)
        sheet.write_formula(0, 4, "=NA()", None, "#N/A")

    (sheet,) = sheets_of(written(fill), 100)
    ((_, cells),) = sheet.rows
    kinds = [cell.kind for cell in cells]
    formula = CellKind.FORMULA
    assert kinds == [formula, formula, CellKind.DATE, CellKind.TRUTH, formula]


@pytest.mark.parametrize(
    ("written_as", "read"),
    [("a_x000D_\nb", "a b"), ("a_x001B_b", "a\x1bb"), ("_x0041_", "A"), ("a_xyz_", "a_xyz_")],
)
def test_signs_that_a_workbook_spells_out(written, written_as, read):
    def fill(book):
        book.add_worksheet("One").write_string(0, 0, "HERE")

    path = changed(
        written(fill),
        "xl/sharedStrings.xml",
        lambda text: text.replace(b"HERE", written_as.encode()),
    )
    (sheet,) = sheets_of(path, 100)
    assert sheet.rows == [(1, (SheetCell(read),))]


def test_merged_cells_are_told_of_their_own_sheet(written):
    def fill(book):
        one, two = book.add_worksheet("One"), book.add_worksheet("Two & more")
        one.write(0, 0, "a")
        two.merge_range("A1:C1", "title")
        two.merge_range("B3:B5", "x")

    one, two = sheets_of(written(fill), 100)
    assert (one.merged, two.merged) == ((), ("A1:C1", "B3:B5"))


def test_a_long_sheet_is_not_read_to_its_end(written):
    def fill(book):
        sheet = book.add_worksheet("One")
        for row in range(50):
            sheet.write(row, 0, row)

    (sheet,) = sheets_of(written(fill), 10)
    assert sheet.problems == ("sheet One: there are more than 10 rows; allowed: at most 10.",)
    assert len(sheet.rows) == 11
    (sheet,) = sheets_of(written(fill), 49)
    assert (len(sheet.rows), sheet.problems) == (50, ())


def changed(path, member, change):
    """The workbook with one of its members written anew."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents[member] = change(contents[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def one_cell(book):
    book.add_worksheet("One").write(0, 0, 7)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("xl/workbook.xml", lambda text: text[:80]),
        ("xl/workbook.xml", lambda text: text.replace(b"rId1", b"rId99")),
        ("xl/_rels/workbook.xml.rels", lambda text: b"<a/>"),
        ("[Content_Types].xml", lambda text: b"<Types/>"),
        (SHEET, lambda text: text[:200]),
        (SHEET, lambda text: b""),
        (SHEET, lambda text: text.replace(b'r="A1"', b'r="1A"')),
        (SHEET, lambda text: text.replace(b"<v>7</v>", b"<v>seven</v>")),
    ],
)
def test_a_workbook_that_is_not_sound(written, member, change):
    path = changed(written(one_cell), member, change)
    with pytest.raises(UnusableInputError, match=r"a\.xlsx is no sound workbook .*save it as"):
        sheets_of(path, 100)


def test_a_row_far_below_ends_the_reading(written):
    path = changed(
        written(one_cell),
        SHEET,
        lambda text: text.replace(b'<row r="1"', b'<row r="900000000"').replace(
            b'r="A1"', b'r="A900000000"'
        ),
    )
    (sheet,) = sheets_of(path, 100)
    assert sheet.rows == []


def test_what_a_file_says_of_its_size_is_not_believed(written):
    path = changed(written(one_cell), SHEET, lambda text: text.replace(b'ref="A1"', b'ref="A1:A1"'))
    (sheet,) = sheets_of(
        changed(path, SHEET, lambda text: text.replace(b'ref="A1:A1"', b'ref="B7:B9"')), 100
    )
    assert [number for number, _ in sheet.rows] == [1]
