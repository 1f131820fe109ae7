"""The key counts of a dataset under the filters."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data.index.index_arrays import Integers, Whole
from data.index.place_index import ROLES
from data.link.filters import TrialFilters
from data.model import vocabulary as v
from data.queries.trials import chosen
from data.store import TrialStore

TOTALS_KEPT = 64
"""Filters whose totals are remembered."""
STORES_KEPT = 32


@dataclass(frozen=True)
class Totals:
    """Counts for the Overview; trial counts obey the filters, protocol counts do not.

    organisations: those printed, in any role; of an import the facilities, a name in a city.
    """

    trials: int
    all_trials: int
    countries: int
    organisations: int
    not_stated_phase: int
    regimens: int
    cohorts: int
    cohort_patients: int
    events: int
    notes: int


def _organisations(store: TrialStore, filters: TrialFilters) -> int:
    """Different organisations; of an import the facilities of its sites."""
    trials = chosen(store, filters)
    counts = _organisation_counts(store, trials.fewer)
    if trials.is_rest:
        counts = _organisation_counts_of_all(store) - counts
    return int(np.count_nonzero(counts))


def _organisation_counts(store: TrialStore, trials: Whole) -> Integers:
    """Counts how often each organisation stands in these trials."""
    index = store.places
    rows = store.rows_of("trial_organisations").at(trials)
    if not store.places_beside_sites:
        role = index.entry.take(rows) // 2
        rows = rows.take(np.flatnonzero(role == ROLES.index("SITE")))
    counts = np.bincount(index.organisation.take(rows), minlength=index.organisations)
    return counts.astype(np.int32)


@lru_cache(maxsize=STORES_KEPT)
def _organisation_counts_of_all(store: TrialStore) -> Integers:
    return _organisation_counts(store, np.arange(len(store.trials)))


@lru_cache(maxsize=TOTALS_KEPT)
def totals(store: TrialStore, filters: TrialFilters) -> Totals:
    trials, own = chosen(store, filters), store.alone
    countries, phases = (
        store.facets[key].counts(trials) if key in store.facets else {}
        for key in ("country", "phase")
    )
    return Totals(
        trials=trials.number,
        all_trials=len(store.trials),
        countries=len([code for code in countries if code != v.NOT_STATED]),
        organisations=_organisations(store, filters),
        not_stated_phase=phases.get(v.NOT_STATED, 0),
        regimens=len(own.regimens),
        cohorts=len(own.cohorts),
        cohort_patients=int(own.cohorts["n"].sum()),
        events=len(own.regimen_events),
        notes=len(own.data_notes),
    )
