"""Facts -> rows: codes beside what is printed, and what goes to the report."""

import pytest

from data.model.record_frames import RECORD_FRAMES
from data.model.schema import OF_RECORDS
from data.readers.facts import Intervention, Site, StudyFacts
from data.readers.import_report import Report
from data.readers.rows import StudyPlace, rows_of

ORIGIN = StudyPlace("import-trial", "file.json, study 1")


def rows(**facts):
    report = Report()
    return rows_of(StudyFacts("NCT00000001", **facts), ORIGIN, report), report


def test_a_study_without_anything():
    own, report = rows()
    assert {name: len(each) for name, each in own.items()} == {
        "trials": 1,
        "trial_conditions": 0,
        "trial_interventions": 0,
        "trial_organisations": 0,
        **{frame.name: 0 for frame in (*OF_RECORDS, *RECORD_FRAMES)},
    }
    trial = own["trials"][0]
    assert (trial["phase"], trial["phase_printed"]) == ("NOT_STATED", "")
    assert trial["enrollment"] is None and trial["start_year"] is None
    assert trial["source"] == "import-trial" and trial["locator"] == "file.json, study 1"
    assert not report.not_listed


def test_values_that_no_list_has_are_kept_and_counted():
    own, report = rows(
        plain={
            "overall_status": "ASLEEP",
            "enrollment_type": "GUESSED",
            "start_date": "2013-02-30",
            "start_date_type": "SOME",
        },
        interventions=(Intervention("X", "SPELL"), Intervention("Y", "SPELL")),
    )
    trial = own["trials"][0]
    assert (trial["overall_status"], trial["overall_status_printed"]) == ("UNLISTED", "ASLEEP")
    assert (trial["start_date"], trial["start_year"]) == ("", None)
    assert {key: found.times for key, found in report.not_listed.items()} == {
        ("overall_status", "ASLEEP"): 1,
        ("enrollment_type", "GUESSED"): 1,
        ("start_date", "2013-02-30"): 1,
        ("start_date_type", "SOME"): 1,
        ("intervention_type", "SPELL"): 2,
    }


@pytest.mark.parametrize(("enrollment", "kept"), [(0, 0), (188_814_085, 188_814_085), (None, None)])
def test_enrolment_is_kept(enrollment, kept):
    assert rows(enrollment=enrollment)[0]["trials"][0]["enrollment"] == kept


@pytest.mark.parametrize("enrollment", [-1, 10**30])
def test_an_impossible_enrolment_is_open_and_told(enrollment):
    own, report = rows(enrollment=enrollment)
    assert own["trials"][0]["enrollment"] is None
    assert [each.column for each in report.not_listed.values()] == ["enrollment"]


def test_a_condition_counts_once_whatever_its_spelling():
    own, _ = rows(conditions=("Type 1  Diabetes", "type 1 diabetes", " ", "Ébola"))
    assert [(row["condition"], row["condition_printed"]) for row in own["trial_conditions"]] == [
        ("type 1 diabetes", "Type 1 Diabetes"),
        ("ébola", "Ébola"),
    ]


def test_organisations_in_order_and_an_unknown_country_is_not_dropped():
    own, report = rows(
        plain={"sponsor": "S"},
        collaborators=("C",),
        sites=(Site("F", "Oslo", "Norway", 1.0, 2.0), Site("G", "", "Atlantis"), Site("H")),
    )
    found = [
        (row["position"], row["role"], row["country"], row["place_basis"], row["lat"])
        for row in own["trial_organisations"]
    ]
    assert found == [
        (1, "SPONSOR", "NOT_STATED", "NOT_STATED", None),
        (2, "COLLABORATOR", "NOT_STATED", "NOT_STATED", None),
        (3, "SITE", "NOR", "RECORD", 1.0),
        (4, "SITE", "NOT_STATED", "COUNTRY_ONLY", None),
        (5, "SITE", "NOT_STATED", "NOT_STATED", None),
    ]
    assert "printed as Atlantis" in own["trial_organisations"][3]["role_basis"]
    assert [each.value for each in report.unknown_countries.values()] == ["Atlantis"]


@pytest.mark.parametrize(
    ("site", "basis", "point"),
    [
        (Site("A", "Padua", "Italy", 1.0, 2.0), "RECORD", (1.0, 2.0)),
        (Site("A", "Padua", "Italy"), "CITY_TABLE", (45.41, 11.88)),
        (Site("A", "Columbia", "United States", state="Missouri"), "CITY_TABLE", (38.95, -92.33)),
        (Site("A", "Columbia", "United States"), "RECORD", (None, None)),
        (Site("A", "No such city", "Italy"), "RECORD", (None, None)),
        (Site("A", "Padua", "Former Yugoslavia"), "RECORD", (None, None)),
        (Site("A", "", "Italy"), "COUNTRY_ONLY", (None, None)),
    ],
)
def test_a_city_without_a_point_has_that_of_the_table(site, basis, point):
    facts = StudyFacts("NCT00000001", sites=(site,))
    row = rows_of(facts, ORIGIN, Report())["trial_organisations"][0]
    assert row["place_basis"] == basis
    assert (row["lat"], row["lon"]) == pytest.approx(point, abs=0.02)
