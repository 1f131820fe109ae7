"""Cells of the CSV of today and of before June 2024."""

import pytest

from data.readers import csv_cells as cells
from data.readers.csv_cells import Ages


@pytest.mark.parametrize(
    ("cell", "ages"),
    [
        (
            "12 Years to 35 Years \xa0 (Child, Adult)",
            Ages("12 Years", "35 Years", ("Child", "Adult")),
        ),
        (
            "18 Years and older   (Adult, Older Adult)",
            Ages("18 Years", "", ("Adult", "Older Adult")),
        ),
        ("up to 6 Months   (Child)", Ages("", "6 Months", ("Child",))),
        ("Child, Adult, Older Adult", Ages("", "", ("Child", "Adult", "Older Adult"))),
        ("Adult|Senior", Ages("", "", ("Adult", "Older Adult"))),
        ("ADULT, OLDER_ADULT", Ages("", "", ("ADULT", "OLDER_ADULT"))),
        ("18 Years to 65 Years", Ages("18 Years", "65 Years")),
        ("young at heart", Ages("", "", ("young at heart",))),
        ("", Ages()),
    ],
)
def test_ages(cell, ages):
    assert cells.ages(cell) == ages


@pytest.mark.parametrize(
    ("text", "masking"),
    [
        ("DOUBLE (PARTICIPANT, INVESTIGATOR)", ("DOUBLE", ("PARTICIPANT", "INVESTIGATOR"))),
        ("Single (Outcomes Assessor)", ("Single", ("Outcomes Assessor",))),
        ("Double Blind (Subject, Caregiver)", ("Double Blind", ("Subject", "Caregiver"))),
        ("None (Open Label)", ("None (Open Label)", ())),
        ("Double-Blind", ("Double-Blind", ())),
        ("NONE", ("NONE", ())),
        ("", ("", ())),
    ],
)
def test_masking(text, masking):
    assert cells.masking(text) == masking


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Has Results", "YES"),
        ("No Results Available", "NO"),
        ("No Study Results Posted", "NO"),
        ("YES", "YES"),
        ("perhaps", "perhaps"),
        ("", ""),
    ],
)
def test_results(text, answer):
    assert cells.results(text) == answer


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Maker, Inc.|A Fund|B", ("Maker, Inc.", ("A Fund", "B"))),
        ("Alone", ("Alone", ())),
        ("", ("", ())),
    ],
)
def test_the_sponsor_stands_before_the_collaborators(cell, found):
    assert cells.sponsor_and_collaborators(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"), [("Other", "Other"), ("Industry|Other", ""), ("NIH", "NIH"), ("", "")]
)
def test_the_class_of_the_sponsor_is_known_where_there_is_one(cell, found):
    assert cells.sponsor_class(cell) == found


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("33", 33),
        ("33.0", 33),
        (" 33,0 ", 33),
        ("0", 0),
        ("33.00", 33),
        ("33.5", None),
        ("1,000", None),
        ("1.000", None),
        ("1e3", None),
        ("-1", None),
        ("many", None),
        ("", None),
        ("٣", None),
        ("9" * 19, None),
    ],
)
def test_enrollment(text, people):
    assert cells.enrollment(text) == people


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "Study Protocol, https://x.org/a.pdf|Informed Consent Form, https://x.org/b.pdf",
            (
                ("Study Protocol", "https://x.org/a.pdf"),
                ("Informed Consent Form", "https://x.org/b.pdf"),
            ),
        ),
        (
            '"Protocol, and Plan", https://x.org/a.pdf',
            (("Protocol, and Plan", "https://x.org/a.pdf"),),
        ),
        ("Study Protocol, javascript:alert(1)", (("Study Protocol, javascript:alert(1)", ""),)),
        ("Study Protocol", (("Study Protocol", ""),)),
        ("", ()),
    ],
)
def test_documents(cell, found):
    assert cells.documents(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Drug: A|Dietary Supplement: B|C", (("A", "Drug"), ("B|C", "Dietary Supplement"))),
        ("DRUG:|DEVICE: |OTHER: A", (("", "DRUG"), ("", "DEVICE"), ("A", "OTHER"))),
        ("SPELL: E", (("SPELL: E", ""),)),
        ("", ()),
    ],
)
def test_interventions(cell, found):
    assert cells.interventions(cell) == found
