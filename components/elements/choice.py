"""A choice of one among few: radio buttons with one tab stop, drawn by ``assets/choice.js``.

Dash's own radio items are named options of a list and have a tab stop each; Bootstrap's are in
order, and were the one reason to load the script of its components, 54 kB of each first visit.
"""

from collections.abc import Sequence
from typing import Any

from components.elements.dash_internals import JsComponent


class Choice(JsComponent):
    """Radio buttons; ``options``: dicts of ``label`` and ``value``; ``value``: that chosen.

    ``name`` groups them: arrow keys go from one to the next.
    """

    _namespace = "choice"
    _prop_names = ["id", "name", "options", "value"]  # noqa: RUF012 - as dash declares them

    def __init__(
        self, id_: str | dict[str, Any], name: str, options: Sequence[dict[str, str]], value: str
    ) -> None:
        super().__init__(id=id_, name=name, options=list(options), value=value)
