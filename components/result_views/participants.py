"""The views of participant flow and of the baseline table of one trial."""

from typing import Any

from components.view import View

VIEWS: tuple[View[Any], ...] = ()
