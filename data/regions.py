"""The parts of the world that the map can show, and where a place falls in each picture.

The projections repeat what plotly draws, so that labels can be laid out before it does.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin, sqrt
from typing import NamedTuple

Point = tuple[float, float]
"""(x, y), x to the right and y downwards."""

NATURAL_EARTH = "natural earth"
EQUAL_AREA = "azimuthal equal area"
BISECTIONS = 40


def _natural_earth(lon: float, lat: float) -> Point:
    """Natural Earth projection (Patterson, Šavrič, Jenny): polynomial form."""
    phi2 = lat * lat
    phi4 = phi2 * phi2
    x = lon * (
        0.8707 - 0.131979 * phi2 + phi4 * (-0.013791 + phi4 * (0.003971 * phi2 - 0.001529 * phi4))
    )
    y = lat * (
        1.007226 + phi2 * (0.015085 + phi4 * (-0.044475 + 0.028874 * phi2 - 0.005916 * phi4))
    )
    return x, -y


def _equal_area(lon: float, lat: float, lat0: float) -> Point:
    """Lambert's azimuthal equal-area projection around (0, lat0)."""
    towards = 1 + sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(lon)
    k = sqrt(2 / max(towards, 1e-9))
    x = k * cos(lat) * sin(lon)
    y = k * (cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(lon))
    return x, -y


class Box(NamedTuple):
    """A rectangle in the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Region:
    """One choice of the map's region switch.

    Attributes:
        centre: (longitude, latitude) on which the projection is turned.
        lon, lat: the ranges shown, in degrees.
        bubble: diameter in pixels of a city's bubble of value 1.
        names_cities: whether there is room for the cities' names.
    """

    projection: str
    centre: Point
    lon: Point
    lat: Point
    bubble: float
    names_cities: bool = True

    def project(self, lon: float, lat: float) -> Point:
        """Degrees to the projection's own units."""
        turned = radians((lon - self.centre[0] + 180) % 360 - 180)
        if self.projection == NATURAL_EARTH:
            return _natural_earth(turned, radians(lat))
        return _equal_area(turned, radians(lat), radians(self.centre[1]))

    @cached_property
    def bounds(self) -> Box:
        """The rectangle around the ranges, in the projection's own units."""
        steps = [n / 16 for n in range(17)]
        lons = [self.lon[0] + 1e-6 + (self.lon[1] - self.lon[0] - 2e-6) * step for step in steps]
        lats = [self.lat[0] + (self.lat[1] - self.lat[0]) * step for step in steps]
        edge = [self.project(lon, lat) for lon in lons for lat in self.lat]
        edge += [self.project(lon, lat) for lon in (lons[0], lons[-1]) for lat in lats]
        xs, ys = zip(*edge, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def aspect(self) -> float:
        """Height over width of the picture."""
        return (self.bounds.bottom - self.bounds.top) / (self.bounds.right - self.bounds.left)

    @cached_property
    def middle_latitude(self) -> float:
        """The latitude that falls half-way down the picture; plotly centres on it."""
        wanted = (self.bounds.top + self.bounds.bottom) / 2
        south, north = -90.0, 90.0
        for _ in range(BISECTIONS):
            middle = (south + north) / 2
            if self.project(self.centre[0], middle)[1] > wanted:
                south = middle
            else:
                north = middle
        return (south + north) / 2

    def at(self, lon: float, lat: float, width: float) -> Point:
        """Where a place falls in a picture of this width, in pixels from its top left."""
        x, y = self.project(lon, lat)
        scale = width / (self.bounds.right - self.bounds.left)
        return (x - self.bounds.left) * scale, (y - self.bounds.top) * scale

    def frame(self, width: float) -> Box:
        return Box(0, 0, width, width * self.aspect)

    def shows(self, lon: float, lat: float) -> bool:
        """Whether the picture shows a place."""
        x, y = self.at(lon, lat, 1)
        return 0 <= x <= 1 and 0 <= y <= self.aspect


REGIONS = {
    "world": Region(NATURAL_EARTH, (0, 0), (-180, 180), (-56, 80), 7, names_cities=False),
    "europe": Region(EQUAL_AREA, (11, 49), (-11, 33), (35.5, 61), 15),
    "americas": Region(NATURAL_EARTH, (-86, 0), (-140, -32), (-55, 62), 14),
    "asia": Region(NATURAL_EARTH, (91, 0), (34, 148), (-10, 54), 15),
}
