"""Records of a CSV text: a stray quotation mark costs a row, and separators are told."""

import io

import pytest

from data.readers.csv_text import BrokenRecord, Records, records_of_head


def is_start(cells):
    return len(cells) > 1 and cells[1].startswith("NCT")


def rows_of(text, separator=","):
    records = Records(io.BytesIO(text.encode()), separator)
    header = records.header()
    rows = list(records.rows(len(header), is_start))
    return (
        header,
        [
            "cut"
            if isinstance(row, BrokenRecord) and row.is_cut_off
            else "broken"
            if isinstance(row, BrokenRecord)
            else row
            for row in rows
        ],
        records,
    )


A, B = ["1", "NCT1", "a"], ["2", "NCT2", "b"]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("1,NCT1,a\n2,NCT2,b\n", [A, B]),
        ("1,NCT1,a\r\n\r\n,,\r\n2,NCT2,b", [A, B]),
        ('1,NCT1,"a\nb, ""c"""\n2,NCT2,b\n', [["1", "NCT1", 'a\nb, "c"'], B]),
        ('1,NCT1,5" needle\n2,NCT2,b\n', [["1", "NCT1", '5" needle'], B]),
        # never closed
        ('1,NCT1,"a\n2,NCT2,b\n', ["broken", B]),
        ('1,NCT1,"a\n2,NCT2,"b"\n', ["broken", B]),
        ('"1","NCT1","a\n"2","NCT2","b"\n', ["broken", B]),
        ('1,NCT1,"a\nmore\n2,NCT2,b\n1,NCT1,a\n', ["broken", B, A]),
        # closed too early
        ('1,NCT1,"a "quoted" word"\n2,NCT2,b\n', ["broken", B]),
        ('1,NCT1,"a "quoted" word\nand more"\n2,NCT2,b\n', ["broken", B]),
        ('1,NCT1,"a "quoted", word"\n', ["broken"]),
        # the last row
        ('1,NCT1,a\n2,NCT2,"b and', [A, "cut"]),
        ('1,NCT1,a\n2,NCT2,"b and\n', [A, "cut"]),
        ('1,NCT1,a\r\n2,NCT2,"b\r\n', [A, "broken"]),
        ("", []),
    ],
)
def test_rows(body, rows):
    header, found, _ = rows_of("n,key,text\n" + body)
    assert header == ["n", "key", "text"]
    assert found == rows


def test_a_row_of_another_width_is_left_to_the_reader():
    assert rows_of("n,key,text\n1,NCT1\n2,NCT2,b\n")[1] == [["1", "NCT1"], B]


@pytest.mark.parametrize(
    ("end", "is_closed"), [("\n", True), ("\r", True), ("", False), (',"x"', True)]
)
def test_the_end_of_the_text(end, is_closed):
    assert rows_of("n,key,text\n1,NCT1,a" + end)[2].ends_closed is is_closed


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("n;key\n1;NCT1\n", ";"),
        ("n\tkey\n1\tNCT1\n", "\t"),
        ("sep=;\r\nn;key\n1;NCT1\n", ";"),
    ],
)
def test_separators(text, separator):
    assert records_of_head(text)[separator] == ["n", "key"]
    assert rows_of(text, separator)[:2] == (["n", "key"], [["1", "NCT1"]])


def test_a_text_that_is_no_table():
    assert records_of_head("") == {",": [], ";": [], "\t": []}
    assert rows_of("")[:2] == ([], [])
