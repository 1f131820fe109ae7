"""The story of a dataset: the figures that make a talk of it, in order, and those left out.

A figure without anything to show, and one that shows of nearly all trials that nothing is stated,
is no slide: the deck names it and says why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from components.view import lacking
from components.views import VIEWS
from data.index.breakdowns import Answer, Breakdown, frame_of
from data.link.state import PageState
from data.model.vocabulary import NOT_STATED
from data.queries import places, trials
from data.store import TrialStore

NEARLY_ALL = 0.9
"""Share of the trials drawn from which a figure of what is not stated is left out."""
STORIES_KEPT, ANSWERS_KEPT = 16, 32
"""Stories, and answers of their figures, that are remembered."""
NOTHING_THERE = "nothing to show"
FILTERED_OUT = "nothing to show with these filters"


@dataclass(frozen=True)
class StorySlide:
    """One slide of the story.

    Attributes:
        slugs: its figures; several stand side by side.
        title: of a slide with several; one of a single figure has the figure's.
        beside: whether a dataset whose protocols are drawn at a glance has the slide, too.
    """

    slugs: tuple[str, ...]
    title: str = ""
    beside: bool = True


GLANCE = "at-a-glance"
DESIGN = "Design of the trials"
CELLS = "Cells: product and donor"
STORY = (
    StorySlide((GLANCE,)),
    StorySlide(("trial-map",)),
    StorySlide(("phase-by-condition",)),
    StorySlide(("allocation", "masking", "control", "intervention-model"), DESIGN),
    # protocols at a glance name the cells already
    StorySlide(("cell-product", "donor"), CELLS, beside=False),
    StorySlide(("started-per-year",)),
    StorySlide(("status",)),
    StorySlide(("enrollment",)),
    StorySlide(("sponsor-class",)),
    StorySlide(("intervention-type",)),
    StorySlide(("study-design",)),
    StorySlide(("schedule-of-activities",)),
    StorySlide(("protocol-timeline",)),
    StorySlide(("comparison",)),
    StorySlide(("agent-matrix",)),
    StorySlide(("arm-matrix",)),
    StorySlide(("graft-function",)),
    StorySlide(("chimerism",)),
    StorySlide(("islet-mass-and-function",)),
    StorySlide(("results-status",)),
    StorySlide(("primary-outcomes",)),
    StorySlide(("stopped-trials",)),
    StorySlide(("planned-and-actual",)),
    StorySlide(("participant-flow",)),
    StorySlide(("baseline-table",)),
    StorySlide(("outcome-by-arm",)),
    StorySlide(("posted-estimates",)),
    StorySlide(("adverse-events",)),
    StorySlide(("then-and-now",)),
    StorySlide(("then-and-since",)),
)
"""The slides in the order of a talk, from what was done by way of where and how to what came of it.

