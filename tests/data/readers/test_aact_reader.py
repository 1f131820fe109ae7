"""AACT's tables in the frames: both vocabularies, what is missing, what does not belong."""

import zipfile

import pandas as pd
import pytest

from data.datasets.on_disk import manifest_of
from data.datasets.versions import folder_of
from data.model.record_frames import RESULT_FRAMES, TEXTS
from data.readers.columns import FRAME_NAMES
from data.readers.formats import UnusableInputError
from tests.data.readers.aact_samples import (
    FULL_TABLES,
    NO_RESULTS,
    studies,
    with_labels,
    write_tables,
)
from tests.data.readers.samples import FULL, imported, study, write

BARE = {"nct_id": "NCT00000001", "brief_title": "Trial NCT00000001"}
PROVENANCE = {"source", "locator"}
RESULTS = {frame.name for frame in RESULT_FRAMES}
"""Compared in ``test_aact_results``: FULL has none."""
OF_TRIALS = [name for name in FRAME_NAMES if name not in RESULTS]
ONLY_JSON = {"trial_mesh": {"mesh_id"}, "trials": {"who_masked_printed"}}
"""AACT has no numbers of MeSH terms; its booleans of who is masked have no order."""


def of_tables(tmp_path, tables, name="aact"):
    return imported(tmp_path / f"{name}-out", write_tables(tmp_path / name, tables))


def with_study(tables, row):
    """The tables with one more study, which no other table knows."""
    return tables | {"studies": [*tables["studies"], dict.fromkeys(tables["studies"][0], "") | row]}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """FULL and a bare study as JSON and as AACT."""
    tmp_path = tmp_path_factory.mktemp("both")
    bare = study("NCT00000001", hasResults=False)
    _, of_json = imported(tmp_path / "json", write(tmp_path / "a", [FULL, bare]), date_of_data=DAY)
    report, of_aact = of_tables(tmp_path, with_study(FULL_TABLES, BARE))
    assert (report.read, report.skipped, report.notes) == (2, 0, [NO_RESULTS])
    absent = not_in_file(tmp_path)
    assert {name: absent[name] for name in absent.keys() - RESULTS} == {"trial_mesh": ["mesh_id"]}
    assert absent.keys() >= RESULTS
    return of_json, of_aact


def not_in_file(tmp_path, name="aact"):
    return manifest_of(folder_of(tmp_path / f"{name}-out", "trial"))["not_in_file"]


DAY = "2014-02-03"


@pytest.mark.parametrize("frame", [name for name in OF_TRIALS if name != "arm_interventions"])
def test_equal_to_the_json_in_every_field(both, frame):
    left, right = (frames[frame] for frames in both)
    assert list(left.columns) == list(right.columns)
    assert len(left) == len(right) > 0
    for column in set(left.columns) - PROVENANCE - ONLY_JSON.get(frame, set()):
        own = left[column]
        # AACT writes a line break as "~"
        own = own.str.replace("\n", "~") if column in TEXTS else own
        assert own.equals(right[column]), column


def test_arms_have_the_interventions_that_the_json_joins(both):
    pairs = [
        frames["arm_interventions"][["nct_id", "arm_position", "intervention_position", "printed"]]
        .dropna()
        .values.tolist()
        for frames in both
    ]
    assert pairs[0] == pairs[1] == [["NCT00000007", 1, 1, ""], ["NCT00000007", 1, 2, ""]]


@pytest.fixture(scope="module")
def since_and_to(tmp_path_factory):
    """FULL in the vocabulary since 2024 and in that to 2024."""
    tmp_path = tmp_path_factory.mktemp("vocabularies")
    _, since = of_tables(tmp_path, FULL_TABLES, "since")
    report, to = of_tables(tmp_path, with_labels(FULL_TABLES), "to")
    assert not report.not_listed
    return since, to


@pytest.mark.parametrize("frame", OF_TRIALS)
def test_both_vocabularies_give_the_same_codes(since_and_to, frame):
    left, right = (frames[frame] for frames in since_and_to)
    assert len(left) == len(right) > 0
    not_in_old_exports = {"patient_registry", "lat", "lon", "place_basis"}
    for column in set(left.columns) - PROVENANCE - not_in_old_exports:
        if not column.endswith("_printed") or column in ("organisation_printed",):
            assert left[column].equals(right[column]), column


