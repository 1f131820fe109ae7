"""Imports of the WHO portal's export: the frames, joined trials, what is told, what is refused."""

import json

import pytest

from data.datasets.on_disk import manifest_of, version_problems
from data.datasets.versions import folder_of
from data.readers.formats import FileFormat, UnusableInputError, detect
from tests.data.readers.ictrp_samples import CONTACTS, REGISTERS, csv_file, record, xml
from tests.data.readers.samples import imported, study

NCT, EU = "NCT90000001", "EUCTR2016-003433-20-FR"


def of_files(tmp_path, **files):
    paths = []
    for name, content in files.items():
        path = tmp_path / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(path)
    return imported(tmp_path / "out", *paths)


def cells(frames, frame, trial_id, *columns):
    rows = frames[frame][frames[frame]["nct_id"] == trial_id]
    return [tuple(row) for row in rows[list(columns)].itertuples(index=False)]


@pytest.fixture(scope="module", params=["a_xml", "a_csv"])
def registers(request, tmp_path_factory):
    make = xml if request.param == "a_xml" else csv_file
    content = {request.param: make(REGISTERS.values())}
    return of_files(tmp_path_factory.mktemp("registers"), **content)


def test_the_trials_of_all_registers_are_imported(registers):
    report, frames = registers
    assert (report.read, report.joined, report.skipped) == (len(REGISTERS) - 1, 1, 0)
    assert list(frames["trials"]["nct_id"]) == [each for each in REGISTERS if each != EU]


@pytest.mark.parametrize(
    ("trial_id", "column", "value"),
    [
        (NCT, "title", f"Trial {NCT}"),
        (NCT, "official_title", "Islets in type 1 diabetes"),
        (NCT, "acronym", "ISLE"),
        (NCT, "phase", "PHASE1/PHASE2"),
        (NCT, "overall_status", "NOT_RECRUITING"),
        (NCT, "overall_status_printed", "Not recruiting"),
        (NCT, "first_posted", "2026-08-05"),
        (NCT, "start_date", "2026-08-15"),
        (NCT, "start_year", 2026),
        (NCT, "has_results", "YES"),
        (NCT, "sex", "ALL"),
        (NCT, "minimum_age", "18 Years"),
        (NCT, "enrollment", 30),
        (NCT, "who_masked", "PARTICIPANT|INVESTIGATOR"),
        (NCT, "sponsor", "University of Somewhere"),
        ("ISRCTN90000002", "phase", "PHASE2/PHASE3"),
        ("ISRCTN90000002", "overall_status", "UNLISTED"),
        ("ISRCTN90000002", "overall_status_printed", "Ongoing"),
        ("ChiCTR2000029439", "phase", "EARLY_PHASE1"),
        ("ChiCTR2000029439", "phase_printed", "0"),
        ("ChiCTR2000029439", "enrollment", 100),
        ("ChiCTR2000029439", "study_type", "INTERVENTIONAL"),
        ("CTRI/2020/04/024706", "overall_status", "NOT_YET_RECRUITING"),
        ("CTRI/2020/04/024706", "start_date", "2020-04-15"),
        ("JPRN-UMIN000012345", "overall_status", "ACTIVE_NOT_RECRUITING"),
        ("ACTRN12620000445976", "overall_status", "TERMINATED"),
        ("ACTRN12620000445976", "phase", "NA"),
        ("ACTRN12620000445976", "sex", "FEMALE"),
        ("IRCT20100228003449N29", "phase", "PHASE2/PHASE3"),
        ("SLCTR/2020/011", "phase", "NOT_STATED"),
        ("SLCTR/2020/011", "overall_status", "NOT_STATED"),
        ("RBR-973pt5n", "phase", "NA"),
        ("RBR-973pt5n", "maximum_age", "0"),
    ],
)
def test_a_field_of_a_trial(registers, trial_id, column, value):
    _, frames = registers
    assert cells(frames, "trials", trial_id, column) == [(value,)]


