"""Reference tables of the Sources page: abbreviations, agents, and what there is to download.

Beside them stands what is made of the registry facts, counted in the rows that name them.
"""

from dataclasses import dataclass

import pandas as pd

from data.model.schema import SEPARATOR
from data.queries.regimens import class_labels
from data.store import TrialStore

FRAME_TITLES = {
    "sources": "Sources with citation and date",
    "trials": "Trials: design fields as printed and as codes",
    "trial_conditions": "Conditions of each trial",
    "trial_interventions": "Interventions, cell product and donor of each trial",
    "trial_organisations": "Organisations of each trial: role and place",
    "agents": "Agents: class and target",
    "abbreviations": "Abbreviations of the review",
    "regimens": "Protocols",
    "regimen_facts": "Aim, patients, endpoints and limits of each protocol, as its source has them",
    "regimen_sets": "Sets of protocols that the pages offer, the first of a page shown first",
    "regimen_trials": "Which protocol belongs to which trial",
    "cohorts": "The cohorts of Table 4",
    "regimen_events": "Events of each protocol: day, dose, route",
    "outcomes": "Outcomes of each protocol: value, patients, time point",
    "graft_function": "How long the islet grafts worked, a row a patient or group",
    "record_fields": "Fields of the registry record NCT01143168",
    "registry_facts": "Registry facts of each trial: value, page, version and its date",
    "trial_ids": "Other numbers of each trial",
    "trial_mesh": "MeSH terms of each trial",
    "trial_schedules": "What the arms of each trial tell, read by rule: days, classes, roles",
    "study_designs": "Study protocols: title, numbers, version, design",
    "study_arms": "Arms of each study protocol",
    "study_epochs": "Epochs of each study protocol",
    "study_cells": "Elements of each arm in each epoch, in the file's words",
    "study_timelines": "Timelines of each study protocol: the main one, and what starts the others",
    "study_visits": "Visits of each study protocol: day, window, how it was placed",
    "study_decisions": "Cycles and other decisions of each study protocol",
    "study_activities": "Activities of each study protocol",
    "activity_visits": "Activities of each visit, and their conditions",
    "study_doses": "Doses of each study protocol, none of them of an arm",
    "data_notes": "Data notes",
    "data_note_links": "The rows that each data note concerns",
}
"""Frame -> what it holds, in words."""


def abbreviations(store: TrialStore) -> pd.DataFrame:
    """Columns: abbreviation, full_name, meaning, agent_class, target (the last three may be
    empty), locator; class and target only where the abbreviation is an agent."""
    agents = store.agents.assign(agent_class=class_labels(store.agents))
    of_agents = agents[["agent", "agent_class", "target"]]
    rows = store.abbreviations.merge(of_agents, on="agent", how="left")
    rows = rows.assign(**{name: rows[name].fillna("") for name in ("agent_class", "target")})
    return rows[["abbreviation", "full_name", "meaning", "agent_class", "target", "locator"]]


def agents(store: TrialStore) -> pd.DataFrame:
    """Columns: code, name, agent_class (label), target, events (in the protocols), locator."""
    rows = store.agents
    events = store.regimen_events["agent"].value_counts()
    return rows.assign(
        agent_class=class_labels(rows),
        events=rows["agent"].map(events).fillna(0).astype(int),
    )[["code", "name", "agent_class", "target", "events", "locator"]]


LATER = "REGISTRY_FACTS"
"""Kind of the sources that are pages of the registry."""


@dataclass(frozen=True)
class UsesOfFacts:
    """Counts of the rows that rest on registry pages.

    Attributes:
        values: facts that were seen, of ``trials`` trials.
        organisations: those whose role or place rests on them, of all ``of_organisations``.
        of_these_inferred: those of them whose role is inferred all the same.
        numbers: trial numbers that they tie to another protocol than the review does.
    """

    values: int
    trials: int
    organisations: int
    of_organisations: int
    of_these_inferred: int
    numbers: int


def uses_of_later_facts(store: TrialStore) -> UsesOfFacts:
    facts = store.registry_facts
    seen = facts[facts["state"] != "NOT_SEEN"]
    all_organisations = store.trial_organisations
    organisations = all_organisations[rests_on_pages(store, all_organisations)]
    links = store.regimen_trials[rests_on_pages(store, store.regimen_trials)]
    return UsesOfFacts(
        values=len(seen),
        trials=seen["nct_id"].nunique(),
        organisations=len(organisations),
        of_organisations=len(all_organisations),
        of_these_inferred=int((organisations["role_certainty"] == "INFERRED").sum()),
        numbers=links["nct_id"].nunique(),
    )


def rests_on_pages(store: TrialStore, rows: pd.DataFrame) -> pd.Series:
    """True where a row's ``source`` names registry pages, first or after another source."""
    pages = set(store.sources.loc[store.sources["kind"] == LATER, "source_id"])
    return pd.Series(
        [not pages.isdisjoint(cell.split(SEPARATOR)) for cell in rows["source"].astype("str")],
        index=rows.index,
        dtype="bool",
    )


def downloads(store: TrialStore) -> pd.DataFrame:
    """Columns: frame, title, rows, columns; one row a frame, in the order of the schema."""
    return pd.DataFrame(
        [
            {
                "frame": name,
                "title": FRAME_TITLES.get(name, name),
                "rows": len(frame),
                "columns": len(frame.columns),
            }
            for name, frame in store.frames().items()
        ]
    )
