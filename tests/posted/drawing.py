"""Every result view of every trial, in every part: on screen in both themes, and on slides.

All outcome measures are drawn, and the adverse events of every kind, order and comparison; each
also in the room of a phone and of a wall. What cannot be drawn must say why.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from components.pages.posted_results import ACROSS_TRIALS, PARTED
from components.result_views import RESULT_VIEWS
from components.share.attribution import attribution_of
from components.share.deck import heading
from components.slides.sheet import Sheet, deck_bytes, new_deck
from components.theme import DARK, LIGHT
from components.view import View, lacking
from components.views import VIEWS
from data.index.breakdowns import frame_of
from data.link.options import CONTRAST, EVENTS_BY, EVENTS_OF, ResultOptions
from data.link.state import PageState
from data.queries.posted_outcome import measures_of
from data.store import TrialStore

ROOMS = ((350.0, 640.0), (1_800.0, 860.0))
"""Width and height in pixels of the room on a phone, and on a wall."""
DRAWN, SAYS_WHY, FAILED = "drawn", "says why not", "failed"
ADDRESS = "http://localhost"
NO_SENTENCE = "nothing to draw, and no sentence says why"


@dataclass(frozen=True)
class Outcome:
    """The outcome of one choice of one view, in all its parts.

    Attributes:
        kind: DRAWN, SAYS_WHY or FAILED.
        place: the trial and what was chosen.
        words: the sentence, or the problem.
        parts: those drawn; heights: the tallest of them, in pixels on the screen.
    """

    slug: str
    kind: str
    place: str
    words: str
    parts: int
    height: float
    seconds: float


def draws(store: TrialStore, trials: list[str]) -> Iterator[Outcome]:
    """The outcome of each view, trial and choice."""
    for view in RESULT_VIEWS:
        for nct_id in [""] if view.slug in ACROSS_TRIALS else trials:
            for chosen in choices(store, view.slug, nct_id):
                yield _outcome(store, VIEWS[view.slug], chosen)


def choices(store: TrialStore, slug: str, nct_id: str) -> Iterator[ResultOptions]:
    """The choices of a view of a trial, its parts left out."""
    own = ResultOptions(trial=nct_id)
    if slug == "outcome-by-arm":
        measures = measures_of(store, _state(store, own))
        yield from (replace(own, measure=position) for position, _ in measures)
        if measures:
            return
    elif slug == "adverse-events":
        for kind in EVENTS_OF.codes:
            for by in EVENTS_BY.codes:
                yield replace(own, event_kind=kind, events_by=by)
        yield replace(own, contrast=CONTRAST.codes[-1])
        return
    yield own


def _state(store: TrialStore, chosen: ResultOptions) -> PageState:
    return PageState(store.no_filters(), results=chosen, dataset=store.known.dataset)


def _outcome(store: TrialStore, view: View[Any], chosen: ResultOptions) -> Outcome:
    started = time.perf_counter()
    state = _state(store, chosen)
    told = ", ".join(
        f"{name} {value}"
        for name, value in vars(chosen).items()
        if value != getattr(ResultOptions(), name)
    )
    sentence, parts, height = "", 0, 0.0
    try:
        answer = view.query(store, state)
        sentence = view.lacks(store, state) or lacking(answer)
        if not sentence and frame_of(answer).empty:
            raise ValueError(NO_SENTENCE)
        for number in range(1, _parts(view, answer) + 1):
            parts = number
            height = max(height, _draw(view, answer, _in_part(store, view, state, number)))
        _say(store, view, state, answer)
    except Exception as error:
        # any failure is counted, and the next one is drawn
        words, kind = f"part {parts}: {type(error).__name__}: {error}", FAILED
    else:
        words, kind = sentence, SAYS_WHY if sentence else DRAWN
    taken = time.perf_counter() - started
    return Outcome(view.slug, kind, told, words, parts, height, taken)


def _parts(view: View[Any], answer: Any) -> int:
    if view.slug not in PARTED or lacking(answer):
        return 1
    return max(PARTED[view.slug].count(frame_of(answer)), 1)


def _in_part(store: TrialStore, view: View[Any], state: PageState, number: int) -> PageState:
    if view.slug not in PARTED:
        return state
    return state.with_values({PARTED[view.slug].key: str(number)}, store.known)


def _draw(view: View[Any], answer: Any, state: PageState) -> float:
    """Draw one part in all themes and rooms; its height in pixels, 0 where it has none."""
    figures = [view.figure(answer, state, palette) for palette in (LIGHT, DARK)]
    if view.fitted is not None:
        figures += [view.fitted(answer, state, LIGHT, *room) for room in ROOMS]
    for figure in figures:
        json.dumps(figure, cls=PlotlyJSONEncoder)
    # plotly refuses what plotly.js would not know
    go.Figure(figures[0])
    return float(figures[0]["layout"].get("height") or 0)


def _say(store: TrialStore, view: View[Any], state: PageState, answer: Any) -> None:
    """The words, the table and the slides of a choice."""
    view.in_words(answer)
    table = view.table(frame_of(answer))
    missing = [name for name in view.columns if name not in table and len(table)]
    if missing:
        raise ValueError(f"the data table lacks {', '.join(missing)}")
    deck = new_deck()
    words = attribution_of(store, state, view, answer, ADDRESS)
    view.slide(answer, state, Sheet(deck, heading(words, ())))
    deck_bytes(deck)
