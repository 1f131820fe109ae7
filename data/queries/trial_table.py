"""The table of trials page by page: sorted and searched on the server, at most 500 rows a time.

Each column is ranked once, as integers, when it is first sorted by; a request then sorts
integers and says only its own rows in words.
"""

import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.index.index_arrays import Mask, Whole, matches
from data.link.filters import TrialFilters
from data.link.folding import folded
from data.link.options import MOST_SORTS, Sorting
from data.link.state import PageState
from data.link.text_search import SearchTerm, TextSearch, search_text
from data.link.trial_fields import NOT_STATED
from data.queries.text_search import having_words
from data.queries.trial_words import ColumnCells, Positions, cells_at, columns_of, rows_at
from data.queries.trials import matching
from data.store import TrialStore

MOST_ROWS = 500
MOST_LISTED = 100
"""Trials of a list on slides; a file has them all."""
ROWS_A_CHUNK = 5_000
DIGITS = r"([0-9]+)"
ZEROS = "0" * 12
"""Numbers in text sort by their value up to twelve digits."""

"""(field, whether descending), the first one decides."""


@dataclass(frozen=True)
class RowsAsked:
    """Rows ``first`` up to but not including ``last`` of the table, sorted and searched."""

    first: int = 0
    last: int = 100
    sort: Sorting = ()
    search: str = ""

    @classmethod
    def read(cls, message: object, search: object, known: Container[str]) -> Self:
        """Reads a request of the browser's grid; whatever is odd in it is bounded or left out.

        known: the fields that the table has.
        """
        asked = message if isinstance(message, Mapping) else {}
        first = max(_whole(asked.get("startRow")), 0)
        last = max(_whole(asked.get("endRow")), first)
        return cls(
            first,
            min(last, first + MOST_ROWS),
            _sort(asked.get("sortModel"), known),
            search_text(search) if isinstance(search, str) else "",
        )


def _whole(value: object) -> int:
    """A row number; anything else is 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _sort(model: object, known: Container[str]) -> Sorting:
    wanted: dict[str, bool] = {}
    for part in model if isinstance(model, list) else ():
        if not isinstance(part, Mapping):
            continue
        field, direction = part.get("colId"), part.get("sort")
        if isinstance(field, str) and field in known and direction in ("asc", "desc"):
            wanted.setdefault(field, direction == "desc")
    return tuple(wanted.items())[:MOST_SORTS]


@dataclass(frozen=True)
class TablePage:
    """The columns of the rows asked for, as of ``cells_at``, and how many rows there are."""

    cells: dict[str, ColumnCells]
    total: int


def table_page(store: TrialStore, filters: TrialFilters, asked: RowsAsked) -> TablePage:
    """A page of the trials that match filters and search, in the order asked for."""
    places = _ordered(store, filters, asked.search, asked.sort)
    return TablePage(cells_at(store, places[asked.first : asked.last]), len(places))


def listed(store: TrialStore, state: PageState) -> Positions:
    """The trials of the table, filtered, searched and in its order, as the page shows them."""
    return _ordered(store, state.filters, search_text(state.table.find), state.table.sort)


def listed_chunks(
    store: TrialStore, state: PageState, size: int = ROWS_A_CHUNK
) -> Iterator[pd.DataFrame]:
    """All of them as rows, some thousand at a time; at least one frame, maybe empty.

    An enrolment that is not stated says so.
    """
    places = listed(store, state)
    for start in range(0, max(len(places), 1), size):
        yield _gaps_in_words(store, rows_at(store, places[start : start + size]))


def trial_list(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The first ``MOST_LISTED`` of them; trials_listed: how many there are in all."""
    places = listed(store, state)
    rows = _gaps_in_words(store, rows_at(store, places[:MOST_LISTED]))
    return rows.assign(trials_listed=len(places))


def _gaps_in_words(store: TrialStore, rows: pd.DataFrame) -> pd.DataFrame:
    numbers = rows["enrollment"]
    said = numbers.astype("object").where(numbers.notna(), NOT_STATED)
    return rows.assign(enrollment=said)[list(store.known.sort.codes)]


