"""The matrix of one trial's arms and interventions, above their texts on its page."""

import re

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements import ids
from components.elements.cards import MAX_TABLE_ROWS, SHOW_TABLE
from components.elements.export_menu import export_menu
from components.elements.markup import Markup, filled
from components.elements.present import figure_actions
from components.elements.request import PageRequest
from components.elements.source_lines import of_these
from components.elements.tables import card, rows_table
from components.elements.upright import HAS_UPRIGHT
from components.elements.upright_arms import arms_upright
from components.figures.arm_matrix import arm_matrix, parts_of
from components.pages.entity_figures import picture
from components.theme import Figure, Palette
from components.views import VIEWS
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.queries import arm_matrix as query
from data.store import TrialStore

SLUG = "arm-matrix"
MOST_PARTS = 4
"""Parts that the page draws; of 400 trials looked at none has more than two."""
NAME = re.compile(rf"{SLUG}-([1-{MOST_PARTS}])")
"""The name of a part among the figures of the page."""


def name_of(part: int) -> str:
    return f"{SLUG}-{part}"


def part_named(name: str) -> int:
    """The part that a figure shows, counted from 1; 0 where it is another figure."""
    found = NAME.fullmatch(name)
    return int(found[1]) if found else 0


def arms_figure(store: TrialStore, nct_id: str, palette: Palette, part: int) -> Figure:
    """One part of the matrix of a trial, whatever the filters."""
    return arm_matrix(query.arm_matrix(store, (nct_id,)), palette, part)


def arms_on_phones(store: TrialStore, nct_id: str, palette: Palette) -> list[Markup]:
    """The arms of a trial, all of them, as a phone shows them."""
    return arms_upright(query.arm_matrix(store, (nct_id,)), palette)


def arm_cards(store: TrialStore, nct_id: str, request: PageRequest) -> list[dbc.Card]:
    """A card for each part of the matrix; none for a trial without links."""
    parts = parts_of(query.arm_matrix(store, (nct_id,)))
    return [
        _card(store, nct_id, request, part, parts) for part in range(1, min(parts, MOST_PARTS) + 1)
    ]


def _card(store: TrialStore, nct_id: str, request: PageRequest, part: int, parts: int) -> dbc.Card:
    view, frame = VIEWS[SLUG], query.arm_matrix(store, (nct_id,))
    own = store.no_filters().with_text(nct_id)
    state = PageState(own, protocols=ProtocolOptions(part=part), dataset=store.known.dataset)
    is_last = part == min(parts, MOST_PARTS)
    anchor = SLUG if part == 1 else name_of(part)
    said = f", part {part} of {parts}" if parts > 1 else ""
    first = filled(
        ids.entity_upright(name_of(part)),
        "div",
        arms_upright(frame, request.palette),
        className="upright",
    )
    return card(
        f"{view.title}{said}",
        picture(
            arms_figure(store, nct_id, request.palette, part),
            view.in_words(frame),
            name=name_of(part),
            kind=f"arms {HAS_UPRIGHT}",
            config={},
        ),
        first if part == 1 else None,
        html.P([view.caption, html.Span(f" {view.hint}", className="hint")], className="caption"),
        _table(nct_id, frame) if is_last else None,
        _more(parts) if is_last and parts > MOST_PARTS else None,
        classes="full",
        menu=figure_actions(SLUG, export_menu(SLUG, state, anchor=anchor, own=True), state),
        anchor=anchor,
        sources=of_these(store, frame),
    )


def _table(nct_id: str, frame: pd.DataFrame) -> html.Details:
    """The links as the files have them; of very many the first."""
    headings = {name: words for name, words in VIEWS[SLUG].columns.items() if name != "nct_id"}
    rows = frame.head(MAX_TABLE_ROWS)
    cut = f" (first {len(rows)} rows)" if len(rows) < len(frame) else ""
    table = rows_table(rows, headings, f"Arms and interventions of {nct_id}{cut}", gap="")
    return html.Details([html.Summary(f"{SHOW_TABLE}{cut}"), table])


def _more(parts: int) -> html.P:
    words = f"Parts {MOST_PARTS + 1} to {parts} are on the slides and in the table."
    return html.P(words, className="muted small")
