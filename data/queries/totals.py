"""The key counts of a dataset under the filters."""

from dataclasses import dataclass

import numpy as np

from data import vocabulary as v
from data.filters import TrialFilters
from data.queries.trials import matching
from data.store import TrialStore


@dataclass(frozen=True)
class Totals:
    """Counts for the Overview; trial counts obey the filters, protocol counts do not."""

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


def totals(store: TrialStore, filters: TrialFilters) -> Totals:
    mask = matching(store, filters)
    ids = store.trials.loc[mask, "nct_id"]
    organisations = store.trial_organisations
    countries = store.facets["country"].counts(mask)
    phases = store.facets["phase"].counts(mask)
    return Totals(
        trials=int(np.count_nonzero(mask)),
        all_trials=len(store.trials),
        countries=len([code for code in countries if code != v.NOT_STATED]),
        organisations=int(
            organisations.loc[organisations["nct_id"].isin(ids), "organisation"].nunique()
        ),
        not_stated_phase=phases.get(v.NOT_STATED, 0),
        regimens=len(store.regimens),
        cohorts=len(store.cohorts),
        cohort_patients=int(store.cohorts["n"].sum()),
        events=len(store.regimen_events),
        notes=len(store.data_notes),
    )
