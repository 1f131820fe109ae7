"""Control, cells and donor of AACT's studies by the rules of ``derived``, a distinct text once."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.model.schema import SEPARATOR
from data.readers.aact_columns import Distinct, positions_in
from data.readers.aact_tables import WholeNumbers
from data.readers.derived import cell_cells, control_cells
from data.readers.record_rows import one_line

NAMES_A_DONOR = r"(?i)auto|allo|haplo|donor|patient"
"""Titles in which a donor may be named; the others are not kept."""
BETWEEN_TITLES, BETWEEN_CELLS = "\x1e", "\x1f"
"""Signs that no cell of a table has."""


@dataclass(frozen=True)
class ArmTypes:
    """The types of each study's arms, joined to one text.

    Attributes:
        numbers: those of the studies that have arms, ascending.
    """

    numbers: WholeNumbers
    joined: pa.Array

    @classmethod
    def of(cls, studies: WholeNumbers, codes: pa.Array) -> "ArmTypes":
        """From the study's number and the code of the type of each arm, in any order."""
        order = np.argsort(studies, kind="stable")
        numbers, starts = np.unique(studies[order], return_index=True)
        ends = pa.array(np.append(starts, len(order)), pa.int32())
        lists = pa.ListArray.from_arrays(ends, codes.take(pa.array(order)))
        return cls(numbers, pc.binary_join(lists, SEPARATOR))

    def of_studies(self, numbers: WholeNumbers) -> pa.Array:
        """Empty where a study has no arms."""
        return _picked(self.joined, positions_in(self.numbers, numbers))


def control_columns(arm_types: pa.Array, models: pa.Array) -> dict[str, pa.Array]:
    """The columns of ``trials`` that ``control_cells`` fills.

    arm_types: as ``ArmTypes`` gives them; models: codes of the intervention model.
    """
    both = Distinct.of(pc.binary_join_element_wise(arm_types, models, BETWEEN_CELLS))
    found = []
    for text in both.texts:
        types, _, model = text.partition(BETWEEN_CELLS)
        found.append(control_cells(types.split(SEPARATOR) if types else (), model))
    columns = control_cells((), "")
    return {name: both.spread([each[name] for each in found]) for name in columns}


@dataclass
class DonorTitles:
    """The titles of studies that may name a donor."""

    _numbers: list[WholeNumbers] = field(default_factory=list)
    _titles: list[pa.Array] = field(default_factory=list)

    def add(self, numbers: WholeNumbers, brief: pa.Array, official: pa.Array) -> None:
        """Take the titles of a block of studies."""
        both = pc.binary_join_element_wise(brief, official, BETWEEN_TITLES)
        kept = pc.match_substring_regex(both, NAMES_A_DONOR)
        self._numbers.append(numbers[kept.to_numpy(zero_copy_only=False)])
        self._titles.append(both.filter(kept))

    def of_studies(self, numbers: WholeNumbers) -> pa.Array:
        """Both titles as one text, for rows in any order; empty where they name no donor."""
        own = np.concatenate([np.array([], np.int64), *self._numbers])
        titles = pa.concat_arrays([pa.array([], pa.string()), *self._titles])
        order = np.argsort(own, kind="stable")
        at = positions_in(own[order], numbers)
        rows = np.where(at >= 0, order[at], -1) if len(order) else at
        return _picked(titles, rows)


def cell_columns(names: pa.Array, kinds: pa.Array, titles: pa.Array) -> dict[str, pa.Array]:
    """The columns of ``trial_interventions`` that ``cell_cells`` fills.

    names: as printed; kinds: codes of the type; titles: as ``DonorTitles`` gives them.
    """
    rows = Distinct.of(pc.binary_join_element_wise(kinds, titles, names, BETWEEN_CELLS))
    found = []
    for text in rows.texts:
        kind, said, name = text.split(BETWEEN_CELLS, 2)
        found.append(cell_cells(one_line(name), kind, tuple(said.split(BETWEEN_TITLES))))
    columns = cell_cells("", "", ())
    return {name: rows.spread([each[name] for each in found]) for name in columns}


def _picked(texts: pa.Array, rows: WholeNumbers) -> pa.Array:
    """The texts at these places; empty where the place is -1."""
    return pc.fill_null(texts.take(pa.array(rows, mask=rows < 0)), "")
