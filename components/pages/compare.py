"""Compare: two to four regimens aligned on day 0, what differs, and each in words."""

from dataclasses import replace
from functools import partial
from typing import Any

from dash import dcc, html

from components.elements.cards import figure_card
from components.elements.compare_links import FULL, compare_address, compare_link
from components.elements.controls import multi_select, switch
from components.elements.links import dataset_query, link, state_address
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
from components.elements.source_lines import of_scope, sourced
from components.pages.chosen_arms import nothing_chosen
from components.scope import COMPARISON
from components.views import PROTOCOL_PAGES_NEED
from data.link.options import COMPARE, MOST_COMPARED, WINDOW, ProtocolOptions
from data.link.state import PageState
from data.model.amounts import amount
from data.queries import comparison, regimens
from data.queries.arm_codes import arm_of
from data.queries.regimen_owners import has_own, own_regimens
from data.queries.regimen_words import in_parts
from data.store import TrialStore

ONE_IS_TOO_FEW = "Choose at least two protocols"


def _chosen(store: TrialStore, request: PageRequest) -> tuple[str, ...]:
    return comparison.compared(store, request.state)


def choice(store: TrialStore, request: PageRequest) -> html.Div:
    """Protocols compared, in words, and ready-made comparisons; or that one is not enough."""
    chosen = _chosen(store, request)
    if not chosen and not has_own(store):
        return nothing_chosen(store, request, to_compare=True)
    if len(chosen) < comparison.FEWEST:
        return html.Div([_too_few(store, request, chosen), _ready_made(store, request)])
    return html.Div([_compared_chips(store, request), _ready_made(store, request)])


def _compared_chips(store: TrialStore, request: PageRequest) -> html.Div:
    """The number compared, a link for each that takes it out, and a word on the choice."""
    chosen = _chosen(store, request)
    chips = [
        dcc.Link(
            [f"{label} ", html.Span("×", **{"aria-hidden": "true"})],
            href=compare_address(
                request, request.state.compare.toggled(regimen, store.known).regimens
            ),
            className="chip",
            title="Take out of the comparison",
        )
        for regimen, label in comparison.short_labels(store, chosen).items()
    ]
    count = html.Strong(f"{len(chosen)} of at most {MOST_COMPARED}", role="status")
    return html.Div(
        [count, *chips, *_on_the_choice(store, request)], className="chips compared-chips"
    )


def _on_the_choice(store: TrialStore, request: PageRequest) -> list[html.Span]:
    """That these protocols show where none is chosen, or why no other can be added."""
    if not request.state.compare.regimens:
        return [html.Span("Shown while nothing else is chosen.", className="muted")]
    is_full = len(_chosen(store, request)) == MOST_COMPARED
    return [html.Span(FULL, className="muted")] if is_full else []


def _too_few(store: TrialStore, request: PageRequest, chosen: tuple[str, ...]) -> html.Div:
    """One protocol alone: links that put another one beside it."""
    labels = store.known.regimen.labels
    others = [code for code in own_regimens(store) or list(labels) if code not in chosen]
    in_order = store.known.regimen.in_order
    links = [
        (labels[code], compare_address(request, in_order((*chosen, code))), "")
        for code in others
        if arm_of(code) is None
    ]
    if store.has_arms:
        search = state_address("/protocols", request.state)
        links.insert(0, ("an arm of this dataset, by the search of arms", search, ""))
    return what_to_change(
        "Choose at least two arms or protocols" if store.has_arms else ONE_IS_TOO_FEW,
        f"Chosen: {'; '.join(labels[code] for code in chosen)}. Compare it with",
        links,
    )


def _ready_made(store: TrialStore, request: PageRequest) -> html.Ul:
    shown = _chosen(store, request)
    return ready_made(
        "Ready-made comparisons",
        (
            (row.title, compare_address(request, row.regimens), row.regimens == shown)
            for row in regimens.sets_of(store, "COMPARE").itertuples()
        ),
    )


def words(store: TrialStore, request: PageRequest) -> list[html.Article]:
    """Each protocol as text for a methods slide."""
    articles = []
    for regimen, label in comparison.short_labels(store, _chosen(store, request)).items():
        start, said, end = in_parts(store, regimen)
        roles = [html.P([html.Strong(f"{role}: "), f"{'; '.join(texts)}."]) for role, texts in said]
        articles.append(
            html.Article(
                [
                    html.H3(label),
                    html.P(start),
                    *roles,
                    html.P(end, className="muted") if end else None,
                    compare_link(store, request, regimen, label),
                ],
                className="regimen-words",
            )
        )
    return articles


def notes(store: TrialStore, request: PageRequest) -> Any:
    """The data notes on the compared protocols: the heavy ones a line each, the others counted."""
    state = PageState(protocols=ProtocolOptions(regimen=_chosen(store, request)))
    return notes_of_page(store, regimens.notes(store, state))


PANELS: dict[str, Panel] = {
    "compare-choice": choice,
    "compare-notes": notes,
    "compare-words": sourced(words, of_scope(COMPARISON)),
}


def _controls(store: TrialStore, request: PageRequest) -> html.Section:
    field = replace(store.known.regimen, key=COMPARE, label="Protocols to compare")
    return html.Section(
        [
            multi_select(
                field,
                _chosen(store, request),
                placeholder=f"Choose {comparison.FEWEST} to {MOST_COMPARED} protocols",
                most=MOST_COMPARED,
                full=FULL,
            ),
            switch(WINDOW, request.state.protocols.window),
        ],
        className="compare-controls",
        **{"aria-label": "Choice of protocols and window"},
    )


def _more_of(store: TrialStore) -> str:
    """The contents of the page of protocols, in words."""
    cohorts, own = len(store.alone.cohorts), len(own_regimens(store))
    if cohorts:
        return f"All {cohorts:,} cohorts"
    return f"All {amount(own, 'protocol')}" if own else "Arms of trials, and a search of them"


_section = partial(panel_section, PANELS, "compare-section")


def _all_of(store: TrialStore) -> str:
    """``7 cohorts``; ``2 protocols`` of a dataset without cohorts."""
    cohorts = len(store.cohorts)
    return amount(cohorts, "cohort") if cohorts else amount(len(store.regimens), "protocol")


def layout(store: TrialStore, request: PageRequest) -> html.Div:
    return html.Div(
        [
            page_head(
                "Compare",
                [
                    f"{comparison.FEWEST} to {MOST_COMPARED} protocols, class by class and day "
                    "by day. What a source does not mention is no difference. "
                    f"{_more_of(store)}: ",
                    link("Protocols", "/protocols", dataset_query(store)),
                    ".",
                ],
            ),
            _controls(store, request),
            placed(PANELS, "compare-choice", store, request),
            html.Div(
                [
                    figure_card(store, request, "comparison", wide=True),
                    figure_card(store, request, "comparison-timeline", wide=True),
                    _section("Before you quote a number", "", "compare-notes", store, request),
                    _section(
                        "The protocols in words",
                        "Generated from the events, for a methods slide. Words in quotation "
                        "marks are the source's.",
                        "compare-words",
                        store,
                        request,
                    ),
                ],
                className="compare-parts",
            ),
        ],
        className="page",
    )


PAGE = Page(
    "compare",
    "Compare",
    "/compare",
    layout,
    panels=PANELS,
    needs=PROTOCOL_PAGES_NEED,
    elsewhere="The comparison of the review’s protocols",
)
