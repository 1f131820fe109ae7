"""The views of what became of trials: planned and actual dates, results posted, due or late."""

from typing import Any

from components.view import View

VIEWS: tuple[View[Any], ...] = ()
