"""Rows of events as a query gives them, which the tests of timelines draw."""

from itertools import combinations
from typing import Any

import pandas as pd

from components.figures.timeline.events import Event, read_events
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.queries import regimens
from data.store import TrialStore
from tests.regimen_sets import COMPARED, FIRST_SHOWN

ROW: dict[str, Any] = {
    "regimen": "a",
    "regimen_label": "Protocol A (n = 2)",
    "day_zero_label": "Islet infusion",
    "role": "MAINTENANCE",
    "role_label": "Maintenance",
    "agent": "tac",
    "agent_code": "TAC",
    "agent_name": "Tacrolimus",
    "agent_class": "CALCINEURIN_INHIBITOR",
    "class_label": "Calcineurin inhibitor",
    "target": "Calcineurin",
    "start_day": None,
    "start_words": "not stated",
    "end_day": None,
    "end_kind": "NOT_STATED",
    "end_label": "Not stated",
    "end_words": "not stated",
    "tolerance_days": None,
    "dose": "not stated",
    "route": "not stated",
    "schedule": "not stated",
    "trough_target": "not stated",
    "patients": "all (n = 2)",
    "alternative_to": "",
    "certainty": "NOT_STATED",
    "certainty_label": "Not stated",
    "remark": "",
    "locator": "Table 9, row 1",
    "arm_label": "",
    "coverage": "ALL",
    "coverage_table_4": "",
    "group_certainty": "STATED",
    "patients_n": "",
    "patients_qualifier": "",
    "patients_table_4": "",
}
"""An agent of all patients without a day."""
CELLS = {
    "role": "CELL_INFUSION",
    "role_label": "Cell infusion",
    "agent": "cd34",
    "agent_code": "CD34+",
    "agent_class": "CELL_PRODUCT",
    "class_label": "Stem or marrow cells",
}
INDUCTION = {"role": "INDUCTION", "role_label": "Induction"}
DAC = {
    **INDUCTION,
    "agent": "dac",
    "agent_code": "DAC",
    "agent_name": "Daclizumab",
    "agent_class": "IL2R_ANTIBODY",
}
ATG = {
    **INDUCTION,
    "agent": "atg",
    "agent_code": "ATG",
    "agent_name": "Antithymocyte globulin",
    "agent_class": "T_CELL_DEPLETING",
}
NONE = {
    **INDUCTION,
    "agent": "",
    "agent_code": "none",
    "agent_name": "None, as printed",
    "agent_class": "",
    "class_label": "",
    "certainty": "STATED",
}
"""A printed none."""
EVIL = "<a href='javascript:alert(1)'>x</a>"
WINDOWS = ("both", "transplant", "followup")


def frame_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **row} for row in rows], columns=list(ROW))


def on(day: float, **more: Any) -> dict[str, Any]:
    """A stated event on one day."""
    return {"start_day": day, "end_day": day, "end_kind": "FIXED", "certainty": "STATED", **more}


def span(start: float | None, end: float | None, kind: str, **more: Any) -> dict[str, Any]:
    """A worked out event of some length."""
    return {"start_day": start, "end_day": end, "end_kind": kind, "certainty": "INFERRED", **more}


def events_of(*rows: dict[str, Any]) -> list[Event]:
    return read_events(frame_of(*rows))


def event(**row: Any) -> Event:
    return events_of(row)[0]


def agents(number: int, **more: Any) -> list[dict[str, Any]]:
    """So many agents of one role, an agent a row."""
    return [{"agent": f"a{place}", "agent_code": f"A{place}", **more} for place in range(number)]


def real(store: TrialStore, *names: str, **more: Any) -> pd.DataFrame:
    return regimens.drawn(store, PageState(protocols=ProtocolOptions(regimen=names, **more)))


EVERY = 13
"""One choice in so many of the 793 is drawn; a prime, so that every size and protocol is."""


def choices(store: TrialStore) -> list[tuple[str, ...]]:
    """Choices of one to four protocols: each alone, a sample of the others, the presets."""
    every = list(store.regimens["regimen"])
    all_of_them = [each for size in range(1, 5) for each in combinations(every, size)]
    presets = [tuple(chosen) for _, chosen in COMPARED]
    sample = [*all_of_them[: len(every)], *all_of_them[len(every) :: EVERY]]
    return list(dict.fromkeys([*sample, *presets, FIRST_SHOWN]))
