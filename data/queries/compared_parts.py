"""Parts of a trial's record that are many texts: sites, arms, outcome measures, titles.

Two readings compare them by a fingerprint of each trial's rows, which an import works out once;
the texts are read for the few trials whose changes are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.index.index_arrays import NONE, Counts, Integers, Whole, encoded
from data.model import vocabulary as v
from data.model.countries import NAMES
from data.model.record_frames import READ_ON_DEMAND
from data.store import TrialStore

BETWEEN = " · "
"""Between the columns of a row in words."""
MOST_ROWS_READ = 200_000
"""Rows of a frame on file up to which the texts of many trials are read from it."""
Hashes = NDArray[np.uint64]
RowWords = list[tuple[str, ...]]
"""The rows of each trial in words, each row once, in the record's order."""


@dataclass(frozen=True)
class ComparedPart:
    """Columns of a frame's rows that are compared together.

    Attributes:
        only: a column and the code that the compared rows have there.
        words: column -> code -> what a reader is told.
        is_text: whether it is one text of the trial, and no list.
    """

    name: str
    frame: str
    columns: tuple[str, ...]
    only: tuple[str, str] | None = None
    words: Mapping[str, Mapping[str, str]] | None = None
    is_text: bool = False

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Those compared, and that which says which rows count."""
        return (*self.columns, *([self.only[0]] if self.only else []))

    def in_words(self, row: Sequence[Any]) -> str:
        """A row as a reader is told: its columns that state something."""
        said = (
            (self.words or {}).get(name, {}).get(str(cell), str(cell))
            for name, cell in zip(self.columns, row, strict=True)
            if not pd.isna(cell) and cell not in ("", v.NOT_STATED)
        )
        return BETWEEN.join(said)


SITE = ("role", "SITE")
PARTS = (
    ComparedPart("title", "trials", ("title",), is_text=True),
    ComparedPart("official_title", "trials", ("official_title",), is_text=True),
    ComparedPart("conditions", "trial_conditions", ("condition",)),
    ComparedPart(
        "interventions",
        "trial_interventions",
        ("intervention_type", "intervention_printed"),
        words={"intervention_type": v.INTERVENTION_TYPE.labels},
    ),
    ComparedPart("arms", "trial_arms", ("arm_type", "arm"), words={"arm_type": v.ARM_TYPE.labels}),
    ComparedPart(
        "primary_outcomes",
        "outcome_measures",
        ("measure", "time_frame"),
        only=("outcome_kind", "PRIMARY"),
    ),
    ComparedPart(
        "secondary_outcomes",
        "outcome_measures",
        ("measure", "time_frame"),
        only=("outcome_kind", "SECONDARY"),
    ),
    ComparedPart(
        "countries", "trial_organisations", ("country",), only=SITE, words={"country": NAMES}
    ),
    ComparedPart(
        "sites",
        "trial_organisations",
        ("organisation", "city", "country"),
        only=SITE,
        words={"country": NAMES},
    ),
    ComparedPart("other_ids", "trial_ids", ("trial_id",)),
)


@dataclass(frozen=True, eq=False)
class Fingerprints:
    """One number for the rows of each trial, whatever their order; 0 where it has none."""

    of_trial: Counts


def fingerprints(store: TrialStore, part: ComparedPart) -> Fingerprints:
    """The fingerprints of a dataset: those that the import kept, or made now."""
    return store.kept(f"fingerprints/{part.name}", Fingerprints, lambda: _made(store, part))


def is_held(store: TrialStore, part: ComparedPart) -> bool:
    """Says whether the files of an import hold a part."""
    return not any(store.not_in_file(part.frame, name) for name in part.columns)


def _made(store: TrialStore, part: ComparedPart) -> Fingerprints:
    trials, hashes = _row_hashes(store, part)
    order = np.lexsort((hashes, trials))
    trials, hashes = trials[order], hashes[order]
    is_new = np.ones(len(trials), dtype=bool)
    is_new[1:] = (trials[1:] != trials[:-1]) | (hashes[1:] != hashes[:-1])
    found = np.zeros(len(store.trials), dtype=np.uint64)
    np.add.at(found, trials[is_new], hashes[is_new])
    # a sum may be zero by chance, which is no absence
    found[trials[found[trials] == 0]] = 1
    return Fingerprints(found.view(np.int64))


def _row_hashes(store: TrialStore, part: ComparedPart) -> tuple[Integers, Hashes]:
    """The trial and the hash of each row that counts; a file's rows are read group by group."""
    if part.frame == "trials":
        trial = np.arange(len(store.trials), dtype=np.int32)
        return _counted(part, store.trials, trial)
    rows = store.rows_of(part.frame)
    if part.frame not in READ_ON_DEMAND:
        frame = getattr(store, part.frame)
        return _counted(part, frame, rows.trial_of_row(len(frame)))
    if part.frame not in store.records.files:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64)
    trial = rows.trial_of_row(store.records.number_of_rows(part.frame))
    found, start = [], 0
    for own in store.records.in_groups(part.frame, part.all_columns):
        found.append(_counted(part, own, trial[start : start + len(own)]))
        start += len(own)
    return (
        np.concatenate([each for each, _ in found] or [np.zeros(0, dtype=np.int32)]),
        np.concatenate([each for _, each in found] or [np.zeros(0, dtype=np.uint64)]),
    )


