"""Labels on a map: each beside its place, clear of bubbles, of the edge and of one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.index.index_arrays import Counts, Mask
from data.model.regions import XY, Rectangle

Boxes = NDArray[np.float64]
"""Left, top, right and bottom edges of many rectangles."""
Edges = NDArray[np.float64]
"""One edge of each."""

LINE_HEIGHT = 1.2
GAP = 2.0

CENTRE = "middle center"
SIDES = (
    "middle right",
    "middle left",
    "top center",
    "bottom center",
    "top right",
    "top left",
    "bottom right",
    "bottom left",
)
"""Plotly's text positions around a point, the best first."""
ACROSS = {"center": (-0.5, 0), "right": (0, 1), "left": (-1, -1)}
DOWN = {"middle": (-0.5, 0), "top": (-1, -1), "bottom": (0, 1)}
"""Word of a position -> where a text's left and top edges are: so many of its widths or heights
from the point, and whether before or behind the distance."""


@dataclass(frozen=True)
class Spot:
    """The place of a label: plotly's text position, and pixels between point and text."""

    anchor: str
    away: float


@dataclass(frozen=True)
class MapLabel:
    """A text to be placed.

    Attributes:
        point: its place in the picture, in pixels.
        size, width: of its type and of the whole text, in pixels.
        reach: the distances from the point at which it may stand, the best first; at no
            distance it may stand on the point.
    """

    text: str
    point: XY
    size: float
    width: float
    reach: tuple[float, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The spots at which it may stand, the best first."""
        return _spots(self.reach)[0]

    def box(self, spot: Spot) -> Rectangle:
        """The rectangle that the text fills at a spot."""
        return Rectangle(*_edges(self.width, self.size, *self.point, *_parts(spot)))


def _edges(
    width: Any,
    size: Any,
    x: Any,
    y: Any,
    across: Any,
    behind: Any,
    down: Any,
    below: Any,
    away: Any,
) -> tuple[Any, ...]:
    """Left, top, right and bottom of one text of this width at one spot, or of many alike."""
    height = size * LINE_HEIGHT
    left, top = x + across * width + behind * away, y + down * height + below * away
    return left, top, left + width, top + height


def _parts(spot: Spot) -> tuple[float, ...]:
    vertical, horizontal = spot.anchor.split()
    return (*ACROSS[horizontal], *DOWN[vertical], spot.away)


@lru_cache(maxsize=1000)
def _spots(reach: tuple[float, ...]) -> tuple[tuple[Spot, ...], Boxes]:
    """The spots at these distances, and what the rectangle at each is made of."""
    spots = tuple(
        Spot(anchor, away) for away in reach for anchor in (SIDES if away else (CENTRE, *SIDES))
    )
    return spots, np.array([_parts(spot) for spot in spots], dtype=float).T


def place(
    labels: Sequence[MapLabel], obstacles: Sequence[Rectangle] | Boxes, frame: Rectangle
) -> list[Spot | None]:
    """A spot for each label in turn, none where all are taken or outside the frame.

    obstacles: one a row.
    """
    if not labels:
        return []
    own, starts = _boxes(labels)
    # some room beside a label, in the frame and to what stands there
    roomy = own + np.array([[-GAP], [0], [GAP], [0]])
    left, top, right, bottom = roomy
    inside = np.flatnonzero(
        (left >= frame.left)
        & (right <= frame.right)
        & (top >= frame.top)
        & (bottom <= frame.bottom)
    )
    fixed = np.array(obstacles, dtype=float).reshape(-1, 4).T
    free = inside[~_meet_any(roomy[:, inside], fixed)]
    owner = np.repeat(np.arange(len(labels)), np.diff(starts))
    found: list[Spot | None] = [None] * len(labels)
    while len(free):
        spot = free[0]
        label = owner[spot]
        found[label] = labels[label].spots[spot - starts[label]]
        later = free[owner[free] > label]
        free = later[~_meet(roomy[:, later], own[:, spot])]
    return found


def _boxes(labels: Sequence[MapLabel]) -> tuple[Boxes, Counts]:
    """Each label's rectangle at each of its spots, and where those of a label start."""
    parts = [_spots(label.reach)[1] for label in labels]
    number = [part.shape[1] for part in parts]
    texts = [(label.width, label.size, *label.point) for label in labels]
    each = np.repeat(np.array(texts, dtype=float).T, number, axis=1)
    edges = np.array(_edges(*each, *np.concatenate(parts, axis=1)))
    return edges, np.concatenate(([0], np.cumsum(number)))


def _meet(boxes: Boxes, others: Boxes) -> Mask:
    """True where a rectangle meets the other that stands at its place."""
    return (
        (boxes[0] < others[2])
        & (others[0] < boxes[2])
        & (boxes[1] < others[3])
        & (others[1] < boxes[3])
    )


def _meet_any(boxes: Boxes, others: Boxes) -> Mask:
    """True where a rectangle meets at least one of the others."""
    left, top, right, bottom = boxes
    met = _beyond(left, others[2]) & _beyond(-right, -others[0])
    met &= _beyond(top, others[3]) & _beyond(-bottom, -others[1])
    return np.count_nonzero(met, axis=1) > 0


def _beyond(edges: Edges, others: Edges) -> NDArray[np.uint8]:
    """Finds which of the others are greater than each edge, a bit for each.

    They are so for all edges of one rank among the others: comparing each with each takes ten
    times as long.
    """
    ordered = np.sort(others)
    beyond = ordered.searchsorted(others) >= np.arange(len(others) + 1)[:, np.newaxis]
    return np.packbits(beyond, axis=1).take(ordered.searchsorted(edges, side="right"), axis=0)
