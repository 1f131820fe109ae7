"""Pages: one module each, ``layout(store, request)`` returns the finished page."""

from dataclasses import dataclass

from components.elements.parts import Layout, Panel
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


@dataclass(frozen=True)
class Page:
    """One address of the app; ``path`` may hold one variable, ``/trials/<nct_id>``."""

    name: str
    title: str
    path: str
    layout: Layout

    @property
    def is_of_many(self) -> bool:
        """Whether the path holds a variable, as that of one trial."""
        return "<" in self.path


NOT_FOUND = Page("not_found_404", "Not found", "/404", not_found.layout)
"""Dash knows it by its name."""
PAGES = (
    Page("overview", "Overview", "/", overview.layout),
    Page("map", "Map", "/map", map_page.layout),
    Page("design", "Phase and design", "/design", design.layout),
    Page("registry", "Registry", "/registry", registry.layout),
    Page("protocols", "Protocols", "/protocols", protocols.layout),
    Page("protocol", "Protocol", "/protocols/<regimen>", cohort.layout),
    Page("compare", "Compare", "/compare", compare.layout),
    Page("outcomes", "Outcomes", "/outcomes", outcomes.layout),
    Page("trials", "Trials", "/trials", trials.layout),
    Page("trial", "Trial", "/trials/<nct_id>", trial.layout),
    Page("then-and-now", "Then and now", "/then-and-now", then_and_now.layout),
    Page("deck", "Deck", "/deck", deck.layout),
    Page("sources", "Sources", "/sources", sources.layout),
    NOT_FOUND,
)
"""In the order of the header, which names those without a variable."""
GRID_PAGES = frozenset({"/trials", "/then-and-now"})
"""Pages with a large table, whose script no other page loads."""
PLAIN_PAGES = frozenset({"/trials", "/deck", "/sources"})
"""Pages without figures: they do not load plotly.js ahead."""
MAP_PAGES = frozenset({"/map"})
"""They load the borders ahead, which plotly.js asks for when it draws a map."""

PANELS: dict[str, Panel] = {
    name: panel
    for module in (
        cohort,
        compare,
        design,
        map_page,
        outcomes,
        overview,
        protocols,
        registry,
        then_and_now,
        trials,
        trial,
    )
    for name, panel in module.PANELS.items()
}


def page_at(path: str) -> Page | None:
    """The page of a path (without the prefix), also of one trial or protocol."""
    parts = path.split("/")
    for page in PAGES:
        wanted = page.path.split("/")
        if len(wanted) == len(parts) and all(
            here == there or there.startswith("<")
            for here, there in zip(parts, wanted, strict=True)
        ):
            return page
    return None
