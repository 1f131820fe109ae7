"""The order of objects that name the ones before and after them."""

from collections.abc import Iterable, Mapping, Sequence

from data.readers.json_node import Node
from data.readers.usdm.plain_texts import cited, id_of


def by_id(nodes: Iterable[Node]) -> Mapping[str, Node]:
    """Id -> object; of two with one id the first."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(id_of(node), node)
    return found


def in_order(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The objects from the one that has none before it along ``nextId``.

    In the order of the file where that way does not lead to all of them, each once.
    """
    every = tuple(nodes)
    found = by_id(every)
    starts = [node for node in every if not cited(node, "previousId")]
    way = along(found, id_of(starts[0]), "nextId") if len(starts) == 1 else ()
    return tuple(found[each] for each in way) if len(way) == len(every) else every


def along(found: Mapping[str, Node], start: str, key: str) -> Sequence[str]:
    """The ids on the way from one object by what each cites; it ends where it would repeat."""
    way: dict[str, None] = {}
    at = start
    while at in found and at not in way:
        way[at] = None
        at = cited(found[at], key)
    return tuple(way)
