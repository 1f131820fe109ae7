"""The places of the trials: countries and cities, and the organisations that count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from data.index.index_arrays import NONE, Counts, Mask, Whole, distinct_of, ranges, rows_of
from data.index.place_counts import (
    MOST_COUNTRIES,
    STATUSES,
    WIDTH,
    CountedOrganisations,
    index_counted,
)
from data.index.place_index import KINDS, ROLES, Level, PlaceIndex, index_enrolment
from data.index.town_index import Floats
from data.link.filters import TrialFilters
from data.link.options import MapOptions
from data.model import vocabulary as v
from data.model.amounts import amount
from data.model.countries import ISO3, LABEL_POINTS, NAMES
from data.model.regions import REGIONS
from data.model.schema import SEPARATOR
from data.queries.trials import chosen, matching
from data.store import TrialStore


class Place(NamedTuple):
    """A country, or a city.

    Attributes:
        level: ``country`` or ``city``.
        country: ISO-3.
        city: empty for a country.
        lat, lon: of a country where its label stands.
        counted, places: codes of ``MapOptions``.
        value: the number that the map shows; none where no enrolment is stated.
        enrollment: of the trials that state one and were not withdrawn.
        enrollment_stated: how many such trials.
        names: organisations, joined, ``MOST_NAMES`` at most.
        cities: of a country: its cities with a point; of a city: 1.
        in_view: how many of them the chosen part of the world shows.
        remark: says that the records give a city several points; empty where they do not.
        from_table: says that a city's point is from a table of cities; empty where it is not.
    """

    level: str
    country: str
    country_name: str
    city: str
    lat: float
    lon: float
    counted: str
    places: str
    value: int | None
    value_words: str
    trials: int
    organisations: int
    enrollment: int | None
    enrollment_stated: int
    names: str
    cities: int
    in_view: int
    remark: str = ""
    from_table: str = ""

    @property
    def of_point(self) -> str:
        """All that a reader must know of a city's point."""
        return "; ".join(filter(None, (self.remark, self.from_table)))


COLUMNS = Place._fields
MOST_CITIES = 300
"""Cities with a bubble in one part of the world, the largest; more hide one another."""
MOST_NAMES = 20
"""Organisations of a place that are named; the rest is counted."""
MOST_NAMED = 6
"""Places of one trial that a list names."""
NUMBERS_KEPT = 2
"""Filters whose numbers are remembered; those of 500,000 trials take 8 MB."""
TOTALS_KEPT = 64
"""Filters whose totals are remembered."""
STORES_KEPT = 32


@dataclass(frozen=True)
class PlaceTotals:
    """Totals of the map's numbers, which count each trial, organisation and city once.

    Attributes:
        trials: trials that match the filters, placed or not.
        placed: those of them with a counted organisation in a stated country.
        in_several: those of them in more than one country.
        organisations: organisations in a stated country.
        enrollment: the sum over the placed trials that state one; none where none does.
        enrollment_stated: matching trials that state one, placed or not.
        enrollment_estimated: those of them whose number is an estimate.
        roles: role code -> counted entries of the Location column, zero left out.
        inferred_roles: entries whose role is not stated but inferred.
        enrollment_actual: trials that state how many were enrolled.
        enrollment_withdrawn: withdrawn trials that state a number; it is in no sum, and they
            are not among those that state one.
    """

    trials: int
    placed: int
    in_several: int
    countries: int
    cities: int
    organisations: int
    enrollment: int | None
    enrollment_stated: int
    enrollment_estimated: int
    roles: dict[str, int]
    inferred_roles: int
    enrollment_actual: int = 0
    enrollment_withdrawn: int = 0

    def value(self, count: str) -> int | None:
        """The total of what the map counts."""
        return {
            "trials": self.placed,
            "organisations": self.organisations,
            "enrollment": self.enrollment,
        }[count]


