"""Arms and protocols chosen in a dataset that has no protocols of its own, or what to choose."""

from collections.abc import Iterator

from dash import dcc, html

from components.elements.compare_links import (
    compare_address,
    compare_link,
    shown_after,
)
from components.elements.links import address_after, link
from components.elements.request import PageRequest
from components.pages.arm_search import why_no_arms
from data.datasets.beside import MOST_NAMED
from data.model.amounts import amount
from data.queries import regimens
from data.queries.regimen_owners import shown_of, title_in_short
from data.store import PROTOCOLS_COMPARED, TrialStore, first_set

PATH = "/protocols"
NOTHING_CHOSEN = "nothing-chosen"
"""The class of the notice; the page hides its figures beside it."""
FEW = 3
"""Protocols of another dataset that are shown at once where it offers no set of them."""
HOW_TO_CHOOSE = (
    "Tick “Show” beside an arm above to see it day by day, “Compare” to put it beside others."
)


def choice(store: TrialStore, request: PageRequest) -> html.Div:
    """The arms and protocols shown, in words and numbers, with their ticks."""
    shown = regimens.selected(store, request.state)
    events = regimens.events(store, request.state)
    if events.empty:
        return nothing_chosen(store, request) if shown.empty else _no_event(store, request)
    chosen = regimens.describe(
        store, regimens.without(request.state, "regimen") if len(shown) > 1 else request.state
    )
    counts = f"{shown_of(store, shown['regimen'])}; {amount(len(events), 'event')}."
    ticks = [
        html.Li(
            [
                link(row.short_label, f"{PATH}/{row.regimen}", request.state.to_query()),
                " ",
                compare_link(store, request, str(row.regimen)),
            ]
        )
        for row in shown.itertuples()
    ]
    return html.Div(
        [
            html.P(
                [html.Strong(f"{counts} "), f"{chosen}. " if chosen else "", *_left_out(request)],
                className="filter-sentence",
                role="status",
            ),
            html.Ul(ticks, className="shown-arms"),
        ]
    )


def _left_out(request: PageRequest) -> list[str]:
    """Says so where an address names more than are read."""
    state = request.state
    named = len(dict.fromkeys((*state.compare.regimens, *state.protocols.regimen)))
    if named <= MOST_NAMED:
        return []
    return [f"The address names {named:,}; the first {MOST_NAMED} are read."]


def _no_event(store: TrialStore, request: PageRequest) -> html.Div:
    """Arms are chosen, and the choice of roles, classes or agents leaves none of their events."""
    keys = [key for key in regimens.active_keys(store, request.state) if key != "regimen"]
    everything = regimens.without(request.state, *keys)
    href = address_after(request.path, request.state, everything)
    return html.Div(
        [
            html.P("No event of the arms chosen fits these choices."),
            html.P(dcc.Link("Show all of their events", href=href)) if keys else None,
        ],
        className=f"{NOTHING_CHOSEN} card",
        role="status",
    )


def nothing_chosen(
    store: TrialStore, request: PageRequest, *, to_compare: bool = False
) -> html.Div:
    """The choices: arms by the search, and the protocols of other datasets.

    to_compare: for the page of the comparison, from which the search is a link away.
    """
    search = link("Search the arms of this dataset", PATH, request.state.to_query())
    lead = "Two to four arms or protocols stand side by side." if to_compare else HOW_TO_CHOOSE
    own = [html.Li(search)] if to_compare and store.has_arms else []
    others = [
        html.Li(_link_to(store, request, other, to_compare=to_compare)) for other in _beside(store)
    ]
    if not store.has_arms:
        lead = f"{why_no_arms(store)} Protocols of other datasets can be shown here."
    return html.Div(
        [html.P(lead), html.Ul([*own, *others])],
        className=f"{NOTHING_CHOSEN} card",
        role="status",
    )


def _beside(store: TrialStore) -> Iterator[TrialStore]:
    """The datasets beside this one that have protocols."""
    own = store.alone
    return (each for each in store.others.values() if each is not own and each.has("regimens"))


def _link_to(
    store: TrialStore, request: PageRequest, other: TrialStore, *, to_compare: bool
) -> dcc.Link:
    """A first choice of another dataset's protocols, beside what is chosen here."""
    title, frames = title_in_short(store, other), other.frames()
    if to_compare:
        chosen = first_set(frames, "COMPARE", PROTOCOLS_COMPARED)
        words = f"Compare {amount(len(chosen), 'protocol')} of {title}"
        return dcc.Link(words, href=compare_address(request, chosen))
    chosen = first_set(frames, "PROTOCOLS", FEW)
    words = f"Show {amount(len(chosen), 'protocol')} of {title}"
    wanted = shown_after(request.state, (*request.state.protocols.regimen, *chosen))
    return dcc.Link(words, href=address_after(PATH, request.state, wanted))
