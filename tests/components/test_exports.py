import csv
import io

import pandas as pd
import pytest

from components.exports import csv_text, harmless


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        ("-1", "-1"),
        ("+3.5e8", "+3.5e8"),
        ("-.5", "-.5"),
        ("-1 and 0", "'-1 and 0"),
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+CMD|' /C calc'!A0", "'+CMD|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("-", "'-"),
        ("1=1", "1=1"),
    ],
)
def test_harmless(text, expected):
    assert harmless(text) == expected


def test_cells_as_the_raw_files_write_them():
    frame = pd.DataFrame(
        {
            "text": ['a,"b"\nc', "é±α", ""],
            "number": [25.77, float("nan"), 5.0],
            "integer": pd.Series([24, None, -3], dtype="Int64"),
            "code": pd.Categorical(["T1D", "T2D", None], categories=["T1D", "T2D"]),
        }
    )
    text = csv_text(frame)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["text", "number", "integer", "code"],
        ['a,"b"\nc', "25.77", "24", "T1D"],
        ["é±α", "", "", "T2D"],
        ["", "5", "-3", ""],
    ]
    assert text.count("\r\n") == 4


def test_a_frame_without_rows_is_a_header():
    assert csv_text(pd.DataFrame(columns=["a", "b"])) == "a,b\r\n"
