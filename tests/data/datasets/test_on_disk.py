"""Datasets on disk: what check finds, which names are allowed, how old versions go."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.datasets.importing import Request, run_import
from data.datasets.on_disk import (
    SCHEMA_VERSION,
    manifest_of,
    new_version,
    not_in_file,
    version_problems,
)
from data.datasets.versions import file_digest, folder_of, swap_in
from data.model.record_frames import RESULT_FRAMES
from data.readers.batches import BATCH_SCHEMAS
from data.readers.columns import FRAME_NAMES
from data.readers.facts import StudyFacts
from data.readers.import_report import Report
from data.readers.rows import StudyPlace, rows_of
from tests.data.readers.samples import FULL, csv_text, frames, imported, study, write

RESULTS = {frame.name for frame in RESULT_FRAMES}


@pytest.fixture
def root(tmp_path):
    imported(tmp_path / "root", write(tmp_path / "a.json", [FULL, study()]))
    return tmp_path / "root"


def test_the_manifest_says_what_was_imported(tmp_path, root):
    manifest = manifest_of(folder_of(root, "trial"))
    assert manifest["counts"] == {
        "trials": 2,
        "trial_conditions": 2,
        "trial_interventions": 2,
        "trial_organisations": 5,
        "trial_ids": 3,
        "trial_mesh": 2,
        "trial_texts": 1,
        "trial_arms": 2,
        "arm_interventions": 4,
        "intervention_texts": 1,
        "outcome_measures": 2,
        "trial_keywords": 2,
        "trial_references": 4,
        "trial_documents": 2,
        **{frame.name: 0 for frame in RESULT_FRAMES},
    }
    assert manifest["origin"][0]["file"] == "a.json"
    assert manifest["origin"][0]["bytes"] == (tmp_path / "a.json").stat().st_size
    assert len(manifest["origin"][0]["sha256"]) == 64
    assert (manifest["studies_read"], manifest["studies_skipped"]) == (2, 0)
    assert manifest["title"] == manifest["name"] == "trial"
    assert set(manifest["files"]) == {f"{name}.parquet" for name in manifest["counts"]}


@pytest.mark.parametrize(
    ("studies", "given", "day", "words"),
    [
        ([FULL], "2020-02-02", "2020-02-02", "given by"),
        ([FULL], "", "2014-03-04", "newest version date"),
        ([FULL | {"derivedSection": {}}], "", "2014-02-03", "last update of a study"),
    ],
)
def test_the_date_of_the_data_and_how_it_is_known(tmp_path, studies, given, day, words):
    root, path = tmp_path / "out", write(tmp_path / "a.json", studies)
    run_import(Request((path,), "trial", root, date_of_data=given))
    manifest = manifest_of(folder_of(root, "trial"))
    assert manifest["date_of_data"] == day
    assert words in manifest["date_of_data_basis"]
    assert set(frames(root)["trials"]["snapshot"]) == {day[:7]}


def test_without_any_date_it_is_not_known_and_the_file_s_day_is_none(tmp_path):
    imported(tmp_path / "out", write(tmp_path / "a.json", [study()]))
    manifest = manifest_of(folder_of(tmp_path / "out", "trial"))
    assert manifest["date_of_data"] == ""
    assert manifest["date_of_data_basis"] == "the files state no date; --date gives one"
    assert set(frames(tmp_path / "out")["trials"]["snapshot"]) == {""}


def test_what_no_file_holds_is_told_and_kept(tmp_path):
    row = {"NCT Number": "NCT00000001", "Study Title": "A trial", "Conditions": "Asthma"}
    report, _ = imported(tmp_path / "out", write(tmp_path / "a.csv", csv_text([row])))
    absent = not_in_file(manifest_of(folder_of(tmp_path / "out", "trial")))
    assert {"overall_status", "overall_status_printed", "start_year"} <= absent["trials"]
    assert "title" not in absent["trials"] and "trial_conditions" not in absent
    (whole,) = (note for note in report.notes if "arms" in note)
    assert whole.startswith("Not in these files: interventions, arms, outcome measures")


@pytest.mark.parametrize(("has_results", "lacks"), [(False, set()), (True, RESULTS)])
def test_a_json_of_whole_records_lacks_posted_results_at_most(tmp_path, has_results, lacks):
    # a record that has results, in a file with none, was downloaded without them
    path = write(tmp_path / "a.json", [FULL | {"hasResults": has_results}])
    imported(tmp_path / "out", path)
    assert not_in_file(manifest_of(folder_of(tmp_path / "out", "trial"))).keys() == lacks


def test_a_sound_dataset_has_no_problems(root):
    assert version_problems(folder_of(root, "trial")) == []


def test_batches_may_hold_some_frames_only(tmp_path):
    rows = rows_of(StudyFacts("NCT00000001", conditions=("A",)), StudyPlace("s", "l"), Report())
    with new_version(tmp_path, "trial") as writer:
        for name in ("trial_conditions", "trials"):
            writer.write({name: pa.Table.from_pylist(rows[name], schema=BATCH_SCHEMAS[name])})
        writer.finish("2020-01", {"schema_version": SCHEMA_VERSION}, {})
        swap_in(writer.folder)
    assert {name: len(frame) for name, frame in frames(tmp_path).items()} == {
        "trials": 1,
        "trial_conditions": 1,
        **dict.fromkeys(set(FRAME_NAMES) - {"trials", "trial_conditions"}, 0),
    }


def spoil_byte(folder):
    path = folder / "trials.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))


def spoil_schema(folder):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": 0}))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_byte, "trials.parquet is not the file that was written"),
        (lambda folder: (folder / "trials.parquet").unlink(), "trials.parquet cannot be read"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("[]"), "another schema version"),
        (spoil_schema, "another schema version"),
    ],
)
def test_check_finds_what_is_wrong(root, spoil, words):
    folder = folder_of(root, "trial")
    spoil(folder)
    assert words in version_problems(folder)[0]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("nct_id", "NCT 1"),
        ("start_date", "2013-08-15T00:00"),
        ("phase", "PHASE9"),
        ("who_masked", "PARTICIPANT|CAT"),
        ("source", ""),
        ("snapshot", "August"),
        ("enrollment", -1),
        ("start_year", 10_000),
    ],
)
def test_check_reads_every_cell(root, column, value):
    folder = folder_of(root, "trial")
    path, manifest = folder / "trials.parquet", manifest_of(folder)
    table = pq.read_table(path)
    cells = pa.array([value, *table[column].to_pylist()[1:]], table.schema.field(column).type)
    place = table.schema.get_field_index(column)
    pq.write_table(table.set_column(place, table.schema.field(column), cells), path)
    manifest["files"][path.name]["sha256"] = file_digest(path)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert version_problems(folder)[0] == (
        f"trials.parquet, column {column}: {str(value)!r} is not allowed"
    )
