"""An export's columns, and what is "not in this file" for want of them."""

import pytest

from data.datasets.on_disk import manifest_of
from data.datasets.versions import folder_of
from data.readers.aact_held import (
    NEEDED,
    PARTS_OF_RESULTS,
    PLACES,
    RESULT_PLACES,
    WITHOUT,
    HeldColumns,
)
from data.readers.columns import IN_FILES, columns_of_frames, not_in
from data.readers.formats import FilePart, UnusableInputError
from tests.data.readers.aact_samples import FULL_TABLES, NO_RESULTS, studies, write_tables
from tests.data.readers.samples import imported


def held_of(**headers):
    parts = {name: FilePart(f"{name}.txt", 0, None) for name in headers}
    return HeldColumns.of(parts, {name: text.split() for name, text in headers.items()})


def test_every_column_that_a_file_may_hold_stands_somewhere():
    placed = PLACES.keys() | columns_of_frames("arm_interventions")
    assert not_in(frozenset(placed)) == {
        "trial_mesh": ("mesh_id",),
        "results_about": ("baseline_units", "deaths_comment"),
        "results_measures": ("reporting_status",),
        "results_values": ("analysed",),
        "results_analyses": ("lower_comment",),
        "results_events": ("notes",),
    }
    assert not PLACES.keys() - IN_FILES
    tables = {place.partition(".")[0] for places in PLACES.values() for place in places}
    assert tables - {"studies"} <= WITHOUT.keys()
    assert NEEDED.keys() <= WITHOUT.keys()


@pytest.mark.parametrize(
    ("headers", "held", "lacking"),
    [
        ({"studies": "nct_id brief_title"}, {("trials", "title")}, {("trials", "phase")}),
        ({"studies": "nct_id start_date"}, {("trials", "start_date")}, {("trials", "sex")}),
        (
            {"studies": "nct_id", "countries": "nct_id name"},
            {("trial_organisations", "country"), ("trial_organisations", "role")},
            {("trial_organisations", "city"), ("trial_organisations", "organisation")},
        ),
        (
            {"studies": "nct_id", "design_groups": "nct_id title", "interventions": "nct_id name"},
            {("trial_arms", "arm"), ("trial_interventions", "intervention")},
            {("arm_interventions", "arm_position"), ("trial_arms", "arm_type")},
        ),
        (
            {"studies": "nct_id", "id_information": "nct_id id_type id_value"},
            {("trial_ids", "trial_id")},
            {("trial_ids", "id_type")},
        ),
        (
            {"studies": "nct_id results_first_posted_date"},
            {("trials", "has_results"), ("trials", "results_first_posted")},
            {("trials", "who_masked"), ("trial_texts", "brief_summary")},
        ),
    ],
)
def test_columns_of_tables_hold_columns_of_frames(headers, held, lacking):
    found = held_of(**headers).columns()
    assert held <= found
    assert not lacking & found


@pytest.mark.parametrize("table", NEEDED)
def test_a_table_that_says_nothing_is_left_out_in_words(table):
    held = held_of(studies="nct_id", **{table: "id nct_id odd"})
    assert held.parts.keys() == {"studies"}
    (told,) = [each for each in held.told if each.startswith(f"{table}.txt")]
    assert told.startswith(f"{table}.txt has no column ")
    assert told.endswith(f" and was left out: {WITHOUT[table]}")
    assert not {frame for frame, _ in held.columns()} - {"trials"}


def test_tables_of_results_that_are_missing_are_one_sentence():
    results = [name for name in PARTS_OF_RESULTS if name != "result_groups"]
    names = ", ".join(f"{name}.txt" for name in results)
    some = held_of(studies="nct_id", result_groups="nct_id ctgov_group_code result_type title")
    (told,) = [each for each in some.told if results[0] in each]
    assert told == f"tables of posted results that are missing: {names}"
    assert ("results_groups", "title") in some.columns()
    # a text on results in the table of studies is not read without the results
    none = held_of(studies="nct_id limitations_and_caveats")
    assert not [each for each in none.told if "posted" in each or results[0] in each]
    assert not {frame for frame, _ in none.columns()} & RESULT_PLACES.keys()


def test_a_table_without_its_key_columns_costs_itself(tmp_path):
    odd = {"countries": "id|nct_id|odd\n1|NCT00000007|x\n", "keywords": "nct_id\nNCT00000007\n"}
    report, frames = imported(tmp_path / "o", write_tables(tmp_path / "a", FULL_TABLES | odd))
    assert (report.read, len(frames["trials"]), len(frames["trial_keywords"])) == (1, 1, 0)
    assert len(frames["trial_organisations"]) == 5
    assert [note.partition(" and ")[0] for note in report.notes[:2]] == [
        "countries.txt has no column name",
        "keywords.txt has no column name",
    ]


def test_a_column_that_a_table_lacks_is_told(tmp_path):
    old = [
        {name: cell for name, cell in row.items() if name not in ("status", "state")}
        for row in FULL_TABLES["facilities"]
    ]
    tables = FULL_TABLES | {"facilities": old}
    report, _ = imported(tmp_path / "o", write_tables(tmp_path / "a", tables))
    assert report.notes == ["not in facilities.txt: state, status", NO_RESULTS]
    manifest = manifest_of(folder_of(tmp_path / "o", "trial"))
    absent = manifest["not_in_file"]
    assert {name: absent[name] for name in absent.keys() - RESULT_PLACES.keys()} == {
        "trial_organisations": ["state", "site_status", "site_status_printed"],
        "trial_mesh": ["mesh_id"],
    }


@pytest.mark.parametrize(
    ("study_type", "lacking"),
    [("Observational [Patient Registry]", False), ("Observational", True)],
)
def test_the_type_of_study_may_hold_the_patient_registry(tmp_path, study_type, lacking):
    tables = studies({"study_type": study_type})
    imported(tmp_path / "o", write_tables(tmp_path / "a", tables))
    manifest = manifest_of(folder_of(tmp_path / "o", "trial"))
    assert ("patient_registry" in manifest["not_in_file"]["trials"]) == lacking


def test_studies_without_their_numbers_are_refused_in_words(tmp_path):
    tables = FULL_TABLES | {"studies": "id|brief_title\n1|A\n"}
    with pytest.raises(
        UnusableInputError, match=r"has no column nct_id, or is none: .*studies\.txt"
    ):
        imported(tmp_path / "o", write_tables(tmp_path / "a", tables))
