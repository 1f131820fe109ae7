"""The key counts of a dataset under the filters."""

from dataclasses import dataclass

import numpy as np

from data import vocabulary as v
from data.filters import TrialFilters
from data.positions import Mask, rows_of
from data.queries.trials import matching
from data.store import TrialStore


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


def _organisations(store: TrialStore, mask: Mask) -> int:
    """Different organisations; of an import the facilities of its sites."""
    index = store.places
    rows = rows_of(mask, index.trial)
    if store.is_import:
        rows &= index.is_site
    return int(np.count_nonzero(np.bincount(index.organisation[rows])))


def totals(store: TrialStore, filters: TrialFilters) -> Totals:
    mask = matching(store, filters)
    countries = store.facets["country"].counts(mask)
    phases = store.facets["phase"].counts(mask)
    return Totals(
        trials=int(np.count_nonzero(mask)),
        all_trials=len(store.trials),
        countries=len([code for code in countries if code != v.NOT_STATED]),
        organisations=_organisations(store, mask),
        not_stated_phase=phases.get(v.NOT_STATED, 0),
        regimens=len(store.regimens),
        cohorts=len(store.cohorts),
        cohort_patients=int(store.cohorts["n"].sum()),
        events=len(store.regimen_events),
        notes=len(store.data_notes),
    )
