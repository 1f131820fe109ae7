"""Which agent stands in which Miami cohort, and for whom: the events, summed up by cell."""

from collections.abc import Iterable, Mapping
from typing import Any

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


def event_state(coverage: str, use_certainty: str) -> str:
    """What one event says: that the agent is given at all may itself be an inference."""
    return INFERRED if use_certainty == v.CERTAINTY.codes[1] else coverage


def cell_state(states: Iterable[str]) -> str:
    """The best supported of the events' states: given to all once is given to all."""
    return min(states, key=list(STATES).index, default=NOT_USED)


def _joined(parts: Iterable[str], sign: str = "; ") -> str:
    """The parts without repeats, in their order."""
    return sign.join(dict.fromkeys(parts))


def used_events(store: TrialStore) -> pd.DataFrame:
    """The events of the cohorts of Table 4, with the words of their agents and their state."""
    rows = store.regimen_events[store.regimen_events["regimen"].isin(store.cohorts["cohort"])]
    rows = rows.merge(
        store.agents[["agent", "code", "name", "agent_class"]].rename(
            columns={"code": "agent_code", "name": "agent_name"}
        ),
        on="agent",
    )
    return rows.assign(
        state=[
            event_state(str(coverage), str(certainty))
            for coverage, certainty in zip(rows["coverage"], rows["use_certainty"], strict=True)
        ],
        role_label=rows["role"].astype("str").map(v.EVENT_ROLE.labels),
    )


def _event_words(event: Mapping[str, Any]) -> str:
    return f"{event['role_label']}: {STATES[event['state']].lower()} ({event['patients']})"


def agent_matrix(store: TrialStore) -> pd.DataFrame:
    """One row an agent and cohort, for every agent that some cohort has.

    Agents by class in the vocabulary's order, then by code; cohorts in the order of Table 4,
    which is that of their years. Columns: ``COLUMNS``; role_labels, event_states (what each
    event says of its patients), events (ids) and locators are joined texts, empty where the
    agent is not named for the cohort. state is a key of ``STATES``.
    """
    events = used_events(store)
    agents = events.drop_duplicates("agent")
    agents = agents.assign(
        _class=agents["agent_class"].astype("str").map(v.AGENT_CLASS.codes.index),
        _code=agents["agent_code"].str.casefold(),
    ).sort_values(["_class", "_code"], kind="stable")
    cohorts = store.cohorts.sort_values("position").merge(
        store.regimens[["regimen", "short_label"]], left_on="cohort", right_on="regimen"
    )
    cells = dict(list(events.groupby(["agent", "regimen"], sort=False)))
    rows = []
    for agent in agents.itertuples():
        for cohort in cohorts.itertuples():
            own = cells.get((agent.agent, cohort.cohort), events.head(0))
            state = cell_state(own["state"])
            rows.append(
                {
                    "cohort": cohort.cohort,
                    "cohort_label": cohort.short_label,
                    "years": cohort.years_printed,
                    "n": int(cohort.n),
                    "agent": agent.agent,
                    "agent_code": agent.agent_code,
                    "agent_name": agent.agent_name,
                    "agent_class": str(agent.agent_class),
                    "class_label": v.AGENT_CLASS.labels[str(agent.agent_class)],
                    "role_labels": _joined(own["role_label"]),
                    "state": state,
                    "state_label": STATES[state],
                    "event_states": _joined(
                        (_event_words(row) for _, row in own.iterrows()), EVENT_SIGN
                    ),
                    "events": _joined(own["event"]),
                    "locators": _joined(own["locator"]),
                }
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def in_words(frame: pd.DataFrame) -> str:
    """The agents of each cohort by code, with a word where not all patients are stated."""
    parts = []
    for label, whole in frame.groupby("cohort_label", sort=False):
        own = whole[whole["state"] != NOT_USED]
        names = [
            row.agent_code
            if row.state == ALL
            else f"{row.agent_code} ({STATES[row.state].lower()})"
            for row in own.itertuples()
        ]
        parts.append(f"{label}: {', '.join(names) or 'none'}.")
    return " ".join(parts) or "No cohort has an event."
