"""The towns of the organisations' rows: one name in one country and state is one town.

Case, accents and punctuation make no other town. Where a country has several towns of a name:

- a state that is known (data/model/country_states.py) tells them apart, unless they stand at the
  same point;
- rows that state none belong to the town that they stand ``NEAR``, else to that with most rows;
  without a point they belong to none where there are several;
- rows without a point belong to the town of their name and state.

A town stands at the point that most of its rows give; where they lie far apart, at the one that is
near the point of the table of cities, if one is. How far the others are is told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.index.index_arrays import NONE, Counts, Integers, Whole, arrow, joint, numbered
from data.model.city_names import Point, kilometres, name_key
from data.model.city_table import point_of
from data.model.countries import ISO3
from data.model.country_states import state_code

Floats = NDArray[np.float64]

DECIMALS = 2
"""Coordinates of one town that differ by less than a kilometre are one point."""
NEAR = 50.0
"""Kilometres up to which two points of one town are no matter for a remark."""


@dataclass(frozen=True, eq=False)
class TownIndex:
    """The towns, those with a point first.

    Attributes:
        names: as most of its rows print it; empty for the rows that name none.
        states: as most of its rows print it, of towns told apart by it or not; or empty.
        labels: the name, with the state beside it where the country has several of that name.
        country: of each, as a position in ``ISO3``, or NONE.
        lat, lon: of each with a point.
        points: of each with a point, how many that lie far apart its rows give.
        apart: kilometres from its point to the farthest of them, 0 where there is one.
    """

    names: pa.Array
    states: pa.Array
    labels: pa.Array
    country: Integers
    lat: Floats
    lon: Floats
    points: Integers
    apart: Integers

    def named(self, name: str, country: int) -> Whole:
        """The towns of a name in a country, all of them or that of the state beside it."""
        own = np.flatnonzero(self.country == country)
        names, states = (each.take(pa.array(own)).to_pylist() for each in (self.names, self.states))
        wanted = _key(name)
        found = [
            town
            for town, own_name, state in zip(own.tolist(), names, states, strict=True)
            if own_name
            and (wanted == _key(own_name) or (state and wanted == _key(f"{own_name}, {state}")))
        ]
        return np.array(found, dtype=np.int64)


def _key(name: str) -> str:
    """The name as it is compared; one without letters stands for itself."""
    return name_key(name) or name


@dataclass(frozen=True)
class _Alike:
    """Rows alike: country, name, state and point as printed; ``first`` is the first of them."""

    number: int
    first: int
    rows: int
    country: int
    name: str
    state: str
    state_code: str
    point: Point | None
    rounded: Point | None


@dataclass
class _Town:
    kinds: list[_Alike] = field(default_factory=list)

    @property
    def first(self) -> int:
        return min(kind.first for kind in self.kinds)

    @property
    def rows(self) -> int:
        return sum(kind.rows for kind in self.kinds)

    @property
    def points(self) -> list[Point]:
        return [kind.point for kind in self.kinds if kind.point]

    def most(self, texts: Iterable[tuple[str, int]]) -> str:
        """The text with most rows that is not empty; of equals not the one in capitals."""
        counted: Counter[str] = Counter()
        for text, rows in texts:
            counted[text] += rows if text else 0
        return max(counted, key=lambda text: (counted[text], not text.isupper()), default="")

    @property
    def name(self) -> str:
        return self.most((kind.name, kind.rows) for kind in self.kinds)

    @property
    def state(self) -> str:
        known = [kind for kind in self.kinds if kind.state_code] or self.kinds
        return self.most((kind.state, kind.rows) for kind in known)

    @property
    def point(self) -> Point | None:
        rows: Counter[Point] = Counter()
        for kind in self.kinds:
            if kind.rounded:
                rows[kind.rounded] += kind.rows
        if not rows:
            return None
        most = max(rows, key=lambda point: rows[point])
        return next(kind.point for kind in self.kinds if kind.rounded == most)

    @property
    def settled_point(self) -> Point | None:
        """The point at which it stands, of several that lie far apart that of the table."""
        own = self.point
        if own is None or not np.any(kilometres(self.points, own) > NEAR):
            return own
        country = self.kinds[0].country
        listed = point_of(self.name, self.state, ISO3[country]) if self.name else None
        if not listed:
            return own
        near = np.flatnonzero(kilometres(self.points, listed) <= NEAR)
        return self.points[near[0]] if len(near) else own


def index_towns(country: Integers, rows: pd.DataFrame) -> tuple[Integers, TownIndex]:
    """The town of each row and the towns; every row has one, if only that of no name.

    country: of each row as a position in ``ISO3``, or NONE.
    """
    kind, kinds = _kinds_of(country, rows)
    by_name: dict[tuple[int, str], list[_Alike]] = defaultdict(list)
    for each in kinds:
        by_name[each.country, _key(each.name)].append(each)
    towns, several = [], set()
    for key, alike in by_name.items():
        parts = _towns_of(alike) if key[1] else _nameless(alike)
        if key[1] and len(parts) > 1:
            several |= {id(town) for town in parts}
        towns += parts
    towns.sort(key=lambda town: (not town.points, town.first))
    number = np.zeros(len(kinds), dtype=np.int32)
    for place, town in enumerate(towns):
        number[[each.number for each in town.kinds]] = place
    return number[kind] if len(kind) else number, _arrays(towns, several)


def _kinds_of(country: Integers, rows: pd.DataFrame) -> tuple[Counts, list[_Alike]]:
    """The kind of each row and the kinds, by first appearance."""
    name = arrow(rows["city"]).dictionary_encode()
    states = arrow(rows["state"]) if "state" in rows else pa.array([""] * len(rows), pa.string())
    state = states.dictionary_encode()
    lat, lon = (rows[each].to_numpy(dtype="float64", na_value=np.nan) for each in ("lat", "lon"))
    held = (country != NONE) & ~np.isnan(lat)
    scale = 10**DECIMALS
    # from 0 up: latitudes and longitudes lie between -180 and 180; 0 is no point
    at = [
        np.where(held, np.rint((np.nan_to_num(degrees) + 181) * scale), 0).astype(np.int64)
        for degrees in (lat, lon)
    ]
    words = joint(*(each.indices.to_numpy().astype(np.int64) for each in (name, state)))
    kind, first = numbered(joint(joint(words, country.astype(np.int64) + 1), joint(*at)))
    counts = np.bincount(kind, minlength=len(first))
    names, states_ = name.dictionary.to_pylist(), state.dictionary.to_pylist()
    found = []
    for number, row in enumerate(first.tolist()):
        place = int(country[row])
        printed = states_[state.indices[row].as_py()]
        code = state_code(ISO3[place], printed) if place != NONE and printed else ""
        point = (float(lat[row]), float(lon[row])) if held[row] else None
        found.append(
            _Alike(
                number,
                row,
                int(counts[number]),
                place,
                names[name.indices[row].as_py()],
                printed,
                code,
                point,
                (int(at[0][row]), int(at[1][row])) if held[row] else None,
            )
        )
    return kind, found


def _nameless(kinds: Sequence[_Alike]) -> list[_Town]:
    """Rows without a name: those at one point are one place; those without a point another."""
    by_point: dict[Point | None, _Town] = defaultdict(_Town)
    for kind in kinds:
        by_point[kind.rounded].kinds.append(kind)
    return list(by_point.values())


def _towns_of(kinds: Sequence[_Alike]) -> list[_Town]:
    """The towns of one name in one country."""
    by_state = _by_state([kind for kind in kinds if kind.state_code])
    silent = [kind for kind in kinds if not kind.state_code]
    if len(by_state) < 2:
        return [_Town(list(kinds))]
    largest = max(by_state, key=lambda town: town.rows)
    stated = [(town, list(town.points)) for town in by_state]
    left_over = _Town()
    for kind in silent:
        if not kind.point:
            left_over.kinds.append(kind)
            continue
        at = kind.point
        way, town = min(
            (float(kilometres(points, at).min(initial=np.inf)), number)
            for number, (_, points) in enumerate(stated)
        )
        (stated[town][0] if way <= NEAR else largest).kinds.append(kind)
    return [*by_state, left_over] if left_over.kinds else by_state


def _by_state(kinds: Sequence[_Alike]) -> list[_Town]:
    """The towns of those with a known state; states at one point are one town."""
    states: dict[str, _Town] = defaultdict(_Town)
    for kind in kinds:
        states[kind.state_code].kinds.append(kind)
    towns: list[_Town] = []
    for town in states.values():
        at = {kind.rounded for kind in town.kinds if kind.rounded}
        for other in towns:
            if at & {kind.rounded for kind in other.kinds if kind.rounded}:
                other.kinds += town.kinds
                break
        else:
            towns.append(town)
    return towns


def _arrays(towns: Sequence[_Town], several: set[int]) -> TownIndex:
    """several: the towns whose country has others of their name."""
    names, states = [town.name for town in towns], [town.state for town in towns]
    labels = [
        f"{name}, {state}" if id(town) in several and state else name
        for town, name, state in zip(towns, names, states, strict=True)
    ]
    placed = [(town, point) for town in towns if (point := town.settled_point)]
    far = [_far(town.points, point) for town, point in placed]
    return TownIndex(
        pa.array(names, pa.large_string()),
        pa.array(states, pa.large_string()),
        pa.array(labels, pa.large_string()),
        np.array([town.kinds[0].country for town in towns], dtype=np.int32),
        np.array([point[0] for _, point in placed], dtype=np.float64),
        np.array([point[1] for _, point in placed], dtype=np.float64),
        np.array([number for number, _ in far], dtype=np.int32),
        np.array([apart for _, apart in far], dtype=np.int32),
    )


def _far(points: Sequence[Point], own: Point) -> tuple[int, int]:
    """Counts the points far from one another; the way to the farthest from the town's own."""
    number, farthest, rest = 1, 0.0, np.array(points)
    ways = kilometres(rest, own)
    is_left = ways > NEAR
    while is_left.any():
        rest, ways = rest[is_left], ways[is_left]
        number, farthest = number + 1, max(farthest, float(ways[0]))
        is_left = kilometres(rest, (rest[0, 0], rest[0, 1])) > NEAR
    return number, round(farthest)
