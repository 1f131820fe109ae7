"""Facets: for each filter field, which trial holds which code, as integers.

A filter is then a boolean mask over trials and a count is a ``bincount``, whatever the
size of the dataset. What does not depend on a request is computed once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from data import vocabulary as v
from data.filters import STARTED_FROM, STARTED_TO
from data.positions import (
    NONE,
    Counts,
    Integers,
    Mask,
    distinct_of,
    encoded,
    frozen,
    ranges,
    rows_of_trials,
)
from data.query_string import Field


@dataclass(frozen=True, eq=False)
class CountsByCode(Mapping[str, int]):
    """code -> trials, codes without trials left out; no dictionary of 100,000 is made."""

    counts: Counts
    codes: tuple[str, ...] = field(repr=False)
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


@dataclass(frozen=True)
class Facet:
    """Pairs (trial, code), each once, as positions in the trials frame and in ``codes``.

    The pairs come by trial, then by code.
    """

    key: str
    codes: tuple[str, ...]
    trial: Integers
    code: Integers
    trials: int
    labels: Mapping[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """code -> its position."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def totals(self) -> Counts:
        """Trials per code in the whole dataset."""
        return frozen(np.bincount(self.code, minlength=len(self.codes)))

    @cached_property
    def starts(self) -> Counts:
        """Where the pairs of each trial start; one more at the end."""
        return frozen(np.searchsorted(self.trial, np.arange(self.trials + 1)))

    @cached_property
    def only_code(self) -> Integers | None:
        """The one code of each trial or NONE; nothing where a trial may hold several."""
        if len(self.trial) > 1 and not np.all(self.trial[1:] > self.trial[:-1]):
            return None
        codes = np.full(self.trials, NONE, dtype=np.int32)
        codes[self.trial] = self.code
        return frozen(codes)

    @cached_property
    def in_data(self) -> Integers:
        """Positions of the codes that charts know: those held, and NOT_STATED if there is one.

        In the vocabulary's order; countries, which have none, by their number of trials.
        """
        held = self.totals > 0
        if self.key == "country":
            by_number = sorted(
                np.flatnonzero(held).tolist(),
                key=lambda at: (-self.totals[at], self.labels.get(self.codes[at], "")),
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
        """How many codes some trial holds, NOT_STATED left out."""
        held = np.flatnonzero(self.totals).tolist()
        return sum(self.codes[at] != v.NOT_STATED for at in held)

    def places(self, codes: Iterable[str]) -> list[int]:
        """The positions of codes."""
        return [self.place_of[code] for code in codes]

    def mask(self, chosen: Iterable[str]) -> Mask:
        """The trials that hold at least one of the chosen codes."""
        wanted = np.zeros(len(self.codes) + 1, dtype=bool)
        wanted[self.places(chosen)] = True
        if self.only_code is not None:
            # NONE takes the last place, which is never wanted
            return wanted[self.only_code]
        mask = np.zeros(self.trials, dtype=bool)
        mask[self.trial[wanted[self.code]]] = True
        return mask

    def numbers(self, mask: Mask) -> Counts:
        """Trials per code under a mask, by the codes' positions."""
        if mask.all():
            return self.totals
        return np.bincount(self.code[mask[self.trial]], minlength=len(self.codes))

    def counts(self, mask: Mask) -> CountsByCode:
        """Trials per code under a mask, codes without trials left out."""
        return CountsByCode(self.numbers(mask), self.codes, self.place_of)

    def pairs(self, mask: Mask) -> pd.DataFrame:
        """Columns trial and code, both as positions, for the trials under a mask."""
        kept = mask[self.trial]
        return pd.DataFrame({"trial": self.trial[kept], "code": self.code[kept]})

    def ready(self) -> "Facet":
        """The same facet, with everything computed that a request may ask for."""
        _ = self.place_of, self.totals, self.in_data, self.number_in_data, self.most_frequent
        if self.only_code is None:
            _ = self.starts
        return self


def cross_counts(
    rows: Facet,
    columns: Facet,
    mask: Mask,
    row_codes: Integers | None = None,
    column_codes: Integers | None = None,
) -> Counts:
    """Trials per pair of codes under a mask: an array of shape (row codes, column codes).

    row_codes, column_codes: positions of the codes wanted, in their order; all by default.
    """
    row_of, height = _place_in(rows, row_codes)
    column_of, width = _place_in(columns, column_codes)
    kept = mask[rows.trial] & (row_of[rows.code] != NONE)
    trial, row = rows.trial[kept], row_of[rows.code[kept]]
    if columns.only_code is not None:
        column = column_of[columns.only_code[trial]]
    else:
        pair, code = _joined(trial, columns)
        row, column = row[pair], column_of[code]
    held = column != NONE
    cells = row[held].astype(np.int64) * width + column[held]
    return np.bincount(cells, minlength=height * width).reshape(height, width)


def _place_in(facet: Facet, codes: Integers | None) -> tuple[Integers, int]:
    """Position of a code -> its place among those wanted, NONE last and for all others."""
    wanted = np.arange(len(facet.codes), dtype=np.int32) if codes is None else codes
    places = np.full(len(facet.codes) + 1, NONE, dtype=np.int32)
    places[wanted] = np.arange(len(wanted), dtype=np.int32)
    return places, len(wanted)


def _joined(trial: Integers, columns: Facet) -> tuple[Counts, Integers]:
    """Every code that each of these trials holds: (place in ``trial``, code)."""
    first, after = columns.starts[trial], columns.starts[trial + 1]
    pair = np.repeat(np.arange(len(trial)), after - first)
    return pair, columns.code[ranges(first, after)]


def _facet(
    field: Field, position: Integers, values: pd.Series, trials: int, only_alone: str = ""
) -> Facet:
    """A facet of (trial position, code) rows; ``only_alone`` counts for a trial only where
    the trial holds no other code (a drug beside cells does not make a trial cell-free)."""
    own, distinct = encoded(values)
    place_of = np.array([field.place_of.get(each, NONE) for each in distinct] + [NONE])
    place = place_of[own]
    held = (place != NONE) & (position != NONE)
    width = len(field.codes) + 1
    pairs = distinct_of(position[held].astype(np.int64) * width + place[held])
    trial, code = pairs // width, pairs % width
    if only_alone and only_alone in field.place_of:
        alone = code == field.place_of[only_alone]
        others = np.zeros(trials, dtype=bool)
        others[trial[~alone]] = True
        kept = ~alone | ~others[trial]
        trial, code = trial[kept], code[kept]
    return Facet(
        field.key,
        field.codes,
        frozen(trial.astype(np.int32)),
        frozen(code.astype(np.int32)),
        trials,
        field.labels,
    ).ready()


@dataclass(frozen=True)
class FacetColumn:
    """Where the codes of a field stand; ``only_alone`` as for ``_facet``."""

    frame: str
    column: str
    only_alone: str = ""


FACET_COLUMNS: Mapping[str, FacetColumn] = {
    "condition": FacetColumn("trial_conditions", "condition_group"),
    "phase": FacetColumn("trials", "phase"),
    "country": FacetColumn("trial_organisations", "country", only_alone=v.NOT_STATED),
    "allocation": FacetColumn("trials", "allocation"),
    "masking": FacetColumn("trials", "masking"),
    "model": FacetColumn("trials", "intervention_model"),
    "control": FacetColumn("trials", "control"),
    "purpose": FacetColumn("trials", "primary_purpose"),
    "product": FacetColumn("trial_interventions", "cell_product", only_alone="NONE"),
    "donor": FacetColumn("trial_interventions", "donor", only_alone="NONE"),
    "status": FacetColumn("trials", "overall_status"),
    "type": FacetColumn("trials", "study_type"),
    STARTED_FROM: FacetColumn("trials", "start_year"),
    STARTED_TO: FacetColumn("trials", "start_year"),
    "sponsor": FacetColumn("trials", "sponsor_class"),
    "intervention": FacetColumn("trial_interventions", "intervention_type"),
}
"""Filter key -> where its codes stand."""
IMPORTED_COLUMNS = {**FACET_COLUMNS, "condition": FacetColumn("trial_conditions", "condition")}
"""An import is not sorted into groups of conditions: each condition stands for itself."""


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
        facets[each.key] = _facet(
            each, positions[where.frame], rows[where.column], len(ids), where.only_alone
        )
    return facets
