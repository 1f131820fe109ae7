"""The controls of posted results: the trial, its outcome measure, two groups of its events.

Their options depend on the trial that is shown, so they are written with the address.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dash import dcc, html

from components.elements import ids
from components.elements.controls import LONGEST_PASTED, MOST_FOUND, OPEN_HEIGHT, Option
from components.figures.text import shortened
from data.link.folding import words_in
from data.link.options import OPTIONS
from data.link.state import PageState
from data.queries.adverse_events import event_groups
from data.queries.posted_outcome import measures_of, shown_measure
from data.queries.posted_results import shown_trial
from data.queries.results_shown import found_with_results
from data.store import TrialStore

TRIAL, MEASURE, FIRST, SECOND = "results-of", "outcome", "group-a", "group-b"
FIND_EVENT, EVENTS_PART, SORT = "event-words", "events-part", "sort"
ONE_TRIAL = "one-trial"
"""The place of the figures of one trial in links."""
LONGEST_LABEL = 150
"""Characters of an option; the page has the whole title or measure."""
OF_ONE_TRIAL = (
    *(MEASURE, FIRST, SECOND, FIND_EVENT, EVENTS_PART),
    *("flow-part", "baseline-part", "outcome-part", "forest-part"),
)
"""Keys that begin anew with another trial."""
OF_FILTERS = ("across-part", "stopped-part")
"""Keys that begin anew with other filters."""
BEGIN_ANEW: Mapping[str, tuple[str, ...]] = {
    TRIAL: OF_ONE_TRIAL,
    MEASURE: ("outcome-part", "forest-part"),
    SORT: OF_FILTERS,
    **dict.fromkeys(("events", "events-by", "contrast", FIRST, SECOND, FIND_EVENT), (EVENTS_PART,)),
}
"""Key of a control -> the keys that are as by default once it changes."""


def of_trial(state: PageState, nct_id: str) -> PageState:
    """The state with another trial shown: what was chosen of the one before goes."""
    clear = state.results.without(*OF_ONE_TRIAL)
    return replace(state, results=replace(clear, trial=nct_id))


def trial_options(store: TrialStore, state: PageState, words: str = "") -> list[Option]:
    """The shown trial, and those with posted results under the filters that have the words."""
    found = found_with_results(store, state, words, MOST_FOUND)
    return [_trial_option(nct_id, title, words) for nct_id, title in found]


def _trial_option(nct_id: str, title: str, asked: str) -> Option:
    label = shortened(f"{nct_id}: {title}", LONGEST_LABEL)
    # the browser finds an option by these: what the server found stays in its list
    search = " ".join((label, " ".join(words_in(title)), asked))
    return {"label": label, "value": nct_id, "search": search.strip()}


def _numbered(listed: list[tuple[int, str]]) -> list[Option]:
    return [
        {"label": shortened(label, LONGEST_LABEL), "value": str(position), "search": label}
        for position, label in listed
    ]


def measure_options(store: TrialStore, state: PageState) -> list[Option]:
    """The outcome measures of the shown trial."""
    return _numbered(measures_of(store, state) if shown_trial(store, state) else [])


def group_options(store: TrialStore, state: PageState) -> list[Option]:
    """The groups of the adverse events of the shown trial."""
    return _numbered(event_groups(store, state) if shown_trial(store, state) else [])


OPTIONS_OF: Mapping[str, Callable[[TrialStore, PageState], list[Option]]] = {
    TRIAL: trial_options,
    MEASURE: measure_options,
    FIRST: group_options,
    SECOND: group_options,
}
"""Key of a control -> its options for a state."""


def shown_value(store: TrialStore, state: PageState, key: str) -> Any:
    """The value of a control of posted results; of the trial, the one that is shown."""
    if key == TRIAL:
        return shown_trial(store, state) or None
    if key == MEASURE and shown_trial(store, state):
        return str(shown_measure(store, state))
    return state.control_value(key)


def result_dropdown(
    store: TrialStore, state: PageState, key: str, label: str = "", placeholder: str = ""
) -> html.Div:
    """A dropdown of one value of the shown trial."""
    return html.Div(
        [
            html.Span(label or OPTIONS[key].label, className="control-label", id=ids.label(key)),
            dcc.Dropdown(
                id=ids.option_control(key),
                options=OPTIONS_OF[key](store, state),
                value=shown_value(store, state, key),
                clearable=False,
                placeholder=placeholder,
                maxHeight=OPEN_HEIGHT,
            ),
        ],
        className=f"control control-{key}",
    )


def sort_dropdown(store: TrialStore, state: PageState) -> html.Div:
    """The order of the trials in the tables: that of the table of trials."""
    words = OPTIONS[SORT].words(store.known)
    value = str(state.control_value(SORT) or "")
    several = {} if value in words or not value else {value: "As the table of trials"}
    return html.Div(
        [
            html.Span("Trials sorted by", className="control-label", id=ids.label(SORT)),
            dcc.Dropdown(
                id=ids.option_control(SORT),
                options=[
                    {"label": label, "value": slug} for slug, label in {**several, **words}.items()
                ],
                value=value or None,
                placeholder="The order of the data",
                clearable=True,
                maxHeight=OPEN_HEIGHT,
            ),
        ],
        className="control control-sort",
    )


def term_search(state: PageState) -> html.Label:
    """The box for words of a term of adverse events."""
    return html.Label(
        [
            html.Span("Search in the terms", className="control-label"),
            dcc.Input(
                id=ids.option_control(FIND_EVENT),
                type="search",
                value=state.results.find_event,
                debounce=True,
                placeholder="for example: infection",
                maxLength=LONGEST_PASTED,
                autoComplete="off",
            ),
        ],
        className="control control-event-words",
    )
