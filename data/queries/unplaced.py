"""Gaps of the map: organisations without a city, and trials without an organisation."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.index.index_arrays import NONE, Integers, Mask, Whole, joint, numbered, rows_of
from data.index.place_index import ROLES
from data.link.filters import TrialFilters
from data.link.options import MapOptions
from data.link.query_string import shorten
from data.model import vocabulary as v
from data.model.countries import ISO3, NAMES
from data.model.schema import COUNTRY_PRINTED
from data.queries.places import NUMBERS_KEPT, STORES_KEPT, counted_places
from data.queries.trials import matching
from data.store import TrialStore

MOST_IDS = 12
"""Trials of an organisation that are named."""


class Unplaced(NamedTuple):
    """An organisation that the map cannot draw as a city, or the trials without one.

    Attributes:
        organisation: empty where the trials have none that counts.
        roles: codes, each once.
        country: ISO-3, or NOT_STATED.
        nct_ids: the trials of its entries, the first ``MOST_IDS`` of them.
        entries: how many there are.
        reason: why, in words.
    """

    organisation: str
    roles: tuple[str, ...]
    country: str
    nct_ids: tuple[str, ...]
    entries: int
    reason: str


class WithoutCity(NamedTuple):
    """The organisations of a country that no city on the map stands for.

    Attributes:
        names, number: those whose city is not stated: the first of them, and how many.
        towns, towns_number: cities that are stated and have no coordinates, the same.
    """

    names: tuple[str, ...] = ()
    number: int = 0
    towns: tuple[str, ...] = ()
    towns_number: int = 0

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """(what they lack, names, how many) of each kind that there is."""
        kinds = (
            ("city not stated", self.names, self.number),
            ("no coordinates", self.towns, self.towns_number),
        )
        return tuple(kind for kind in kinds if kind[2])


@dataclass(frozen=True, eq=False)
class NoPoint:
    """The organisations that no point stands for, whatever the filters.

    Attributes:
        row: those that count and have no city with a point.
        trial: of each row, or NONE.
        group: of each row; one name in one town, or in none of one country, is one group.
        names: of each group.
        town: of each group as the index numbers them.
        counted: the trials with an organisation that counts.
    """

    row: Whole
    trial: Integers
    group: Whole
    names: pa.Array
    town: Integers
    counted: Mask

    @classmethod
    def of(cls, store: TrialStore, places: str) -> Self:
        index = store.places
        none = index.city.place == NONE
        # a country that stands for no site lacks no city
        whole = (index.entry // 2 == ROLES.index("COUNTRY")) & (index.country.place != NONE)
        counts = ~whole & index.is_site if places == "sites" else ~whole
        row = np.flatnonzero(none & counts)
        town = index.town.take(row).astype(np.int64)
        names = index.names.take(pa.array(index.organisation.take(row))).dictionary_encode()
        group, first = numbered(joint(names.indices.to_numpy().astype(np.int64), town))
        rows = index.is_site if places == "sites" else np.ones(len(index.trial), bool)
        has = np.bincount(index.trial[rows & (index.trial != NONE)], minlength=len(store.trials))
        return cls(
            row,
            index.trial.take(row),
            group,
            names.dictionary.take(names.indices.take(pa.array(first))),
            town.take(first).astype(np.int32),
            has > 0,
        )


@lru_cache(maxsize=STORES_KEPT)
def no_point(store: TrialStore, places: str) -> NoPoint:
    """Those of a dataset, all organisations or the sites alone."""
    return store.kept(f"no-point/{places}", NoPoint, partial(NoPoint.of, store, places))


@dataclass(frozen=True, eq=False)
class UnplacedTrials:
    """The organisations and matching trials that the map cannot draw.

    Attributes:
        entries: positions of the rows, in the order of the data.
        group: of each of them.
        shown: the groups, in the order of the data.
        silent: the matching trials that have no organisation that counts.
    """

    store: TrialStore
    counted: str
    entries: Whole
    group: Whole
    shown: Whole
    silent: Whole

    @property
    def number(self) -> int:
        """Counts the organisations, the trials without one as one more."""
        return len(self.shown) + bool(len(self.silent))

    def first(self, most: int) -> list[Unplaced]:
        """The first of them; the trials without one come last."""
        rows = [self._organisation(group) for group in self.shown[:most].tolist()]
        return [*rows, self._silent()] if len(self.silent) and len(rows) < most else rows

    def _organisation(self, group: int) -> Unplaced:
        index, own = self.store.places, no_point(self.store, self.counted)
        entries = self.entries[self.group == group]
        roles = dict.fromkeys((index.entry.take(entries) // 2).tolist())
        town = int(own.town[group])
        place = int(index.towns.country[town])
        country = v.NOT_STATED if place == NONE else ISO3[place]
        return Unplaced(
            own.names[group].as_py(),
            tuple(ROLES[role] for role in roles),
            country,
            _ids(self.store, index.trial.take(entries[:MOST_IDS])),
            len(entries),
            self._reason(index.towns.labels[town].as_py(), country, int(entries[0])),
        )

    def _reason(self, city: str, country: str, row: int) -> str:
        """Says why there is no point; row: an entry of the organisation."""
        if country != v.NOT_STATED:
            why = f"no coordinates: {city}" if city else "city not stated"
            return f"{why}; counted in {NAMES[country]}"
        basis = self.store.trial_organisations["role_basis"].iloc[row]
        _, _, printed = str(basis).partition(COUNTRY_PRINTED)
        if printed:
            return f"country printed as {shorten(printed)}, which is none of today's"
        return f"no country stated for {city}" if city else "no country or city stated"

    def _silent(self) -> Unplaced:
        # that none is a site is said by another page, not by the table that prints them
        none = "no site named" if self.counted == "sites" else "no organisation printed"
        registered = not self.store.places_beside_sites
        return Unplaced(
            "",
            (v.NOT_STATED,),
            v.NOT_STATED,
            _ids(self.store, self.silent[:MOST_IDS]),
            len(self.silent),
            no_place_in_record(self.store) if registered else none,
        )

    def without_city(self, most: int) -> dict[str, WithoutCity]:
        """Country -> its organisations without a city on the map, the first ``most`` by name."""
        own, towns = no_point(self.store, self.counted), self.store.places.towns
        town = own.town.take(self.shown)
        # a town with several organisations is one that has no coordinates
        firsts = numbered(town.astype(np.int64))[1]
        is_silent = np.asarray(pc.equal(towns.names, ""), dtype=bool)
        silent = self.shown[is_silent.take(town)]
        stated = town[firsts][~is_silent.take(town[firsts])]
        found = {}
        for code in np.unique(towns.country.take(town)).tolist():
            if code != NONE:
                groups = silent[towns.country.take(own.town.take(silent)) == code]
                places = stated[towns.country.take(stated) == code]
                found[ISO3[code]] = WithoutCity(
                    _texts(own.names, groups[:most]),
                    len(groups),
                    _texts(towns.labels, places[:most]),
                    len(places),
                )
        return found


def no_place_in_record(store: TrialStore) -> str:
    """The words for a registry record without a place: it states none, or its file has no room."""
    absent = store.not_in_file("trial_organisations", "country")
    return "places are not in this file" if absent else "no place stated in the registry"


def _texts(texts: pa.Array, at: Whole) -> tuple[str, ...]:
    return tuple(texts.take(pa.array(at)).to_pylist())


def _ids(store: TrialStore, trials: Whole) -> tuple[str, ...]:
    return tuple(store.texts("trials", "nct_id").take(pa.array(trials)).to_pylist())


@lru_cache(maxsize=NUMBERS_KEPT)
def unplaced(store: TrialStore, filters: TrialFilters, options: MapOptions) -> UnplacedTrials:
    """Finds what the map cannot draw: organisations without a city, and trials without any."""
    places, mask = counted_places(store, options), matching(store, filters)
    own = no_point(store, places)
    kept = np.flatnonzero(rows_of(mask, own.trial))
    group = own.group.take(kept)
    first = np.full(len(own.names), len(group))
    # what is written last stays: the first entry of each
    first[group[::-1]] = np.arange(len(group))[::-1]
    shown = group.take(np.sort(first[first < len(group)]))
    silent = np.flatnonzero(mask & ~own.counted)
    return UnplacedTrials(store, places, own.row.take(kept), group, shown, silent)
