"""A deck: the figures that a reader put together, read from a link and made into slides.

A figure of a deck is written as a relative address: view, query, name, such as
``phase-by-condition?condition=t1d#Phase of the type 1 trials``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Self
from urllib.parse import quote, unquote

import pandas as pd
from pptx.presentation import Presentation as Deck

from components.share import exports, read_me
from components.share.archive import zip_chunks
from components.share.attribution import (
    DASHBOARD,
    DISCLAIMER,
    MOST_NAME_PART,
    Attribution,
    dataset_name,
    safe,
)
from components.share.deck_ends import closing_slides, title_slide
from components.share.deck_story import answer_of, story_of
from components.share.deck_together import together
from components.share.drawn_view import DrawnView
from components.share.exports import Table
from components.slides.sheet import Sheet, SlideText, deck_bytes, new_deck
from components.view import Query
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.query_string import is_text, shorten
from data.link.state import PageState
from data.queries import provenance
from data.queries.provenance import Sources
from data.store import TrialStore

MOST_FIGURES = 60
MOST_NAME_LENGTH = 120
MOST_NOTE_LENGTH = 2_000
"""Characters of what a reader says of one slide."""
MOST_NOTE_ROWS = 60
MOST_TITLE = 60
MOST_NAMED = 2
"""Datasets in the name of a deck's file."""


class DeckError(ValueError):
    """A deck that cannot be made; the message says what is wrong and what is allowed."""


@dataclass(frozen=True)
class DeckFigure:
    """One figure of a deck: a view, the state it is drawn for, and its name, or the view's.

    shared: the title of the slide that it shares with its neighbours of the same title.
    note: what the reader wants to say of it.
    """

    slug: str
    state: PageState
    name: str = ""
    shared: str = ""
    note: str = ""

    @classmethod
    def parse(cls, text: str, datasets: Datasets) -> tuple[Self, tuple[str, ...]]:
        """The figure in ``view?query#name`` and what of its query was ignored, in words.

        The query names the dataset: one deck may hold figures of several.

        Raises:
            DeckError: there is no such view, or the address is no text.
        """
        if not is_text(text):
            raise DeckError("A figure's address is not UTF-8, or holds control characters.")
        rest, _, name = text.partition("#")
        slug, _, query = rest.partition("?")
        if slug not in VIEWS:
            raise DeckError(
                f"“{shorten(slug)}” is not a figure of this dashboard. Allowed: {', '.join(VIEWS)}."
            )
        state, ignored = PageState.from_query(query, datasets.of_query(query).known)
        return cls(slug, state, " ".join(unquote(name).split())[:MOST_NAME_LENGTH]), ignored

    def serialise(self) -> str:
        name = f"#{quote(self.name, safe='')}" if self.name else ""
        return f"{self.slug}{self.state.to_query()}{name}"


def standard_deck(store: TrialStore, state: PageState | None = None) -> tuple[DeckFigure, ...]:
    """The figures of the dataset's story under a page's choices, or without any."""
    state = state or _nothing_chosen(store)
    return tuple(
        DeckFigure(slug, state, shared=slide.title)
        for slide in story_of(store, state).slides
        for slug in slide.slugs
    )


def left_out_of(store: TrialStore, state: PageState | None = None) -> tuple[str, ...]:
    """The figures that the standard deck leaves out, each with the reason, a line each."""
    return story_of(store, state or _nothing_chosen(store)).left_out


def _nothing_chosen(store: TrialStore) -> PageState:
    return PageState(store.no_filters(), dataset=store.known.dataset)


def read_deck(
    figures: Sequence[str], datasets: Datasets, dataset: str = "", notes: Sequence[str] = ()
) -> tuple[DeckFigure, ...]:
    """The figures of a link, in a form with a note for each; none is a dataset's standard deck.

    Raises:
        DeckError: a figure or a value is not known, or there are too many.
    """
    if len(figures) > MOST_FIGURES:
        raise DeckError(
            f"A deck holds at most {MOST_FIGURES} figures; {len(figures)} were asked for."
        )
    found = []
    for number, text in enumerate(figures, start=1):
        figure, ignored = DeckFigure.parse(text, datasets)
        if ignored:
            raise DeckError(f"Figure {number} of the deck: {' '.join(ignored)}")
        found.append(replace(figure, note=notes[number - 1]) if notes else figure)
    if found:
        return tuple(found)
    store = datasets.named(dataset)
    if store is None:
        raise DeckError(f"Dataset: “{shorten(dataset)}” is not known here.")
    return standard_deck(store)


