"""A study by name: titles, numbers, version, dates, and the source that it is."""

import pytest

from data.readers.json_node import Node
from data.readers.usdm.identity import (
    approval_of,
    condition_of,
    labels_of,
    numbers_of,
    planned,
    source_row,
)
from data.readers.usdm.versions import StudyVersion
from tests.data.readers.usdm.samples import code, in_3, in_4, named, quantity


def version_of(document):
    root = Node(document, "")
    (node,) = root.at("study", "versions").items()
    return StudyVersion(document["usdmVersion"], root.at("study"), node)


def labelled(several=False, **titles):
    document = in_4()
    own = document["study"]["versions"][0]
    own["titles"] = [{"text": text, "type": code(kind)} for kind, text in titles.items()]
    version = version_of(document)
    return labels_of(version, version.designs()[0], several)


def test_the_source_is_cited_as_a_protocol():
    row = source_row(version_of(in_4()), "made-protocol", "made-up.json")
    assert row["citation"] == (
        "Study protocol MU-001, version 3, approved 2024-05-06 (USDM 4.0.0, made-up.json)"
    )
    assert (row["kind"], row["date_of_data"]) == ("STUDY_PROTOCOL", "2024-05-06")
    assert row["title"] == "Marrow cells in made-up diabetes"


@pytest.mark.parametrize(
    ("dates", "day", "words"),
    [
        ([], "", "date not stated"),
        ([("Protocol Effective Date", "2020-01-01")], "2020-01-01", "of 2020-01-01"),
        (
            [("Protocol Effective Date", "2020-01-01"), ("Sponsor Approval Date", "2021-02-03")],
            "2021-02-03",
            "approved 2021-02-03",
        ),
        ([("A", "2020-01-01"), ("B", "2021-01-01")], "", "date not stated"),
        ([("Sponsor Approval Date", "soon")], "", "date not stated"),
    ],
)
def test_the_day_of_approval(dates, day, words):
    document = in_4()
    document["study"]["versions"][0]["dateValues"] = [
        {"type": code(kind), "dateValue": date} for kind, date in dates
    ]
    version = version_of(document)
    assert approval_of(version) == day
    assert words in source_row(version, "s", "f")["citation"]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (in_4(), [{"versions": []}]),
        (in_3(), {"versions": []}),
    ],
)
def test_dates_of_the_document_count(document, place):
    document["study"]["versions"][0]["dateValues"] = []
    held = {"dateValues": [{"type": code("Approval"), "dateValue": "2019-01-02"}]}
    (place if isinstance(place, dict) else place[0])["versions"] = [held]
    document["study"]["documentedBy"] = place
    assert approval_of(version_of(document)) == "2019-01-02"


def test_labels_of_a_study():
    acronym, brief, official = "Study Acronym", "Brief Study Title", "Official Study Title"
    assert labelled(**{acronym: "ABC", brief: "A trial"}) == ("ABC: A trial", "ABC")
    assert labelled(**{acronym: "ABC", brief: "The ABC trial"}) == ("The ABC trial", "ABC")
    assert labelled(**{official: "A long title"}) == ("A long title", "MU-001")
    assert labelled() == ("Made-up study", "MU-001")
    assert labelled(several=True)[0] == "Made-up study · Two arms"
    long = labelled(**{brief: "x" * 500})[0]
    assert len(long) == 90
    assert long.endswith("…")


def test_numbers_stand_once():
    document = in_4()
    rows = document["study"]["versions"][0]["studyIdentifiers"]
    rows.append(dict(rows[0]))
    assert numbers_of(version_of(document)) == "NCT00000001; MU-001"


@pytest.mark.parametrize(
    ("codes", "group"),
    [
        ([], "NOT_STATED"),
        (["46635009"], "T1D"),
        (["E11.9"], "T2D"),
        (["73211009"], "DIABETES"),
        (["46635009", "44054006"], "DIABETES"),
        (["46635009", "C1"], "T1D"),
        (["C1"], "OTHER"),
    ],
)
def test_the_condition_by_its_codes(codes, group):
    indications = [named(f"i{n}", codes=[code("x", each)]) for n, each in enumerate(codes)]
    assert condition_of(Node({"indications": indications}, "")) == group


@pytest.mark.parametrize(
    ("population", "number"),
    [
        ({"plannedEnrollmentNumber": quantity(40.0)}, "40"),
        ({"plannedEnrollmentNumber": {"minValue": 40.0, "maxValue": 40.0}}, "40"),
        ({"plannedEnrollmentNumber": {"minValue": 40.0, "maxValue": 60.0}}, ""),
        ({"plannedEnrollmentNumberQuantity": quantity(12)}, "12"),
        ({"plannedEnrollmentNumberRange": {"minValue": quantity(5), "maxValue": quantity(5)}}, "5"),
        ({"plannedEnrollmentNumber": quantity(1.5)}, ""),
        ({"plannedEnrollmentNumber": quantity(10**9)}, ""),
        ({}, ""),
    ],
)
def test_the_planned_number(population, number):
    assert planned(Node({"population": population}, "")) == number
