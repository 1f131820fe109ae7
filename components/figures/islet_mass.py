"""Islet mass against the duration of graft function, as far as both are stated.

Three grounds: both stated (the plot), no function at all (a strip below), mass not stated (a
strip on the left). A mass known only as the mean of a cohort is a wide bar with open marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Any, Self

import pandas as pd

from components.figures.empty import NO_FUNCTION, empty_figure
from components.figures.outcome_marks import hover, note, shape_of, short_name
from components.figures.text import plain
from components.theme import Figure, Palette, Trace, axis, base_layout, tint
from data.queries.outcomes import COHORT_MASS, NO_MASS, OWN_MASS, without_duration

HEIGHT = 520
DAYS = {
    1: "1",
    2: "2",
    5: "5",
    10: "10",
    20: "20",
    50: "50",
    100: "100",
    200: "200",
    365: "1 year",
    730: "2 years",
    1461: "4 years",
    3653: "10 years",
    9131: "25 years",
    36525: "100 years",
}
"""Days that have a line where they are on the axis -> their names."""
LOWEST, HIGHEST = 1.0, 3.42
"""log10 of the days at the edges of the plot, where no function is shorter or longer."""
MOST_MASS, MASS_STEP, MASS_STEPS = 23000.0, 5000, 5
"""End of the axis of masses where no mass is larger; between its ticks, and how many."""
LEFT_SHARE, STRIP_SHARE = 0.2, 0.12
NEVER_Y = 0.5
NEIGHBOURS = (10, -10)
"""Pixels up for labels of patients whose mass is not stated: their days may be near."""
ARROWS = {"AT_LEAST": 1, "BY": -1, "UP_TO": -1}
"""The direction of an arrow: up (longer than stated) or down (shorter)."""


@dataclass(frozen=True)
class Extents:
    """The ends of the axes: of the masses, and of the days as log10."""

    mass: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, rows: Sequence[Any]) -> Self:
        """As far as the rows reach, and at least as far as those of the review."""
        masses = [float(row.mass) for row in rows if row.mass_of != NO_MASS]
        days = [row for row in rows if not pd.isna(row.function_days)]
        longest = [float(row.function_days) + _or_0(row.spread_days) for row in days]
        shortest = [float(row.function_days) for row in days]
        return cls(
            max(MOST_MASS, *masses, 0.0),
            LOWEST if min(shortest, default=10**LOWEST) >= 10**LOWEST else 0.0,
            max(HIGHEST, log10(max(1.0, *longest, 1.0)) + 0.08),
        )

    @property
    def days(self) -> dict[int, str]:
        """Days that have a line -> their names."""
        ends = 10**self.lowest, 10**self.highest
        return {days: words for days, words in DAYS.items() if ends[0] <= days <= ends[1]}

    @property
    def masses(self) -> range:
        """Masses that have a tick."""
        step = MASS_STEP * ceil(self.mass / MASS_STEP / MASS_STEPS)
        return range(0, int(self.mass) + 1, step)


def _or_0(number: Any) -> float:
    return 0.0 if pd.isna(number) else float(number)


def islet_mass_and_function(frame: pd.DataFrame, palette: Palette) -> Figure:
    """frame: columns of ``queries.outcomes.islet_mass_and_function``."""
    if frame.empty:
        return empty_figure(NO_FUNCTION, palette)
    data, annotations = [], []
    rows = list(frame.itertuples())
    for row in rows:
        data += _marks(row, palette)
        annotations += _labels(row, palette)
    layout = base_layout(palette, height=HEIGHT)
    layout["margin"] = {"l": 64, "r": 12, "t": 34, "b": 52}
    layout["hovermode"] = "closest"
    layout |= _axes(Extents.of(rows), palette)
    layout["annotations"] = [*annotations, *_ground_notes(rows, palette)]
    layout["shapes"] = _grounds(palette)
    return {"data": data, "layout": layout}


def _axes(extents: Extents, palette: Palette) -> dict[str, Any]:
    """x: mass; x2: one column for masses not stated; y: days on a log scale; y2: no function."""
    title = {"font": {"color": palette.muted, "size": 13}, "standoff": 8}
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    above = [STRIP_SHARE + 0.01, 1]
    return {
        "xaxis": axis(
            palette,
            automargin=False,
            range=[0.0, extents.mass],
            domain=[LEFT_SHARE + 0.01, 1],
            tickvals=list(extents.masses),
            tickformat=",d",
            title={**title, "text": "Islet mass, IEQ/kg"},
            # not tied to y2, which plotly leaves out where no lane is without function
            anchor="free",
            position=0,
        ),
        "xaxis2": axis(palette, **hidden, range=[0, 1], domain=[0, LEFT_SHARE], anchor="y"),
        "yaxis": axis(
            palette,
            automargin=False,
            type="log",
            range=[extents.lowest, extents.highest],
            domain=above,
            tickvals=list(extents.days),
            ticktext=list(extents.days.values()),
            anchor="free",
            position=0,
        ),
        "yaxis2": axis(palette, **hidden, range=[0, 1], domain=[0, STRIP_SHARE], anchor="x"),
    }


def is_open(row: Any) -> bool:
    """Open markers: about this long, or not stated whether function ended then."""
    return (
        row.qualifier == "APPROXIMATELY"
        or row.end_kind == "STILL_FUNCTIONING_OR_NOT_STATED"
        or row.mass_of == COHORT_MASS
    )


def _at(row: Any) -> tuple[str, float, str, float]:
    """(x axis, x, y axis, y) of a row's mark."""
    mass = ("x2", 0.1) if row.mass_of == NO_MASS else ("x", float(row.mass))
    never = pd.isna(row.function_days)
    days = ("y2", NEVER_Y) if never else ("y", float(row.function_days))
    return (*mass, *days)