def store_of(datasets: Datasets, figure: DeckFigure) -> TrialStore:
    """The data of one figure."""
    return datasets.of_state(figure.state)


def stores_of(datasets: Datasets, figures: Sequence[DeckFigure]) -> tuple[TrialStore, ...]:
    """The data of all figures, each dataset once, in the order of the deck."""
    found = dict.fromkeys(
        store
        for figure in figures
        for store in VIEWS[figure.slug].scope.stores(store_of(datasets, figure), figure.state)
    )
    return tuple(found) or (datasets.default,)


def sources_of(datasets: Datasets, figures: Sequence[DeckFigure]) -> Sources:
    """The sources of all figures, each once, in the order of the deck."""
    return tuple(
        dict.fromkeys(
            source
            for figure in figures
            for source in VIEWS[figure.slug].scope.sources(store_of(datasets, figure), figure.state)
        )
    )


def dates_of(datasets: Datasets, figures: Sequence[DeckFigure]) -> str:
    """The date of the data, or the first and the last of several: ``2010-08_2025-12``."""
    dates = sorted(provenance.dates_of(sources_of(datasets, figures)))
    dates = dates or [store.date for store in stores_of(datasets, figures)]
    return "_".join(dict.fromkeys((dates[0], dates[-1])))


@dataclass
class DeckRows:
    """The rows behind the figures of one deck; figures that share them share the work."""

    datasets: Datasets
    found: dict[tuple[Query[pd.DataFrame], PageState], pd.DataFrame] = field(default_factory=dict)

    def behind(self, figure: DeckFigure) -> pd.DataFrame:
        query = VIEWS[figure.slug].scope.behind
        key = (query, figure.state)
        if key not in self.found:
            self.found[key] = query(store_of(self.datasets, figure), figure.state)
        return self.found[key]


def notes_of(words: Attribution, behind: pd.DataFrame) -> tuple[str, ...]:
    """Speaker notes: the figure in words, how to read it, and where its data stand."""
    keys = [name for name in ("nct_id", "outcome", "graft", "event", "regimen") if name in behind]
    wanted = [*keys[:1], "source", "locator"]
    # a frame without rows may come without columns
    places = behind.reindex(columns=wanted).drop_duplicates().to_numpy()
    lines = [f"{row[0]}: {', '.join(map(str, row[1:]))}" for row in places[:MOST_NOTE_ROWS]]
    if len(places) > MOST_NOTE_ROWS:
        lines.append(f"{len(places) - MOST_NOTE_ROWS:,} more: see the file of all rows.")
    where = ("Where the data stand:", *lines) if lines else ("No data match the filters.",)
    return (words.summary, words.caption, *where)


def heading(words: Attribution, notes: tuple[str, ...], name: str = "") -> SlideText:
    return SlideText(
        title=name or words.title,
        choice=words.choice_line,
        footer=(words.source_line, words.link),
        summary=words.summary,
        notes=notes,
    )


def _add(deck: Deck, drawn: DrawnView, behind: pd.DataFrame, name: str, note: str = "") -> None:
    """The slide of one figure; one with a long table continues on others."""
    notes = (*filter(None, (note,)), *notes_of(drawn.words, behind))
    drawn.view.slide(drawn.answer, drawn.state, Sheet(deck, heading(drawn.words, notes, name)))


def slide_bytes(drawn: DrawnView, name: str = "") -> bytes:
    """One figure as a presentation of its own."""
    deck = new_deck()
    _add(deck, drawn, drawn.behind(), name)
    return deck_bytes(deck)


@dataclass(frozen=True)
class DrawnFigure:
    """A figure of a deck and the view drawn for it."""

    figure: DeckFigure
    drawn: DrawnView

    @classmethod
    def of(cls, datasets: Datasets, figure: DeckFigure, base: str) -> Self:
        store = store_of(datasets, figure)
        answer = answer_of(figure.slug, store, figure.state)
        view = VIEWS[figure.slug]
        return cls(figure, DrawnView.of(store, figure.state, view, base, answer))


