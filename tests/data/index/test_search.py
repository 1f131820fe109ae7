import numpy as np
import pandas as pd
import pytest

from data.index.index_arrays import RowsOf
from data.index.search import SEARCHED, index_texts, searched_columns
from data.link.folding import words_in

COLUMNS = {
    "trial_ids": ["trial_id"],
    "trial_conditions": ["condition", "condition_printed"],
    "trial_interventions": ["intervention", "intervention_printed"],
    "trial_organisations": ["organisation", "organisation_printed", "city"],
}


def index_of(trials, **rows):
    """Trials as (id, title); other frames as (trial number, text, ...) rows."""
    ids = [nct_id for nct_id, _ in trials]
    frames = {"trials": pd.DataFrame(trials, columns=["nct_id", "title"], dtype="str")}
    holders = {}
    for name in rows:
        own = rows[name]
        frames[name] = pd.DataFrame([row[1:] for row in own], columns=COLUMNS[name], dtype="str")
        trial = np.array([row[0] for row in own], dtype=np.int32)
        holders[name] = RowsOf.of(trial, len(ids))
    return index_texts(frames, holders)


TRIALS = [
    ("NCT00000001", "Islets in Ölmütz"),
    ("NCT00000002", ""),
    ("NCT00000003", "a.b unicellular system"),
]
ROWS = {
    "trial_ids": [(1, "R01-DK 12345"), (1, "")],
    "trial_conditions": [(0, "type 1 diabetes", "Type 1 Diabetes"), (1, "x", "T1D (x)")],
    "trial_interventions": [(2, "Insulin", "Insulin"), (2, "insulin", "INSULIN 5%")],
    "trial_organisations": [(1, "Clinic", "Clinic", "Rome"), (0, "Clinic", "Clinic", "")],
}


@pytest.mark.parametrize(
    ("word", "trials"),
    [
        ("nct0000000", [0, 1, 2]),
        ("nct00000002", [1]),
        ("olm", [0]),
        ("lets", []),
        ("cell", []),
        ("stem", []),
        ("sys", [2]),
        ("diabetes", [0]),
        ("x", [1]),
        ("insulin", [2]),
        ("5", [2]),
        ("clinic", [0, 1]),
        ("rome", [1]),
        ("r01dk", [1]),
        ("12345", [1]),
        ("ab", [2]),
        ("no such word", []),
        ("\U0010ffff", []),
        ("", [0, 1, 2]),
    ],
)
def test_a_word_is_found_by_how_it_begins(word, trials):
    index = index_of(TRIALS, **ROWS)
    assert np.flatnonzero(index.holding(word)).tolist() == trials


@pytest.mark.parametrize(
    ("word", "trials"), [("islets", [0]), ("islet", []), ("a", [2]), ("ab", [2]), ("zz", [])]
)
def test_a_whole_word_is_found_alone(word, trials):
    index = index_of(TRIALS, **ROWS)
    assert np.flatnonzero(index.holding(word, whole=True)).tolist() == trials


def test_what_is_found_may_be_changed_without_harm():
    index = index_of(TRIALS, **ROWS)
    index.holding("rome")[:] = True
    assert index.holding("rome").tolist() == [False, True, False]


def test_without_trials_nothing_is_found():
    assert index_of([]).holding("a").tolist() == []


def test_a_frame_or_a_column_that_is_not_there_is_left_out():
    assert index_of(TRIALS).holding("nct00000001").tolist() == [True, False, False]
    assert index_of(TRIALS).holding("clinic").tolist() == [False] * 3
    frames = {"trials": pd.DataFrame({"title": [], "nct_id": []}), "trial_ids": pd.DataFrame()}
    assert [*searched_columns(frames)] == [("trials", "title"), ("trials", "nct_id")]


def test_columns_are_searched_in_the_order_of_the_table():
    frames = {"trials": pd.DataFrame({column: [] for each in SEARCHED for column in each.columns})}
    names = [column for _, column in searched_columns(frames)]
    assert names == ["title", "official_title", "acronym", "nct_id"]


def test_the_index_finds_what_a_scan_of_the_texts_finds(store):
    ids = store.trials["nct_id"].tolist()
    texts = [[] for _ in ids]
    for name, column in searched_columns(store.frames()):
        for nct_id, cell in getattr(store, name)[["nct_id", column]].itertuples(
            index=False, name=None
        ):
            texts[ids.index(nct_id)] += words_in(cell)
    for word in ("islet", "padua", "t1", "university", "e", "marrow", "cell", "ell"):
        expected = [any(own.startswith(word) for own in words) for words in texts]
        assert store.search.holding(word).tolist() == expected, word
