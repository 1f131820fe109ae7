import numpy as np
import pytest

from data.link.options import REGION
from data.model.regions import REGIONS, Rectangle
from tests.boxes import within


def test_every_choice_has_its_region():
    assert tuple(REGIONS) == REGION.codes


@pytest.mark.parametrize("name", REGIONS)
def test_the_middle_latitude_falls_half_way_down(name):
    region = REGIONS[name]
    x, y = region.at(region.centre[0], region.middle_latitude, 1000)
    assert y == pytest.approx(500 * region.aspect, abs=0.01)
    assert 400 < x < 600


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("europe", [(-5.97, 37.38), (8.69, 49.41), (24.9, 60.2)], [(116.4, 39.9), (-80, 25)]),
        ("americas", [(-58.6, -34.7), (-113.5, 53.5), (-47.8, -21.2)], [(2.2, 41.4), (77, 31)]),
        (
            "asia",
            [(116.4, 39.9), (51.4, 35.7), (139.7, 35.7), (103.8, 1.3)],
            [(12, 43), (-58, -35)],
        ),
        ("world", [(179, -40), (-179, 70), (0, 0)], []),
    ],
)
def test_regions_show_their_part_of_the_world(name, inside, outside):
    region = REGIONS[name]
    frame = region.frame(700)

    def shows(lon, lat):
        x, y = region.at(lon, lat, 700)
        return within(Rectangle(x, y, x, y), frame)

    assert all(shows(*point) for point in inside)
    assert not any(shows(*point) for point in outside)


def test_north_is_up_and_east_is_right():
    for region in REGIONS.values():
        lon, lat = region.centre[0], region.middle_latitude
        x, y = region.at(lon, lat, 500)
        assert region.at(lon + 5, lat, 500)[0] > x
        assert region.at(lon, lat + 5, 500)[1] < y


@pytest.mark.parametrize("region", REGIONS.values())
def test_many_places_fall_where_each_of_them_does(region):
    lon, lat = (
        np.array([-180.0, -80.2, 0, 2.35, 116.4, 180]),
        np.array([-90.0, 25.8, 0, 48.9, 39.9, 90]),
    )
    points = region.points(lon, lat, 560)
    for x, y, *place in zip(*points, lon, lat, strict=True):
        assert region.at(*place, 560) == pytest.approx((x, y))
    frame = region.frame(560)
    inside = [within(Rectangle(x, y, x, y), frame) for x, y in points.T]
    assert region.shows(lon, lat).tolist() == inside


def test_no_places_fall_nowhere():
    nothing = np.zeros(0)
    assert REGIONS["europe"].points(nothing, nothing, 560).shape == (2, 0)