@pytest.mark.parametrize(
    ("frame", "trial_id", "columns", "rows"),
    [
        (
            "trial_interventions",
            NCT,
            ("intervention", "intervention_type"),
            [("Islets; human", "BIOLOGICAL"), ("Drug A", "DRUG")],
        ),
        (
            "trial_interventions",
            "ChiCTR2000029439",
            ("intervention", "intervention_type"),
            [("Treatment group:Cells", "NOT_STATED"), ("Control group:Saline", "NOT_STATED")],
        ),
        (
            "trial_organisations",
            NCT,
            ("organisation", "role", "country", "city"),
            [
                ("University of Somewhere", "SPONSOR", "NOT_STATED", ""),
                ("Maker, Inc.", "COLLABORATOR", "NOT_STATED", ""),
                ("A Fund", "COLLABORATOR", "NOT_STATED", ""),
                ("", "COUNTRY", "USA", ""),
                ("", "COUNTRY", "ARG", ""),
            ],
        ),
        ("trial_organisations", "ISRCTN90000002", ("country",), [("GBR",)]),
        ("trial_organisations", "JPRN-UMIN000012345", ("country",), [("JPN",), ("NOT_STATED",)]),
        (
            "trial_organisations",
            "SLCTR/2020/011",
            ("country",),
            [("DEU",), ("PRK",), ("TWN",)],
        ),
        (
            "trial_conditions",
            "ISRCTN90000002",
            ("condition_printed",),
            [("Diabetes",), ("Nutritional, Metabolic, Endocrine",)],
        ),
        (
            "trial_conditions",
            "CTRI/2020/04/024706",
            ("condition_printed",),
            [("Diabetes",), ("B550- Fever",)],
        ),
        ("trial_conditions", "RBR-973pt5n", ("condition_printed",), [("Chagas' disease",)]),
        (
            "trial_ids",
            NCT,
            ("trial_id", "id_kind", "id_type"),
            [
                ("ABC-1", "SECONDARY", ""),
                ("2016-003433-20", "SECONDARY", "EU Clinical Trials Register"),
                (EU, "OTHER_REGISTER", "EU Clinical Trials Register"),
            ],
        ),
    ],
)
def test_the_rows_of_a_trial(registers, frame, trial_id, columns, rows):
    _, frames = registers
    assert cells(frames, frame, trial_id, *columns) == rows


def test_what_no_table_has_is_told(registers):
    report, _ = registers
    told = {(each.column, each.value) for each in report.not_listed.values()}
    assert told == {
        ("overall_status", "Ongoing"),
        ("allocation", "Multicentre randomised controlled open label trial (Treatment)"),
        ("masking", "Participant and Investigator Blinded"),
        ("enrollment", "about 20"),
    }
    assert [each.value for each in report.unknown_countries.values()] == ["Asia(except Japan)"]


def test_no_contact_is_in_any_frame(registers):
    _, frames = registers
    texts = {str(cell) for frame in frames.values() for cell in frame.to_numpy().ravel()}
    assert not any(contact in text for contact in CONTACTS.values() for text in texts)


def test_the_dataset_is_sound_and_says_what_its_file_lacks(tmp_path):
    of_files(tmp_path, a_xml=xml(REGISTERS.values()))
    folder = folder_of(tmp_path / "out", "trial")
    assert version_problems(folder) == []
    manifest = manifest_of(folder)
    assert manifest["date_of_data"] == "2026-09-18"
    lacking = manifest["not_in_file"]
    assert {"city", "lat", "lon", "state"} <= set(lacking["trial_organisations"])
    assert {"arm", "arm_type"} <= set(lacking["trial_arms"])
    assert "sponsor_class" in lacking["trials"]
    assert "phase" not in lacking["trials"]


EUROPEAN = record(
    "EUCTR2020-001747-21-PT",
    Condition=(
        "Hip osteoarthritis\nMedDRA version: 14.1\nLevel: LLT\nClassification code 10020100\n"
        "Term: Osteoarthritis of hip\nSystem Organ Class: 10028395 - Musculoskeletal;"
        "Therapeutic area: Diseases [C] - Musculoskeletal Diseases [C05]"
    ),
    Phase=REGISTERS[EU]["Phase"],
    Study_design=REGISTERS[EU]["Study_design"],
    Recruitment_Status="Authorised",
    Inclusion_gender=REGISTERS[EU]["Inclusion_gender"],
    Inclusion_Criteria="Age &gt; 18<br>&#x0D;<br>Diabetes",
    Exclusion_Criteria="None",
    Primary_outcome="HbA1c; Insulin",
    Secondary_ID="U1111-1234-1234",
)


def test_a_record_of_the_european_union(tmp_path):
    _, frames = of_files(tmp_path, a_xml=xml([EUROPEAN]))
    trial_id = EUROPEAN["TrialID"]
    assert cells(frames, "trials", trial_id, "phase", "masking", "overall_status", "sex") == [
        ("PHASE2/PHASE3", "DOUBLE", "AUTHORISED", "ALL")
    ]
    assert cells(frames, "trial_conditions", trial_id, "condition_printed") == [
        ("Hip osteoarthritis",),
        ("Osteoarthritis of hip",),
    ]
    assert cells(frames, "trial_ids", trial_id, "trial_id", "id_type") == [
        ("U1111-1234-1234", "Universal trial number")
    ]


