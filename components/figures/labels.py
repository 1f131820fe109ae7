"""Labels on a map: each beside its place, clear of bubbles, of the edge and of one another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.regions import Box, Point

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

    def spots(self) -> Iterator[Spot]:
        for away in self.reach:
            if not away:
                yield Spot(CENTRE, 0)
            for side in SIDES:
                yield Spot(side, away)

    def box(self, spot: Spot) -> Box:
        """The rectangle that the text fills at a spot."""
        vertical, horizontal = spot.anchor.split()
        x, y = self.point
        width = len(self.text) * self.size * LETTER_WIDTH
        height = self.size * LINE_HEIGHT
        left = {
            "center": x - width / 2,
            "right": x + spot.away,
            "left": x - spot.away - width,
        }[horizontal]
        top = {
            "middle": y - height / 2,
            "top": y - spot.away - height,
            "bottom": y + spot.away,
        }[vertical]
        return Box(left, top, left + width, top + height)

    def surroundings(self) -> Box:
        """The rectangle that holds every spot."""
        x, y = self.point
        across = len(self.text) * self.size * LETTER_WIDTH + max(self.reach) + GAP
        down = self.size * LINE_HEIGHT + max(self.reach)
        return Box(x - across, y - down, x + across, y + down)


def around(point: Point, radius: float) -> Box:
    """The square around a bubble."""
    x, y = point
    return Box(x - radius, y - radius, x + radius, y + radius)


def place(labels: Sequence[Label], obstacles: Iterable[Box], frame: Box) -> list[Spot | None]:
    """A spot for each label in turn, none where all are taken or outside the frame."""
    taken = list(obstacles)
    found: list[Spot | None] = []
    for label in labels:
        surroundings = label.surroundings()
        near = [box for box in taken if box.meets(surroundings)]
        spot = next(
            (spot for spot in label.spots() if _is_free(label.box(spot), near, frame)), None
        )
        found.append(spot)
        if spot:
            taken.append(label.box(spot))
    return found


def _is_free(box: Box, near: Sequence[Box], frame: Box) -> bool:
    roomy = Box(box.left - GAP, box.top, box.right + GAP, box.bottom)
    if not roomy.within(frame):
        return False
    # a crowded map asks this tens of thousands of times: no call, no generator
    left, top, right, bottom = roomy
    for at, above, end, below in near:
        if left < end and at < right and top < below and above < bottom:
            return False
    return True
