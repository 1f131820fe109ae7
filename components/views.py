"""The registry of views: one entry a figure, shared by pages, callbacks and downloads.

``VIEWS[slug].render`` is the one way from an address to a figure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.figures import (
    activity_schedule,
    agent_matrix,
    arm_matrix,
    at_a_glance,
    breakdowns,
    chimerism,
    class_comparison,
    graft_rows,
    islet_mass,
    maps,
    registration,
    study_plan,
    swimmer,
    then_and_since,
    trial_list,
)
from components.figures import then_and_now as then_and_now_figure
from components.figures.timeline import timelines
from components.result_views import RESULT_VIEWS
from components.scope import (
    AT_A_GLANCE,
    COHORTS,
    COMPARISON,
    MAP,
    PROTOCOLS,
    SCHEDULE,
    STUDY_PLAN,
    THEN_AND_NOW,
    TRIAL_LIST,
    Scope,
    TrialsOf,
    list_in_parts,
    of_arms,
    of_both,
    of_outcomes,
    of_trials,
)
from components.slides import activity_schedule as schedule_slides
from components.slides import agent_matrix as agent_matrix_slide
from components.slides import arm_matrix as arm_matrix_slide
from components.slides import at_a_glance as at_a_glance_slide
from components.slides import breakdowns as breakdown_slides
from components.slides import chimerism as chimerism_slide
from components.slides import class_comparison as class_comparison_slide
from components.slides import islet_mass as islet_mass_slide
from components.slides import maps as map_slide
from components.slides import registration as registry_slides
from components.slides import study_plan as study_plan_slides
from components.slides import swimmer as swimmer_slide
from components.slides import then_and_now as then_and_now_slide
from components.slides import then_and_since as then_and_since_slide
from components.slides import timeline as timeline_slides
from components.slides import trial_list as trial_list_slide
from components.theme import Palette
from components.view import (
    NOTHING_CHOSEN,
    Lacks,
    Needs,
    Query,
    Swatch,
    View,
    needing_trials,
    saying_what_lacks,
)
from data.index.breakdowns import Breakdown, Charted, CrossBreakdown
from data.link import trial_fields
from data.link.filters import FILTER_LABELS, FILTERS, STARTED_FROM
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import activity_schedule as schedule_query
from data.queries import agent_matrix as agent_matrix_query
from data.queries import arm_matrix as arm_matrix_query
from data.queries import class_comparison as class_comparison_query
from data.queries import (
    comparison,
    condition_groups,
    outcomes,
    places,
    regimens,
    then_and_now,
    trial_table,
    trials,
)
from data.queries import registration as registry_query
from data.queries import study_plan as study_plan_query
from data.queries import then_and_since as then_and_since_query
from data.queries.how_known import how_known
from data.store import TrialStore

PROTOCOLS_NEEDED = Needs(
    "regimen_events", "This dataset has no protocol events; they are part of the 2010 review."
)
REGIMENS_NEEDED = replace(PROTOCOLS_NEEDED, frame="regimens")
STUDY_NEEDED = Needs(
    "study_designs",
    "This dataset has no study protocol with visits and activities, such as a USDM file holds.",
)


@dataclass(frozen=True)
class ProtocolsOrArms(Needs):
    """Protocols of the dataset, arms of its records, or protocols of a dataset beside it."""

    def missing(self, store: TrialStore, state: PageState = NOTHING_CHOSEN) -> str:
        if store.has_arms or store.has_protocols_beside:
            return ""
        return super().missing(store, state)


PROTOCOL_PAGES_NEED = ProtocolsOrArms(PROTOCOLS_NEEDED.frame, PROTOCOLS_NEEDED.lacks)
NONE_CHOSEN = (
    "Nothing is chosen: choose arms of trials, or protocols of another dataset, on Protocols."
)
"""For a dataset without protocols of its own."""
OUTCOMES_NEEDED = Needs(
    "outcomes",
    "This dataset has no outcomes of patients, such as graft function, chimerism and islet mass; "
    "they are part of the 2010 review.",
)


@dataclass(frozen=True)
class OutcomesOrResults(Needs):
    """Outcomes of patients, or posted results of trials."""

    def missing(self, store: TrialStore, state: PageState = NOTHING_CHOSEN) -> str:
        return "" if store.has_results else super().missing(store, state)


OUTCOME_PAGE_NEEDS = OutcomesOrResults(OUTCOMES_NEEDED.frame, OUTCOMES_NEEDED.lacks)
GRAFTS_NEEDED = replace(OUTCOMES_NEEDED, frame="graft_function")


def _lacks_protocols(store: TrialStore, state: PageState) -> str:
    """The sentence for a dataset without protocols, or without any that is chosen."""
    chosen = store.regimens["regimen"].isin(state.protocols.regimen).any()
    if chosen or store.alone.has(PROTOCOLS_NEEDED.frame):
        return ""
    return PROTOCOL_PAGES_NEED.missing(store) or NONE_CHOSEN


def _too_few_compared(store: TrialStore, state: PageState) -> str:
    compared = comparison.compared(store, state)
    if len(compared) >= comparison.FEWEST and store.has(PROTOCOLS_NEEDED.frame):
        return ""
    if not compared and not store.alone.has(PROTOCOLS_NEEDED.frame):
        return PROTOCOL_PAGES_NEED.missing(store) or NONE_CHOSEN
    return "One protocol alone is compared with nothing: choose at least two."


NOT_HELD = "Not in this file: the imported file does not hold what this figure counts."


def absent_field(store: TrialStore, key: str) -> str:
    """Says why an import has no field of trials: its files lack it, or no record states it."""
    label = FILTER_LABELS[key].lower()
    places = [(each.frame, each.column) for each in FILTERS if each.key == key]
    if any(store.not_in_file(*place) for place in places):
        return NOT_HELD
    if key in trials.DERIVED:
        return f"No record of this dataset has words from which its {label} could be derived."
    return f"No record of this dataset states its {label}."


def _lacks_field(*keys: str) -> Lacks:
    """The sentence for the first of the fields that a dataset lacks."""

    def lacks(store: TrialStore, state: PageState) -> str:
        for key in keys:
            if key not in store.facets:
                return absent_field(store, key)
            if not len(store.facets[key].in_data):
                return f"No trial of this dataset states its {FILTER_LABELS[key].lower()}."
        return ""

    return lacks


def _lacks_registry_field(key: str) -> Lacks:
    def lacks(store: TrialStore, state: PageState) -> str:
        if key in store.facets:
            return ""
        return absent_field(store, key) if store.origin else registration.ABSENT[key]

    return lacks


def _lacks_enrollment(store: TrialStore, state: PageState) -> str:
    if store.not_in_file("trials", "enrollment"):
        return NOT_HELD
    return ""


def _lacks_places(store: TrialStore, state: PageState) -> str:
    if store.not_in_file("trial_organisations", "country"):
        return NOT_HELD
    return ""


FRAMES_OF = {each.key: (each.frame,) for each in FILTERS if each.frame != "trials"}
"""Filter key -> the frame besides ``trials`` whose rows it counts."""


def _field_view(slug: str, key: str, caption: str = "Each trial counts once.") -> View[Breakdown]:
    label = FILTER_LABELS[key]
    return View(
        slug=slug,
        title=f"Trials by {label.lower()}",
        caption=caption,
        query=lambda store, state: trials.breakdown(store, state.filters, key),
        figure=lambda counted, state, palette: breakdowns.field_bars(counted, palette),
        slide=lambda counted, state, sheet: breakdown_slides.field_bars(counted, sheet),
        summary=breakdowns.field_in_words,
        scope=of_trials("/design", *FRAMES_OF.get(key, ())),
        columns={"label": label, "trials": "Trials", "share": "Share of matching trials"},
        missing=_lacks_field(key),
        left_out=breakdowns.remarked,
    )


def _cross_columns(rows: str, columns: str) -> dict[str, str]:
    return {
        "row_label": FILTER_LABELS[rows],
        "column_label": FILTER_LABELS[columns],
        "trials": "Trials",
        "row_total": "Trials in the row",
        "share": "Share of the row",
    }


def _words_of(shown: Charted) -> Iterable[tuple[str, str]]:
    """Each code with its label."""
    return zip(shown.codes, shown.labels, strict=True)


def _phase_legend(counted: CrossBreakdown, palette: Palette) -> tuple[Swatch, ...]:
    return tuple(
        Swatch(label, palette.of_phase(code), breakdowns.pattern_of(code))
        for code, label in _words_of(counted.columns)
    )


def _by_phase(key: str) -> Query[CrossBreakdown]:
    return lambda store, state: trials.cross_breakdown(store, state.filters, key, "phase")


def _phase_view(
    slug: str, key: str, caption: str, query: Query[CrossBreakdown] | None = None
) -> View[CrossBreakdown]:
    """A bar a value of a field, divided by phase; query: counts otherwise than by the field."""
    return View(
        slug=slug,
        title=f"Phase by {FILTER_LABELS[key].lower()}",
        caption=caption,
        query=query or _by_phase(key),
        figure=lambda counted, state, palette: breakdowns.stacked_bars(
            counted,
            palette,
            {code: palette.of_phase(code) for code in v.PHASE.codes},
            share=state.design.measure == "share",
        ),
        slide=lambda counted, state, sheet: breakdown_slides.stacked_bars(
            counted,
            sheet,
            {code: sheet.palette.of_phase(code) for code in v.PHASE.codes},
            share=state.design.measure == "share",
        ),
        summary=breakdowns.cross_in_words,
        scope=of_trials("/design", *FRAMES_OF.get(key, ())),
        columns=_cross_columns(key, "phase"),
        legend=_phase_legend,
        missing=_lacks_field(key),
        left_out=breakdowns.remarked,
    )


def _one_of(regimens: tuple[str, ...], agents: tuple[str, ...]) -> tuple[str, str]:
    """The one cohort and agent that a page shows; two empty texts where there are more."""
    if len(regimens) == 1 and len(agents) == 1:
        return regimens[0], agents[0]
    return "", ""


def _registry_view(slug: str, key: str, title: str, caption: str) -> View[Breakdown]:
    return View(
        slug=slug,
        title=title,
        caption=caption,
        query=lambda store, state: trials.breakdown(store, state.filters, key),
        figure=lambda counted, state, palette: breakdowns.field_bars(counted, palette),
        slide=lambda counted, state, sheet: breakdown_slides.field_bars(counted, sheet),
        summary=breakdowns.field_in_words,
        missing=_lacks_registry_field(key),
        scope=of_trials("/registry", *FRAMES_OF.get(key, ())),
        columns={"label": FILTER_LABELS[key], "trials": "Trials", "share": "Share of trials"},
    )


def _year_legend(frame: pd.DataFrame, palette: Palette) -> tuple[Swatch, ...]:
    labels = dict(zip(frame["phase"].tolist(), frame["phase_label"].tolist(), strict=True))
    return tuple(
        Swatch(label, palette.of_phase(code), breakdowns.pattern_of(code))
        for code, label in labels.items()
    )


def _enrollment_legend(counted: CrossBreakdown, palette: Palette) -> tuple[Swatch, ...]:
    colours = registration.enrollment_colours(palette)
    return tuple(
        Swatch(label, colours[code], registration.pattern_of(code))
        for code, label in _words_of(counted.columns)
    )


def _change_legend(frame: pd.DataFrame, palette: Palette) -> tuple[Swatch, ...]:
    colours = then_and_now_figure.colours_of(palette)
    words = then_and_now_figure.SHAPE_WORDS
    kinds = then_and_now_figure.kinds_drawn(frame) if len(frame) else ()
    return tuple(Swatch(words[code], colours[code]) for code in kinds)


def _since_legend(frame: pd.DataFrame, palette: Palette) -> tuple[Swatch, ...]:
    drawn = frame[frame["trials"] > 0]
    order = drawn["phase"].map(v.PHASE.codes.index)
    return _year_legend(drawn.loc[order.sort_values(kind="stable").index], palette)


def _both_legend(frame: pd.DataFrame, palette: Palette) -> tuple[Swatch, ...]:
    colours = then_and_since.colours_of(palette)
    marks = {then_and_since_query.REVIEW: "diamonds", then_and_since_query.SINCE: "circles"}
    return tuple(
        Swatch(f"{label}, {marks[code]}", colours[code])
        for code, label in then_and_since_query.LABELS.items()
    )


SEVERAL = "A trial with several counts once in each, so the bars add up to more than the trials."

DAYS_AS_DRAWN = (
    "Day 0 is the event named beside each protocol. What a protocol does not mention is left empty."
)

EVENT_COLUMNS = {
    "regimen_label": "Protocol",
    "role_label": "Role",
    "agent_name": "Agent",
    "class_label": "Class",
    "arm_label": "Arm",
    "start_words": "Start",
    "end_words": "End",
    "dose": "Dose",
    "route": "Route",
    "schedule": "Schedule",
    "trough_target": "Trough target",
    "patients": "Patients",
    "alternative_to": "Or",
    "certainty_label": "Certainty",
    "remark": "Remark",
    "locator": "Where it stands",
}
"""Columns of an event that the data table of a timeline shows, and their headings."""


def _timeline_view(
    slug: str,
    title: str,
    caption: str,
    query: Query[pd.DataFrame],
    scope: Scope,
    missing: Lacks,
) -> View[pd.DataFrame]:
    """A timeline of protocols in the window and part of the state."""

    def figure(
        frame: pd.DataFrame, state: PageState, palette: Palette, *room: float
    ) -> dict[str, Any]:
        options = state.protocols
        return timelines.protocol_timeline(frame, palette, options.window, options.part, *room)

    return View(
        slug=slug,
        title=title,
        missing=missing,
        caption=caption,
        left_out=how_known,
        query=query,
        figure=figure,
        fitted=figure,
        narrowest=timelines.NARROWEST,
        slide=lambda frame, state, sheet: timeline_slides.protocol_timeline(
            frame, sheet, state.protocols.window
        ),
        scope=scope,
        summary=timelines.in_words,
        columns=EVENT_COLUMNS,
    )


def _arm_view(
    slug: str, trials_of: TrialsOf, path: str, *, own_page: bool = False
) -> View[pd.DataFrame]:
    """The matrix of the trials that a state names; path and own_page as ``of_arms`` has them."""

    def figure(
        frame: pd.DataFrame, state: PageState, palette: Palette, *room: float
    ) -> dict[str, Any]:
        return arm_matrix.arm_matrix(frame, palette, state.protocols.part, *room)

    return View(
        slug=slug,
        title="Which arm has which intervention",
        missing=lambda store, state: arm_matrix_query.lacks(store, trials_of(store, state)),
        caption="Filled: the record lists the intervention for the arm. Colour: the class of "
        "the agent where its name or a MeSH term of the record tells it, else the type of "
        "intervention.",
        hint="Hover over a name or a cell for the whole of it.",
        query=lambda store, state: arm_matrix_query.arm_matrix(store, trials_of(store, state)),
        figure=figure,
        fitted=figure,
        narrowest=arm_matrix.NARROWEST,
        slide=lambda frame, state, sheet: arm_matrix_slide.arm_matrix(frame, sheet),
        scope=of_arms(path, trials_of, own_page=own_page),
        summary=arm_matrix_query.in_words,
        left_out=arm_matrix_query.left_out,
        columns={
            "nct_id": "Trial",
            "arm_name": "Arm of the trial",
            "arm_type_label": "Type of arm",
            "intervention": "Intervention",
            "type_label": "Type of intervention",
            "class_label": "Class or type",
            "class_basis": "Known by",
            "link_label": "Link",
            "locator": "Where it stands",
        },
    )


_EVERY: tuple[View[Any], ...] = (
    View(
        slug="trial-map",
        title="Where the trials are",
        caption="A trial in two countries counts once in each and once in the total. Country "
        "borders are those of the map's public base data. Cities are points with the "
        "coordinates of the city, not of the hospital; a bubble's area is its number.",
        query=lambda store, state: places.trial_places(store, state.filters, state.map),
        figure=lambda frame, state, palette: maps.trial_map(frame, palette, state.map),
        fitted=lambda frame, state, palette, width, height: maps.trial_map(
            frame, palette, state.map, maps.width_in(state.map, width, height)
        ),
        narrowest=1000,
        slide=lambda frame, state, sheet: map_slide.trial_map(
            frame, sheet, state.map, state.filters.codes("country")
        ),
        scope=MAP,
        summary=maps.in_words,
        missing=_lacks_places,
        left_out=maps.left_out,
        columns={
            "country_name": "Country",
            "city": "City",
            "value_words": "Shown on the map",
            "trials": "Trials",
            "organisations": "Organisations",
            "names": "Organisations by name",
        },
        file_columns={
            "value": "Number on the map",
            "enrollment": "Enrolment where stated",
            "enrollment_stated": "Trials that state an enrolment",
        },
    ),
    _phase_view(
        "phase-by-condition",
        "condition",
        SEVERAL,
        lambda store, state: condition_groups.phase_by_condition(store, state.filters),
    ),
    _phase_view(
        "phase-by-country",
        "country",
        SEVERAL + " Every organisation with a stated country counts.",
    ),
    _field_view("allocation", "allocation"),
    _field_view("masking", "masking"),
    _field_view("control", "control", "A trial with several counts once in each."),
    _field_view("intervention-model", "model"),
    _field_view("primary-purpose", "purpose"),
    _field_view("cell-product", "product", SEVERAL),
    _field_view("donor", "donor", SEVERAL),
    View(
        slug="allocation-by-masking",
        title="Allocation and masking together",
        caption="Each trial stands in one cell; a dot is no trial.",
        query=lambda store, state: trials.cross_breakdown(
            store, state.filters, "allocation", "masking"
        ),
        figure=lambda counted, state, palette: breakdowns.matrix(counted, palette),
        slide=lambda counted, state, sheet: breakdown_slides.matrix(counted, sheet),
        scope=of_trials("/design"),
        summary=breakdowns.cross_in_words,
        missing=_lacks_field("allocation", "masking"),
        columns=_cross_columns("allocation", "masking"),
    ),
    View(
        slug="at-a-glance",
        title="Protocols at a glance",
        missing=_lacks_protocols,
        left_out=how_known,
        caption="Agents in words, not to scale; “in 2”: in two patients. “None” is printed so.",
        hint="Hover for dose and source; click a protocol for its page.",
        query=regimens.glance_events,
        figure=lambda frame, state, palette: at_a_glance.at_a_glance(
            frame, palette, whole=regimens.shows_whole(state)
        ),
        fitted=lambda frame, state, palette, width, height: at_a_glance.at_a_glance(
            frame, palette, whole=regimens.shows_whole(state), width=width, height=height
        ),
        narrowest=at_a_glance.NARROWEST_PICTURE,
        slide=lambda frame, state, sheet: at_a_glance_slide.at_a_glance(
            frame, sheet, whole=regimens.shows_whole(state)
        ),
        scope=AT_A_GLANCE,
        summary=at_a_glance.in_words,
        columns=EVENT_COLUMNS,
    ),
    _timeline_view(
        "protocol-timeline",
        "Protocols day by day",
        DAYS_AS_DRAWN,
        regimens.drawn,
        PROTOCOLS,
        _lacks_protocols,
    ),
    View(
        slug="agent-matrix",
        title="Which agent in which protocol",
        missing=_lacks_protocols,
        caption="A cell says for whom; what a protocol does not mention is left empty.",
        left_out=agent_matrix_query.what_is_shown,
        hint="Click a cell for its events and where they stand; in the table the cells are links.",
        query=lambda store, state: agent_matrix_query.agent_matrix(store, state.protocols.regimen),
        figure=lambda frame, state, palette: agent_matrix.matrix(
            frame, palette, _one_of(state.protocols.regimen, state.protocols.agent)
        ),
        narrowest=agent_matrix.NARROWEST,
        slide=lambda frame, state, sheet: agent_matrix_slide.matrix(frame, sheet),
        scope=COHORTS,
        summary=agent_matrix_query.in_words,
        columns={
            "agent_code": "Agent",
            "cohort_label": "Protocol",
            "state_label": "For whom",
            "two_numbers": "Patients, text/Table 4",
            "table_4_label": "For whom by Table 4",
            "event_states": "Events and their patients",
            "locators": "Where it stands",
        },
        table=agent_matrix_query.in_rows,
    ),
    _arm_view("arm-matrix", arm_matrix_query.trials_of, "/protocols", own_page=True),
    View(
        slug="schedule-of-activities",
        title="Schedule of activities",
        missing=STUDY_NEEDED.missing,
        caption="A dot: the file has the activity at this visit; a ring: only under a "
        "condition. Days are counted from the fixed reference of the main timeline, a window "
        "is days before and after its day. What no visit has is left empty.",
        hint="Hover over a mark for the visit, its condition and its place in the file.",
        query=schedule_query.activity_schedule,
        figure=lambda frame, state, palette: activity_schedule.schedule(
            frame, palette, state.protocols.activities
        ),
        fitted=lambda frame, state, palette, width, height: activity_schedule.schedule(
            frame, palette, state.protocols.activities, width, height
        ),
        narrowest=activity_schedule.NARROWEST,
        slide=lambda frame, state, sheet: schedule_slides.schedule(frame, sheet),
        scope=SCHEDULE,
        summary=schedule_query.in_words,
        left_out=schedule_query.left_out,
        columns={
            "activity": "Activity",
            "visit": "Visit",
            "encounter": "Encounter",
            "epoch": "Epoch",
            "timeline": "Timeline",
            "day_words": "Day of the visit",
            "window_words": "Window",
            "mark_label": "At this visit",
            "condition": "Under the condition",
            "runs": "Sub-timeline that it runs",
            "day_basis": "How it has its day",
            "remark": "Remark",
            "locator": "Where it stands",
        },
        table=schedule_query.in_rows,
    ),
    View(
        slug="study-design",
        title="Study design: arms, epochs and visits",
        missing=STUDY_NEEDED.missing,
        caption="Boxes are the elements of an arm in the file’s own words; no dose is joined "
        "to an arm, as the file joins none. A diamond is a visit on its day, the bar its "
        "window; a bracket is one round of a cycle, which repeats as often as its words say.",
        hint="Hover over a box or mark for its words and its place in the file.",
        query=study_plan_query.study_plan,
        figure=lambda frame, state, palette: study_plan.study_plan(
            frame, palette, state.protocols.visits
        ),
        fitted=lambda frame, state, palette, width, height: study_plan.study_plan(
            frame, palette, state.protocols.visits, width, height
        ),
        narrowest=study_plan.NARROWEST,
        slide=lambda frame, state, sheet: study_plan_slides.study_plan(frame, sheet),
        scope=STUDY_PLAN,
        summary=study_plan_query.in_words,
        left_out=study_plan_query.left_out,
        columns={
            "part_label": "Part of the design",
            "arm": "Study arm",
            "epoch": "Epoch",
            "element": "Element",
            "words": "In its words",
            "visit": "Visit or decision",
            "encounter": "Encounter",
            "day_words": "Day of the visit",
            "window_words": "Window",
            "day_basis": "How it has its day",
            "every_words": "Repeats",
            "remark": "Remark",
            "locator": "Where it stands",
        },
    ),
    View(
        slug="comparison",
        title="What differs, class by class",
        missing=_too_few_compared,
        caption="Different: two stated things differ, or a printed none stands against an "
        "agent. What only some of the protocols state is said apart and is no difference "
        "between them. Days and months may be worked out from the sources’ words; a drug "
        "without a day or dose has none in the sources.",
        hint="Hover over a text for its place in the source.",
        left_out=class_comparison_query.said_of_days,
        query=class_comparison_query.by_class,
        figure=lambda frame, state, palette: class_comparison.class_comparison(frame, palette),
        fitted=lambda frame, state, palette, width, height: class_comparison.class_comparison(
            frame, palette, width
        ),
        narrowest=class_comparison.NARROWEST,
        slide=lambda frame, state, sheet: class_comparison_slide.class_comparison(frame, sheet),
        scope=COMPARISON,
        summary=class_comparison_query.in_words,
        columns={
            "class_label": "Class",
            "verdict_label": "Verdict",
            "differs": "What differs",
            "short_label": "Protocol",
            "text": "What is stated",
            "locators": "Where it stands",
        },
    ),
    _timeline_view(
        "comparison-timeline",
        "The protocols one under the other, day by day",
        DAYS_AS_DRAWN,
        comparison.compared_events,
        COMPARISON,
        _too_few_compared,
    ),
    View(
        slug="graft-function",
        title="Graft function, patient by patient where the text tells them apart",
        missing=GRAFTS_NEEDED.missing,
        caption="A bar is the time with graft function as the text states it. A loss without a "
        "day is words, not a mark; a mean stands for several patients and has no cross; "
        "what ± stands for is not defined. Patient numbers follow the order of the text.",
        hint="Hover over a mark for remark and place.",
        query=outcomes.graft_function,
        figure=lambda frame, state, palette: swimmer.swimmer_plot(frame, palette),
        fitted=lambda frame, state, palette, width, height: swimmer.swimmer_plot(
            frame, palette, width
        ),
        narrowest=swimmer.NARROWEST,
        slide=lambda frame, state, sheet: swimmer_slide.swimmer_plot(frame, sheet),
        scope=of_outcomes("graft_function", outcomes.graft_function),
        summary=graft_rows.in_words,
        columns={
            "label": "Lane",
            "arm_label": "Arm",
            "patients": "Patients",
            "day_zero_label": "Counted from",
            "duration_printed": "Function as printed",
            "qualifier_label": "Qualifier",
            "end_label": "End",
            "independence": "Insulin independence",
            "mass_words": "Islet mass",
            "remark": "Remark",
            "locator": "Where it stands",
        },
    ),
    View(
        slug="chimerism",
        title="Chimerism over time",
        missing=OUTCOMES_NEEDED.missing,
        caption="Donor cells in the recipients. Lines join the stated points of one cohort "
        "and say nothing of the time between them. Open: about. Bars: ± as printed, "
        "which the source does not define. Points of the same month stand a little apart.",
        left_out=chimerism.counted_from,
        query=outcomes.chimerism,
        figure=lambda frame, state, palette: chimerism.chimerism_over_time(frame, palette),
        slide=lambda frame, state, sheet: chimerism_slide.chimerism_over_time(frame, sheet),
        scope=of_outcomes("outcomes", outcomes.chimerism),
        summary=chimerism.in_words,
        columns={
            "cohort": "Cohort",
            "subject": "Whom",
            "arm_label": "Arm",
            "value_printed": "Level as printed",
            "time_printed": "Time as printed",
            "qualifier_label": "Qualifier",
            "finding": "Finding",
            "remark": "Remark",
            "locator": "Where it stands",
        },
    ),
    View(
        slug="islet-mass-and-function",
        title="Islet mass and duration of graft function",
        missing=GRAFTS_NEEDED.missing,
        caption="Bars: ± as printed. Arrows: longer or shorter than the mark. Open marks: "
        "about, or an end that is not stated, or a mass known only as the cohort’s mean. "
        "Cohorts differ in their drugs.",
        left_out=islet_mass.on_points,
        query=outcomes.islet_mass_and_function,
        figure=lambda frame, state, palette: islet_mass.islet_mass_and_function(frame, palette),
        narrowest=1000,
        slide=lambda frame, state, sheet: islet_mass_slide.islet_mass_and_function(frame, sheet),
        scope=of_outcomes("graft_function", outcomes.islet_mass_and_function),
        summary=islet_mass.in_words,
        columns={
            "label": "Lane",
            "arm_label": "Arm",
            "patients": "Patients",
            "mass_words": "Islet mass",
            "mass_of": "Whose mass",
            "duration_printed": "Function as printed",
            "qualifier_label": "Qualifier",
            "end_label": "End",
            "locator": "Where it stands",
        },
    ),
    View(
        slug="then-and-now",
        title="Then and now: phase, status and enrolment",
        caption="A ring is the earlier reading, a mark the other one, and the line between "
        "them the change. A triangle is a registry version from before the snapshot, a cross "
        "a page that does not state its version: neither counts as a change. A hollow "
        "enrolment is estimated, planned by a trial that was then withdrawn, or of a kind "
        "that is not said; enrolments are never added up. Not seen: nobody found the page, "
        "it was cut off, or the dataset does not hold the field; that is no change.",
        hint="Click a mark for the trial.",
        query=then_and_now.by_trial,
        figure=lambda frame, state, palette: then_and_now_figure.then_and_now(frame, palette),
        narrowest=then_and_now_figure.NARROWEST,
        slide=lambda frame, state, sheet: then_and_now_slide.then_and_now(frame, sheet),
        scope=THEN_AND_NOW,
        summary=then_and_now_figure.in_words,
        missing=then_and_now.lacks_second,
        left_out=then_and_now_figure.left_out,
        columns={
            "nct_id": "Trial",
            "title": "Title",
            "phase_then_words": "Phase then",
            "phase_said": "Phase in the second reading",
            "overall_status_then_words": "Status then",
            "overall_status_said": "Status in the second reading",
            "enrollment_then_words": "Enrolment then",
            "enrollment_said": "Enrolment in the second reading",
            "enrollment_kind": "What the number now is",
        },
        file_columns={
            "enrolled_then": "Number then",
            "enrolled_now": "Number in the second reading",
        },
        legend=_change_legend,
    ),
    View(
        slug="then-and-since",
        title="Then and since: trials by year of start",
        caption="Each trial counts once in its dataset, in the year of its start, actual or "
        "planned. The review’s tables print no start: it is that of registry pages of other "
        "dates, where one was seen. The last year is not complete. The bars of the two rows "
        "are not added up.",
        query=then_and_since_query.starts,
        figure=lambda frame, state, palette: then_and_since.starts(frame, palette),
        narrowest=700,
        slide=lambda frame, state, sheet: then_and_since_slide.starts(frame, sheet),
        scope=of_both(then_and_since_query.trials_of_both),
        summary=then_and_since.starts_in_words,
        missing=then_and_since_query.lacks,
        columns={
            "dataset_label": "Dataset",
            "year_label": "Year of start",
            "phase_label": "Phase",
            "trials": "Trials",
            "year_total": "Trials of the year",
        },
        legend=_since_legend,
        left_out=then_and_since_query.left_out,
        table=lambda frame: frame[frame["trials"] > 0],
    ),
    View(
        slug="map-of-both",
        title="Then and since: cities of the sites",
        caption="A mark is a city with a site of a trial; its area grows with the trials. "
        "Diamonds are open, so that a circle of the same city shows within. A trial of many "
        "sites has many cities. Sponsors and collaborators are not drawn.",
        query=then_and_since_query.cities,
        figure=lambda frame, state, palette: then_and_since.map_of_both(frame, palette),
        slide=lambda frame, state, sheet: then_and_since_slide.map_of_both(frame, sheet),
        scope=of_both(then_and_since_query.sites_behind, then_and_since_query.placed),
        summary=then_and_since.map_in_words,
        missing=then_and_since_query.lacks,
        columns={
            "dataset_label": "Dataset",
            "city": "City",
            "country_name": "Country",
            "trials": "Trials",
            "names": "Organisations",
        },
        legend=_both_legend,
        left_out=then_and_since_query.left_out,
    ),
    View(
        slug="started-per-year",
        title="Trials started per year by phase",
        caption="Each trial counts once, in the year of its start, actual or planned; the "
        "last years are not complete. Trials without a year stand apart at the end.",
        query=lambda store, state: registry_query.started_per_year(store, state.filters),
        figure=lambda frame, state, palette: registration.started_per_year(frame, palette),
        slide=lambda frame, state, sheet: registry_slides.started_per_year(frame, sheet),
        summary=registration.years_in_words,
        missing=_lacks_registry_field(STARTED_FROM),
        scope=of_trials("/registry"),
        columns={
            "year_label": "Year of start",
            "phase_label": "Phase",
            "trials": "Trials",
            "year_total": "Trials of the year",
        },
        legend=_year_legend,
        left_out=registration.years_together,
        table=lambda frame: frame[frame["trials"] > 0],
    ),
    _registry_view("status", "status", "Trials by status", "Each trial counts once."),
    View(
        slug="enrollment",
        title="Trials by enrolment",
        caption="Each trial counts once, by the number of its people; the numbers are never "
        "added up. The classes are not equally wide. A zero is a number; a withdrawn trial "
        "stands where its record puts it, with a zero or the number once planned.",
        query=lambda store, state: registry_query.enrollment(store, state.filters),
        figure=lambda counted, state, palette: registration.enrollment(counted, palette),
        slide=lambda counted, state, sheet: registry_slides.enrollment(counted, sheet),
        summary=registration.enrollment_in_words,
        missing=_lacks_enrollment,
        scope=of_trials("/registry", cells=("trials",)),
        columns={
            "row_label": "Enrolment",
            "column_label": "The number is",
            "trials": "Trials",
            "row_total": "Trials of this size",
            "share": "Share of this size",
        },
        legend=_enrollment_legend,
    ),
    _registry_view(
        "sponsor-class",
        "sponsor",
        "Trials by class of the lead sponsor",
        "Each trial counts once.",
    ),
    _registry_view("intervention-type", "intervention", "Trials by type of intervention", SEVERAL),
    View(
        slug="trial-list",
        title="List of trials",
        caption="One row a trial, as filtered, searched and sorted. The file of the list has "
        "every trial and every column.",
        query=trial_table.trial_list,
        figure=lambda frame, state, palette: trial_list.trial_list(frame, palette),
        fitted=lambda frame, state, palette, width, height: trial_list.trial_list(
            frame, palette, width, height
        ),
        narrowest=trial_list.NARROWEST,
        slide=lambda frame, state, sheet: trial_list_slide.trial_list(frame, sheet),
        scope=TRIAL_LIST,
        summary=trial_list.in_words,
        left_out=trial_list.left_out,
        columns=trial_fields.HEADINGS,
        rows_shown=list_in_parts,
    ),
    *RESULT_VIEWS,
)
VIEWS: dict[str, View[Any]] = {
    view.slug: saying_what_lacks(needing_trials(view)) for view in _EVERY
}
