"""Readings: facts of a schedule that a rule found in words, with the words and their place."""

import re
from dataclasses import dataclass, field
from typing import Any

DAY = "DAY"
INTERVAL = "INTERVAL"
DURATION = "DURATION"
DOSE = "DOSE"
ROUTE = "ROUTE"
TROUGH = "TROUGH"
KINDS = (DAY, INTERVAL, DURATION, DOSE, ROUTE, TROUGH)

WEEK = "WEEK"
MONTH = "MONTH"
CYCLE_DAY = "CYCLE_DAY"
ANCHOR_UNITS = (DAY, WEEK, MONTH, CYCLE_DAY)
"""Units of an anchored reading; a day of a cycle is counted from the start of its cycle."""

PrintedNumber = int | float
"""A printed number; whole ones are kept as such by ``number``."""


@dataclass(frozen=True)
class Coded:
    """The coded values of a reading; what the words do not say is None, empty or False.

    Attributes:
        unit: of an anchor one of ``ANCHOR_UNITS``; MINUTE to YEAR or CYCLE of an interval or a
            duration; as printed of a dose or a trough level.
        first, last: the days of an anchor, equal for one point; no last where it goes on.
        tolerance: 1 of "day 7 ± 1".
        is_window: treatment starts on one of the days from first to last, and not on all.
        cycles: numbers of the cycles that an anchor is for; ``cycles_go_on``: and of all later.
        cycle_length: days of a cycle.
        every, times: 3 of "every 3 weeks"; 2 of "twice daily"; 1 of "a single dose".
        value: one number; ``low`` and ``high`` are of a range.
    """

    unit: str = ""
    first: int | None = None
    last: int | None = None
    open_end: bool = False
    tolerance: int | None = None
    is_window: bool = False
    cycles: tuple[int, ...] = ()
    cycles_go_on: bool = False
    cycle_length: int | None = None
    every: PrintedNumber | None = None
    times: int | None = None
    value: PrintedNumber | None = None
    low: PrintedNumber | None = None
    high: PrintedNumber | None = None
    route: str = ""


@dataclass(frozen=True)
class Reading:
    """A fact of a schedule with its words.

    Attributes:
        start, end: the span of the quote in the text as the record has it.
        pattern: name of the row in the table of patterns that read it.
    """

    kind: str
    start: int
    end: int
    quote: str
    coded: Coded = field(default_factory=Coded)
    pattern: str = ""

    def values(self) -> dict[str, Any]:
        """The coded values that the words state."""
        silent = vars(Coded())
        return {name: value for name, value in vars(self.coded).items() if value != silent[name]}


def number(printed: str) -> PrintedNumber:
    """A printed number: thousands with commas, whole where it is whole."""
    value = float(re.sub(r"[,\s]", "", printed))
    return int(value) if value.is_integer() else value
