import numpy as np
import pandas as pd
import pytest

from data.index.index_arrays import RowsOf
from data.index.search import SHARED_TEXTS, index_texts


def index_of(trials, **rows):
    """Trials as (id, title); other frames as (trial number, text, ...) rows."""
    ids = [nct_id for nct_id, _ in trials]
    frames = {"trials": pd.DataFrame(trials, columns=["nct_id", "title"], dtype="str")}
    columns = {
        "trial_conditions": ["condition", "condition_printed"],
        "trial_interventions": ["intervention", "intervention_printed"],
        "trial_organisations": ["organisation", "organisation_printed", "city"],
    }
    holders = {}
    for name, names in columns.items():
        own = rows.get(name, [])
        frames[name] = pd.DataFrame([row[1:] for row in own], columns=names, dtype="str")
        frames[name]["nct_id"] = pd.Series([ids[row[0]] for row in own], dtype="str")
        trial = np.array([row[0] for row in own], dtype=np.int32)
        holders[name] = RowsOf.of(trial, len(ids))
    return index_texts(frames, holders)


TRIALS = [("NCT00000001", "Islets in Ölmütz"), ("NCT00000002", ""), ("NCT00000003", "a.*b")]
ROWS = {
    "trial_conditions": [(0, "type 1 diabetes", "Type 1 Diabetes"), (1, "x", "T1D (x)")],
    "trial_interventions": [(2, "Insulin", "Insulin"), (2, "insulin", "INSULIN 5%")],
    "trial_organisations": [(1, "Clinic", "Clinic", "Rome"), (0, "Clinic", "Clinic", "")],
}


@pytest.mark.parametrize(
    ("word", "trials"),
    [
        ("nct0000000", [0, 1, 2]),
        ("nct00000002", [1]),
        ("ölm", [0]),
        ("diabetes", [0]),
        ("(x)", [1]),
        ("insulin", [2]),
        ("5%", [2]),
        ("clinic", [0, 1]),
        ("rome", [1]),
        (".*", [2]),
        ("no such word", []),
    ],
)
def test_a_word_is_found_wherever_it_stands(word, trials):
    index = index_of(TRIALS, **ROWS)
    assert np.flatnonzero(index.holding(word)).tolist() == trials


def test_what_is_found_may_be_changed_without_harm():
    index = index_of(TRIALS, **ROWS)
    index.holding("rome")[:] = True
    assert index.holding("rome").tolist() == [False, True, False]


def test_without_trials_nothing_is_found():
    assert index_of([]).holding("a").tolist() == []


def test_the_index_finds_what_a_scan_of_the_joined_texts_finds(store):
    texts = store.trials["nct_id"].str.cat(store.trials["title"], sep=" ").tolist()
    for name in ("trial_conditions", "trial_interventions", "trial_organisations"):
        rows = getattr(store, name).drop(columns=["source", "locator"]).select_dtypes("str")
        names = [each for each in rows if each in index_columns()]
        for nct_id, *cells in rows[["nct_id", *names]].itertuples(index=False):
            texts[store.trials["nct_id"].tolist().index(nct_id)] += " " + " ".join(cells)
    for word in ("islet", "padua", "t1", "university", "é", "-", "marrow"):
        expected = [word in text.lower() for text in texts]
        assert store.search.holding(word).tolist() == expected, word


def index_columns():

    return {column for columns in SHARED_TEXTS.values() for column in columns}