def _marks(row: Any, palette: Palette) -> list[Trace]:
    on_x, x, on_y, y = _at(row)
    colour = palette.text
    spread_x = None if pd.isna(row.mass_spread) else float(row.mass_spread)
    spread_y = None if pd.isna(row.spread_days) else float(row.spread_days)
    bar = {"type": "data", "color": colour, "thickness": 1.6, "width": 5}
    only_cohort = row.mass_of == COHORT_MASS
    if only_cohort:
        bar |= {"thickness": 1, "width": 0}
    trace: Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": plain(row.cohort),
        "xaxis": on_x,
        "yaxis": on_y,
        "x": [x],
        "y": [y],
        "marker": {
            "symbol": shape_of(int(row.series), is_open=is_open(row)),
            "size": 12,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "cliponaxis": False,
        "hovertext": [_hover(row)],
        "hoverinfo": "text",
    }
    if spread_x is not None:
        trace["error_x"] = {**bar, "array": [spread_x]}
    if spread_y is not None:
        trace["error_y"] = {**bar, "array": [spread_y]}
    return [trace]


def _hover(row: Any) -> str:
    return hover(
        row.label,
        f"Arm: {row.arm_label}" if row.arm_label else "",
        f"Function: {row.duration_printed}",
        f"Islet mass: {row.mass_words}",
        row.end_label,
        row.remark,
        f"Where: {row.locator}",
    )


def short_words(row: Any) -> str:
    """Cohort and printed duration, short."""
    return f"{short_name(str(row.cohort))}: {_duration(row)}"


def _duration(row: Any) -> str:
    if row.end_kind == "PRIMARY_NON_FUNCTION":
        return "primary non-function"
    days = int(row.function_days)
    if row.qualifier == "MEAN":
        spread = "" if pd.isna(row.spread_days) else f" ± {row.spread_days}"
        return f"mean {days}{spread} days"
    if row.qualifier in ("AT_LEAST", "UP_TO"):
        of_several = row.level != "PATIENT" and not pd.isna(row.n)
        return str(row.duration_printed) + (f", {row.n} patients" if of_several else "")
    if row.qualifier == "BY":
        return f"by day {days}"
    if row.qualifier == "APPROXIMATELY":
        return f"about {days} days"
    text = f"{days} days" if days < 365 and "days" in row.duration_printed else _years_of(row)
    return text + (", end not stated" if row.end_kind == "STILL_FUNCTIONING_OR_NOT_STATED" else "")


def _years_of(row: Any) -> str:
    """The years of the printed words, as they stand there; the days where there are none."""
    words = str(row.duration_printed).split()
    at = words.index("years") if "years" in words else 0
    return f"{words[at - 1]} years" if at else f"{int(row.function_days)} days"


def _height(on_y: str, y: float) -> float:
    """Annotations take the logarithm where their axis is logarithmic."""
    return y if on_y == "y2" else log10(y)


def label_place(row: Any) -> tuple[str, int, int]:
    """(anchor, pixels to the right, pixels up) of a label, clear of bars and arrows."""
    if row.qualifier == "AT_LEAST":
        return "right", -9, 12
    if row.qualifier == "APPROXIMATELY":
        return "right", -6, 17
    return "left", 11, {"UP_TO": -22, "BY": 0, "MEAN": 13}.get(str(row.qualifier), -12)


