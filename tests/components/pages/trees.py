"""Reading a tree of dash components or markup in tests: its parts, its text, its links."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

from components.still import Piece


def parts(tree: Any) -> Iterator[Component]:
    """Every component of a tree."""
    for item in tree if isinstance(tree, list | tuple) else [tree]:
        if isinstance(item, Component):
            yield item
            yield from parts(getattr(item, "children", None))


def text(tree: Any) -> str:
    """The text of a tree as a reader sees it."""
    if isinstance(tree, Piece):
        return text(tree[2:])
    if isinstance(tree, list | tuple):
        return "".join(text(item) for item in tree)
    if isinstance(tree, Component):
        return text(getattr(tree, "children", None))
    return "" if tree is None else str(tree)


def of_type(tree: Any, name: str) -> list[Component]:
    return [part for part in parts(tree) if type(part).__name__ == name]


def elements(markup: Any, tag: str) -> Iterator[Piece]:
    """Every element of a tag in markup."""
    if isinstance(markup, Piece):
        found, _, *children = markup
        yield from [markup] if found == tag else []
        for child in children:
            yield from elements(child, tag)
