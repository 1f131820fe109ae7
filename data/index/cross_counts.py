"""Crosses: trials per pair of codes of two facets."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from data.index.facets import Chosen, Facet
from data.index.index_arrays import Counts, Integers, Whole, frozen, ranges

WHOLES_KEPT = 64
"""Crosses of a whole dataset that are remembered: what is left of one is what is not chosen."""
AXES_KEPT = 16
"""Codes of axes whose places are remembered: a registry has 80,000 conditions."""

Codes = tuple[int, ...]
"""Positions of the codes wanted, in their order."""


class Cross(NamedTuple):
    """Trials per pair of codes, of shape (row codes, column codes), and per row code alone."""

    pairs: Counts
    rows: Counts


def cross_counts(
    rows: Facet, columns: Facet, chosen: Chosen, row_codes: Codes, column_codes: Codes
) -> Cross:
    """The pairs of codes among the trials chosen."""
    own = _cross(rows, columns, chosen, row_codes, column_codes)
    if chosen.is_rest:
        whole = _whole(rows, columns, row_codes, column_codes)
        return Cross(whole.pairs - own.pairs, whole.rows - own.rows)
    return own


@lru_cache(maxsize=WHOLES_KEPT)
def _whole(rows: Facet, columns: Facet, row_codes: Codes, column_codes: Codes) -> Cross:
    every = Chosen.every(rows.trials)
    return _cross(rows, columns, every, row_codes, column_codes)


def _cross(
    rows: Facet, columns: Facet, chosen: Chosen, row_codes: Codes, column_codes: Codes
) -> Cross:
    """Counts the pairs of codes among the trials of ``chosen.fewer``."""
    column_of, width = _place_in(columns, column_codes)
    height = len(row_codes)
    counts = np.zeros(height * (width + 1), dtype=np.int64)
    totals = np.zeros(height, dtype=np.int64)
    for trial, row in _held(rows, chosen, row_codes):
        totals += np.bincount(row, minlength=height)
        if columns.is_single:
            codes, of_code = columns.holders.only_code.take(trial), row
        else:
            codes, lengths = columns.codes_at(trial)
            of_code = np.repeat(row, lengths)
        # what is not wanted takes the last column
        cells = of_code * np.int64(width + 1) + column_of.take(codes)
        counts += np.bincount(cells, minlength=len(counts))
    return Cross(counts.reshape(height, width + 1)[:, :width], totals)


def _held(rows: Facet, chosen: Chosen, row_codes: Codes) -> Iterator[tuple[Whole, Whole]]:
    """(trial, place among the codes wanted) for each code that the fewer trials hold, in parts."""
    if not rows.is_single:
        lengths = rows.totals[list(row_codes)]
        if lengths.sum() < len(chosen.fewer):
            yield _held_by_code(rows, chosen, row_codes, lengths)
            return
    row_of, height = _place_in(rows, row_codes)
    for trials in chosen.parts():
        trial: Whole = trials
        if rows.is_single:
            row = row_of.take(rows.holders.only_code.take(trial))
        else:
            codes, lengths = rows.codes_at(trial)
            row, trial = row_of.take(codes), np.repeat(trial, lengths)
        wanted = np.flatnonzero(row < height)
        yield trial.take(wanted), row.take(wanted)


def _held_by_code(
    rows: Facet, chosen: Chosen, row_codes: Codes, lengths: Counts
) -> tuple[Whole, Whole]:
    """Finds the pairs of ``_held`` code by code: shorter where few trials hold the codes."""
    first = rows.holders.code_starts[list(row_codes)]
    trial = rows.holders.trial.take(ranges(first, first + lengths))
    kept = np.flatnonzero(chosen.mask.take(trial) != chosen.is_rest)
    return trial.take(kept), np.repeat(np.arange(len(row_codes)), lengths).take(kept)


@lru_cache(maxsize=AXES_KEPT)
def _place_in(facet: Facet, codes: Codes) -> tuple[Integers, int]:
    """Position of a code -> its place among those wanted; their number for all others."""
    places = np.full(len(facet.codes) + 1, len(codes), dtype=np.int32)
    places[list(codes)] = np.arange(len(codes), dtype=np.int32)
    return frozen(places), len(codes)