Phase by country, primary purpose, allocation by masking, the days of the two protocols that are
compared, the map of both datasets and the list of trials tell what others tell already, or are
for looking up: they are added by hand.
"""
OF_ONE_TRIAL = frozenset(
    (
        "planned-and-actual",
        "participant-flow",
        "baseline-table",
        "outcome-by-arm",
        "posted-estimates",
        "adverse-events",
    )
)
"""Figures of the posted results of a trial: a talk has them where its link names the trial."""


class Silence(NamedTuple):
    """The trials of which a figure shows that nothing is stated, and all that it draws."""

    trials: int
    drawn: int
    words: str = "not stated"

    @property
    def is_nearly_all(self) -> bool:
        return self.drawn > 0 and self.trials >= NEARLY_ALL * self.drawn

    def __str__(self) -> str:
        return f"{self.trials:,} of {self.drawn:,} {self.words}"


@dataclass(frozen=True)
class Story:
    """The slides that a dataset fills for a state, and what is left out, a line a figure."""

    slides: tuple[StorySlide, ...]
    left_out: tuple[str, ...]


def silence_of(slug: str, answer: Answer, store: TrialStore, state: PageState) -> Silence:
    """Counts the trials of which a figure shows that what it is about is not stated."""
    if isinstance(answer, Breakdown):
        return _of_codes(answer)
    if slug in SILENCES:
        return SILENCES[slug](answer, store, state)
    return Silence(0, 0)


def _of_codes(counted: Breakdown) -> Silence:
    numbers = dict(zip(counted.shown.codes, counted.trials.tolist(), strict=True))
    return Silence(numbers.get(NOT_STATED, 0), counted.total)


def _of_phases(answer: Answer, store: TrialStore, state: PageState) -> Silence:
    """Of the trials, as one of several conditions stands in several rows."""
    return _of_codes(trials.breakdown(store, state.filters, "phase"))


def _of_places(answer: Answer, store: TrialStore, state: PageState) -> Silence:
    totals = places.totals(store, state.filters, state.map)
    return Silence(totals.trials - totals.placed, totals.trials, "without a counted place")


def _of_column(code: str, total: str) -> Callable[[Answer, TrialStore, PageState], Silence]:
    """By a column of codes whose rows are parts of a total; each trial has one code."""

    def counted(answer: Answer, store: TrialStore, state: PageState) -> Silence:
        rows = frame_of(answer).drop_duplicates(code)
        silent = rows.loc[rows[code] == NOT_STATED, total].sum()
        return Silence(int(silent), int(rows[total].sum()))

    return counted


SILENCES: dict[str, Callable[[Answer, TrialStore, PageState], Silence]] = {
    "trial-map": _of_places,
    "phase-by-condition": _of_phases,
    "enrollment": _of_column("row", "row_total"),
    "started-per-year": _of_column("year", "year_total"),
}
"""Figure -> its count, where the answer is no breakdown by one field."""


def is_empty(answer: Answer) -> bool:
    """Says whether an answer has nothing that could be drawn."""
    if isinstance(answer, Breakdown):
        return not answer.trials.any()
    frame = frame_of(answer)
    return frame.empty or ("trials" in frame and not frame["trials"].any())


def why_left_out(slug: str, store: TrialStore, state: PageState) -> str:
    """Says why the figure is no slide, without a full stop; empty where it is one."""
    view = VIEWS[slug]
    lacks = view.lacks(store, state)
    if lacks:
        return lacks.rstrip(".")
    answer = answer_of(slug, store, state)
    if lacking(answer) or is_empty(answer):
        return FILTERED_OUT if state.filters.active() else NOTHING_THERE
    silence = silence_of(slug, answer, store, state)
    return str(silence) if silence.is_nearly_all else ""


@lru_cache(maxsize=ANSWERS_KEPT)
def answer_of(slug: str, store: TrialStore, state: PageState) -> Answer:
    """The answer that says whether a figure is a slide, for the slide that is drawn of it."""
    return VIEWS[slug].query(store, state)


@lru_cache(maxsize=STORIES_KEPT)
def story_of(store: TrialStore, state: PageState) -> Story:
    """The story of a dataset under the choices of a page.

    What a dataset does not have at all is not named, unless others of its slide are there or the
    link asks for it.
    """
    slides: list[StorySlide] = []
    left_out: list[str] = []
    for slide in _asked_for(store, state):
        reasons = {slug: why_left_out(slug, store, state) for slug in slide.slugs}
        own = tuple(slug for slug, reason in reasons.items() if not reason)
        if own:
            slides.append(replace(slide, slugs=own))
        left_out += [
            f"{VIEWS[slug].title}: {reason}"
            for slug, reason in reasons.items()
            if reason and (own or slug in OF_ONE_TRIAL or not VIEWS[slug].lacks(store))
        ]
    return Story(tuple(slides), tuple(left_out))


def _asked_for(store: TrialStore, state: PageState) -> Iterator[StorySlide]:
    """The slides that the dataset and the link give reason for."""
    has_glance = not VIEWS[GLANCE].lacks(store, state)
    for slide in STORY:
        if has_glance and not slide.beside:
            continue
        if state.results.trial or not OF_ONE_TRIAL.issuperset(slide.slugs):
            yield slide
