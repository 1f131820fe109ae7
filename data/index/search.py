"""Text search over all trials: which of them hold a word, anywhere in what names them.

What a reader looks for are words without a space between, so a text holds one where one of the
text's own words does. Each different word is searched once, and leads to its trials.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.index.index_arrays import (
    NONE,
    Bits,
    Counts,
    Integers,
    Mask,
    RowsOf,
    arrow,
    distinct_of,
    frozen,
    matches,
    ranges,
    spans,
    unpacked,
)

SHARED_TEXTS = {
    "trial_conditions": ("condition", "condition_printed"),
    "trial_interventions": ("intervention", "intervention_printed"),
    "trial_organisations": ("organisation", "organisation_printed", "city"),
}
"""Frame -> columns whose texts are searched besides id and title."""


WORDS_KEPT = 16
"""Words whose trials are remembered: one page asks for the same word many times."""
SIGNS_OF_IDS = frozenset("nct0123456789")


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """The texts that are searched, in lower case.

    Attributes:
        ids: the id of each trial, in the order of the trials.
        words: every different word of all texts.
        trial: the trials of the words, word by word.
        starts: where the trials of each word start; one more at the end.
    """

    ids: pa.Array
    words: pa.Array
    trial: Integers
    starts: Counts

    def holding(self, word: str) -> Mask:
        """The trials that hold a word, given in lower case, as part of any text."""
        return unpacked(_holding(self, word), len(self.ids))


@lru_cache(maxsize=WORDS_KEPT)
def _holding(index: SearchIndex, word: str) -> Bits:
    if SIGNS_OF_IDS.issuperset(word):
        mask = matches(index.ids, word)
    else:
        mask = np.zeros(len(index.ids), dtype=bool)
    hits = np.flatnonzero(matches(index.words, word))
    mask[index.trial.take(spans(index.starts, hits))] = True
    return np.packbits(mask)


def index_texts(frames: Mapping[str, pd.DataFrame], rows: Mapping[str, RowsOf]) -> SearchIndex:
    """The search index of trials, conditions, interventions and organisations.

    rows: frame -> the rows of each trial.
    """
    trials = frames["trials"]
    titles = arrow(trials["title"])
    texts, holders = [titles], [np.arange(len(titles), dtype=np.int32)]
    for name, columns in SHARED_TEXTS.items():
        columns_read: list[pa.Array] = []
        for column in columns:
            cells = arrow(frames[name][column])
            # what is printed is most often the same text
            if any(cells.equals(other) for other in columns_read):
                continue
            columns_read.append(cells)
            texts.append(cells)
            holders.append(rows[name].trial_of_row(len(cells)))
    return _inverted(pc.utf8_lower(arrow(trials["nct_id"])), texts, holders)


def _inverted(ids: pa.Array, texts: list[pa.Array], holders: list[Integers]) -> SearchIndex:
    """Every word of the texts with the trials that hold them; ``holders``: each text's trial."""
    trials = max(len(ids), 1)
    found = [_words(cells, trial, trials) for cells, trial in zip(texts, holders, strict=True)]
    every = pa.concat_arrays([words for words, _, _ in found]).dictionary_encode()
    place = every.indices.to_numpy().astype(np.int64)
    known, pairs = 0, []
    for words, word, trial in found:
        pairs.append(place[known : known + len(words)][word] * trials + trial)
        known += len(words)
    word, trial = np.divmod(distinct_of(np.concatenate(pairs)), trials)
    number = np.bincount(word, minlength=len(every.dictionary))
    starts = np.concatenate([[0], np.cumsum(number)])
    return SearchIndex(ids, every.dictionary, frozen(trial.astype(np.int32)), frozen(starts))


def _words(cells: pa.Array, trial: Integers, trials: int) -> tuple[pa.Array, Counts, Integers]:
    """The different words of these texts, and pairs of a word's place and a trial."""
    texts = cells.dictionary_encode()
    split = pc.utf8_split_whitespace(pc.utf8_lower(texts.dictionary))
    words = pc.list_flatten(split).dictionary_encode()
    ends = np.cumsum(pc.list_value_length(split).to_numpy())
    held = trial != NONE
    text = texts.indices.to_numpy()[held].astype(np.int64)
    text, holder = np.divmod(distinct_of(text * trials + trial[held]), trials)
    first = np.concatenate([[0], ends])[text]
    place = words.indices.to_numpy().take(ranges(first, ends[text]))
    return words.dictionary, place, np.repeat(holder, ends[text] - first).astype(np.int32)
