"""The arithmetic of the benchmark: medians, spreads, ratios, and what they are held against."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

AT_MOST, AT_LEAST = "<=", ">="
LOOP, SIDE = 400_000, 220


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def calibration() -> None:
    """A fixed piece of work in plain Python and in numpy; its time says how fast the machine is."""
    total = 0
    for number in range(LOOP):
        total += number % 7
    matrix = np.arange(SIDE * SIDE, dtype=float).reshape(SIDE, SIDE)
    for _ in range(5):
        matrix = matrix @ matrix.T / SIDE**4


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) of the values lies; the nearest one that is there."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass(frozen=True)
class Times:
    """Repeated measurements of one thing, in its own unit."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        return min(self.values), max(self.values)

    def to_json(self) -> dict[str, Any]:
        least, most = self.spread
        return {"median": self.median, "least": least, "most": most, "runs": len(self.values)}


def interleaved(works: Mapping[str, Callable[[], float]], runs: int) -> dict[str, Times]:
    """Each work in turn, so many times: what makes the machine slow makes all of them slow.

    works: name -> what measures itself and returns a number. One turn before warms them up.
    """
    found: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(runs):
        for name, work in works.items():
            found[name].append(work())
    return {name: Times(tuple(values)) for name, values in found.items()}


def ratio(above: Times, below: Times) -> float:
    """The median of the ratios turn by turn, where both were measured in the same turns."""
    if len(above.values) == len(below.values):
        pairs = zip(above.values, below.values, strict=True)
        return statistics.median(one / other for one, other in pairs if other)
    return above.median / below.median


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        what: what was measured, and on which data.
        reached: its number in ``unit``.
        goal: what the number is held against; none where it only informs.
        sense: whether the goal is the most or the least that is good.
        yardstick: the same for plain Dash, where there is such a thing.
        ratio: how the two compare, or to a physical limit; above 1 the app is the better.
        note: spread or how it was measured.
    """

    what: str
    reached: float
    unit: str
    goal: float | None = None
    sense: str = AT_MOST
    yardstick: float | None = None
    ratio: float | None = None
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        return self.reached <= self.goal if self.sense == AT_MOST else self.reached >= self.goal

    def to_json(self) -> dict[str, Any]:
        return vars(self) | {"met": self.met}


def number(value: float | None) -> str:
    """Three figures: ``0.0513``, ``12.3``, ``1,240``; nothing for none."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: Sequence[Row]) -> str:
    """The rows as plain text, aligned."""
    verdict = {None: "", True: "yes", False: "NO"}
    cells = [("what", "reached", "goal", "met", "plain Dash", "ratio", "")]
    cells += [
        (
            row.what,
            f"{number(row.reached)} {row.unit}".rstrip(),
            f"{row.sense} {number(row.goal)}" if row.goal is not None else "",
            verdict[row.met],
            number(row.yardstick),
            f"{number(row.ratio)}x" if row.ratio is not None else "",
            row.note,
        )
        for row in rows
    ]
    return aligned(cells)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells, the heading first, as plain text in columns."""
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    texts = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in lines]
    return "\n".join([texts[0], "-" * sum(widths), *texts[1:]])
