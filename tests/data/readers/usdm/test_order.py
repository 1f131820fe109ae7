"""The order of objects that name the ones before and after them."""

import pytest

from data.readers.json_node import Node
from data.readers.usdm.order import along, by_id, in_order


def nodes(*chain: tuple[str, str, str]) -> list[Node]:
    """(id, id of the one before, id of the next)"""
    return [Node({"id": i, "previousId": b or None, "nextId": n or None}, i) for i, b, n in chain]


@pytest.mark.parametrize(
    ("chain", "order"),
    [
        ([], ""),
        ([("a", "", "b"), ("c", "b", ""), ("b", "a", "c")], "abc"),
        # a way that leads not to all, or from several starts, is none
        ([("a", "", "b"), ("b", "a", "a"), ("c", "b", "")], "abc"),
        ([("b", "", ""), ("a", "", "")], "ba"),
        ([("a", "", "zz"), ("b", "a", "")], "ab"),
    ],
)
def test_the_way_from_the_first_one(chain, order):
    assert "".join(node.path for node in in_order(nodes(*chain))) == order


def test_of_two_with_one_id_the_first_counts():
    first, second = Node({"id": "a"}, "one"), Node({"id": "a"}, "two")
    assert by_id([first, second])["a"].path == "one"


@pytest.mark.parametrize(("start", "way"), [("a", "ab"), ("zz", "")])
def test_a_way_ends_where_it_would_repeat(start, way):
    found = by_id(nodes(("a", "", "b"), ("b", "a", "a")))
    assert "".join(along(found, start, "nextId")) == way
