"""Facets: for each filter field, which trial holds which code, as integers.

A filter is then a boolean mask over trials and a count is a ``bincount``, whatever the
size of the dataset.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import vocabulary as v
from data.filters import STARTED_FROM, STARTED_TO
from data.query_string import Field

Mask = NDArray[np.bool_]
Integers = NDArray[np.int32]


@dataclass(frozen=True)
class Facet:
    """Pairs (trial, code), each once; positions in ``codes`` and in the trials frame."""

    key: str
    codes: tuple[str, ...]
    trial: Integers
    code: Integers
    trials: int

    def mask(self, chosen: tuple[str, ...]) -> Mask:
        """The trials that hold at least one of the chosen codes."""
        wanted = np.isin(np.arange(len(self.codes)), [self.codes.index(code) for code in chosen])
        mask = np.zeros(self.trials, dtype=bool)
        mask[self.trial[wanted[self.code]]] = True
        return mask

    def counts(self, mask: Mask) -> dict[str, int]:
        """Trials per code under a mask, codes without trials left out."""
        counts = np.bincount(self.code[mask[self.trial]], minlength=len(self.codes))
        return {code: int(n) for code, n in zip(self.codes, counts, strict=True) if n}

    def pairs(self, mask: Mask) -> pd.DataFrame:
        """Columns trial and code, both as positions, for the trials under a mask."""
        kept = mask[self.trial]
        return pd.DataFrame({"trial": self.trial[kept], "code": self.code[kept]})


def cross_counts(rows: Facet, columns: Facet, mask: Mask) -> Integers:
    """Trials per pair of codes under a mask: an array of shape (row codes, column codes)."""
    pairs = rows.pairs(mask).merge(columns.pairs(mask), on="trial", suffixes=("_row", "_column"))
    width = len(columns.codes)
    cells = pairs["code_row"].to_numpy() * width + pairs["code_column"].to_numpy()
    counts = np.bincount(cells, minlength=len(rows.codes) * width).astype(np.int32)
    return counts.reshape(len(rows.codes), width)


def _freeze(values: NDArray[Any]) -> NDArray[Any]:
    values.flags.writeable = False
    return values


def _facet(
    field: Field, position: pd.Series, values: pd.Series, trials: int, only_alone: str = ""
) -> Facet:
    """A facet of (trial position, code) rows; ``only_alone`` counts for a trial only where
    the trial holds no other code (a drug beside cells does not make a trial cell-free)."""
    pairs = pd.DataFrame({"trial": position, "code": values.astype("str")}).drop_duplicates()
    if only_alone:
        others = pairs.loc[pairs["code"] != only_alone, "trial"]
        pairs = pairs[(pairs["code"] != only_alone) | ~pairs["trial"].isin(others)]
    place = pairs["code"].map(field.place_of)
    held = place.notna()
    return Facet(
        field.key,
        field.codes,
        _freeze(pairs.loc[held, "trial"].to_numpy(dtype=np.int32, copy=True)),
        _freeze(place[held].to_numpy(dtype=np.int32)),
        trials,
    )


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
    total = len(frames["trials"])
    of_trial = pd.Series(np.arange(total), index=frames["trials"]["nct_id"])
    facets = {}
    for field in fields:
        where = columns[field.key]
        rows = frames[where.frame]
        own = where.frame == "trials"
        position = pd.Series(np.arange(total)) if own else rows["nct_id"].map(of_trial)
        facets[field.key] = _facet(field, position, rows[where.column], total, where.only_alone)
    return facets
