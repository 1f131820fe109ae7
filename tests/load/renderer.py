"""Stands in for dash's renderer, as far as requests go: a page's callbacks as bodies."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tests.callbacks.bodies import filled

Id = str | dict[str, Any]
Props = dict[str, Any]
WILDCARD = ["ALL"]


def written(component_id: Id) -> str:
    """An id as dash writes it: a pattern's keys in order."""
    if isinstance(component_id, str):
        return component_id
    return json.dumps(component_id, sort_keys=True, separators=(",", ":"))


def components(tree: Any) -> Iterator[Props]:
    """The properties of every component of a layout that has an id."""
    if isinstance(tree, list):
        for each in tree:
            yield from components(each)
    elif isinstance(tree, dict):
        props = tree.get("props")
        if isinstance(props, dict) and "id" in props and "namespace" in tree:
            yield props
        for each in tree.values():
            yield from components(each)


class Screen:
    """The components of one open page, by id.

    trees: the shell's layout, and the page's where it is there already.
    """

    def __init__(self, address: str, *trees: Any) -> None:
        self.by_id = {written(each["id"]): each for tree in trees for each in components(tree)}
        parts = urlsplit(address)
        search = f"?{parts.query}" if parts.query else ""
        for location in ("url", "_pages_location"):
            self.by_id[location] |= {
                "href": f"http://localhost{address}",
                "pathname": parts.path,
                "search": search,
            }

    def value(self, component_id: Id, name: str) -> Any:
        return self.by_id[written(component_id)].get(name)

    def members(self, name: str) -> list[Id]:
        """The id of this name, or all ids of the family that it names."""
        if not name.startswith("{"):
            return [name]
        pattern = json.loads(name)
        return [
            each["id"]
            for each in self.by_id.values()
            if isinstance(each["id"], dict)
            and each["id"].keys() == pattern.keys()
            and all(value in (WILDCARD, each["id"][key]) for key, value in pattern.items())
        ]

    def body(
        self, callback: Mapping[str, Any], changed: Sequence[str], **values: Any
    ) -> dict[str, Any]:
        """The body for a callback of ``_dash-dependencies``.

        changed: ``id.property`` of what calls it; values: those of changed ids of families, by
        the ``key`` of their id.
        """

        def part(name: str, prop: str, *, with_value: bool) -> Any:
            found = [
                {"id": each, "property": prop}
                | ({"value": self._now(each, prop, values)} if with_value else {})
                for each in self.members(name)
            ]
            return found if name.startswith("{") else found[0]

        return filled(callback["output"], callback, part) | {"changedPropIds": list(changed)}

    def _now(self, component_id: Id, prop: str, values: Mapping[str, Any]) -> Any:
        if isinstance(component_id, dict) and prop == "value" and component_id["key"] in values:
            return values[component_id["key"]]
        return self.value(component_id, prop)

    def inputs_of_page(self, page: Any) -> list[str]:
        """``id.property`` of what comes with a page and calls the callback of the address."""
        heard = {"option": "value", "graph": "clickData"}
        return [
            f"{written(each['id'])}.{heard[each['id']['type']]}"
            for each in components(page)
            if isinstance(each["id"], dict) and each["id"].get("type") in heard
        ]

    def filters(self) -> list[str]:
        """Keys of the filters on this page that take several values."""
        return [
            each["id"]["key"]
            for each in self.by_id.values()
            if isinstance(each["id"], dict)
            and each["id"].get("type") == "filter"
            and each.get("multi")
        ]


def offered(answer: bytes, key: str) -> list[str]:
    """The values that a filter's dropdown offers, in the answer that brings its options."""
    control = json.loads(answer)["response"][written({"type": "filter", "key": key})]
    return [option["value"] for option in control["options"]]
