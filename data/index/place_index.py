"""The organisations of all trials as integers: country, city, name."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.index.index_arrays import (
    NONE,
    Counts,
    Integers,
    Mask,
    RowsOf,
    Whole,
    arrow,
    encoded,
    joint,
    numbered,
)
from data.index.town_index import TownIndex, index_towns
from data.model import vocabulary as v
from data.model.countries import ISO3


@dataclass(frozen=True, eq=False)
class Level:
    """Places of one kind, countries or cities.

    Attributes:
        place: of each row, NONE where it has none.
        pair_of_seat: of each seat, its organisation in its place as a number, or NONE.
        place_of_pair: number -> place; the numbers of one place follow one another.
        organisation_of_pair: number -> organisation.
        starts: where the numbers of each place start; one more at the end.
    """

    place: Integers
    pair_of_seat: Integers
    place_of_pair: Integers
    organisation_of_pair: Integers
    starts: Counts
    places: int


@dataclass(frozen=True, eq=False)
class PlaceIndex:
    """The rows of ``trial_organisations`` in integers.

    Attributes:
        trial: place of the row's trial among the trials.
        is_site: whether its place counts as that of a site: its role is a site, or it is a
            country of a trial that names none.
        entry: twice its role's position in ``ROLES``, and one more where the role is inferred.
        organisation: which organisation it is.
        organisations: how many different ones.
        names: the organisations' names.
        seat: of each row, its organisation in its town as one number.
        seats: how many different ones.
        towns: the towns, those with a point first; they are the cities, under the same numbers.
        town_of_seat: of each seat.
        town: of each row.
        country, city: the two kinds of places; countries as in ``ISO3``.
        from_table: of each city, how many rows have their point from the table of cities.
        rows_of_city: how many rows each city has.
        sites_of_trial: how many rows of each trial are sites.
    """

    trial: Integers
    is_site: Mask
    entry: Whole
    organisation: Integers
    organisations: int
    names: pa.Array
    seat: Integers
    seats: int
    towns: TownIndex
    town_of_seat: Integers
    town: Integers
    country: Level
    city: Level
    from_table: Integers
    rows_of_city: Integers
    sites_of_trial: Integers

    @property
    def city_names(self) -> pa.Array:
        """The cities, each with its state where the country has several of that name."""
        return self.towns.labels.slice(0, self.city.places)

    def trials_in(self, name: str, country: str) -> Mask:
        """The trials with an organisation in a city; name: with or without its state."""
        towns = np.zeros(len(self.towns.names), dtype=bool)
        towns[self.towns.named(name, ISO3.index(country))] = True
        trials = self.trial[towns.take(self.town)]
        mask = np.zeros(len(self.sites_of_trial), dtype=bool)
        mask[trials[trials != NONE]] = True
        return mask

    @property
    def country_of_city(self) -> Integers:
        """The country of each city as a position in ``ISO3``."""
        return self.towns.country[: self.city.places]


@dataclass(frozen=True, eq=False)
class Enrolment:
    """The enrolment that each trial states.

    Attributes:
        number: people, 0 where none is stated.
        withdrawn: the withdrawn trials that state a number: they enrolled nobody and keep the
            number that was planned.
        kind: which kind of number the others state, as a position in ``KINDS``; NONE where
            there is none to be added up.
    """

    number: Counts
    withdrawn: Mask
    kind: Integers


ROLES = v.ORGANISATION_ROLE.codes
KINDS = ("not stated", "actual", "estimated")


def index_enrolment(trials: pd.DataFrame) -> Enrolment:
    stated = trials["enrollment"].notna().to_numpy(dtype=bool)
    withdrawn = np.zeros(len(trials), dtype=bool)
    if "overall_status" in trials:
        withdrawn = (trials["overall_status"] == "WITHDRAWN").to_numpy(dtype=bool)
    actual = (trials["enrollment_type"] == "ACTUAL").to_numpy(dtype=bool)
    estimated = (trials["enrollment_type"] == "ESTIMATED").to_numpy(dtype=bool)
    kind = actual + 2 * estimated.astype(np.int32)
    kind[~stated | withdrawn] = NONE
    return Enrolment(
        trials["enrollment"].to_numpy(dtype=np.int64, na_value=0),
        stated & withdrawn,
        kind,
    )


def index_places(rows: RowsOf, organisations: pd.DataFrame, *, named_by_place: bool) -> PlaceIndex:
    """The index of a dataset.

    rows: the organisations' rows of each trial.
    named_by_place: whether a name is another organisation in another city; registries have
    thousands of sites called "Research Site".
    """
    trial, trials = rows.trial_of_row(len(organisations)), len(rows.starts) - 1
    named_site = (organisations["role"] == "SITE").to_numpy(dtype=bool)
    is_country = (organisations["role"] == "COUNTRY").to_numpy(dtype=bool)
    country = _countries(organisations["country"])
    town, towns = index_towns(country, organisations)
    cities = len(towns.lat)
    city = np.where(town < cities, town, NONE).astype(np.int32)
    coded = arrow(organisations["organisation"]).dictionary_encode()
    organisation = coded.indices.to_numpy().astype(np.int64)
    names = coded.dictionary
    if named_by_place:
        # a country is no organisation, not even a site without a name
        keys = joint(organisation, town.astype(np.int64))
        organisation, kept = numbered(joint(keys, is_country.astype(np.int64)))
        names = coded.dictionary.take(coded.indices.take(pa.array(kept)))
    seat, first_of_seat = numbered(joint(organisation, town.astype(np.int64)))
    return PlaceIndex(
        trial,
        named_site | is_country,
        _entries(organisations),
        organisation.astype(np.int32),
        int(organisation.max(initial=-1)) + 1,
        names,
        seat.astype(np.int32),
        len(first_of_seat),
        towns,
        town[first_of_seat],
        town,
        _level(country, organisation, first_of_seat, len(ISO3), is_country),
        _level(city, organisation, first_of_seat, cities, is_country),
        _from_table(city, organisations, cities),
        np.bincount(city[city != NONE], minlength=cities).astype(np.int32),
        np.bincount(trial[named_site & (trial != NONE)], minlength=trials).astype(np.int32),
    )


def _entries(organisations: pd.DataFrame) -> Whole:
    own, names = encoded(organisations["role"])
    role = np.array([ROLES.index(name) for name in names], dtype=np.uint8)[own]
    return 2 * role + (organisations["role_certainty"] == "INFERRED").to_numpy(dtype=bool)


def _from_table(city: Integers, organisations: pd.DataFrame, cities: int) -> Integers:
    of_table = np.zeros(len(city), dtype=bool)
    if "place_basis" in organisations:
        of_table = (organisations["place_basis"] == "CITY_TABLE").to_numpy(dtype=bool)
    return np.bincount(city[of_table & (city != NONE)], minlength=cities).astype(np.int32)


def _countries(column: pd.Series) -> Integers:
    place_of = {code: place for place, code in enumerate(ISO3)}
    own, distinct = encoded(column)
    return np.array([place_of.get(each, NONE) for each in distinct] + [NONE], dtype=np.int32)[own]


def _level(
    place: Integers,
    organisation: Counts,
    first_of_seat: NDArray[np.intp],
    places: int,
    unnamed: Mask,
) -> Level:
    """first_of_seat: a row of each seat; unnamed: the rows that are no organisation."""
    at = np.where(unnamed, NONE, place)[first_of_seat]
    own = organisation[first_of_seat]
    here = np.flatnonzero(at != NONE)
    width = int(organisation.max(initial=0)) + 1
    pairs, number = np.unique(at[here].astype(np.int64) * width + own[here], return_inverse=True)
    pair_of_seat = np.full(len(at), NONE, dtype=np.int32)
    pair_of_seat[here] = number
    place_of_pair, organisation_of_pair = np.divmod(pairs, width)
    return Level(
        place,
        pair_of_seat,
        place_of_pair.astype(np.int32),
        organisation_of_pair.astype(np.int32),
        np.searchsorted(place_of_pair, np.arange(places + 1)),
        places,
    )
