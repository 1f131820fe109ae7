"""Text search over all trials: which of them hold a word, anywhere in what names them.

A text that many trials share (a condition, a city, a sponsor) is searched once and leads to
its trials by integers; only ids and titles are searched trial by trial.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.positions import NONE, Counts, Integers, Mask, arrow, distinct_of, ranges

SHARED_TEXTS = {
    "trial_conditions": ("condition", "condition_printed"),
    "trial_interventions": ("intervention", "intervention_printed"),
    "trial_organisations": ("organisation", "organisation_printed", "city"),
}
"""Frame -> columns whose texts are searched besides id and title."""


WORDS_KEPT = 16
"""Words whose trials are remembered: one page asks for the same word many times."""


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """What is searched, in lower case.

    Attributes:
        own: id and title of each trial, in the order of the trials.
        shared: every other text, once.
        trial: the trials of the shared texts, text by text.
        starts: where the trials of each shared text start; one more at the end.
    """

    own: pa.Array
    shared: pa.Array
    trial: Integers
    starts: Counts

    def holding(self, word: str) -> Mask:
        """The trials that hold a word, given in lower case, as part of any text."""
        return _holding(self, word).copy()


@lru_cache(maxsize=WORDS_KEPT)
def _holding(index: SearchIndex, word: str) -> Mask:
    mask = _matches(index.own, word)
    hits = np.flatnonzero(_matches(index.shared, word))
    mask[index.trial[ranges(index.starts[hits], index.starts[hits + 1])]] = True
    return mask


def _matches(texts: pa.Array, word: str) -> Mask:
    found = pc.match_substring(texts, word)
    return np.array(found.to_numpy(zero_copy_only=False), dtype=bool)


def index_texts(
    frames: Mapping[str, pd.DataFrame], trial_of_row: Mapping[str, Integers]
) -> SearchIndex:
    """The search index of trials, conditions, interventions and organisations.

    trial_of_row: frame -> place of each row's trial among the trials.
    """
    trials = frames["trials"]
    ids, titles = arrow(trials["nct_id"]), arrow(trials["title"])
    own = pc.utf8_lower(pc.binary_join_element_wise(ids, titles, pa.scalar(" ", ids.type)))
    texts: list[pa.Array] = []
    holders: list[Integers] = []
    known = 0
    places: list[Counts] = []
    for name, columns in SHARED_TEXTS.items():
        columns_read: list[pa.Array] = []
        for column in columns:
            cells = arrow(frames[name][column])
            # what is printed is most often the same text
            if any(cells.equals(other) for other in columns_read):
                continue
            columns_read.append(cells)
            coded = cells.dictionary_encode()
            texts.append(pc.utf8_lower(coded.dictionary))
            places.append(known + coded.indices.to_numpy().astype(np.int64))
            holders.append(trial_of_row[name])
            known += len(coded.dictionary)
    return _inverted(own, pa.concat_arrays(texts), places, holders)


def _inverted(
    own: pa.Array, texts: pa.Array, places: list[Counts], holders: list[Integers]
) -> SearchIndex:
    """Texts that differ in case only become one; each leads to its trials."""
    coded = texts.dictionary_encode()
    term_of = coded.indices.to_numpy()
    every = max(len(own), 1)
    pairs: list[Counts] = []
    for place, trial in zip(places, holders, strict=True):
        held = trial != NONE
        pairs.append(term_of[place[held]].astype(np.int64) * every + trial[held])
    term, trial = np.divmod(distinct_of(np.concatenate(pairs)), every)
    number = np.bincount(term, minlength=len(coded.dictionary))
    starts = np.concatenate([[0], np.cumsum(number)])
    return SearchIndex(own, coded.dictionary, trial.astype(np.int32), starts)
