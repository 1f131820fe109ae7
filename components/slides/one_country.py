"""The part of the world around one country, for a map that is filtered to it."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import cos, radians

from components.slides.drawing import PointsXY
from components.slides.outlines import geometry, ring_of, unbroken
from data.model.countries import LABEL_POINTS
from data.model.regions import EQUAL_AREA, Region

EDGE = 0.1
"""Of a country's extent, around it."""
LEAST = 3.0
"""Degrees of latitude shown at least, so that a city state has neighbours."""
WIDEST_OVER_HIGH, NARROWEST_OVER_HIGH = 2.0, 1.1
"""Width over height of the picture, so that a long country leaves its labels room."""
BUBBLE = 18.0


def region_around(country: str, cities: Sequence[PointsXY] = ()) -> Region:
    """The region that shows a country's main land, its name and these of its cities.

    Args:
        country: ISO-3.
        cities: (longitude, latitude) of each.
    """
    main = main_land(country)
    lat, lon = LABEL_POINTS[country]
    middle = (min(x for x, _ in main) + max(x for x, _ in main)) / 2 if main else lon
    # a city beyond 180 degrees lies beside the others of its country
    near = [((x - middle + 180) % 360 - 180 + middle, y) for x, y in cities]
    points = [*main, (lon, lat), *near]
    west, east = _wide([x for x, _ in points], 0.0)
    south, north = _wide([y for _, y in points], LEAST)
    south, north = max(south, -85.0), min(north, 85.0)
    shrunk = cos(radians((south + north) / 2))
    width, height = (east - west) * shrunk, north - south
    wanted = min(max(width, height * NARROWEST_OVER_HIGH), height * WIDEST_OVER_HIGH)
    if wanted > width:
        more = (wanted - width) / shrunk / 2
        west, east = west - more, east + more
    elif wanted < width:
        more = (width / WIDEST_OVER_HIGH - height) / 2
        south, north = max(south - more, -85.0), min(north + more, 85.0)
    centre = (west + east) / 2, (south + north) / 2
    return Region(EQUAL_AREA, centre, (west, east), (south, north), BUBBLE)


def _wide(values: Sequence[float], least: float) -> tuple[float, float]:
    """The least and the largest value with an edge; at least so far apart."""
    low, high = min(values), max(values)
    more = max((high - low) * EDGE, (least - (high - low)) / 2)
    return low - more, high + more


@cache
def main_land(country: str) -> tuple[PointsXY, ...]:
    """The largest outline of a country in degrees; empty for one without a shape."""
    world = geometry()
    rings = [unbroken(ring_of(world.arcs, ring)) for ring in world.countries.get(country, ())]
    return max(map(tuple, rings), key=_area, default=())


def _area(ring: Iterable[PointsXY]) -> float:
    """The area of a ring, in square degrees at the equator."""
    double = sum(
        (x1 - x0) * (y0 + y1) * cos(radians((y0 + y1) / 2)) for (x0, y0), (x1, y1) in pairwise(ring)
    )
    return abs(double) / 2
