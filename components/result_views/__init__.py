"""The views of posted results: one module a part of them, joined here for the registry."""

from typing import Any

from components.result_views import course, harms, measures, participants
from components.result_views.not_held import saying_what_is_not_held
from components.view import View

RESULT_VIEWS: tuple[View[Any], ...] = (
    *course.VIEWS,
    *map(
        saying_what_is_not_held,
        (*participants.VIEWS, *measures.VIEWS, *harms.VIEWS),
    ),
)
"""In the order in which a page has them."""
