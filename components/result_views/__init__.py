"""The views of posted results: one module a part of them, joined here for the registry."""

from typing import Any

from components.result_views import course, harms, measures, participants
from components.view import View

RESULT_VIEWS: tuple[View[Any], ...] = (
    *course.VIEWS,
    *participants.VIEWS,
    *measures.VIEWS,
    *harms.VIEWS,
)
"""In the order in which a page has them."""
