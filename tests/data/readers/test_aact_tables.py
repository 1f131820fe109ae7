"""Lines of AACT's tables as rows; a broken line is told with its number and why."""

import io

import pytest

from data.readers import aact_tables
from data.readers.aact_tables import TableReader, header_of
from data.readers.formats import FilePart, UnusableInputError
from data.readers.progress import Progress


def part_of(content):
    data = content if isinstance(content, bytes) else content.encode()
    return FilePart("t.txt", len(data), lambda: io.BytesIO(data))


def read(content, wanted=("a", "b")):
    """(rows as tuples with their line, broken lines)."""
    broken = []
    reader = TableReader(
        part_of(content),
        wanted,
        lambda number, text, reason: broken.append((number, reason)),
        Progress(0, io.StringIO()),
    )
    rows = [tuple(row.values()) for block in reader.blocks() for row in block.to_pylist()]
    return rows, broken


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a|b\n", []),
        ("a|b", []),
        ("b|x|a\n1|2|3\n", [("3", "1", 2)]),
        ('A|"b"\r\nNA|nan\r\n\r\n|null\r\n', [("NA", "nan", 2), ("", "null", 4)]),
        ("a|b\n\n\n1|2\n", [("1", "2", 4)]),
        ('a|b\n"x|y"|~\n', [("x|y", "~", 2)]),
        ('a|b\n5" tube|"say ""hi"""\n', [('5" tube', 'say "hi"', 2)]),
        ('a|b\n""|"p"\n', [("", "p", 2)]),
        ("a|b\n1\r~2|x\ry\n", [("1~2", "x~y", 2)]),
        ('a|b\n"1\n\nx|y"|2\n3|4\n', [("1~~x|y", "2", 2), ("3", "4", 5)]),
        ('a|b\n1|"x\n"\n"y\r\nz"|"\n"\n3|4\n', [("1", "x~", 2), ("y~z", "~", 4), ("3", "4", 7)]),
        ('a|b\n5"|6\n7"|8\n', [('5"', "6", 2), ('7"', "8", 3)]),
        ("\ufeffa|b\n1|2\n", [("1", "2", 2)]),
        ("a|c\n1|2\n", [("1", "", 2)]),
        ("c|d\n1|2\n", [("", "", 2)]),
    ],
)
def test_rows_by_column_name(text, rows):
    assert read(text) == (rows, [])


FEW, MANY = "1 cells where 2 are needed", "3 cells where 2 are needed"
OPEN, BYTES = aact_tables.NOT_CLOSED, aact_tables.NOT_UTF8


@pytest.mark.parametrize(
    ("lines", "good", "broken"),
    [
        (b"1\n3|4", [3], [(2, FEW)]),
        (b"1|2|3\n3|4", [3], [(2, MANY)]),
        (b"\n1|2\n\n1|2|3\n\n5|6", [3, 7], [(5, MANY)]),
        (b'"1|2\n3|4', [3], [(2, OPEN)]),
        (b'"1|2\n"3"|4\n5|"6', [3], [(2, OPEN), (4, OPEN)]),
        (b'"1|2\n"3|4\n5|6', [4], [(2, OPEN), (3, OPEN)]),
        (b'"1"2"|3"|4\n5|6', [3], [(2, MANY)]),
        (b"1|\xff\n3|4", [3], [(2, BYTES)]),
        (b"1|\xff\n3\n5|6", [4], [(2, BYTES), (3, FEW)]),
        (b'"1\n2|3\n"4|"5\n6|7', [3, 5], [(2, OPEN), (4, FEW)]),
        (b'"1|2\n3|"4|5\n"6|7"\n8|9', [5], [(2, OPEN), (3, OPEN), (4, FEW)]),
        (b'"1|2\n3"|4|5\n6|7', [4], [(2, OPEN), (3, MANY)]),
        (b"\x00|\x07\n3|4", [2, 3], []),
    ],
)
def test_a_broken_line_is_told_and_the_rest_is_read(lines, good, broken):
    rows, told = read(b"a|b\n" + lines + b"\n")
    assert [row[-1] for row in rows] == good
    assert told == broken


@pytest.mark.parametrize("block", [1, 2, 3, 7, 100])
def test_the_size_of_a_block_does_not_matter(monkeypatch, block):
    monkeypatch.setattr(aact_tables, "BLOCK", block)
    text = 'a|b\n1|2\n\n"x|y"|4\n5\n6|7\n'
    assert read(text) == ([("1", "2", 2), ("x|y", "4", 4), ("6", "7", 6)], [(5, FEW)])


def test_a_record_of_several_lines_between_two_blocks(monkeypatch):
    text = 'a|b\n1|2\n3|"x\ny"\n5|6\n'
    expected = read(text)
    assert [row[-1] for row in expected[0]] == [2, 3, 5]
    for block in range(9, len(text)):
        monkeypatch.setattr(aact_tables, "BLOCK", block)
        assert read(text) == expected


@pytest.mark.parametrize("end", ["3", '3|"4', "3|4"])
def test_a_file_that_was_cut_off(end):
    with pytest.raises(UnusableInputError, match=r"t\.txt ends in the middle of line 3"):
        read(f"a|b\n1|2\n{end}")


def test_a_line_without_an_end(monkeypatch):
    monkeypatch.setattr(aact_tables, "BLOCK", 10)
    monkeypatch.setattr(aact_tables, "LONGEST_LINE", 100)
    with pytest.raises(UnusableInputError, match="a line without an end"):
        read("a|b\n" + "x" * 1_000)


def test_a_member_of_a_zip_that_is_damaged():
    def fails():
        raise EOFError("early")

    part = FilePart("t.txt", 1, fails)
    with pytest.raises(UnusableInputError, match="damaged after line 1"):
        list(TableReader(part, ("a",), print, Progress(0, io.StringIO())).blocks())


def test_header():
    assert header_of(part_of('NCT_ID| "name"\r\n1|2')) == ["nct_id", "name"]
    with pytest.raises(UnusableInputError, match="column a more than once"):
        header_of(part_of("a|b|A\n"))
