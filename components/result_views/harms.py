"""The views of adverse events of one trial."""

from typing import Any

from components.view import View

VIEWS: tuple[View[Any], ...] = ()
