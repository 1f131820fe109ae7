import numpy as np
import pytest

from data.link import query_string
from data.link.filters import REVIEW_FIELDS
from data.link.short_forms import LONGEST_SLUG, SIGN, ShortForms, short_form, slug_of
from data.model import vocabulary

CODES = ("Diabetes Mellitus, Type 1", "Córdoba", "糖尿病", "")


def test_a_short_form_is_of_its_code_alone():
    """The letters are those of today's links: another way to make them would break them all."""
    assert short_form("Diabetes Mellitus, Type 1") == ".uto5rwb6"
    assert len({short_form(code) for code in CODES}) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_short_forms_are_read_back(code):
    assert ShortForms.of(CODES).code_of(short_form(code)) == code


@pytest.mark.parametrize(
    "text", ["", ".", ".uto5rwb", ".uto5rwb6c", "uto5rwb6", ".uto5rwb1", ".ä", ".aaaaaaaa"]
)
def test_anything_else_is_no_short_form(text):
    assert ShortForms.of(CODES).code_of(text) is None
    assert ShortForms.of(()).code_of(text) is None


def test_a_fingerprint_that_two_codes_have_names_neither():
    forms = ShortForms.of(("a", "b"))
    number = int(forms.numbers[0])
    same = ShortForms(("a", "b"), np.array([number, number], np.uint64), np.array([0, 1], np.int32))
    assert [same.code_of(short_form(code)) for code in ("a", "b")] == [None, None]


def test_no_slug_looks_like_a_short_form():
    slugs = [slug for field in REVIEW_FIELDS for slug in field.slugs.values()]
    assert slugs
    assert not [slug for slug in slugs if slug.startswith(SIGN)]
    assert SIGN not in query_string.JOINT
    assert all(vocabulary.PHASE.slugs.values())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("condition", "condition"),
        ("heart failure", "heart-failure"),
        ("x" * 60, "x" * 60),
        ("covid-19", "covid-19.jzyprhih"),
        ("a-b disease", "a-b-disease.iaap6x7w"),
        ("糖尿病", ".egoeagsi"),
        ("x" * 61, "x" * 51 + ".3qkjh6s5"),
        ("Upper", "upper.upkzq52b"),
    ],
)
def test_a_slug_is_of_its_name_alone(name, slug):
    """The letters are those of today's links."""
    assert slug_of(name) == slug
    assert len(slug) <= LONGEST_SLUG