def _slides(deck: Deck, drawn: Sequence[DrawnFigure], rows: DeckRows) -> None:
    """The slides of the figures in their order; neighbours that share a slide stand on one."""
    for title, group in groupby(drawn, key=lambda each: each.figure.shared):
        own = list(group)
        if title:
            notes = [
                line
                for each in own
                for line in (
                    each.drawn.words.link,
                    *notes_of(each.drawn.words, rows.behind(each.figure)),
                )
            ]
            together(deck, [each.drawn for each in own], list(dict.fromkeys(notes)), title)
            continue
        for each in own:
            _add(deck, each.drawn, rows.behind(each.figure), each.figure.name, each.figure.note)


def pptx_bytes(
    datasets: Datasets,
    figures: Sequence[DeckFigure],
    base: str,
    *,
    title: str = "",
    today: date | None = None,
    left_out: Sequence[str] = (),
    template: Deck | None = None,
) -> bytes:
    """The figures as a presentation, between a title slide and those of notes and sources.

    left_out: figures that are no slide, with the reason; the last slide names them.
    template: an empty deck whose look the slides take; none: that of the house.
    """
    deck = template or new_deck()
    rows = DeckRows(datasets)
    drawn = [DrawnFigure.of(datasets, figure, base) for figure in figures]
    stores = stores_of(datasets, figures)
    sources = tuple(dict.fromkeys(source for each in drawn for source in each.drawn.words.sources))
    title_slide(deck, stores, sources, title or DASHBOARD, len(figures), base, today)
    _slides(deck, drawn, rows)
    behind = [rows.behind(figure) for figure in figures]
    closing_slides(deck, stores, sources, behind, base, left_out)
    return deck_bytes(deck, today)


def zip_bytes(
    datasets: Datasets,
    figures: Sequence[DeckFigure],
    base: str,
    *,
    title: str = "",
    today: date | None = None,
) -> bytes:
    """The tables of the figures as CSV, as shown and all rows, with a readme of all of them."""
    files: list[tuple[str, Iterable[str]]] = []
    listed: list[str] = []
    tables: list[Table] = []
    for number, figure in enumerate(figures, start=1):
        store, view = store_of(datasets, figure), VIEWS[figure.slug]
        drawn = DrawnView.of(store, figure.state, view, base)
        answer, words = drawn.answer, drawn.words
        # the number keeps two figures of one view apart
        own = exports.tables_of(view, store, figure.state, answer, f"{number:02}_{words.file_name}")
        files += [(table.name, exports.csv_chunks(table.frames)) for table in own]
        tables += own
        listed += [
            f"{number}. {figure.name or words.title}",
            words.choice_line,
            f"How to read: {words.caption}",
            words.source_line,
            words.link,
            *read_me.files_in_words(own),
            "",
        ]
    text = _read_me(datasets, figures, listed, tables, base, title, today)
    return b"".join(zip_chunks([(read_me.READ_ME, (text,)), *files]))


def _read_me(
    datasets: Datasets,
    figures: Sequence[DeckFigure],
    listed: Iterable[str],
    tables: Iterable[Table],
    base: str,
    title: str,
    today: date | None,
) -> str:
    made = f"Made on {today.isoformat()}. " if today else ""
    sources = [
        ". ".join(text for text in (each.title, each.citation, each.url) if text)
        for each in sources_of(datasets, figures)
    ]
    return read_me.text_of(
        [
            title or DASHBOARD,
            *(f"{store.title}." for store in stores_of(datasets, figures)),
            f"{made}{DISCLAIMER}",
            *read_me.HOW_FILES_ARE_WRITTEN,
            "",
            *listed,
            "Sources:",
            *sources,
            f"Data notes: {base}/sources",
            "",
            *read_me.columns_in_words(tables),
        ]
    )


def file_name(title: str, datasets: Iterable[str], date_of_data: str) -> str:
    """``deck_my-talk_review-2010_2010-08``: the title where it has one, datasets, date of data.

    datasets: their names in a link.
    """
    names = [safe(dataset_name(each), MOST_NAME_PART) for each in datasets]
    more = [f"and-{len(names) - MOST_NAMED}-more"] if len(names) > MOST_NAMED else []
    parts = ["deck", safe(title.lower(), MOST_TITLE), *names[:MOST_NAMED], *more, date_of_data]
    return "_".join("-".join(filter(None, part.split("-"))) for part in parts if part)
