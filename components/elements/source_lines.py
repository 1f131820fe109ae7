"""The last line of a card: the sources of the rows that it shows, with the dates of their data."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from dash import html

from components.elements.markup import Markup, Piece, piece
from components.elements.parts import Panel
from components.elements.request import PageRequest
from components.scope import Scope
from data.queries import provenance
from data.queries.provenance import Sources
from data.queries.source_line import source_line
from data.store import TrialStore

PanelSources = Callable[[TrialStore, PageRequest], Sources]
FrameOf = Callable[[TrialStore, PageRequest], pd.DataFrame]
ATTRIBUTION = "attribution"


def source_foot(sources: Sources) -> html.P | None:
    """The line; none where there is no source to name."""
    return html.P(source_line(sources), className=ATTRIBUTION) if sources else None


def source_piece(sources: Sources) -> Markup | None:
    """The line as markup."""
    return piece("p", source_line(sources), className=ATTRIBUTION) if sources else None


def of_scope(scope: Scope) -> PanelSources:
    """The sources of the rows that a figure of this scope counts."""
    return lambda store, request: scope.sources(store, request.state)


def without_references(sources_of: PanelSources) -> PanelSources:
    """The sources that tell of trials: words need no points of cities and no classes of drugs."""
    return lambda store, request: tuple(
        source for source in sources_of(store, request) if not source.is_reference
    )


def of_rows(rows_of: FrameOf) -> PanelSources:
    """The sources of the rows that a panel shows."""
    return lambda store, request: of_these(store, rows_of(store, request))


def of_these(store: TrialStore, *frames: pd.DataFrame) -> Sources:
    """The sources of the rows of these frames, each once, in the dataset's order."""
    return provenance.named_in(store, {cell for rows in frames for cell in rows["source"].unique()})


def source_panel(sources_of: PanelSources) -> Panel:
    """A panel of the line alone, below what is no panel of markup, such as a grid."""
    return lambda store, request: source_foot(sources_of(store, request))


def sourced(panel: Panel, sources_of: PanelSources) -> Panel:
    """The panel with its sources below; a panel that is a card has them inside."""

    def drawn(store: TrialStore, request: PageRequest) -> Any:
        body = panel(store, request)
        if body is None:
            return None
        sources = sources_of(store, request)
        if isinstance(body, Piece):
            foot = source_piece(sources)
            return Piece([*body, foot]) if foot is not None else body
        return [*(body if isinstance(body, list) else [body]), source_foot(sources)]

    return drawn
