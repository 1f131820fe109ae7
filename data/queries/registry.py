"""What registry records state besides design: start, status, enrolment, sponsor, interventions.

All counting is a ``bincount`` of integer codes, so that half a million trials take milliseconds.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import vocabulary as v
from data.facets import Facet
from data.filters import STARTED_FROM, TrialFilters
from data.queries.trials import breakdown, matching
from data.store import TrialStore

Integers = NDArray[np.int64]

MOST_YEARS = 40
"""Years drawn one by one; the earlier ones stand together."""
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
FIELD_COLUMNS = ("field", "code", "label", "trials", "total", "share")


def field_breakdown(store: TrialStore, filters: TrialFilters, key: str) -> pd.DataFrame:
    """``trials.breakdown``, without rows where the dataset does not have the field."""
    if key not in store.facets:
        return pd.DataFrame(columns=list(FIELD_COLUMNS))
    return breakdown(store, filters, key)


def _codes_of_trials(facet: Facet) -> Integers:
    """The one code of each trial as an integer, -1 where there is none."""
    codes = np.full(facet.trials, -1, dtype=np.int64)
    codes[facet.trial] = facet.code
    return codes


def _cells(rows: Integers, columns: Integers, shape: tuple[int, int]) -> Integers:
    """Trials per pair of codes."""
    counts = np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1])
    return counts.reshape(shape)


def started_per_year(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """Trials by year of their start and by phase, every year of the range.

    Columns: year (``2001``, ``until-1985``, ``NOT_STATED``), year_label, phase, phase_label,
    trials, year_total. Years before the last ``MOST_YEARS`` stand together; no rows where the
    dataset states no years at all.
    """
    columns = ["year", "year_label", "phase", "phase_label", "trials", "year_total"]
    if STARTED_FROM not in store.facets:
        return pd.DataFrame(columns=columns)
    mask = matching(store, filters)
    starts, phases = store.facets[STARTED_FROM], store.facets["phase"]
    year = _codes_of_trials(starts)
    years = len(starts.codes)
    # the last place is that of trials without a year
    year[year < 0] = years
    counts = _cells(year[mask], _codes_of_trials(phases)[mask], (years + 1, len(phases.codes)))
    names = [*starts.codes, v.NOT_STATED]
    early = max(0, years - MOST_YEARS)
    if early > 1:
        counts = np.vstack([counts[:early].sum(axis=0), counts[early:]])
        names = [f"until-{names[early - 1]}", *names[early:]]
    used = np.flatnonzero(_held(phases))
    return pd.DataFrame(
        {
            "year": np.repeat(names, len(used)),
            "year_label": np.repeat([_year_label(name) for name in names], len(used)),
            "phase": np.tile([phases.codes[code] for code in used], len(names)),
            "phase_label": np.tile(
                [v.PHASE.labels[phases.codes[code]] for code in used], len(names)
            ),
            "trials": counts[:, used].ravel(),
            "year_total": np.repeat(counts.sum(axis=1), len(used)),
        }
    )


def _held(facet: Facet) -> NDArray[np.bool_]:
    """The codes that any trial of the dataset holds."""
    return np.bincount(facet.code, minlength=len(facet.codes)) > 0


def _year_label(name: str) -> str:
    if name == v.NOT_STATED:
        return "Not stated"
    return name.replace("until-", "Until ")


def enrollment(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """Trials by the size of their enrolment and by what the number counts.

    Columns as of ``trials.cross_breakdown``: rows are the bins and NOT_STATED, columns are the
    kinds (actual, estimated, not stated). A zero is a number: most are withdrawn trials. The
    numbers themselves are never added up.
    """
    mask = matching(store, filters)
    numbers = store.trials["enrollment"].to_numpy(dtype="float64", na_value=np.nan)[mask]
    lows = np.array([low for low, _ in ENROLLMENT_BINS])
    stated = ~np.isnan(numbers)
    bins = np.full(len(numbers), len(lows), dtype=np.int64)
    bins[stated] = np.searchsorted(lows, numbers[stated], side="right") - 1
    kinds = v.ENROLLMENT_TYPE.codes
    kind = store.trials["enrollment_type"].cat.set_categories(list(kinds)).cat.codes
    own = kind.to_numpy(dtype=np.int64)[mask]
    own[own < 0] = kinds.index(v.NOT_STATED)
    counts = _cells(bins, own, (len(lows) + 1, len(kinds)))
    shown = [n for n, code in enumerate(kinds) if code != v.UNLISTED or counts[:, n].any()]
    labels = [*(label for _, label in ENROLLMENT_BINS), "Not stated"]
    rows = [*(f"from-{low}" for low, _ in ENROLLMENT_BINS), v.NOT_STATED]
    totals = counts.sum(axis=1)
    records = [
        (
            *("enrollment", row, label),
            *("enrollment_type", kinds[n], v.ENROLLMENT_TYPE.labels[kinds[n]]),
            *(int(counts[place, n]), int(totals[place])),
            _share(counts[place, n], totals[place]),
        )
        for place, (row, label) in enumerate(zip(rows, labels, strict=True))
        for n in shown
    ]
    columns = ["row_field", "row", "row_label", "column_field", "column", "column_label"]
    return pd.DataFrame(records, columns=[*columns, "trials", "row_total", "share"])


def _share(part: int, whole: int) -> float:
    return float(part / whole) if whole else 0.0
