"""Parts of a study object: what each is read as, and what is none."""

import pytest

from data.readers.facts import (
    Arm,
    Document,
    Intervention,
    Mesh,
    OtherId,
    OutcomeMeasure,
    Reference,
)
from data.readers.study import facts_of
from data.readers.study_parts import pmid_of, web_address
from tests.data.readers.samples import FULL, study

FACTS = facts_of(FULL)


@pytest.mark.parametrize(
    ("part", "read"),
    [
        (
            "arms",
            (
                Arm(
                    "Islets first",
                    "EXPERIMENTAL",
                    "Day 0",
                    ("Biological: Islets: human", "Drug: Drug A|B"),
                ),
                Arm("Nothing", "NO_INTERVENTION", "", ("Drug: C",)),
            ),
        ),
        (
            "interventions",
            (
                Intervention(
                    "Islets: human",
                    "BIOLOGICAL",
                    "10,000 IEQ/kg",
                    ("Islands", "Cells"),
                    ("Islets first", "Gone"),
                ),
                Intervention("Drug A|B", "DRUG"),
            ),
        ),
        (
            "outcomes",
            (
                OutcomeMeasure("Insulin, daily", "PRIMARY", "Day 75", "In units"),
                OutcomeMeasure("HbA1c", "SECONDARY"),
            ),
        ),
        (
            "ids",
            (
                OtherId("A-1", "SPONSOR"),
                OtherId("B-2", "SECONDARY", "EUDRACT_NUMBER", "EMA"),
                OtherId("NCT00000008", "FORMER"),
            ),
        ),
        (
            "mesh",
            (
                Mesh("CONDITION", "TERM", "Diabetes Mellitus, Type 1", "D003922"),
                Mesh("CONDITION", "ANCESTOR", "Diabetes Mellitus", "D003920"),
                Mesh("CONDITION", "ANCESTOR", "Diabetes Mellitus, Type 1", "D003922"),
            ),
        ),
        ("keywords", ("islets", "islets", "two")),
        (
            "references",
            (
                Reference("Somebody. A paper.", "BACKGROUND", "18606875"),
                Reference("Somebody else.", "RESULT"),
                Reference("A page", "LINK", url="https://example.org/a"),
                Reference("A trap", "LINK"),
            ),
        ),
        (
            "documents",
            (
                Document(
                    "Study Protocol",
                    "https://cdn.clinicaltrials.gov/large-docs/07/NCT00000007/Prot_000.pdf",
                    "2013-08-01",
                ),
                Document("A trap"),
            ),
        ),
    ],
)
def test_each_part_of_a_full_record(part, read):
    assert getattr(FACTS, part) == read


def test_texts_and_ages_of_a_full_record():
    assert FACTS.texts == {
        "brief_summary": "Lines\nof text, and “quotes”",
        "detailed_description": "More\n\n* of it",
        "eligibility_criteria": "Age \\>= 18",
    }
    assert FACTS.age_groups == ("ADULT", "OLDER_ADULT")
    assert FACTS.printed("official_title") == "Islets, Given Twice"
    assert (FACTS.printed("sex"), FACTS.printed("minimum_age")) == ("ALL", "18 Years")
    assert FACTS.printed("healthy_volunteers") == "NO"
    assert not FACTS.misfits


def test_a_record_without_parts():
    facts = facts_of(study())
    parts = ("arms", "interventions", "outcomes", "ids", "mesh", "keywords", "references")
    assert not any(getattr(facts, part) for part in (*parts, "documents", "texts"))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        (" HTTP://EXAMPLE.ORG ", "http://EXAMPLE.ORG"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://exa mple.org", ""),
        ("https://example.org/<script>", ""),
        ("//example.org", ""),
        ("example.org", ""),
        ("https://" + "a" * 3000, ""),
        ("", ""),
    ],
)
def test_an_address_of_the_web_and_nothing_else(text, address):
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("text", "pmid"),
    [("18606875", "18606875"), (" 7 ", "7"), ("PMID 7", ""), ("1" * 10, ""), ("", "")],
)
def test_a_number_of_pubmed(text, pmid):
    assert pmid_of(text) == pmid


def test_documents_kept_elsewhere_follow_those_posted():
    elsewhere = [
        {"type": "Data set", "url": "https://example.org/d", "comment": "Not read"},
        {"url": "ftp://example.org/e"},
    ]
    section = {"largeDocumentModule": {"largeDocs": [{"label": "Protocol", "filename": "P.pdf"}]}}
    record = study(referencesModule={"availIpds": elsewhere}, documentSection=section)
    found = [(each.label, each.url) for each in facts_of(record).documents]
    assert found[0][0] == "Protocol"
    assert found[1:] == [("Data set", "https://example.org/d"), ("ftp://example.org/e", "")]
