"""Arms and interventions of AACT joined by the ids of their rows."""

import numpy as np
import pytest

from data.readers.aact_arms import RowIds
from tests.data.readers.aact_samples import FULL_TABLES, write_tables
from tests.data.readers.samples import imported

ONE, TWO = "NCT00000001", "NCT00000002"
TABLES = {
    "studies": [{"nct_id": ONE}, {"nct_id": TWO}],
    "design_groups": [
        {"id": "30", "nct_id": TWO, "group_type": "Odd", "title": "Two, first"},
        {"id": "20", "nct_id": ONE, "group_type": "Sham Comparator", "title": "One,  first"},
        {"id": "10", "nct_id": ONE, "group_type": "", "title": ""},
    ],
    "interventions": [
        {"id": "7.0", "nct_id": ONE, "name": "A", "description": "Of A"},
        {"id": "8", "nct_id": ONE, "name": " ", "description": "Of nothing"},
        {"id": "9", "nct_id": TWO, "name": "B", "description": " "},
        {"id": "x", "nct_id": TWO, "name": "C", "description": ""},
    ],
}


def joined(tmp_path, *pairs, **tables):
    rows = [
        {"nct_id": nct_id, "design_group_id": arm, "intervention_id": own}
        for nct_id, arm, own in pairs
    ]
    more = {"design_group_interventions": rows} if rows else {}
    path = write_tables(tmp_path / "aact", TABLES | more | tables)
    return imported(tmp_path / "out", path)


def test_arms_in_the_order_of_their_table(tmp_path):
    report, frames = joined(tmp_path)
    arms = frames["trial_arms"][["nct_id", "position", "arm", "arm_type"]]
    assert arms.values.tolist() == [
        [TWO, 1, "Two, first", "UNLISTED"],
        [ONE, 1, "One, first", "SHAM_COMPARATOR"],
        [ONE, 2, "", "NOT_STATED"],
    ]
    assert list(report.not_listed) == [("arm_type", "Odd")]
    assert frames["arm_interventions"].empty


@pytest.mark.parametrize(
    ("pairs", "expected", "left_out"),
    [
        ([(ONE, "10", "7"), (ONE, "20", "7"), (ONE, "20", "7.0")], [[1, 1], [2, 1]], 0),
        # an arm of another study, an intervention without a name, ids that are none
        ([(ONE, "30", "7"), (TWO, "30", "7"), (ONE, "20", "8")], [], 3),
        ([(TWO, "30", "x"), (TWO, "", "9"), (TWO, "-1", "9"), (TWO, "30", "9" * 30)], [], 4),
        ([("NCT99999999", "30", "9"), (TWO, "30", "9")], [[1, 1]], 1),
    ],
)
def test_pairs_of_one_study(tmp_path, pairs, expected, left_out):
    report, frames = joined(tmp_path, *pairs)
    rows = frames["arm_interventions"][["arm_position", "intervention_position"]]
    assert rows.values.tolist() == expected
    told = [note for note in report.notes if note.startswith("design_group_interventions.txt")]
    assert len(told) == bool(left_out)
    assert all(f": {left_out} row" in note for note in told)


def test_texts_of_interventions(tmp_path):
    names = [
        {"nct_id": ONE, "intervention_id": "7", "name": "Alpha  1"},
        {"nct_id": TWO, "intervention_id": "9", "name": "Beta"},
        {"nct_id": ONE, "intervention_id": "7", "name": "A 2"},
        {"nct_id": ONE, "intervention_id": "7", "name": ""},
        {"nct_id": ONE, "intervention_id": "77", "name": "Of none"},
        {"nct_id": ONE, "intervention_id": "", "name": "Of none"},
    ]
    report, frames = joined(tmp_path, intervention_other_names=names)
    rows = frames["intervention_texts"][["nct_id", "position", "description", "other_names"]]
    assert rows.values.tolist() == [
        [ONE, 1, "Of A", "Alpha 1\nA 2"],
        [TWO, 1, " ", "Beta"],
    ]
    assert "interventions.txt: 1 row left out (line 3): without a name" in report.notes
    (told,) = [note for note in report.notes if note.startswith("intervention_other_names.txt")]
    assert told.endswith("no intervention with this intervention_id was imported")


def test_ids_of_rows():
    ids = RowIds()
    ids.add(np.array([5, -1, 3]), np.array([0, 0, 1]), np.array([1, 2, 1]))
    ids.add(np.array([4]), np.array([0]), np.array([3]))
    found = ids.in_order().positions_of(np.array([3, 4, 5, -1, 3]), np.array([1, 0, 0, 0, 0]))
    assert found.tolist() == [1, 3, 1, -1, -1]
    assert RowIds().in_order().positions_of(np.array([3]), np.array([0])).tolist() == [-1]


def test_without_ids_nothing_is_joined_and_all_is_told(tmp_path):
    bare = {
        "design_groups": [{"nct_id": "NCT00000007", "title": "Arm"}],
        "interventions": [{"nct_id": "NCT00000007", "name": "A"}],
    }
    report, frames = imported(tmp_path / "out", write_tables(tmp_path / "a", FULL_TABLES | bare))
    assert frames["arm_interventions"].empty
    assert len(frames["trial_arms"]) == len(frames["trial_interventions"]) == 1
    assert any(note.startswith("design_group_interventions.txt: 3 rows") for note in report.notes)
