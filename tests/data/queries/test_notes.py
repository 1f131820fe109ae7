import re

import pandas as pd
import pytest

from data.link.filters import TrialFilters
from data.model import vocabulary as v
from data.queries.notes import (
    heavy,
    light,
    notes_by_weight,
    notes_on,
    notes_on_rows,
    notes_on_trials,
    rows_concerned,
)

HEAVY = [
    "trial-numbers-swapped",
    "five-or-six-patients-2000",
    "okt3-and-alg-numbers",
    "atg-and-cya-numbers",
    "one-patient-unfractionated-2000",
    "infliximab-optional-2000",
    "superscripts-lost",
    "plus-minus-not-defined",
    "weaning-at-one-year",
    "loss-after-stopping-2000",
    "no-adverse-effects-claim",
    "function-times-2005",
]
MOST = 95
"""Notes beyond this number are not read."""
TITLE_LENGTH = 60
SENTENCES = 3


@pytest.mark.parametrize(
    ("frame", "key", "expected"),
    [
        ("trials", "NCT00821899", "nct00821899-no-phase"),
        ("trials", "NCT01065298", "nct01065298-phase-yet-observational"),
        ("trials", "NCT00465478", "nineteen-trials-not-twenty-one"),
    ],
)
def test_notes_on_a_row(store, frame, key, expected):
    assert expected in notes_on(store, frame, key)["note"].tolist()


@pytest.mark.parametrize(("frame", "key"), [("trials", "NCT99999999"), ("nowhere", ""), ("", "")])
def test_no_notes_on_a_row_that_is_not_there(store, frame, key):
    assert notes_on(store, frame, key).empty


def test_the_notes_that_change_how_a_number_is_read(store):
    assert heavy(store.data_notes)["note"].tolist() == HEAVY
    assert len(light(store.data_notes)) + len(HEAVY) == len(store.data_notes) <= MOST


def test_each_note_stands_under_one_weight_the_heavy_ones_first(store):
    parts = notes_by_weight(store)
    assert [weight for weight, _ in parts] == list(v.NOTE_WEIGHT.codes)
    order = store.data_notes["note"].tolist()
    notes = [part["note"].tolist() for _, part in parts]
    assert sorted(note for part in notes for note in part) == sorted(order)
    assert all(part == sorted(part, key=order.index) for part in notes)


def test_a_note_is_short(store):
    for note in store.data_notes.itertuples():
        sentences = re.split(r"(?<=[.])\s+(?=[A-Z±])", note.text)
        assert len(sentences) <= SENTENCES, note.note
        assert len(note.title) <= TITLE_LENGTH, note.note
        assert not note.title.endswith("."), note.note


def test_a_place_in_the_text_names_its_sentence(store):
    frames = (store.data_notes, store.data_note_links)
    places = {place for frame in frames for cell in frame["locator"] for place in cell.split("; ")}
    of_text = {place for place in places if place.startswith("Text")}
    form = re.compile(r"Text, .+, paragraph \d+, sentences? \d[\d, and to]*")
    assert of_text and not {place for place in of_text if not form.fullmatch(place)}


def test_later_versions_of_a_record_are_no_contradiction_of_the_sources(store):
    """A contradiction does not rest on what a page of another date says.

    The two on registry facts are of one date: two numbers that one review ties to trials of
    years before it, and one record that says two things of itself.
    """
    rows = store.data_notes[store.data_notes["kind"] == "CONTRADICTION"]
    on_facts = rows[rows["source"] == "registry-facts"]["note"].tolist()
    assert on_facts == ["trial-numbers-swapped", "nct01142050-cell-source"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("review-2010", True),
        ("record-nct01143168|review-2010", True),
        ("review-2010|record-nct01143168", True),
        ("record-nct01143168", False),
        ("", False),
    ],
)
def test_notes_on_a_source_stand_on_every_row_that_names_it(store, source, expected):
    behind = [pd.DataFrame({"source": [source]})]
    assert ("plus-minus-not-defined" in set(notes_on_rows(store, behind)["note"])) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (TrialFilters(), ["trial-numbers-swapped"]),
        (TrialFilters(text="NCT00021801"), ["trial-numbers-swapped"]),
        (TrialFilters(text="NCT00821899"), []),
        (TrialFilters(text="no such trial"), []),
    ],
)
def test_heavy_notes_on_the_trials_shown(store, filters, expected):
    assert heavy(notes_on_trials(store, filters))["note"].tolist() == expected


def test_notes_of_a_dataset_without_notes(imported):
    assert notes_on_trials(imported, TrialFilters()).empty
    assert notes_by_weight(imported) == []


def test_every_note_says_which_rows_it_concerns(store):
    rows = rows_concerned(store)
    assert set(rows["note"]) == set(store.data_notes["note"])
    assert "cohorts" not in set(rows["frame"])
    assert not rows.duplicated(["note", "frame", "row_key"]).any()
    assert (rows["label"] != "").all()


def test_a_regimen_is_named_by_its_short_label(store):
    rows = rows_concerned(store)
    short = dict(zip(store.regimens["regimen"], store.regimens["short_label"], strict=True))
    of_regimens = rows[rows["frame"] == "regimens"]
    assert of_regimens["label"].tolist() == [short[key] for key in of_regimens["row_key"]]