@pytest.mark.parametrize(
    ("study_type", "patient_registry", "expected"),
    [
        ("Observational [Patient Registry]", None, ("OBSERVATIONAL", "YES")),
        ("Observational", None, ("OBSERVATIONAL", "NOT_STATED")),
        ("OBSERVATIONAL", "t", ("OBSERVATIONAL", "YES")),
        ("OBSERVATIONAL", "f", ("OBSERVATIONAL", "NO")),
        ("OBSERVATIONAL", "", ("OBSERVATIONAL", "NOT_STATED")),
        ("Expanded Access", None, ("EXPANDED_ACCESS", "NOT_STATED")),
        ("", "", ("NOT_STATED", "NOT_STATED")),
        ("Something", "", ("UNLISTED", "NOT_STATED")),
    ],
)
def test_study_type_and_patient_registry(tmp_path, study_type, patient_registry, expected):
    row = {"study_type": study_type}
    if patient_registry is not None:
        row["patient_registry"] = patient_registry
    _, frames = of_tables(tmp_path, studies(row))
    trial = frames["trials"].iloc[0]
    assert (trial.study_type, trial.patient_registry) == expected


@pytest.mark.parametrize(
    ("phase", "code", "printed"),
    [
        ("NA", "NA", "NA"),
        ("N/A", "NA", "N/A"),
        ("Not Applicable", "NA", "Not Applicable"),
        ("", "NOT_STATED", ""),
        ("Phase 2/Phase 3", "PHASE2/PHASE3", "Phase 2|Phase 3"),
        ("PHASE2/PHASE3", "PHASE2/PHASE3", "PHASE2|PHASE3"),
        ("PHASE3/PHASE2", "PHASE2/PHASE3", "PHASE3|PHASE2"),
        ("Early Phase 1", "EARLY_PHASE1", "Early Phase 1"),
        ("Phase 9", "UNLISTED", "Phase 9"),
    ],
)
def test_phase(tmp_path, phase, code, printed):
    _, frames = of_tables(tmp_path, studies({"phase": phase}))
    assert tuple(frames["trials"].iloc[0][["phase", "phase_printed"]]) == (code, printed)


@pytest.mark.parametrize(
    ("given", "full", "expected", "year"),
    [
        ("October 2011", "2011-10-31", "2011-10", 2011),
        ("January 2, 2007", "2007-01-02", "2007-01-02", 2007),
        ("2011-10", "2011-10-31", "2011-10", 2011),
        ("", "2011-10-31", "2011-10-31", 2011),
        ("", "", "", None),
        ("Soon", "2011-10-31", "", None),
    ],
)
def test_the_date_as_it_was_given(tmp_path, given, full, expected, year):
    report, frames = of_tables(tmp_path, studies({"start_month_year": given, "start_date": full}))
    trial = frames["trials"].iloc[0]
    assert trial.start_date == expected
    assert frames["trials"].start_year.astype(object).fillna(0).tolist() == [year or 0]
    assert list(report.not_listed) == [("start_date", "Soon")] * (given == "Soon")


@pytest.mark.parametrize(
    ("calculated", "posted", "expected"),
    [("t", "", "YES"), ("f", "2014-01-01", "NO"), (None, "2014-01-01", "YES"), (None, "", "NO")],
)
def test_results(tmp_path, calculated, posted, expected):
    tables = studies({"results_first_posted_date": posted})
    if calculated:
        row = {"nct_id": "NCT00000001", "were_results_reported": calculated}
        tables["calculated_values"] = [row]
    _, frames = of_tables(tmp_path, tables)
    assert frames["trials"].has_results.tolist() == [expected]


def test_without_either_column_results_are_not_stated(tmp_path):
    _, frames = of_tables(tmp_path, studies({"phase": "NA"}))
    assert frames["trials"].has_results.tolist() == ["NOT_STATED"]


MASKS = ("subject_masked", "caregiver_masked", "investigator_masked", "outcomes_assessor_masked")


