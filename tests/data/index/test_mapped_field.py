"""A field on Arrow texts answers like one of dictionaries."""

import pytest

from data.index.mapped_field import FieldTexts, LargeField
from data.link.query_string import Field

CODES = ("zebra", "ähnlich", "a", "b c", "𝛃")
PLAIN = Field(
    "condition",
    "Condition",
    CODES,
    {code: code.upper() for code in CODES},
    dict(zip(CODES, ("zebra", "ahnlich", "a", "b-c", "condition"), strict=True)),
)
LARGE = LargeField.mapped("condition", "Condition", FieldTexts.of(PLAIN))
EMPTY = LargeField.mapped(
    "condition", "Condition", FieldTexts.of(Field("condition", "Condition", (), {}, {}))
)


@pytest.mark.parametrize("text", ["", "a", "zebra~a", "B-C~unknown~condition", "~~", "zz", "%"])
def test_links_read_and_write_the_same(text):
    assert LARGE.parse(text) == PLAIN.parse(text)
    codes, _ = PLAIN.parse(text)
    assert LARGE.serialise(codes) == PLAIN.serialise(codes)
    assert LARGE.describe(codes) == PLAIN.describe(codes)


def test_the_codes_are_a_sequence():
    assert tuple(LARGE.codes) == CODES
    assert (LARGE.codes[0], LARGE.codes[-1], len(LARGE.codes)) == ("zebra", "𝛃", 5)
    assert tuple(LARGE.codes[1:3]) == CODES[1:3]


@pytest.mark.parametrize("name", ["labels", "slugs", "place_of", "code_of_slug"])
def test_the_dictionaries_are_equal(name):
    assert dict(getattr(LARGE, name)) == dict(getattr(PLAIN, name))
    assert len(getattr(LARGE, name)) == 5
    assert "no such text" not in getattr(LARGE, name)
    with pytest.raises(KeyError):
        getattr(LARGE, name)["no such text"]


def test_without_codes_nothing_is_found():
    assert EMPTY.parse("a") == ((), ("a",))
    assert (tuple(EMPTY.codes), dict(EMPTY.labels)) == ((), {})
