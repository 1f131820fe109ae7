"""The table of Then and now page by page, sorted on the server, where it is too long to send.

A column sorts by the kind of change first and by the later value next; cells that the choice
leaves out come last. Kinds and values are integers, so a request sorts integers.
"""

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.index.index_arrays import id_numbers
from data.link.options import Sorting
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries.compared_parts import PART_OF
from data.queries.snapshots import FIELDS, Readings
from data.queries.then_and_now import FIELD_NAMES, Compared, of_state
from data.queries.trial_table import RowsAsked
from data.queries.trial_words import Positions
from data.store import TrialStore

ID = "nct_id"
SORTED = (ID, *FIELD_NAMES)
"""The columns that the table may be sorted by."""
Ranks = NDArray[np.int64]


def change_rows(store: TrialStore, state: PageState, asked: RowsAsked) -> tuple[pd.DataFrame, int]:
    """The fields of the trials asked for, in the order asked for, and how many trials fit."""
    compared = of_state(store, state)
    if compared is None:
        return pd.DataFrame(), 0
    places = _ordered(compared, asked.sort)
    return compared.rows(places[asked.first : asked.last]), len(places)


@lru_cache(maxsize=16)
def _ordered(compared: Compared, sort: Sorting) -> Positions:
    """The trials that fit, sorted; kept for the next pages of the same table."""
    places = compared.fitting
    for name, descending in reversed(sort):
        ranks = _ranks(compared, name, places)
        left_out = ranks == LEFT_OUT
        if descending:
            ranks = np.where(left_out, ranks, -ranks)
        places = places[np.argsort(ranks, kind="stable")]
    return places


LEFT_OUT = np.iinfo(np.int64).max


def _ranks(compared: Compared, name: str, places: Positions) -> Ranks:
    """A number for each trial's cell: its kind of change, then its later value."""
    readings = compared.readings
    if name == ID:
        return _of_ids(readings)[readings.shared.then[places]]
    if name not in readings.fields:
        return np.full(len(places), LEFT_OUT)
    kinds = readings.changes[places, readings.fields.index(name)].astype(np.int64)
    ranks = kinds
    if name not in PART_OF:
        values = _of_values(readings, name)
        own = values[readings.now[name].array.codes[readings.shared.now[places]]]
        ranks = kinds * len(values) + own
    asked = [v.CHANGE.codes.index(code) for code in compared.kinds]
    is_chosen = np.isin(kinds, asked) if name in compared.fields else np.zeros(len(kinds), bool)
    return np.where(is_chosen, ranks, LEFT_OUT)


def _of_ids(readings: Readings) -> Ranks:
    ids = readings.then[ID]
    numbers = id_numbers(ids)
    return pd.factorize(ids, sort=True)[0] if numbers is None else numbers


@lru_cache(maxsize=4 * len(FIELDS))
def _of_values(readings: Readings, name: str) -> Ranks:
    """The place of each code's words among all of them: numbers by value, text without case."""
    words = readings.words[name].now.tolist()
    order = sorted(range(len(words)), key=lambda at: _key(words[at]))
    places = np.empty(len(words), dtype=np.int64)
    places[order] = np.arange(len(words))
    return places


def _key(words: str) -> tuple[int, int, str]:
    is_number = words.isascii() and words.isdecimal()
    return (0, int(words), "") if is_number else (1, 0, words.casefold())
