"""Drawings of marks, lines and words at places: laid out once, drawn on screen and on slides.

A scene is in one unit of length, from the upper left corner: pixels of a screen, points of a
slide.
"""

from dataclasses import dataclass, field
from math import ceil, floor, log10

from components.figures.group_marks import group_shape

TEXT, MUTED, GRID, BORDER = "text", "muted", "grid", "border"
"""Inks of a scene besides those of its groups; names of colours of a palette."""
MOST_TICKS, ROUNDS = 6, 3
"""Ticks of an axis, more or less, and how often its ends are made round, as that may widen it."""
NEAR = 2.0
"""Times by which the highest value is above the lowest where an axis goes on to 0."""


@dataclass(frozen=True)
class SceneWords:
    """Lines of text; y is the middle of them, or where ``anchor`` says.

    align: left, center, right; anchor: top, middle, bottom.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    ink: str = TEXT
    bold: bool = False
    align: str = "left"
    anchor: str = "middle"
    width: float = 0.0


@dataclass(frozen=True)
class SceneLine:
    """A straight line; ink: one of this module's, or the number of a group from 0.

    is_mark: whether it shows data, and stands above the grid; arrow: at its end.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    ink: str | int = GRID
    width: float = 1.0
    dash: bool = False
    arrow: bool = False
    is_mark: bool = False
    name: str = ""


@dataclass(frozen=True)
class SceneMark:
    """A mark of a group (its number from 0), with the words of its hover and its name.

    shape: in place of the group's own; hollow: what no record posts, in the ink of text.
    """

    x: float
    y: float
    group: int
    name: str
    hover: tuple[str, ...] = ()
    shape: str = ""
    hollow: bool = False

    @property
    def ink(self) -> str | int:
        return TEXT if self.hollow else self.group

    @property
    def symbol(self) -> str:
        return self.shape or group_shape(self.group)


@dataclass(frozen=True)
class SceneArea:
    """A place that answers with words."""

    left: float
    top: float
    right: float
    bottom: float
    hover: tuple[str, ...]


@dataclass
class MarkScene:
    """All that is drawn; bottom: the height used."""

    words: list[SceneWords] = field(default_factory=list)
    lines: list[SceneLine] = field(default_factory=list)
    marks: list[SceneMark] = field(default_factory=list)
    areas: list[SceneArea] = field(default_factory=list)
    bottom: float = 0.0


@dataclass(frozen=True)
class MarkScale:
    """An axis from ``low`` to ``high`` over a stretch of the scene."""

    low: float
    high: float
    left: float
    right: float
    log: bool = False

    def at(self, value: float) -> float:
        low, high, own = self.low, self.high, value
        if self.log:
            low, high, own = log10(low), log10(high), log10(value)
        return self.left + (own - low) / (high - low) * (self.right - self.left)

    def ticks(self, most: int = MOST_TICKS) -> list[float]:
        """Round numbers within the axis."""
        if self.log:
            return _log_ticks(self.low, self.high, most)
        step = _round_step((self.high - self.low) / most)
        first = floor(self.low / step)
        own = (round((first + n) * step, 12) for n in range(4 * most))
        slack = step * 1e-6
        return [each for each in own if self.low - slack <= each <= self.high + slack]


def _round_step(least: float) -> float:
    power = 10.0 ** floor(log10(least))
    return next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= least * (1 - 1e-9))


def _log_ticks(low: float, high: float, most: int) -> list[float]:
    for digits in ((1, 1.5, *range(2, 10)), (1, 2, 3, 5), (1, 2, 5), (1, 3), (1,)):
        made = [
            float(f"{digit}e{power}")
            for power in range(floor(log10(low)), floor(log10(high)) + 1)
            for digit in digits
        ]
        within = [each for each in made if low * 0.999 <= each <= high * 1.001]
        if len(within) <= most + 1:
            return within
    # every second or third power of ten, 1 among them
    step = -(-len(within) // most)
    return [each for each in within if round(log10(each)) % step == 0]


def tick_words(value: float) -> str:
    """``0``, ``0.25``, ``1,500``, ``−3``."""
    text = f"{value:,.10g}" if 1e-4 <= abs(value) < 1e12 or value == 0 else f"{value:.3g}"
    return text.replace("-", "−", 1) if text.startswith("-") else text


def linear_range(values: list[float], *held: float) -> tuple[float, float]:
    """The ends of a linear axis that holds all of these, with a little room, at round numbers.

    It begins at 0 where the values reach down to half of the highest, and never crosses 0 for room.
    """
    every = [*values, *held]
    low, high = min(every), max(every)
    room = 0.04 * (high - low) or abs(low) * 0.1 or 1.0
    start = low if low in held else max(0.0, low - room) if low >= 0 else low - room
    end = high if high in held else min(0.0, high + room) if high <= 0 else high + room
    if 0 <= start < end / NEAR or low == high >= 0:
        start = 0.0
    if start / NEAR < end <= 0 or low == high < 0:
        end = 0.0
    if start == end:
        start, end = start - 1.0, end + 1.0
    for _ in range(ROUNDS):
        step = _round_step((end - start) / MOST_TICKS)
        start, end = (
            round(floor(start / step + 1e-9) * step, 12),
            round(ceil(end / step - 1e-9) * step, 12),
        )
    return start, end


def zero_words(low: float, high: float) -> str:
    """The sentence that a linear axis leaves out 0; empty where it does not."""
    if low > 0:
        return f"The axis begins at {tick_words(low)}, not at 0."
    return f"The axis ends at {tick_words(high)}, not at 0." if high < 0 else ""


def log_range(values: list[float], *held: float) -> tuple[float, float]:
    """The ends of a logarithmic axis; values are above 0."""
    every = [*values, *held]
    low, high = min(every), max(every)
    room = max((high / low) ** 0.05, 1.1)
    return low / room, high * room
