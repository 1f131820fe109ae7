"""The trials with posted results under the filters: found by words, and one after the other."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data.index.index_arrays import Whole
from data.link.filters import TrialFilters
from data.link.state import PageState
from data.link.text_search import TextSearch
from data.queries.posted_results import posted, shown_trial
from data.queries.text_search import having_words
from data.queries.trials import matching
from data.store import TrialStore

FILTERS_KEPT = 4


@lru_cache(maxsize=FILTERS_KEPT)
def with_results(store: TrialStore, filters: TrialFilters) -> Whole:
    """The places of the trials with posted results that the filters leave, in the data's order."""
    places = np.flatnonzero(matching(store, filters) & posted(store))
    places.flags.writeable = False
    return places


def found_with_results(
    store: TrialStore, state: PageState, words: str, most: int
) -> list[tuple[str, str]]:
    """(number, title) of the shown trial, then of at most so many others that have the words.

    words: none finds the first ones under the filters.
    """
    places = with_results(store, state.filters)
    search = TextSearch.of(words)
    if words.strip():
        places = places[having_words(store, search)[places]] if search else places[:0]
    own = store.place_of(shown_trial(store, state))
    others = places[~np.isin(places, own)][:most]
    chosen = np.concatenate((own, others)).astype(np.int64)
    rows = store.trials.iloc[chosen]
    return list(zip(rows["nct_id"].tolist(), rows["title"].tolist(), strict=True))


@dataclass(frozen=True)
class ResultsWalk:
    """The place of a trial among those with results under the filters.

    position: from 1; 0 where the filters leave the trial out. previous, following: numbers of
    trials, empty at the ends.
    """

    position: int
    total: int
    previous: str = ""
    following: str = ""


def results_walk(store: TrialStore, state: PageState) -> ResultsWalk:
    """The shown trial among those with results that the filters leave."""
    places = with_results(store, state.filters)
    own = store.place_of(shown_trial(store, state))
    if not len(own) or not len(places):
        return ResultsWalk(0, len(places))
    at = int(np.searchsorted(places, own[0]))
    is_among = at < len(places) and int(places[at]) == int(own[0])
    after = at + 1 if is_among else at
    number = store.trials["nct_id"].iloc
    return ResultsWalk(
        at + 1 if is_among else 0,
        len(places),
        str(number[int(places[at - 1])]) if at else "",
        str(number[int(places[after])]) if after < len(places) else "",
    )
