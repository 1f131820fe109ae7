"""The views of outcomes by arm and of analyses of one trial."""

from typing import Any

from components.figures import forest, forest_grid, outcome_by_arm, outcome_grid
from components.figures.group_marks import MARKS_BY_ORDER
from components.scope import of_results
from components.slides import forest as forest_slides
from components.slides import outcome_by_arm as outcome_slides
from components.view import View
from data.queries import posted_analyses, posted_outcome
from data.queries.as_read import as_read
from data.queries.posted_results import lacks_part


def _sentences(*said: str) -> str:
    return " ".join(filter(None, said))


OUTCOME = View(
    slug="outcome-by-arm",
    title="Outcome by arm",
    caption="Each mark is a value that the record posts for a group, with its spread as posted; "
    "n is the number analysed. The record does not say which direction is the better one. "
    f"{MARKS_BY_ORDER}",
    hint="Hover over a row or a mark for its words.",
    query=posted_outcome.outcome_by_arm,
    figure=lambda frame, state, palette: outcome_by_arm.outcome_by_arm(
        frame, palette, state.results.outcome_part
    ),
    fitted=lambda frame, state, palette, width, height: outcome_by_arm.outcome_by_arm(
        frame, palette, state.results.outcome_part, width, height
    ),
    narrowest=outcome_by_arm.NARROWEST,
    slide=lambda frame, state, sheet: outcome_slides.outcome_by_arm(frame, sheet),
    scope=of_results(posted_outcome.outcome_by_arm, posted_outcome.counted),
    summary=lambda frame: posted_outcome.in_words(as_read(frame)),
    left_out=lambda frame: _sentences(
        outcome_grid.marks_in_words(frame), posted_outcome.left_out(as_read(frame))
    ),
    missing=posted_outcome.lacks_outcome,
    columns={
        "measure": "Outcome measure",
        "time_frame": "Time frame",
        "row_label": "Class and category",
        "group": "Posted group",
        "analysed": "Number analysed",
        "cell": "Value as posted",
        "param": "Kind of value",
        "spread_kind": "Kind of spread",
        "units": "Units",
        "difference_words": "Raw difference worked out here, second minus first",
        "comment": "Comment",
        "remark": "Remark",
        "locator": "Where it stands",
    },
    file_columns={
        "value": "Value",
        "spread": "Spread",
        "lower": "Lower limit",
        "upper": "Upper limit",
        "percent": "Percentage worked out",
        "description": "Description of the measure",
        "population": "Population of the measure",
        "group_description": "Description of the group",
    },
)

ESTIMATES = View(
    slug="posted-estimates",
    title="Estimates as posted",
    caption="Each row is an analysis that the record posts, with its estimate, interval and p "
    "value; nothing is pooled. Groups stand in the order posted; where the record’s words say "
    "which is compared with which, they stand with the row.",
    hint="Hover over a row for its words.",
    query=posted_analyses.posted_analyses,
    figure=lambda frame, state, palette: forest.forest(frame, palette, state.results.forest_part),
    fitted=lambda frame, state, palette, width, height: forest.forest(
        frame, palette, state.results.forest_part, width, height
    ),
    narrowest=forest.NARROWEST,
    slide=lambda frame, state, sheet: forest_slides.forest(frame, sheet),
    scope=of_results(posted_analyses.posted_analyses, posted_analyses.counted),
    summary=lambda frame: posted_analyses.in_words(as_read(frame)),
    left_out=lambda frame: _sentences(
        forest_grid.marks_in_words(frame), posted_analyses.left_out(as_read(frame))
    ),
    missing=lambda store, state: lacks_part(store, state, "results_analyses"),
    columns={
        "measure": "Outcome measure",
        "compared": "Groups in the order posted",
        "param_type": "Parameter as posted",
        "estimate_kind_label": "Kind of estimate",
        "estimate_words": "Estimate as posted",
        "interval_label": "Interval",
        "p_value": "p value as posted",
        "method": "Method",
        "design": "Type of test",
        "comment": "Comment",
        "remark": "Remark",
        "locator": "Where it stands",
    },
    file_columns={
        "param_value": "Estimate",
        "lower": "Lower limit",
        "upper": "Upper limit",
        "interval_percent": "Per cent of the interval",
        "units": "Units",
        "time_frame": "Time frame",
    },
)

VIEWS: tuple[View[Any], ...] = (OUTCOME, ESTIMATES)
