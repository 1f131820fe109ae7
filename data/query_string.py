"""The codec between a query string and coded values; parser and serialiser side by side.

A canonical query has sorted keys, no default values, and slugs joined by ``~``:
``?condition=t1d~t2d&phase=phase2``. Reading never fails: what is not known is
returned as a complaint in words, so that a page can name it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote_to_bytes

import numpy as np
from numpy.typing import NDArray

JOINT = "~"
MAX_QUERY_LENGTH = 4_000
MAX_VALUE_SHOWN = 40
VALUES_KEPT = 4096
"""Values that are kept as they stand in a link: the list of the map names the same hundreds of
cities under every filter."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Field:
    """One key of the query: its words, and the codes it may hold in their order."""

    key: str
    label: str
    codes: Sequence[str]
    labels: Mapping[str, str]
    slugs: Mapping[str, str]

    @cached_property
    def code_of_slug(self) -> Mapping[str, str]:
        """slug in lower case -> code; made once, a registry has 100,000 conditions."""
        return {slug.lower(): code for code, slug in self.slugs.items()}

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """code -> its place in the order of the field."""
        return {code: place for place, code in enumerate(self.codes)}

    def words_at(self, places: NDArray[np.integer[Any]]) -> list[tuple[str, str]]:
        """(label, slug) of the codes at these places."""
        codes = [self.codes[place] for place in places.tolist()]
        return [(self.labels[code], self.slugs[code]) for code in codes]

    def holding(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The places of the codes whose label holds every one of these case-folded words."""
        fitting = [
            place
            for place, code in enumerate(self.codes)
            if all(word in self.labels[code].casefold() for word in words)
        ]
        return np.array(fitting, dtype=np.int64)

    def describe(self, codes: Iterable[str]) -> str:
        return " or ".join(self.labels[code] for code in codes)

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Known codes, each once, in the vocabulary's order."""
        known = {code for code in codes if code in self.place_of}
        return tuple(sorted(known, key=self.place_of.__getitem__))

    def parse(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """``"t1d~xx"`` -> (``("T1D",)``, ``("xx",)``): the codes known, the slugs unknown."""
        if not text:
            return (), ()  # most fields of a link
        by_slug = self.code_of_slug
        slugs = [slug for slug in text.split(JOINT) if slug]
        codes = self.in_order(by_slug[slug.lower()] for slug in slugs if slug.lower() in by_slug)
        return codes, tuple(slug for slug in slugs if slug.lower() not in by_slug)

    def serialise(self, codes: Iterable[str]) -> str:
        return JOINT.join(self.slugs[code] for code in self.in_order(codes))


def shorten(text: str) -> str:
    """Text from a link, cut so that a hostile value cannot flood the page."""
    return text if len(text) <= MAX_VALUE_SHOWN else text[:MAX_VALUE_SHOWN] + "…"


def is_text(search: str) -> bool:
    """Whether what a link encodes is UTF-8 without control characters."""
    try:
        return not CONTROL.search(unquote_to_bytes(search).decode("utf-8"))
    except UnicodeError:
        return False


def read_query(search: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """``"?a=1&b=2"`` -> ({"a": "1", "b": "2"}, complaints); the last of a repeated key counts."""
    text = search.removeprefix("?")
    if len(text) > MAX_QUERY_LENGTH:
        return {}, (f"The link is longer than {MAX_QUERY_LENGTH} characters; it was ignored.",)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return {}, ("The link holds more than 100 values; it was ignored.",)
    repeated = sorted({key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1})
    complaints = tuple(f"“{shorten(key)}” stands twice; the last one counts." for key in repeated)
    return dict(pairs), complaints


def write_query(values: Mapping[str, str]) -> str:
    """The canonical query string, empty or with its leading question mark."""
    parts = [_written(key, value) for key, value in sorted(values.items()) if value]
    return "?" + "&".join(parts) if parts else ""


@lru_cache(maxsize=VALUES_KEPT)
def _written(key: str, value: str) -> str:
    return f"{key}={quote(value, safe='~-')}"


@dataclass(frozen=True)
class Queries:
    """The queries of one state that differ in one key: a list of links writes hundreds."""

    key: str
    head: str
    tail: str
    without: str

    @classmethod
    def of(cls, values: Mapping[str, str], key: str) -> Self:
        """values: key -> text of the state."""
        before = write_query({other: values[other] for other in values if other < key})
        after = write_query({other: values[other] for other in values if other > key})
        head, tail = f"{before}&" if before else "?", after.replace("?", "&", 1)
        return cls(key, head, tail, before + tail if before else after)

    def with_value(self, value: str) -> str:
        """What ``write_query`` writes with this value of the key, empty for none."""
        return f"{self.head}{_written(self.key, value)}{self.tail}" if value else self.without


def unknown_value(field_label: str, slug: str) -> str:
    return f"{field_label}: “{shorten(slug)}” is not known here and was ignored."


def unknown_key(key: str) -> str:
    return f"“{shorten(key)}” is not a filter or option here and was ignored."


def parse_fields(
    values: Mapping[str, str], fields: Sequence[Field]
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Codes by key for the given fields, and a complaint for every slug not known."""
    parsed: dict[str, tuple[str, ...]] = {}
    complaints: list[str] = []
    for field in fields:
        codes, unknown = field.parse(values.get(field.key, ""))
        parsed[field.key] = codes
        complaints += [unknown_value(field.label, slug) for slug in unknown]
    return parsed, tuple(complaints)
