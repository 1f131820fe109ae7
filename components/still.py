"""Markup that nobody calls by name, drawn as one component instead of one for each element.

Dash's renderer subscribes every component to its store and tells all of them of each mount: a
table of 300 cells costs 300 x 300 calls, seconds of a filter change on the map (dash 4.4). What
has no id and no behaviour stands in one component, ``assets/still.js``, that draws it with React.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from components import ids

HTML = html.Div._namespace
DASH_OWN = frozenset({"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
"""Properties that are dash's and not the element's."""
LINK_PROPERTIES = frozenset({"children", "href", "className", "title", "target", "style"})
LINK = "Link"
"""The tag of a link that changes page or state without loading the page anew."""
STYLED = {"Card": ("div", "card"), "Table": ("table", "table")}
"""Bootstrap's parts that are an element with a class."""
STYLED_PROPERTIES = frozenset({"children", "className"})

Markup = str | int | float | list[Any]
"""A text or number, or ``[tag, properties, *children]``."""


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


class Still(Component):
    """Draws markup as it is; ``markup``: a list of ``Markup``.

    ``around``: the tag and properties of the element that it stands in; ``children``: components
    behind the markup. One that callbacks fill has an ``id``: new markup is one message to dash's
    renderer; new children are three, as it looks for ids among them and drops what it knew of
    those that were there.
    """

    _type = "Still"
    _namespace = "still_markup"
    _prop_names = ["children", "id", "markup", "around"]  # noqa: RUF012 - as dash declares them
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = ["children", "id", "markup", "around"]  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, markup: list[Markup], **own: Any) -> None:
        # dash's own looks for a module of the namespace in the file system, each time anew
        for name, value in {**own, "markup": markup}.items():
            setattr(self, name, value)


def filled(
    id_: str | dict[str, Any], tag: str, markup: list[Markup] | None = None, **properties: Any
) -> Still:
    """The element that callbacks fill with markup; properties: as React names them."""
    return Still(markup or [], id=id_, around=[tag, properties])


def markup_of(tree: Any) -> list[Markup]:
    """A tree without ids and behaviour as markup.

    Raises:
        TypeError: a part has an id or behaviour.
    """
    parts = tree if _is_several(tree) else [tree]
    settled = [_settled(part) for part in _present(parts)]
    for part in settled:
        if isinstance(part, Component):
            raise TypeError(f"{part!r} is not still")
    return settled


def still(tree: Any) -> Any:
    """The tree with its still parts joined; what has an id or behaviour stays a component."""
    many = _is_several(tree)
    parts = tree if many else [tree]
    joined = _joined([_settled(part) for part in _present(parts)])
    return joined if many or len(joined) != 1 else joined[0]


def _is_several(part: object) -> bool:
    """Whether these are parts beside one another; a piece is one."""
    return isinstance(part, list | tuple) and not isinstance(part, Piece)


def _present(parts: Iterable[Any]) -> Iterator[Any]:
    """The parts that show something; dash allows lists in lists."""
    for part in parts:
        if _is_several(part):
            yield from _present(part)
        elif part is not None and not isinstance(part, bool):
            yield part


def _settled(part: Any) -> Markup | Component:
    """A part as markup, or as the component that it must stay, its children joined."""
    if not isinstance(part, Component):
        return part if isinstance(part, int | float | Piece) else str(part)
    given = getattr(part, "children", None)
    children = [_settled(child) for child in _present([given])]
    properties = part.to_plotly_json()["props"]
    tag = _tag(part, properties)
    if tag:
        own = {name: value for name, value in properties.items() if name not in DASH_OWN}
        if part._type in STYLED:
            own["className"] = f"{STYLED[part._type][1]} {own.get('className', '')}".strip()
        alive = [isinstance(child, Component) for child in children]
        if not any(alive):
            return [tag, own, *children]
        first = alive.index(True)
        if first and all(alive[first:]):
            return Still(children[:first], around=[tag, own], children=children[first:])
    if any(not isinstance(child, str) for child in children):
        part.children = _joined(children)
    return part


def _tag(part: Component, properties: Mapping[str, Any]) -> str:
    """The tag that draws a component as it is; nothing where only dash can."""
    if "id" in properties and not ids.is_of_the_document(properties["id"]):
        return ""
    if part._namespace == HTML:
        return str(part._type).lower()
    if isinstance(part, dcc.Link):
        return LINK if set(properties) <= LINK_PROPERTIES else ""
    if isinstance(part, dbc.Card | dbc.Table):
        return STYLED[part._type][0] if set(properties) <= STYLED_PROPERTIES else ""
    return ""


def _joined(parts: Iterable[Markup | Component]) -> list[Any]:
    """Neighbours that are markup in one component; texts and components stay as they are."""
    joined: list[Any] = []
    for alive, group in groupby(parts, key=lambda part: isinstance(part, Component)):
        each = list(group)
        plain = alive or all(isinstance(part, str | int | float) for part in each)
        joined += each if plain else [Still(each)]
    return joined
