import pytest

from data import vocabulary as v
from data.queries.notes import notes_by_kind, notes_of_kind, notes_on, rows_concerned


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


def test_each_note_stands_under_one_kind(store):
    parts = notes_by_kind(store)
    assert [kind for kind, _ in parts] == list(v.NOTE_KIND.codes)
    assert sum(len(notes) for _, notes in parts) == len(store.data_notes)
    assert notes_of_kind(store, "NO_SUCH_KIND").empty


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
