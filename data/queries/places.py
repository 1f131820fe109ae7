"""Where the trials are: countries and cities, and which organisations count."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
import pyarrow as pa

from data import vocabulary as v
from data.countries import ISO3, LABEL_POINTS, NAMES
from data.filters import TrialFilters
from data.options import MapOptions
from data.place_index import KINDS, ROLES, Level, PlaceIndex
from data.positions import NONE, Counts, Integers, Mask, Whole, ranges, rows_of
from data.queries.trials import chosen, matching
from data.regions import REGIONS
from data.store import TrialStore


class Place(NamedTuple):
    """A row of ``trial_places``: a country, or a city."""

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
    """What the map's numbers add up to, each trial, organisation and city once.

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
    """Which organisations count, a code of ``PLACES``: of an import only sites have places."""
    return "sites" if store.is_import else options.places


def _counted(store: TrialStore, filters: TrialFilters, options: MapOptions) -> Mask:
    """The organisations of the matching trials, all or the sites alone, as a mask of rows."""
    kept = rows_of(matching(store, filters), store.places.trial)
    return kept & store.places.is_site if counted_places(store, options) == "sites" else kept


def organisations(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """The organisations of the matching trials, all as printed or the sites alone."""
    return store.trial_organisations[_counted(store, filters, options)].reset_index(drop=True)


def _value_words(count: str, value: int | None, stated: int, trials: int, kinds: str) -> str:
    """The number of a place as a reader says it; an unstated one is never a zero."""
    if count == "organisations":
        return amount(value or 0, "organisation")
    if count == "trials":
        return amount(value or 0, "trial")
    if value is None:
        return "enrolment not stated"
    return f"enrolment {value:,}, stated for {stated:,} of {amount(trials, 'trial')}{kinds}"


def amount(number: int, thing: str) -> str:
    """``1 trial``, ``2 trials``."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


@dataclass(frozen=True, eq=False)
class PlaceNumbers:
    """Numbers of every place of one level, by its position."""

    trials: Counts
    enrollment: Counts
    kinds: Counts
    """Trials that state an enrolment, by place and then by kind."""
    pairs: Integers
    """How often an organisation stands in a place, by the pair's number in the level."""
    place_of_pair: Integers

    def without(self, rest: Self) -> Self:
        """The numbers of the trials that are not among the rest."""
        return replace(
            self,
            trials=self.trials - rest.trials,
            enrollment=self.enrollment - rest.enrollment,
            kinds=self.kinds - rest.kinds,
            pairs=self.pairs - rest.pairs,
        )

    @cached_property
    def organisations(self) -> Counts:
        held = np.flatnonzero(self.pairs)
        return np.bincount(self.place_of_pair.take(held), minlength=len(self.trials))

    @cached_property
    def stated(self) -> Counts:
        return self.kinds.reshape(-1, len(KINDS)).sum(axis=1)

    @property
    def actual(self) -> Counts:
        return self.kinds[KINDS.index("actual") :: len(KINDS)]

    @property
    def estimated(self) -> Counts:
        return self.kinds[KINDS.index("estimated") :: len(KINDS)]

    def value(self, count: str, place: int) -> int | None:
        if count == "enrollment":
            return int(self.enrollment[place]) if self.stated[place] else None
        return int((self.trials if count == "trials" else self.organisations)[place])

    def values(self, count: str) -> Counts:
        """The numbers to rank places by; an unstated one comes last."""
        if count == "enrollment":
            return np.where(self.stated > 0, self.enrollment, -1)
        return self.trials if count == "trials" else self.organisations


@lru_cache(maxsize=NUMBERS_KEPT)
def _numbers(
    store: TrialStore, filters: TrialFilters, places: str
) -> tuple[PlaceNumbers, PlaceNumbers]:
    """The numbers of countries and of cities; the page asks for them several times."""
    trials = chosen(store, filters)
    rows = _rows_of(store, trials.fewer, places)
    country, city = (
        _numbers_of(store, level, rows, places)
        for level in (store.places.country, store.places.city)
    )
    if not trials.is_rest:
        return country, city
    whole = _whole(store, places)
    return whole[0].without(country), whole[1].without(city)


@lru_cache(maxsize=STORES_KEPT)
def _whole(store: TrialStore, places: str) -> tuple[PlaceNumbers, PlaceNumbers]:
    country, city = (
        store.kept(f"numbers/{places}/{kind}", PlaceNumbers, partial(whole_of, store, places, kind))
        for kind in ("country", "city")
    )
    return country, city


def whole_of(store: TrialStore, places: str, kind: str) -> PlaceNumbers:
    """The numbers of all trials, not remembered.

    kind: ``country`` or ``city``.
    """
    level = store.places.country if kind == "country" else store.places.city
    rows = _rows_of(store, np.arange(len(store.trials)), places)
    return _numbers_of(store, level, rows, places)


def _rows_of(store: TrialStore, trials: Whole, places: str) -> Integers:
    """The organisations of these trials, all or the sites alone, as positions of rows."""
    rows = store.rows_of("trial_organisations").at(trials)
    if places == "sites":
        return rows.take(np.flatnonzero(store.places.is_site.take(rows)))
    return rows


def _numbers_of(store: TrialStore, level: Level, rows: Integers, places: str) -> PlaceNumbers:
    """What these rows add up to in each place; a trial counts once in each."""
    first = level.first_site if places == "sites" else level.first
    once = rows.take(np.flatnonzero(first.take(rows)))
    place, trial = level.place.take(once), store.places.trial.take(once)
    kind = store.enrolment.kind.take(trial)
    counted = np.flatnonzero(kind != NONE)
    stated, people = place.take(counted), store.enrolment.number.take(trial.take(counted))
    cells = stated.astype(np.int64) * len(KINDS) + kind.take(counted)
    kinds = np.bincount(cells, minlength=level.places * len(KINDS))
    # the first is that of rows without a place
    pairs = np.bincount(level.pair.take(rows) + 1, minlength=len(level.place_of_pair) + 1)[1:]
    return PlaceNumbers(
        trials=np.bincount(place, minlength=level.places),
        # floats hold whole numbers exactly up to 2 ** 53
        enrollment=np.bincount(stated, people, level.places).astype(np.int64),
        kinds=kinds,
        pairs=pairs.astype(np.int32),
        place_of_pair=level.place_of_pair,
    )


def _named(index: PlaceIndex, level: Level, numbers: PlaceNumbers, places: Whole) -> list[str]:
    """The organisations of each place, the first of them where there are very many."""
    held = np.flatnonzero(numbers.pairs)
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


def _records(
    store: TrialStore, level: Level, numbers: PlaceNumbers, places: Whole, options: MapOptions
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each of these places with what is said of it."""
    names = _named(store.places, level, numbers, places)
    for place, named in zip(places.tolist(), names, strict=True):
        yield place, _record(store, numbers, place, options) | {"names": named}


def _record(
    store: TrialStore, numbers: PlaceNumbers, place: int, options: MapOptions
) -> dict[str, Any]:
    value, stated = numbers.value(options.count, place), int(numbers.stated[place])
    kinds = _kinds(int(numbers.actual[place]), int(numbers.estimated[place]))
    trials = int(numbers.trials[place])
    return {
        "trials": trials,
        "organisations": int(numbers.organisations[place]),
        "enrollment": int(numbers.enrollment[place]) if stated else None,
        "enrollment_stated": stated,
        "value": value,
        "value_words": _value_words(
            options.count, value, stated, trials, kinds if store.is_import else ""
        ),
    }


def _point(index: PlaceIndex, city: int) -> dict[str, Any]:
    """A city and where it is."""
    return {
        "country": ISO3[index.country_of_city[city]],
        "city": index.city_names[city].as_py(),
        "lat": float(index.lat[city]),
        "lon": float(index.lon[city]),
    }


def _kinds(actual: int, estimated: int) -> str:
    """`` (3 actual, 1 estimated)``: an enrolment that was planned is no one enrolled."""
    parts = ((actual, "actual"), (estimated, "estimated"))
    said = ", ".join(f"{number:,} {kind}" for number, kind in parts if number)
    return f" ({said})" if said else ""


def _largest_first(record: Mapping[str, Any]) -> tuple[Any, ...]:
    """Sort key: countries, then cities; the largest on top, *not stated* last, then by name."""
    value = record["value"]
    return (
        record["level"] == "city",
        value is None,
        -(value or 0),
        record["country_name"],
        record["city"],
    )


@lru_cache(maxsize=NUMBERS_KEPT)
def _in_view(store: TrialStore, region: str) -> Mask:
    """The cities of the dataset that a part of the world shows; of the world all count."""
    index, shows = store.places, REGIONS[region].shows
    if region == "world":
        return np.ones(len(index.lon), dtype=bool)
    points = zip(index.lon.tolist(), index.lat.tolist(), strict=True)
    return np.array([shows(lon, lat) for lon, lat in points], dtype=bool)


@lru_cache(maxsize=NUMBERS_KEPT)
def trial_places(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """Countries and cities of the matching trials with the number that the map shows.

    Columns: level (country, city), country (ISO-3), country_name, city (empty for a
    country), lat, lon (of a country: where its label stands), counted and places (codes of
    ``MapOptions``), value (missing where no enrolment is stated), value_words, trials,
    organisations, enrollment (of the trials that state one and were not withdrawn),
    enrollment_stated (how many such trials), names (organisations, joined, ``MOST_NAMES`` at
    most), cities (of a country: its cities with a point; of a city: 1), in_view (how many of
    them the chosen part of the world shows). Countries first, the largest on top. Of the
    cities only the ``MOST_CITIES`` largest are there, those of the world and those of the
    chosen part; the numbers of the countries add up to all.

    A trial in two countries counts once in each, with its whole enrolment. Organisations
    without a stated country are in no row; ``unplaced`` lists them.
    """
    places, index = counted_places(store, options), store.places
    by_country, by_city = _numbers(store, filters, places)
    present = np.flatnonzero(by_city.trials)
    country_of_city = index.country_of_city[present]
    cities = np.bincount(country_of_city, minlength=len(ISO3))
    in_view = _in_view(store, options.region)
    seen = np.bincount(country_of_city[in_view[present]], minlength=len(ISO3))
    records: list[dict[str, Any]] = []
    countries = np.flatnonzero(by_country.trials)
    for place, numbers in _records(store, index.country, by_country, countries, options):
        lat, lon = LABEL_POINTS[ISO3[place]]
        point = {"level": "country", "country": ISO3[place], "city": "", "lat": lat, "lon": lon}
        counts = {"cities": int(cities[place]), "in_view": int(seen[place])}
        records.append(point | numbers | counts)
    ranked = present[np.argsort(-by_city.values(options.count)[present], kind="stable")]
    drawn = np.union1d(ranked[:MOST_CITIES], ranked[in_view[ranked]][:MOST_CITIES])
    for place, numbers in _records(store, index.city, by_city, drawn, options):
        counts = {"cities": 1, "in_view": int(in_view[place])}
        records.append({"level": "city"} | counts | _point(index, place) | numbers)
    for record in records:
        record |= {
            "country_name": NAMES[record["country"]],
            "counted": options.count,
            "places": places,
        }
    records.sort(key=_largest_first)
    frame = pd.DataFrame(records, columns=list(COLUMNS))
    return frame.astype({"value": "Int64", "enrollment": "Int64"})


def places_in(frame: pd.DataFrame, level: str) -> list[Place]:
    """The countries, or the cities, of a frame of ``trial_places`` in its order."""
    columns = {name: frame[name].tolist() for name in COLUMNS}
    for name in ("value", "enrollment"):
        columns[name] = frame[name].to_numpy(dtype=object, na_value=None).tolist()
    # to choose rows here takes less time than to have pandas cut the frame
    rows = zip(*columns.values(), strict=True)
    return [Place(*row) for row in rows if row[0] == level]


def totals(store: TrialStore, filters: TrialFilters, options: MapOptions) -> PlaceTotals:
    """What the map's numbers add up to under these filters and options."""
    return _totals(store, filters, counted_places(store, options))


@lru_cache(maxsize=TOTALS_KEPT)
def _totals(store: TrialStore, filters: TrialFilters, places: str) -> PlaceTotals:
    index, trials = store.places, chosen(store, filters)
    by_country, by_city = _numbers(store, filters, places)
    of_trial = index.site_countries_of_trial if places == "sites" else index.countries_of_trial
    countries = of_trial * trials.mask
    enrolment = store.enrolment
    stated = trials.mask & enrolment.counted
    counted = stated & (countries > 0)
    held = index.country.organisation_of_pair.take(np.flatnonzero(by_country.pairs))
    roles = _roles(store, trials.fewer, places)
    if trials.is_rest:
        roles = _roles_of_all(store, places) - roles
    return PlaceTotals(
        trials=trials.number,
        placed=int(np.count_nonzero(countries)),
        in_several=int(np.count_nonzero(countries > 1)),
        countries=int(np.count_nonzero(by_country.trials)),
        cities=int(np.count_nonzero(by_city.trials)),
        organisations=int(np.count_nonzero(np.bincount(held))),
        enrollment=int(enrolment.number[counted].sum()) if counted.any() else None,
        enrollment_stated=int(np.count_nonzero(stated)),
        enrollment_estimated=int(np.count_nonzero(stated & enrolment.estimated)),
        roles={name: int(n) for name, n in zip(ROLES, roles.sum(axis=1), strict=True) if n},
        inferred_roles=int(roles[:, 1].sum()),
        enrollment_actual=int(np.count_nonzero(stated & enrolment.actual)),
        enrollment_withdrawn=int(np.count_nonzero(trials.mask & enrolment.withdrawn)),
    )


def _roles(store: TrialStore, trials: Whole, places: str) -> Counts:
    """Entries of these trials by role, and by whether the role is inferred."""
    entries = store.places.entry.take(_rows_of(store, trials, places))
    return np.bincount(entries, minlength=2 * len(ROLES)).reshape(-1, 2)


@lru_cache(maxsize=STORES_KEPT)
def _roles_of_all(store: TrialStore, places: str) -> Counts:
    return _roles(store, np.arange(len(store.trials)), places)


@lru_cache(maxsize=NUMBERS_KEPT)
def unplaced(store: TrialStore, filters: TrialFilters, options: MapOptions) -> pd.DataFrame:
    """What the map cannot draw, one row an organisation of a trial, and why.

    Columns: nct_id, organisation (empty where the trial has none that counts), role, country,
    on_map (``country`` or ``nowhere``), reason.
    """
    kept = _counted(store, filters, options)
    index = store.places
    columns = ["nct_id", "organisation", "role", "country"]
    rows = store.trial_organisations.loc[kept & (index.city.place == NONE), columns]
    country = rows["country"].astype("str")
    reasons = {code: f"city not stated; counted in {name}" for code, name in NAMES.items()}
    drawn = pd.DataFrame(
        {
            "nct_id": rows["nct_id"],
            "organisation": rows["organisation"],
            "role": rows["role"].astype("str"),
            "country": country,
            "on_map": np.where(country == v.NOT_STATED, "nowhere", "country"),
            "reason": country.map(reasons | {v.NOT_STATED: "no country or city stated"}),
        }
    )
    silent = matching(store, filters).copy()
    silent[index.trial[kept]] = False
    kind = "site" if counted_places(store, options) == "sites" else "organisation"
    missing = "no place stated in the registry" if store.is_import else f"no {kind} printed"
    left_out = pd.DataFrame(
        {
            "nct_id": store.trials["nct_id"][silent],
            "organisation": "",
            "role": v.NOT_STATED,
            "country": v.NOT_STATED,
            "on_map": "nowhere",
            "reason": missing,
        }
    )
    return pd.concat([drawn, left_out], ignore_index=True)


def _no_city(country: str) -> str:
    return f"{NAMES[country]} (city not stated)"


def placed_trials(
    store: TrialStore, filters: TrialFilters, options: MapOptions, most: int | None = None
) -> pd.DataFrame:
    """The matching trials with their places, in the order of the data, the first ``most``.

    Columns: nct_id, title, phase (code), places (``City, Country``, each once, the first
    ``MOST_NAMED`` of them, joined; empty where none of the counted organisations has a stated
    country).
    """
    shown = np.flatnonzero(matching(store, filters))[:most]
    trials = store.trials.iloc[shown][["nct_id", "title", "phase"]]
    wanted = np.zeros(len(store.trials), dtype=bool)
    wanted[shown] = True
    kept = rows_of(wanted, store.places.trial)
    if counted_places(store, options) == "sites":
        kept &= store.places.is_site
    rows = store.trial_organisations.loc[kept, ["nct_id", "city", "country"]]
    places: dict[str, dict[str, None]] = defaultdict(dict)
    columns = (rows["nct_id"].tolist(), rows["city"].tolist(), rows["country"].tolist())
    for nct_id, city, country in zip(*columns, strict=True):
        if country != v.NOT_STATED:
            places[nct_id][f"{city}, {NAMES[country]}" if city else _no_city(country)] = None
    return trials.assign(
        places=[_first_places(list(places[nct_id])) for nct_id in trials["nct_id"]]
    ).reset_index(drop=True)


def _first_places(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return "; ".join([*names[:MOST_NAMED], *([f"and {more:,} more"] if more > 0 else [])])
