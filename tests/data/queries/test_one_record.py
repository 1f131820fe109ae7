import json

import pytest

from data.datasets.catalogue import load_dataset
from data.link.trial_fields import NOT_IN_FILE, NOT_STATED
from data.queries import one_record
from data.queries.one_record import TrialRecord
from tests.data.readers.samples import FULL, FULL_ROW, csv_text, imported, study, write

NCT = "NCT00000007"
BARE = "NCT00000001"


def record_of(root, file, nct_id=NCT) -> TrialRecord:
    imported(root, file)
    return TrialRecord(load_dataset(root, "trial"), nct_id)


@pytest.fixture(scope="module")
def full_store(tmp_path_factory):
    root = tmp_path_factory.mktemp("full")
    return record_of(root, write(root / "full.json", [FULL, study(BARE)])).store


@pytest.fixture
def full(full_store):
    return TrialRecord(full_store, NCT)


@pytest.fixture
def bare(full_store):
    return TrialRecord(full_store, BARE)


@pytest.fixture
def csv(tmp_path):
    columns = [name for name in FULL_ROW if name not in ("Brief Summary", "Sex", "Age")]
    return record_of(tmp_path, write(tmp_path / "full.csv", csv_text([FULL_ROW], columns)))


def test_only_an_import_has_records(full, store):
    assert one_record.has_record(full.store)
    assert not one_record.has_record(store)


def test_arms_name_what_they_are_given_and_what_cannot_be_found(full):
    given = one_record.interventions(full)
    first, nothing = one_record.arms(full, given)
    assert (first.label, first.kind, first.description) == (
        "Islets first",
        "Experimental",
        "Day 0",
    )
    assert first.given == ("Biological: Islets: human", "Drug: Drug A|B")
    assert first.unknown == ()
    assert (nothing.kind, nothing.given, nothing.unknown) == ("No intervention", (), ("Drug: C",))


def test_interventions_have_their_names_and_arms_that_are_not_listed(full):
    islets, drug = one_record.interventions(full).values()
    assert (islets.description, islets.other_names) == ("10,000 IEQ/kg", ("Islands", "Cells"))
    assert islets.unknown_arms == ("Gone",)
    assert (drug.words, drug.description, drug.other_names) == ("Drug: Drug A|B", "", ())


def test_an_arm_type_in_no_list_stands_as_printed(tmp_path):
    trial = study(armsInterventionsModule={"armGroups": [{"label": "A", "type": "SOMETHING_NEW"}]})
    record = record_of(tmp_path, write(tmp_path / "a.json", trial), BARE)
    (arm,) = one_record.arms(record, one_record.interventions(record))
    assert arm.kind == "SOMETHING_NEW"


def test_outcomes_and_references_by_kind(full):
    assert [(kind, list(rows["measure"])) for kind, rows in one_record.outcomes(full)] == [
        ("Primary", ["Insulin, daily"]),
        ("Secondary", ["HbA1c"]),
    ]
    assert [(kind, len(rows)) for kind, rows in one_record.references(full)] == [
        ("Background", 1),
        ("Results", 1),
        ("Link", 2),
    ]


def places(*sites):
    return {"contactsLocationsModule": {"locations": list(sites)}}


@pytest.mark.parametrize(
    ("sites", "lines"),
    [
        ([], []),
        (
            [
                {"facility": "A", "city": "Lyon", "country": "France"},
                {"facility": "B", "city": "Miami", "state": "Florida", "country": "United States"},
                {"facility": "C", "city": "Tampa", "state": "Florida", "country": "United States"},
                {"facility": "D", "country": "Atlantis"},
                {"facility": "E"},
            ],
            [
                ("United States", ["B: Miami, Florida", "C: Tampa, Florida"]),
                ("France", ["A: Lyon"]),
                (one_record.NO_COUNTRY, ["D: ", "E: "]),
            ],
        ),
        # Singapore, Singapore: a state or city is not said twice
        (
            [{"city": "Berlin", "state": "Berlin", "country": "Germany", "status": "RECRUITING"}],
            [("Germany", [": Berlin"])],
        ),
    ],
)
def test_sites_by_country(tmp_path, sites, lines):
    record = record_of(tmp_path, write(tmp_path / "a.json", study(**places(*sites))), BARE)
    found = one_record.sites(record)
    assert [
        (each.country, [f"{site.name}: {site.place}" for site in each.sites]) for each in found
    ] == lines


