"""The trials that have the words of a search: by the index, and in quotes by the texts as well."""

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.index.index_arrays import Counts, Mask, Whole, matches
from data.index.search import SEARCHED, SearchIndex, searched_columns
from data.link.folding import HYPHEN, MOST_JOINED, folded
from data.link.text_search import BARE_NCT, NCT, SearchTerm, TextSearch
from data.store import TrialStore

TRIALS_AT_ONCE = 2**14
"""Trials whose texts are looked at together: what that takes for a moment stays small."""


def what_is_searched(store: TrialStore) -> tuple[str, ...]:
    """The kinds of text that the search looks at, in words."""
    held = set(searched_columns(store.frames()))
    said = (
        each.said
        for each in SEARCHED
        if any(
            (each.frame, column) in held and store.states(each.frame, column)
            for column in each.columns
        )
    )
    return tuple(dict.fromkeys(said))


def having_words(store: TrialStore, search: TextSearch) -> Mask:
    """The trials that have all of a search; none where it holds no letter and no digit."""
    mask = np.full(len(store.trials), bool(search))
    if search.numbers:
        numbers = ["".join(term.parts) for term in search.numbers]
        mask[:] = False
        for number in numbers:
            mask[store.search.trials_of(number)] = True
    for term in search.terms:
        mask &= candidates(store.search, term)
    # texts are read last, where few trials are left
    for term in search.terms:
        mask = having_term(store, term, mask)
    return mask


def candidates(index: SearchIndex, term: SearchTerm) -> Mask:
    """The trials that have its words: all that have it, and others where it has several."""
    last = len(term.chunks) - 1
    mask = np.logical_and.reduce(
        [
            _has_chunk(index, chunk.split(HYPHEN), is_whole=at < last or term.ends_whole)
            for at, chunk in enumerate(term.chunks)
        ]
    )
    if term.is_word and BARE_NCT.fullmatch(term.parts[0]):
        mask |= index.holding(f"{NCT}{term.parts[0]}")
    return mask


def _has_chunk(index: SearchIndex, parts: Sequence[str], *, is_whole: bool) -> Mask:
    """The trials that have the parts of a word, for themselves or written together.

    is_whole: whether the last part is a whole word, as the others are.
    """
    mask = index.holding(parts[-1], whole=is_whole)
    for part in parts[:-1]:
        mask &= index.holding(part, whole=True)
    if 1 < len(parts) <= MOST_JOINED:
        mask |= index.holding("".join(parts), whole=is_whole)
    return mask


def having_term(store: TrialStore, term: SearchTerm, among: Mask) -> Mask:
    """The trials that have it, of these, which all have its words."""
    if term.is_word:
        return among
    mask = np.zeros_like(among)
    if term.joined:  # written together it stands in the index
        mask = among & store.search.holding(term.joined, whole=term.ends_whole)
    for frame, column in _different_columns(store):
        places = np.flatnonzero(among & ~mask)
        for at in range(0, len(places), TRIALS_AT_ONCE):
            own = places[at : at + TRIALS_AT_ONCE]
            rows, trial = _rows_of(store, frame, own)
            mask[trial[having(store.texts(frame, column).take(pa.array(rows)), term)]] = True
    return mask


def _different_columns(store: TrialStore) -> Iterator[tuple[str, str]]:
    """The columns that are searched; what is printed is most often the same text."""
    read: dict[str, list[pa.Array]] = {}
    for frame, column in searched_columns(store.frames()):
        texts = store.texts(frame, column)
        if not any(texts.equals(other) for other in read.setdefault(frame, [])):
            read[frame].append(texts)
            yield frame, column


def _rows_of(store: TrialStore, frame: str, trials: Counts) -> tuple[Whole, Whole]:
    """The rows of these trials in a frame, and the trial of each."""
    if frame == "trials":
        return trials, trials
    own = store.rows_of(frame)
    return own.at(trials), np.repeat(trials, own.starts[trials + 1] - own.starts[trials])


def having(texts: pa.Array, term: SearchTerm) -> Mask:
    """The texts, as they stand, that have it."""
    mask = matches(texts, term.pattern_of_ascii, ignore_case=True)
    others = np.flatnonzero(~pc.string_is_ascii(texts).to_numpy(zero_copy_only=False))
    if len(others):
        plain = pa.array([folded(text) for text in texts.take(pa.array(others)).to_pylist()])
        mask[others] = matches(plain, term.pattern)
    return mask
