"""Facets: for each filter field, which trial holds which code, as integers.

A filter is then a boolean mask over trials and a count is a ``bincount``, whatever the
size of the dataset. What does not depend on a request is computed once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd

from data.index.index_arrays import (
    NONE,
    Counts,
    Integers,
    Mask,
    Whole,
    distinct_of,
    encoded,
    frozen,
    ranges,
    rows_of_trials,
)
from data.link.filters import OF_REVIEW, Filter
from data.link.query_string import Field
from data.model import vocabulary as v
from data.model.schema import SEPARATOR

AT_ONCE = 2**15
"""Trials whose codes are counted at once: what that takes for a moment stays in the processor's
cache, and out of a worker's memory."""
MOST_SPANS = 8
"""Runs of chosen codes up to which each is compared with all trials."""


@dataclass(frozen=True, eq=False)
class CountsByCode(Mapping[str, int]):
    """code -> trials, codes without trials left out; no dictionary of 100,000 is made."""

    counts: Counts
    codes: Sequence[str] = field(repr=False)
    place_of: Mapping[str, int] = field(repr=False)

    def __getitem__(self, code: str) -> int:
        number = int(self.counts[self.place_of[code]])
        if not number:
            raise KeyError(code)
        return number

    def __iter__(self) -> Iterator[str]:
        return (self.codes[place] for place in np.flatnonzero(self.counts).tolist())

    def __len__(self) -> int:
        return int(np.count_nonzero(self.counts))

    def items(self) -> Any:
        """Pairs of code and trials, in the order of the codes."""
        places = np.flatnonzero(self.counts)
        names = [self.codes[place] for place in places.tolist()]
        return dict(zip(names, self.counts[places].tolist(), strict=True)).items()


