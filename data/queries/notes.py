"""Data notes: what the sources contradict, lose or leave open, by the rows concerned."""

import pandas as pd

from data import vocabulary as v
from data.store import TrialStore


def notes_on(store: TrialStore, frame: str, key: str) -> pd.DataFrame:
    """The notes linked to one row, in the order of ``data_notes``."""
    links = store.data_note_links
    linked = links.loc[(links["frame"] == frame) & (links["row_key"] == key), "note"]
    return store.data_notes[store.data_notes["note"].isin(linked)].reset_index(drop=True)


def notes_of_kind(store: TrialStore, kind: str) -> pd.DataFrame:
    """The notes of one kind, in the order of ``data_notes``."""
    return store.data_notes[store.data_notes["kind"] == kind].reset_index(drop=True)


def notes_by_kind(store: TrialStore) -> list[tuple[str, pd.DataFrame]]:
    """(code, notes) of each kind that has notes, in the order of the vocabulary."""
    parts = [(code, notes_of_kind(store, code)) for code in v.NOTE_KIND.codes]
    return [(code, part) for code, part in parts if len(part)]


def _row_labels(store: TrialStore) -> dict[tuple[str, str], str]:
    """(frame, key) -> the words by which a reader knows the row, where a key is not enough."""
    regimens, agents = store.regimens, store.agents
    short = dict(zip(regimens["regimen"], regimens["short_label"], strict=True))
    labels = {("regimens", key): label for key, label in short.items()}
    labels |= {("cohorts", key): short[key] for key in store.cohorts["cohort"]}
    labels |= {
        ("agents", key): code for key, code in zip(agents["agent"], agents["code"], strict=True)
    }
    return labels


def rows_concerned(store: TrialStore) -> pd.DataFrame:
    """The rows that the notes are about. Columns: note, frame, row_key, label.

    A cohort and its regimen are the same protocol, so a note on both has one row, the regimen's.
    """
    labels = _row_labels(store)
    rows = store.data_note_links[["note", "frame", "row_key"]]
    rows = rows.assign(
        label=[
            labels.get((frame, key), key)
            for frame, key in zip(rows["frame"], rows["row_key"], strict=True)
        ],
        frame=rows["frame"].replace("cohorts", "regimens"),
    )
    return rows.drop_duplicates(["note", "frame", "row_key"], ignore_index=True)
