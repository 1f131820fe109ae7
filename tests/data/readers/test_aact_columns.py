"""The parts of columns of AACT's tables: ids, positions, distinct texts, rows left out."""

import numpy as np
import pyarrow as pa
import pytest

from data.readers.aact_columns import (
    Columns,
    Distinct,
    Held,
    LeftOut,
    blank,
    counted_on,
    numbers_of,
    positions_in,
)
from data.readers.import_report import Report


def numbers(*values):
    return np.array(values, np.int64)


def test_numbers_of_ids():
    texts = ["NCT00000001", "NCT99999999", "", "nct00000001", "NCT000000012", "NCT0000000١"]
    assert numbers_of(pa.array(texts)).tolist() == [1, 99_999_999, -1, -1, -1, -1]


@pytest.mark.parametrize(
    ("ascending", "wanted", "expected"),
    [
        ((), (1, 2), [-1, -1]),
        ((1, 3, 5), (5, 1, 2, 9, -1), [2, 0, -1, -1, -1]),
        ((1, 1, 3), (1, 3), [0, 2]),
        ((1,), (), []),
    ],
)
def test_positions_in(ascending, wanted, expected):
    assert positions_in(numbers(*ascending), numbers(*wanted)).tolist() == expected


def test_positions_go_on_from_block_to_block():
    counts = numbers(0, 2, 0)
    assert counted_on(numbers(1, 0, 1, 0), counts).tolist() == [3, 1, 4, 2]
    assert counts.tolist() == [2, 4, 0]
    assert counted_on(numbers(), counts).tolist() == []
    assert counted_on(numbers(2, 1), counts).tolist() == [1, 5]


def test_distinct_texts():
    distinct = Distinct.of(pa.array(["b", "a", "b", ""]))
    assert distinct.mapped(str.upper).to_pylist() == ["B", "A", "B", ""]
    wrong = [text != "a" for text in distinct.texts]
    assert list(distinct.occurrences(wrong)) == [("b", 0, 2), ("", 3, 1)]
    assert list(distinct.occurrences([False] * 3)) == []
    assert Distinct.of(pa.array([], pa.string())).mapped(str.upper).to_pylist() == []
    assert Distinct.of(pa.array(["2013-08", ""])).years().to_pylist() == [2013, None]


def test_blank():
    assert blank(pa.array(["", " \t", "x", "\u00a0"])).tolist() == [True, True, False, True]


def test_a_date_from_the_first_column_that_has_one():
    rows = pa.table({"given": ["August 2013", " ", "x", ""], "full": ["2013-08-31"] * 3 + [""]})
    report = Report()
    columns = Columns(rows, pa.array([f"NCT0000000{number}" for number in range(4)]), report)
    assert columns.date("start", "given", "full").to_pylist() == ["2013-08", "2013-08-31", "", ""]
    (finding,) = report.not_listed.values()
    assert (finding.column, finding.value, finding.first_nct_id) == ("start", "x", "NCT00000002")


def test_the_first_row_of_each_study():
    rows = pa.table({"name": ["c", "a", "d"], "line": [2, 3, 4]})
    held = Held(rows, numbers(7, 3, 7), LeftOut("t"))
    assert held.first_of(numbers(3, 4, 7)).to_pydict() == {"name": ["a", "", "c"]}
    nothing = Held(rows.slice(0, 0), numbers(), LeftOut("t"))
    assert nothing.first_of(numbers(3)).to_pydict() == {"name": [""]}


def test_rows_left_out_in_words():
    left_out = LeftOut("t.txt")
    left_out.add("never", [])
    left_out.add("odd", [2, 3, 4])
    left_out.add("odd", [5, 6, 7])
    left_out.add_line(9, "text", "short")
    assert list(left_out.in_words()) == [
        "t.txt: 6 rows left out (lines 2, 3, 4, 5, 6, ...): odd",
        "t.txt: 1 row left out (line 9): short",
    ]
