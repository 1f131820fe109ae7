"""The arms of one trial as protocols: ticks to show and compare each, and its own page."""

from typing import Any

from dash import html

from components.elements.compare_links import compare_link, show_link
from components.elements.links import link
from components.elements.markup import OWN_DIRECTION
from components.elements.request import PageRequest
from components.elements.source_lines import source_foot
from components.elements.tables import bounded
from data.queries import provenance
from data.queries.one_arm import arms_of_trial
from data.store import TrialStore

ANCHOR = "arms-day-by-day"
TITLE = "Arms day by day"
DAY_BY_DAY = "This arm day by day"
LEAD = (
    "A rule reads days, doses and routes from the record’s own words; what it cannot place stays "
    "as words."
)


def arm_days(store: TrialStore, nct_id: str, request: PageRequest) -> list[Any]:
    """The arms of a trial, a line each; nothing for a trial that lists none."""
    arms = arms_of_trial(store, nct_id)
    if not arms:
        return []
    query = request.state.to_query()
    lines = [
        html.Li(
            [
                html.Strong(bounded(arm.name), dir=OWN_DIRECTION),
                " ",
                html.Span(
                    [
                        link(DAY_BY_DAY, f"/protocols/{arm.regimen}", query),
                        show_link(request, arm.regimen),
                        compare_link(store, request, arm.regimen, "this arm"),
                        html.Span(
                            "days read by rule" if arm.has_day else "no day read",
                            className="muted",
                        ),
                    ],
                    className="arm-ticks",
                ),
            ]
        )
        for arm in arms
    ]
    return [
        html.P(LEAD, className="muted"),
        html.Ul(lines, className="arm-lines"),
        source_foot(provenance.sources_in(store)[:1]),
    ]
