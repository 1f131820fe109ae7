"""One protocol: its row, its row of Table 4, its records in both readings and its notes."""

import difflib

import pandas as pd

from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import outcomes, regimens
from data.queries.notes import heavy, named, notes_on
from data.queries.patients import both
from data.queries.regimen_owners import own_regimens, owner_of
from data.store import TrialStore

LONGEST_WANTED = 60


def find_regimen(store: TrialStore, wanted: str) -> str:
    """The slug as the data has it, whatever its case in a link; empty where there is none."""
    given = wanted.strip().lower()
    return given if given in store.regimens["regimen"].array else ""


def near_matches(store: TrialStore, wanted: str, most: int = 4) -> tuple[str, ...]:
    """Slugs that look like one that is not there, those that hold its text first."""
    slugs = own_regimens(store)
    text = wanted.strip().lower()[:LONGEST_WANTED]
    holding = [slug for slug in slugs if text and text in slug]
    close = difflib.get_close_matches(text, slugs, n=most, cutoff=0.5)
    return tuple(dict.fromkeys([*holding, *close]))[:most]


def only(regimen: str) -> PageState:
    """The state that shows this protocol and nothing else, for the queries of many."""
    return PageState(protocols=ProtocolOptions(regimen=(regimen,)))


def regimen_row(store: TrialStore, regimen: str) -> pd.Series:
    """The row of one protocol.

    Raises:
        KeyError: there is no such protocol.
    """
    rows = store.regimens[store.regimens["regimen"] == regimen]
    if rows.empty:
        raise KeyError(regimen)
    return rows.iloc[0]


def facts(store: TrialStore, regimen: str) -> pd.DataFrame:
    """The facts stated of the whole protocol: columns label, text (empty: not stated)."""
    row = regimen_row(store, regimen)
    cohort = regimens.induction_maintenance(store, only(regimen))
    records = [
        ("Kind", v.REGIMEN_KIND.labels[str(row["kind"])]),
        ("Years", row["years"]),
        ("Patients (n)", both(row["n"], row["n_table_4"])),
        *([] if pd.isna(row["n_planned"]) else [("Patients planned", f"{row['n_planned']:,}")]),
        ("Condition", v.REGIMEN_CONDITION.labels[str(row["condition_group"])]),
        ("Transplant", v.TRANSPLANT_TYPE.labels[str(row["transplant_type"])]),
        ("Day 0", v.DAY_ZERO.labels[str(row["day_zero"])]),
        ("Where", row["locator"]),
    ]
    if len(cohort):
        records.insert(4, ("Indication as printed", cohort["indication_printed"].iloc[0]))
    return pd.DataFrame(records, columns=["label", "text"])


def statements(store: TrialStore, regimen: str) -> pd.DataFrame:
    """Statements of the source on the protocol besides events and outcomes.

    Columns of ``regimen_facts`` and kind_label; aims first, then in the order of the vocabulary.
    """
    rows = store.regimen_facts[store.regimen_facts["regimen"] == regimen]
    labels = rows["kind"].astype("str").map(v.REGIMEN_FACT.labels)
    return rows.assign(kind_label=labels).sort_values("kind", kind="stable", ignore_index=True)


def linked_records(store: TrialStore, regimen: str) -> pd.DataFrame:
    """The protocol's registry records: see ``regimens.linked_trials``."""
    return regimens.linked_trials(store, only(regimen))


def record_notes(store: TrialStore, regimen: str) -> pd.DataFrame:
    """The heavy notes on which record belongs to the protocol: on it and on a linked record."""
    links = store.data_note_links
    records = linked_records(store, regimen)["nct_id"]
    on_record = links.loc[(links["frame"] == "trials") & links["row_key"].isin(records), "note"]
    own = heavy(notes_on(store, "regimens", regimen))
    return own[own["note"].isin(on_record)].reset_index(drop=True)


def other_notes(store: TrialStore, regimen: str) -> pd.DataFrame:
    """The other notes on the protocol, its row of Table 4, its outcomes and graft function.

    The heavy ones first, each once.
    """
    state = only(regimen)
    every = {*regimens.notes(store, state)["note"], *outcomes.notes(store, state)["note"]}
    return named(store, every - set(record_notes(store, regimen)["note"]))


def neighbours(store: TrialStore, regimen: str) -> tuple[str, str]:
    """The protocols before and after this one in its dataset's order; empty at an end."""
    slugs = own_regimens(owner_of(store, regimen))
    at = slugs.index(regimen)
    return (slugs[at - 1] if at else "", slugs[at + 1] if at + 1 < len(slugs) else "")