def up_beside_neighbours(row: Any) -> int:
    """Pixels up of a label in the strip of masses that are not stated."""
    return NEIGHBOURS[int(str(row.patient).removeprefix("p") or 0) % len(NEIGHBOURS)]


def _labels(row: Any, palette: Palette) -> list[dict[str, Any]]:
    on_x, x, on_y, y = _at(row)
    colour = palette.text
    at: dict[str, Any] = {"x": x, "y": _height(on_y, y), "xref": on_x, "yref": on_y}
    anchor, right, up = label_place(row)
    if on_y == "y2":
        up = 0
    elif row.mass_of == NO_MASS:
        up = up_beside_neighbours(row)
    made = [
        note(plain(short_words(row)), colour=colour, xanchor=anchor, xshift=right, yshift=up, **at)
    ]
    direction = ARROWS.get(str(row.qualifier), 0)
    if direction:
        made.append(
            {
                **at,
                "text": "",
                "showarrow": True,
                "arrowhead": 2,
                "arrowsize": 1,
                "arrowwidth": 2,
                "arrowcolor": colour,
                "yshift": 25 * direction,
                "ax": 0,
                "ay": 19 * direction,
            }
        )
    return made


def _ground_notes(rows: Sequence[Any], palette: Palette) -> list[dict[str, Any]]:
    """Notes on each ground; the masses known as one mean only are named where they stand."""
    title = {"yref": "paper", "xref": "paper"}
    return [
        note("Days of function (log scale)", 0, 1, palette.muted, xshift=-58, yshift=20, **title),
        note("Mass not stated", 0, 1, palette.muted, xshift=4, yshift=-12, **title),
        note("No function", 0, STRIP_SHARE / 2, palette.muted, xshift=4, **title),
        *_mean_notes(rows, palette),
    ]


def _mean_notes(rows: Sequence[Any], palette: Palette) -> list[dict[str, Any]]:
    return [
        note(
            plain(mean_words(row)),
            float(row.mass),
            log10(float(row.function_days)),
            palette.muted,
            xshift=-30,
            yshift=18,
        )
        for row in topmost_of_means(rows)
    ]


def topmost_of_means(rows: Sequence[Any]) -> list[Any]:
    """The topmost of the lanes whose mass is that of their cohort, one a cohort."""
    tops: dict[int, Any] = {}
    for row in rows:
        if row.mass_of == COHORT_MASS and row.function_days >= getattr(
            tops.get(int(row.series)), "function_days", 0
        ):
            tops[int(row.series)] = row
    return list(tops.values())


def mean_words(row: Any) -> str:
    return f"{short_name(str(row.cohort))}: mass known only as the mean of the cohort"


NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)


def on_points(frame: pd.DataFrame) -> str:
    """Says what the points may tell, and which rows are not among them."""
    return " ".join(filter(None, (points_in_words(frame), without_duration(frame))))


def points_in_words(frame: pd.DataFrame) -> str:
    """Says how many patients have both numbers of their own, and what follows of it."""
    own = frame[frame["mass_of"] == OWN_MASS]
    if frame.empty or len(own) >= len(NUMBERS):
        return ""
    if own.empty:
        return "No patient has both a mass and an outcome of the own."
    count = NUMBERS[len(own)]
    cohorts = " and ".join(dict.fromkeys(short_name(str(each)) for each in own["cohort"]))
    is_one = len(own) == 1
    who = f"one patient of {cohorts} has" if is_one else f"the {count} patients of {cohorts} have"
    points = "one point" if is_one else f"{count} points"
    return (
        f"Only {who} both a mass and an outcome of their own: "
        f"nothing can be concluded from {points}."
    )


def _grounds(palette: Palette) -> list[dict[str, Any]]:
    ground = {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": tint(palette.grid, palette.background, 0.4),
    }
    above = STRIP_SHARE + 0.01
    return [
        {**ground, "x0": 0, "x1": LEFT_SHARE, "y0": above, "y1": 1},
        {**ground, "x0": 0, "x1": 1, "y0": 0, "y1": STRIP_SHARE},
    ]


def in_words(frame: pd.DataFrame) -> str:
    """Mass and duration of each lane in the printed words."""
    if frame.empty:
        return NO_FUNCTION
    return " ".join(
        f"{row.label}: islet mass {row.mass_words}; function {row.duration_printed}."
        for row in frame.itertuples()
    )
