"""The parts of the world that the map can show, and where a place falls in each picture.

The projections repeat what plotly draws, so that labels can be laid out before it does.
"""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

XY = tuple[float, float]
"""(x, y), x to the right and y downwards."""
Degrees = NDArray[np.float64]
Points = NDArray[np.float64]
"""The x of many points, then their y."""
Number = TypeVar("Number", float, Degrees)
"""One number, or many at once."""

NATURAL_EARTH = "natural earth"
EQUAL_AREA = "azimuthal equal area"
BISECTIONS = 40


def _natural_earth(lon: Number, lat: Number) -> tuple[Number, Number]:
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


def _equal_area(lon: Number, lat: Number, lat0: float) -> tuple[Number, Number]:
    """Lambert's azimuthal equal-area projection around (0, lat0)."""
    towards = 1 + sin(lat0) * np.sin(lat) + cos(lat0) * np.cos(lat) * np.cos(lon)
    k = np.sqrt(2 / np.maximum(towards, 1e-9))
    x = k * np.cos(lat) * np.sin(lon)
    y = k * (cos(lat0) * np.sin(lat) - sin(lat0) * np.cos(lat) * np.cos(lon))
    return x, -y


class Rectangle(NamedTuple):
    """A rectangle in the picture."""

    left: float
    top: float
    right: float
    bottom: float


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
    centre: XY
    lon: XY
    lat: XY
    bubble: float
    names_cities: bool = True

    def project(self, lon: float, lat: float) -> XY:
        """Degrees to the projection's own units."""
        x, y = self._projected(lon, lat)
        return float(x), float(y)

    def _projected(self, lon: Number, lat: Number) -> tuple[Number, Number]:
        turned = np.radians((lon - self.centre[0] + 180) % 360 - 180)
        if self.projection == NATURAL_EARTH:
            return _natural_earth(turned, np.radians(lat))
        return _equal_area(turned, np.radians(lat), radians(self.centre[1]))

    @cached_property
    def bounds(self) -> Rectangle:
        """The rectangle around the ranges, in the projection's own units."""
        steps = [n / 16 for n in range(17)]
        lons = [self.lon[0] + 1e-6 + (self.lon[1] - self.lon[0] - 2e-6) * step for step in steps]
        lats = [self.lat[0] + (self.lat[1] - self.lat[0]) * step for step in steps]
        edge = [self.project(lon, lat) for lon in lons for lat in self.lat]
        edge += [self.project(lon, lat) for lon in (lons[0], lons[-1]) for lat in lats]
        xs, ys = zip(*edge, strict=True)
        return Rectangle(min(xs), min(ys), max(xs), max(ys))

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

    def at(self, lon: float, lat: float, width: float) -> XY:
        """The position of a place in a picture of this width, in pixels from its top left."""
        return self._placed(self.project(lon, lat), width)

    def points(self, lon: Degrees, lat: Degrees, width: float) -> Points:
        """The positions of many places in a picture of this width, in pixels as for ``at``."""
        return np.array(self._placed(self._projected(lon, lat), width))

    def _placed(self, point: tuple[Number, Number], width: float) -> tuple[Number, Number]:
        x, y = point
        scale = width / (self.bounds.right - self.bounds.left)
        return (x - self.bounds.left) * scale, (y - self.bounds.top) * scale

    def frame(self, width: float) -> Rectangle:
        return Rectangle(0, 0, width, width * self.aspect)

    def shows(self, lon: Degrees, lat: Degrees) -> NDArray[np.bool_]:
        """True where the picture shows the place."""
        return self.holds(self.points(lon, lat, 1))

    def holds(self, points: Points) -> NDArray[np.bool_]:
        """True where a point of a picture one pixel wide is in it or on its edge."""
        x, y = points
        return (x >= 0) & (x <= 1) & (y >= 0) & (y <= self.aspect)


REGIONS = {
    "world": Region(NATURAL_EARTH, (0, 0), (-180, 180), (-56, 80), 7, names_cities=False),
    "europe": Region(EQUAL_AREA, (11, 49), (-11, 33), (35.5, 61), 15),
    "americas": Region(NATURAL_EARTH, (-86, 0), (-140, -32), (-55, 62), 14),
    "asia": Region(NATURAL_EARTH, (91, 0), (34, 148), (-10, 54), 15),
}
