"""The views of what became of trials: planned and actual dates, results posted, due or late."""

from typing import Any

from components.figures import breakdowns
from components.figures import primary_outcomes as primary_figure
from components.figures import stopped_trials as stopped_figure
from components.figures import trial_course as course_figure
from components.figures.empty import NO_TRIAL
from components.scope import RowParts, Scope, of_results, of_trials
from components.slides import breakdowns as breakdown_slides
from components.slides import trial_course as course_slide
from components.slides.text_table import text_table as table_slide
from components.view import View
from data.link.state import PageState
from data.model.amounts import amount
from data.queries import primary_outcomes, provenance, results_status, stopped_trials, trial_course
from data.store import TrialStore


def _choices(store: TrialStore, state: PageState) -> str:
    """The filters, and the order of the trials where one is chosen."""
    sort = state.table.without("find").describe(store.known)
    return "; ".join([state.filters.describe(), *sort])


def _primary_shown(store: TrialStore, state: PageState) -> str:
    number = primary_outcomes.count_trials(store, state)
    return f"{number:,} of {amount(len(store.trials), 'trial')} with posted results"


def _stopped_shown(store: TrialStore, state: PageState) -> str:
    number = len(stopped_trials.stopped(store, state))
    return f"{number:,} of {amount(len(store.trials), 'trial')} stopped"


def _every_primary(store: TrialStore, state: PageState) -> RowParts:
    """Every posted value of a primary outcome."""
    number = primary_outcomes.count_rows(store, state)
    return RowParts(number, primary_outcomes.in_chunks(store, state))


def _every_stopped(store: TrialStore, state: PageState) -> RowParts:
    return RowParts(*stopped_trials.in_chunks(store, state))


PRIMARY = Scope(
    "/outcomes",
    _choices,
    _primary_shown,
    primary_outcomes.primary_outcomes,
    lambda store, state: provenance.of_trials(store, state.filters),
    _every_primary,
    is_of_trials=True,
)
STOPPED = Scope(
    "/outcomes",
    _choices,
    _stopped_shown,
    stopped_trials.stopped_trials,
    lambda store, state: provenance.of_trials(store, state.filters),
    _every_stopped,
    is_of_trials=True,
)

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
    View(
        slug="primary-outcomes",
        title="Primary outcomes as posted",
        caption="One row a group of a primary outcome, in the record’s own words. Values, spreads, "
        "estimates and p are as posted; the kind of spread is in the data table. Nothing is pooled "
        "or compared across trials.",
        query=primary_outcomes.primary_outcomes,
        figure=lambda frame, state, palette: primary_figure.primary_outcomes(frame, palette),
        fitted=lambda frame, state, palette, width, height: primary_figure.primary_outcomes(
            frame, palette, width, height
        ),
        narrowest=1040,
        slide=lambda frame, state, sheet: table_slide(
            primary_figure.rows_of(frame),
            primary_figure.COLUMNS,
            sheet,
            "Primary outcomes",
            NO_TRIAL,
        ),
        scope=PRIMARY,
        summary=primary_figure.in_words,
        missing=primary_outcomes.lacks,
        left_out=primary_outcomes.what_is_shown,
        columns={
            "nct_id": "Trial",
            "title": "Title",
            "measure": "Primary outcome",
            "time_frame": "Time frame",
            "group": "Group",
            "analysed": "Number analysed",
            "analysed_units": "Units analysed",
            "class_title": "Row of the measure",
            "category_title": "Category",
            "posted_value": "Value as posted",
            "units": "Units of the value",
            "param_type": "Kind of value",
            "dispersion_type": "Kind of spread",
            "estimates": "Estimates as posted",
            "locator": "Where it stands",
        },
        rows_shown=_every_primary,
    ),
    View(
        slug="stopped-trials",
        title="Why trials stopped",
        caption="Trials that are terminated, withdrawn or suspended, with the reason in the "
        "record’s own words. The registry states no day of the stop; the date is that of "
        "completion.",
        query=stopped_trials.stopped_trials,
        figure=lambda frame, state, palette: stopped_figure.stopped_trials(frame, palette),
        fitted=lambda frame, state, palette, width, height: stopped_figure.stopped_trials(
            frame, palette, width, height
        ),
        narrowest=1040,
        slide=lambda frame, state, sheet: table_slide(
            stopped_figure.rows_of(frame),
            stopped_figure.COLUMNS,
            sheet,
            "Why trials stopped",
            NO_TRIAL,
        ),
        scope=STOPPED,
        summary=stopped_figure.in_words,
        missing=stopped_trials.lacks,
        left_out=stopped_trials.said_why,
        columns={
            "nct_id": "Trial",
            "title": "Title",
            "status_label": "Status",
            "why_stopped": "Why it stopped, as posted",
            "completion_words": "Completion, actual or estimated",
            "enrollment_words": "Enrolment, actual or estimated",
            "locator": "Where it stands",
        },
        rows_shown=_every_stopped,
    ),
    View(
        slug="planned-and-actual",
        title="Planned and actual",
        caption="Filled circle: an actual date; hollow: an estimated one, or one whose type is not "
        "stated. Diamond: the day on which the registry posted the record, or its results. A bar "
        "is a month of which no day is stated. The numbers started are those of the "
        "first period of the posted participant flow, group by group; groups may overlap, so they "
        "are not added up.",
        query=trial_course.trial_course,
        figure=lambda frame, state, palette: course_figure.planned_and_actual(frame, palette),
        fitted=lambda frame, state, palette, width, height: course_figure.planned_and_actual(
            frame, palette, width
        ),
        narrowest=course_figure.NARROWEST,
        slide=lambda frame, state, sheet: course_slide.planned_and_actual(frame, sheet),
        scope=of_results(trial_course.trial_course, trial_course.counted),
        summary=trial_course.in_words,
        missing=trial_course.lacks,
        left_out=trial_course.said_of_plans,
        columns={
            "event_label": "Event or number",
            "group": "Group",
            "value_words": "Date or number as posted",
            "reading_label": "Data of, or period of the flow",
            "locator": "Where it stands",
        },
    ),
)
