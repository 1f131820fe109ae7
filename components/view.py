"""A view: a query and the drawing of what it answers, as figure, slide, table and words.

A view answers with a frame, or with counts that make one when a table, a slide or a file asks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import pandas as pd

from components.figures.empty import empty_figure
from components.scope import PartsOf, RowParts, Scope
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.theme import Palette
from data.index.breakdowns import Answer, frame_of
from data.link.state import PageState
from data.queries.source_line import source_line
from data.store import TrialStore

A = TypeVar("A", bound=Answer)
Query = Callable[[TrialStore, PageState], A]
Draw = Callable[[A, PageState, Palette], dict[str, Any]]
DrawFitted = Callable[[A, PageState, Palette, float, float], dict[str, Any]]
Say = Callable[[A], str]
DrawSlide = Callable[[A, PageState, Sheet], None]


@dataclass(frozen=True)
class Swatch:
    """One entry of a legend: a label, and the colour and pattern of its marks.

    pattern: as plotly names them: ``/`` hatched, ``.`` dotted, empty plain.
    """

    label: str
    colour: str
    pattern: str = ""


Legend = Callable[[A, Palette], tuple[Swatch, ...]]
Lacks = Callable[[TrialStore, PageState], str]
NOTHING_CHOSEN = PageState()


@dataclass(frozen=True)
class Needs:
    """Rows without which a view or a page has nothing to show: those of ``frame``.

    lacks: what a dataset without them is said not to have, in a sentence.
    """

    frame: str
    lacks: str

    def missing(self, store: TrialStore, state: PageState = NOTHING_CHOSEN) -> str:
        """The sentence for a dataset without these rows; empty for one that has some."""
        return "" if store.has(self.frame) else self.lacks


TRIALS_NEEDED = Needs(
    "trials", "This is a dataset of protocols: it has no trials, so there is nothing to count here."
)


def _lacks_nothing(store: TrialStore, state: PageState) -> str:
    return ""


def _no_legend(answer: Answer, palette: Palette) -> tuple[Swatch, ...]:
    return ()


def _nothing_left_out(answer: Answer) -> str:
    return ""


def _all_rows(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


@dataclass(frozen=True)
class View(Generic[A]):
    """One figure of the dashboard; ``A`` is what its query answers.

    Attributes:
        slug: its name in ids, links and file names.
        title: what the figure shows, in a reader's words.
        caption: how to read it: what is counted, what may not be added up. True of the figure
            wherever it goes.
        scope: what it counts, which choices it obeys, the rows behind it, its page.
        slide: the same drawn as native shapes on a slide.
        columns: column of the tidy frame -> heading, for the data table.
        file_columns: the same of the columns that its files have besides: numbers that stand in
            words on screen.
        legend: the colours of the figure, drawn above it so that they wrap on a phone.
        table: the rows of the frame that the data table shows.
        fitted: the figure for a room of (width, height) pixels, where its parts are laid out
            for one width; none where it stretches by itself.
        narrowest: the least width in pixels at which no two texts of the figure overlap.
        missing: why the view cannot be drawn for a dataset and state, in a sentence; empty
            where it can.
        left_out: what is to be said of the answer: how its rows came about, and what it does not
            hold, there being too many.
        hint: what can be done with the figure on its page and nowhere else.
        rows_shown: the rows of its table in files, where they are more than the figure's frame
            holds; with the same columns.
    """

    slug: str
    title: str
    caption: str
    query: Query[A]
    figure: Draw[A]
    slide: DrawSlide[A]
    summary: Say[A]
    scope: Scope
    columns: dict[str, str]
    legend: Legend[A] = _no_legend
    table: Callable[[pd.DataFrame], pd.DataFrame] = _all_rows
    fitted: DrawFitted[A] | None = None
    narrowest: int = 560
    missing: Lacks = _lacks_nothing
    left_out: Say[A] = _nothing_left_out
    hint: str = ""
    file_columns: Mapping[str, str] = field(default_factory=dict)
    rows_shown: PartsOf | None = None

    def render(self, store: TrialStore, state: PageState, palette: Palette) -> "Rendered":
        answer = self.query(store, state)
        left_out = self.left_out(answer)
        return Rendered(
            self,
            answer,
            self.figure(answer, state, palette),
            self._in_words(answer, left_out),
            self.legend(answer, palette),
            self._how_to_read(answer, left_out),
            "" if lacking(answer) else self.hint,
            attribution(self.scope, store, state),
        )

    def lacks(self, store: TrialStore, state: PageState = NOTHING_CHOSEN) -> str:
        """Says why the view cannot be drawn for a dataset, in a sentence; empty if it can."""
        return self.missing(store, state)

    def in_words(self, answer: A) -> str:
        """The figure as text, for those who do not see it."""
        return self._in_words(answer, self.left_out(answer))

    def how_to_read(self, answer: A) -> str:
        """The caption and what the figure leaves out, or why there is no figure."""
        return self._how_to_read(answer, self.left_out(answer))

    def said_of(self, answer: A) -> tuple[str, str]:
        """``in_words`` and ``how_to_read``, what is left out worked out once."""
        left_out = self.left_out(answer)
        return self._in_words(answer, left_out), self._how_to_read(answer, left_out)

    def _in_words(self, answer: A, left_out: str) -> str:
        return " ".join([f"{self.title}. {self.summary(answer)}", left_out]).rstrip()

    def _how_to_read(self, answer: A, left_out: str) -> str:
        return (lacking(answer) or f"{self.caption} {left_out}").rstrip()


@dataclass(frozen=True)
class Rendered:
    """A view drawn for one address: the answer, its figure and the figure in words.

    Attributes:
        attribution: how many are drawn of how many, and the sources of the rows drawn.
    """

    view: View[Any]
    answer: Answer
    figure: dict[str, Any]
    summary: str
    legend: tuple[Swatch, ...]
    caption: str = ""
    hint: str = ""
    attribution: str = ""

    @property
    def frame(self) -> pd.DataFrame:
        """The answer as a tidy frame."""
        return frame_of(self.answer)


def attribution(scope: Scope, store: TrialStore, state: PageState) -> str:
    """``5 of 12 protocols. Source: ...``"""
    return f"{scope.shown(store, state)}. {source_line(scope.sources(store, state))}"


def needing_trials(view: View[A]) -> View[A]:
    """Makes a view of trials say so for a dataset that has none."""
    if not view.scope.is_of_trials:
        return view
    return replace(
        view,
        missing=lambda store, state: (
            TRIALS_NEEDED.missing(store, state) or view.missing(store, state)
        ),
    )


def saying_what_lacks(view: View[A]) -> View[Any]:
    """Makes a view say in every form why it has no figure for a dataset.

    For such a dataset the answer is a frame with the columns of the table and no rows, and
    carries the sentence; figure, slide, picture and files are made of it as ever.
    """
    if view.missing is _lacks_nothing:
        return view
    fitted, scope = view.fitted, view.scope

    def query(store: TrialStore, state: PageState) -> Any:
        sentence = view.lacks(store, state)
        return _silent_frame(view, sentence) if sentence else view.query(store, state)

    def drawn_fitted(
        answer: Any, state: PageState, palette: Palette, width: float, height: float
    ) -> dict[str, Any]:
        if fitted is None or lacking(answer):
            return empty_figure(lacking(answer), palette)
        return fitted(answer, state, palette, width, height)

    def drawn(answer: Any, state: PageState, palette: Palette) -> dict[str, Any]:
        sentence = lacking(answer)
        if sentence:
            return empty_figure(sentence, palette)
        return view.figure(answer, state, palette)

    def on_slide(answer: Any, state: PageState, sheet: Sheet) -> None:
        if lacking(answer):
            empty_slide(sheet, lacking(answer))
        else:
            view.slide(answer, state, sheet)

    return replace(
        view,
        query=query,
        figure=drawn,
        slide=on_slide,
        fitted=drawn_fitted if fitted else None,
        summary=lambda answer: lacking(answer) or view.summary(answer),
        legend=lambda answer, palette: () if lacking(answer) else view.legend(answer, palette),
        table=lambda frame: frame if lacking(frame) else view.table(frame),
        left_out=lambda answer: "" if lacking(answer) else view.left_out(answer),
        scope=replace(
            scope,
            chosen=lambda store, state: (
                view.lacks(store, state).rstrip(".") or scope.chosen(store, state)
            ),
            shown=lambda store, state: (
                NOTHING_SHOWN if view.lacks(store, state) else scope.shown(store, state)
            ),
            behind=lambda store, state: (
                NO_ROWS if view.lacks(store, state) else scope.behind(store, state)
            ),
            sources=lambda store, state: (
                () if view.lacks(store, state) else scope.sources(store, state)
            ),
            parts=lambda store, state: (
                RowParts(0, (NO_ROWS,))
                if view.lacks(store, state)
                else scope.in_parts(store, state)
            ),
        ),
    )


LACKS = "lacks"
"""Attribute of a frame without rows: why the dataset has none."""
NOTHING_SHOWN = "Nothing to show"
NO_ROWS = pd.DataFrame(columns=["source", "locator"])


def lacking(answer: Answer) -> str:
    """Says why the dataset has no rows for a view; empty where it can have."""
    return str(answer.attrs.get(LACKS, "")) if isinstance(answer, pd.DataFrame) else ""


def _silent_frame(view: View[A], sentence: str) -> pd.DataFrame:
    frame = pd.DataFrame(columns=[*view.columns, *view.file_columns])
    frame.attrs[LACKS] = sentence
    return frame
