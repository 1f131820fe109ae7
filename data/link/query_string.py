"""The codec between a query string and coded values; parser and serialiser side by side.

A canonical query has sorted keys, no default values, and slugs joined by ``~``:
``?condition=t1d~t2d&phase=phase2``. A choice of one key that would be long is written in short
forms. Reading never fails: what is not known is returned as a complaint in words, so that a page
can name it. Nothing longer is written than is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote_to_bytes

import numpy as np
from numpy.typing import NDArray

from data.link.folding import folded
from data.link.short_forms import SIGN, ShortForms, short_form
from data.link.text_search import TextSearch

JOINT = "~"
MAX_QUERY_LENGTH = 4_000
"""Characters of a query that is read. Browsers name the page that a request comes from up to some
4,000, and twice as many are a request line that servers refuse."""
LONGEST_STATE = 3_800
"""Characters of a state's query: what else an address says of it has room beside it."""
LONGEST_IN_SLUGS = 1_200
"""Characters of the slugs of one key; a longer choice is written in short forms."""
NO_ROOM_KEY = "no-room"
"""The key in a link that leads to the state before a choice for which it has no room."""
MOST_NAMED = 12
"""Values of one key that are said in words; of more the first ones are, and their number."""
LETTERS_OF_FEW = 160
"""Letters that these first ones may take."""
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
    def short_forms(self) -> ShortForms:
        """Made where the first long choice is read or written."""
        return ShortForms.of(self.codes)

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """code -> its place in the order of the field."""
        return {code: place for place, code in enumerate(self.codes)}

    def words_at(self, places: NDArray[np.integer[Any]]) -> list[tuple[str, str]]:
        """(label, slug) of the codes at these places."""
        codes = [self.codes[place] for place in places.tolist()]
        return [(self.labels[code], self.slugs[code]) for code in codes]

    def holding(self, search: TextSearch) -> NDArray[np.int64]:
        """The places of the codes whose label has what is searched."""
        patterns = [re.compile(pattern) for pattern in search.patterns]
        fitting = [
            place
            for place, code in enumerate(self.codes)
            if all(pattern.search(folded(self.labels[code])) for pattern in patterns)
        ]
        return np.array(fitting, dtype=np.int64)

    def among(self, codes: Iterable[str]) -> Self:
        """The field with those of its values that stand among these codes."""
        kept = {*codes}
        return replace(self, codes=tuple(code for code in self.codes if code in kept))

    def describe(self, codes: Sequence[str]) -> str:
        """The values in words; of very many the first ones, and how many more."""
        words = [self.labels[code] for code in codes[: MOST_NAMED + 1]]
        if len(words) > MOST_NAMED:
            ends = accumulate(len(word) for word in words)
            few = max(1, sum(end <= LETTERS_OF_FEW for end in ends))
            words = [*words[:few], f"{len(codes) - few:,} more"]
        return " or ".join(words)

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Known codes, each once, in the vocabulary's order."""
        # one look-up a code: in a field of 100,000 each is a search
        places = {code: self.place_of.get(code) for code in codes}
        known = {code: place for code, place in places.items() if place is not None}
        return tuple(sorted(known, key=known.__getitem__))

    def parse(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """``"t1d~xx"`` -> (``("T1D",)``, ``("xx",)``): the codes known, the slugs unknown."""
        if not text:
            return (), ()  # most fields of a link
        found = [(slug, self._code(slug.lower())) for slug in text.split(JOINT) if slug]
        codes = self.in_order(code for _, code in found if code is not None)
        return codes, tuple(slug for slug, code in found if code is None)

    def _code(self, slug: str) -> str | None:
        """The code of a slug in lower case, or of a short form; none where it is not known."""
        is_short = slug.startswith(SIGN)
        return self.short_forms.code_of(slug) if is_short else self.code_of_slug.get(slug)

    def serialise(self, codes: Iterable[str]) -> str:
        """The slugs of the codes, or short forms where these are many and long."""
        chosen = self.in_order(codes)
        slugs = JOINT.join(self.slugs[code] for code in chosen)
        return slugs if len(slugs) <= LONGEST_IN_SLUGS else self._shorter(chosen, slugs)

    def _shorter(self, chosen: Sequence[str], slugs: str) -> str:
        short = {code: short_form(code) for code in chosen}
        if any(self.short_forms.code_of(text) != code for code, text in short.items()):
            return slugs  # two values with one fingerprint
        return min(slugs, JOINT.join(short.values()), key=len)


def shorten(text: str) -> str:
    """Text from a link, cut so that a hostile value cannot flood the page."""
    return text if len(text) <= MAX_VALUE_SHOWN else text[:MAX_VALUE_SHOWN] + "…"


def is_text(search: str) -> bool:
    """Says whether a link encodes UTF-8 without control characters."""
    try:
        return not CONTROL.search(unquote_to_bytes(search).decode("utf-8"))
    except UnicodeError:
        return False


def read_query(search: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """``"?a=1&b=2"`` -> ({"a": "1", "b": "2"}, complaints); the last of a repeated key counts."""
    text = search.removeprefix("?")
    if len(text) > MAX_QUERY_LENGTH:
        return {}, (too_long(MAX_QUERY_LENGTH),)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return {}, ("The link holds more than 100 values; it was ignored.",)
    return values_of(pairs)


def values_of(pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The texts of a query by their keys, and a complaint for each key that stands twice."""
    keys = [key for key, _ in pairs]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    complaints = tuple(f"“{shorten(key)}” stands twice; the last one counts." for key in repeated)
    return dict(pairs), complaints


def write_query(values: Mapping[str, str]) -> str:
    """The canonical query string, empty or with its leading question mark."""
    parts = [_written(key, value) for key, value in sorted(values.items()) if value]
    return "?" + "&".join(parts) if parts else ""


@lru_cache(maxsize=VALUES_KEPT)
def _written(key: str, value: str) -> str:
    return f"{key}={quote(value, safe='~-')}"


def fits(query: str) -> bool:
    """Says whether the query of a state is read again by whoever follows it."""
    return len(query) <= LONGEST_STATE


def without_room(query: str, key: str) -> str:
    """The query of the state before a choice, and the key of the choice that has no room."""
    return f"{query}{'&' if query else '?'}{NO_ROOM_KEY}={key}"


@dataclass(frozen=True)
class Queries:
    """The queries of one state that differ in one key: a list of links writes hundreds."""

    key: str
    head: str
    tail: str
    without: str
    here: str

    @classmethod
    def of(cls, values: Mapping[str, str], key: str) -> Self:
        """values: key -> text of the state."""
        before = write_query({other: values[other] for other in values if other < key})
        after = write_query({other: values[other] for other in values if other > key})
        head, tail = f"{before}&" if before else "?", after.replace("?", "&", 1)
        return cls(key, head, tail, before + tail if before else after, write_query(values))

    def with_value(self, value: str) -> str:
        """The query that ``write_query`` writes with this value of the key, empty for none.

        Where that is too long, the state as it is, with the key that has no room.
        """
        if not value:
            return self.without
        query = f"{self.head}{_written(self.key, value)}{self.tail}"
        return query if fits(query) else without_room(self.here, self.key)


def too_long(most: int) -> str:
    return f"The link is longer than {most} characters; it was ignored."


def no_room(label: str) -> str:
    """The sentence for a reader whose choice was not taken."""
    return (
        f"{label}: your choice was not taken, as the address would be longer than "
        f"{LONGEST_STATE:,} characters. All else stays as it was; choose fewer values."
    )


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
