"""Positions: rows, trials and codes as integers, and how texts become such.

A count is then a ``bincount``, and a choice a boolean mask, whatever the size of the dataset.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Bits = NDArray[np.uint8]
"""A mask with eight places in a byte, as ``numpy.packbits`` makes it, to be kept."""
Integers = NDArray[np.int32]
Counts = NDArray[np.int64]
Whole = NDArray[np.integer[Any]]
"""Whole numbers of any size: codes stand in as few bytes as they need."""

NONE = -1
"""Stands for no code, no row, no place."""


def ranges(first: Whole, after: Whole) -> Counts:
    """The numbers from each first up to, but without, its ``after``, one range after another."""
    length = (after - first).astype(np.int64)
    shift = np.repeat(first - np.cumsum(length) + length, length)
    return np.arange(len(shift)) + shift


def narrowed(values: Whole) -> Whole:
    """Numbers from 0 up in as few bytes as the largest needs."""
    return values.astype(np.min_scalar_type(int(values.max(initial=0))))


def spans(starts: Whole, numbers: Whole) -> Counts:
    """The positions from the start of each of these numbers up to the start that follows."""
    return ranges(starts.take(numbers), starts.take(numbers + 1))


def frozen(values: NDArray[Any]) -> NDArray[Any]:
    """Makes an array read-only for good, and returns it."""
    values.flags.writeable = False
    return values


def unpacked(bits: Bits, number: int) -> Mask:
    """The mask of so many places, a new one each time."""
    return np.unpackbits(bits, count=number).view(np.bool_)


def arrow(values: pd.Series) -> pa.Array:
    """A column of text as one Arrow array."""
    whole = pa.array(values.astype("str"), pa.large_string())
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def joint(left: Counts, right: Counts) -> Counts:
    """One number for each pair of numbers from 0 up, as small as can be."""
    if not len(left):
        return left
    width = int(right.max()) + 1
    if int(left.max()) * width > np.iinfo(np.int64).max // 2:
        left = np.unique(left, return_inverse=True)[1].astype(np.int64)
    return left * width + right


def numbered(keys: Counts) -> tuple[Counts, NDArray[np.intp]]:
    """Each key's number from 0 on, by first appearance, and where each appears first."""
    numbers, distinct = pd.factorize(keys)
    first = np.zeros(len(distinct), dtype=np.intp)
    first[numbers[::-1]] = np.arange(len(keys))[::-1]
    return numbers.astype(np.int64), first


ID_LENGTH = len("NCT01143168")
ID_START = np.frombuffer(b"NCT", np.uint8)
POWERS = 10 ** np.arange(7, -1, -1, dtype=np.int64)


def id_numbers(ids: pd.Series) -> Counts | None:
    """The numbers of ids of ClinicalTrials.gov; nothing where one is of another register."""
    texts = arrow(ids)
    _, offsets, letters = texts.buffers()
    ends = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1]
    if texts.null_count or not len(texts) or np.any(np.diff(ends) != ID_LENGTH):
        return None
    signs = np.frombuffer(letters, np.uint8)[ends[0] : ends[-1]].reshape(-1, ID_LENGTH)
    digits = signs[:, len(ID_START) :] - np.uint8(ord("0"))
    if np.any(signs[:, : len(ID_START)] != ID_START) or np.any(digits > 9):
        return None
    return digits @ POWERS


def rows_of_trials(trials: pd.Series, rows: pd.Series) -> Integers:
    """The place among the trials of each row's nct_id; NONE where there is no such trial."""
    known, wanted = id_numbers(trials), id_numbers(rows)
    if known is None or wanted is None:
        found = pc.index_in(arrow(rows), value_set=arrow(trials))
        return found.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int32)
    order = np.argsort(known, kind="stable")
    ordered = known[order]
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[at] == wanted, order[at], NONE).astype(np.int32)


@dataclass(frozen=True, eq=False)
class RowsOf:
    """The rows of each trial, which stand at ``order[starts[n]:starts[n + 1]]`` for the nth."""

    order: Integers
    starts: Integers

    @classmethod
    def of(cls, trial: Integers, trials: int) -> Self:
        """From the place of each row's trial; a row without one is left out."""
        order = np.argsort(trial, kind="stable").astype(np.int32)
        starts = np.searchsorted(trial[order], np.arange(trials + 1)).astype(np.int32)
        return cls(frozen(order), frozen(starts))

    def trial_of_row(self, rows: int) -> Integers:
        """The place of each row's trial, NONE where it has none."""
        trial = np.full(rows, NONE, dtype=np.int32)
        trial[self.order[self.starts[0] :]] = np.repeat(
            np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts)
        )
        return trial

    def at(self, trials: Whole) -> Integers:
        """The rows of these trials, trial after trial."""
        return self.order.take(spans(self.starts, trials))


def matches(texts: pa.Array, pattern: str, *, ignore_case: bool = False) -> Mask:
    """The texts in which a regular expression is found."""
    found = pc.match_substring_regex(texts, pattern, ignore_case=ignore_case)
    return np.array(found.to_numpy(zero_copy_only=False), dtype=bool)


def having(texts: pa.Array, patterns: Iterable[str]) -> Mask:
    """The texts in which all of these are found."""
    mask = np.ones(len(texts), dtype=bool)
    for pattern in patterns:
        mask &= matches(texts, pattern)
    return mask


def distinct_of(numbers: Whole) -> Whole:
    """The different numbers in order: ``numpy.unique`` where most often nothing is to be done."""
    if np.all(numbers[1:] > numbers[:-1]):
        return numbers
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


def rows_of(trials: Mask, trial: Integers) -> Mask:
    """The rows whose trial is among these; ``trial`` may hold NONE."""
    # NONE takes the last place, which is never wanted
    return np.append(trials, False)[trial]


def encoded(values: pd.Series) -> tuple[Integers, list[str]]:
    """Each row's position among the distinct values, NONE where it has none, and the values."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy(np.int32), [str(each) for each in values.cat.categories]
    if values.dtype == "str":
        coded = arrow(values).dictionary_encode()
        codes = coded.indices.fill_null(NONE).to_numpy(zero_copy_only=False)
        return codes.astype(np.int32, copy=False), coded.dictionary.to_pylist()
    codes, distinct = pd.factorize(values)
    return codes.astype(np.int32), [str(each) for each in distinct]