@lru_cache(maxsize=4)
def _ordered(store: TrialStore, filters: TrialFilters, search: str, sort: Sorting) -> Positions:
    """The places of the matching trials, sorted; kept for the next pages of the same table."""
    mask = matching(store, filters)
    if search:
        mask = mask & _having(store, TextSearch.of(search))
    places = np.flatnonzero(mask).astype(np.int32)
    for field, descending in reversed(sort):
        own = ranked(store, field)
        ranks = own.ranks[places]
        if descending:
            last = ranks.dtype.type(max(own.unstated - 1, 0))
            ranks = np.where(ranks == own.unstated, ranks, last - ranks)
        places = places[_stable_order(ranks)]
    places.flags.writeable = False
    return places


def _stable_order(ranks: NDArray[Any]) -> Positions:
    """numpy sorts 16 bits ten times as fast as 32: two rounds of 16 are the shorter way."""
    if ranks.dtype.itemsize <= 2:
        return np.argsort(ranks, kind="stable")
    order = np.argsort((ranks & 0xFFFF).astype(np.uint16), kind="stable")
    return order[np.argsort((ranks >> 16).astype(np.uint16)[order], kind="stable")]


def _having(store: TrialStore, search: TextSearch) -> Mask:
    """The trials that have a search in their texts or in the words of a searched column."""
    if not search:
        return having_words(store, search)
    masks = [_having_one(store, terms) for terms in search.alternatives]
    return np.array(np.logical_and.reduce(masks), dtype=bool)


def _having_one(store: TrialStore, terms: tuple[SearchTerm, ...]) -> Mask:
    """The trials that have one of these terms."""
    pattern = "|".join(term.pattern for term in terms)
    is_numbers = len(terms) > 1
    mask = having_words(store, TextSearch(terms) if is_numbers else TextSearch(terms=terms))
    for field, column in columns_of(store).items():
        if column.is_searched:
            own = ranked(store, field)
            hits = matches(own.words, pattern)
            if hits.any():
                mask = mask | hits[own.ranks]
    return mask


@dataclass(frozen=True, eq=False)
class Ranked:
    """The place of each trial in the order of one column.

    Attributes:
        ranks: the rank of each trial's cell; equal cells have equal ranks.
        unstated: the greatest rank, that of cells which are not stated.
        words: the text of each rank as it is searched; empty where the search does not need it.
    """

    ranks: Whole
    unstated: int
    words: pa.Array


@lru_cache(maxsize=64)
def ranked(store: TrialStore, field: str) -> Ranked:
    """The order of the trials by a column, worked out once."""
    return store.kept(f"ranks/{field}", Ranked, lambda: rank(store, field))


def rank(store: TrialStore, field: str) -> Ranked:
    """The order of the trials by a column, worked out anew."""
    column = columns_of(store)[field]
    is_text = column.dtype == "str"
    # a gap is the place -1, so it takes the last of the ranks below
    found, distinct = column.distinct(store)
    values = pd.Series(distinct, dtype="str" if is_text else "int64")
    is_stated = (values != NOT_STATED) if is_text else pd.Series(True, index=values.index)
    stated = (_collated(values) if is_text else values)[is_stated]
    # cells that differ in case or accents alone keep the order of the data
    of_stated, uniques = pd.factorize(stated, sort=True)
    rank_of_value = np.full(len(values) + 1, len(uniques))
    rank_of_value[np.flatnonzero(is_stated)] = of_stated
    ranks = rank_of_value[found].astype(np.min_scalar_type(len(uniques)))
    ranks.flags.writeable = False
    words = _words(values, rank_of_value[:-1], len(uniques)) if column.is_searched else []
    return Ranked(ranks, len(uniques), pa.array(words, pa.large_string()))


def _words(values: pd.Series, ranks: NDArray[Any], unstated: int) -> list[str]:
    words = [""] * (unstated + 1)
    for rank, value in zip(ranks.tolist(), values.astype("str"), strict=True):
        plain = folded(value)
        if plain not in words[rank]:
            words[rank] = f"{words[rank]} {plain}".strip()
    return words


def _collated(texts: pd.Series) -> pd.Series:
    """Keys that sort as a reader expects: without case and accents, numbers by their value."""
    plain = texts.map(_without_accents).str.lower()
    padded = plain.str.replace(DIGITS, ZEROS + r"\1", regex=True)
    return padded.str.replace(rf"[0-9]*([0-9]{{{len(ZEROS)}}})", r"\1", regex=True)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
