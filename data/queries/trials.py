"""Which trials match, and how they divide by the fields of their design."""

import difflib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from data import vocabulary as v
from data.crosses import cross_counts
from data.facets import Chosen, CountsByCode
from data.filters import STARTED_FROM, STARTED_TO, TEXT_KEY, TrialFilters
from data.positions import NONE, Counts, Integers, Mask
from data.queries.trial_words import rows_at
from data.query_string import Field
from data.store import TrialStore

MOST_CODES: Mapping[str, int] = {"condition": 15, "country": 25}
"""Filter key -> codes that a chart shows where the dataset holds more, the most frequent."""

MASKS_KEPT = 16
"""Filters whose matching trials are remembered: every figure of a page asks for the same."""
POSITIONS_KEPT = 4
"""The same as positions, which take eight times the memory."""


@lru_cache(maxsize=MASKS_KEPT)
def matching(store: TrialStore, filters: TrialFilters) -> Mask:
    """The trials that pass every filter, as a read-only mask over ``store.trials``."""
    mask = _passing(store, _masks(store, filters))
    mask.flags.writeable = False
    return mask


@lru_cache(maxsize=POSITIONS_KEPT)
def chosen(store: TrialStore, filters: TrialFilters) -> Chosen:
    """The same trials as positions, to count them."""
    return Chosen.of(matching(store, filters))


def _masks(store: TrialStore, filters: TrialFilters) -> dict[str, Mask]:
    """Key of each active filter -> the trials that pass it."""
    masks = {
        field.key: store.facets[field.key].mask(_reach(field, filters.codes(field.key)))
        for field in store.known.filters
        if filters.codes(field.key)
    }
    words = filters.text.lower().split()
    if words:
        masks[TEXT_KEY] = np.logical_and.reduce([store.search.holding(word) for word in words])
    return masks


def _passing(store: TrialStore, masks: Mapping[str, Mask], without: str = "") -> Mask:
    """The trials that pass all of these filters but one."""
    passing = np.ones(len(store.trials), dtype=bool)
    for key, mask in masks.items():
        if key != without:
            passing &= mask
    return passing


def _reach(field: Field, chosen: tuple[str, ...]) -> Sequence[str]:
    """The codes that a choice lets pass: a year from which or up to which reaches on."""
    first, last = field.place_of[chosen[0]], field.place_of[chosen[-1]]
    if field.key == STARTED_FROM:
        return field.codes[first:]
    return field.codes[: last + 1] if field.key == STARTED_TO else chosen


def count_matching(store: TrialStore, filters: TrialFilters) -> int:
    return chosen(store, filters).number


def option_counts(store: TrialStore, filters: TrialFilters, key: str) -> Mapping[str, int]:
    """Code of a field -> trials that would match under the filters of all *other* fields.

    A year from which, or up to which, counts the trials of all the years it reaches.
    """
    facet = store.facets[key]
    numbers = _reached(key, facet.numbers(chosen(store, filters.without(key))))
    return CountsByCode(numbers, facet.codes, facet.place_of)


def _reached(key: str, numbers: Counts) -> Counts:
    """Trials per year -> trials from that year on, or up to it; other fields as they are."""
    if key == STARTED_FROM:
        return numbers[::-1].cumsum()[::-1]
    return numbers.cumsum() if key == STARTED_TO else numbers


