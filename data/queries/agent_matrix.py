"""Which agent stands in which Miami cohort, and for whom: the events, summed up by cell."""

from collections.abc import Iterable, Mapping

import pandas as pd

from data import vocabulary as v
from data.store import TrialStore

ALL, SOME, NOT_STATED, INFERRED, NOT_USED = "ALL", "SOME", "NOT_STATED", "INFERRED", "NOT_USED"
STATES = {
    ALL: "For all patients",
    SOME: "For some patients",
    NOT_STATED: "Not stated for whom",
    INFERRED: "Use inferred",
    NOT_USED: "Not named for this cohort",
}
"""State of a cell -> its label, the best supported first."""

EVENT_SIGN = " · "
"""Between the events of a cell in ``event_states``, whose texts hold semicolons."""

COLUMNS = (
    "cohort",
    "cohort_label",
    "years",
    "n",
    "agent",
    "agent_code",
    "agent_name",
    "agent_class",
    "class_label",
    "role_labels",
    "state",
    "state_label",
    "event_states",
    "events",
    "locators",
)

EVENT_COLUMNS = (
    "event",
    "agent",
    "regimen",
    "role",
    "coverage",
    "use_certainty",
    "arm",
    "patients",
    "patients_n",
    "locator",
)
AGENT_COLUMNS = ("agent", "code", "name", "agent_class")


def event_state(coverage: str, use_certainty: str) -> str:
    """What one event says: that the agent is given at all may itself be an inference."""
    return INFERRED if use_certainty == v.CERTAINTY.codes[1] else coverage


def cell_state(states: Iterable[str]) -> str:
    """The best supported of the events' states: given to all once is given to all."""
    return min(states, key=list(STATES).index, default=NOT_USED)


def _joined(parts: Iterable[str], sign: str = "; ") -> str:
    """The parts without repeats, in their order."""
    return sign.join(dict.fromkeys(parts))


def _records(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows as plain texts: this query asks many small questions, each slow of a frame."""
    texts = [frame[name].astype("str").tolist() for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*texts, strict=True)]


def _used_events(store: TrialStore) -> list[dict[str, str]]:
    """The events of the cohorts of Table 4, with their state."""
    cohorts = set(store.cohorts["cohort"])
    return [
        event | {"state": event_state(event["coverage"], event["use_certainty"])}
        for event in _records(store.regimen_events, EVENT_COLUMNS)
        if event["regimen"] in cohorts
    ]


def _role_words(event: Mapping[str, str]) -> str:
    return v.EVENT_ROLE.labels[event["role"]]


def _event_words(event: Mapping[str, str]) -> str:
    return f"{_role_words(event)}: {STATES[event['state']].lower()} ({event['patients']})"


def agent_matrix(store: TrialStore) -> pd.DataFrame:
    """One row an agent and cohort, for every agent that some cohort has.

    Agents by class in the vocabulary's order, then by code; cohorts in the order of Table 4,
    which is that of their years. Columns: ``COLUMNS``; role_labels, event_states (what each
    event says of its patients), events (ids) and locators are joined texts, empty where the
    agent is not named for the cohort. state is a key of ``STATES``.
    """
    by_cell: dict[tuple[str, str], list[dict[str, str]]] = {}
    for event in _used_events(store):
        by_cell.setdefault((event["agent"], event["regimen"]), []).append(event)
    used = {agent for agent, _ in by_cell}
    agents = [row for row in _records(store.agents, AGENT_COLUMNS) if row["agent"] in used]
    agents.sort(key=_class_then_code)
    labels = dict(zip(store.regimens["regimen"], store.regimens["short_label"], strict=True))
    cohorts = list(store.cohorts.sort_values("position").itertuples())
    rows = [
        {
            "cohort": cohort.cohort,
            "cohort_label": labels[cohort.cohort],
            "years": cohort.years_printed,
            "n": int(cohort.n),
            "agent": agent["agent"],
            "agent_code": agent["code"],
            "agent_name": agent["name"],
            "agent_class": agent["agent_class"],
            "class_label": v.AGENT_CLASS.labels[agent["agent_class"]],
            **_summed_up(by_cell.get((agent["agent"], str(cohort.cohort)), []), int(cohort.n)),
        }
        for agent in agents
        for cohort in cohorts
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _class_then_code(agent: Mapping[str, str]) -> tuple[int, str]:
    return v.AGENT_CLASS.codes.index(agent["agent_class"]), agent["code"].casefold()


def _reaches_all(events: list[dict[str, str]], n: int) -> bool:
    """Whether the stated numbers of several arms add up to all ``n`` patients of the cohort."""
    numbers = {event["arm"]: str(event["patients_n"]) for event in events}
    stated = [int(number) for number in numbers.values() if number.isdecimal()]
    return len(stated) > 1 and sum(stated) == n


def _summed_up(events: list[dict[str, str]], n: int) -> dict[str, str]:
    """What the events of one cell say together."""
    all_arms = [ALL] if _reaches_all(events, n) else []
    state = cell_state([*all_arms, *(event["state"] for event in events)])
    return {
        "role_labels": _joined(_role_words(event) for event in events),
        "state": state,
        "state_label": STATES[state],
        "event_states": _joined((_event_words(event) for event in events), EVENT_SIGN),
        "events": _joined(event["event"] for event in events),
        "locators": _joined(event["locator"] for event in events),
    }


def in_words(frame: pd.DataFrame) -> str:
    """The agents of each cohort by code, with a word where not all patients are stated."""
    names: dict[str, list[str]] = {}
    for row in frame.itertuples():
        own = names.setdefault(str(row.cohort_label), [])
        if row.state != NOT_USED:
            whom = "" if row.state == ALL else f" ({STATES[row.state].lower()})"
            own.append(f"{row.agent_code}{whom}")
    parts = [f"{label}: {', '.join(own) or 'none'}." for label, own in names.items()]
    return " ".join(parts) or "No cohort has an event."
