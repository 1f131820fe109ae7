"""One study object: what may be absent, what is no study, and the path of an error."""

import dataclasses

import pytest

from data.readers.facts import Intervention, Site, StudyError, StudyFacts
from data.readers.json_node import text_of
from data.readers.study import facts_of, nct_id_of, version_of
from tests.data.readers.samples import FULL, study


def test_only_the_id_is_needed():
    bare = {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}}
    assert facts_of(bare) == StudyFacts("NCT00000001")


@pytest.mark.parametrize("module", [None, {}])
def test_absent_modules_and_null_are_the_same(module):
    modules = ("statusModule", "designModule", "contactsLocationsModule", "conditionsModule")
    facts = facts_of(study(**dict.fromkeys(modules, module)))
    assert facts == StudyFacts("NCT00000001", {"title": "Trial NCT00000001"})


def test_a_full_study():
    facts = facts_of(FULL)
    assert facts.phases == ("PHASE1", "PHASE2")
    assert facts.enrollment == 0
    assert (facts.printed("start_date"), facts.printed("start_date_type")) == ("2013-08", "ACTUAL")
    assert (facts.printed("completion_date"), facts.printed("completion_date_type")) == ("2016", "")
    assert facts.interventions[0] == Intervention("Islets: human", "BIOLOGICAL")
    assert facts.sites == (
        Site("Ward 2, Clinic", "Miami", "United States", 25.77, -80.19),
        Site("Hospital", "Seoul", "Korea, Republic of"),
    )
    assert (facts.printed("has_results"), facts.printed("patient_registry")) == ("YES", "NO")
    assert version_of(FULL) == "2014-03-04"


def test_contacts_and_removed_countries_are_not_read():
    text = repr(dataclasses.asdict(facts_of(FULL)))
    assert "Nobody" not in text and "x@y.z" not in text and "France" not in text


DESIGN = "protocolSection.designModule"
PLACES = "protocolSection.contactsLocationsModule.locations"


@pytest.mark.parametrize(
    ("broken", "path", "reason"),
    [
        ([], "study", "an object is needed, not a list"),
        ("text", "study", "an object is needed, not a text"),
        ({}, "protocolSection.identificationModule.nctId", "is missing"),
        (study("NCT1"), "protocolSection.identificationModule.nctId", "'NCT1' is no registry"),
        (study("NCT٠٠٠٠٠٠٠١"), "protocolSection.identificationModule.nctId", "no registry"),
        (study(designModule=[]), DESIGN, "an object is needed"),
        (study(designModule={"phases": "NA"}), f"{DESIGN}.phases", "a list is needed, not a text"),
        (study(designModule={"phases": [1]}), f"{DESIGN}.phases[0]", "a text is needed"),
        (
            study(designModule={"enrollmentInfo": {"count": "many"}}),
            f"{DESIGN}.enrollmentInfo.count",
            "a whole number is needed",
        ),
        (
            study(designModule={"enrollmentInfo": {"count": True}}),
            f"{DESIGN}.enrollmentInfo.count",
            "not true or false",
        ),
        (study(hasResults="YES"), "hasResults", "true or false is needed"),
        (
            study(contactsLocationsModule={"locations": [{}, {"geoPoint": {"lat": 91, "lon": 1}}]}),
            f"{PLACES}[1].geoPoint.lat",
            "91 is not from -90 to 90",
        ),
        (
            study(contactsLocationsModule={"locations": [{"geoPoint": {"lat": 1.5}}]}),
            f"{PLACES}[0].geoPoint",
            "both",
        ),
        (
            study(contactsLocationsModule={"locations": [{"geoPoint": {"lat": float("nan")}}]}),
            f"{PLACES}[0].geoPoint.lat",
            "nan is not from",
        ),
    ],
)
def test_an_error_names_the_path(broken, path, reason):
    with pytest.raises(StudyError) as caught:
        facts_of(broken)
    assert caught.value.path == path
    assert reason in caught.value.reason
    assert caught.value.nct_id == nct_id_of(broken)


def test_half_a_character_becomes_a_sign_for_it():
    assert text_of("a\ud800b") == "a\ufffdb"
    assert text_of("\ud83d\ude00") == "😀"
    assert text_of("\x00\x1b") == "\x00\x1b"


def test_a_broken_version_is_no_version():
    assert version_of({"derivedSection": {"miscInfoModule": {"versionHolder": "soon"}}}) == ""
    assert version_of([]) == ""
