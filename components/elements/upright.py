"""Figures upright: what a phone shows in place of a graph that is too wide for it.

HTML and not a drawing, so that its words wrap and keep their size; assets/upright.css shows it
up to 600 px and hides the graph there.
"""

from collections.abc import Callable, Mapping

from components.elements.markup import Markup, piece
from components.elements.request import PageRequest
from components.elements.upright_arms import arms_upright
from components.elements.upright_comparison import comparison_upright
from components.elements.upright_glance import glance_upright
from components.elements.upright_grafts import grafts_upright
from components.elements.upright_matrix import matrix_upright
from components.elements.upright_plan import plan_upright
from components.elements.upright_results import (
    baseline_upright,
    course_upright,
    estimates_upright,
    events_upright,
    flow_upright,
    outcome_upright,
)
from components.elements.upright_schedule import schedule_upright
from components.elements.upright_table import table_upright
from components.elements.upright_timeline import timeline_upright
from components.figures import primary_outcomes, stopped_trials
from components.view import Rendered

Upright = Callable[[Rendered, PageRequest], list[Markup]]


def _timeline(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return timeline_upright(drawn.frame, request.palette, request.state.protocols.window)


def _glance(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return glance_upright(drawn.frame, request.palette)


def _matrix(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return matrix_upright(drawn.frame, request.palette)


def _arms(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return arms_upright(drawn.frame, request.palette)


def _grafts(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return grafts_upright(drawn.frame, request.palette)


def _comparison(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return comparison_upright(drawn.frame, request.palette)


def _schedule(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return schedule_upright(drawn.frame)


def _plan(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return plan_upright(drawn.frame)


def _primary(drawn: Rendered, request: PageRequest) -> list[Markup]:
    rows = primary_outcomes.rows_of(drawn.frame)
    return table_upright(rows, primary_outcomes.COLUMNS, drawn.view.title)


def _stopped(drawn: Rendered, request: PageRequest) -> list[Markup]:
    rows = stopped_trials.rows_of(drawn.frame)
    return table_upright(rows, stopped_trials.COLUMNS, drawn.view.title)


def _flow(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return flow_upright(drawn.frame, request.state.results.trial)


def _baseline(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return baseline_upright(drawn.frame, request.state.results.trial)


def _course(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return course_upright(drawn.frame)


def _events(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return events_upright(drawn.frame, request.state.results.trial)


def _outcome(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return outcome_upright(drawn.frame, request.state.results.trial)


def _estimates(drawn: Rendered, request: PageRequest) -> list[Markup]:
    return estimates_upright(drawn.frame, request.state.results.trial)


UPRIGHT: Mapping[str, Upright] = {
    "adverse-events": _events,
    "agent-matrix": _matrix,
    "arm-matrix": _arms,
    "at-a-glance": _glance,
    "graft-function": _grafts,
    "primary-outcomes": _primary,
    "stopped-trials": _stopped,
    "protocol-timeline": _timeline,
    "baseline-table": _baseline,
    "comparison": _comparison,
    "comparison-timeline": _timeline,
    "participant-flow": _flow,
    "outcome-by-arm": _outcome,
    "planned-and-actual": _course,
    "posted-estimates": _estimates,
    "schedule-of-activities": _schedule,
    "study-design": _plan,
}
"""Slug of a view -> its upright version."""

HAS_UPRIGHT = "has-upright"
"""Class of a picture that gives way to its upright version on a phone."""


def upright(drawn: Rendered, request: PageRequest) -> Markup | None:
    """The upright version of a view; none of one that has none, or nothing to show."""
    make = UPRIGHT.get(drawn.view.slug)
    if make is None or drawn.frame.empty:
        return None
    return piece("div", *make(drawn, request), className="upright")
