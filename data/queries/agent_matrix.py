"""The agents in each Miami cohort, and for whom: the events, summed up by cell.

Of data without the cohorts of Table 4 the columns are its protocols.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from data.model import vocabulary as v
from data.queries.arm_codes import LEFT_WORDS
from data.queries.patients import RULE, arms_of, either, two_numbers
from data.queries.patients import coverage as coverage_of
from data.queries.regimen_owners import own_regimens
from data.queries.regimens import NONE_PRINTED, class_labels
from data.store import TrialStore

ALL, SOME, NOT_STATED, INFERRED = "ALL", "SOME", "NOT_STATED", "INFERRED"
NONE, NOT_MENTIONED = "NONE", "NOT_MENTIONED"
STATES = {
    ALL: "For all patients",
    SOME: "For some patients",
    NOT_STATED: "Not stated for whom",
    INFERRED: "Given; that it was here is inferred",
    NONE: "Induction: none, as printed",
    NOT_MENTIONED: "Not mentioned here",
}
"""State of a cell -> its label, the best supported first."""

MOST_PROTOCOLS = 6
"""Columns of data without cohorts: their names need more room than years do."""
LEFT_OUT = "left_out"
"""Attribute of the frame: what it shows, and what it has no room for, in a sentence."""
INDUCTION_COLUMN = frozenset({"INDUCTION", "ANTI_INFLAMMATORY"})
"""Roles of the agents that Table 4 prints in its column of induction."""

EVENT_SIGN = " · "
"""Between the events of a cell in ``event_states``, whose texts hold semicolons."""

COLUMNS = (
    "cohort",
    "cohort_label",
    "years",
    "n_words",
    "agent",
    "agent_code",
    "agent_name",
    "agent_class",
    "class_label",
    "role_labels",
    "state",
    "state_label",
    "two_numbers",
    "table_4_label",
    "event_states",
    "events",
    "locators",
)

EVENT_COLUMNS = (
    "event",
    "agent",
    "regimen",
    "role",
    "arm",
    "coverage",
    "coverage_table_4",
    "group_certainty",
    "patients",
    "locator",
)
AGENT_COLUMNS = ("agent", "code", "name", "agent_class", "class_label")


def event_state(coverage: str, group_certainty: str) -> str:
    """The state of one event: its use in this cohort may itself be an inference."""
    return INFERRED if group_certainty == v.CERTAINTY.codes[1] else coverage


def cell_state(events: Sequence[Mapping[str, str]], arms: Collection[str]) -> str:
    """The best supported of the events' states; what every arm had is given to all."""
    states = [event_state(event["coverage"], event["group_certainty"]) for event in events]
    stated = [event for event in events if event["group_certainty"] != v.CERTAINTY.codes[1]]
    if coverage_of(stated, arms) == ALL:
        return ALL
    return min(states, key=list(STATES).index, default=NOT_MENTIONED)


def _joined(parts: Iterable[str], sign: str = "; ") -> str:
    """The parts without repeats, in their order."""
    return sign.join(dict.fromkeys(parts))


