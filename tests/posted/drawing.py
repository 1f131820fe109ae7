"""Every result view of every trial: drawn on screen in both themes, and on slides."""

import time
from collections.abc import Iterator
from dataclasses import replace

from components.result_views import RESULT_VIEWS
from components.share.attribution import attribution_of
from components.share.deck import heading
from components.slides.sheet import Sheet, deck_bytes, new_deck
from components.theme import DARK, LIGHT
from components.views import VIEWS
from data.link.options import ResultOptions
from data.link.state import PageState
from data.store import TrialStore

PARTS = {
    "participant-flow": ("flow_part",),
    "baseline-table": ("baseline_part",),
    "outcome-by-arm": ("measure", "outcome_part"),
    "posted-estimates": ("forest_part",),
    "adverse-events": ("events_part",),
    "primary-outcomes": ("across_part",),
    "stopped-trials": ("stopped_part",),
}
"""Slug -> options whose numbers are drawn from 1 until the figure is one that was drawn."""
OF_A_SET = ("primary-outcomes", "stopped-trials", "results-status")
"""Views that count trials: drawn once."""
MOST = 12
"""Numbers of one option that are drawn."""
DRAWN, SAYS_WHY, FAILED = "drawn", "says why not", "failed"


def draws(store: TrialStore, trials: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """(slug, outcome, trial and problem, seconds) of each figure and slide."""
    for view in RESULT_VIEWS:
        for nct_id in [""] if view.slug in OF_A_SET else trials:
            yield from _of_trial(store, view.slug, nct_id)


def _of_trial(store: TrialStore, slug: str, nct_id: str) -> Iterator[tuple[str, str, str, float]]:
    chosen = ResultOptions(trial=nct_id)
    for option in PARTS.get(slug, ()) or ("",):
        seen: list[str] = []
        for number in range(1, MOST + 1):
            options = replace(chosen, **{option: number}) if option else chosen
            state = PageState(store.no_filters(), results=options, dataset=store.known.dataset)
            started = time.perf_counter()
            outcome, words, figure = _drawn(store, slug, state, on_slide=number == 1)
            if figure in seen:
                break
            seen.append(figure)
            place = f"{nct_id} {option} {number}: {words}"
            yield slug, outcome, place, time.perf_counter() - started
            if outcome != DRAWN or not option:
                break


def _drawn(
    store: TrialStore, slug: str, state: PageState, *, on_slide: bool
) -> tuple[str, str, str]:
    """(outcome, the sentence or the problem, the figure as text)."""
    view = VIEWS[slug]
    try:
        sentence = view.lacks(store, state)
        made = [view.render(store, state, palette) for palette in (LIGHT, DARK)]
        if on_slide:
            answer = made[0].answer
            words = attribution_of(store, state, view, answer, "http://localhost")
            deck = new_deck()
            view.slide(answer, state, Sheet(deck, heading(words, ())))
            deck_bytes(deck)
    except Exception as error:
        # any failure is counted, and the next one is drawn
        return FAILED, f"{type(error).__name__}: {error}", ""
    return (SAYS_WHY if sentence else DRAWN), sentence, str(made[0].figure)
