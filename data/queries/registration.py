"""Counts of registry records besides design: start, status, enrolment, sponsor, interventions.

All counting is a ``bincount`` of integer codes, so that half a million trials take milliseconds.
"""

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from data.index.breakdowns import Charted, CrossBreakdown
from data.index.facets import CellOfTrial, Facet, build_facets
from data.index.index_arrays import Whole, frozen
from data.link.filters import REVIEW_FIELDS, STARTED_FROM, TrialFilters
from data.link.trial_fields import NOT_IN_FILE
from data.model import vocabulary as v
from data.queries.trials import chosen
from data.store import TrialStore

STORES_KEPT = 32
"""Datasets whose tables are remembered."""
MOST_YEARS = 40
"""Years drawn one by one; the earlier ones stand together."""
PHASES = next(field for field in REVIEW_FIELDS if field.key == "phase")
YEARS_AHEAD = 5
"""Years after that of the data up to which a start is drawn by itself; most plans are for less."""
UNTIL, AFTER = "until-", "after-"
"""Before the year in the name of a bar of several years."""
POSTED = ("last_update_posted", "first_posted")
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
KIND_NOT_HELD = "Actual or estimated: not in this file"
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

    Columns: year (``until-1985``, ``2001``, ``after-2031``, NOT_STATED), year_label, phase,
    phase_label, trials, year_total. Long ago and far off stand together (``_drawn``); no rows
    where the dataset states no years at all.
    """
    columns = ["year", "year_label", "phase", "phase_label", "trials", "year_total"]
    if STARTED_FROM not in store.facets:
        return pd.DataFrame(columns=columns)
    starts, phases = store.facets[STARTED_FROM], _phases(store)
    counts = _years_by_phase(store).numbers(chosen(store, filters))
    # the last place is that of trials without a year
    counts = counts.reshape(len(starts.codes) + 1, len(phases.codes))
    first, last = _drawn(store)
    names = [*starts.codes[first:last], v.NOT_STATED]
    silent, late, single = counts[-1:], counts[last:-1], counts[first:last]
    parts = [single, silent]
    if len(late):
        parts.insert(1, late.sum(axis=0, keepdims=True))
        names.insert(-1, f"{AFTER}{int(starts.codes[last]) - 1}")
    if first:
        parts.insert(0, counts[:first].sum(axis=0, keepdims=True))
        names.insert(0, f"{UNTIL}{int(starts.codes[first - 1])}")
    counts = np.vstack(parts)
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


def _drawn(store: TrialStore) -> tuple[int, int]:
    """The places of the first year drawn by itself, and of the one behind the last.

    Years far beyond the date of the data stand together behind them, a plan of 2205 being a slip
    of the pen; those before the last ``MOST_YEARS`` before them, with the years in which nothing
    started up to the first that is drawn. They are the same under every filter.
    """
    starts = store.facets[STARTED_FROM]
    years = np.array([int(year) for year in starts.codes])
    as_of = year_of_data(store)
    last = (
        len(years) if as_of is None else int(np.searchsorted(years, as_of + YEARS_AHEAD, "right"))
    )
    first = max(0, last - MOST_YEARS)
    if first <= 1:
        return 0, last  # one year alone is drawn as such
    held = np.flatnonzero(starts.totals[first:last])
    return first + (int(held[0]) if len(held) else 0), last


def year_of_data(store: TrialStore) -> int | None:
    """The year as of which the data are, else of their last posting, else of their import."""
    posted = [str(store.trials[name].max()) for name in POSTED if name in store.trials]
    imported = store.origin.imported if store.origin else ""
    for dates in ([store.date], posted, [imported]):
        years = [int(year[0]) for date in dates if (year := re.match(r"[0-9]{4}", date))]
        if years:
            return max(years)
    return None


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
    return name.capitalize().replace("-", " ")


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
        # the numbers are there: their bars are not what the file lacks
        labels[v.NOT_STATED] = KIND_NOT_HELD
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
