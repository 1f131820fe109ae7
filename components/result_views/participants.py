"""The views of participant flow and of the baseline table of one trial."""

from typing import Any

from components.figures import participant_flow
from components.scope import of_results
from components.slides import participant_flow as participant_flow_slides
from components.view import View
from data.queries import participant_flow as flow_query
from data.queries.posted_results import lacks_part

FLOW = View(
    slug="participant-flow",
    title="Participant flow",
    caption="Each column is a group and each grey band a period, as the record posts them. A box "
    "is a posted number, with the reasons below it; reasons posted as 0 are counted in one line. "
    "No line joins two periods, as a later one may start with more or fewer. A box with “!” holds "
    "numbers that contradict each other.",
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
        "comment": "Comment",
        "remark": "Remark",
        "locator": "Where it stands",
    },
    file_columns={"group_description": "Description of the group"},
)

VIEWS: tuple[View[Any], ...] = (FLOW,)