@pytest.mark.parametrize(
    ("masking", "masked", "expected"),
    [
        ("None (Open Label)", ("", "", "", ""), ("NONE", "NONE", "")),
        ("NONE", ("f", "f", "f", "f"), ("NONE", "NONE", "")),
        ("DOUBLE", ("t", "", "t", ""), ("DOUBLE", "PARTICIPANT|INVESTIGATOR", "PARTICIPANT, ")),
        ("Single", ("", "", "", "t"), ("SINGLE", "OUTCOMES_ASSESSOR", "OUTCOMES_ASSESSOR")),
        ("DOUBLE", ("", "", "", ""), ("DOUBLE", "NOT_STATED", "")),
        ("", ("", "", "", ""), ("NOT_STATED", "NOT_STATED", "")),
    ],
)
def test_masking(tmp_path, masking, masked, expected):
    row = dict(zip(MASKS, masked, strict=True)) | {"nct_id": "NCT00000001", "masking": masking}
    _, frames = of_tables(tmp_path, studies({}) | {"designs": [row]})
    trial = frames["trials"].iloc[0]
    assert (trial.masking, trial.who_masked) == expected[:2]
    assert trial.who_masked_printed.startswith(expected[2])
    assert bool(trial.who_masked_printed) == bool(expected[2])


def countries(*rows):
    return {
        "countries": [
            {"nct_id": nct_id, "name": name, "removed": removed} for nct_id, name, removed in rows
        ]
    }


def test_countries_stand_beside_no_sites(tmp_path):
    tables = {
        "studies": [{"nct_id": f"NCT0000000{number}"} for number in (1, 2, 3)],
        "facilities": [{"nct_id": "NCT00000001", "city": "Lyon", "country": "France"}],
        **countries(
            ("NCT00000001", "France", "f"),
            ("NCT00000002", "Turkey", "f"),
            ("NCT00000002", "Spain", "t"),
            ("NCT00000002", "Atlantis", ""),
            ("NCT00000002", "Turkey", "f"),
            ("NCT00000003", "Spain", "t"),
            ("NCT00000002", " ", "f"),
        ),
    }
    report, frames = of_tables(tmp_path, tables)
    rows = frames["trial_organisations"]
    columns = ["nct_id", "position", "role", "city", "country", "place_basis"]
    assert rows[columns].values.tolist() == [
        ["NCT00000001", 1, "SITE", "Lyon", "FRA", "CITY_TABLE"],
        ["NCT00000002", 1, "COUNTRY", "", "TUR", "COUNTRY_ONLY"],
        ["NCT00000002", 2, "COUNTRY", "", "NOT_STATED", "COUNTRY_ONLY"],
    ]
    assert rows.role_basis.iloc[2].endswith("; country printed as Atlantis")
    assert list(report.unknown_countries) == [("country", "Atlantis")]


def test_without_facilities_there_are_countries_and_no_sites(tmp_path):
    report, frames = of_tables(tmp_path, studies({}) | countries(("NCT00000001", "Peru", "f")))
    assert frames["trial_organisations"].country.tolist() == ["PER"]
    assert frames["trial_organisations"].role.tolist() == ["COUNTRY"]
    said = "facilities.txt is missing: sites are not in this file; countries are counted without"
    assert any(note.startswith(said) for note in report.notes)
    lacking = not_in_file(tmp_path)["trial_organisations"]
    assert {"city", "state", "lat", "lon", "site_status"} <= set(lacking)
    assert not {"country", "role"} & set(lacking)


def test_coordinates_come_in_pairs_and_on_the_earth(tmp_path):
    given = [("1.5", "-2.25"), ("1.5", ""), ("91", "0"), ("x", "1"), ("", ""), ("-90", "180")]
    row = {"nct_id": "NCT00000001", "name": "Site"}
    sites = [row | {"latitude": lat, "longitude": lon} for lat, lon in given]
    report, frames = of_tables(tmp_path, studies({}) | {"facilities": sites})
    rows = frames["trial_organisations"]
    assert rows.lat.fillna(0).tolist() == [1.5, 0, 0, 0, 0, -90]
    assert rows.lon.fillna(0).tolist() == [-2.25, 0, 0, 0, 0, 180]
    assert rows.position.tolist() == [1, 2, 3, 4, 5, 6]
    assert not report.not_listed
    told = {(each.column, each.value): each.reason for each in report.misfits.values()}
    assert told == {
        ("facilities.latitude", "91"): "it is not from -90 to 90",
        ("facilities.latitude", "x"): "a number is needed",
        ("facilities.latitude", "1.5"): "there is no longitude beside it",
    }


