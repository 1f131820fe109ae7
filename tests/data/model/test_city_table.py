"""The table of cities gives a point where it tells which place is meant, and no other."""

import pytest

from data.model.city_names import kilometres
from data.model.city_table import CITIES, point_of

FOUND = [
    ("Padua", "", "ITA", (45.41, 11.88)),
    ("Hong Kong", "", "CHN", (22.28, 114.17)),  # as the registry prints it, beside HKG
    ("Hong Kong", "", "HKG", (22.28, 114.17)),
    ("Macao", "", "CHN", (22.2, 113.55)),
    ("PADUA", "Veneto", "ITA", (45.41, 11.88)),
    ("Padova", "", "ITA", (45.41, 11.88)),
    ("Sao Paulo", "", "BRA", (-23.55, -46.64)),
    ("São Paulo", "São Paulo", "BRA", (-23.55, -46.64)),
    ("Columbia", "Missouri", "USA", (38.95, -92.33)),
    ("Columbia", "South Carolina", "USA", (34.0, -81.03)),
    ("Columbia", "MO", "USA", (38.95, -92.33)),
    ("Saint Louis", "Missouri", "USA", (38.63, -90.2)),
    ("St. Louis", "Missouri", "USA", (38.63, -90.2)),
    ("New York", "New York", "USA", (40.71, -74.01)),
    ("Prague 5", "", "CZE", (50.09, 14.42)),
    ("Lyon Cedex 08", "", "FRA", (45.75, 4.85)),
    ("Kyiv", "", "UKR", (50.45, 30.52)),
    ("Singapore", "", "SGP", (1.29, 103.85)),
    # a state that is not known does not stand in the way of the only place of that name
    ("Milan", "MI", "ITA", (45.46, 9.19)),
]
NOT_FOUND = [
    ("", "", "USA"),
    ("--", "", "USA"),
    ("Springfield", "", "USA"),  # Missouri, Massachusetts, Illinois ...
    ("Columbia", "", "USA"),
    ("Halle", "", "DEU"),  # Halle (Saale), Halle (Westfalen)
    ("Padua", "Sicily", "ITA"),  # a place elsewhere is not the one
    ("Henan", "", "CHN"),  # a province, and a second name of a city of another
    ("Padua", "", "FRA"),
    ("Hong Kong", "", "USA"),
    ("Padua", "", "NOT_STATED"),
    ("No such city", "", "ITA"),
    ("<b>Padua</b>", "", "ITA"),
    ("北京", "", "CHN"),
]


@pytest.mark.parametrize(("city", "state", "country", "point"), FOUND)
def test_a_city_has_the_point_of_the_table(city, state, country, point):
    found = point_of(city, state, country)
    assert found is not None
    assert kilometres([found], point)[0] < 5


@pytest.mark.parametrize(("city", "state", "country"), NOT_FOUND)
def test_no_point_is_guessed(city, state, country):
    assert point_of(city, state, country) is None


def test_the_table_is_small():
    assert CITIES.stat().st_size < 2_000_000
