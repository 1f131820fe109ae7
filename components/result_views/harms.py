"""The views of adverse events of one trial."""

from typing import Any

import pandas as pd

from components.figures import adverse_events as events_figure
from components.figures.group_marks import MARKS_BY_ORDER
from components.scope import of_results
from components.slides import adverse_events as events_slides
from components.theme import Palette
from components.view import View
from data.link.state import PageState
from data.queries import adverse_events as events_query
from data.queries.as_read import as_read


def _figure(
    frame: pd.DataFrame, state: PageState, palette: Palette, *room: float
) -> dict[str, Any]:
    options = state.results
    return events_figure.adverse_events(
        frame, palette, options.events_by, options.events_part, *room
    )


def _marks_in_words(frame: pd.DataFrame) -> str:
    """A sentence on how serious events are marked; empty where there are none."""
    if not (frame["event_kind"] == "SERIOUS").any():
        return ""
    return "Serious events are marked as such; the other terms are not serious."


VIEWS: tuple[View[Any], ...] = (
    View(
        slug="adverse-events",
        title="Adverse events",
        missing=events_query.lacks_events,
        caption="Percentages are affected of those at risk, worked out of the posted counts. "
        "Groups as the adverse event section names them; they need not be the arms of the trial. "
        f"{MARKS_BY_ORDER} "
        "A person may stand in several rows, so rows may not be added up.",
        query=events_query.adverse_events,
        figure=_figure,
        fitted=_figure,
        narrowest=events_figure.NARROWEST,
        slide=lambda frame, state, sheet: events_slides.adverse_events(
            frame, sheet, state.results.events_by
        ),
        scope=of_results(events_query.posted_rows, events_query.counted, events_query.chosen_words),
        summary=lambda frame: events_query.in_words(as_read(frame)),
        left_out=lambda frame: f"{_marks_in_words(frame)} {events_query.left_out(frame)}".strip(),
        hint="Hover over a term or a dot for the counts of all groups drawn.",
        columns={
            "event_kind_label": "Kind of event",
            "organ_system": "Organ system",
            "term": "Adverse event",
            "group": "Group of the events",
            "affected": "Affected",
            "at_risk": "At risk",
            "events": "Events",
            "percent_words": "Percentage affected",
            "contrast_words": "Second group against first",
            "remark": "Remark on the counts",
            "locator": "Where it stands",
        },
        file_columns={
            "percent": "Per cent affected, as a number",
            "contrast": "Contrast",
            "estimate": "Estimate of the contrast",
            "lower": "Lower end of its 95 % interval",
            "upper": "Upper end of its 95 % interval",
        },
    ),
)
