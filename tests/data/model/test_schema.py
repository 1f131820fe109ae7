"""One broken file per rule: each message names file, row, column, value and what is allowed."""

import csv
import shutil
from pathlib import Path

import pytest

from data.model import schema
from data.model.schema import CURATED, PROVENANCE, Column, DataError, Frame, load_frames
from data.store import RAW, load_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "raw"
    shutil.copytree(RAW, copy)
    return copy


def change(folder: Path, frame: str, row: int, column: str, value: str) -> None:
    path = folder / f"{frame}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    lines[row - 1][lines[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


@pytest.mark.parametrize(
    ("frame", "row", "column", "value", "words"),
    [
        ("trials", 2, "nct_id", "NCT1", ["row 2, column nct_id: 'NCT1'", r"NCT\d{8}"]),
        ("trials", 3, "phase", "Phase 9", ["column phase: 'Phase 9'", "PHASE1/PHASE2, PHASE2"]),
        ("trials", 3, "phase", "", ["column phase: ''", "an empty cell is not allowed"]),
        ("trials", 3, "phase", "NOT_STATED", ["phase is NOT_STATED although phase_printed"]),
        ("trials", 2, "snapshot", "August", ["column snapshot: 'August'", "of the form"]),
        ("trials", 2, "who_masked", "NONE|NONE", ["column who_masked", "each once, joined by |"]),
        ("trials", 2, "enrollment", "many", ["column enrollment: 'many'", "whole number"]),
        ("trials", 2, "enrollment", "-1", ["column enrollment: '-1'", "from 0 to"]),
        ("trials", 2, "source", "hearsay", ["column source: 'hearsay'", "source_id of sources"]),
        ("trials", 2, "source", "review-2010|hearsay", ["review-2010|hearsay", "source_id of"]),
        ("trials", 2, "source", "review-2010|review-2010", ["review-2010|review-2010"]),
        ("trials", 2, "source", "review-2010|", ["column source: 'review-2010|'", "of the form"]),
        ("regimens", 7, "n_table_4", "5", ["n_table_4 repeats n"]),
        ("outcomes", 54, "n_of_table_4", "5", ["n_of_table_4 repeats n_of"]),
        ("regimen_events", 2, "patients_table_4", "1", ["patients_table_4 repeats patients_n"]),
        ("regimen_events", 2, "coverage_table_4", "ALL", ["coverage_table_4 repeats coverage"]),
        ("regimen_events", 2, "arm", "PLACEBO", ["column arm: 'PLACEBO'", "OKT3, ALG, DAC, ATG"]),
        ("regimen_facts", 2, "kind", "HOPE", ["column kind: 'HOPE'", "AIM, ENDPOINT"]),
        ("regimen_facts", 2, "regimen", "x", ["does not start with 'x'"]),
        ("trial_conditions", 2, "nct_id", "NCT99999999", ["'NCT99999999'", "nct_id of trials"]),
        ("trial_organisations", 2, "country", "USA1", ["column country: 'USA1'", "ABW, "]),
        ("trial_organisations", 2, "lat", "91", ["column lat: '91'", "from -90 to 90"]),
        ("trial_organisations", 2, "lat", "", ["lat and lon must both be given"]),
        ("regimen_events", 2, "start_day", "soon", ["column start_day: 'soon'", "a number"]),
        ("regimen_events", 2, "start_day", "9", ["end_day 0 is before start_day 9"]),
        ("regimen_events", 2, "end_day", "", ["end_kind is FIXED but end_day is empty"]),
        ("regimen_events", 2, "agent", "aspirin", ["column agent: 'aspirin'", "agent of agents"]),
        ("regimen_events", 2, "regimen", "x", ["column regimen: 'x'", "regimen of regimens"]),
        ("cohorts", 3, "cohort", "miami-1994-96-iak", ["stands already in row 2", "each key once"]),
        ("data_note_links", 2, "frame", "trails", ["column frame: 'trails'", "one of sources"]),
        ("data_note_links", 2, "row_key", "nobody", ["column row_key: 'nobody'"]),
    ],
)
def test_a_broken_cell_stops_the_start(folder, frame, row, column, value, words):
    change(folder, frame, row, column, value)
    with pytest.raises(DataError) as caught:
        load_store(folder)
    message = str(caught.value)
    assert f"{frame}.csv" in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "trials.csv: the file is missing"),
        (b"", "trials.csv: the file is empty"),
        (b"\xff\xfe\x00", "trials.csv: not UTF-8 text"),
        (b"nct_id,phase\nNCT00000001,PHASE1\n", "row 1: the columns do not fit: missing"),
        (b'nct_id,"open quote\n', "trials.csv: not a readable CSV file"),
    ],
)
def test_a_broken_file_stops_the_start(folder, content, words):
    path = folder / "trials.csv"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(DataError, match="not loaded") as caught:
        load_frames(folder)
    assert words in str(caught.value)


def test_a_short_row_is_named(folder):
    path = folder / "trials.csv"
    path.write_text(path.read_text(encoding="utf-8") + "NCT00000001,2010-08\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"trials\.csv: row 21: 2 cells where 30 are needed"):
        load_frames(folder)


def test_many_problems_are_counted_not_all_printed(folder):
    for row in range(2, 84):
        change(folder, "regimen_events", row, "role", "DRUG")
    with pytest.raises(DataError, match="and 62 more"):
        load_frames(folder)


def test_a_frame_that_only_imports_have_needs_no_raw_file(folder, monkeypatch):
    posted = Frame(
        "posted", (Column("n", schema.INTEGER), Column("words"), *PROVENANCE), key=("words",)
    )
    monkeypatch.setattr(schema, "FRAMES", (*CURATED, posted))
    frames = load_frames(folder)
    assert list(frames) == [*(frame.name for frame in CURATED), "posted"]
    assert frames["posted"].empty
    assert frames["posted"].dtypes.astype("str").to_dict() == {
        "n": "Int64",
        "words": "str",
        "source": "str",
        "locator": "str",
    }