def _counted(part: ComparedPart, frame: pd.DataFrame, trial: Integers) -> tuple[Integers, Hashes]:
    """The rows of a trial that state something, hashed over the part's columns."""
    hashes = np.zeros(len(frame), dtype=np.uint64)
    states = np.zeros(len(frame), dtype=bool)
    for name in part.columns:
        codes, texts = encoded(frame[name].astype("str"))
        own = pd.util.hash_array(np.array([*texts, ""], dtype=object), categorize=False)
        says = np.array([text not in ("", v.NOT_STATED) for text in texts] + [False])
        # one column after another: the same word in two of them is not the same row
        hashes = hashes * np.uint64(1_099_511_628_211) + own[codes]
        states |= says[codes]
    kept = states & (trial != NONE)
    if part.only:
        kept &= (frame[part.only[0]].astype("str") == part.only[1]).to_numpy()
    return trial[kept], hashes[kept]


def are_at_hand(store: TrialStore, part: ComparedPart) -> bool:
    """Says whether the texts of many trials are soon read: held, or in a small file."""
    return store.records.number_of_rows(part.frame) <= MOST_ROWS_READ


def texts_of(store: TrialStore, part: ComparedPart, trials: Whole) -> RowWords:
    """The rows of these trials in words."""
    frame, lengths = _rows(store, part, trials)
    cells = list(frame[list(part.columns)].astype("object").itertuples(index=False, name=None))
    counts = [True] * len(cells)
    if part.only:
        counts = (frame[part.only[0]].astype("str") == part.only[1]).tolist()
    found: RowWords = []
    start = 0
    for length in lengths:
        own = range(start, start + length)
        said = (part.in_words(cells[at]) for at in own if counts[at])
        found.append(tuple(dict.fromkeys(text for text in said if text)))
        start += length
    return found


def _rows(store: TrialStore, part: ComparedPart, trials: Whole) -> tuple[pd.DataFrame, list[int]]:
    """The rows of these trials, trial after trial, and how many each has."""
    if part.frame == "trials":
        return store.trials.iloc[trials], [1] * len(trials)
    rows = store.rows_of(part.frame)
    lengths = (rows.starts.take(trials + 1) - rows.starts.take(trials)).tolist()
    places = rows.at(trials)
    if part.frame not in READ_ON_DEMAND:
        return getattr(store, part.frame).iloc[places], lengths
    return store.records.rows(part.frame, places), lengths


PART_OF: Mapping[str, ComparedPart] = {part.name: part for part in PARTS}
