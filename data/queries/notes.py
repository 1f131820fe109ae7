"""Data notes: what the sources contradict, lose or leave open, by weight and by row concerned."""

from collections.abc import Iterable

import pandas as pd

from data.link.filters import TrialFilters
from data.model import vocabulary as v
from data.model.schema import SEPARATOR
from data.queries.trials import matching
from data.store import TrialStore

CHANGES_READING = "CHANGES_READING"
"""The weight of a note that a reader needs before quoting a number."""
NOTE_FRAMES = {
    "nct_id": "trials",
    "regimen": "regimens",
    "agent": "agents",
    "outcome": "outcomes",
    "graft": "graft_function",
    "source": "sources",
}
"""Key column of a frame -> the frame by which a data note names its row."""


def named(store: TrialStore, notes: Iterable[str]) -> pd.DataFrame:
    """The notes of these ids, the heavy ones first, otherwise in the order of ``data_notes``."""
    rows = store.data_notes[store.data_notes["note"].isin(set(notes))]
    return rows.sort_values("weight", kind="stable", ignore_index=True)


def notes_on(store: TrialStore, frame: str, key: str) -> pd.DataFrame:
    """The notes linked to one row, the heavy ones first."""
    links = store.data_note_links
    return named(store, links.loc[(links["frame"] == frame) & (links["row_key"] == key), "note"])


def notes_on_rows(store: TrialStore, behind: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """The notes on the rows behind figures, the heavy ones first.

    Notes on a whole source stand on all of its rows.
    """
    links = store.data_note_links
    linked = pd.Series(False, index=links.index)
    for target, keys in _keys_named(behind).items():
        own = links["row_key"].isin(keys)
        linked |= (links["frame"] == target) & own
        if target == "regimens":
            linked |= (links["frame"] == "cohorts") & own
    return named(store, links.loc[linked, "note"])


def _keys_named(behind: Iterable[pd.DataFrame]) -> dict[str, set[str]]:
    """Frame -> the keys by which the rows behind figures name its rows.

    Figures of a deck share their rows: each column is read once.
    """
    found: dict[str, set[str]] = {target: set() for target in NOTE_FRAMES.values()}
    for frame in {id(each): each for each in behind}.values():
        for column, target in NOTE_FRAMES.items():
            if column in frame:
                for cell in frame[column].unique():
                    # a row of several sources names them in one cell
                    found[target].update(str(cell).split(SEPARATOR))
    return found


def notes_on_trials(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """The notes on the trials that pass the filters, the heavy ones first."""
    links = store.data_note_links
    links = links[links["frame"] == "trials"]
    if links.empty:
        return named(store, ())
    shown = store.trials.loc[matching(store, filters), "nct_id"]
    return named(store, links.loc[links["row_key"].isin(shown), "note"])


def heavy(notes: pd.DataFrame) -> pd.DataFrame:
    """Those of the notes that change how a number is read."""
    return notes[notes["weight"] == CHANGES_READING].reset_index(drop=True)


def light(notes: pd.DataFrame) -> pd.DataFrame:
    """The others."""
    return notes[notes["weight"] != CHANGES_READING].reset_index(drop=True)


def notes_by_weight(store: TrialStore) -> list[tuple[str, pd.DataFrame]]:
    """(code, notes) of each weight that has notes, in the order of the vocabulary."""
    rows = store.data_notes
    parts = [(code, rows[rows["weight"] == code]) for code in v.NOTE_WEIGHT.codes]
    return [(code, part.reset_index(drop=True)) for code, part in parts if len(part)]


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
