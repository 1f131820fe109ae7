"""Rows of graft function, and the words of a lane: its name, how its function ended, its mass."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from components.figures.empty import NO_FUNCTION
from data.queries.outcomes import COHORT_MASS, NO_MASS

FROM_ISLETS, FROM_END = "ISLET_INFUSION", "END_OF_IMMUNOSUPPRESSION"
SECTIONS = {
    FROM_ISLETS: "",
    FROM_END: "Counted from the end of immunosuppression: another day 0, "
    "not to be added to the days above",
}
"""Day 0 -> the heading over its lanes."""
NON_FUNCTION = "PRIMARY_NON_FUNCTION"
LOSSES = ("LOST", "LOST_AFTER_WEANING")
LENGTH = re.compile(r"\d+(?:\.\d+)? (?:days|weeks|months|years)")


class Function(NamedTuple):
    """The function of one graft as stated: a row of ``queries.outcomes.graft_function``.

    Attributes:
        days, spread, low, high, weaning: the numbers of days that are stated.
        goes_on: whether another lane follows the graft from there.
    """

    cohort: str
    label: str
    level: str
    patient: str
    arm: str
    pooled_with: str
    n: int | None
    patients: str
    day_zero: str
    days: float | None
    spread: float | None
    low: int | None
    high: int | None
    weaning: float | None
    qualifier: str
    qualifier_words: str
    end: str
    end_words: str
    printed: str
    insulin_free: str
    independence: str
    mass: str
    mass_of: str
    remark: str
    locator: str
    goes_on: bool

    @property
    def never(self) -> bool:
        """Primary non-function: the graft never worked."""
        return self.end == NON_FUNCTION

    @property
    def fades(self) -> bool:
        """Function of which only the latest day is known that the source allows."""
        return self.days is not None and self.qualifier == "UP_TO"

    @property
    def shares_mass(self) -> bool:
        """The islet mass is known as the mean of the cohort alone."""
        return self.mass_of == COHORT_MASS


def functions_of(frame: pd.DataFrame) -> list[Function]:
    """The rows of the frame in the order in which they are drawn.

    By cohort, in the frame's order; within it the longest function first, what never worked
    after it, and means of several patients last.
    """
    goes_on = frame["graft"].isin(frame["follows"])
    rows = [
        Function(
            cohort=row.cohort,
            label=row.label,
            level=row.level,
            patient=row.patient,
            arm=row.arm_label,
            pooled_with=row.pooled_with,
            n=_whole(row.n),
            patients=row.patients,
            day_zero=row.day_zero,
            days=_day(row.function_days),
            spread=_day(row.spread_days),
            low=_whole(row.low_days),
            high=_whole(row.high_days),
            weaning=_day(row.weaning_day),
            qualifier=row.qualifier,
            qualifier_words=row.qualifier_label,
            end=row.end_kind,
            end_words=row.end_label,
            printed=row.duration_printed,
            insulin_free=row.insulin_independent_printed,
            independence=row.independence,
            mass=row.mass_words,
            mass_of=row.mass_of,
            remark=row.remark,
            locator=row.locator,
            goes_on=follows,
        )
        for row, follows in zip(frame.itertuples(), goes_on.tolist(), strict=True)
    ]
    cohorts = list(dict.fromkeys(row.cohort for row in rows))
    return sorted(rows, key=lambda row: (cohorts.index(row.cohort), *_place(row)))


def _place(row: Function) -> tuple[bool, bool, float]:
    return row.qualifier == "MEAN", row.never, -(row.days or 0.0)


def _whole(number: Any) -> int | None:
    return None if pd.isna(number) else int(number)


def _day(number: Any) -> float | None:
    return None if pd.isna(number) else float(number)


def lane_name(row: Function) -> str:
    """The patient or patients of a lane."""
    if row.level == "PATIENT":
        arm = f", {row.arm}" if row.arm else ""
        return f"Patient {row.patient.removeprefix('p')}{arm}"
    if row.level == "COHORT":
        return "one mean"
    return "patients weaned" if row.n is None else f"{row.patients} together"


def end_words(row: Function) -> str:
    """The end of a function as a clinician would say it, and nothing that the row does not."""
    words = _ended(row)
    if row.independence:
        length = row.insulin_free.replace("approximately", "about")
        words += f"; insulin-free {length}, start not stated"
    return words


def _ended(row: Function) -> str:
    if row.never:
        return "never worked (primary non-function)"
    if row.days is None:
        return f"{row.printed}: {row.end_words.lower()}"
    if row.qualifier == "MEAN":
        return _mean_words(row)
    if row.qualifier in ("AT_LEAST", "UP_TO"):
        return f"worked {row.printed}; {_later(row)}"
    lost = row.end in LOSSES
    if row.qualifier == "BY":
        return f"lost by day {row.days:g}" if lost else f"by day {row.days:g}: {OPEN_END}"
    about = "about " if row.qualifier == "APPROXIMATELY" else ""
    return f"lost at {about}{_length(row)}" if lost else f"at {about}{_length(row)}: {OPEN_END}"


OPEN_END = "lost or still working, not stated"


def _later(row: Function) -> str:
    """The end of a function whose own day is a bound alone."""
    if row.end not in LOSSES:
        return OPEN_END
    lost = "lost after weaning" if row.end == "LOST_AFTER_WEANING" else "lost"
    return f"{lost}: see below" if row.goes_on else f"{lost}, day not stated"


def _mean_words(row: Function) -> str:
    spread = "" if row.spread is None else f" ± {row.spread:g}"
    mean = f"{row.days:g}{spread} days"
    if row.low is not None and row.high is not None:
        mean += f" (range {row.low}–{row.high})"
    if row.level != "COHORT" and row.end in LOSSES:
        return f"lost after a mean of {mean}"
    # of a whole cohort the sources do not say that all lost their function
    return f"one mean of both groups, {mean}" if row.pooled_with else f"mean {mean}"


def _length(row: Function) -> str:
    """The length as printed, without the words around it: ``141 days``, ``4.3 years``."""
    found = LENGTH.search(row.printed)
    return found.group(0) if found else f"{row.days:g} days"


def mass_words(row: Function) -> str:
    """The islet mass without its unit; empty where the lane goes on from another one's graft."""
    return row.mass.replace(" IEQ/kg", "") if row.day_zero == FROM_ISLETS else ""


def shared_masses(rows: Sequence[Function]) -> list[tuple[int, int]]:
    """First and last place of neighbours whose islet mass is one mean of their cohort."""
    spans: list[tuple[int, int]] = []
    for place, row in enumerate(rows):
        if not row.shares_mass:
            continue
        first, last = spans[-1] if spans else (-1, -2)
        if last == place - 1 and (rows[last].cohort, rows[last].mass) == (row.cohort, row.mass):
            spans[-1] = (first, place)
        else:
            spans.append((place, place))
    return [span for span in spans if span[0] != span[1]]


def in_words(frame: pd.DataFrame) -> str:
    """Every lane in a sentence, in the printed words."""
    if frame.empty:
        return NO_FUNCTION
    return " ".join(map(_sentence, functions_of(frame)))


def _sentence(row: Function) -> str:
    name = lane_name(row)
    parts = [f"{row.cohort}, {name[:1].lower()}{name[1:]}: {row.printed}"]
    if row.day_zero == FROM_END:
        parts.append("counted from the end of immunosuppression")
    if row.mass != NO_MASS:
        parts.append(f"islet mass {row.mass}")
    parts.append(row.end_words.lower())
    if row.independence:
        parts.append(f"insulin-independent for {row.independence}")
    return "; ".join(parts) + "."
