"""The posted results of one trial in short: its primary outcomes, deaths and any serious event."""

import numpy as np
import pandas as pd

from data.queries.posted_results import posted
from data.queries.primary_outcomes import rows_at
from data.store import TrialStore

KINDS = {"ANY_SERIOUS": "Any serious adverse event", "DEATH": "Death of any cause"}
"""Totals of a group -> their words."""
COLUMNS = ("event_label", "group", "affected", "at_risk", "source", "locator")


def has_posted(store: TrialStore, nct_id: str) -> bool:
    """Says whether the data hold posted results of a trial."""
    place = store.place_of(nct_id)
    return bool(len(place)) and bool(posted(store)[place[0]])


def primary_of(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """The primary outcomes of a trial; columns: those of ``primary_outcomes``."""
    return rows_at(store, np.asarray(store.place_of(nct_id), dtype=np.int64))


def harms_in_short(store: TrialStore, nct_id: str) -> pd.DataFrame:
    """Those affected and at risk of each group, all as posted: ``COLUMNS``."""
    events = store.record("results_events", nct_id)
    groups = store.record("results_groups", nct_id)
    own = groups[groups["results_part"].astype("str") == "EVENT"]
    titles = dict(zip(own["group_id"], own["title"], strict=True))
    rows = [
        {
            "event_label": label,
            "group": titles.get(row["group_id"], row["group_id"]),
            **{name: row[name] for name in ("affected", "at_risk", "source", "locator")},
        }
        for kind, label in KINDS.items()
        for row in events[events["event_kind"].astype("str") == kind].to_dict("records")
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS], dtype="str")
