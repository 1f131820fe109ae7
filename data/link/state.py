"""The whole state of a page, read from one query string and written back to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from data.link.filters import CITY_KEY, FILTER_LABELS, TEXT_KEY, TEXT_LABELS, TrialFilters
from data.link.options import OPTION_KEYS, OPTIONS, KnownFields, PageOptions
from data.link.query_string import (
    LONGEST_STATE,
    NO_ROOM_KEY,
    fits,
    no_room,
    read_query,
    too_long,
    unknown_key,
    unknown_value,
    without_room,
    write_query,
)

DATASET_KEY = "dataset"
OWN_KEYS = frozenset((CITY_KEY, TEXT_KEY, DATASET_KEY, *OPTIONS))
"""Keys of a link besides those of filters."""
REFUSED_KEYS = frozenset((CITY_KEY, TEXT_KEY, DATASET_KEY, *OPTION_KEYS, *FILTER_LABELS))
"""Keys of the choices for which a link may have no room."""


@dataclass(frozen=True)
class PageState(PageOptions):
    """Filters and options together: the link of a view says all of it and nothing else.

    Attributes:
        present: the view on the full screen. It is read from the address and not written back,
            so that filters, links, file names and slides are the same during a presentation.
        no_room: the key of a choice that was not taken, as its address would be too long; it is
            no part of the view, either.
    """

    filters: TrialFilters = field(default_factory=TrialFilters)
    dataset: str = ""
    no_room: str = ""

    @classmethod
    def from_query(cls, search: str, known: KnownFields) -> tuple[Self, tuple[str, ...]]:
        """The state in a link, and what was ignored, in words."""
        values, complaints = read_query(search)
        state, more = cls.from_values(values, known)
        return state, complaints + more

    @classmethod
    def from_values(
        cls, values: Mapping[str, str], known: KnownFields
    ) -> tuple[Self, tuple[str, ...]]:
        """The state in the keys and texts of a query, and what was ignored, in words."""
        state, ignored = cls._parsed(values, known)
        if not state.fits:  # it was written by others, with letters that take more room in ours
            nothing_chosen = cls(TrialFilters(fields=known.filters), dataset=known.dataset)
            return nothing_chosen, (too_long(LONGEST_STATE),)
        return state, ignored

    @classmethod
    def _parsed(cls, values: Mapping[str, str], known: KnownFields) -> tuple[Self, tuple[str, ...]]:
        """The state of these texts; it may be longer than an address."""
        filters, complaints = TrialFilters.from_values(values, known.filters)
        options, more = cls.read(values, known)
        refused = values.get(NO_ROOM_KEY, "")
        if refused not in REFUSED_KEYS:
            refused = ""
        strangers = tuple(
            unknown_key(key)
            for key in values
            if not (key in OWN_KEYS or filters.has(key) or (refused and key == NO_ROOM_KEY))
        )
        wanted = values.get(DATASET_KEY, "")
        elsewhere = () if wanted == known.dataset else (unknown_value("Dataset", wanted),)
        state = cls(filters, known.dataset, refused, **options)  # type: ignore[arg-type]
        return state, (*elsewhere, *complaints, *more, *strangers)

    def to_values(self) -> dict[str, str]:
        """Key -> text of the canonical query."""
        return {
            **self.filters.to_values(),
            **self.option_values(),
            DATASET_KEY: self.dataset,
        }

    def to_query(self) -> str:
        return self._query

    @cached_property
    def _query(self) -> str:
        """Written once: a page writes it into hundreds of links."""
        return write_query(self.to_values())

    @property
    def fits(self) -> bool:
        """Says whether an address has room for the state, so that it can be seen and shared."""
        return fits(self.to_query())

    def after(self, wanted: Self) -> Self:
        """The state that a choice leads to, or this one, which says that it has no room."""
        refused = "" if wanted.fits else self._longest_change(wanted)
        return replace(self if refused else wanted, no_room=refused)

    def _longest_change(self, wanted: Self) -> str:
        """The key to blame where another state is too long."""
        before, after = self.to_values(), wanted.to_values()
        changed = (key for key, text in after.items() if text != before.get(key, ""))
        return max(changed, key=lambda key: len(after[key]))

    def query_after(self, wanted: Self) -> str:
        """The query of a link to the state after a choice."""
        after = self.after(wanted)
        return without_room(self.to_query(), after.no_room) if after.no_room else after.to_query()

    def refusal(self) -> str:
        """The sentence for a reader whose choice has no room; empty where there is none."""
        key = self.no_room
        labels = {**TEXT_LABELS, **FILTER_LABELS}
        return no_room(labels.get(key, key.capitalize())) if key else ""

    def with_filters(self, filters: TrialFilters) -> Self:
        return replace(self, filters=filters)

    def with_values(self, texts: Mapping[str, str], known: KnownFields) -> Self:
        """The state with these keys of the query set; an empty text is a key's default.

        It may be longer than an address (``after``).
        """
        return self.reading(texts, known)[0]

    def reading(self, texts: Mapping[str, str], known: KnownFields) -> tuple[Self, tuple[str, ...]]:
        """The state of ``with_values``, and what was ignored in the texts, in words."""
        return self._parsed({**self.to_values(), **texts}, known)

    def control_value(self, key: str) -> Any:
        """The value of a key's control: a list of slugs, a slug, a text, or nothing."""
        if self.filters.has(key):
            field = self.filters.field_of(key)
            return [field.slugs[code] for code in self.filters.codes(key)]
        return self.option_control(key)
