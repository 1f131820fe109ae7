"""Parts that several pages share: page heads, panels, data notes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components import ids
from components.request import PageRequest
from components.shell import empty_state
from components.still import Still, filled, markup_of, piece
from data import vocabulary as v
from data.queries.trials import count_matching
from data.query_string import shorten
from data.store import TrialStore

Panel = Callable[[TrialStore, PageRequest], Any]
"""A part of a page that is drawn anew for each address."""


def page_head(title: str, intro: object) -> html.Div:
    return html.Div([html.H1(title), html.P(intro, className="intro")], className="page-head")


def placed(
    panels: Mapping[str, Panel], name: str, store: TrialStore, request: PageRequest
) -> Still:
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


def filter_sentence(store: TrialStore, request: PageRequest) -> Any:
    """The filters in English with n of N and the date, or the empty state."""
    empty = empty_state(store, request)
    if empty is not None:
        return empty
    n = count_matching(store, request.state.filters)
    return piece(
        "p",
        piece("strong", f"{n:,} of {len(store.trials):,} trials. "),
        f"{request.state.filters.describe()}. ",
        piece("span", f"Registry as of {store.date}.", className="muted"),
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


def note_list(notes: pd.DataFrame) -> html.Div:
    """Data notes with their kind and where they were found."""
    return html.Div(
        [
            html.Article(
                [
                    html.H3(note.title),
                    html.P(note.text),
                    html.P(
                        f"{v.NOTE_KIND.labels[str(note.kind)]}. Where: {note.locator}.",
                        className="muted small",
                    ),
                ],
                className="data-note",
                id=ids.note(note.note),
            )
            for note in notes.itertuples()
        ],
        className="data-notes",
    )
