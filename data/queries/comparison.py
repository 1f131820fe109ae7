"""Comparison: two to four regimens side by side, and what differs, computed from their events.

A value that the source does not state is no other value: it is said as stated elsewhere only.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import regimens as protocols
from data.queries.arm_codes import LEFT_WORDS
from data.queries.patients import arms_of, coverage
from data.queries.regimens import GOES_ON, day_text
from data.store import TrialStore

FEWEST = 2
ABSENT = "not stated"
SAME_DAY = "same day"
"""The end of what happens on one day."""
NONE_PRINTED = protocols.NONE_PRINTED

ATTRIBUTES = ("dose", "trough", "start", "end", "route", "schedule", "patients")
"""The things compared of an agent. ``patients`` compares for whom, not how many."""
DAYS = "days"
"""In place of ``start`` where all happens on single days."""

EventRow = dict[str, Any]
Arms = Mapping[str, Collection[str]]
"""Regimen -> the arms that its events tell apart."""

SPANS = ("continuously",)
"""Schedules that say no more than a span of days does."""
WITHOUT_DAY = ", day not stated"
"""Behind words that the source prints in place of a day."""


def compared(store: TrialStore, state: PageState) -> tuple[str, ...]:
    """The chosen regimens, or the data's first ones where none is chosen."""
    return state.compare.compared(store.known)


def events(store: TrialStore, regimens: Sequence[str]) -> pd.DataFrame:
    """All events of these regimens: columns of ``queries.regimens.events``, induction_printed.

    ``induction_printed`` is the induction cell of Table 4, empty for regimens outside it.
    """
    state = PageState(protocols=ProtocolOptions(regimen=tuple(regimens)))
    frame = protocols.events(store, state)
    frame = frame[frame["regimen"].isin(regimens)].reset_index(drop=True)
    cells = (store.cohorts[name].astype("str") for name in ("cohort", "induction_printed"))
    printed = dict(zip(*cells, strict=True))
    own = [printed.get(regimen, "") for regimen in frame["regimen"]]
    return frame.assign(induction_printed=pd.Series(own, index=frame.index, dtype="str"))


def treatments(frame: pd.DataFrame) -> pd.DataFrame:
    """The events that are treatments: words that no rule could place are none."""
    return frame[frame["agent"] != LEFT_WORDS].reset_index(drop=True)


def compared_events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events and printed nones of the compared regimens: ``queries.regimens.drawn``."""
    return protocols.drawn(
        store, PageState(protocols=ProtocolOptions(regimen=compared(store, state)))
    )


def short_labels(store: TrialStore, regimens: Sequence[str]) -> dict[str, str]:
    """Regimen -> short label, in the order given."""
    labels = dict(zip(store.regimens["regimen"], store.regimens["short_label"], strict=True))
    return {regimen: str(labels[regimen]) for regimen in regimens}


def _without_day(printed: str) -> str:
    return printed if printed == ABSENT else f"“{printed}”{WITHOUT_DAY}"


def start_text(row: Mapping[str, object]) -> str:
    """The start as a day where there is one, else in the source's words."""
    day = row["start_day"]
    if pd.isna(day):
        return _without_day(str(row["start_words"]))
    around = row["tolerance_days"]
    within = "" if pd.isna(around) else f" ± {around:g}"
    return day_text(float(str(day))) + within


def end_text(row: Mapping[str, object]) -> str:
    """The end as a day and what happens there; in the source's words where no day is known."""
    day, kind = row["end_day"], str(row["end_kind"])
    if kind == "ONGOING":
        return GOES_ON
    if pd.isna(day):
        return _without_day(str(row["end_words"]))
    if day == row["start_day"]:
        return SAME_DAY
    words = {"WEANED": "weaned from {}", "SWITCHED": "to {}, then switched to another agent"}
    return words.get(kind, "to {}").format(day_text(float(str(day))))


def _patients_text(own: Sequence[EventRow], arms: Collection[str]) -> str:
    """For whom an agent is, by the text, and by Table 4 where that says otherwise."""
    code = coverage(own, arms)
    words = ABSENT if code == v.NOT_STATED else v.COVERAGE.labels[code].lower()
    others = [
        v.COVERAGE_TABLE_4.labels[str(row["coverage_table_4"])].lower()
        for row in own
        if row["coverage_table_4"]
    ]
    return words + "".join(f" (Table 4: {other})" for other in dict.fromkeys(others))


