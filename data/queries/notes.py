"""Data notes: what the sources contradict, lose or leave open, by the rows concerned."""

import pandas as pd

from data.store import TrialStore


def notes_on(store: TrialStore, frame: str, key: str) -> pd.DataFrame:
    """The notes linked to one row, in the order of ``data_notes``."""
    links = store.data_note_links
    linked = links.loc[(links["frame"] == frame) & (links["row_key"] == key), "note"]
    return store.data_notes[store.data_notes["note"].isin(linked)].reset_index(drop=True)
