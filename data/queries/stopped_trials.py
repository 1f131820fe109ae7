"""The stopped trials under the filters, and why they stopped, in the record's own words."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from data.index.index_arrays import Whole
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.trial_table import listed
from data.store import TrialStore

STOPPED = ("TERMINATED", "WITHDRAWN", "SUSPENDED")
"""Statuses of trials that ended before their time, or pause."""
ROWS_A_PART = 12
ROWS_A_CHUNK = 5_000
NO_REASON = "No reason is stated"
TEXTS = ("nct_id", "title", "why_stopped", "completion_date", "source", "locator")
COLUMNS = (
    *("nct_id", "title", "status_label", "why_stopped", "completion_words", "enrollment_words"),
    *("source", "locator"),
)
COUNTED = ("stopped", "stating", "parts", "part")
"""Attributes of a frame: how many stopped, how many of them say why, the parts and this one."""


def in_order(store: TrialStore, state: PageState) -> Whole:
    """The trials under the filters in the order of the table of trials, whatever is searched."""
    return listed(store, replace(state, table=replace(state.table, find="")))


def stopped(store: TrialStore, state: PageState) -> Whole:
    """The places of the stopped trials under the filters, in the table's order."""
    if "overall_status" not in store.trials or "why_stopped" not in store.trials:
        return np.empty(0, dtype=np.int64)
    places = in_order(store, state)
    return places[np.asarray(store.trials["overall_status"].isin(STOPPED), dtype=bool)[places]]


def stopped_trials(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One part of the stopped trials: ``COLUMNS``; its attributes count all (``COUNTED``)."""
    places = stopped(store, state)
    parts = max(-(-len(places) // ROWS_A_PART), 1)
    part = min(max(state.results.stopped_part, 1), parts)
    frame = rows_at(store, places[(part - 1) * ROWS_A_PART : part * ROWS_A_PART])
    stating = int((store.trials["why_stopped"].iloc[places] != "").sum()) if len(places) else 0
    frame.attrs |= dict(zip(COUNTED, (len(places), stating, parts, part), strict=True))
    return frame


def rows_at(store: TrialStore, places: Whole) -> pd.DataFrame:
    """The stopped trials at these places: ``COLUMNS``."""
    if not len(places):
        return pd.DataFrame(columns=[*COLUMNS], dtype="str")
    rows = store.trials.iloc[places]
    labels = v.OVERALL_STATUS.labels
    return pd.DataFrame(
        {
            "nct_id": rows["nct_id"].to_numpy(),
            "title": rows["title"].to_numpy(),
            "status_label": [labels[str(code)] for code in rows["overall_status"]],
            "why_stopped": [str(text) or NO_REASON for text in rows["why_stopped"]],
            "completion_words": [
                dated(str(day), str(kind))
                for day, kind in zip(
                    rows["completion_date"], rows["completion_date_type"], strict=True
                )
            ],
            "enrollment_words": [
                enrolled(number, str(kind))
                for number, kind in zip(rows["enrollment"], rows["enrollment_type"], strict=True)
            ],
            "source": rows["source"].to_numpy(),
            "locator": rows["locator"].to_numpy(),
        }
    )


def dated(day: str, kind: str) -> str:
    """``2011-07 (actual)``; what is not stated says so."""
    if not day:
        return v.DATE_TYPE.labels[v.NOT_STATED]
    return f"{day} ({v.DATE_TYPE.labels[kind].lower()})" if kind in ("ACTUAL", "ESTIMATED") else day


def enrolled(number: object, kind: str) -> str:
    """``22 (actual)``; what is not stated says so."""
    if number is None or pd.isna(number):
        return v.ENROLLMENT_TYPE.labels[v.NOT_STATED]
    said = v.ENROLLMENT_TYPE.labels[kind].lower() if kind in ("ACTUAL", "ESTIMATED") else ""
    return f"{int(str(number)):,}" + (f" ({said})" if said else "")


def in_chunks(store: TrialStore, state: PageState) -> tuple[int, Iterator[pd.DataFrame]]:
    """The number of all stopped trials, and their rows some thousand at a time."""
    places = stopped(store, state)
    starts = range(0, max(len(places), 1), ROWS_A_CHUNK)
    return len(places), (rows_at(store, places[start : start + ROWS_A_CHUNK]) for start in starts)


def lacks(store: TrialStore, state: PageState) -> str:
    """Says why there are no stopped trials to show; empty where there are."""
    if store.not_in_file("trials", "why_stopped") or "why_stopped" not in store.trials:
        return "Not in this file: why a trial stopped."
    if not len(stopped(store, state)):
        return "No trial under the filters is terminated, withdrawn or suspended."
    return ""


def said_why(frame: pd.DataFrame) -> str:
    """``132 of 138 stopped trials say why.``"""
    number, stating = (int(frame.attrs.get(name, 0)) for name in COUNTED[:2])
    verb = "says" if number == 1 else "say"
    parts, part = (int(frame.attrs.get(name, 1)) for name in COUNTED[2:])
    more = f" Part {part:,} of {parts:,} is shown; the files have all." if parts > 1 else ""
    return f"{stating:,} of {amount(number, 'stopped trial')} {verb} why.{more}"
