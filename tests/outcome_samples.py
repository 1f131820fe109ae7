"""Frames of posted outcomes and analyses of the studies of ``tests.posted_studies``."""

import pandas as pd

from data.datasets.catalogue import Datasets
from data.link.options import ResultOptions
from data.link.state import PageState
from data.queries.posted_analyses import analysis_rows, posted_analyses
from data.queries.posted_outcome import outcome_by_arm
from data.store import TrialStore
from tests.posted_studies import POSTED

HOSTILE_TRIAL, TIMES_TRIAL = "NCT00000766", "NCT00000719"
MARKUP = "<img src=x onerror=alert(1)>"
MEASURE = {
    "position": 1,
    "posted_outcome_kind": "PRIMARY",
    "posted_outcome_kind_printed": "",
    "measure": "A measure",
    "time_frame": "Day 1",
    "units": "mg",
}
GROUPS = [
    {"measure_position": 1, "group_id": "OG000", "title": "A"},
    {"measure_position": 1, "group_id": "OG001", "title": "B"},
]
ANALYSIS = {
    **dict.fromkeys(
        (
            *("param_value", "lower", "upper", "interval_percent", "interval_sides", "p_value"),
            *("method", "non_inferiority", "dispersion_type", "dispersion_value"),
            *("groups_description", "estimate_comment", "lower_comment", "upper_comment"),
            *("p_value_comment", "method_comment", "non_inferiority_comment", "other_comment"),
        ),
        "",
    ),
    "measure_position": 1,
    "group_ids": "OG000|OG001",
    "param_type": "Hazard Ratio (HR)",
    "source": "a file",
    "locator": "analyses[0]",
}


def state_of(posted: Datasets, trial: str, measure: int = 0) -> tuple[TrialStore, PageState]:
    store = posted.named(POSTED)
    options = ResultOptions(trial=trial, measure=measure)
    return store, PageState(store.no_filters(), results=options, dataset=store.known.dataset)


def outcome_of(posted: Datasets, trial: str, measure: int = 0) -> pd.DataFrame:
    return outcome_by_arm(*state_of(posted, trial, measure))


def analyses_of(posted: Datasets, trial: str) -> pd.DataFrame:
    return posted_analyses(*state_of(posted, trial))


def analyses(*rows: dict[str, str]) -> pd.DataFrame:
    """Analyses of two groups of one measure."""
    made = analysis_rows([{**ANALYSIS, **row} for row in rows], [MEASURE], GROUPS)
    return pd.DataFrame(list(made)).astype(
        {"number": "float64", "low": "float64", "high": "float64"}
    )
