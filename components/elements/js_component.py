"""What a component of dash declares whose drawing is a script of ours in ``assets/``."""

from typing import Any

from dash.development.base_component import Component


class Drawn(Component):
    """Drawn by ``window[_namespace]`` under the class's name; subclasses name their properties.

    ``_namespace`` and ``_prop_names`` are dash's words.
    """

    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - as dash declares them

    def __init_subclass__(cls) -> None:
        cls._type = cls.__name__

    def __init__(self, **properties: Any) -> None:
        # dash's own looks for a module of the namespace in the file system, each time anew
        for name, value in properties.items():
            setattr(self, name, value)
