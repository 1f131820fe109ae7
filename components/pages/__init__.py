"""Pages: one module each, whose ``PAGE`` says its address and ``layout(store, request)``."""

from components.elements.page import Page, where_its_data_are
from components.elements.parts import Panel
from components.pages import (
    cohort,
    compare,
    deck,
    design,
    map_page,
    not_found,
    outcomes,
    overview,
    protocols,
    registry,
    sources,
    then_and_now,
    trial,
    trials,
)

_OF_TOPICS = (
    map_page.PAGE,
    design.PAGE,
    registry.PAGE,
    protocols.PAGE,
    cohort.PAGE,
    compare.PAGE,
    outcomes.PAGE,
    trials.PAGE,
    trial.PAGE,
    then_and_now.PAGE,
)
NOT_FOUND = not_found.PAGE
PAGES = tuple(
    where_its_data_are(page)
    for page in (overview.PAGE, *_OF_TOPICS, deck.leading_to(_OF_TOPICS), sources.PAGE, NOT_FOUND)
)
"""In the order of the header, which names those without a variable."""
PANELS: dict[str, Panel] = {name: panel for page in PAGES for name, panel in page.panels.items()}


def page_at(path: str) -> Page | None:
    """The page of a path (without the prefix), also of one trial or protocol."""
    return next((page for page in PAGES if page.is_at(path)), None)
