"""Reading a tree of dash components or markup in tests: its parts, its text, its links."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

from components.elements.markup import MarkupBlock


def parts(tree: Any) -> Iterator[Component]:
    """Every component of a tree."""
    for item in tree if isinstance(tree, list | tuple) else [tree]:
        if isinstance(item, Component):
            yield item
            yield from parts(getattr(item, "children", None))


def text(tree: Any) -> str:
    """The text of a tree as a reader sees it."""
    if _is_element(tree):
        return text(tree[2:])
    if isinstance(tree, list | tuple):
        return "".join(text(item) for item in tree)
    if isinstance(tree, MarkupBlock):
        return text(tree.markup)
    if isinstance(tree, Component):
        return text(getattr(tree, "children", None))
    return "" if tree is None else str(tree)


def of_type(tree: Any, name: str) -> list[Component]:
    return [part for part in parts(tree) if type(part).__name__ == name]


def panels(tree: Any) -> list[str]:
    """The names of the panels of a page, in their order."""
    ids = (getattr(part, "id", None) for part in parts(tree))
    return [
        each["name"]
        for each in ids
        if isinstance(each, dict) and each["type"] in ("panel", "grid-panel")
    ]


def elements(tree: Any, tag: str) -> Iterator[list[Any]]:
    """Every element of a tag in markup, or in the markup of a tree."""
    if isinstance(tree, Component):
        for part in parts(tree):
            yield from elements(getattr(part, "markup", None), tag)
    elif isinstance(tree, list):
        yield from [tree] if _is_element(tree) and tree[0] == tag else []
        for child in tree[2:] if _is_element(tree) else tree:
            yield from elements(child, tag)


def _is_element(tree: Any) -> bool:
    """Says whether this is an element of markup: a tag, its properties and its children."""
    return isinstance(tree, list) and len(tree) > 1 and isinstance(tree[1], dict)