@pytest.mark.parametrize(
    ("records", "read", "joined"),
    [
        ([record(NCT), record(NCT)], [NCT], 1),
        ([record(EU), record(EU.replace("FR", "DE"))], [EU], 1),
        ([record("ISRCTN90000002", Secondary_ID=NCT), record(NCT)], [NCT], 1),
        ([record("ISRCTN90000002", Secondary_ID=NCT)], ["ISRCTN90000002"], 0),
        (
            [record("ISRCTN90000002", Secondary_ID="NCT90000001, NCT90000003"), record(NCT)],
            [NCT],
            1,
        ),
    ],
)
def test_a_trial_in_two_records_is_counted_once(tmp_path, records, read, joined):
    report, frames = of_files(tmp_path, a_xml=xml(records))
    assert list(frames["trials"]["nct_id"]) == read
    assert (report.read, report.joined, report.skipped) == (len(read), joined, 0)


def test_what_is_open_stays_apart_and_is_told(tmp_path):
    records = [record("ISRCTN90000002", Secondary_ID="NCT90000001; NCT90000003"), record(NCT)]
    report, frames = of_files(tmp_path, a_xml=xml([*records, record("NCT90000003")]))
    assert len(frames["trials"]) == 3
    assert any("stay apart: ISRCTN90000002, NCT90000001, NCT90000003" in n for n in report.notes)


def test_the_portal_joins_the_registrys_own_file(tmp_path):
    own = study(
        NCT,
        identificationModule={"secondaryIdInfos": [{"id": "2016-003433-20", "type": "EUDRACT"}]},
    )
    named = record("ISRCTN90000002", Secondary_ID=NCT)
    for order in (("a_xml", "b_json"), ("b_json", "a_xml")):
        folder = tmp_path / order[0]
        folder.mkdir()
        files = {
            "a_xml": xml([record(EU), named, record(NCT), record("KCT0001234")]),
            "b_json": json.dumps([own]).encode(),
        }
        report, frames = of_files(folder, **{name: files[name] for name in order})
        assert list(frames["trials"]["nct_id"]) == [NCT, "KCT0001234"]
        assert report.joined == 3
        others = cells(frames, "trial_ids", NCT, "trial_id", "id_kind")
        assert (EU, "OTHER_REGISTER") in others
        assert ("ISRCTN90000002", "OTHER_REGISTER") in others


def test_several_files_of_the_portal_are_joined(tmp_path):
    report, frames = of_files(
        tmp_path,
        a_xml=xml([record("ISRCTN90000002", Secondary_ID=NCT)]),
        b_csv=csv_file([record(NCT, Phase="Phase 2", Source_Register="ClinicalTrials.gov")]),
    )
    assert list(frames["trials"]["nct_id"]) == [NCT]
    assert report.joined == 1


@pytest.mark.parametrize(
    ("trial_id", "reason"),
    [
        ("", "the number is missing"),
        ("../../x1", "is no registry number"),
        ("U1111-1234-1234", "universal trial number"),
        ("<script>1</script>", "is no registry number"),
    ],
)
def test_a_trial_without_a_number_costs_itself(tmp_path, trial_id, reason):
    report, frames = of_files(tmp_path, a_xml=xml([record(trial_id), record(NCT)]))
    assert list(frames["trials"]["nct_id"]) == [NCT]
    assert reason in report.skipped_studies[0].reason


def test_months_come_first_where_the_record_shows_it(tmp_path):
    fields = {"Date_registration": "08/05/2026", "Date_registration3": "20260805"}
    content = xml([record(NCT, Date_enrollement="03/04/2026", **fields)])
    _, frames = of_files(tmp_path, a_xml=content)
    assert cells(frames, "trials", NCT, "start_date", "first_posted") == [
        ("2026-03-04", "2026-08-05")
    ]


@pytest.mark.parametrize("content", [xml([]), csv_file([record(NCT, Phase="1")])[:40]])
def test_no_trials_are_said(tmp_path, content):
    with pytest.raises(UnusableInputError):
        of_files(tmp_path, a_xml=content)


def test_the_portal_is_told_by_its_content(tmp_path):
    for name, content in (
        ("a.txt", xml([record(NCT)])),
        ("b.txt", csv_file([record(NCT, Phase="1")])),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert [each.kind for each in detect(path)] in ([FileFormat.ICTRP], [])
