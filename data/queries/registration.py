"""Counts of registry records besides design: start, status, enrolment, sponsor, interventions.

All counting is a ``bincount`` of integer codes, so that half a million trials take milliseconds.
"""

from functools import lru_cache

import numpy as np
import pandas as pd

from data.index.breakdowns import Charted, CrossBreakdown
from data.index.facets import CellOfTrial, Facet, build_facets
from data.index.index_arrays import Whole, frozen
from data.link.filters import REVIEW_FIELDS, STARTED_FROM, TrialFilters
from data.model import vocabulary as v
from data.queries.trial_words import NOT_IN_FILE
from data.queries.trials import chosen
from data.store import TrialStore

STORES_KEPT = 32
"""Datasets whose tables are remembered."""
MOST_YEARS = 40
"""Years drawn one by one; the earlier ones stand together."""
PHASES = next(field for field in REVIEW_FIELDS if field.key == "phase")
ENROLLMENT_BINS = (
    (0, "0"),
    (1, "1–9"),
    (10, "10–49"),
    (50, "50–99"),
    (100, "100–499"),
    (500, "500–999"),
    (1_000, "1,000–4,999"),
    (5_000, "5,000 and more"),
)
"""Lowest number of each bin and its label."""
SIZES = Charted(
    "enrollment",
    (*(f"from-{low}" for low, _ in ENROLLMENT_BINS), v.NOT_STATED),
    (*(label for _, label in ENROLLMENT_BINS), "Not stated"),
    len(ENROLLMENT_BINS),
)


def _cells(rows: Whole, columns: Whole, height: int, width: int) -> CellOfTrial:
    """The pair of codes of each trial as a cell of a table, row by row."""
    cells = rows.astype(np.int32) * width + columns
    return CellOfTrial(frozen(cells.astype(np.min_scalar_type(height * width))), height * width)


def started_per_year(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """Trials by year of their start and by phase, every year of the range.

    Columns: year (``2001``, ``until-1985``, ``NOT_STATED``), year_label, phase, phase_label,
    trials, year_total. Years before the last ``MOST_YEARS`` stand together; no rows where the
    dataset states no years at all.
    """
    columns = ["year", "year_label", "phase", "phase_label", "trials", "year_total"]
    if STARTED_FROM not in store.facets:
        return pd.DataFrame(columns=columns)
    starts, phases = store.facets[STARTED_FROM], _phases(store)
    years = len(starts.codes)
    counts = _years_by_phase(store).numbers(chosen(store, filters))
    # the last place is that of trials without a year
    counts = counts.reshape(years + 1, len(phases.codes))
    names = [*starts.codes, v.NOT_STATED]
    early = max(0, years - MOST_YEARS)
    if early > 1:
        counts = np.vstack([counts[:early].sum(axis=0), counts[early:]])
        names = [f"until-{names[early - 1]}", *names[early:]]
    used = np.flatnonzero(phases.totals).tolist()
    return pd.DataFrame(
        {
            "year": np.repeat(names, len(used)),
            "year_label": np.repeat([_year_label(name) for name in names], len(used)),
            "phase": np.tile([phases.codes[code] for code in used], len(names)),
            "phase_label": np.tile(
                [_phase_label(store, phases.codes[code]) for code in used], len(names)
            ),
            "trials": counts[:, used].ravel(),
            "year_total": np.repeat(counts.sum(axis=1), len(used)),
        }
    )


@lru_cache(maxsize=STORES_KEPT)
def _years_by_phase(store: TrialStore) -> CellOfTrial:
    """The year of each trial's start and its phase, which every trial has."""
    starts, phases = store.facets[STARTED_FROM], _phases(store)
    width, years = len(phases.codes), len(starts.codes)
    return _cells(starts.holders.only_code, phases.holders.only_code, years + 1, width)


def _phase_label(store: TrialStore, code: str) -> str:
    return v.PHASE.labels[code] if "phase" in store.facets else NOT_IN_FILE


@lru_cache(maxsize=STORES_KEPT)
def _phases(store: TrialStore) -> Facet:
    """The phase of each trial; all are not stated where the imported files do not hold phases."""
    if "phase" in store.facets:
        return store.facets["phase"]
    return build_facets(store.frames(), (PHASES,))["phase"]


def _year_label(name: str) -> str:
    if name == v.NOT_STATED:
        return "Not stated"
    return name.replace("until-", "Until ")


def enrollment(store: TrialStore, filters: TrialFilters) -> CrossBreakdown:
    """Trials by the size of their enrolment and by what the number counts.

    Rows are the bins and NOT_STATED, columns are the kinds (actual, estimated, not stated). A
    zero is a number: most are withdrawn trials. The numbers themselves are never added up.
    """
    kinds = v.ENROLLMENT_TYPE.codes
    counts = _sizes_by_kind(store).numbers(chosen(store, filters)).reshape(-1, len(kinds))
    shown = [n for n, code in enumerate(kinds) if code != v.UNLISTED or counts[:, n].any()]
    codes = tuple(kinds[n] for n in shown)
    labels = dict(v.ENROLLMENT_TYPE.labels)
    if store.not_in_file("trials", "enrollment_type"):
        labels[v.NOT_STATED] = NOT_IN_FILE
    names = tuple(labels[code] for code in codes)
    return CrossBreakdown(
        SIZES,
        Charted("enrollment_type", codes, names, len(codes)),
        counts[:, shown],
        counts.sum(axis=1),
    )


@lru_cache(maxsize=STORES_KEPT)
def _sizes_by_kind(store: TrialStore) -> CellOfTrial:
    """The bin of each trial's enrolment, the last where none is stated, and its kind."""
    people = store.trials["enrollment"].array
    lows = np.array([low for low, _ in ENROLLMENT_BINS])
    numbers = people.to_numpy(dtype="int64", na_value=0)
    bins = np.where(people.isna(), len(lows), np.searchsorted(lows, numbers, side="right") - 1)
    kinds = v.ENROLLMENT_TYPE.codes
    kind = store.trials["enrollment_type"].cat.set_categories(list(kinds)).cat.codes.to_numpy()
    own = np.where(kind < 0, kinds.index(v.NOT_STATED), kind)
    return _cells(bins, own, len(lows) + 1, len(kinds))
