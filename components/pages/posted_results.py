"""The Outcomes page of a dataset of registry records: posted results, of all trials and of one.

First what is counted and listed of all trials under the filters, then one trial, figure by figure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
from dash import dcc, html

from components.elements import ids
from components.elements.cards import figure_card
from components.elements.controls import switch
from components.elements.figure_cache import rendered
from components.elements.links import address_after, link
from components.elements.parts import Panel, filter_sentence, page_head, placed
from components.elements.request import PageRequest
from components.elements.result_controls import (
    FIRST,
    MEASURE,
    ONE_TRIAL,
    SECOND,
    TRIAL,
    of_trial,
    result_dropdown,
    sort_dropdown,
    term_search,
)
from components.figures import (
    adverse_events,
    baseline_table,
    forest,
    outcome_by_arm,
    participant_flow,
    primary_outcomes,
    stopped_trials,
)
from components.pages.record_part import contents
from components.pages.register_links import record_link
from components.view import lacking
from components.views import VIEWS
from data.link.options import CONTRAST, EVENTS_BY, EVENTS_OF
from data.link.state import PageState
from data.queries import results_status
from data.queries.posted_results import lacks_results, shown_trial
from data.queries.results_shown import ResultsWalk, results_walk
from data.queries.trials import count_matching
from data.store import TrialStore

INTRO = (
    "Results as the registry’s records post them: first all trials under the filters, then one "
    "trial, figure by figure. Nothing is pooled across trials."
)
ACROSS = "Trials under the filters"
STAYS = "stays"
"""Class of a link that changes what is shown and leaves the reader where he is: assets/app.js."""
OF_PARTS = "of-parts"
"""Class of the links to parts that a phone does not show, as it lists all: assets/upright.css."""
MOST_LINKS = 12
"""Parts up to which each has a link of its own."""
CountParts = Callable[[pd.DataFrame], int]


@dataclass(frozen=True)
class PartedFigure:
    """A figure in parts: the option that holds the part, and the count of the parts."""

    key: str
    count: CountParts
    part_of: Callable[[PageState], int]


def _parts_of(parts: Callable[[pd.DataFrame], Sequence[Any]]) -> CountParts:
    """The count of what a figure divides its frame into."""
    return lambda frame: len(parts(frame))


PARTED: Mapping[str, PartedFigure] = {
    "primary-outcomes": PartedFigure(
        "across-part", primary_outcomes.part_count, lambda state: state.results.across_part
    ),
    "stopped-trials": PartedFigure(
        "stopped-part", stopped_trials.part_count, lambda state: state.results.stopped_part
    ),
    "participant-flow": PartedFigure(
        "flow-part",
        _parts_of(participant_flow.parts),
        lambda state: state.results.flow_part,
    ),
    "baseline-table": PartedFigure(
        "baseline-part",
        _parts_of(baseline_table.parts),
        lambda state: state.results.baseline_part,
    ),
    "outcome-by-arm": PartedFigure(
        "outcome-part",
        _parts_of(outcome_by_arm.parts),
        lambda state: state.results.outcome_part,
    ),
    "posted-estimates": PartedFigure(
        "forest-part",
        _parts_of(forest.parts),
        lambda state: state.results.forest_part,
    ),
    "adverse-events": PartedFigure(
        "events-part",
        _parts_of(adverse_events.parts),
        lambda state: state.results.events_part,
    ),
}
"""Slug of a view -> how its parts are told and chosen."""
PRIMARY = "primary-outcomes"
ACROSS_TRIALS = ("results-status", PRIMARY, "stopped-trials")
OF_ONE = (
    "participant-flow",
    "baseline-table",
    "outcome-by-arm",
    "posted-estimates",
    "adverse-events",
    "planned-and-actual",
)
"""The views of one trial, in the order of the page."""


def part_count(slug: str, frame: pd.DataFrame) -> int:
    """The number of parts of a figure's frame; 1 where it has none to choose from."""
    return 1 if lacking(frame) or frame.empty else max(PARTED[slug].count(frame), 1)