def relaxations(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """What each active filter costs: columns key, label, trials (matching without it)."""
    masks = _masks(store, filters)
    rows = [
        {
            "key": key,
            "label": filters.label(key),
            "trials": int(np.count_nonzero(_passing(store, masks, key))),
        }
        for key in filters.active()
    ]
    frame = pd.DataFrame(rows, columns=["key", "label", "trials"])
    return frame.sort_values("trials", ascending=False, kind="stable", ignore_index=True)


def codes_in_data(store: TrialStore, key: str) -> tuple[str, ...]:
    """The codes that any trial of the dataset holds, and NOT_STATED where the field has it.

    The order is the vocabulary's; countries, which have none, come by their number of trials.
    """
    facet = store.facets[key]
    return tuple(facet.codes[place] for place in facet.in_data)


def charted(store: TrialStore, filters: TrialFilters, key: str) -> Integers:
    """Positions of the codes that a chart shows, in the order of ``codes_in_data``.

    They are the same under every filter, so that an axis does not jump: all codes in the data,
    or, where there are too many (``MOST_CODES``), the most frequent in the whole dataset, those
    chosen, and NOT_STATED.
    """
    facet = store.facets[key]
    most = MOST_CODES.get(key, len(facet.most_frequent))
    if len(facet.most_frequent) <= most:
        return facet.in_data
    kept = [
        *facet.most_frequent[:most].tolist(),
        *facet.places(filters.codes(key)),
        facet.place_of.get(v.NOT_STATED, NONE),
    ]
    return facet.in_data[np.isin(facet.in_data, kept)]


def breakdown(store: TrialStore, filters: TrialFilters, key: str) -> pd.DataFrame:
    """Trials per code of one field.

    Columns: field, code, label, trials, total (trials that match), share (of total), codes
    (that the dataset holds, more than rows where there are too many to show).
    A trial with several codes counts once in each, so shares may add up to more than 1.
    """
    trials_chosen = chosen(store, filters)
    total = trials_chosen.number
    facet, shown = store.facets[key], charted(store, filters, key)
    trials = facet.numbers(trials_chosen)[shown]
    codes = [facet.codes[at] for at in shown]
    return pd.DataFrame(
        {
            "field": key,
            "code": codes,
            "label": _labels(store, key, shown),
            "trials": trials,
            "total": total,
            "share": trials / max(total, 1),
            "codes": facet.number_in_data,
        }
    )


def cross_breakdown(
    store: TrialStore, filters: TrialFilters, rows: str, columns: str
) -> pd.DataFrame:
    """Trials per pair of codes of two fields, zero pairs included.

    Columns: row_field, row, row_label, column_field, column, column_label, trials,
    row_total (trials with that row's code), share (of row_total), row_codes, column_codes
    (codes that the dataset holds, more than are shown where there are too many).
    """
    trials_chosen = chosen(store, filters)
    row_facet, column_facet = store.facets[rows], store.facets[columns]
    down, across = charted(store, filters, rows), charted(store, filters, columns)
    shown = tuple(down.tolist()), tuple(across.tolist())
    trials = cross_counts(row_facet, column_facet, trials_chosen, *shown).ravel()
    totals = np.repeat(row_facet.numbers(trials_chosen)[down], len(across))
    row_codes = [row_facet.codes[at] for at in down]
    column_codes = [column_facet.codes[at] for at in across]
    return pd.DataFrame(
        {
            "row_field": rows,
            "row": _each(row_codes, len(across)),
            "row_label": _each(_labels(store, rows, down), len(across)),
            "column_field": columns,
            "column": column_codes * len(down),
            "column_label": _labels(store, columns, across) * len(down),
            "trials": trials,
            "row_total": totals,
            "share": trials / np.maximum(totals, 1),
            "row_codes": row_facet.number_in_data,
            "column_codes": column_facet.number_in_data,
        }
    )


def _labels(store: TrialStore, key: str, places: Integers) -> list[str]:
    """What the codes at these places of a field are called."""
    field = next(field for field in store.known.filters if field.key == key)
    return [label for label, _ in field.words_at(places)]


def _each(values: Sequence[str], times: int) -> list[str]:
    return [value for value in values for _ in range(times)]


def trial_rows(store: TrialStore, filters: TrialFilters) -> pd.DataFrame:
    """One row a matching trial for the table of trials, as ``rows_at`` says them."""
    return rows_at(store, np.flatnonzero(matching(store, filters)))


def near_matches(store: TrialStore, wanted: str, most: int = 5) -> tuple[str, ...]:
    """Ids that look like one that is not there, the likeliest first."""
    ids = store.trials["nct_id"].tolist()
    text = wanted.strip().upper()[:40]
    return tuple(difflib.get_close_matches(text, ids, n=most, cutoff=0.3))
