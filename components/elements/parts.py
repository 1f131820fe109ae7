"""Parts that several pages share: page heads, panels, empty states."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from components.elements import ids
from components.elements.links import address
from components.elements.markup import MarkupBlock, filled, markup_of, piece
from components.elements.request import PageRequest
from data.link.query_string import Queries, shorten
from data.queries.trials import count_matching, relaxations
from data.store import TrialStore

Layout = Callable[[TrialStore, PageRequest], Any]
"""The function that lays a page out for an address."""
Panel = Callable[[TrialStore, PageRequest], Any]
"""A part of a page that is drawn anew for each address."""


def page_head(title: str, intro: object) -> html.Div:
    return html.Div([html.H1(title), html.P(intro, className="intro")], className="page-head")


def placed(
    panels: Mapping[str, Panel], name: str, store: TrialStore, request: PageRequest
) -> MarkupBlock:
    """A panel of a page, drawn for this address; its callback finds it by name."""
    markup = markup_of(panels[name](store, request))
    return filled(ids.panel(name), "div", markup, className="panel")


def panel_section(
    panels: Mapping[str, Panel],
    classes: str,
    title: str,
    lead: str,
    name: str,
    store: TrialStore,
    request: PageRequest,
) -> dbc.Card:
    """A titled card around a panel, with a line of explanation where ``lead`` has one."""
    return dbc.Card(
        [
            html.H2(title),
            html.P(lead, className="muted") if lead else None,
            placed(panels, name, store, request),
        ],
        className=classes,
    )


def what_to_change(heading: str, said: str, links: Iterable[tuple[str, str, str]]) -> html.Div:
    """The notice where nothing can be shown: what was asked for, and links to what can.

    links: the words of each, its address, and what follows it.
    """
    choices = [html.Li([dcc.Link(words, href=href), after or None]) for words, href, after in links]
    return html.Div(
        [html.H2(heading), html.P(said), html.Ul(choices)],
        className="alert alert-warning empty-state",
        role="alert",
    )


def ready_made(name: str, choices: Iterable[tuple[str, str, bool]]) -> html.Ul:
    """Links to choices that a talk often needs.

    choices: the title of each, its address, whether it is what the page shows.
    """
    items = [
        html.Li(
            dcc.Link(title, href=href, className="chip reset" + (" current" if current else "")),
            **({"aria-current": "true"} if current else {}),
        )
        for title, href, current in choices
    ]
    return html.Ul(items, className="chips ready-made", **{"aria-label": name})


def empty_state(store: TrialStore, request: PageRequest) -> html.Div | None:
    """The notice where no trial matches, with links that relax one filter each."""
    filters, values = request.state.filters, request.state.to_values()
    if count_matching(store, filters):
        return None
    return what_to_change(
        "No trial matches these filters",
        filters.describe(),
        (
            (
                f"Remove “{row.label}”",
                address(request.path, Queries.of(values, row.key).with_value("")),
                f" to see {row.trials:,} of {len(store.trials):,} trials",
            )
            for row in relaxations(store, filters)
        ),
    )


def filter_sentence(store: TrialStore, request: PageRequest) -> Any:
    """The filters in English with n of N and the date, or the empty state.

    Nothing for a dataset without trials, which nothing filters.
    """
    if not store.has("trials"):
        return []
    empty = empty_state(store, request)
    if empty is not None:
        return empty
    n = count_matching(store, request.state.filters)
    return piece(
        "p",
        piece("strong", f"{n:,} of {len(store.trials):,} trials. "),
        f"{request.state.filters.describe()}. ",
        piece("span", f"Registry as of {store.date_in_words}.", className="muted"),
        className="filter-sentence",
    )


def nothing_here(
    thing: str,
    wanted: str,
    number: int,
    near: Sequence[html.Li],
    elsewhere: Sequence[html.Li],
    classes: str,
) -> html.Div:
    """The page for a name or number that is not there: what is like it, and where to look.

    thing: ``trial``; number: how many of them the dataset holds; near, elsewhere: list items.
    """
    return html.Div(
        [
            page_head(
                f"There is no such {thing} here",
                [
                    "“",
                    html.Span(shorten(wanted), className="wanted"),
                    f"” is none of the {number:,} {thing}s of this dataset. "
                    + ("These come nearest:" if near else "Try this:"),
                ],
            ),
            html.Ul([*near, *elsewhere], className="near-matches"),
        ],
        className=f"page {classes}",
    )
