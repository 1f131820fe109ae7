"""Protocols: who got which agent on which day, as timelines, as Table 4, and in the registry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements import ids
from components.elements.agent_matrix_card import matrix_section
from components.elements.cards import figure_card
from components.elements.compare_links import compare_link
from components.elements.controls import multi_select, single_select, switch
from components.elements.links import address_after, link, state_address
from components.elements.notes import notes_of_page
from components.elements.page import Page
from components.elements.parts import (
    Panel,
    page_head,
    panel_section,
    placed,
    ready_made,
    what_to_change,
)
from components.elements.request import PageRequest
from components.elements.source_lines import of_rows, of_scope, sourced
from components.elements.tables import rows_table
from components.figures import activity_schedule, study_plan
from components.figures.empty import NO_EVENT
from components.figures.timeline.events import Event, read_events
from components.figures.timeline.lanes import CONTINUED, pages
from components.pages import arm_search, chosen_arms
from components.scope import PROTOCOLS
from components.views import PROTOCOL_PAGES_NEED, STUDY_NEEDED
from data.link.options import ACTIVITIES, PART, ROLE, TRANSPLANT, VISITS, WINDOW
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries import activity_schedule as schedule_query
from data.queries import regimens
from data.queries import study_plan as study_plan_query
from data.queries.notes import heavy, light, notes_on
from data.queries.regimen_owners import has_own, own_regimens, shown_of
from data.store import TrialStore

HIDDEN = "visually-hidden"
"""For a table's caption where the heading above says the same to those who see it."""

AS_PRINTED = {
    "years_printed": "Years",
    "n": "n",
    "indication_printed": "Indication",
    "transplant_printed": "Transplant",
    "induction_printed": "Induction",
    "maintenance_printed": "Maintenance",
}
"""Columns of ``cohorts`` that stand in Table 4, with the headings of this page."""


def _events_shown(store: TrialStore, events: pd.DataFrame) -> str:
    """``34 of 170 events``; without a total where protocols of elsewhere are among them."""
    total = store.alone.regimen_events
    if not events["regimen"].isin(own_regimens(store)).all():
        return amount(len(events), "event")
    return f"{len(events):,} of {amount(len(total), 'event')}"


def choice(store: TrialStore, request: PageRequest) -> html.Div:
    """Protocols shown, in words and numbers, and ready-made links; or what to relax."""
    if not has_own(store):
        return chosen_arms.choice(store, request)
    events = regimens.events(store, request.state)
    shown = regimens.selected(store, request.state)
    if regimens.drawn(store, request.state).empty:
        return html.Div([_empty(store, request), _applying(store, request)])
    counts = f"{shown_of(store, shown['regimen'])}; {_events_shown(store, events)}"
    chosen = regimens.describe(store, request.state)
    return html.Div(
        [
            html.P(
                [html.Strong(f"{counts}. "), f"{chosen}." if chosen else ""],
                className="filter-sentence",
                role="status",
            ),
            _ready_made(store, request),
            _compare_ticks(store, shown, request),
            _applying(store, request),
        ]
    )


def timeline_parts(store: TrialStore, request: PageRequest) -> html.Ul | None:
    """Links to the parts of the timelines, up to four protocols each; none for one part."""
    drawn = regimens.drawn(store, request.state)
    labels = dict(zip(drawn["regimen"], drawn["short_label"], strict=True))
    parts = pages(read_events(drawn))
    if len(parts) < 2:
        return None
    options = request.state.protocols
    here = min(options.part, len(parts))
    return ready_made(
        "Parts of the timelines",
        (
            (
                f"{page.place}: {'; '.join(own)}",
                address_after(
                    request.path,
                    request.state,
                    replace(request.state, protocols=replace(options, part=number)),
                ),
                number == here,
            )
            for number, page in enumerate(parts, start=1)
            for own in [_names(page.events, labels)]
        ),
    )


def visit_parts(store: TrialStore, request: PageRequest) -> html.Ul | None:
    """Links to the parts of the study design; none for one part."""
    frame = study_plan_query.study_plan(store, request.state)
    places = [part.place for part in study_plan.parts(frame)]
    return _study_parts(store, request, "Parts of the study design", places, VISITS)


