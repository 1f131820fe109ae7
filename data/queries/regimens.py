"""Protocols: which regimens and events a page asks for, in the order in which they are drawn."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from data.index.index_arrays import Mask
from data.link.options import ACTIVITIES, PART, REGIMEN, VISITS, WINDOW, ProtocolOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.schema import SEPARATOR
from data.queries.notes import named
from data.queries.regimen_owners import own_regimens
from data.store import PROTOCOLS_SHOWN, TrialStore, first_set

CODE_LABELS = (
    ("role_label", "role", v.EVENT_ROLE),
    ("certainty_label", "certainty", v.CERTAINTY),
    ("end_label", "end_kind", v.END_KIND),
    ("day_zero_label", "day_zero", v.DAY_ZERO),
)
"""Column of words, column of codes, vocabulary."""
DAY_WORDS = (
    ("start_words", "start_printed", "start_day"),
    ("end_words", "end_printed", "end_day"),
)
"""Column of words, column of print, column of the day."""

NOT_STATED = "not stated"
GOES_ON = "goes on, end open"
BY_DEFINITION = "day 0, by definition"
"""Of what the days are counted from, where the source prints no day for it."""
CONDITION_KEY = "condition"
STATES_KEPT = 16
"""Pages whose events are remembered: figure, count and sources of one page ask for the same."""


def conditions_of(store: TrialStore, state: PageState) -> tuple[str, ...]:
    """The conditions that a page asks for, where the dataset groups them as protocols do.

    Conditions of an import are those of its records: they filter trials and their arms.
    """
    grouped = store.states("trial_conditions", "condition_group")
    return state.filters.codes(CONDITION_KEY) if grouped else ()


def offered(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The dataset's own regimens and those chosen from elsewhere, of the conditions asked for.

    Of the trial filters only the condition applies: protocols have no registry fields.
    """
    rows, conditions = store.regimens, conditions_of(store, state)
    rows = rows[rows["regimen"].isin({*own_regimens(store), *state.protocols.regimen})]
    return rows[rows["condition_group"].isin(conditions)] if conditions else rows


