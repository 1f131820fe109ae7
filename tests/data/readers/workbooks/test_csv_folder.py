"""A folder of CSV files: separators, byte-order marks, encodings, bounds."""

import codecs

import pytest

from data.readers.formats import UnusableInputError
from data.readers.workbooks.cells import CellKind, SheetCell
from data.readers.workbooks.csv_folder import sheets_of_folder


def sheet_of(folder, content: bytes, most_rows: int = 100):
    (folder / "events.csv").write_bytes(content)
    (sheet,) = sheets_of_folder(folder, most_rows)
    return sheet


ROWS = [(1, (SheetCell("a"), SheetCell("b"))), (2, (SheetCell("1"), SheetCell("é")))]


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_ends_and_marks(tmp_path, separator, end, start):
    text = end.join([f"a{separator}b", f"1{separator}é", ""])
    sheet = sheet_of(tmp_path, start + text.encode())
    assert (sheet.name, sheet.where, sheet.problems) == ("events", "events.csv", ())
    assert list(sheet.rows) == ROWS


def test_excel_s_line_of_the_separator_is_no_row(tmp_path):
    sheet = sheet_of(tmp_path, "sep=;\na;b\n1;é\n".encode())
    assert [cells for _, cells in sheet.rows] == [cells for _, cells in ROWS]
    assert [number for number, _ in sheet.rows] == [2, 3]


def test_cells_of_several_lines_are_one_and_empty_rows_none(tmp_path):
    sheet = sheet_of(tmp_path, b'a,b\n\n,\n"x\ny",2\n')
    assert [cells for _, cells in sheet.rows][1] == (SheetCell("x y"), SheetCell("2"))
    assert len(sheet.rows) == 2


def test_a_formula_is_seen(tmp_path):
    sheet = sheet_of(tmp_path, b"a\n=1+1\n")
    assert sheet.rows[1][1][0].kind is CellKind.FORMULA


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,\xe9\n", "events.csv, row 2: this is no UTF-8; save the file as “CSV UTF-8”."),
        ("a,b\n".encode("utf-16"), "events.csv, row 1: this is no UTF-8"),
        (b'a,b\n"x"y,2\n', "events.csv: this is no readable CSV"),
        (b'a,b\n"x', "events.csv: this is no readable CSV"),
        (b"a\n" + b"x" * 200_000, "events.csv: this is no readable CSV"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, content, words):
    sheet = sheet_of(tmp_path, content)
    assert sheet.problems[0].startswith(words) and list(sheet.rows) == []


def test_a_long_file_is_not_read_to_its_end(tmp_path):
    sheet = sheet_of(tmp_path, b"a\n" + b"1\n" * 50, 10)
    assert sheet.problems == ("events.csv: there are more than 10 rows; allowed: at most 10.",)
    assert sheet_of(tmp_path, b"a\n" + b"1\n" * 10, 10).problems == ()


def test_a_folder_without_csv(tmp_path):
    (tmp_path / "events.txt").write_text("a")
    with pytest.raises(UnusableInputError, match=r"holds 0 CSV files; allowed: a folder with"):
        sheets_of_folder(tmp_path, 10)


def test_a_folder_with_very_many(tmp_path):
    for number in range(101):
        (tmp_path / f"{number}.csv").write_text("a")
    with pytest.raises(UnusableInputError, match="holds 101 CSV files"):
        sheets_of_folder(tmp_path, 10)


def test_an_empty_file_is_a_sheet_without_rows(tmp_path):
    assert list(sheet_of(tmp_path, b"").rows) == []