def activity_parts(store: TrialStore, request: PageRequest) -> html.Ul | None:
    """Links to the parts of the schedule of activities; none for one part."""
    frame = schedule_query.activity_schedule(store, request.state)
    places = [part.place for part in activity_schedule.parts(frame)]
    return _study_parts(store, request, "Parts of the schedule", places, ACTIVITIES)


def _study_parts(
    store: TrialStore, request: PageRequest, name: str, places: Sequence[str], key: str
) -> html.Ul | None:
    """Links to the parts of a figure; key: of the option that chooses one."""
    if len(places) < 2:
        return None
    shown = (
        request.state.protocols.activities if key == ACTIVITIES else request.state.protocols.visits
    )
    here = min(shown, len(places))
    states = (
        request.state.with_values({key: str(number)}, store.known)
        for number in range(1, len(places) + 1)
    )
    return ready_made(
        name,
        (
            (place, address_after(request.path, request.state, state), number == here)
            for number, (place, state) in enumerate(zip(places, states, strict=True), start=1)
        ),
    )


def _names(events: Iterable[Event], labels: Mapping[str, str]) -> list[str]:
    """The short labels of the protocols of some events."""
    names = (labels[event.regimen.removesuffix(CONTINUED)] for event in events)
    return list(dict.fromkeys(names))


def _compare_ticks(store: TrialStore, shown: pd.DataFrame, request: PageRequest) -> html.Div:
    """A link for each shown protocol that puts it into the comparison, or takes it out."""
    return html.Div(
        [
            compare_link(store, request, str(row.regimen), str(row.short_label))
            for row in shown.itertuples()
        ],
        className="compare-ticks",
        role="group",
        **{"aria-label": "Add to the comparison"},
    )


def _empty(store: TrialStore, request: PageRequest) -> html.Div:
    """Nothing matches: each choice that may be taken off, with what would then show."""
    total = len(own_regimens(store))
    links = [
        (
            f"Remove “{row.label}”",
            state_address(request.path, regimens.without(request.state, str(row.key))),
            f" to see {row.events:,} events in {row.regimens:,} of {total:,} protocols",
        )
        for row in regimens.relaxations(store, request.state).itertuples()
        if row.events
    ]
    keys = regimens.active_keys(store, request.state)
    everything = state_address(request.path, regimens.without(request.state, *keys))
    links.append(("Remove all of them", everything, ""))
    return what_to_change(
        "No event of a protocol matches these choices",
        regimens.describe(store, request.state),
        links,
    )


def _ready_made(store: TrialStore, request: PageRequest) -> html.Ul:
    """Links to choices that a talk often needs; all else of the state stays."""
    clear = regimens.without(request.state, *regimens.active_keys(store, request.state), PART)
    own = store.alone.regimens
    cohorts = own.loc[own["kind"] == "COHORT", "regimen"]
    others = own.loc[own["kind"] != "COHORT", "regimen"]
    first = regimens.first_shown(store)
    sets: list[tuple[str, Iterable[str]]] = [
        (row.title, () if row.regimens == first else row.regimens)
        for row in regimens.sets_of(store, "PROTOCOLS").itertuples()
    ]
    if len(cohorts):
        sets += [
            (f"All {len(cohorts)} Miami cohorts, 1994–2007", cohorts),
            (f"The {len(others)} other protocols: cells without a graft", others),
        ]
    sets.append((f"All {len(own)} protocols", own["regimen"]))
    states = (
        (label, clear.with_values({"regimen": "~".join(chosen)}, store.known))
        for label, chosen in sets
    )
    here = regimens.without(request.state, PART).to_query()
    return ready_made(
        "Ready-made choices",
        (
            (label, address_after(request.path, request.state, state), state.to_query() == here)
            for label, state in states
        ),
    )


def _applying(store: TrialStore, request: PageRequest) -> html.P | None:
    """Names the filters of the bar that apply here, and those that are set and do not.

    None for a dataset of protocols, which has no filters of trials.
    """
    if not store.has("trials"):
        return None
    idle = [
        request.state.filters.label(key).lower()
        for key in request.state.filters.active()
        if key != regimens.CONDITION_KEY
    ]
    text = (
        "Of the filters in the bar only the condition applies here: the others are fields of "
        "registry records, which protocols do not have."
    )
    if idle:
        text += f" Set, but without effect on this page: {', '.join(idle)}."
    return html.P(text, className="muted small")


