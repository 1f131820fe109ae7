"""Texts of a study protocol as plain words."""

import pytest

from data.readers.json_node import Node
from data.readers.usdm.plain_texts import (
    LONGEST,
    all_cited,
    cited,
    code_of,
    decode_of,
    description_of,
    id_of,
    name_of,
    plain_text,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("First\u00a0dose", "First dose"),
        ("<p>One</p>\n<p>two &amp; three</p>", "One two & three"),
        ("A<sub>1c</sub>", "A1c"),
        ("10<sup>6</sup>/kg, m<sup>2</sup>", "10^6/kg, m^2"),
        ("x<br/>y", "x y"),
        ("a<b and c>d", "a<b and c>d"),
        ("p < 0.05 and q > 3", "p < 0.05 and q > 3"),
        ("<script>alert(1)</script>Hello", "Hello"),
        ("<style>p {}", ""),
        ('aged <usdm:tag name="min_age"/> or more', "aged [min_age] or more"),
        ("&lt;b&gt;", "<b>"),
        ('<img src=x onerror="alert(1)">Hello', "Hello"),
    ],
)
def test_narrative_is_plain_words(text, words):
    assert plain_text(text) == words


def test_a_hostile_text_takes_no_time():
    assert len(plain_text("<usdm:tag name=" * 100_000)) <= LONGEST
    assert plain_text("<" * 1_000_000) == "<" * LONGEST


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ({"label": "Week 2", "name": "WK2", "id": "i"}, "Week 2"),
        ({"label": "", "name": "WK2", "id": "i"}, "WK2"),
        ({"label": None, "name": " ", "id": "i"}, "i"),
        ({}, "without a name"),
    ],
)
def test_an_empty_label_gives_way_to_the_name(own, name):
    assert name_of(Node(own, "")) == name


@pytest.mark.parametrize(
    ("description", "said"), [("One\u00a0dose", "One dose"), ("-", ""), ("Week 2", ""), (None, "")]
)
def test_a_description_that_repeats_the_name_says_nothing(description, said):
    assert description_of(Node({"label": "Week 2", "description": description}, "")) == said


@pytest.mark.parametrize(
    ("value", "id_"), [("e1", "e1"), (7, "7"), (True, ""), (None, ""), ({}, "")]
)
def test_ids_are_texts_or_numbers(value, id_):
    node = Node({"id": value, "armId": value}, "")
    assert (id_of(node), cited(node, "armId")) == (id_, id_)


def test_citations_have_their_places():
    node = Node({"activityIds": ["a", None, 3]}, "x[0]")
    assert all_cited(node, "activityIds") == (
        ("a", "x[0].activityIds[0]"),
        ("3", "x[0].activityIds[2]"),
    )
    assert all_cited(Node({"activityIds": "a"}, ""), "activityIds") == ()


def test_a_coded_value_may_have_aliases():
    plain = Node({"code": "C1", "decode": "Oral"}, "")
    alias = Node({"standardCode": {"code": "C2", "decode": "Nasal"}}, "")
    assert [(code_of(each), decode_of(each)) for each in (plain, alias, Node(None, ""))] == [
        ("C1", "Oral"),
        ("C2", "Nasal"),
        ("", ""),
    ]
