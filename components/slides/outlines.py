"""Country outlines as DrawingML paths, written once per region of the map and then only coloured.

The geometry is the one that the map on screen fetches (assets/topojson), in the projection of
``data.model.regions``, so that slide and screen show the same borders.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from components.slides.drawing import Box, PointsXY, ring_path
from data.model.countries import NAMES
from data.model.regions import NATURAL_EARTH, REGIONS, Region

TOPOJSON = Path(__file__).parents[2] / "assets" / "topojson"
WORLD = "world_110m.json"

DISPUTED = {
    "XAC": "Aksai Chin",
    "XAP": "Arunachal Pradesh",
    "XBT": "Bir Tawil",
    "XHT": "Hala’ib triangle",
    "XIT": "Ilemi triangle",
    "XJK": "Jammu and Kashmir",
}
"""Areas that the geometry draws apart from every country; no trial is counted in them."""

REACH = 75.0
"""Degrees of longitude drawn to each side of a region's centre; only the world has more.
It is more than any picture shows, and far from where the projections tear the map."""
MARGIN = 20.0
"""Degrees of latitude beyond a region's own: in the picture of Europe parallels are bent."""
SMALLEST_STEP = 0.6
"""Points of the slide between two points of a border; closer ones cannot be told apart."""
MOST_PICTURES = 16
"""Pairs of region and width kept; the slides use four, and one for each country chosen."""


@dataclass(frozen=True)
class Outline:
    """A country in the picture of a region.

    Attributes:
        code: ISO-3, or a code of ``DISPUTED``.
        box: its rectangle in points from the picture's upper left corner.
        path: its DrawingML path; the unit is the EMU of the box.
    """

    code: str
    box: Box
    path: str

    @property
    def name(self) -> str:
        if self.code in DISPUTED:
            return f"Disputed area: {DISPUTED[self.code]}"
        return f"Country: {NAMES.get(self.code, self.code)}"


@dataclass(frozen=True)
class Geometry:
    """The decoded file: arcs in degrees, and of each country the arcs of its rings.

    A ring lists arcs by number; ``~number`` is the arc backwards.
    """

    arcs: tuple[tuple[PointsXY, ...], ...]
    countries: dict[str, tuple[tuple[int, ...], ...]]


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> tuple[PointsXY, ...]:
    """An arc's quantised steps as (longitude, latitude)."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return tuple((left + x * scale_x, bottom + y * scale_y) for x, y in zip(xs, ys, strict=True))


@cache
def geometry(folder: Path = TOPOJSON) -> Geometry:
    """The countries of the world; a country that the file has in pieces becomes one."""
    file = json.loads((folder / WORLD).read_text(encoding="utf-8"))
    countries: dict[str, list[tuple[int, ...]]] = {}
    for item in file["objects"]["countries"]["geometries"]:
        polygons = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        rings = countries.setdefault(item["id"], [])
        rings += [tuple(ring) for polygon in polygons for ring in polygon]
    return Geometry(
        tuple(_decoded(arc, file["transform"]) for arc in file["arcs"]),
        {code: tuple(rings) for code, rings in countries.items()},
    )


def _thinned(arc: Sequence[PointsXY], step: float) -> tuple[PointsXY, ...]:
    """An arc without the points that stand closer than a step to the last one kept.

    Both neighbours of a border use the same arc, so no gap opens between them.
    """
    kept = [arc[0]]
    x, y = arc[0]
    limit = step * step
    for point in arc[1:-1]:
        across, down = point[0] - x, point[1] - y
        if across * across + down * down >= limit:
            kept.append(point)
            x, y = point
    kept.append(arc[-1])
    return tuple(kept)


def ring_of(arcs: Sequence[Sequence[PointsXY]], numbers: Iterable[int]) -> list[PointsXY]:
    """The points of a ring, each joint once."""
    points: list[PointsXY] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def unbroken(ring: Sequence[PointsXY]) -> list[PointsXY]:
    """A ring without jumps from one end of the world to the other; it may pass 180°."""
    if all(abs(x1 - x0) <= 180 for (x0, _), (x1, _) in pairwise(ring)):
        return list(ring)
    return [(x + 360 if x < 0 else x, y) for x, y in ring]


def _half(points: list[PointsXY], axis: int, limit: float, sign: int) -> list[PointsXY]:
    """The part of a ring on one side of a line (Sutherland and Hodgman)."""
    kept: list[PointsXY] = []
    if not points:
        return kept
    last = points[-1]
    was_inside = (last[axis] - limit) * sign >= 0
    for point in points:
        inside = (point[axis] - limit) * sign >= 0
        if inside != was_inside:
            share = (limit - last[axis]) / (point[axis] - last[axis])
            other = last[1 - axis] + share * (point[1 - axis] - last[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if inside:
            kept.append(point)
        last, was_inside = point, inside
    return kept


def clipped(
    points: list[PointsXY], left: float, top: float, right: float, bottom: float
) -> list[PointsXY]:
    """The part of a ring inside a rectangle, empty where there is none."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if not points or max(xs) <= left or min(xs) >= right or max(ys) <= top or min(ys) >= bottom:
        return []
    if min(xs) >= left and max(xs) <= right and min(ys) >= top and max(ys) <= bottom:
        return points
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        points = _half(points, axis, limit, sign)
    return points


