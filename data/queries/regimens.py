"""Protocols: which regimens and events a page asks for, in the order in which they are drawn."""

from dataclasses import replace

import pandas as pd

from data import vocabulary as v
from data.facets import Mask
from data.options import AGENT_CLASS, ROLE, TRANSPLANT, ProtocolOptions
from data.state import PageState
from data.store import TrialStore

DEFAULT_REGIMENS = ("miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita")
"""Shown when a link names none: the three cohorts of islets alone with CD34+ cells."""

CONDITION_KEY = "condition"
EVENT_KEYS = ("role", "class", "agent")
"""The options that choose among events; the others choose among regimens."""


def candidates(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens that pass the condition, transplant and year filters, in the data's order.

    Of the trial filters only the condition applies: protocols have no registry fields.
    A year filter keeps a regimen whose years overlap it; a regimen without stated years
    passes only where no year filter is set.
    """
    options = state.protocols
    rows = store.regimens
    if state.filters.condition:
        rows = rows[rows["condition_group"].isin(state.filters.condition)]
    if options.transplant:
        rows = rows[rows["transplant_type"].isin(options.transplant)]
    if options.year_from:
        rows = rows[(rows["last_year"] >= int(options.year_from)).fillna(False)]
    if options.year_to:
        rows = rows[(rows["first_year"] <= int(options.year_to)).fillna(False)]
    return rows.reset_index(drop=True)


def selected(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens to show: the chosen ones, or the default ones, among the candidates.

    Where anything else is filtered and no regimen is chosen, all that pass show; a filter on
    events then leaves the regimens that have such an event.
    """
    options = state.protocols
    rows = candidates(store, state)
    if options.regimen:
        return rows[rows["regimen"].isin(options.regimen)].reset_index(drop=True)
    if options.role or options.agent_class or options.agent:
        with_event = store.regimen_events.loc[_event_mask(store, options), "regimen"]
        return rows[rows["regimen"].isin(with_event)].reset_index(drop=True)
    if options.transplant or options.year_from or options.year_to or state.filters.condition:
        return rows
    default = rows[rows["regimen"].isin(DEFAULT_REGIMENS)]
    return (default if len(default) else rows).reset_index(drop=True)


def _event_mask(store: TrialStore, options: ProtocolOptions) -> Mask:
    """The events that pass the role, class and agent filters."""
    rows = store.regimen_events
    keep = rows["agent"].notna()
    if options.role:
        keep &= rows["role"].isin(options.role)
    if options.agent:
        keep &= rows["agent"].isin(options.agent)
    if options.agent_class:
        agents = store.agents
        of_class = agents.loc[agents["agent_class"].isin(options.agent_class), "agent"]
        keep &= rows["agent"].isin(of_class)
    return keep.to_numpy(dtype=bool)


def described(store: TrialStore, events: pd.DataFrame, regimens: pd.DataFrame) -> pd.DataFrame:
    """Events with what a drawing says of their regimen and agent, in drawing order.

    Columns of ``regimen_events`` and: regimen_label, short_label, regimen_position (in
    ``regimens``), agent_code, agent_name, agent_class, target, and the labels of codes:
    role_label, class_label, certainty_label, end_label, day_zero_label.
    Order: regimen, role, class, agent, start (unknown last).
    """
    named = regimens.reset_index(drop=True).reset_index(names="regimen_position")
    rows = events.merge(
        named[["regimen", "regimen_position", "label", "short_label"]].rename(
            columns={"label": "regimen_label"}
        ),
        on="regimen",
    )
    rows = rows.merge(
        store.agents[["agent", "code", "name", "agent_class", "target"]].rename(
            columns={"code": "agent_code", "name": "agent_name"}
        ),
        on="agent",
    )
    for label, column, vocabulary in (
        ("role_label", "role", v.EVENT_ROLE),
        ("class_label", "agent_class", v.AGENT_CLASS),
        ("certainty_label", "certainty", v.CERTAINTY),
        ("end_label", "end_kind", v.END_KIND),
        ("day_zero_label", "day_zero", v.DAY_ZERO),
    ):
        rows[label] = rows[column].astype("str").map(vocabulary.labels)
    return rows.sort_values(
        ["regimen_position", "role", "agent_class", "agent", "start_day"],
        kind="stable",
        ignore_index=True,
    )


def events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events that the page asks for, of the selected regimens; columns of ``described``."""
    wanted = store.regimen_events[_event_mask(store, state.protocols)]
    return described(store, wanted, selected(store, state))


def events_of(store: TrialStore, regimens: tuple[str, ...]) -> pd.DataFrame:
    """All events of the named regimens; columns of ``described``."""
    named = store.regimens[store.regimens["regimen"].isin(regimens)]
    return described(store, store.regimen_events, named)


def active_keys(state: PageState) -> tuple[str, ...]:
    """The keys of the query that choose regimens or events here, the window left out."""
    keys = (CONDITION_KEY,) if state.filters.condition else ()
    return keys + tuple(key for key in state.protocols.to_values() if key != "window")


def without(state: PageState, *keys: str) -> PageState:
    """The state with these keys of the page taken off."""
    names = {"class": "agent_class", "from": "year_from", "to": "year_to"}
    if CONDITION_KEY in keys:
        state = state.with_filters(state.filters.without(CONDITION_KEY))
    empty = {
        names.get(key, key): "" if key in ("from", "to") else ()
        for key in keys
        if key != CONDITION_KEY
    }
    return replace(state, protocols=replace(state.protocols, **empty))


LABELS = {
    CONDITION_KEY: "Condition",
    "regimen": "Regimen",
    "transplant": TRANSPLANT.label,
    "from": "From year",
    "to": "To year",
    "role": ROLE.label,
    "class": AGENT_CLASS.label,
    "agent": "Agent",
}


def relaxations(store: TrialStore, state: PageState) -> pd.DataFrame:
    """What each active choice costs: columns key, label, regimens, events (without it)."""
    rows = []
    for key in active_keys(state):
        shown = events(store, without(state, key))
        rows.append(
            {
                "key": key,
                "label": LABELS[key],
                "regimens": int(shown["regimen"].nunique()),
                "events": len(shown),
            }
        )
    frame = pd.DataFrame(rows, columns=["key", "label", "regimens", "events"])
    return frame.sort_values("events", ascending=False, kind="stable", ignore_index=True)


def describe(store: TrialStore, state: PageState) -> str:
    """The choices of the page in English, such as ``Role: Induction; from 1998``."""
    options, known = state.protocols, store.known
    chosen = (
        ("Condition", [v.CONDITION_GROUP.labels[code] for code in state.filters.condition]),
        ("Regimen", [known.regimen.labels[code] for code in options.regimen]),
        (TRANSPLANT.label, [TRANSPLANT.labels[code] for code in options.transplant]),
        (ROLE.label, [ROLE.labels[code] for code in options.role]),
        (AGENT_CLASS.label, [AGENT_CLASS.labels[code] for code in options.agent_class]),
        ("Agent", [known.agent.labels[code] for code in options.agent]),
        ("From", [options.year_from] if options.year_from else []),
        ("To", [options.year_to] if options.year_to else []),
    )
    return "; ".join(f"{label}: {' or '.join(words)}" for label, words in chosen if words)


def induction_maintenance(store: TrialStore, state: PageState) -> pd.DataFrame:
    """Table 4 for the selected cohorts, as printed, in its order.

    Columns of ``cohorts``: years_printed, n, indication_printed, transplant_printed,
    induction_printed, maintenance_printed (empty where the cell is blank),
    maintenance_read_as and others.
    """
    rows = store.cohorts[store.cohorts["cohort"].isin(selected(store, state)["regimen"])]
    return rows.sort_values("position", ignore_index=True)


def linked_trials(store: TrialStore, state: PageState) -> pd.DataFrame:
    """Registry records tied to the selected regimens, one row a regimen, record and reading.

    Columns of ``regimen_trials`` and regimen_label, title (of the trial). Regimens without a
    record have no row.
    """
    regimens = selected(store, state)[["regimen", "label"]]
    rows = regimens.rename(columns={"label": "regimen_label"}).merge(
        store.regimen_trials, on="regimen"
    )
    return rows.merge(store.trials[["nct_id", "title"]], on="nct_id", how="left")


def notes(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The data notes on the selected regimens and their rows of Table 4, each once.

    Columns of ``data_notes`` and regimens (their short labels, joined), those that concern
    few of the regimens first.
    """
    shown = selected(store, state)
    labels = dict(zip(shown["regimen"], shown["short_label"], strict=True))
    links = store.data_note_links
    linked = links[links["frame"].isin(["regimens", "cohorts"]) & links["row_key"].isin(labels)]
    linked = linked[["note", "row_key"]].drop_duplicates()
    order = {regimen: number for number, regimen in enumerate(labels)}
    linked = linked.sort_values("row_key", key=lambda keys: keys.map(order), kind="stable")
    concerned = linked["row_key"].map(labels).groupby(linked["note"]).agg(list)
    rows = store.data_notes[store.data_notes["note"].isin(concerned.index)]
    rows = rows.assign(
        regimens=rows["note"].map(concerned).map("; ".join),
        concerns=rows["note"].map(concerned).map(len),
    )
    return rows.sort_values("concerns", kind="stable", ignore_index=True)