def candidates(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens that pass the condition, transplant and year filters, in the data's order.

    A year filter keeps a regimen whose years overlap it; a regimen without stated years
    passes only where no year filter is set.
    """
    options = state.protocols
    rows = offered(store, state)
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
        said = {*with_event, *_printed_none(store, options)["cohort"]}
        return rows[rows["regimen"].isin(said)].reset_index(drop=True)
    if options.transplant or options.year_from or options.year_to or conditions_of(store, state):
        return rows
    default = rows[rows["regimen"].isin(first_shown(store.alone))]
    return (default if len(default) else rows).reset_index(drop=True)


def first_shown(store: TrialStore) -> tuple[str, ...]:
    """The regimens that show while nothing is chosen."""
    return first_set(store.frames(), "PROTOCOLS", PROTOCOLS_SHOWN)


def first_title(store: TrialStore) -> str:
    """Words for the regimens that show while nothing is chosen; empty where they are all."""
    sets = sets_of(store, "PROTOCOLS")
    own = own_regimens(store)
    if len(sets):
        return str(sets["title"].iloc[0])
    return f"The first {PROTOCOLS_SHOWN} of {len(own)}" if len(own) > PROTOCOLS_SHOWN else ""


def sets_of(store: TrialStore, page: str) -> pd.DataFrame:
    """The sets that a page offers: columns title, regimens (a tuple each), in their order.

    page: a code of ``REGIMEN_SET_PAGE``.
    """
    rows = store.regimen_sets[store.regimen_sets["page"] == page].sort_values("position")
    split = [tuple(cell.split(SEPARATOR)) for cell in rows["regimens"]]
    return rows[["title"]].assign(regimens=pd.Series(split, index=rows.index, dtype="object"))


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


@lru_cache(maxsize=STATES_KEPT)
def events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events that the page asks for, one row an event, in drawing order.

    Columns of ``regimen_events`` and what a drawing says of regimen and agent:
    regimen_label, short_label, regimen_kind, regimen_position, agent_code, agent_name,
    agent_class, target;
    start_words and end_words, what is printed of start and end or what stands in for it; and the
    labels of codes: role_label, class_label, certainty_label, end_label, day_zero_label,
    arm_label (empty where there is one arm). Order: regimen, role, class, agent, start (unknown
    last).
    """
    regimens = selected(store, state).reset_index(names="regimen_position")
    rows = store.regimen_events[_event_mask(store, state.protocols)].merge(
        regimens[["regimen", "regimen_position", "label", "short_label", "kind"]].rename(
            columns={"label": "regimen_label", "kind": "regimen_kind"}
        ),
        on="regimen",
    )
    rows = rows.merge(
        store.agents[["agent", "code", "name", "agent_class", "class_label", "target"]].rename(
            columns={"code": "agent_code", "name": "agent_name"}
        ),
        on="agent",
    )
    for label, column, vocabulary in CODE_LABELS:
        rows[label] = rows[column].astype("str").map(vocabulary.labels)
    rows["class_label"] = class_labels(rows)
    rows["arm_label"] = arm_labels(rows)
    for words, printed, day in DAY_WORDS:
        rows[words] = _day_words(rows, printed, day)
    return rows.sort_values(
        ["regimen_position", "role", "agent_class", "agent", "start_day"],
        kind="stable",
        ignore_index=True,
    )


NONE_PRINTED = "None"
"""The word that Table 4 prints for an induction not given; a printed none is not a blank."""
NONE_ROLE = "INDUCTION"
NO_AGENT = {"agent": "", "agent_code": "none", "agent_name": "None, as printed"}


def _printed_none(store: TrialStore, options: ProtocolOptions) -> pd.DataFrame:
    """The rows of ``cohorts`` whose induction is printed as none, where the choices ask for it."""
    rows = store.cohorts
    asked = not options.agent and not options.agent_class
    asked = asked and (not options.role or NONE_ROLE in options.role)
    return rows[(rows["induction_printed"] == NONE_PRINTED) & asked]


@lru_cache(maxsize=STATES_KEPT)
def drawn(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events, and a row for each printed none: columns and order of ``events``.

    A printed none has an empty agent, the code ``none`` and the locator of its cell.
    """
    return with_printed_none(store, selected(store, state), state, events(store, state))


def with_printed_none(
    store: TrialStore, shown: pd.DataFrame, state: PageState, rows: pd.DataFrame
) -> pd.DataFrame:
    """Events of the regimens shown, and a row for each printed none among them."""
    none = _printed_none(store, state.protocols)
    none = none[none["cohort"].isin(shown["regimen"])].set_index("cohort")
    if none.empty:
        return rows
    places = shown.reset_index(drop=True).reset_index(names="regimen_position")
    own = places[places["regimen"].isin(none.index)]
    made = own[["regimen", "regimen_position", "short_label", "day_zero"]].assign(
        regimen_label=own["label"],
        regimen_kind=own["kind"],
        role=NONE_ROLE,
        role_label=v.EVENT_ROLE.labels[NONE_ROLE],
        day_zero_label=own["day_zero"].astype("str").map(v.DAY_ZERO.labels),
        end_kind=v.NOT_STATED,
        certainty="STATED",
        certainty_label=v.CERTAINTY.labels["STATED"],
        coverage="ALL",
        group_certainty="STATED",
        source=own["regimen"].map(none["source"].astype("str")),
        locator=own["regimen"].map(none["locator"].astype("str")),
        **NO_AGENT,
    )
    texts = [name for name in rows.columns if rows[name].dtype == "str" and name not in made]
    made = made.assign(**dict.fromkeys(texts, "")).reindex(columns=rows.columns)
    made = made.astype({name: rows[name].dtype for name in rows.columns})
    return pd.concat([rows, made], ignore_index=True).sort_values(
        ["regimen_position", "role", "agent_class", "agent", "start_day"],
        kind="stable",
        ignore_index=True,
    )


def at_a_glance(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The regimens of the overview: the chosen ones, or every cohort that passes the filters.

    Where a dataset has no cohorts, every regimen that passes.
    """
    if active_keys(store, state):
        return selected(store, state)
    rows = candidates(store, state)
    cohorts = rows[rows["kind"] == "COHORT"]
    return (cohorts if len(cohorts) else rows).reset_index(drop=True)


def shows_whole(state: PageState) -> bool:
    """Says whether the events of a regimen are all shown, whatever their role, class and agent."""
    options = state.protocols
    return not (options.role or options.agent_class or options.agent)


@lru_cache(maxsize=STATES_KEPT)
def glance_events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events and printed nones of ``at_a_glance``: columns and order of ``events``."""
    shown = at_a_glance(store, state)
    chosen = replace(state, protocols=replace(state.protocols, regimen=tuple(shown["regimen"])))
    return drawn(store, chosen)


def class_labels(rows: pd.DataFrame) -> pd.Series:
    """The class of each agent in words: those of a protocol of the house, or the vocabulary's."""
    known = rows["agent_class"].astype("str").map(v.AGENT_CLASS.labels)
    return known.mask(rows["class_label"] != "", rows["class_label"]).astype("str")


def arm_labels(rows: pd.DataFrame) -> pd.Series:
    """The arm of each row in words, empty where its protocol has one arm."""
    arms = rows["arm"].astype("str")
    return arms.map(v.ARM.labels).mask(arms == "ONE", "").astype("str")


def day_text(day: float) -> str:
    """A day with a real minus sign."""
    return f"day {day:g}".replace("-", "−")


def _day_words(rows: pd.DataFrame, printed: str, day: str) -> pd.Series:
    """The words that the source prints of a start or end, else the day or what it is counted from,
    else that it goes on or is not stated."""
    is_zero = (rows[day] == 0) & rows["role"].isin(["GRAFT", "CELL_INFUSION"])
    goes_on = (rows["end_kind"] == "ONGOING") & (day == "end_day")
    other = pd.Series(NOT_STATED, index=rows.index, dtype="str").mask(goes_on, GOES_ON)
    days = rows[day].map(day_text, na_action="ignore")
    other = days.astype("object").where(rows[day].notna(), other).astype("str")
    return rows[printed].where(rows[printed] != "", other.mask(is_zero, BY_DEFINITION))


HOW_SHOWN = (WINDOW.key, PART, ACTIVITIES, VISITS)
"""Keys that choose how the events are looked at, and not which."""


def active_keys(store: TrialStore, state: PageState) -> tuple[str, ...]:
    """The keys of the query that choose regimens or events here; not how they are looked at."""
    keys = (CONDITION_KEY,) if conditions_of(store, state) else ()
    return keys + tuple(key for key in state.protocols.to_values() if key not in HOW_SHOWN)


def without(state: PageState, *keys: str) -> PageState:
    """The state with these keys of the page taken off."""
    if CONDITION_KEY in keys:
        state = state.with_filters(state.filters.without(CONDITION_KEY))
    return replace(state, protocols=state.protocols.without(*keys))


LABELS = {CONDITION_KEY: "Condition"} | {
    option.key: option.label for option in ProtocolOptions.options().values()
}


def relaxations(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The cost of each active choice: columns key, label, regimens, events (without it)."""
    rows = []
    for key in active_keys(store, state):
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


def _regimen_words(store: TrialStore, chosen: tuple[str, ...]) -> list[str]:
    """Labels of a few regimens, short labels of more."""
    if set(chosen) == set(own_regimens(store)):
        return [f"all {len(chosen)}"] if chosen else []
    column = "label" if len(chosen) <= 2 else "short_label"
    return store.regimens.loc[store.regimens["regimen"].isin(chosen), column].tolist()


def describe(store: TrialStore, state: PageState) -> str:
    """The choices of the page in English, such as ``Role: Induction; from 1998``."""
    conditions = [v.CONDITION_GROUP.labels[code] for code in conditions_of(store, state)]
    said = [f"Condition: {' or '.join(conditions)}"] if conditions else []
    labels = {REGIMEN.key: [], **state.protocols.labels(store.known)}
    labels[REGIMEN.key] = _regimen_words(store, state.protocols.regimen)
    return "; ".join([*said, *state.protocols.phrases(labels)])


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
    """The data notes on the selected regimens and their rows of Table 4, the heavy ones first."""
    links = store.data_note_links
    links = links[links["frame"].isin(["regimens", "cohorts"])]
    shown = selected(store, state)["regimen"]
    return named(store, links.loc[links["row_key"].isin(shown), "note"])