def _printed(value: object) -> object:
    """A cell as it stands in the table, with a word where it is blank."""
    text = str(value)
    return text if text else html.Span("blank", className="muted", title="The cell is blank")


def _read_as(row: Any) -> str:
    same = row.maintenance_read_as == row.maintenance_printed
    return "as printed" if same else str(row.maintenance_read_as)


def _note_links(notes: pd.DataFrame, cohort: str, query: str) -> object:
    """Titles of the heavy notes, which lead to their lines; the others by number."""
    if notes.empty:
        return html.Span("no note", className="muted")
    others = len(light(notes))
    items: list[Any] = [
        html.Li(html.A(note.title, href=f"#{ids.note(note.note)}"))
        for note in heavy(notes).itertuples()
    ]
    if others:
        words = amount(others, "other note" if items else "note")
        items.append(html.Li(link(words, f"/protocols/{cohort}", query)))
    return html.Ul(items, className="plain-list")


def table_4(store: TrialStore, request: PageRequest) -> Any:
    """Induction and maintenance of the shown cohorts as printed, and how they are read."""
    rows = regimens.induction_maintenance(store, request.state)
    if rows.empty:
        return html.P(
            "None of the protocols shown stands in Table 4 of the review.", className="muted"
        )
    headings = [*AS_PRINTED.values(), "Maintenance read as", "Notes on this row"]
    query = request.state.to_query()
    own_columns = [column for column in AS_PRINTED if column != "years_printed"]
    body = [
        html.Tr(
            [
                html.Td(link(row.years_printed, f"/protocols/{row.cohort}", query)),
                *(
                    html.Td(_printed(getattr(row, column)), className="printed")
                    for column in own_columns
                ),
                html.Td(_read_as(row), className="printed"),
                html.Td(
                    _note_links(notes_on(store, "cohorts", str(row.cohort)), row.cohort, query)
                ),
            ]
        )
        for row in rows.itertuples()
    ]
    return [
        html.Div(
            dbc.Table(
                [
                    html.Caption(
                        "Induction and maintenance as printed in Table 4", className=HIDDEN
                    ),
                    html.Thead(html.Tr([html.Th(text, scope="col") for text in headings])),
                    html.Tbody(body),
                ],
                className="data-table table-4",
            ),
            className="table-scroll",
            tabIndex=0,
        ),
        _codes(store, request.state),
    ]


def _codes(store: TrialStore, state: PageState) -> html.P:
    """The abbreviations of the shown cohorts' agents in full."""
    rows = store.cohorts["cohort"].isin(regimens.selected(store, state)["regimen"])
    cohorts = store.cohorts.loc[rows, "cohort"]
    used = store.regimen_events.loc[store.regimen_events["regimen"].isin(cohorts), "agent"]
    agents = store.agents[store.agents["agent"].isin(used)]
    words = [
        f"{agent.code}: {agent.name}"
        for agent in agents.itertuples(index=False)
        if agent.code != agent.name
    ]
    return html.P(f"{'; '.join(words)}.", className="caption")


def records(store: TrialStore, request: PageRequest) -> Any:
    """The registry records tied to the shown protocols, in each reading of the sources."""
    linked = regimens.linked_trials(store, request.state)
    shown = regimens.selected(store, request.state)
    without = shown.loc[~shown["regimen"].isin(linked["regimen"]), "short_label"]
    untied = f"No registry record is tied to: {'; '.join(without)}." if len(without) else ""
    if linked.empty:
        return html.P(untied, className="muted")
    readings = [code for code in v.LINK_READING.codes if code in set(linked["reading"])]
    body = [
        html.Tr(
            [
                html.Th(link(own["regimen_label"].iloc[0], f"/protocols/{regimen}"), scope="row"),
                *_reading_cells(own, readings),
            ]
        )
        for regimen, own in linked.groupby("regimen", sort=False)
    ]
    headings = ["Protocol", *(v.LINK_READING.labels[code] for code in readings)]
    table = dbc.Table(
        [
            html.Caption(
                "ClinicalTrials.gov records tied to the protocols shown", className=HIDDEN
            ),
            html.Thead(html.Tr([html.Th(text, scope="col") for text in headings])),
            html.Tbody(body),
        ],
        className="data-table records",
    )
    return [
        html.Div(table, className="table-scroll", tabIndex=0),
        html.P(untied, className="muted small"),
    ]


