"""Labels on a map: each beside its place, clear of bubbles, of the edge and of one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.positions import Counts, Mask
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
        return Box(*_edges(len(self.text), self.size, *self.point, *_parts(spot)))


def _edges(
    text: Any, size: Any, x: Any, y: Any, across: Any, behind: Any, down: Any, below: Any, away: Any
) -> tuple[Any, ...]:
    """Left, top, right and bottom of one text of so many letters at one spot, or of many alike."""
    width, height = text * size * LETTER_WIDTH, size * LINE_HEIGHT
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


def place(
    labels: Sequence[Label], obstacles: Sequence[Box] | Boxes, frame: Box
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
    free = (
        (left >= frame.left)
        & (right <= frame.right)
        & (top >= frame.top)
        & (bottom <= frame.bottom)
    )
    fixed = np.array(obstacles, dtype=float).reshape(-1, 4).T
    near = _meet(_around(roomy, starts)[:, :, None], fixed[:, None, :])
    found: list[Spot | None] = []
    for n, (label, start, after) in enumerate(
        zip(labels, starts.tolist(), starts[1:].tolist(), strict=False)
    ):
        spots = np.flatnonzero(free[start:after])
        met = _meet(roomy[:, start + spots, None], fixed[:, None, near[n]]).any(axis=1)
        if met.all():
            found.append(None)
            continue
        spot = int(spots[met.argmin()])
        found.append(label.spots[spot])
        free[after:] &= ~_meet(roomy[:, after:], own[:, start + spot])
    return found


def _boxes(labels: Sequence[Label]) -> tuple[Boxes, Counts]:
    """Each label's rectangle at each of its spots, and where those of a label start."""
    parts = [_spots(label.reach)[1] for label in labels]
    number = [part.shape[1] for part in parts]
    texts = [(len(label.text), label.size, *label.point) for label in labels]
    each = np.repeat(np.array(texts, dtype=float).T, number, axis=1)
    edges = np.array(_edges(*each, *np.concatenate(parts, axis=1)))
    return edges, np.concatenate(([0], np.cumsum(number)))


def _meet(boxes: Boxes, others: Boxes) -> Mask:
    """Which rectangles meet the other that stands at their place."""
    return (
        (boxes[0] < others[2])
        & (others[0] < boxes[2])
        & (boxes[1] < others[3])
        & (others[1] < boxes[3])
    )


def _around(boxes: Boxes, starts: Counts) -> Boxes:
    """The rectangle around all those of each label."""
    least, most = (
        each.reduceat(boxes[sides], starts[:-1], axis=1)
        for each, sides in ((np.minimum, slice(0, 2)), (np.maximum, slice(2, 4)))
    )
    return np.concatenate((least, most))