def figure_parts(slug: str, store: TrialStore, request: PageRequest) -> Any:
    """``Part 2 of 5`` with links to the others, and the ways to the trials of a part."""
    frame = rendered(store, request, slug).frame
    steps = _steps(slug, part_count(slug, frame), store, request)
    return [
        *([] if steps is None else [steps]),
        *(_ways(frame, store, request) if slug == PRIMARY else []),
    ]


def _ways(frame: pd.DataFrame, store: TrialStore, request: PageRequest) -> list[html.Nav]:
    """Links to the figures of each trial of the table of primary outcomes."""
    shown = shown_trial(store, request.state)
    links = [
        html.Li(
            dcc.Link(
                nct_id,
                href=f"{_with_trial(request, nct_id)}#{ONE_TRIAL}",
                className="chip reset" + (" current" if nct_id == shown else ""),
            )
        )
        for nct_id in dict.fromkeys(frame["nct_id"])
    ]
    if not links:
        return []
    said = html.Span("Show the figures of", className="parts-said")
    return [
        html.Nav(
            [said, html.Ul(links, className="chips ready-made")],
            className="result-parts",
            **{"aria-label": "Trials of this part"},
        )
    ]


def _steps(slug: str, total: int, store: TrialStore, request: PageRequest) -> html.Nav | None:
    """Links to the parts of a figure; none for a figure of one part."""
    if total < 2:
        return None
    parted = PARTED[slug]
    here = min(max(parted.part_of(request.state), 1), total)
    title = VIEWS[slug].title

    def to(number: int) -> str:
        wanted = request.state.with_values({parted.key: str(number)}, store.known)
        return address_after(request.path, request.state, wanted)

    links = [
        html.Li(_step("← Previous", to(here - 1) if here > 1 else "", title)),
        *(
            html.Li(
                dcc.Link(
                    str(number),
                    href=to(number),
                    className=f"chip reset {STAYS}" + (" current" if number == here else ""),
                    title=f"Part {number} of {total}: {title}",
                ),
                **({"aria-current": "true"} if number == here else {}),
            )
            for number in (range(1, total + 1) if total <= MOST_LINKS else ())
        ),
        html.Li(_step("Next →", to(here + 1) if here < total else "", title)),
    ]
    return html.Nav(
        [
            html.Span(f"{title}: part {here:,} of {total:,}", className="parts-said"),
            html.Ul(links, className="chips ready-made"),
        ],
        className="result-parts" + (f" {OF_PARTS}" if slug in OF_ONE else ""),
        **{"aria-label": f"Parts: {title}"},
    )


def _step(words: str, href: str, title: str) -> Any:
    if not href:
        return html.Span(words, className="chip reset off", **{"aria-hidden": "true"})
    classes = f"chip reset {STAYS}"
    return dcc.Link(words, href=href, className=classes, title=f"{words} part: {title}")


def choice(store: TrialStore, request: PageRequest) -> Any:
    """The trials under the filters in numbers, how many post results, and what filters do here."""
    said = filter_sentence(store, request)
    if not store.has_results or not count_matching(store, request.state.filters):
        return said
    return html.Div(
        [
            said,
            html.P(
                f"{results_status.in_short(store, request.state)} The filters choose the trials "
                "counted and listed; the trial shown below stays until another one is chosen.",
                className="muted small",
            ),
        ]
    )


def trial_shown(store: TrialStore, request: PageRequest) -> Any:
    """The trial that is shown, its neighbours under the filters, or why there is none."""
    lacks = lacks_results(store, request.state)
    nct_id = shown_trial(store, request.state)
    here = results_walk(store, request.state)
    parts: list[Any] = []
    if nct_id:
        parts.append(
            html.P(
                [
                    link(f"The record of {nct_id}", f"/trials/{nct_id}", request.state.to_query()),
                    " · ",
                    record_link(nct_id),
                ],
                className="trial-shown",
            )
        )
    if lacks:
        parts.append(html.P(lacks, className="lacks-results", role="status"))
    if here.total:
        parts.append(_walk(request, here))
    return html.Div(parts)


