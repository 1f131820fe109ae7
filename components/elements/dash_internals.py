"""Reach below what dash documents of a component: how it names itself, and how one is declared.

tests/upgrade/test_dash.py says what is lost where an upgrade takes one of these away.
"""

from typing import Any

from dash import html
from dash.development.base_component import Component

HTML = html.Div._namespace
"""The namespace of the elements of HTML, and of nothing else. Markup knows them by it: a table of
300 cells that stay components costs seconds of a filter change (markup.py)."""


def is_element(part: Component) -> bool:
    """Says whether a component is an element of HTML."""
    return bool(part._namespace == HTML)


def name_of(part: Component) -> str:
    """The name of a component's class, as dash's renderer looks it up: ``Div``, ``Card``."""
    return str(part._type)


class JsComponent(Component):
    """Drawn by ``window[_namespace]`` under the class's name; subclasses name their properties.

    ``_namespace`` and ``_prop_names`` are dash's words. What dash documents is a generator, which
    makes a package with a build of its own; two scripts of 1 and 2 kB need none.
    """

    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - as dash declares them

    def __init_subclass__(cls) -> None:
        cls._type = cls.__name__

    def __init__(self, **properties: Any) -> None:
        # dash's own looks for a module of the namespace in the file system, each time anew
        for name, value in properties.items():
            setattr(self, name, value)
