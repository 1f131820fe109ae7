"""Counting trials under filters, against one numpy mask and bincount over the same codes."""

import numpy as np

from data.queries.trials import breakdown, chosen, masks_of, matching
from data.store import TrialStore
from tests.bench.measuring import Row, interleaved, ratio, seconds

FILTERS = {"phase": ("PHASE2", "PHASE3"), "status": ("COMPLETED",)}
COUNTED = "allocation"
REPEATED = 20


def measure(store: TrialStore, runs: int) -> list[Row]:
    """Rows for any filters (nothing remembered), and where nothing is filtered."""
    filters = store.no_filters()
    for key, codes in FILTERS.items():
        filters = filters.with_codes(key, codes)
    facet = store.facets[COUNTED]
    counted = _column(store, COUNTED)
    columns = [_column(store, key) for key in FILTERS]
    wanted = [_wanted(store, key, codes) for key, codes in FILTERS.items()]

    def ours() -> None:
        for kept in (masks_of, matching, chosen):
            kept.cache_clear()
        breakdown(store, filters, COUNTED)

    def bare() -> None:
        mask = wanted[0][columns[0]]
        for passing, column in zip(wanted[1:], columns[1:], strict=True):
            mask = mask & passing[column]
        np.bincount(counted[mask], minlength=len(facet.codes) + 1)

    found = interleaved(
        {
            "ours": lambda: seconds(ours) * 1e3,
            "all": lambda: seconds(lambda: breakdown(store, store.no_filters(), COUNTED)) * 1e3,
            "bare": lambda: seconds(bare) * 1e3,
        },
        runs * REPEATED,
    )
    limit = found["bare"].median
    return [
        Row("one numpy mask and bincount", limit, "ms"),
        _row("aggregation, any filters / numpy", found, "ours", 2.0),
        _row("aggregation, nothing filtered / numpy", found, "all", 0.1),
    ]


def _row(what: str, found: dict, name: str, goal: float) -> Row:
    share = ratio(found[name], found["bare"])
    return Row(what, share, "x", goal, note=f"{found[name].median:.2f} ms")


def _column(store: TrialStore, key: str) -> np.ndarray:
    """The code of each trial, as the bare computation would have it; these fields have one."""
    return store.facets[key].holders.only_code.astype(np.int32)


def _wanted(store: TrialStore, key: str, codes: tuple[str, ...]) -> np.ndarray:
    facet = store.facets[key]
    wanted = np.zeros(len(facet.codes) + 1, dtype=bool)
    wanted[[facet.place_of[code] for code in codes]] = True
    return wanted
