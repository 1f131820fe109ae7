"""Markup that nobody calls by name, drawn as one component instead of one for each element.

Dash's renderer subscribes every component to its store and tells all of them of each mount: a
table of 300 cells costs 300 x 300 calls, seconds of a filter change on the map (dash 4.4). What
has no id and no behaviour stands in one component, ``assets/markup.js``, that draws it with React.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc
from dash.development.base_component import Component

from components.elements import ids
from components.elements.dash_internals import JsComponent, is_element, name_of

DASH_OWN = frozenset({"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
"""Properties that are dash's and not the element's."""
LINK_PROPERTIES = frozenset({"children", "href", "className", "title", "target", "style"})
LINK = "Link"
"""The tag of a link that changes page or state without loading the page anew."""
STYLED = {"Card": ("div", "card"), "Table": ("table", "table")}
"""Bootstrap's parts that are an element with a class."""
STYLED_PROPERTIES = frozenset({"children", "className", "id"})

OWN_DIRECTION = "auto"
"""The ``dir`` of a text of a record: its first letter says whether it runs from the right, and
what stands beside it stays where it is."""

Markup = str | int | float | list[Any]
"""A text or number; ``[tag, properties, *children]``; ``[n]`` for component number n within it."""


class Piece(list[Any]):
    """Markup that stands ready: ``[tag, properties, *children]``, nothing in it a component.

    A list of hundreds of rows is written so: an element of dash takes thirty times as long to
    make and to read again. Its texts are texts, which React writes: nothing in them is markup.
    """


def piece(tag: str, *children: Markup | None, **properties: Any) -> Piece:
    """An element as markup; a child that is None is left out."""
    return Piece([tag, properties, *(child for child in children if child is not None)])


def card(classes: str, *children: Markup | None) -> Piece:
    """Bootstrap's card as markup."""
    return piece("div", *children, className=f"{STYLED['Card'][1]} {classes}")


class MarkupBlock(JsComponent):
    """Draws markup as it is; ``markup``: a list of ``Markup``.

    ``around``: the tag and properties of the element that it stands in, where there is one;
    ``children``: the components that stand in the markup. One that callbacks fill has an ``id``:
    new markup is one message to dash's renderer; new children are three, as it looks for ids among
    them and drops what it knew of those that were there.
    """

    _namespace = "markup_block"
    _prop_names = ["children", "id", "markup", "around"]  # noqa: RUF012 - as dash declares them

    def __init__(self, markup: list[Markup], **own: Any) -> None:
        super().__init__(**own, markup=markup)


def filled(
    id_: str | dict[str, Any], tag: str, markup: list[Markup] | None = None, **properties: Any
) -> MarkupBlock:
    """The element that callbacks fill with markup; properties: as React names them."""
    return MarkupBlock(markup or [], id=id_, around=[tag, properties])


def markup_of(tree: Any) -> list[Markup]:
    """A tree without ids and behaviour as markup.

    Raises:
        TypeError: a part has an id or behaviour.
    """
    within: list[Component] = []
    markup = _settled_all(tree, within)
    if within:
        raise TypeError(f"{within[0]!r} has an id or behaviour")
    return markup


def with_markup(tree: Any) -> Any:
    """The tree with its parts of markup joined; what has an id or behaviour stays a component."""
    joined = _joined(tree)
    return joined if _is_several(tree) or len(joined) != 1 else joined[0]


def _is_several(part: object) -> bool:
    """Says whether these are parts beside one another; a piece is one."""
    return isinstance(part, list | tuple) and not isinstance(part, Piece)


def _present(parts: Iterable[Any]) -> Iterator[Any]:
    """The parts that show something; dash allows lists in lists."""
    for part in parts:
        if _is_several(part):
            yield from _present(part)
        elif part is not None and not isinstance(part, bool):
            yield part


def _settled_all(tree: Any, within: list[Component]) -> list[Markup]:
    """A part, or parts beside one another, as markup; its components are added to ``within``."""
    return [_settled(part, within) for part in _present([tree])]


def _settled(part: Any, within: list[Component]) -> Markup:
    """A part as markup, or as the number of the component that it must stay."""
    if not isinstance(part, Component):
        return part if isinstance(part, int | float | Piece) else str(part)
    children = getattr(part, "children", None)
    properties = part.to_plotly_json()["props"]
    tag = _tag(part, properties)
    if tag:
        own = {name: value for name, value in properties.items() if name not in DASH_OWN}
        if name_of(part) in STYLED:
            own["className"] = f"{STYLED[name_of(part)][1]} {own.get('className', '')}".strip()
        return [tag, own, *_settled_all(children, within)]
    if any(not isinstance(child, str) for child in _present([children])):
        part.children = _joined(children)
    within.append(part)
    return [len(within) - 1]


def _tag(part: Component, properties: Mapping[str, Any]) -> str:
    """The tag that draws a component as it is; nothing where only dash can."""
    if "id" in properties and not ids.is_of_the_document(properties["id"]):
        return ""
    if is_element(part):
        return name_of(part).lower()
    if isinstance(part, dcc.Link):
        return LINK if set(properties) <= LINK_PROPERTIES else ""
    if isinstance(part, dbc.Card | dbc.Table):
        return STYLED[name_of(part)][0] if set(properties) <= STYLED_PROPERTIES else ""
    return ""


def _joined(tree: Any) -> list[Any]:
    """Parts as one component that holds the others; texts and components alone as they are."""
    within: list[Component] = []
    markup = _settled_all(tree, within)
    if all(_is_place(part) or not isinstance(part, list) for part in markup):
        return [within[part[0]] if isinstance(part, list) else part for part in markup]
    return [MarkupBlock(markup, children=within) if within else MarkupBlock(markup)]


def _is_place(part: Markup) -> bool:
    """Says whether a component stands here."""
    return isinstance(part, list) and isinstance(part[0], int)