def test_a_country_that_is_not_known_stands_as_printed(tmp_path):
    sites = places({"facility": "D", "country": "Atlantis"})
    record = record_of(tmp_path, write(tmp_path / "a.json", study(**sites)), BARE)
    (found,) = one_record.sites(record)
    assert "Atlantis" in found.sites[0].remark


def test_statuses_of_a_countrys_sites_are_counted(tmp_path):
    sites = places(
        *({"city": "Lyon", "country": "France", "status": each} for each in ("COMPLETED", "NEW")),
        *({"city": "Nice", "country": "France", "status": "RECRUITING"} for _ in range(2)),
        {"city": "Brest", "country": "France"},
    )
    record = record_of(tmp_path, write(tmp_path / "a.json", study(**sites)), BARE)
    (france,) = one_record.sites(record)
    assert france.statuses == {"Recruiting": 2, "Completed": 1, "NEW": 1}


def test_sponsor_and_collaborators_are_no_sites(full):
    assert one_record.partners(full) == [
        ("Sponsor", "University of Somewhere"),
        ("Collaborator", "Maker, Inc."),
        ("Collaborator", "A Fund"),
    ]


def test_mesh_terms_and_those_above(full):
    (terms,) = one_record.mesh_terms(full)
    assert terms.of == "Condition"
    assert terms.terms == ("Diabetes Mellitus, Type 1 (D003922)",)
    assert terms.above == ("Diabetes Mellitus (D003920)",)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"minimumAge": "18 Years", "maximumAge": "65 Years"}, "18 Years to 65 Years"),
        ({"minimumAge": "6 Months"}, "6 Months and older"),
        ({"maximumAge": "17 Years"}, "Up to 17 Years"),
        ({}, NOT_STATED),
    ],
)
def test_ages(tmp_path, limits, words):
    trial = study(eligibilityModule={"sex": "ALL", **limits})
    assert one_record.ages(record_of(tmp_path, write(tmp_path / "a.json", trial), BARE)) == words


def test_a_whole_record_leaves_nothing_open(full):
    assert one_record.gaps(full) == one_record.Gaps((), ())


def test_a_bare_record_says_what_it_leaves_open(bare):
    found = one_record.gaps(bare)
    assert found.not_in_file == ()
    assert found.not_stated == (
        *("official title", "brief summary", "detailed description", "arms", "interventions"),
        *("outcome measures", "eligibility criteria", "conditions", "keywords", "MeSH terms"),
        *("other numbers of the trial", "sites", "references and links", "documents"),
    )


def test_what_a_file_has_no_room_for_is_not_in_it(csv):
    found = one_record.gaps(csv)
    assert {"official title", "detailed description", "arms", "MeSH terms"} <= set(
        found.not_in_file
    )
    assert "interventions" not in (*found.not_stated, *found.not_in_file)
    assert one_record.ages(csv) == NOT_IN_FILE


def test_each_frame_is_read_once(full, monkeypatch):
    asked = []
    read = type(full.store).record
    monkeypatch.setattr(type(full.store), "record", lambda *of: asked.append(of[1]) or read(*of))
    for part in (one_record.outcomes, one_record.gaps, one_record.interventions, one_record.gaps):
        part(full)
    assert len(full.texts) > 0
    assert sorted(asked) == sorted(set(asked))


def test_no_name_of_a_person_comes_along(full):
    shown = json.dumps(
        [full.cells(part.frame) for part in one_record.PARTS if part.frame != "trials"],
        default=str,
    )
    assert "Nobody" not in shown
    assert "33136" not in shown
