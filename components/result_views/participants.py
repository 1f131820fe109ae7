"""The views of participant flow and of the baseline table of one trial."""

from typing import Any

from components.figures import baseline_table, participant_flow
from components.scope import of_results
from components.slides import baseline_table as baseline_slides
from components.slides import participant_flow as participant_flow_slides
from components.view import View
from data.queries import baseline_table as baseline_query
from data.queries import participant_flow as flow_query
from data.queries.posted_results import lacks_part

FLOW = View(
    slug="participant-flow",
    title="Participant flow",
    caption="Each column is a group and each grey band a period, as the record posts them. Down "
    "the line: started and completed; the arrow to the right: not completed, with the reasons. "
    "Other milestones, such as how many were analysed, stand beside the line in a dashed box: "
    "the record does not say which of them are steps. No line joins two periods, as a later "
    "one may start with more or fewer. “!”: a number that does not fit the others.",
    hint="Hover over a box or a group’s title for its words.",
    query=flow_query.participant_flow,
    figure=lambda frame, state, palette: participant_flow.participant_flow(
        frame, palette, state.results.flow_part
    ),
    fitted=lambda frame, state, palette, width, height: participant_flow.participant_flow(
        frame, palette, state.results.flow_part, width, height
    ),
    narrowest=participant_flow.NARROWEST,
    slide=lambda frame, state, sheet: participant_flow_slides.participant_flow(frame, sheet),
    scope=of_results(flow_query.participant_flow, flow_query.counted),
    summary=flow_query.in_words,
    left_out=flow_query.left_out,
    missing=lambda store, state: lacks_part(store, state, "results_flow"),
    columns={
        "period": "Period",
        "group": "Posted group",
        "kind_label": "Kind of number",
        "label": "Milestone or reason",
        "shown": "Number as posted",
        "comment": "Comment as posted",
        "remark": "Remark",
        "locator": "Where it stands",
    },
    file_columns={"group_description": "Description of the group"},
)

BASELINE = View(
    slug="baseline-table",
    title="Who they were: baseline",
    caption="Each row is a measure, or a part of one, as the record posts it; the grey words at "
    "its name say what its numbers are. On screen a bar behind a count is its percentage. “–”: "
    "the record posts no value here.",
    hint="Hover over a cell or a name for its words.",
    query=baseline_query.baseline_table,
    figure=lambda frame, state, palette: baseline_table.baseline_table(
        frame, palette, state.results.baseline_part
    ),
    fitted=lambda frame, state, palette, width, height: baseline_table.baseline_table(
        frame, palette, state.results.baseline_part, width, height
    ),
    narrowest=baseline_table.NARROWEST,
    slide=lambda frame, state, sheet: baseline_slides.baseline_table(frame, sheet),
    scope=of_results(baseline_query.baseline_table, baseline_query.counted),
    summary=baseline_query.in_words,
    left_out=baseline_query.left_out,
    missing=lambda store, state: lacks_part(store, state, "results_baseline"),
    columns={
        "measure": "Baseline measure",
        "row_label": "Class and category",
        "kind_words": "Kind of number and units",
        "group": "Posted group",
        "cell": "Value as posted",
        "analysed": "Number analysed",
        "comment": "Comment as posted",
        "remark": "Remark",
        "locator": "Where it stands",
    },
    file_columns={
        "value": "Number of the value",
        "spread": "Size of the spread",
        "lower": "Lower end of the spread",
        "upper": "Upper end of the spread",
        "percent": "Percentage worked out",
        "description": "Description of the measure",
        "population": "Population of the measure",
        "group_description": "Description of the group",
    },
)

VIEWS: tuple[View[Any], ...] = (FLOW, BASELINE)
