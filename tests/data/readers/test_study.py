"""One study object: what may be absent, what is no study, and the path of an error."""

import dataclasses

import pytest

from data.readers.facts import Site, StudyError, StudyFacts
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
    names = [(each.name, each.kind) for each in facts.interventions]
    assert names == [("Islets: human", "BIOLOGICAL"), ("Drug A|B", "DRUG")]
    assert facts.sites == (
        Site("Ward 2, Clinic", "Miami", "United States", 25.77, -80.19, "Florida", "RECRUITING"),
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
        (None, "study", "an object is needed, not nothing"),
        ({}, "protocolSection.identificationModule.nctId", "is missing"),
        ({"protocolSection": 5}, "protocolSection.identificationModule.nctId", "is missing"),
        (study("NCT1"), "protocolSection.identificationModule.nctId", "'NCT1' is no registry"),
        (study("NCT٠٠٠٠٠٠٠١"), "protocolSection.identificationModule.nctId", "no registry"),
    ],
)
def test_what_has_no_registry_number_is_no_study(broken, path, reason):
    with pytest.raises(StudyError) as caught:
        facts_of(broken)
    assert caught.value.path == path
    assert reason in caught.value.reason
    assert not nct_id_of(broken)


@pytest.mark.parametrize(
    ("broken", "path", "reason"),
    [
        (study(designModule=[]), DESIGN, "an object is needed"),
        (study(designModule={"phases": 5}), f"{DESIGN}.phases", "a list is needed"),
        (study(designModule={"phases": [1]}), f"{DESIGN}.phases", "a text is needed"),
        (
            study(designModule={"enrollmentInfo": {"count": "many"}}),
            f"{DESIGN}.enrollmentInfo.count",
            "a number is needed",
        ),
        (
            study(designModule={"enrollmentInfo": {"count": 33.5}}),
            f"{DESIGN}.enrollmentInfo.count",
            "a whole number is needed",
        ),
        (
            study(designModule={"enrollmentInfo": {"count": True}}),
            f"{DESIGN}.enrollmentInfo.count",
            "a number is needed",
        ),
        (study(hasResults="YES"), "hasResults", "true or false is needed"),
        (
            study(contactsLocationsModule={"locations": [{}, {"geoPoint": {"lat": 91, "lon": 1}}]}),
            f"{PLACES}.geoPoint.lat",
            "it is not from -90 to 90",
        ),
        (
            study(contactsLocationsModule={"locations": [{"geoPoint": {"lat": 1.5}}]}),
            f"{PLACES}.geoPoint",
            "both",
        ),
        (
            study(contactsLocationsModule={"locations": [{"geoPoint": {"lat": float("nan")}}]}),
            f"{PLACES}.geoPoint.lat",
            "a number is needed",
        ),
        (
            study(armsInterventionsModule={"armGroups": [{"label": ["x"]}]}),
            "protocolSection.armsInterventionsModule.armGroups.label",
            "a text is needed",
        ),
    ],
)
def test_a_value_of_another_kind_costs_itself_and_is_told(broken, path, reason):
    facts = facts_of(broken)
    assert facts.nct_id == "NCT00000001" and facts.plain["title"] == "Trial NCT00000001"
    assert facts.enrollment is None and not facts.phases
    assert path in {each.path for each in facts.misfits}
    assert any(reason in each.reason for each in facts.misfits)
    assert all(site.lat is None and site.lon is None for site in facts.sites)


@pytest.mark.parametrize(
    ("count", "read", "told"),
    [(33, 33, False), (33.0, 33, False), ("33", 33, True), ("33.0", 33, True), (0, 0, False)],
)
def test_a_number_is_read_however_it_is_written(count, read, told):
    facts = facts_of(study(designModule={"enrollmentInfo": {"count": count}}))
    assert facts.enrollment == read
    assert bool(facts.misfits) == told


PARTS = {"label": "A"}


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [(["NA"], ("NA",), 0), ("NA", ("NA",), 1), (" ", (), 1), ([None, "", "NA"], ("NA",), 0)],
)
def test_a_text_where_a_list_is_due_is_its_one_entry(text, read, told):
    """R's jsonlite writes a list of one text so, as the refusal of its lists tells to."""
    facts = facts_of(study(designModule={"phases": text}))
    assert facts.phases == read
    assert len(facts.misfits) == told


@pytest.mark.parametrize(
    ("arms", "many", "told"),
    [
        ([PARTS, PARTS], 2, 0),
        (PARTS, 1, 1),
        ([PARTS, None], 1, 0),
        ([PARTS, "x", "y", "x"], 1, 3),
        ("x", 0, 1),
    ],
)
def test_what_is_no_object_is_no_entry_and_is_told_once(arms, many, told):
    facts = facts_of(
        study(
            armsInterventionsModule={"armGroups": arms},
            contactsLocationsModule={"locations": arms},
        )
    )
    assert (len(facts.arms), len(facts.sites)) == (many, many)
    assert len(facts.misfits) == 2 * told


def test_a_point_of_another_kind_is_told_once():
    facts = facts_of(study(contactsLocationsModule={"locations": [{"geoPoint": "25.7,-80"}]}))
    assert [each.path for each in facts.misfits] == [f"{PLACES}.geoPoint"]


def test_half_a_character_becomes_a_sign_for_it():
    assert text_of("a\ud800b") == "a\ufffdb"
    assert text_of("\ud83d\ude00") == "😀"
    assert text_of("\x00\x1b") == "\x00\x1b"


def test_a_broken_version_is_no_version():
    assert version_of({"derivedSection": {"miscInfoModule": {"versionHolder": "soon"}}}) == ""
    assert version_of([]) == ""
