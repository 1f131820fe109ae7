import numpy as np
import pytest

from components.slides.maps import region_shown, trial_map
from components.slides.one_country import main_land, region_around
from components.slides.outlines import outlines
from data.link.options import MapOptions
from data.link.state import PageState
from data.model.countries import ISO3, LABEL_POINTS, WITHOUT_SHAPE
from data.model.regions import REGIONS
from data.queries.places import trial_places
from tests.components.slides.decks import all_text, new_sheet, saved

MIAMI, HONOLULU, MOSCOW = (-80.2, 25.8), (-157.9, 21.3), (37.6, 55.8)


@pytest.mark.parametrize("country", ISO3)
def test_every_country_has_a_picture_that_shows_it(country):
    region = region_around(country)
    lat, lon = LABEL_POINTS[country]
    assert bool(region.shows(np.array([lon]), np.array([lat]))[0])
    assert 0.3 < region.aspect < 1.6
    assert region.lat[1] - region.lat[0] >= 2.99


@pytest.mark.parametrize("country", ["ESP", "USA", "CHL", "RUS", "NZL", "FJI", "SGP", "GRL"])
def test_the_outline_of_the_country_stands_in_the_picture(country):
    region = region_around(country)
    shapes = {each.code: each for each in outlines(region, 500.0)}
    if country in WITHOUT_SHAPE:
        assert country not in shapes
        assert main_land(country) == ()
        return
    box = shapes[country].box
    assert box.left >= -0.01
    assert box.right <= 500.01
    # it is what the picture is about
    assert max(box.width / 500, box.height / (500 * region.aspect)) > 0.5


@pytest.mark.parametrize(
    ("country", "cities"),
    [("USA", [MIAMI, HONOLULU]), ("USA", [MIAMI]), ("RUS", [MOSCOW, (-170.0, 66.0)]), ("SGP", [])],
)
def test_its_cities_are_shown(country, cities):
    region = region_around(country, cities)
    for lon, lat in cities:
        assert bool(region.shows(np.array([lon]), np.array([lat]))[0]), (lon, lat)


@pytest.mark.parametrize(
    ("options", "countries", "shown"),
    [
        (MapOptions(), (), "world"),
        (MapOptions(), ("ESP", "USA"), "world"),
        (MapOptions(), ("FRA",), "world"),
        (MapOptions(region="europe"), ("ESP",), "europe"),
        (MapOptions(), ("ESP",), "ESP"),
    ],
)
def test_one_country_of_the_filter_is_shown_where_no_part_is_chosen(
    store, options, countries, shown
):
    """No trial of the review is in France: there is nothing to show there."""
    state = PageState(store.no_filters())
    found = trial_places(store, state.filters, options)
    region = region_shown(found, options, countries)
    if shown in REGIONS:
        assert region is REGIONS[shown]
    else:
        cities = [(row.lon, row.lat) for row in found.cities if row.country == shown]
        assert cities
        assert region == region_around(shown, cities)


def test_the_slide_shows_the_country_with_its_cities(store):
    state = PageState(store.no_filters().with_codes("country", ("ESP",)))
    found = trial_places(store, state.filters, state.map)
    sheet = new_sheet()
    trial_map(found, sheet, state.map, state.filters.codes("country"))
    (slide,) = saved(sheet)
    said = all_text(slide.shapes)
    for words in ("Spain 3", "Seville 2", "Barcelona 1"):
        assert words in said
    assert "China" not in said
