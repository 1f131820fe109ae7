"""A choice of one among few: radio buttons with one tab stop, drawn by ``assets/choice.js``.

Dash's own radio items are named options of a list and have a tab stop each; Bootstrap's are in
order, and were the one reason to load the script of its components, 54 kB of each first visit.
"""

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component


class Choice(Component):
    """Radio buttons; ``options``: dicts of ``label`` and ``value``; ``value``: that chosen.

    ``name`` groups them: arrow keys go from one to the next.
    """

    _type = "Choice"
    _namespace = "choice"
    _prop_names = ["id", "name", "options", "value"]  # noqa: RUF012 - as dash declares them
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties = ["id", "name", "options", "value"]  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(
        self, id_: str | dict[str, Any], name: str, options: Sequence[dict[str, str]], value: str
    ) -> None:
        # dash's own looks for a module of the namespace in the file system, each time anew
        self.id, self.name, self.options, self.value = id_, name, list(options), value