def _records(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows as plain texts: this query asks many small questions, each slow of a frame."""
    texts = [frame[name].astype("str").tolist() for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*texts, strict=True)]


def columns_shown(store: TrialStore, chosen: Sequence[str] = ()) -> pd.DataFrame:
    """The columns of the matrix in their order: cohort (the code), years (empty: none printed).

    All cohorts of Table 4, whatever is chosen. Where the dataset has none: the protocols chosen,
    if they are several or it has none of its own, else its first.
    """
    cohorts = store.alone.cohorts
    if len(cohorts):
        rows = cohorts.sort_values("position")
        return pd.DataFrame({"cohort": rows["cohort"], "years": rows["years_printed"]})
    regimens, own = store.regimens["regimen"], own_regimens(store)
    wanted = regimens[regimens.isin(chosen)]
    shown = wanted if len(wanted) > 1 or not own else regimens[regimens.isin(own)]
    return pd.DataFrame({"cohort": shown.head(MOST_PROTOCOLS), "years": ""})


def _said_of_columns(store: TrialStore, shown: int, chosen: int) -> str:
    if len(store.alone.cohorts):
        words = "The Miami cohorts of Table 4 by their years, all of them whatever is filtered."
        return f"{words} {RULE}"
    total = len(own_regimens(store))
    if not total:
        return f"The first {shown} of {chosen} chosen." if shown < chosen else ""
    if shown == total:
        return "Every protocol of the dataset, whatever is filtered."
    return f"{shown} of {total} protocols: those chosen, or the first of the dataset."


def _used_events(store: TrialStore, columns: Collection[str]) -> list[dict[str, str]]:
    """The events of these protocols, with their state, and both numbers that differ."""
    cohorts = set(columns)
    numbers = map(two_numbers, store.regimen_events.to_dict("records"))
    events = zip(_records(store.regimen_events, EVENT_COLUMNS), numbers, strict=True)
    return [
        event
        | {
            "state": event_state(event["coverage"], event["group_certainty"]),
            "two_numbers": number,
        }
        for event, number in events
        if event["regimen"] in cohorts and event["agent"] != LEFT_WORDS
    ]


def _role_words(event: Mapping[str, str]) -> str:
    return v.EVENT_ROLE.labels[event["role"]]


def _event_words(event: Mapping[str, str]) -> str:
    return f"{_role_words(event)}: {STATES[event['state']].lower()} ({event['patients']})"


def agent_matrix(store: TrialStore, chosen: Sequence[str] = ()) -> pd.DataFrame:
    """One row an agent and cohort, for every agent that some cohort has.

    Agents by class in the vocabulary's order, then by code; cohorts in the order of Table 4,
    which is that of their years, or the protocols of ``columns_shown``. Where Table 4 prints
    that a cohort had no induction, the agents of induction have the state ``NONE`` and the place
    of that cell.

    Columns: ``COLUMNS``; role_labels, event_states (what each event says of its patients),
    events (ids) and locators are joined texts, empty where the agent is not mentioned for the
    cohort. state is a key of ``STATES``, by the text where it and Table 4 differ; two_numbers
    (``2/1``) and table_4_label are filled there only.
    """
    by_cell: dict[tuple[str, str], list[dict[str, str]]] = {}
    of_induction = set()
    cohorts = list(columns_shown(store, chosen).itertuples())
    for event in _used_events(store, [str(cohort.cohort) for cohort in cohorts]):
        by_cell.setdefault((event["agent"], event["regimen"]), []).append(event)
        if event["role"] in INDUCTION_COLUMN:
            of_induction.add(event["agent"])
    none = _printed_none(store)
    used = {agent for agent, _ in by_cell}
    every = store.agents.assign(class_label=class_labels(store.agents))
    agents = [row for row in _records(every, AGENT_COLUMNS) if row["agent"] in used]
    agents.sort(key=_class_then_code)
    labels = dict(zip(store.regimens["regimen"], store.regimens["short_label"], strict=True))
    arms = arms_of(store)
    patients = {
        str(row.regimen): either(row.n, row.n_table_4) for row in store.regimens.itertuples()
    }
    rows = [
        {
            "cohort": cohort.cohort,
            "cohort_label": labels[cohort.cohort],
            "years": cohort.years,
            "n_words": patients[str(cohort.cohort)],
            "agent": agent["agent"],
            "agent_code": agent["code"],
            "agent_name": agent["name"],
            "agent_class": agent["agent_class"],
            "class_label": agent["class_label"],
            **_summed_up(
                by_cell.get((agent["agent"], str(cohort.cohort)), []),
                arms.get(str(cohort.cohort), ()),
                none.get(str(cohort.cohort), "") if agent["agent"] in of_induction else "",
            ),
        }
        for agent in agents
        for cohort in cohorts
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame.attrs[LEFT_OUT] = _said_of_columns(store, len(cohorts), len(chosen))
    return frame


def what_is_shown(frame: pd.DataFrame) -> str:
    """Says which cohorts or protocols the columns are."""
    return str(frame.attrs.get(LEFT_OUT, ""))


def _printed_none(store: TrialStore) -> dict[str, str]:
    """Cohorts whose induction Table 4 prints as none, and where."""
    rows = store.cohorts[store.cohorts["induction_printed"] == NONE_PRINTED]
    return dict(zip(rows["cohort"].astype("str"), rows["locator"].astype("str"), strict=True))


def _class_then_code(agent: Mapping[str, str]) -> tuple[int, str]:
    return v.AGENT_CLASS.codes.index(agent["agent_class"]), agent["code"].casefold()


def _summed_up(
    events: list[dict[str, str]], arms: Collection[str], none_printed: str
) -> dict[str, str]:
    """The columns of a cell, which sum up its events, or a none printed at this place."""
    state = cell_state(events, arms) if events or not none_printed else NONE
    readings = v.COVERAGE_TABLE_4.labels
    return {
        "role_labels": _joined(_role_words(event) for event in events),
        "state": state,
        "state_label": STATES[state],
        "two_numbers": _joined(event["two_numbers"] for event in events if event["two_numbers"]),
        "table_4_label": _joined(
            readings[event["coverage_table_4"]] for event in events if event["coverage_table_4"]
        ),
        "event_states": _joined((_event_words(event) for event in events), EVENT_SIGN),
        "events": _joined(event["event"] for event in events),
        "locators": none_printed
        if state == NONE
        else _joined(event["locator"] for event in events),
    }


def in_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells with events, and each printed none once, without the agents that it leaves out.

    The empty cells would be two thirds of a table.
    """
    none = frame[frame["state"] == NONE].drop_duplicates("cohort")
    named = none.assign(agent="", agent_code="Induction", agent_class="", class_label="")
    return pd.concat([frame[frame["events"] != ""], named]).sort_index()


NONE_IN_WORDS = "no induction, as printed"


def in_words(frame: pd.DataFrame) -> str:
    """The agents of each cohort by code, with a word where not all patients are stated.

    Where text and Table 4 differ, both are said.
    """
    names: dict[str, list[str]] = {}
    for row in frame.itertuples():
        own = names.setdefault(str(row.cohort_label), [])
        if row.state == NONE and NONE_IN_WORDS not in own:
            own.append(NONE_IN_WORDS)
        if row.state not in (NONE, NOT_MENTIONED):
            said = [] if row.state == ALL else [STATES[str(row.state)].lower()]
            if row.two_numbers:
                said.append(f"patients by text/Table 4: {row.two_numbers}")
            own.append(f"{row.agent_code} ({'; '.join(said)})" if said else str(row.agent_code))
    parts = [f"{label}: {', '.join(own) or 'no agent mentioned'}." for label, own in names.items()]
    return " ".join(parts) or "No cohort has an event."
