"""Rows of the table of trials under some filters, for tests."""

import numpy as np
import pandas as pd

from data.link.filters import TrialFilters
from data.queries.trial_words import rows_at
from data.queries.trials import matching
from data.store import TrialStore


def trial_rows(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """One row a matching trial, as ``rows_at`` says them."""
    return rows_at(store, np.flatnonzero(matching(store, filters)))