def numbers_at(counts: Mapping[str, int], codes: Sequence[str], places: Whole) -> Counts:
    """The counts of the codes at these places."""
    if isinstance(counts, CountsByCode):
        return counts.counts[places]
    return np.array([counts.get(codes[place], 0) for place in places.tolist()], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Holders:
    """Pairs of a trial and a code that it holds, each once, as positions of both.

    Attributes:
        only_code: the one code of each trial, or the number of codes where it has none; empty
            where a trial may hold several. Then the other arrays say it, which else are empty.
        code: the codes of all trials, by trial and then by code.
        starts: where the codes of each trial start; one more at the end.
        trial: the trials of all codes, by code and then by trial.
        code_starts: where the trials of each code start; one more at the end.
        totals: trials per code in the whole dataset.
    """

    only_code: Whole
    code: Whole
    starts: Integers
    trial: Integers
    code_starts: Integers
    totals: Counts

    @classmethod
    def of(cls, trial: Whole, code: Whole, trials: int, codes: int) -> Self:
        """From pairs (trial, code) that come by trial, then by code."""
        totals = np.bincount(code, minlength=codes)
        small = np.min_scalar_type(codes)
        none = np.zeros(0, dtype=np.int32)
        if np.all(trial[1:] > trial[:-1]):
            only_code = np.full(trials, codes, dtype=small)
            only_code[trial] = code
            return cls(frozen(only_code), none, none, none, none, frozen(totals))
        return cls(
            none,
            frozen(code.astype(small)),
            frozen(np.searchsorted(trial, np.arange(trials + 1)).astype(np.int32)),
            frozen(trial[np.argsort(code, kind="stable")].astype(np.int32)),
            frozen(np.concatenate(([0], np.cumsum(totals))).astype(np.int32)),
            frozen(totals),
        )


@dataclass(frozen=True, eq=False)
class Chosen:
    """The trials under a mask; where these are most of them, the others are fewer to count.

    Attributes:
        fewer: positions of the trials under the mask, or of the rest.
        is_rest: whether ``fewer`` are those not under the mask.
        number: how many trials are under the mask.
    """

    mask: Mask
    fewer: Counts
    is_rest: bool
    number: int

    @classmethod
    def of(cls, mask: Mask) -> Self:
        number = int(np.count_nonzero(mask))
        is_rest = 2 * number > len(mask)
        return cls(mask, np.flatnonzero(~mask if is_rest else mask), is_rest, number)

    @classmethod
    def every(cls, trials: int) -> Self:
        """All trials, one by one."""
        return cls(np.ones(trials, dtype=bool), np.arange(trials), is_rest=False, number=trials)

    def parts(self) -> Iterator[Counts]:
        """The fewer trials, ``AT_ONCE`` at a time."""
        return (self.fewer[at : at + AT_ONCE] for at in range(0, len(self.fewer), AT_ONCE))

    def of_all(self, whole: Counts, of_fewer: Counts) -> Counts:
        """The counts of the chosen trials: all without the rest, or the fewer themselves."""
        return whole - of_fewer if self.is_rest else of_fewer


@dataclass(frozen=True, eq=False)
class CellOfTrial:
    """One cell of a table for each trial, from 0 up to ``number``."""

    cell: Whole
    number: int

    @cached_property
    def totals(self) -> Counts:
        """Trials per cell in the whole dataset."""
        return frozen(np.bincount(self.cell, minlength=self.number))

    def numbers(self, chosen: Chosen) -> Counts:
        """Trials per cell among those chosen."""
        counts = np.bincount(self.cell.take(chosen.fewer), minlength=self.number)
        return chosen.of_all(self.totals, counts)


@dataclass(frozen=True, eq=False)
class Facet:
    """The codes of a filter field and the trials that hold them."""

    key: str
    codes: Sequence[str]
    trials: int
    holders: Holders
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    place_of: Mapping[str, int] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, field: Field, holders: Holders, trials: int) -> Self:
        return cls(field.key, field.codes, trials, holders, field.labels, field.place_of)

    @property
    def totals(self) -> Counts:
        """Trials per code in the whole dataset."""
        return self.holders.totals

    @property
    def is_single(self) -> bool:
        """Says whether no trial holds several codes."""
        return len(self.holders.only_code) == self.trials

    @cached_property
    def held(self) -> Integers:
        """Positions of the codes that some trial holds."""
        return frozen(np.flatnonzero(self.totals).astype(np.int32))

    @cached_property
    def in_data(self) -> Integers:
        """Positions of the codes that charts know: those held, and NOT_STATED if there is one.

        In the vocabulary's order; countries, which have none, by their number of trials, and
        NOT_STATED after them.
        """
        held = self.totals > 0
        if self.key == "country":
            by_number = sorted(
                np.flatnonzero(held).tolist(),
                key=lambda at: (
                    self.codes[at] == v.NOT_STATED,
                    -self.totals[at],
                    self.labels.get(self.codes[at], ""),
                ),
            )
            return frozen(np.array(by_number, dtype=np.int32))
        if v.NOT_STATED in self.place_of:
            held[self.place_of[v.NOT_STATED]] = True
        return frozen(np.flatnonzero(held).astype(np.int32))

    @cached_property
    def most_frequent(self) -> Integers:
        """Positions of the stated codes in the data, the most frequent first."""
        stated = self.in_data[self.in_data != self.place_of.get(v.NOT_STATED, NONE)]
        return frozen(stated[np.argsort(-self.totals[stated], kind="stable")])

    @cached_property
    def number_in_data(self) -> int:
        """Counts the codes that some trial holds, NOT_STATED left out."""
        unstated = self.place_of.get(v.NOT_STATED)
        held = np.count_nonzero(self.totals)
        return int(held if unstated is None else held - (self.totals[unstated] > 0))

    def places(self, codes: Iterable[str]) -> list[int]:
        """The positions of codes."""
        return [self.place_of[code] for code in codes]

    def mask(self, chosen: Iterable[str]) -> Mask:
        """The trials that hold at least one of the chosen codes."""
        places = self.places(chosen)
        if self.is_single:
            return _is_any(self.holders.only_code, places, len(self.codes))
        mask = np.zeros(self.trials, dtype=bool)
        for place in places:
            mask[self.trials_of(place)] = True
        return mask

    def trials_of(self, place: int) -> Integers:
        """The trials of one code, where a trial may hold several."""
        first, after = self.holders.code_starts[place : place + 2]
        return self.holders.trial[first:after]

    def codes_at(self, trials: Whole) -> tuple[Whole, Counts]:
        """The codes of these trials, trial after trial, and how many each of them has."""
        if self.is_single:
            codes = self.holders.only_code.take(trials)
            held = codes < len(self.codes)
            return codes[held], held.astype(np.int64)
        first, after = self.holders.starts.take(trials), self.holders.starts.take(trials + 1)
        return self.holders.code.take(ranges(first, after)), after - first

    def codes_of(self, trial: int) -> tuple[str, ...]:
        """The codes of one trial."""
        codes, _ = self.codes_at(np.array([trial]))
        return tuple(self.codes[place] for place in codes.tolist())

    def numbers(self, chosen: Chosen) -> Counts:
        """Trials per code among those chosen, by the codes' positions."""
        if chosen.is_rest and not len(chosen.fewer):
            return self.totals
        counts = np.zeros(len(self.codes) + 1, dtype=np.int64)
        for trials in chosen.parts():
            if self.is_single:
                codes = self.holders.only_code.take(trials)
            else:
                codes, _ = self.codes_at(trials)
            counts += np.bincount(codes, minlength=len(counts))
        return chosen.of_all(self.totals, counts[:-1])

    def counts(self, chosen: Chosen) -> CountsByCode:
        """Trials per code among those chosen, codes without trials left out."""
        return CountsByCode(self.numbers(chosen), self.codes, self.place_of)


