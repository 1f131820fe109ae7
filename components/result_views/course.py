"""The views of what became of trials: planned and actual dates, results posted, due or late."""

from typing import Any

from components.figures import breakdowns
from components.scope import of_trials
from components.slides import breakdowns as breakdown_slides
from components.view import View
from data.queries import results_status

VIEWS: tuple[View[Any], ...] = (
    View(
        slug="results-status",
        title="Results: posted, due, late",
        caption="The rule: results of an interventional trial that is completed or terminated are "
        "due one year after its primary completion (of a month without a day, after its last day). "
        "Late: that day is before the data’s date. Not yet due: still planned or running. It does "
        "not apply to other types of study and to withdrawn trials. Without date, status or type "
        "it cannot be told. The rule is stated, not judged: no file tells of delays that were "
        "granted, or which law a trial falls under.",
        query=results_status.results_status,
        figure=lambda counted, state, palette: breakdowns.field_bars(counted, palette),
        slide=lambda counted, state, sheet: breakdown_slides.field_bars(counted, sheet),
        summary=breakdowns.field_in_words,
        scope=of_trials("/outcomes", cells=("trials",)),
        columns={"label": "Results", "trials": "Trials", "share": "Share of matching trials"},
        missing=results_status.lacks,
        left_out=breakdowns.remarked,
    ),
)
