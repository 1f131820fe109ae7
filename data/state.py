"""The whole state of a page, read from one query string and written back to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from data.filters import TEXT_KEY, TrialFilters
from data.options import (
    CompareOptions,
    DesignOptions,
    KnownFields,
    MapOptions,
    PresentOptions,
    ProtocolOptions,
    TableOptions,
    ThenAndNowOptions,
)
from data.query_string import read_query, unknown_key, unknown_value, write_query

OPTION_KEYS = (
    "count",
    "places",
    "region",
    "measure",
    "regimen",
    "role",
    "class",
    "agent",
    "transplant",
    "from",
    "to",
    "window",
    "compare",
    "change",
    "field",
    "against",
    TableOptions.FIND,
    TableOptions.SORT,
)

DATASET_KEY = "dataset"


@dataclass(frozen=True)
class PageState:
    """Filters and options together: the link of a view says all of it and nothing else.

    Attributes:
        present: the view on the full screen. It is read from the address and not written back:
            how a view is looked at is no part of what it shows, so that filters, links, file
            names and slides are the same during a presentation.
    """

    filters: TrialFilters = field(default_factory=TrialFilters)
    map: MapOptions = field(default_factory=MapOptions)
    design: DesignOptions = field(default_factory=DesignOptions)
    protocols: ProtocolOptions = field(default_factory=ProtocolOptions)
    compare: CompareOptions = field(default_factory=CompareOptions)
    then_and_now: ThenAndNowOptions = field(default_factory=ThenAndNowOptions)
    table: TableOptions = field(default_factory=TableOptions)
    present: PresentOptions = field(default_factory=PresentOptions)
    dataset: str = ""

    @classmethod
    def from_query(cls, search: str, known: KnownFields) -> tuple[Self, tuple[str, ...]]:
        """The state in a link, and what was ignored, in words."""
        values, _ = read_query(search)
        filters, complaints = TrialFilters.from_query(search, known.filters)
        on_map, map_complaints = MapOptions.from_values(values)
        design, design_complaints = DesignOptions.from_values(values)
        protocols, protocol_complaints = ProtocolOptions.from_values(values, known)
        compare, compare_complaints = CompareOptions.from_values(values, known)
        changes, change_complaints = ThenAndNowOptions.from_values(values, known)
        table, table_complaints = TableOptions.from_values(values, known)
        present, present_complaints = PresentOptions.from_values(values)
        other_keys = (TEXT_KEY, DATASET_KEY, *OPTION_KEYS, PresentOptions.KEY)
        strangers = tuple(
            unknown_key(key) for key in values if not filters.has(key) and key not in other_keys
        )
        wanted = values.get(DATASET_KEY, "")
        elsewhere = () if wanted == known.dataset else (unknown_value("Dataset", wanted),)
        options = (on_map, design, protocols, compare, changes, table, present)
        return cls(filters, *options, known.dataset), (
            *elsewhere,
            *complaints,
            *map_complaints,
            *design_complaints,
            *protocol_complaints,
            *compare_complaints,
            *change_complaints,
            *table_complaints,
            *present_complaints,
            *strangers,
        )

    def to_values(self) -> dict[str, str]:
        """Key -> text of the canonical query."""
        return {
            **self.filters.to_values(),
            **self.map.to_values(),
            **self.design.to_values(),
            **self.protocols.to_values(),
            **self.compare.to_values(),
            **self.then_and_now.to_values(),
            **self.table.to_values(),
            DATASET_KEY: self.dataset,
        }

    def to_query(self) -> str:
        return self._query

    @cached_property
    def _query(self) -> str:
        """Written once: a page writes it into hundreds of links."""
        return write_query(self.to_values())

    def with_filters(self, filters: TrialFilters) -> Self:
        return replace(self, filters=filters)

    def with_values(self, texts: Mapping[str, str], known: KnownFields) -> Self:
        """The state with these keys of the query set; an empty text is a key's default."""
        values, _ = read_query(self.to_query())
        return type(self).from_query(write_query({**values, **texts}), known)[0]

    def control_value(self, key: str) -> Any:
        """What the control of a key holds: a list of slugs, a slug, a text, or nothing."""
        if self.filters.has(key):
            field = self.filters.field_of(key)
            return [field.slugs[code] for code in self.filters.codes(key)]
        options_of_pages = (
            self.map,
            self.design,
            self.protocols,
            self.compare,
            self.then_and_now,
            self.table,
        )
        for options in options_of_pages:
            if key in options.control_values():
                return options.control_values()[key]
        raise KeyError(key)
