"""The table of cities: the point of a city that a record names without coordinates.

The cities of GeoNames with 5,000 people or more (data/raw/geonames/cities.tsv.xz), loaded when an
import asks for the first city. No point is guessed: where several places of a country share a
name,

1. a stated state that is known decides, and a place elsewhere is none;
2. a name that is also a state's ("Henan") is no second name of a city elsewhere;
3. places less than ``ONE_PLACE`` apart are one, the largest of them;
4. else one place must have ``CLEARLY_LARGER`` times the people of each other; a place of
   that first name counts ten times beside those that have it as a second name.

Where none of these settles it the city has no point.
"""

import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from data.model.city_names import Point, kilometres, name_key
from data.model.country_states import state_code

CITIES = Path(__file__).parents[1] / "raw" / "geonames" / "cities.tsv.xz"
ONE_PLACE = 25.0
"""Kilometres between two entries of one place."""
CLEARLY_LARGER = 10
DISTRICT = re.compile(r"( cedex)?( \d{1,3})?$")
"""The post's additions to a city: "Lyon Cedex 08", "Prague 5"."""


class City(NamedTuple):
    """A place of the table, under one of its names.

    Attributes:
        state: code of its state in its country.
        population: people, 0 where not known.
        is_first: whether the name is the first of its names.
    """

    state: str
    lat: float
    lon: float
    population: int
    is_first: bool

    @property
    def weight(self) -> int:
        return max(self.population, 1) * (CLEARLY_LARGER if self.is_first else 1)


LISTED_APART: Mapping[str, Mapping[str, str]] = {
    "CHN": {"hong kong": "HKG", "macao": "MAC", "macau": "MAC"}
}
"""Country as printed -> cities of it that the table lists under a country of their own."""


@lru_cache(maxsize=100_000)
def point_of(city: str, state: str, country: str) -> Point | None:
    """The point of a city as printed, with its state as printed and its country as ISO-3.

    None where the table does not tell which place it is.
    """
    key = name_key(city)
    if not key:
        return None
    found = _cities().get((country, key)) or _cities().get((country, DISTRICT.sub("", key)))
    if not found and key in LISTED_APART.get(country, {}):
        found = _cities().get((LISTED_APART[country][key], key))
    if named := state_code(country, city):
        found = tuple(each for each in found or () if each.is_first or each.state == named)
    one = _settled(found or (), state_code(country, state))
    return (one.lat, one.lon) if one else None


def is_city(city: str, country: str, state: str = "") -> bool:
    """Says whether a country (ISO-3) has a place of that name; state: in which, as printed."""
    key, code = name_key(city), state_code(country, state)
    found = _cities().get((country, key)) or _cities().get((country, DISTRICT.sub("", key))) or ()
    return any(not code or each.state == code for each in found)


def _settled(found: Iterable[City], state: str) -> City | None:
    """The one place that is meant; state: its code, empty where it is not known."""
    ranked = sorted(
        (city for city in found if not state or city.state == state),
        key=lambda city: -city.weight,
    )
    if not ranked:
        return None
    first, *others = ranked
    ways = kilometres([(city.lat, city.lon) for city in others], (first.lat, first.lon))
    second = next((others[at] for at in np.flatnonzero(ways > ONE_PLACE)), None)
    return None if second and first.weight < CLEARLY_LARGER * second.weight else first


@lru_cache(maxsize=1)
def _cities() -> Mapping[tuple[str, str], tuple[City, ...]]:
    """(country, key of a name) -> the places of that name."""
    places: dict[tuple[str, str], tuple[City, ...]] = defaultdict(tuple)
    with lzma.open(CITIES, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            country, state, lat, lon, population, names = line.rstrip("\n").split("\t")
            at = state, float(lat), float(lon), int(population)
            for number, name in enumerate(names.split("|")):
                places[country, name] += (City(*at, is_first=number == 0),)
    return places