def _reading_cells(linked: pd.DataFrame, readings: Iterable[str]) -> list[html.Td]:
    cells = []
    for code in readings:
        own = linked[linked["reading"] == code]
        items: list[object] = []
        for row in own.itertuples():
            items += [
                html.Div([link(row.nct_id, f"/trials/{row.nct_id}"), f" {row.title}"]),
                html.Div(f"Where: {row.locator}.", className="muted small"),
            ]
        cells.append(html.Td(items or html.Span("none named", className="muted")))
    return cells


def notes(store: TrialStore, request: PageRequest) -> Any:
    """The data notes on the shown protocols: the heavy ones a line each, the others counted."""
    return notes_of_page(store, regimens.notes(store, request.state))


EVENT_HEADINGS = {
    "agent_code": "Agent",
    "short_label": "Protocol",
    "role_label": "Role",
    "start_words": "Start",
    "end_words": "End",
    "dose": "Dose",
    "patients": "Patients",
    "certainty_label": "Days",
    "locator": "Where it stands",
}
MOST_EVENTS = 12
"""More events than these stand folded: the table is for a choice of few, such as one cell."""


def events_shown(store: TrialStore, request: PageRequest) -> Any:
    """The events that the choices leave, row by row with their place in the source."""
    rows = regimens.events(store, request.state)
    if rows.empty:
        return html.P(NO_EVENT, className="muted")
    table = rows_table(rows, EVENT_HEADINGS, "Events shown, with their place in the source")
    words = amount(len(rows), "event")
    chosen = regimens.describe(store, request.state)
    lead = html.P([html.Strong(f"{words}. "), f"{chosen}." if chosen else ""])
    options = request.state.protocols
    if len(options.regimen) == 1 and len(options.agent) == 1:
        return html.Div([lead, table], className="one-cell")
    if len(rows) <= MOST_EVENTS:
        return [lead, table]
    return [lead, html.Details([html.Summary("Show them as a table"), table])]


def _cohorts_shown(store: TrialStore, request: PageRequest) -> pd.DataFrame:
    rows = regimens.induction_maintenance(store, request.state)
    return rows if len(rows) else store.cohorts


def _records_shown(store: TrialStore, request: PageRequest) -> pd.DataFrame:
    rows = regimens.linked_trials(store, request.state)
    return rows if len(rows) else store.regimen_trials


PANELS: dict[str, Panel] = {
    "protocols-choice": choice,
    **arm_search.PANELS,
    "protocols-parts": timeline_parts,
    "protocols-visits": visit_parts,
    "protocols-activities": activity_parts,
    "protocols-notes": notes,
    "protocols-events": sourced(events_shown, of_scope(PROTOCOLS)),
    "protocols-table-4": sourced(table_4, of_rows(_cohorts_shown)),
    "protocols-records": sourced(records, of_rows(_records_shown)),
}


def _controls(store: TrialStore, request: PageRequest) -> html.Section:
    options, known = request.state.protocols, store.known
    return html.Section(
        [
            multi_select(known.regimen, options.regimen),
            multi_select(TRANSPLANT.among(store.regimens["transplant_type"]), options.transplant),
            single_select(known.year_from, options.year_from),
            single_select(known.year_to, options.year_to),
            multi_select(ROLE.among(store.regimen_events["role"]), options.role),
            multi_select(known.agent_class, options.agent_class),
            multi_select(known.agent, options.agent),
            switch(WINDOW, options.window),
        ],
        className="protocol-controls",
        **{"aria-label": "Choice of protocols and events"},
    )


def _study_section(store: TrialStore, request: PageRequest) -> list[Any]:
    """The figures of a study protocol, where the dataset has one, below links to their parts."""
    slugs = ("study-design", "schedule-of-activities")
    panels = ("protocols-visits", "protocols-activities")
    has_study = not STUDY_NEEDED.missing(store)
    return [
        part
        for panel, slug in zip(panels, slugs, strict=True)
        for part in (
            placed(PANELS, panel, store, request),
            figure_card(store, request, slug, wide=True) if has_study else None,
        )
        if part is not None
    ]


