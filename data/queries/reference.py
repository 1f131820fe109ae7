"""Reference tables of the Sources page: abbreviations, agents, and what there is to download."""

import pandas as pd

from data import vocabulary as v
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
    "regimen_trials": "Which protocol belongs to which trial",
    "cohorts": "The cohorts of Table 4",
    "regimen_events": "Events of each protocol: day, dose, route",
    "outcomes": "Outcomes of each protocol: value, patients, time point",
    "graft_function": "How long the islet grafts worked, a row a patient or group",
    "record_fields": "Fields of the registry record NCT01143168",
    "registry_facts": "Later registry facts of each trial: value, page, version",
    "data_notes": "Data notes",
    "data_note_links": "The rows that each data note concerns",
}
"""Frame -> what it holds, in words."""


def abbreviations(store: TrialStore) -> pd.DataFrame:
    """Columns: abbreviation, full_name, meaning, agent_class, target (the last three may be
    empty), locator; class and target only where the abbreviation is an agent."""
    agents = store.agents[["agent", "agent_class", "target"]]
    rows = store.abbreviations.merge(agents, on="agent", how="left")
    labels = rows["agent_class"].astype("object").map(v.AGENT_CLASS.labels)
    rows = rows.assign(agent_class=labels.fillna(""), target=rows["target"].fillna(""))
    return rows[["abbreviation", "full_name", "meaning", "agent_class", "target", "locator"]]


def agents(store: TrialStore) -> pd.DataFrame:
    """Columns: code, name, agent_class (label), target, events (in the protocols), locator."""
    rows = store.agents
    events = store.regimen_events["agent"].value_counts()
    return rows.assign(
        agent_class=rows["agent_class"].astype("str").map(v.AGENT_CLASS.labels),
        events=rows["agent"].map(events).fillna(0).astype(int),
    )[["code", "name", "agent_class", "target", "events", "locator"]]


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
