"""Anchors that a rule read, on the axis of days: weeks and months counted out, days of a cycle.

What was counted out, and what one cycle stands for, is said in the remark of the event; a caption
reads it there.
"""

import re
from collections.abc import Iterable, Sequence

from data.model import vocabulary as v
from data.schedules.readings import CYCLE_DAY, MONTH, WEEK, Coded, Reading

DAYS_A_WEEK = 7
DAYS_A_MONTH = 365 / 12
LENGTHS = {WEEK: DAYS_A_WEEK, MONTH: DAYS_A_MONTH}
"""Unit of an anchor -> its days; a day of a cycle is a day."""
COUNTED_OUT = {
    WEEK: "Weeks are counted out from day 0: “week 4” stands at day 28, “weeks 1–4” from day 0 on.",
    MONTH: "Months are counted out from day 0: “month 6” stands at day 182.",
}
"""Unit -> what an event says of its days, which the record gives in that unit."""
TOLERANCE_UNIT = re.compile(r"(?:±|\+\s?/\s?-)\s?\d+[\s-]?(?P<unit>d|w|m)", re.IGNORECASE)
UNIT_LETTERS = {"d": 1.0, "w": float(DAYS_A_WEEK), "m": DAYS_A_MONTH}
ONE_CYCLE = "One cycle is drawn"
REPEATED = re.compile(rf"{ONE_CYCLE}; it is repeated every (?P<days>\d+) days\.")
EVERY_CYCLE = "each cycle"


def day_cells(day: Reading | None) -> dict[str, str]:
    """The cells of an anchor in a row of ``regimen_events``; none where no day was read."""
    if day is None or day.coded.first is None:
        return {}
    coded, printed = day.coded, " ".join(day.quote.split())
    start, end = _span(coded)
    return {
        "start_day": str(start),
        "start_printed": printed,
        "end_day": "" if end is None else str(end),
        "end_printed": "" if end is None else printed,
        "end_kind": "FIXED" if end is not None else "ONGOING" if coded.open_end else v.NOT_STATED,
        "tolerance_days": _tolerance(day),
    }


def _span(coded: Coded) -> tuple[int, int | None]:
    """First and last day. Week 4 is day 28; weeks 1 to 4 begin where the first week does."""
    first, last = coded.first or 0, coded.last
    length = LENGTHS.get(coded.unit)
    if length is None:
        return first, last
    begun = first - 1 if last is not None and last > first > 0 else first
    return round(begun * length), None if last is None else round(last * length)


def _tolerance(day: Reading) -> str:
    """Days on either side: of the unit that stands behind them, else of the anchor's own."""
    if day.coded.tolerance is None:
        return ""
    found = TOLERANCE_UNIT.search(day.quote)
    own = float(LENGTHS.get(day.coded.unit, 1))
    length = UNIT_LETTERS[found["unit"].lower()] if found else own
    return str(round(day.coded.tolerance * length))


def cycles_in_words(days: Iterable[Reading]) -> str:
    """``each cycle of 21 days`` or ``cycles 1 to 3`` of anchors in a cycle; else nothing."""
    said = [_cycle_words(day.coded) for day in days if day.coded.unit == CYCLE_DAY]
    return "; ".join(dict.fromkeys(said))


def _cycle_words(coded: Coded) -> str:
    length = f" of {coded.cycle_length} days" if coded.cycle_length else ""
    if not coded.cycles:
        return f"{EVERY_CYCLE}{length}"
    return f"{_numbered(coded.cycles)}{length}"


def _numbered(cycles: Sequence[int]) -> str:
    """``cycle 2``, ``cycles 1 to 3``, ``cycles 1, 3 and 5``."""
    if len(cycles) == 1:
        return f"cycle {cycles[0]}"
    if len(cycles) > 2 and list(cycles) == list(range(cycles[0], cycles[-1] + 1)):
        return f"cycles {cycles[0]} to {cycles[-1]}"
    return f"cycles {', '.join(map(str, cycles[:-1]))} and {cycles[-1]}"


def remark_on(day: Reading | None) -> str:
    """The sentence on an anchor that is no plain day; empty for one that is."""
    if day is None:
        return ""
    coded = day.coded
    if coded.unit != CYCLE_DAY:
        return COUNTED_OUT.get(coded.unit, "")
    if coded.cycle_length:
        return f"{ONE_CYCLE}; it is repeated every {coded.cycle_length} days."
    return f"{ONE_CYCLE}; how long a cycle is, is not stated here."


def counted_out(remarks: Iterable[str]) -> list[str]:
    """The sentences on weeks and months that these remarks hold, each once."""
    texts = list(remarks)
    return [words for words in COUNTED_OUT.values() if any(words in text for text in texts)]


def has_cycle(remark: str) -> bool:
    return ONE_CYCLE in remark


def cycle_lengths(remarks: Iterable[str]) -> list[int]:
    """The days of the cycles that these remarks tell of, each once, in their order."""
    found = (REPEATED.search(text) for text in remarks)
    return list(dict.fromkeys(int(match["days"]) for match in found if match))
