"""Study designs of a dataset: the one that a figure draws, and its parts with words for codes."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from data.link.state import PageState
from data.model import vocabulary as v
from data.queries.study_days import day_words, point_words, window_words
from data.store import TrialStore

STATES_KEPT = 16
MAIN = 1
"""The position of the main timeline, which is the day axis."""


def shown_design(store: TrialStore, state: PageState) -> str:
    """The study design that is drawn: the first one chosen, or the first; empty without one."""
    every = store.study_designs["regimen"].tolist()
    chosen = [regimen for regimen in every if regimen in state.protocols.regimen]
    return next(iter(chosen or ([] if state.protocols.regimen else every)), "")


def has_design(store: TrialStore, regimen: str) -> bool:
    """Says whether a protocol is a study design, with visits and activities."""
    return bool((store.study_designs["regimen"] == regimen).any())


def label_of(store: TrialStore, regimen: str) -> str:
    """The protocol's label; empty where there is none."""
    rows = store.regimens.loc[store.regimens["regimen"] == regimen, "label"]
    return str(rows.iloc[0]) if len(rows) else ""


def of_design(frame: pd.DataFrame, regimen: str) -> pd.DataFrame:
    """The rows of one study design."""
    return frame[frame["regimen"] == regimen].reset_index(drop=True)


@lru_cache(maxsize=STATES_KEPT)
def visits(store: TrialStore, regimen: str) -> pd.DataFrame:
    """The visits of every timeline, in its order.

    Columns of ``study_visits`` and timeline, timeline_kind, starts (what starts a sub-timeline),
    day_words, window_words, placement_label, day_basis (how it was placed, or why not).
    """
    lines = of_design(store.study_timelines, regimen).rename(
        columns={"position": "timeline_position", "kind": "timeline_kind"}
    )
    rows = of_design(store.study_visits, regimen).merge(
        lines[["timeline_position", "timeline", "timeline_kind", "starts"]],
        on="timeline_position",
        how="left",
    )
    is_main = (rows["timeline_position"] == MAIN).tolist()
    days = rows["day"].tolist()
    windows = zip(
        rows["window_lower"].tolist(),
        rows["window_upper"].tolist(),
        rows["window_printed"].tolist(),
        strict=True,
    )
    return rows.assign(
        day_words=_texts(
            day_words(day) if main else point_words(day)
            for day, main in zip(days, is_main, strict=True)
        ),
        window_words=_texts(window_words(*window) for window in windows),
        placement_label=rows["placement"].astype("str").map(v.VISIT_PLACEMENT.labels),
        day_basis=rows["basis"].where(rows["reason"] == "", rows["reason"]),
    )


def _texts(values: Iterable[str]) -> pd.Series:
    return pd.Series(list(values), dtype="str")
