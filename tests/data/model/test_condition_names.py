"""Names of conditions: what tells two of them apart, and what does not."""

import pytest

from data.model.condition_names import condition_key


@pytest.mark.parametrize(
    "names",
    [
        ("COVID-19", "Covid19", "covid 19", " COVID\u201019 "),
        ("Crohn's Disease", "Crohn’s disease", "Crohns disease"),
        ("Leukemia, Myeloid", "leukemia  myeloid", "LEUKEMIA - MYELOID"),
        ("Type 1 Diabetes", "type1 diabetes", "Type-1 Diabetes."),
        ("B-cell lymphoma", "B cell lymphoma"),
    ],
)
def test_names_that_are_one(names):
    assert len({condition_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HER2+ Breast Cancer", "HER2- Breast Cancer"),
        ("HER2-", "HER2"),
        ("ER-/HER2+", "ER+/HER2-"),
        ("Sjögren", "Sjogren"),
        ("Diabetes Type 1", "Type 1 Diabetes"),
        ("Stage 1.5", "Stage 15"),
        ("急性白血病", "慢性白血病"),
        ("???", "!!!"),
    ],
)
def test_names_that_are_two(one, other):
    assert condition_key(one) != condition_key(other)


@pytest.mark.parametrize(
    ("printed", "key"), [("", ""), (" \n ", ""), ("???", "???"), ("COVID-19", "covid 19")]
)
def test_a_name_is_never_lost(printed, key):
    assert condition_key(printed) == key


@pytest.mark.parametrize("name", ["HER2- breast", "Covid19", "a/b+ (c)", "İ", "ß1", "x'y'z"])
def test_a_key_is_its_own_key(name):
    assert condition_key(condition_key(name)) == condition_key(name)
