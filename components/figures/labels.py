"""Labels on a map: each beside its place, clear of bubbles, of the edge and of one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.positions import Mask
from data.regions import Box, Point

Boxes = NDArray[np.float64]
"""Left, top, right and bottom edges of many rectangles."""

LETTER_WIDTH = 0.53
"""Mean width of a letter in the house type, in parts of the type size."""
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
    """Where a label stands: plotly's text position, and pixels between point and text."""

    anchor: str
    away: float


@dataclass(frozen=True)
class Label:
    """A text to be placed.

    Attributes:
        point: its place in the picture, in pixels.
        size: type size in pixels.
        reach: the distances from the point at which it may stand, the best first; at no
            distance it may stand on the point.
    """

    text: str
    point: Point
    size: float
    reach: tuple[float, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where it may stand, the best first."""
        return _spots(self.reach)[0]

    def box(self, spot: Spot) -> Box:
        """The rectangle that the text fills at a spot."""
        return Box(*self._edges(*_parts(spot)))

    def boxes(self) -> Boxes:
        """The same at each of its spots."""
        return np.array(self._edges(*_spots(self.reach)[1]))

    def _edges(self, across: Any, behind: Any, down: Any, below: Any, away: Any) -> tuple[Any, ...]:
        """Left, top, right and bottom, of one spot's parts or of many spots' alike."""
        x, y = self.point
        width, height = len(self.text) * self.size * LETTER_WIDTH, self.size * LINE_HEIGHT
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


def around(point: Point, radius: float) -> Box:
    """The square around a bubble."""
    x, y = point
    return Box(x - radius, y - radius, x + radius, y + radius)


def place(labels: Sequence[Label], obstacles: Iterable[Box], frame: Box) -> list[Spot | None]:
    """A spot for each label in turn, none where all are taken or outside the frame."""
    fixed = np.array([*obstacles], dtype=float).reshape(-1, 4)
    placed: list[Box] = []
    found: list[Spot | None] = []
    for label in labels:
        boxes = label.boxes()
        clear = np.flatnonzero(_clear(boxes, fixed, frame))
        for spot, edges in zip(clear.tolist(), boxes.T[clear].tolist(), strict=True):
            roomy = _roomy(Box(*edges))
            if not any(roomy.meets(other) for other in placed):
                found.append(label.spots[spot])
                placed.append(Box(*edges))
                break
        else:
            found.append(None)
    return found


def _roomy(box: Box) -> Box:
    return Box(box.left - GAP, box.top, box.right + GAP, box.bottom)


def _clear(boxes: Boxes, obstacles: Boxes, frame: Box) -> Mask:
    """Which of the rectangles lie within the frame and meet no obstacle, with some room beside."""
    left, top, right, bottom = boxes
    left, right = left - GAP, right + GAP
    inside = (
        (left >= frame.left)
        & (right <= frame.right)
        & (top >= frame.top)
        & (bottom <= frame.bottom)
    )
    at, above, end, below = obstacles.T
    met = (
        (left[:, None] < end)
        & (at < right[:, None])
        & (top[:, None] < below)
        & (above < bottom[:, None])
    )
    return inside & ~met.any(axis=1)
