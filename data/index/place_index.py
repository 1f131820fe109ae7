"""The organisations of all trials as integers: country, city, name."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.index.index_arrays import NONE, Counts, Integers, Mask, RowsOf, Whole, arrow, encoded
from data.model import vocabulary as v
from data.model.countries import ISO3

Floats = NDArray[np.float64]

DECIMALS = 2
"""Coordinates of one city that differ by less than a kilometre are one point."""


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
        is_site: whether its role is a site.
        entry: twice its role's position in ``ROLES``, and one more where the role is inferred.
        organisation: which organisation it is.
        organisations: how many different ones.
        names: the organisations' names.
        seat: of each row, its organisation in its country, city and town as one number.
        seats: how many different ones.
        towns: the names of cities as they are stated, with a point or without, empty for none.
        town_of_seat, country_of_seat: of each seat, the position of its town and that of its
            country, NONE where no country is stated.
        country, city: the two kinds of places; countries as in ``ISO3``.
        city_names, country_of_city, lat, lon: each city with a point; its country as a position
            in ``ISO3``.
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
    towns: pa.Array
    town_of_seat: Integers
    country_of_seat: Whole
    country: Level
    city: Level
    city_names: pa.Array
    country_of_city: Integers
    lat: Floats
    lon: Floats
    sites_of_trial: Integers


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
    is_site = (organisations["role"] == "SITE").to_numpy(dtype=bool)
    country = _countries(organisations["country"])
    towns = arrow(organisations["city"]).dictionary_encode()
    town = towns.indices.to_numpy().astype(np.int64)
    city, first_rows = _cities(country, town, organisations)
    coded = arrow(organisations["organisation"]).dictionary_encode()
    organisation = coded.indices.to_numpy().astype(np.int64)
    names = coded.dictionary
    if named_by_place:
        keys = _joint(_joint(organisation, town), country.astype(np.int64) + 1)
        organisation, kept = numbered(_joint(keys, city.astype(np.int64) + 1))
        names = coded.dictionary.take(coded.indices.take(pa.array(kept)))
    places = _joint(country.astype(np.int64) + 1, city.astype(np.int64) + 1)
    seat, first_of_seat = numbered(_joint(_joint(organisation, places), town))
    return PlaceIndex(
        trial,
        is_site,
        _entries(organisations),
        organisation.astype(np.int32),
        int(organisation.max(initial=-1)) + 1,
        names,
        seat.astype(np.int32),
        len(first_of_seat),
        towns.dictionary,
        town[first_of_seat].astype(np.int32),
        country[first_of_seat].astype(np.int16),
        _level(country, organisation, first_of_seat, len(ISO3)),
        _level(city, organisation, first_of_seat, len(first_rows)),
        towns.dictionary.take(pa.array(town[first_rows])),
        country[first_rows],
        organisations["lat"].to_numpy(dtype="float64", na_value=np.nan)[first_rows],
        organisations["lon"].to_numpy(dtype="float64", na_value=np.nan)[first_rows],
        np.bincount(trial[is_site & (trial != NONE)], minlength=trials).astype(np.int32),
    )


def _entries(organisations: pd.DataFrame) -> Whole:
    own, names = encoded(organisations["role"])
    role = np.array([ROLES.index(name) for name in names], dtype=np.uint8)[own]
    return 2 * role + (organisations["role_certainty"] == "INFERRED").to_numpy(dtype=bool)


def _countries(column: pd.Series) -> Integers:
    place_of = {code: place for place, code in enumerate(ISO3)}
    own, distinct = encoded(column)
    return np.array([place_of.get(each, NONE) for each in distinct] + [NONE], dtype=np.int32)[own]


def _cities(
    country: Integers, town: Counts, rows: pd.DataFrame
) -> tuple[Integers, NDArray[np.intp]]:
    """City of each row, NONE without a point or a country, and the first row of each city."""
    lat = rows["lat"].to_numpy(dtype="float64", na_value=np.nan)
    lon = rows["lon"].to_numpy(dtype="float64", na_value=np.nan)
    held = (country != NONE) & ~np.isnan(lat)
    scale = 10**DECIMALS
    # from 0 up: latitudes and longitudes lie between -180 and 180
    points = [np.rint((degrees[held] + 180) * scale).astype(np.int64) for degrees in (lat, lon)]
    key = _joint(_joint(town[held], country[held].astype(np.int64)), _joint(*points))
    number, first = numbered(key)
    city = np.full(len(rows), NONE, dtype=np.int32)
    city[held] = number
    return city, np.flatnonzero(held)[first]


def _joint(left: Counts, right: Counts) -> Counts:
    """One number for each pair of numbers from 0 up, as small as can be."""
    if not len(left):
        return left
    width = int(right.max()) + 1
    if int(left.max()) * width > np.iinfo(np.int64).max // 2:
        left = np.unique(left, return_inverse=True)[1].astype(np.int64)
    return left * width + right


def numbered(keys: Counts) -> tuple[Counts, NDArray[np.intp]]:
    """Each key's number from 0 on, by first appearance, and where each appears first."""
    numbers, distinct = pd.factorize(keys)
    first = np.zeros(len(distinct), dtype=np.intp)
    first[numbers[::-1]] = np.arange(len(keys))[::-1]
    return numbers.astype(np.int64), first


def _level(
    place: Integers, organisation: Counts, first_of_seat: NDArray[np.intp], places: int
) -> Level:
    """first_of_seat: a row of each seat."""
    at, own = place[first_of_seat], organisation[first_of_seat]
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
