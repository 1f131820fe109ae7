"""The trials that match, and their numbers by the fields of their design."""

import difflib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from data.index.breakdowns import Breakdown, Charted, CrossBreakdown
from data.index.cross_counts import cross_counts
from data.index.facets import Chosen, CountsByCode
from data.index.index_arrays import Bits, Counts, Mask, frozen, unpacked
from data.link.filters import CITY_KEY, REACH, TEXT_KEY, Reach, TrialFilters, city_and_country
from data.link.query_string import Field
from data.link.text_search import TextSearch
from data.link.trial_fields import NOT_IN_FILE
from data.model import vocabulary as v
from data.queries.text_search import having_words
from data.store import TrialStore

MOST_CODES: Mapping[str, int] = {"condition": 15, "mesh": 15, "country": 25}
"""Filter key -> codes that a chart shows where the dataset holds more: the most frequent ones of
the trials that match."""

DERIVED: Mapping[str, str] = {
    "control": "Derived from the types of each record’s arms, which no longer has a field for it.",
    "product": "Derived from the words of the interventions’ names, by a list of patterns; other "
    "trials may give cells, too.",
    "donor": "Derived from the words of the interventions’ names and of the titles; other trials "
    "may give cells, too.",
}
"""Filter key -> how an import comes to its values."""
READ_BY_PEOPLE: Mapping[str, str] = {
    "product": "Read from the name of each intervention, and from the title where that says more; "
    "a trade name does not state it.",
    "donor": "Read from the name of each intervention, and from the title where that says more.",
    "condition": "Each condition stands in a group by its own words, and by the title where these "
    "name no type of diabetes.",
}
"""Filter key -> how people filled its values, where they did."""
COLUMN_OF = {
    "control": "control",
    "product": "cell_product",
    "donor": "donor",
    "condition": "condition_group",
}
"""Filter key -> the column that rules or people fill."""

MATCHING_KEPT = 4
"""Filters whose matching trials are remembered, as a mask and as positions: every figure of a page
asks for the same, and a worker has four threads. Of 500,000 trials they take up to 2.5 MB each."""
CHOICES_KEPT = 2
"""Filters of which the mask of each field is remembered: the options of every field in use are
counted under the others, and where nothing matches each is tried without."""
CHARTED_KEPT = 256
"""Fields of datasets whose codes shown are remembered, with their words."""

PHASE = "phase"
NUMBERS_KEPT = 8
"""Filters under which the trials of each code are remembered, 0.6 MB of 80,000 conditions."""

CodePositions = tuple[int, ...]
"""Positions of codes."""


@lru_cache(maxsize=MATCHING_KEPT)
def matching(store: TrialStore, filters: TrialFilters) -> Mask:
    """The trials that pass every filter, as a read-only mask over ``store.trials``."""
    mask = _passing(store, masks_of(store, filters))
    mask.flags.writeable = False
    return mask


@lru_cache(maxsize=MATCHING_KEPT)
def chosen(store: TrialStore, filters: TrialFilters) -> Chosen:
    """The trials of ``matching``, to be counted: positions of them, or of the rest if fewer."""
    return Chosen.of(matching(store, filters))


@lru_cache(maxsize=CHOICES_KEPT)
def masks_of(store: TrialStore, filters: TrialFilters) -> Mapping[str, Bits]:
    """Key of each active filter -> the trials that pass it, as read-only masks, packed."""
    wanted = dict(filters.chosen)
    masks = {
        field.key: store.facets[field.key].mask(_reach(field, wanted[field.key]))
        for field in store.known.filters
        if field.key in wanted
    }
    if filters.city:
        masks[CITY_KEY] = store.places.trials_in(*city_and_country(filters.city))
    if filters.text:
        masks[TEXT_KEY] = having_words(store, TextSearch.of(filters.text))
    return {key: frozen(np.packbits(mask)) for key, mask in masks.items()}


def _passing(store: TrialStore, masks: Mapping[str, Bits], without: str = "") -> Mask:
    """The trials that pass all of these filters but one."""
    trials = len(store.trials)
    passing = np.packbits(np.ones(trials, dtype=bool))
    for key, bits in masks.items():
        if key != without:
            passing &= bits
    return unpacked(passing, trials)


def _reach(field: Field, chosen: tuple[str, ...]) -> Sequence[str]:
    """The codes that a choice lets pass: a year from which or up to which reaches on."""
    first, last = field.place_of[chosen[0]], field.place_of[chosen[-1]]
    if REACH[field.key] is Reach.ONWARDS:
        return field.codes[first:]
    return field.codes[: last + 1] if REACH[field.key] is Reach.UP_TO else chosen


def count_matching(store: TrialStore, filters: TrialFilters) -> int:
    return chosen(store, filters).number


def option_counts(store: TrialStore, filters: TrialFilters, key: str) -> Mapping[str, int]:
    """Code of a field -> trials that would match under the filters of all *other* fields.

    A year from which, or up to which, counts the trials of all the years it reaches.
    """
    facet = store.facets[key]
    numbers = _reached(key, facet.numbers(_chosen_without(store, filters, key)))
    return CountsByCode(numbers, facet.codes, facet.place_of)


def _chosen_without(store: TrialStore, filters: TrialFilters, key: str) -> Chosen:
    """The trials that pass all filters but that of a field."""
    if not filters.codes(key):
        return chosen(store, filters)
    return Chosen.of(_passing(store, masks_of(store, filters), without=key))


def _reached(key: str, numbers: Counts) -> Counts:
    """Trials per year -> trials from that year on, or up to it; other fields as they are."""
    if REACH[key] is Reach.ONWARDS:
        return numbers[::-1].cumsum()[::-1]
    return numbers.cumsum() if REACH[key] is Reach.UP_TO else numbers