@pytest.mark.parametrize(
    ("given", "people", "column", "reason"),
    [
        ("33", 33, "", ""),
        ("33.0", 33, "", ""),
        (" 33 ", 33, "", ""),
        ("0", 0, "", ""),
        ("", None, "", ""),
        ("many", None, "studies.enrollment", "a whole number is needed"),
        ("33.5", None, "studies.enrollment", "a whole number is needed"),
        ("1e3", None, "studies.enrollment", "a whole number is needed"),
        ("٣٣", None, "studies.enrollment", "a whole number is needed"),
        ("-1", None, "enrollment", ""),
        ("9" * 18, None, "enrollment", ""),
        ("9" * 400, None, "studies.enrollment", "a whole number is needed"),
    ],
)
def test_an_odd_enrolment_costs_itself_alone(tmp_path, given, people, column, reason):
    report, frames = of_tables(tmp_path, with_study(FULL_TABLES, BARE | {"enrollment": given}))
    enrollment = frames["trials"].set_index("nct_id").enrollment["NCT00000001"]
    assert (None if enrollment is pd.NA else enrollment) == people
    assert (report.read, report.skipped) == (2, 0)
    findings = [*report.misfits.values(), *report.not_listed.values()]
    assert [(each.column, each.reason) for each in findings] == (
        [(column, reason)] if column else []
    )


def test_rows_of_no_study_are_left_out_and_told(tmp_path):
    stray = {
        name: [*rows, rows[0] | {"nct_id": "NCT99999999"}, rows[0] | {"nct_id": "x"}]
        for name, rows in FULL_TABLES.items()
        if name != "studies" and not isinstance(rows, str)
    }
    report, frames = of_tables(tmp_path, FULL_TABLES | stray)
    assert all(set(frame.nct_id) == {"NCT00000007"} for frame in map(frames.get, OF_TRIALS))
    assert len(frames["trial_organisations"]) == 5
    reason = "rows left out (lines 3, 4): no study with this nct_id was imported"
    # each table names the two lines after its own
    assert f"designs.txt: 2 {reason}" in report.notes
    assert report.notes[-1] == NO_RESULTS
    assert len(report.notes) == len(stray) + 1
    assert all("2 rows left out" in note for note in report.notes[:-1])


@pytest.mark.parametrize(
    ("row", "path", "reason"),
    [
        ({"nct_id": "NCT1"}, "nct_id", "'NCT1' is no registry number"),
        ({"nct_id": "NCT00000001\n"}, "nct_id", "is no registry number"),
        ({"nct_id": ""}, "nct_id", "'' is no registry number"),
        ({"nct_id": "NCT00000007"}, "nct_id", "read before; the first is kept"),
    ],
)
def test_a_study_that_cannot_be_read_is_skipped(tmp_path, row, path, reason):
    report, frames = of_tables(tmp_path, with_study(FULL_TABLES, BARE | row))
    assert frames["trials"].nct_id.tolist() == ["NCT00000007"]
    (skipped,) = report.skipped_studies
    assert (skipped.where, skipped.path) == ("studies.txt, line 3", path)
    assert reason in skipped.reason


def test_a_study_of_an_earlier_path_is_kept_with_its_own_rows(tmp_path):
    first = write(tmp_path / "a.json", [study("NCT00000007")])
    second = write_tables(tmp_path / "aact", with_study(FULL_TABLES, BARE))
    report, frames = imported(tmp_path / "out", first, second)
    assert frames["trials"].nct_id.tolist() == ["NCT00000007", "NCT00000001"]
    assert (report.read, report.skipped) == (2, 1)
    assert frames["trial_organisations"].empty


def test_values_in_no_list_are_counted(tmp_path):
    rows = [{"nct_id": f"NCT0000000{number}", "overall_status": "Odd"} for number in range(1, 4)]
    report, frames = of_tables(tmp_path, {"studies": rows})
    assert set(frames["trials"].overall_status) == {"UNLISTED"}
    (finding,) = report.not_listed.values()
    assert (finding.column, finding.value, finding.first_nct_id, finding.times) == (
        "overall_status",
        "Odd",
        "NCT00000001",
        3,
    )