_section = partial(panel_section, PANELS, "protocol-section")


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return _layout(store, request) if has_own(store) else _layout_of_arms(store, request)


WITH_ARMS = (
    "Arms of trials day by day, as far as a rule can read the record’s own words, and protocols of "
    "other datasets beside them."
)
WITHOUT_ARMS = "Protocols of other datasets day by day."


def _layout_of_arms(store: TrialStore, request: PageRequest) -> html.Div:
    """The page of a dataset without protocols of its own: a search of arms, then the figures."""
    options, known = request.state.protocols, store.known
    return html.Div(
        [
            page_head(
                "Protocols",
                WITH_ARMS if store.has_arms else WITHOUT_ARMS,
            ),
            arm_search.search_section(store, request) if store.has_arms else None,
            html.Section(
                [
                    multi_select(
                        replace(known.regimen, label="Arms and protocols shown"),
                        options.regimen,
                        placeholder="Tick arms above, or choose protocols of other datasets"
                        if store.has_arms
                        else "Choose protocols of other datasets",
                    ),
                    multi_select(ROLE.among(store.regimen_events["role"]), options.role),
                    multi_select(known.agent_class, options.agent_class),
                    multi_select(known.agent, options.agent),
                    switch(WINDOW, options.window),
                ],
                className="protocol-controls of-arms",
                **{"aria-label": "Choice of arms, protocols and events"},
            ),
            placed(PANELS, "protocols-choice", store, request),
            html.Div(
                [*_figures(store, request), *_arm_matrix(store, request)],
                className="protocol-parts",
            ),
        ],
        className="page",
    )


def _arm_matrix(store: TrialStore, request: PageRequest) -> list[Any]:
    """The arms of the trials chosen, all of them, against their interventions."""
    return [figure_card(store, request, "arm-matrix", wide=True)] if store.has_arms else []


def _figures(store: TrialStore, request: PageRequest) -> list[Any]:
    """The figures that every choice of protocols has, and what stands with them."""
    return [
        figure_card(store, request, "at-a-glance", wide=True),
        placed(PANELS, "protocols-parts", store, request),
        figure_card(store, request, "protocol-timeline", wide=True),
        *_study_section(store, request),
        _section("Before you quote a number", "", "protocols-notes", store, request),
        html.Div(
            [
                matrix_section(store, request),
                _section(
                    "Events shown",
                    "What the timeline draws; after a click on a cell, its events.",
                    "protocols-events",
                    store,
                    request,
                ),
            ],
            className="matrix-and-events",
        ),
    ]


def _layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div(
        [
            page_head(
                "Protocols",
                "Which agent was given on which day, as far as the sources state it. One lane an "
                "agent, coloured by its class; hover over a mark for dose, route, patients and "
                "the place in the source.",
            ),
            _controls(store, request),
            placed(PANELS, "protocols-choice", store, request),
            html.Div(
                [
                    *_figures(store, request),
                    *_of_the_review(store, request),
                ],
                className="protocol-parts",
            ),
        ],
        className="page",
    )


def _of_the_review(store: TrialStore, request: PageRequest) -> list[Any]:
    """Sections that only a dataset with the cohorts of Table 4 and their records can fill."""
    made = []
    if store.alone.has("cohorts"):
        made.append(
            _section(
                "Induction and maintenance, Table 4",
                "Cell by cell as the review prints it. Where the print lost something, the next "
                "column says how it is read here.",
                "protocols-table-4",
                store,
                request,
            )
        )
    if store.alone.has("regimen_trials"):
        made.append(
            _section(
                "Registry records of these protocols",
                "The review's text and the registry disagree on which record belongs to which of "
                "two Miami trials; both readings stand side by side.",
                "protocols-records",
                store,
                request,
            )
        )
    return made


PAGE = Page(
    "protocols",
    "Protocols",
    "/protocols",
    layout,
    panels=PANELS,
    needs=PROTOCOL_PAGES_NEED,
    elsewhere="The protocols of the review",
)