def _joined(values: Sequence[str]) -> str:
    """The values of several events in order; one value where all are the same."""
    return values[0] if len(set(values)) == 1 else "; ".join(values)


def _texts(own: Sequence[EventRow], arms: Collection[str]) -> dict[str, str]:
    """Attribute -> text of several events of one agent in one role."""
    return {
        "dose": _joined([str(row["dose"]) for row in own]),
        "trough": _joined([str(row["trough_target"]) for row in own]),
        "start": _joined([start_text(row) for row in own]),
        "end": _joined([end_text(row) for row in own]),
        "route": _joined([str(row["route"]) for row in own]),
        "schedule": _joined([str(row["schedule"]) for row in own]),
        "patients": _patients_text(own, arms),
    }


@dataclass(frozen=True)
class Difference:
    """One attribute of an agent that differs.

    Attributes:
        attribute: one of ``ATTRIBUTES``, or ``DAYS``.
        stated_in: the regimens that state it, of those that have the agent.
        other: whether two stated values differ, and not only stated against not stated.
    """

    attribute: str
    stated_in: tuple[str, ...]
    other: bool


@dataclass(frozen=True)
class AgentDifference:
    """One agent in one role, and its differences between the regimens.

    Attributes:
        used_in: the regimens that have it, in their order.
    """

    role: str
    agent: str
    agent_code: str
    agent_class: str
    used_in: tuple[str, ...]
    differences: tuple[Difference, ...]


def _is_stated(text: str) -> bool:
    """Words in place of a day, and a schedule that a span of days says already, state nothing."""
    return not all(
        part in (ABSENT, "not applicable", *SPANS) or part.endswith(WITHOUT_DAY)
        for part in text.split("; ")
    )


def _differences(used: Mapping[str, Sequence[EventRow]], arms: Arms) -> tuple[Difference, ...]:
    """The attributes that differ between the regimens that have an agent."""
    texts = {regimen: _texts(own, arms[regimen]) for regimen, own in used.items()}
    on_days = all(row["start_day"] == row["end_day"] for own in used.values() for row in own)
    same_days = on_days and len({own["start"] for own in texts.values()}) == 1
    found = []
    for attribute in ATTRIBUTES:
        values = {regimen: own[attribute] for regimen, own in texts.items()}
        stated = tuple(regimen for regimen, text in values.items() if _is_stated(text))
        said = {values[regimen] for regimen in stated}
        if attribute == "schedule" and len(stated) == len(values) and same_days:
            continue  # the days are the schedule, whatever its words
        if attribute == "end" and all(set(text.split("; ")) == {SAME_DAY} for text in said):
            continue  # the start says it already
        if len(said) > 1 or 0 < len(stated) < len(values):
            name = DAYS if attribute == "start" and on_days else attribute
            found.append(Difference(name, stated, len(said) > 1))
    return tuple(found)


def agent_differences(store: TrialStore, regimens: Sequence[str]) -> tuple[AgentDifference, ...]:
    """Each (role, agent) of the regimens, in drawing order."""
    arms = arms_of(store)
    frame = treatments(events(store, regimens))
    frame = frame.sort_values(["role", "agent_class", "agent"], kind="stable")
    by_agent: dict[tuple[str, str], list[EventRow]] = {}
    for row in frame.to_dict("records"):
        event = {str(name): value for name, value in row.items()}
        by_agent.setdefault((str(row["role"]), str(row["agent"])), []).append(event)
    made = []
    for (role, agent), rows in by_agent.items():
        used = {
            regimen: own
            for regimen in regimens
            if (own := [row for row in rows if row["regimen"] == regimen])
        }
        made.append(
            AgentDifference(
                role,
                agent,
                str(rows[0]["agent_code"]),
                str(rows[0]["agent_class"]),
                tuple(used),
                _differences(used, arms) if len(used) > 1 else (),
            )
        )
    return tuple(made)
