import pytest

from data.link.query_string import (
    LONGEST_IN_SLUGS,
    Field,
    Queries,
    is_text,
    parse_fields,
    read_query,
    write_query,
)
from data.link.short_forms import ShortForms

PHASE = Field(
    "phase",
    "Phase",
    ("PHASE1", "PHASE2", "NOT_STATED"),
    {"PHASE1": "Phase 1", "PHASE2": "Phase 2", "NOT_STATED": "Not stated"},
    {"PHASE1": "phase1", "PHASE2": "phase2", "NOT_STATED": "not-stated"},
)


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("", (), ()),
        ("phase2", ("PHASE2",), ()),
        ("phase2~phase1", ("PHASE1", "PHASE2"), ()),
        ("PHASE2", ("PHASE2",), ()),
        ("phase2~phase2", ("PHASE2",), ()),
        ("~~phase2~", ("PHASE2",), ()),
        ("phase9", (), ("phase9",)),
        ("not-stated~<script>", ("NOT_STATED",), ("<script>",)),
    ],
)
def test_field_parses_slugs_in_the_vocabularys_order(text, codes, unknown):
    assert PHASE.parse(text) == (codes, unknown)


@pytest.mark.parametrize("codes", [(), ("PHASE1",), ("PHASE1", "NOT_STATED")])
def test_field_parser_and_serialiser_are_inverses(codes):
    assert PHASE.parse(PHASE.serialise(codes)) == (codes, ())


@pytest.mark.parametrize(
    ("search", "values", "complaints"),
    [
        ("", {}, ()),
        ("?", {}, ()),
        ("?a=1&b=2", {"a": "1", "b": "2"}, ()),
        ("a=1", {"a": "1"}, ()),
        ("?a=", {"a": ""}, ()),
        ("?a", {"a": ""}, ()),
        ("?a=%FF%FE", {"a": "��"}, ()),
        ("?a=1&a=2", {"a": "2"}, ("“a” stands twice; the last one counts.",)),
    ],
)
def test_read_query(search, values, complaints):
    assert read_query(search) == (values, complaints)


def test_read_query_bounds_what_a_link_may_hold():
    assert read_query("?a=" + "x" * 5000) == (
        {},
        ("The link is longer than 4000 characters; it was ignored.",),
    )
    many = "?" + "&".join(f"k{n}=1" for n in range(101))
    assert read_query(many) == ({}, ("The link holds more than 100 values; it was ignored.",))


@pytest.mark.parametrize(
    ("values", "query"),
    [
        ({}, ""),
        ({"a": ""}, ""),
        ({"b": "2", "a": "1"}, "?a=1&b=2"),
        ({"condition": "t1d~t2d"}, "?condition=t1d~t2d"),
        ({"q": "a&b=c ü"}, "?q=a%26b%3Dc%20%C3%BC"),
    ],
)
def test_write_query_is_canonical_and_read_back(values, query):
    assert write_query(values) == query
    assert read_query(query)[0] == {key: value for key, value in values.items() if value}


@pytest.mark.parametrize("value", ["", "Köln", "a&b=c", "t1d~t2d", "%3D"])
@pytest.mark.parametrize("key", ["a", "m", "z"])
@pytest.mark.parametrize("values", [{}, {"m": "1"}, {"b": "x y", "n": "", "y": "ü"}])
def test_queries_differ_in_one_key(values, key, value):
    expected = write_query({**values, key: value})
    assert Queries.of(values, key).with_value(value) == expected


def test_parse_fields_names_what_it_does_not_know():
    parsed, complaints = parse_fields({"phase": "phase1~" + "x" * 60}, (PHASE,))
    assert parsed == {"phase": ("PHASE1",)}
    assert complaints == ("Phase: “" + "x" * 40 + "…” is not known here and was ignored.",)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", True),
        ("q=islet%20cells&phase=phase2", True),
        ("q=%C3%A9%E2%80%93", True),
        ("q=a%0Ab%09c", True),
        ("q=%", True),
        ("q=%ff", False),
        ("q=%C3%28", False),
        ("q=%ED%A0%80", False),
        ("q=%00", False),
        ("q=%1b", False),
        ("q=\x00", False),
        ("q=%C2%85", False),
    ],
)
def test_is_text(search, expected):
    assert is_text(search) == expected


LONG_CODES = tuple(f"A condition with a long name, number {n:03}" for n in range(200))
CONDITION = Field(
    "condition",
    "Condition",
    LONG_CODES,
    {code: code for code in LONG_CODES},
    {code: code.lower().replace(",", "").replace(" ", "-") for code in LONG_CODES},
)
LONGEST_SLUGS = next(
    many for many in range(200) if len(CONDITION.slugs[LONG_CODES[0]] + "~") * many > 1_201
)


@pytest.mark.parametrize("many", [0, 1, LONGEST_SLUGS - 1, LONGEST_SLUGS, 200])
def test_a_choice_of_any_length_is_read_back(many):
    written = CONDITION.serialise(LONG_CODES[:many])
    assert CONDITION.parse(written) == (LONG_CODES[:many], ())
    assert CONDITION.parse(written.upper()) == (LONG_CODES[:many], ())
    assert len(written) <= max(LONGEST_IN_SLUGS, len(".12345678~") * many)
    assert written.startswith(".") == (many >= LONGEST_SLUGS)


def test_a_short_form_of_another_dataset_is_named():
    one = Field("condition", "Condition", ("B",), {"B": "B"}, {"B": "b"})
    short = CONDITION.serialise(LONG_CODES).split("~")[0]
    assert one.parse(f"{short}~b") == (("B",), (short,))


def test_many_short_slugs_stay_as_they_are():
    codes = tuple(f"{n:03}" for n in range(400))
    countries = Field("c", "C", codes, {c: c for c in codes}, {c: c for c in codes})
    assert countries.serialise(codes) == "~".join(codes), "short forms would be longer"


def test_two_values_with_one_fingerprint_are_written_as_slugs():
    same = Field("c", "C", LONG_CODES, CONDITION.labels, CONDITION.slugs)
    vars(same)["short_forms"] = ShortForms.of((*LONG_CODES, LONG_CODES[0]))
    written = same.serialise(LONG_CODES)
    assert not written.startswith(".")
    assert same.parse(written) == (LONG_CODES, ())


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (2, f"{LONG_CODES[0]} or {LONG_CODES[1]}"),
        (12, " or ".join(LONG_CODES[:12])),
        (13, " or ".join(LONG_CODES[:4]) + " or 9 more"),
        (200, " or ".join(LONG_CODES[:4]) + " or 196 more"),
    ],
)
def test_of_very_many_values_the_first_are_said_and_how_many_more(many, words):
    assert CONDITION.describe(LONG_CODES[:many]) == words


@pytest.mark.parametrize(("letters", "is_refused"), [(3_787, False), (3_788, True)])
def test_a_list_of_links_says_where_a_value_has_no_room(letters, is_refused):
    queries = Queries.of({"phase": "phase1"}, "q")
    written = queries.with_value("x" * (letters - len("&q=")))
    assert is_refused == (written == "?phase=phase1&no-room=q")
    assert is_refused or written.startswith("?phase=phase1&q=xx")
    assert Queries.of({}, "q").with_value("x" * 4_000) == "?no-room=q"
