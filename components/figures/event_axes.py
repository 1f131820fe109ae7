"""Scales of adverse events: percentages, differences and ratios, with the ticks that have room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

WIDEST_RATIO = 100.0
"""Ends of the axis of ratios: 1/100 and 100; an interval that goes on ends in an arrow."""
TICKS = 5
BETWEEN = 0.35
"""Widths of a nought, and more, that two numbers stand apart."""
RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
WidthOf = Callable[[str], float]
"""The width of a number below a tick, its unit with it."""


@dataclass(frozen=True)
class EventAxis:
    """A scale from left to right in the unit of the room.

    Attributes:
        low, high: its ends, as logarithms where ``is_log``.
        ticks: value and words of each.
    """

    left: float
    right: float
    low: float
    high: float
    is_log: bool
    ticks: tuple[tuple[float, str], ...]

    def x(self, value: float) -> float:
        """The place of a value; one beyond the ends stands at the end."""
        at = self._scaled(value)
        share = (min(max(at, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def is_beyond(self, value: float) -> int:
        """-1 for a value left of the axis, 1 for one right of it, else 0."""
        at = self._scaled(value)
        return -1 if at < self.low - 1e-9 else 1 if at > self.high + 1e-9 else 0

    def _scaled(self, value: float) -> float:
        return log10(max(value, 1e-9)) if self.is_log else value

    def has_room(self, width_of: WidthOf) -> bool:
        """Says whether no two numbers of its ticks touch."""
        apart = BETWEEN * width_of("00")
        places = [(self.x(value), width_of(words) / 2) for value, words in self.ticks]
        return all(
            here + half + apart <= after - other
            for (here, half), (after, other) in pairwise(places)
        )


def _step(extent: float, most: int) -> float:
    """A round distance of ticks, of which there are at most so many."""
    raw = max(extent / most, 1e-9)
    power = 10.0 ** floor(log10(raw))
    return next(power * base for base in (1, 2, 5, 10) if power * base >= raw * (1 - 1e-9))


def linear_axis(
    low: float, high: float, left: float, right: float, width_of: WidthOf, *, signed: bool = False
) -> EventAxis:
    """A scale of round ends that holds ``low`` and ``high``; signed: ``+10`` and ``−10``."""
    for most in range(TICKS, 0, -1):
        made = _linear(low, high, left, right, most, signed=signed)
        if made.has_room(width_of):
            break
    return made


def _linear(
    low: float, high: float, left: float, right: float, most: int, *, signed: bool
) -> EventAxis:
    step = _step(high - low, most)
    start, end = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(
        (at * step, _tick(at * step, step, signed=signed)) for at in range(start, end + 1)
    )
    return EventAxis(left, right, start * step, end * step, False, ticks)


def _tick(value: float, step: float, *, signed: bool) -> str:
    digits = max(0, -floor(log10(step) + 1e-9))
    shown = (
        f"{value:+,.{digits}f}" if signed and abs(value) > step / 2 else f"{abs(value):,.{digits}f}"
    )
    return shown.replace("-", "−")


def ratio_axis(values: Sequence[float], left: float, right: float, width_of: WidthOf) -> EventAxis:
    """A logarithmic scale from 1/100 at least to 100 at most that holds the values and 1."""
    bounded = [min(max(value, 1 / WIDEST_RATIO), WIDEST_RATIO) for value in values]
    low = max((t for t in RATIO_TICKS if t <= min([0.5, *bounded]) + 1e-12), default=0.01)
    high = min((t for t in RATIO_TICKS if t >= max([2.0, *bounded]) - 1e-12), default=100.0)
    within = [tick for tick in RATIO_TICKS if low <= tick <= high]
    of_ten = [tick for tick in within if log10(tick) == round(log10(tick))]
    for ticks in (within, of_ten, [low, 1.0, high], [1.0]):
        words = tuple((tick, f"{tick:g}") for tick in ticks)
        made = EventAxis(left, right, log10(low), log10(high), True, words)
        if made.has_room(width_of):
            break
    return made