def _drawable(ring: Sequence[PointsXY]) -> bool:
    """Says whether a ring has more than two points that differ."""
    return len(set(ring)) > 2


@dataclass(frozen=True)
class _Picture:
    """The picture of a region at a width: which degrees it needs, and where they fall."""

    region: Region
    width: float

    @property
    def sides(self) -> tuple[float, float]:
        """West and east edge in degrees. Outside the world's own picture they may pass 180°."""
        middle = self.region.centre[0]
        west, east = self.region.lon
        # the picture of one country may be wider than those of the map's choices
        reach = 180.0 if self.region.lon == (-180, 180) else max(REACH, (east - west) / 2 + MARGIN)
        return middle - reach, middle + reach

    @property
    def step(self) -> float:
        """``SMALLEST_STEP`` in degrees, at the place where a degree is longest."""
        lon, lat = self.region.centre
        if self.region.projection == NATURAL_EARTH:
            lat = 0.0
        here, there = (self.region.at(lon + add, lat, self.width) for add in (0.0, 1.0))
        down = self.region.at(lon, lat + 1, self.width)
        return SMALLEST_STEP / max(there[0] - here[0], here[1] - down[1])

    def drawn(self, ring: list[PointsXY]) -> list[list[PointsXY]]:
        """A ring of degrees as points of the picture, cut at its edges.

        Once around the world in each direction: the file crosses 180° in places, and the
        picture of Asia goes beyond it.
        """
        west, east = self.sides
        south, north = self.region.lat[0] - MARGIN, self.region.lat[1] + MARGIN
        frame = self.region.frame(self.width)
        whole = unbroken(ring)
        pieces = []
        first, last = min(x for x, _ in whole), max(x for x, _ in whole)
        for turn in (-360.0, 0.0, 360.0):
            if last + turn <= west or first + turn >= east:
                continue
            turned = [(x + turn, y) for x, y in whole] if turn else whole
            inside = clipped(turned, west, south, east, north)
            # at exactly 180° east of its centre a projection would start again in the west
            placed = [self.region.at(min(x, east - 1e-6), y, self.width) for x, y in inside]
            pieces.append(clipped(placed, frame.left, frame.top, frame.right, frame.bottom))
        return [piece for piece in pieces if _drawable(piece)]


def _outline(
    code: str,
    rings: Sequence[tuple[int, ...]],
    arcs: Geometry,
    thin: Sequence[Sequence[PointsXY]],
    picture: _Picture,
) -> Outline | None:
    """A country's outline; islands too small to be seen are left out, unless it has no more."""
    seen = [ring for numbers in rings if _drawable(ring := ring_of(thin, numbers))]
    pieces = [piece for ring in seen for piece in picture.drawn(ring)]
    if not pieces:
        whole = [ring_of(arcs.arcs, numbers) for numbers in rings]
        pieces = [piece for ring in whole for piece in picture.drawn(ring)]
    if not pieces:
        return None
    xs = [x for piece in pieces for x, _ in piece]
    ys = [y for piece in pieces for _, y in piece]
    box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return Outline(code, box, "".join(ring_path(piece, box) for piece in pieces))


@lru_cache(MOST_PICTURES)
def outlines(region: str | Region, width: float, folder: Path = TOPOJSON) -> tuple[Outline, ...]:
    """The countries that the picture of a region shows, ``width`` points wide, cut at its edges.

    region: a code of ``REGIONS``, or any other region.
    """
    world = geometry(folder)
    picture = _Picture(REGIONS[region] if isinstance(region, str) else region, width)
    step = picture.step
    thin = [_thinned(arc, step) for arc in world.arcs]
    found = (_outline(code, rings, world, thin, picture) for code, rings in world.countries.items())
    return tuple(outline for outline in found if outline)