def _walk(request: PageRequest, here: ResultsWalk) -> html.Nav:
    said = (
        f"Trial {here.position:,} of {here.total:,} with posted results under the filters"
        if here.position
        else f"Not among the {here.total:,} with posted results under the filters"
    )
    return html.Nav(
        [
            html.Span(said, className="muted"),
            html.Span(
                [
                    _neighbour("Previous", here.previous, request),
                    _neighbour("Next", here.following, request),
                ],
                className="steps",
            ),
        ],
        className="walk",
        **{"aria-label": "Trials with posted results"},
    )


def _neighbour(word: str, nct_id: str, request: PageRequest) -> Any:
    if not nct_id:
        return html.Span(word, className="button-link off")
    href = _with_trial(request, nct_id)
    return dcc.Link(f"{word}: {nct_id}", href=href, className=f"button-link {STAYS}")


def _with_trial(request: PageRequest, nct_id: str) -> str:
    """The address of the page with another trial."""
    return address_after(request.path, request.state, of_trial(request.state, nct_id))


def _panel_name(slug: str) -> str:
    return f"{slug}-parts"


PANELS: dict[str, Panel] = {
    "results-choice": choice,
    "results-trial": trial_shown,
    **{_panel_name(slug): partial(figure_parts, slug) for slug in PARTED},
}


def results_layout(store: TrialStore, request: PageRequest) -> html.Div:
    """The figures across the trials, the choice of one trial, and its figures."""
    return html.Div(
        [
            page_head("Outcomes", INTRO),
            placed(PANELS, "results-choice", store, request),
            contents([*_places(ACROSS_TRIALS), (ONE_TRIAL, "One trial")]),
            html.Section(
                _figures(store, request, ACROSS_TRIALS),
                className="result-parts-of-page",
                **{"aria-label": ACROSS},
            ),
            html.Section(
                [
                    html.Div(
                        [
                            html.H2("One trial"),
                            result_dropdown(
                                store, request.state, TRIAL, placeholder="Type to search"
                            ),
                            placed(PANELS, "results-trial", store, request),
                            contents(_places(OF_ONE), "Figures of this trial"),
                        ],
                        id=ids.Anchor(ONE_TRIAL),
                        className="card trial-choice",
                        tabIndex="-1",
                    ),
                    *_figures(store, request, OF_ONE),
                ],
                className="result-parts-of-page",
                **{"aria-label": "One trial"},
            ),
        ],
        className="page results-page",
    )


def _places(slugs: Sequence[str]) -> list[tuple[str, str]]:
    """The places of figures in links, with their titles."""
    return [(slug, VIEWS[slug].title) for slug in slugs]


def _figures(store: TrialStore, request: PageRequest, slugs: Sequence[str]) -> list[Any]:
    """Each figure below its controls and the links to its parts."""
    return [
        part
        for slug in slugs
        for part in (
            _bar(store, request, slug),
            figure_card(store, request, slug, wide=True),
        )
        if part is not None
    ]


def _bar(store: TrialStore, request: PageRequest, slug: str) -> html.Div | None:
    """The controls of a figure and the links to its parts, above it; none where it has neither."""
    controls = _controls(store, request.state, slug)
    parts = placed(PANELS, _panel_name(slug), store, request) if slug in PARTED else None
    held = [each for each in (controls, parts) if each is not None]
    return html.Div(held, className="result-bar") if held else None


def _controls(store: TrialStore, state: PageState, slug: str) -> html.Div | None:
    """The controls of a figure; none for most."""
    chosen = state.results
    controls: dict[str, Callable[[], list[Any]]] = {
        "primary-outcomes": lambda: [sort_dropdown(store, state)],
        "outcome-by-arm": lambda: [result_dropdown(store, state, MEASURE)],
        "adverse-events": lambda: [
            switch(EVENTS_OF, chosen.event_kind),
            switch(EVENTS_BY, chosen.events_by),
            switch(CONTRAST, chosen.contrast),
            result_dropdown(store, state, FIRST),
            result_dropdown(store, state, SECOND),
            term_search(state),
        ],
    }
    if slug not in controls:
        return None
    return html.Div(
        controls[slug](),
        className=f"result-controls controls-{slug}",
        role="group",
        **{"aria-label": f"Choices: {VIEWS[slug].title}"},
    )
