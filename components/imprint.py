"""What travels with a figure wherever it goes: title, filters, numbers, source, date, link."""

from dataclasses import dataclass
from typing import Any

from components.attribution import source_line
from components.views import View
from data.breakdowns import Answer
from data.queries.provenance import Sources, dates_of
from data.state import PageState
from data.store import TrialStore

DASHBOARD = "Bone marrow stem cells for diabetes"
VERSION = "0.1.0"
"""Of the app; pyproject.toml and the newest heading of CHANGELOG.md say the same."""
MOST_NAME_PARTS = 4
DISCLAIMER = "Information, not medical advice."


@dataclass(frozen=True)
class Imprint:
    """The words around a figure, the same on screen, picture, slide and data file.

    Attributes:
        slug: the view.
        title: what the figure shows.
        chosen: the filters in words.
        shown: n of N.
        caption: how to read the figure.
        summary: the figure in words, its alt text.
        sources: the sources of the rows drawn.
        link: the address of this view, filters included.
        file_name: what the file holds, without ending: ``phase-by-condition_t1d_2010-08``.
    """

    slug: str
    title: str
    chosen: str
    shown: str
    caption: str
    summary: str
    sources: Sources
    link: str
    file_name: str

    @property
    def choice_line(self) -> str:
        """``7 of 19 trials. Condition: type 1 diabetes.``"""
        return f"{self.shown}. {self.chosen}." if self.chosen else f"{self.shown}."

    @property
    def citation(self) -> str:
        """The citations of the sources, joined."""
        return "; ".join(source.words for source in self.sources)

    @property
    def date(self) -> str:
        """The date of the data; of several sources their dates, ``2010-08 and 2026-11-21``."""
        return " and ".join(dates_of(self.sources))

    @property
    def source_line(self) -> str:
        return source_line(self.sources)


def file_name(slug: str, state: PageState, date: str) -> str:
    """View, the values of the query, date: letters, digits, ``-``, ``~`` and ``_`` only."""
    values = [state.filters.to_values(), state.map.to_values(), state.design.to_values()]
    values += [state.protocols.to_values(), state.compare.to_values()]
    values += [state.then_and_now.to_values()]
    texts = [text for part in values for text in part.values() if text]
    safe = ["".join(c if c.isalnum() and c.isascii() else "-" for c in text) for text in texts]
    parts = [text.strip("-")[:40] for text in safe[:MOST_NAME_PARTS]]
    return "_".join([slug, *(part for part in parts if part), date])


def imprint(
    store: TrialStore, state: PageState, view: View[Any], answer: Answer, base: str
) -> Imprint:
    """The imprint of a view and its answer; ``base`` is the app's address, no final slash."""
    sources = view.scope.sources(store, state)
    return Imprint(
        slug=view.slug,
        title=view.title,
        chosen=view.scope.chosen(store, state),
        shown=view.scope.shown(store, state),
        caption=view.how_to_read(answer),
        summary=view.in_words(answer),
        sources=sources,
        link=f"{base}{view.scope.path}{state.to_query()}#{view.slug}",
        file_name=file_name(view.slug, state, "_".join(dates_of(sources)) or store.date),
    )
