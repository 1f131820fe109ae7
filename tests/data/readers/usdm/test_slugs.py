"""Slugs of names of a file."""

import pytest

from data.readers.usdm.slugs import LONGEST, Slugs, slug


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Made-up study 2", "made-up-study-2"),
        ("  Ångström / β  ", "angstrom"),
        ("糖尿病", "unnamed"),
        ("", "unnamed"),
        ("x" * 200, "x" * LONGEST),
    ],
)
def test_a_slug_of_a_name(name, made):
    assert slug(name, "unnamed") == made


def test_a_name_that_stands_twice_has_a_number():
    slugs = Slugs()
    assert [slugs.unique(name, "made-") for name in ("Drug A", "drug a", "Drug  A", "B")] == [
        "made-drug-a",
        "made-drug-a-2",
        "made-drug-a-3",
        "made-b",
    ]