def test_conditions_once_a_study_and_interventions_in_order(tmp_path):
    tables = studies({}) | {
        "conditions": [
            {"nct_id": "NCT00000001", "name": name} for name in ("B  b", "a", "b B", "", "A")
        ],
        "interventions": [
            {"nct_id": "NCT00000001", "intervention_type": kind, "name": name}
            for kind, name in (("Drug", "X"), ("Potion", "Y"), ("DRUG", " "), ("", "Z"))
        ],
    }
    report, frames = of_tables(tmp_path, tables)
    assert frames["trial_conditions"].condition.tolist() == ["b b", "a"]
    assert frames["trial_conditions"].condition_printed.tolist() == ["B b", "a"]
    rows = frames["trial_interventions"]
    assert rows[["position", "intervention", "intervention_type"]].values.tolist() == [
        [1, "X", "DRUG"],
        [2, "Y", "UNLISTED"],
        [3, "Z", "NOT_STATED"],
    ]
    assert "interventions.txt: 1 row left out (line 4): without a name" in report.notes


def test_the_sponsor_stands_first_and_odd_roles_are_told(tmp_path):
    rows = [("collaborator", "C"), ("lead", "L"), ("friend", "F"), ("lead", " ")]
    tables = studies({}) | {
        "sponsors": [
            {
                "nct_id": "NCT00000001",
                "agency_class": "NIH",
                "lead_or_collaborator": role,
                "name": name,
            }
            for role, name in rows
        ]
    }
    report, frames = of_tables(tmp_path, tables)
    assert frames["trial_organisations"][["role", "organisation"]].values.tolist() == [
        ["SPONSOR", "L"],
        ["COLLABORATOR", "C"],
    ]
    assert frames["trials"][["sponsor", "sponsor_class"]].values.tolist() == [["L", "NIH"]]
    assert "sponsors.txt: 1 row left out (line 4): neither lead nor collaborator" in report.notes
    assert "sponsors.txt: 1 row left out (line 5): without a name" in report.notes


def test_hostile_text_stays_text(tmp_path):
    hostile = "=1+1 <script>alert(1)</script> \x00\x07 " + "x" * 1_000_000
    _, frames = of_tables(tmp_path, studies({"brief_title": hostile}))
    assert frames["trials"].title.tolist() == [hostile]


def test_a_zip_with_all_tables_and_files_beside(tmp_path):
    folder = write_tables(tmp_path / "aact", FULL_TABLES | {"central_contacts": "id|nct_id|name\n"})
    (folder / "readme.txt").write_text("Read me")
    with zipfile.ZipFile(tmp_path / "aact.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"export/{path.name}")
    report, frames = imported(tmp_path / "out", tmp_path / "aact.zip")
    assert len(frames["trial_organisations"]) == 5
    assert report.notes == [NO_RESULTS]
    (sentence,) = report.left_out
    assert sentence.startswith(
        'aact.zip/export/readme.txt seems to be a text that begins "Read me";'
    )
    assert frames["trials"].locator.tolist() == ["aact.zip/export/studies.txt, line 2"]


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"designs": "id|nct_id\n"}, "there is no studies.txt"),
        ({"studies": "nct_id|phase\n"}, "There are no studies in .*; download"),
        ({"studies": "nct_id|phase|phase\nNCT00000001|NA|NA\n"}, "column phase more than once"),
        ({"studies": "nct_id|phase\nNCT00000001|NA\nNCT0"}, "ends in the middle of line 3"),
    ],
)
def test_what_cannot_be_used_ends_with_one_sentence(tmp_path, tables, words):
    with pytest.raises(UnusableInputError, match=words):
        of_tables(tmp_path, tables)


def test_a_table_that_is_there_twice(tmp_path):
    write_tables(tmp_path / "aact", FULL_TABLES)
    with zipfile.ZipFile(tmp_path / "aact" / "more.zip", "w") as archive:
        archive.write(tmp_path / "aact" / "studies.txt", "studies.txt")
    with pytest.raises(UnusableInputError, match="studies is there twice"):
        imported(tmp_path / "out", tmp_path / "aact")