def counted_places(store: TrialStore, options: MapOptions) -> str:
    """The organisations counted, a code of ``PLACES``; sites where none other has a place."""
    return options.places if store.places_beside_sites else "sites"


def _counted(store: TrialStore, filters: TrialFilters, options: MapOptions) -> Mask:
    """The organisations of the matching trials, all or the sites alone, as a mask of rows."""
    kept = rows_of(matching(store, filters), store.places.trial)
    return kept & store.places.is_site if counted_places(store, options) == "sites" else kept


def organisations(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """The organisations of the matching trials, all as printed or the sites alone.

    Each with the enrolment of its whole trial and the kind of that number, which stand again in
    every row of the trial.
    """
    counted = np.flatnonzero(_counted(store, filters, options))
    rows = store.trial_organisations.iloc[counted].reset_index(drop=True)
    trial = store.places.trial[counted]
    own = {
        name: store.trials[name].take(trial).reset_index(drop=True)
        for name in ("enrollment", "enrollment_type")
    }
    return rows.assign(**own)


def _value_words(count: str, value: int | None, stated: int, trials: int, kinds: str) -> str:
    """The number of a place as a reader says it; an unstated one is never a zero."""
    if count == "organisations":
        return amount(value or 0, "organisation")
    if count == "trials":
        return amount(value or 0, "trial")
    if value is None:
        return "enrolment not stated"
    return f"enrolment {value:,}, stated for {stated:,} of {amount(trials, 'trial')}{kinds}"


@dataclass(frozen=True, eq=False)
class Subtractable:
    """Sums whose difference is the difference of each of them."""

    def __sub__(self, rest: Self) -> Self:
        names = [field.name for field in fields(self)]
        return replace(self, **{name: getattr(self, name) - getattr(rest, name) for name in names})


@dataclass(frozen=True, eq=False)
class PlaceSums(Subtractable):
    """Sums over trials in every place of one level, by its position.

    Attributes:
        kinds: trials that state an enrolment, by kind and then by place.
    """

    trials: Counts
    enrollment: Counts
    kinds: Counts


@dataclass(frozen=True, eq=False)
class Sums(Subtractable):
    """Sums over trials on the map, which count each of them once in each place.

    Attributes:
        roles: entries, by role and then by whether it is inferred.
        statuses: trials by ``Counted.status``.
        people: the enrolment of those that have a place.
    """

    country: PlaceSums
    city: PlaceSums
    roles: Counts
    statuses: Counts
    people: int


@dataclass(frozen=True, eq=False)
class PlaceNumbers:
    """Numbers of every place of one level, by its position.

    Attributes:
        held: the pairs that there are of an organisation and a place, as the level numbers them.
    """

    level: Level
    sums: PlaceSums
    held: Whole

    @classmethod
    def of(cls, level: Level, sums: PlaceSums, seats: Whole) -> Self:
        """seats: the different ones that there are."""
        pairs = distinct_of(level.pair_of_seat.take(seats))
        return cls(level, sums, pairs[pairs != NONE])

    @property
    def trials(self) -> Counts:
        return self.sums.trials

    @cached_property
    def organisations(self) -> Counts:
        return np.bincount(self.level.place_of_pair.take(self.held), minlength=len(self.trials))

    @cached_property
    def stated(self) -> Counts:
        return self._kinds.sum(axis=0)

    @property
    def actual(self) -> Counts:
        return self._kinds[KINDS.index("actual")]

    @property
    def estimated(self) -> Counts:
        return self._kinds[KINDS.index("estimated")]

    @property
    def _kinds(self) -> Counts:
        return self.sums.kinds.reshape(len(KINDS), -1)

    def values(self, count: str) -> Counts:
        """The numbers to rank places by; an unstated one comes last."""
        if count == "enrollment":
            return np.where(self.stated > 0, self.sums.enrollment, -1)
        return self.trials if count == "trials" else self.organisations


@dataclass(frozen=True, eq=False)
class MapNumbers:
    """All numbers of the map under some filters; the page asks for them several times."""

    country: PlaceNumbers
    city: PlaceNumbers
    sums: Sums


@lru_cache(maxsize=NUMBERS_KEPT)
def _numbers(store: TrialStore, filters: TrialFilters, places: str) -> MapNumbers:
    trials, counted, index = chosen(store, filters), counted_of(store, places), store.places
    rows = counted.rows_of(trials.fewer)
    sums, seats = _sums_of(store, counted, trials.fewer, rows), counted.seat.take(rows)
    held: Whole
    if trials.is_rest:
        sums = _whole(store, places) - sums
        held = np.flatnonzero(counted.seat_counts - np.bincount(seats, minlength=index.seats))
    else:
        held = distinct_of(seats)
    return MapNumbers(
        PlaceNumbers.of(index.country, sums.country, held),
        PlaceNumbers.of(index.city, sums.city, held),
        sums,
    )


@lru_cache(maxsize=STORES_KEPT)
def counted_of(store: TrialStore, places: str) -> CountedOrganisations:
    """The organisations that count, all or the sites alone."""

    def make() -> CountedOrganisations:
        rows, alone = store.rows_of("trial_organisations"), places == "sites"
        return index_counted(store.places, index_enrolment(store.trials), rows, sites_alone=alone)

    return store.kept(f"counted/{places}", CountedOrganisations, make)


@lru_cache(maxsize=STORES_KEPT)
def _whole(store: TrialStore, places: str) -> Sums:
    return store.kept(f"sums/{places}", Sums, partial(sums_of_all, store, places))


def sums_of_all(store: TrialStore, places: str) -> Sums:
    """The sums of all trials, not remembered."""
    counted, trials = counted_of(store, places), np.arange(len(store.trials))
    return _sums_of(store, counted, trials, counted.rows_of(trials))


def _sums_of(store: TrialStore, counted: CountedOrganisations, trials: Whole, rows: Whole) -> Sums:
    """rows: where the organisations of the trials stand."""
    # floats, which numpy adds up five times as fast: they hold whole numbers up to 2 ** 53
    index, people = store.places, counted.people.take(rows).astype(np.float64)
    return Sums(
        _sums_at(counted.country.take(rows), people, index.country.places),
        _sums_at(counted.city.take(rows), people, index.city.places),
        np.bincount(counted.entry.take(rows), minlength=2 * len(ROLES)),
        np.bincount(counted.status.take(trials), minlength=(MOST_COUNTRIES + 1) * len(STATUSES)),
        int(counted.placed_people.take(trials).sum()),
    )


def _sums_at(cells: Whole, people: Floats, places: int) -> PlaceSums:
    """Adds up the rows in each place; people: of each of them."""
    number = 1 + WIDTH * places
    trials, enrollment = (
        counts[1:].reshape(WIDTH, places)
        for counts in (np.bincount(cells, minlength=number), np.bincount(cells, people, number))
    )
    return PlaceSums(
        trials.sum(axis=0), enrollment.sum(axis=0).astype(np.int64), trials[1:].ravel()
    )


def _named(index: PlaceIndex, numbers: PlaceNumbers, places: Whole) -> list[str]:
    """The organisations of each place, the first of them where there are very many."""
    level, held = numbers.level, numbers.held
    # in a place they come in the order of the data
    first, after = (held.searchsorted(level.starts.take(places + n)) for n in (0, 1))
    last = np.minimum(after, first + MOST_NAMES)
    shown = level.organisation_of_pair.take(held.take(ranges(first, last)))
    names = iter(index.names.take(pa.array(shown)).to_pylist())
    words = []
    for number, more in zip((last - first).tolist(), (after - last).tolist(), strict=True):
        own = [name for name in islice(names, number) if name]
        words.append("; ".join([*own, f"and {more:,} more"] if more else own))
    return words


def _rows(
    store: TrialStore, numbers: PlaceNumbers, places: Whole, options: MapOptions
) -> dict[str, list[Any]]:
    """The columns that tell of each of these places."""
    stated = numbers.stated.take(places).tolist()
    trials = numbers.trials.take(places).tolist()
    organisations = numbers.organisations.take(places).tolist()
    enrollment = [
        number if of else None
        for number, of in zip(numbers.sums.enrollment.take(places).tolist(), stated, strict=True)
    ]
    values = {"trials": trials, "organisations": organisations, "enrollment": enrollment}
    value = values[options.count]
    kinds = [""] * len(trials)
    # a number is planned or reached by how its trial went, which its status says
    if options.count == "enrollment" and store.states("trials", "overall_status"):
        actual, estimated = (
            each.take(places).tolist() for each in (numbers.actual, numbers.estimated)
        )
        kinds = [_kinds(*pair) for pair in zip(actual, estimated, strict=True)]
    words = zip(value, stated, trials, kinds, strict=True)
    return {
        "value": value,
        "value_words": [_value_words(options.count, *each) for each in words],
        **values,
        "enrollment_stated": stated,
        "names": _named(store.places, numbers, places),
        "counted": [options.count] * len(trials),
        "places": [counted_places(store, options)] * len(trials),
    }


def _kinds(actual: int, estimated: int) -> str:
    """`` (3 actual, 1 estimated)``: an enrolment that was planned is no one enrolled."""
    parts = ((actual, "actual"), (estimated, "estimated"))
    said = ", ".join(f"{number:,} {kind}" for number, kind in parts if number)
    return f" ({said})" if said else ""


def _largest_first(place: Place) -> tuple[Any, ...]:
    """Sort key: the largest on top, *not stated* last, then by name."""
    return place.value is None, -(place.value or 0), place.country_name, place.city


def _in_order(columns: Mapping[str, Sequence[Any]]) -> tuple[Place, ...]:
    """The places of one level, made of their columns."""
    columns = {**columns, "country_name": [NAMES[code] for code in columns["country"]]}
    rows = zip(*(columns[name] for name in COLUMNS), strict=True)
    return tuple(sorted(map(Place._make, rows), key=_largest_first))


@lru_cache(maxsize=STORES_KEPT)
def _in_view(store: TrialStore, region: str) -> Mask:
    """The cities of the dataset that a part of the world shows; of the world all count."""
    index = store.places
    if region == "world":
        return np.ones(len(index.towns.lon), dtype=bool)
    return REGIONS[region].shows(index.towns.lon, index.towns.lat)


@dataclass(frozen=True)
class Places:
    """Countries and cities with the numbers that the map shows, the largest on top.

    Attributes:
        without_site: matching trials that stand nowhere since a registry page other than the
            dataset's own source says that none of their organisations is a site.
    """

    countries: tuple[Place, ...] = ()
    cities: tuple[Place, ...] = ()
    without_site: tuple[str, ...] = ()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a place, the countries first; columns as the attributes of ``Place``."""
        rows = [*self.countries, *self.cities]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        words = [
            f"{row.value_words} ({row.of_point})" if row.of_point else row.value_words
            for row in rows
        ]
        frame["value_words"] = pd.Series(words, dtype="str")
        return frame.astype({"value": "Int64", "enrollment": "Int64"})


@lru_cache(maxsize=NUMBERS_KEPT)
def trial_places(store: TrialStore, filters: TrialFilters, options: MapOptions) -> Places:
    """Countries and cities of the matching trials with the number that the map shows.

    Of the cities only the ``MOST_CITIES`` largest are there, those of the world and those of the
    chosen part; the numbers of the countries add up to all.

    A trial in two countries counts once in each, with its whole enrolment. Organisations
    without a stated country are in no row; ``unplaced`` lists them.
    """
    places = counted_places(store, options)
    numbers = _numbers(store, filters, places)
    by_country, by_city = numbers.country, numbers.city
    present = np.flatnonzero(by_city.trials)
    in_view = _in_view(store, options.region)
    ranked = present[np.argsort(-by_city.values(options.count)[present], kind="stable")]
    drawn = np.union1d(ranked[:MOST_CITIES], ranked[in_view[ranked]][:MOST_CITIES])
    return Places(
        _countries(store, by_country, present, options),
        _cities(store, by_city, drawn, options),
        _without_site(store, filters) if places == "sites" and store.places_beside_sites else (),
    )


def _without_site(store: TrialStore, filters: TrialFilters) -> tuple[str, ...]:
    """Trials with a stated country and no site, where other registry pages gave a role."""
    rows = store.trial_organisations[rows_of(matching(store, filters), store.places.trial)]
    rows = rows[rows["country"] != v.NOT_STATED]
    later = store.sources.loc[store.sources["kind"] == "REGISTRY_FACTS", "source_id"]
    is_later = rows["source"].map(lambda cell: not set(cell.split(SEPARATOR)).isdisjoint(later))
    sited = rows.loc[rows["role"] == "SITE", "nct_id"]
    return tuple(rows.loc[is_later.astype("bool") & ~rows["nct_id"].isin(sited), "nct_id"].unique())


def _countries(
    store: TrialStore, numbers: PlaceNumbers, cities: Whole, options: MapOptions
) -> tuple[Place, ...]:
    """cities: those with a matching trial, drawn or not."""
    index = store.places
    country_of_city = index.country_of_city[cities]
    every = np.bincount(country_of_city, minlength=len(ISO3))
    seen = country_of_city[_in_view(store, options.region)[cities]]
    countries = np.flatnonzero(numbers.trials)
    codes = [ISO3[place] for place in countries.tolist()]
    lat, lon = zip(*(LABEL_POINTS[code] for code in codes), strict=True) if codes else ((), ())
    own = {
        "level": ["country"] * len(codes),
        "country": codes,
        "city": [""] * len(codes),
        "lat": lat,
        "lon": lon,
        "remark": [""] * len(codes),
        "from_table": [""] * len(codes),
        "cities": every[countries].tolist(),
        "in_view": np.bincount(seen, minlength=len(ISO3))[countries].tolist(),
    }
    return _in_order(own | _rows(store, numbers, countries, options))


def _cities(
    store: TrialStore, numbers: PlaceNumbers, cities: Whole, options: MapOptions
) -> tuple[Place, ...]:
    index = store.places
    codes = [ISO3[place] for place in index.country_of_city[cities].tolist()]
    own = {
        "level": ["city"] * len(codes),
        "country": codes,
        "city": index.city_names.take(pa.array(cities)).to_pylist(),
        "lat": index.towns.lat[cities].tolist(),
        "lon": index.towns.lon[cities].tolist(),
        "remark": [_remark(index, city) for city in cities.tolist()],
        "from_table": [_from_table(index, city) for city in cities.tolist()],
        "cities": [1] * len(codes),
        "in_view": _in_view(store, options.region)[cities].astype(int).tolist(),
    }
    return _in_order(own | _rows(store, numbers, cities, options))


def _remark(index: PlaceIndex, city: int) -> str:
    points, apart = int(index.towns.points[city]), int(index.towns.apart[city])
    if points == 1:
        return ""
    return f"stands at {points:,} points in the records, up to {apart:,} km apart"


def _from_table(index: PlaceIndex, city: int) -> str:
    rows = int(index.from_table[city])
    if not rows:
        return ""
    of_all = rows == index.rows_of_city[city]
    return f"point{'' if of_all else ' of some sites'} from a table of cities"


def totals(store: TrialStore, filters: TrialFilters, options: MapOptions) -> PlaceTotals:
    """The totals of the map's numbers under these filters and options."""
    return _totals(store, filters, counted_places(store, options))


@lru_cache(maxsize=TOTALS_KEPT)
def _totals(store: TrialStore, filters: TrialFilters, places: str) -> PlaceTotals:
    index, numbers = store.places, _numbers(store, filters, places)
    sums, by_country = numbers.sums, numbers.country
    statuses = sums.statuses.reshape(-1, len(STATUSES))
    nowhere, one, _ = statuses.sum(axis=1).tolist()
    status = dict(zip(STATUSES, statuses.sum(axis=0).tolist(), strict=True))
    placed_and_stated = statuses[1:, [STATUSES.index(each) for each in KINDS]].any()
    roles = sums.roles.reshape(-1, 2)
    there = np.zeros(index.organisations, dtype=bool)
    there[index.country.organisation_of_pair.take(by_country.held)] = True
    trials = int(statuses.sum())
    return PlaceTotals(
        trials=trials,
        placed=trials - nowhere,
        in_several=trials - nowhere - one,
        countries=int(np.count_nonzero(by_country.trials)),
        cities=int(np.count_nonzero(numbers.city.trials)),
        organisations=int(np.count_nonzero(there)),
        enrollment=sums.people if placed_and_stated else None,
        enrollment_stated=sum(status[each] for each in KINDS),
        enrollment_estimated=status["estimated"],
        roles={name: int(n) for name, n in zip(ROLES, roles.sum(axis=1), strict=True) if n},
        inferred_roles=int(roles[:, 1].sum()),
        enrollment_actual=status["actual"],
        enrollment_withdrawn=status["withdrawn"],
    )


def _no_city(country: str, *, in_file: bool) -> str:
    """A country without a city; in_file: says whether the data have room for cities."""
    return f"{NAMES[country]} (city not stated)" if in_file else NAMES[country]


class PlacedTrial(NamedTuple):
    """A trial with its places.

    Attributes:
        phase: code.
        places: ``City, Country``, each once, the first ``MOST_NAMED`` of them, joined; empty
            where none of the counted organisations has a stated country.
    """

    nct_id: str
    title: str
    phase: str
    places: str


def placed_trials(
    store: TrialStore, filters: TrialFilters, options: MapOptions, most: int | None = None
) -> list[PlacedTrial]:
    """The matching trials with their places, in the order of the data, the first ``most``."""
    shown = np.flatnonzero(matching(store, filters))[:most]
    index, counted = store.places, counted_of(store, counted_places(store, options))
    seats = counted.seat.take(counted.rows_of(shown))
    seated = index.town_of_seat.take(seats)
    towns = index.towns.labels.take(pa.array(seated)).to_pylist()
    countries = index.towns.country.take(seated).tolist()
    trials = np.repeat(shown, counted.numbers(shown)).tolist()
    # where the files hold no city there is nothing that a record could have left open
    in_file = not store.not_in_file("trial_organisations", "city")
    names: dict[int, dict[str, None]] = defaultdict(dict)
    for trial, city, country in zip(trials, towns, countries, strict=True):
        if country != NONE:
            code = ISO3[country]
            names[trial][f"{city}, {NAMES[code]}" if city else _no_city(code, in_file=in_file)] = (
                None
            )
    ids, titles = (
        store.texts("trials", name).take(pa.array(shown)).to_pylist()
        for name in ("nct_id", "title")
    )
    phase = store.trials["phase"].array
    names_of_phase = phase.categories.tolist()
    phases = [names_of_phase[code] for code in phase.codes.take(shown).tolist()]
    return [
        PlacedTrial(nct_id, title, phase, _first_places(list(names[trial])))
        for trial, nct_id, title, phase in zip(shown.tolist(), ids, titles, phases, strict=True)
    ]


def _first_places(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join([*names[:MOST_NAMED], *([f"and {more:,} more"] if more > 0 else [])])