def _is_any(code: Whole, places: Sequence[int], codes: int) -> Mask:
    """True where the code is one of those at these places.

    Comparing all codes with the ends of a range takes a thirtieth of the time of looking each
    of them up in a table, and what is chosen is mostly one value, or years in a row.
    """
    spans = _spans(places)
    if len(spans) > MOST_SPANS:
        wanted = np.zeros(codes + 1, dtype=bool)
        wanted[[*places]] = True
        return wanted.take(code)
    if not spans:
        return np.zeros(len(code), dtype=bool)
    mask = _is_within(code, *spans[0])
    for span in spans[1:]:
        mask |= _is_within(code, *span)
    return mask


def _is_within(code: Whole, first: int, last: int) -> Mask:
    """True where the code is one of a run; in place, as a third array of a mask's size takes
    longer to get from the system, and to give back, than to fill."""
    if first == last:
        return code == first
    mask: Mask = code >= first
    mask &= code <= last
    return mask


def _spans(places: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of places that follow one another."""
    spans: list[tuple[int, int]] = []
    for place in sorted(places):
        if spans and place <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


@dataclass(frozen=True)
class FacetColumn:
    """The frame and column that hold the codes of a field; the rest is as a ``Filter`` has it."""

    frame: str
    column: str
    only_alone: str = ""
    several: bool = False
    where: tuple[tuple[str, str], ...] = ()
    code_of: Callable[[str], str] | None = None

    def codes_of(self, text: str) -> Iterable[str]:
        """The codes of a cell."""
        codes = text.split(SEPARATOR) if self.several else [text]
        return codes if self.code_of is None else map(self.code_of, codes)


def columns_of(filters: Iterable[Filter]) -> Mapping[str, FacetColumn]:
    """Filter key -> where its codes stand."""
    return {
        each.key: FacetColumn(
            each.frame,
            each.column,
            each.only_alone,
            each.several,
            each.where,
            each.code_of,
        )
        for each in filters
    }


def facet_of(
    field: Field, column: FacetColumn, position: Integers, rows: pd.DataFrame, trials: int
) -> Facet:
    """The facet of a field; position: the trial of each row of the frame."""
    for name, wanted in column.where:
        counts = (rows[name] == wanted).to_numpy()
        rows, position = rows[counts], position[counts]
    width = len(field.codes) + 1
    trial, code = _held(field, column, position, rows[column.column])
    pairs = distinct_of(trial.astype(np.int64) * width + code)
    trial, code = pairs // width, pairs % width
    if column.only_alone in field.place_of:
        # a drug beside cells does not make a trial cell-free
        alone = code == field.place_of[column.only_alone]
        others = np.zeros(trials, dtype=bool)
        others[trial[~alone]] = True
        kept = ~alone | ~others[trial]
        trial, code = trial[kept], code[kept]
    trial, code = _with_unstated(field, trial, code, trials)
    return Facet.of(field, Holders.of(trial, code, trials, len(field.codes)), trials)


def _with_unstated(field: Field, trial: Whole, code: Whole, trials: int) -> tuple[Whole, Whole]:
    """The pairs, and NOT_STATED for each trial without any: it has no intervention, say."""
    unstated = field.place_of.get(v.NOT_STATED)
    if unstated is None:
        return trial, code
    silent = np.ones(trials, dtype=bool)
    silent[trial] = False
    added = np.flatnonzero(silent)
    every = np.concatenate((trial, added))
    codes = np.concatenate((code, np.full(len(added), unstated, dtype=code.dtype)))
    order = np.argsort(every, kind="stable")
    return every[order], codes[order]


def _held(
    field: Field, column: FacetColumn, position: Integers, values: pd.Series
) -> tuple[Whole, Whole]:
    """(trial, place of a code) for each code that a row holds, in the order of the rows."""
    own, distinct = encoded(values)
    places = [
        [place for code in column.codes_of(text) if (place := field.place_of.get(code, NONE)) >= 0]
        for text in distinct
    ]
    # NONE takes the last place, which holds no code
    lengths = np.array([*map(len, places), 0])
    starts = np.cumsum(lengths) - lengths
    flat = np.array([place for each in places for place in each], dtype=np.int64)
    number = np.where(position == NONE, 0, lengths[own])
    first = starts[own]
    return np.repeat(position, number), flat[ranges(first, first + number)]


FACET_COLUMNS = columns_of(OF_REVIEW)
"""Filter key -> where its codes stand."""


def build_facets(
    frames: Mapping[str, pd.DataFrame],
    fields: tuple[Field, ...],
    columns: Mapping[str, FacetColumn] = FACET_COLUMNS,
) -> dict[str, Facet]:
    """One facet per filter field, keyed like the fields; rows without a code are in none."""
    ids = frames["trials"]["nct_id"]
    positions = {"trials": np.arange(len(ids), dtype=np.int32)}
    facets = {}
    for each in fields:
        where = columns[each.key]
        rows = frames[where.frame]
        if where.frame not in positions:
            positions[where.frame] = rows_of_trials(ids, rows["nct_id"])
        facets[each.key] = facet_of(each, where, positions[where.frame], rows, len(ids))
    return facets
