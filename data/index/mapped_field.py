"""A field with 100,000 codes, whose texts stay on a mapped file: a dictionary would take 100 MB.

A text is found by bisection in its order; a request asks for few.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.index.index_arrays import Counts, Integers, Whole, having
from data.link.folding import folded
from data.link.query_string import Field
from data.link.text_search import TextSearch


@dataclass(frozen=True, eq=False)
class FieldTexts:
    """The texts of a field, code by code, as they stand in a file.

    Attributes:
        by_code, by_slug: the places of codes and slugs in the order of their texts.
        folded: the labels as they are searched.
    """

    codes: pa.Array
    labels: pa.Array
    slugs: pa.Array
    by_code: Integers
    by_slug: Integers
    folded: pa.Array

    @classmethod
    def of(cls, field: Field) -> Self:
        codes, labels, slugs = (
            pa.array(texts, pa.large_string())
            for texts in (
                list(field.codes),
                [field.labels[code] for code in field.codes],
                [field.slugs[code] for code in field.codes],
            )
        )
        plain = pa.array([folded(field.labels[code]) for code in field.codes], codes.type)
        return cls(codes, labels, slugs, _order(codes), _order(pc.utf8_lower(slugs)), plain)


def _order(texts: pa.Array) -> Integers:
    return pc.sort_indices(texts).to_numpy().astype("int32")


@dataclass(frozen=True, eq=False)
class Texts(Sequence[str]):
    """Texts of a mapped file as a sequence."""

    texts: pa.Array

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return Texts(self.texts[place])
        return str(self.texts[int(place)].as_py())

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts.to_pylist())


@dataclass(frozen=True, eq=False)
class PlaceOfText(Mapping[str, int]):
    """text -> its place, by bisection."""

    texts: Texts
    order: Integers

    def __getitem__(self, text: str) -> int:
        at = bisect_left(self.order, text.encode(), key=self._letters)
        if at < len(self.order) and self.texts[self.order[at]] == text:
            return int(self.order[at])
        raise KeyError(text)

    def _letters(self, place: Any) -> bytes:
        # the order is that of the bytes
        return self.texts[place].encode()

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, eq=False)
class Renamed(Mapping[str, str]):
    """text -> the text at the same place of another list."""

    places: PlaceOfText
    names: Texts

    def __getitem__(self, text: str) -> str:
        return self.names[self.places[text]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, eq=False)
class LargeField(Field):
    """A field on a mapped file."""

    texts: FieldTexts

    @classmethod
    def mapped(cls, key: str, label: str, texts: FieldTexts) -> Self:
        codes, places = Texts(texts.codes), PlaceOfText(Texts(texts.codes), texts.by_code)
        labels, slugs = Texts(texts.labels), Texts(texts.slugs)
        return cls(key, label, codes, Renamed(places, labels), Renamed(places, slugs), texts)

    def words_at(self, places: Whole) -> list[tuple[str, str]]:
        at = pa.array(places)
        labels, slugs = (
            texts.take(at).to_pylist() for texts in (self.texts.labels, self.texts.slugs)
        )
        return list(zip(labels, slugs, strict=True))

    def holding(self, search: TextSearch) -> Counts:
        return np.flatnonzero(having(self.texts.folded, search.patterns))

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        return PlaceOfText(Texts(self.texts.codes), self.texts.by_code)

    @cached_property
    def code_of_slug(self) -> Mapping[str, str]:
        return Renamed(
            PlaceOfText(Texts(self.texts.slugs), self.texts.by_slug), Texts(self.texts.codes)
        )
