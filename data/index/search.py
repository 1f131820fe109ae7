"""Text search over all trials: which of them have a word, anywhere in what names them.

A word is found by how it begins. The words of all texts stand in their order, so that those with
one beginning follow one another, and their trials do, too: a search is two bisections.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.index.index_arrays import (
    NONE,
    Counts,
    Integers,
    Mask,
    RowsOf,
    arrow,
    distinct_of,
    frozen,
    ranges,
)
from data.link.folding import words_in


@dataclass(frozen=True)
class SearchedTexts:
    """Columns of a frame that are searched.

    Attributes:
        said: what they are called in a list of what is searched.
    """

    frame: str
    columns: tuple[str, ...]
    said: str


SEARCHED = (
    SearchedTexts("trials", ("title", "official_title"), "titles"),
    SearchedTexts("trials", ("acronym",), "acronyms"),
    SearchedTexts("trials", ("nct_id",), "trial numbers"),
    SearchedTexts("trial_ids", ("trial_id",), "other ids"),
    SearchedTexts("trial_conditions", ("condition", "condition_printed"), "conditions"),
    SearchedTexts("trial_interventions", ("intervention", "intervention_printed"), "interventions"),
    SearchedTexts("trial_organisations", ("organisation", "organisation_printed"), "organisations"),
    SearchedTexts("trial_organisations", ("city",), "cities"),
)
"""All that is searched; a frame or a column that a dataset does not have is left out."""

AFTER_WORD, AFTER_ALL = b"\0", b"\xff"
"""No word has these bytes: the first stands behind a word and before all that begin with it, the
second behind those, too."""


def searched_columns(frames: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str]]:
    """The frame and column of each text that is searched in these frames."""
    for each in SEARCHED:
        for column in each.columns:
            if each.frame in frames and column in frames[each.frame]:
                yield each.frame, column


@dataclass(frozen=True, eq=False)
class SearchIndex:
    """The words of the texts that are searched, folded.

    Attributes:
        trials: how many trials there are.
        words: every different word, in the order of its bytes.
        trial: the trials of the words, word by word.
        starts: where the trials of each word start; one more at the end.
    """

    trials: int
    words: pa.Array
    trial: Integers
    starts: Counts

    def trials_of(self, word: str, *, whole: bool = False) -> Integers:
        """The trials of each word that begins so, or is it; one may stand there repeatedly."""
        begun = word.encode()
        first, after = self.place(begun), self.place(begun + (AFTER_WORD if whole else AFTER_ALL))
        return self.trial[self.starts[first] : self.starts[after]]

    def holding(self, word: str, *, whole: bool = False) -> Mask:
        """The trials with a word that begins so, or is it."""
        mask = np.zeros(self.trials, dtype=bool)
        mask[self.trials_of(word, whole=whole)] = True
        return mask

    def place(self, word: bytes) -> int:
        """The place of the first word that is not before this one."""
        return bisect_left(range(len(self.words)), word, key=self._word)

    def _word(self, place: int) -> bytes:
        return str(self.words[place].as_py()).encode()


def index_texts(frames: Mapping[str, pd.DataFrame], rows: Mapping[str, RowsOf]) -> SearchIndex:
    """The search index of all columns that are searched.

    rows: frame -> the rows of each trial.
    """
    trials = len(frames["trials"])
    texts: list[pa.Array] = []
    holders: list[Integers] = []
    read: dict[str, list[pa.Array]] = {}
    for name, column in searched_columns(frames):
        cells = arrow(frames[name][column])
        # what is printed is most often the same text
        if any(cells.equals(other) for other in read.setdefault(name, [])):
            continue
        read[name].append(cells)
        texts.append(cells)
        is_trial = name == "trials"
        every = np.arange(trials, dtype=np.int32)
        holders.append(every if is_trial else rows[name].trial_of_row(len(cells)))
    return _inverted(trials, texts, holders)


def _inverted(number: int, texts: list[pa.Array], holders: list[Integers]) -> SearchIndex:
    """Every word of the texts with the trials that hold them; ``holders``: each text's trial."""
    trials = max(number, 1)
    found = [_chunks(cells, trial, trials) for cells, trial in zip(texts, holders, strict=True)]
    every = pa.concat_arrays([chunks for chunks, _, _ in found]).dictionary_encode()
    place = every.indices.to_numpy().astype(np.int64)
    words, word_of_chunk, ends = _words(every.dictionary)
    known, pairs = 0, []
    # the millions of pairs of one column go before those of the next come
    while found:
        chunks, chunk, trial = found.pop(0)
        own = place[known : known + len(chunks)][chunk]
        known += len(chunks)
        first, after = ends[own], ends[own + 1]
        word = word_of_chunk[ranges(first, after)]
        pairs.append(distinct_of(word * trials + np.repeat(trial, after - first)))
    del place, chunks, chunk, own, first, after, word, trial, word_of_chunk
    every_pair = np.concatenate(pairs)
    pairs.clear()
    # in place: there are tens of millions
    every_pair.sort()
    every_pair = every_pair[np.diff(every_pair, prepend=NONE) > 0]
    held = (every_pair % trials).astype(np.int32)
    every_pair //= trials
    starts = np.concatenate([[0], np.cumsum(np.bincount(every_pair, minlength=len(words)))])
    return SearchIndex(number, words, frozen(held), frozen(starts))


def _words(chunks: pa.Array) -> tuple[pa.Array, Counts, Counts]:
    """The words of chunks in their order, their places chunk by chunk, and where each starts."""
    lengths, own = np.zeros(len(chunks) + 1, dtype=np.int64), []
    for at, chunk in enumerate(chunks.to_pylist(), start=1):
        words = [*words_in(chunk)]
        own += words
        lengths[at] = len(words)
    coded = pa.array(own, pa.large_string()).dictionary_encode()
    order = pc.sort_indices(coded.dictionary)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order.to_numpy()] = np.arange(len(order))
    return coded.dictionary.take(order), rank[coded.indices.to_numpy()], np.cumsum(lengths)


def _chunks(cells: pa.Array, trial: Integers, trials: int) -> tuple[pa.Array, Counts, Integers]:
    """The different texts without a space in these, and pairs of one's place and a trial."""
    texts = cells.dictionary_encode()
    split = pc.utf8_split_whitespace(texts.dictionary)
    chunks = pc.list_flatten(split).dictionary_encode()
    ends = np.cumsum(pc.list_value_length(split).to_numpy())
    held = trial != NONE
    text = texts.indices.to_numpy()[held].astype(np.int64)
    text, holder = np.divmod(distinct_of(text * trials + trial[held]), trials)
    first = np.concatenate([[0], ends])[text]
    place = chunks.indices.to_numpy().take(ranges(first, ends[text]))
    return chunks.dictionary, place, np.repeat(holder, ends[text] - first).astype(np.int32)
