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
    return Facet(
        field.key,
        field.codes,
        _freeze(pairs["trial"].to_numpy(dtype=np.int32, copy=True)),
        _freeze(pairs["code"].map(field.place_of).to_numpy(dtype=np.int32, copy=True)),
        trials,
    )


def build_facets(frames: Mapping[str, pd.DataFrame], fields: tuple[Field, ...]) -> dict[str, Facet]:
    """One facet per filter field, keyed like the fields."""
    by_key = {field.key: field for field in fields}
    trials = frames["trials"]
    total = len(trials)
    own = pd.Series(range(total), dtype="int64")
    of_trial = pd.Series(own.to_numpy(), index=trials["nct_id"])

    def single(key: str, column: str) -> Facet:
        return _facet(by_key[key], own, trials[column], total)

    def several(key: str, frame: str, column: str, only_alone: str = "") -> Facet:
        rows = frames[frame]
        return _facet(by_key[key], rows["nct_id"].map(of_trial), rows[column], total, only_alone)

    facets = (
        several("condition", "trial_conditions", "condition_group"),
        single("phase", "phase"),
        several("country", "trial_organisations", "country", only_alone=v.NOT_STATED),
        single("allocation", "allocation"),
        single("masking", "masking"),
        single("model", "intervention_model"),
        single("control", "control"),
        single("purpose", "primary_purpose"),
        several("product", "trial_interventions", "cell_product", only_alone="NONE"),
        several("donor", "trial_interventions", "donor", only_alone="NONE"),
    )
    return {facet.key: facet for facet in facets}
