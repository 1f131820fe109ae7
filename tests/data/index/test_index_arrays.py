import numpy as np
import pandas as pd
import pytest

from data.index.index_arrays import NONE, id_numbers, narrowed, ranges, rows_of_trials, spans

IDS = ("NCT00000007", "NCT00000003", "NCT00000005", "NCT00000009")


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ([], []),
        (["NCT00000003", "NCT00000007", "NCT00000003"], [1, 0, 1]),
        (["NCT00000004", "NCT00000009"], [NONE, 3]),
        (["NCT99999999"], [NONE]),
        (["no id", "NCT00000005"], [NONE, 2]),
    ],
)
def test_rows_find_their_trials(rows, places):
    trials = pd.Series(list(IDS), dtype="str")
    assert rows_of_trials(trials, pd.Series(rows, dtype="str")).tolist() == places
    assert rows_of_trials(trials.iloc[2:], trials.iloc[1:3]).tolist() == [NONE, 0]


def test_ranges():
    assert ranges(np.array([5, 2, 9]), np.array([7, 2, 12])).tolist() == [5, 6, 9, 10, 11]
    assert ranges(np.array([], dtype=int), np.array([], dtype=int)).tolist() == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "uint8"),
        ([0, 255], "uint8"),
        ([256], "uint16"),
        ([2**31, 7], "uint32"),
        ([2**33], "uint64"),
    ],
)
def test_numbers_take_the_bytes_that_the_largest_needs(values, kind):
    made = narrowed(np.array(values, dtype=np.int64))
    assert (made.dtype.name, made.tolist()) == (kind, values)


def test_spans():
    starts = np.array([0, 3, 3, 5])
    assert spans(starts, np.array([2, 0])).tolist() == [3, 4, 0, 1, 2]
    assert spans(starts, np.array([1])).tolist() == []


@pytest.mark.parametrize(
    ("ids", "numbers"),
    [
        (["NCT00000007", "NCT12345678"], [7, 12345678]),
        (["NCT00000007", "RBR-1234567"], None),
        (["RBR-1234567"], None),
        (["NCT0000000A"], None),
        (["NCT00000007", "ISRCTN12345678"], None),
        (["NCT0000é007"], None),
        ([], None),
    ],
)
def test_only_ids_of_one_register_are_numbers(ids, numbers):
    found = id_numbers(pd.Series(ids, dtype="str"))
    assert (None if found is None else found.tolist()) == numbers


def test_rows_find_trials_of_other_registers():
    trials = pd.Series(["NCT00000007", "RBR-1234567", "CTRI/2020/04/024706"], dtype="str")
    rows = pd.Series(["CTRI/2020/04/024706", "RBR-1234568", "NCT00000007"], dtype="str")
    assert rows_of_trials(trials, rows).tolist() == [2, NONE, 0]