class Relaxation(NamedTuple):
    """The cost of an active filter: the trials that match without it."""

    key: str
    label: str
    trials: int


def relaxations(store: TrialStore, filters: TrialFilters) -> list[Relaxation]:
    """One for each active filter, that with the most trials first."""
    masks = masks_of(store, filters)
    found = [
        Relaxation(key, filters.label(key), int(np.count_nonzero(_passing(store, masks, key))))
        for key in filters.active()
    ]
    return sorted(found, key=lambda each: -each.trials)


@lru_cache(maxsize=CHARTED_KEPT)
def _charted(store: TrialStore, key: str, places: CodePositions, held: int) -> Charted:
    """The codes at these places, with their words."""
    codes = tuple(store.facets[key].codes[at] for at in places)
    field = next(field for field in store.known.filters if field.key == key)
    labels = tuple(label for label, _ in field.words_at(np.array(places, dtype=np.int64)))
    return Charted(key, codes, labels, held)


def _shown(store: TrialStore, filters: TrialFilters, key: str) -> tuple[CodePositions, Charted]:
    """The codes that a chart shows under filters, as positions and with their words.

    Few codes are the same under every filter, so that an axis does not jump: all in the data. Of
    too many (``MOST_CODES``) they are the most frequent of the trials that match, those chosen,
    and NOT_STATED.
    """
    facet = store.facets[key]
    if len(facet.most_frequent) <= MOST_CODES.get(key, len(facet.codes)):
        places = tuple(facet.in_data.tolist())
        return places, _charted(store, key, places, facet.number_in_data)
    numbers = _numbers(store, filters, key)
    candidates = facet.most_frequent
    found = candidates[_largest(numbers[candidates], MOST_CODES[key])].tolist()
    unstated = [facet.place_of[v.NOT_STATED]] if v.NOT_STATED in facet.place_of else []
    places = tuple(dict.fromkeys((*found, *facet.places(filters.codes(key)), *unstated)))
    held = int(np.count_nonzero(numbers[candidates]))
    return places, _charted(store, key, places, held)


def _largest(numbers: Counts, most: int) -> Counts:
    """The positions of the largest numbers, of equal ones the first; none of zero."""
    found = np.flatnonzero(numbers)
    # no two ranks are equal, so that few of them need to be sorted
    ranks = found - numbers[found] * len(numbers)
    if len(found) > most:
        nearest = np.argpartition(ranks, most)[:most]
        found, ranks = found[nearest], ranks[nearest]
    return found[np.argsort(ranks)]


@lru_cache(maxsize=NUMBERS_KEPT)
def _numbers(store: TrialStore, filters: TrialFilters, key: str) -> Counts:
    """Trials that match per code of a field with many."""
    return frozen(store.facets[key].numbers(chosen(store, filters)))


def breakdown(store: TrialStore, filters: TrialFilters, key: str) -> Breakdown:
    """Trials per code of one field."""
    trials_chosen = chosen(store, filters)
    places, shown = _shown(store, filters, key)
    trials = store.facets[key].numbers(trials_chosen)[[*places]]
    return Breakdown(shown, trials, trials_chosen.number, how_filled(store, key))


def how_filled(store: TrialStore, key: str) -> str:
    """Says how a dataset of registry records comes to the values of a filter that no record states.

    Nothing of the review, whose pages of trials say it for each value.
    """
    if key in READ_BY_PEOPLE and store.is_curated(COLUMN_OF[key]):
        return READ_BY_PEOPLE[key]
    return DERIVED.get(key, "") if store.origin else ""


def is_derived(store: TrialStore, key: str) -> bool:
    """Says whether the rules of an import fill the values of a filter."""
    return store.origin is not None and key in DERIVED and not store.is_curated(COLUMN_OF[key])


def cross_breakdown(
    store: TrialStore, filters: TrialFilters, rows: str, columns: str
) -> CrossBreakdown:
    """Trials per pair of codes of two fields."""
    down, shown = _shown(store, filters, rows)
    across = _shown(store, filters, columns) if columns in store.facets else None
    return _crossed(store, chosen(store, filters), (down, shown), columns, across)


def by_phase(
    store: TrialStore, filters: TrialFilters, down: CodePositions, shown: Charted
) -> CrossBreakdown:
    """Trials per phase and code of a field; down: the positions of the codes shown."""
    across = _shown(store, filters, PHASE) if PHASE in store.facets else None
    return _crossed(store, chosen(store, filters), (down, shown), PHASE, across)


def _crossed(
    store: TrialStore,
    trials: Chosen,
    down: tuple[CodePositions, Charted],
    key: str,
    across: tuple[CodePositions, Charted] | None,
) -> CrossBreakdown:
    """Trials by the codes of two fields; in one column where the second is not in the files."""
    places, shown = down
    facet = store.facets[shown.field]
    if across is None:
        numbers = facet.numbers(trials)[[*places]]
        return CrossBreakdown(shown, not_in_file(key), numbers[:, np.newaxis], numbers)
    counts = cross_counts(facet, store.facets[key], trials, places, across[0])
    return CrossBreakdown(shown, across[1], counts.pairs, counts.rows)


def not_in_file(key: str) -> Charted:
    """The one column of a field that the imported files do not hold."""
    return Charted(key, (v.NOT_STATED,), (NOT_IN_FILE,), 0)


def near_matches(store: TrialStore, wanted: str, most: int = 5) -> tuple[str, ...]:
    """Ids that look like one that is not there, the likeliest first."""
    ids = store.trials["nct_id"].tolist()
    text = wanted.strip().upper()[:40]
    return tuple(difflib.get_close_matches(text, ids, n=most, cutoff=0.3))
