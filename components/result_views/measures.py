"""The views of outcomes by arm and of analyses of one trial."""

from typing import Any

from components.view import View

VIEWS: tuple[View[Any], ...] = ()
