"""Builders: what the match of a pattern states, as coded values."""

import re
from collections.abc import Callable

from data.schedules.counts import PatternMatch, count, unit_of
from data.schedules.cycles import OF_CYCLE, cycle_numbers, in_cycle_behind
from data.schedules.days import read_days
from data.schedules.readings import CYCLE_DAY, DAY, Coded, PrintedNumber, number

Build = Callable[[PatternMatch], tuple[Coded, ...]]


def _days(printed: str, unit: str) -> tuple[Coded, ...]:
    """Each day or span of a list."""
    return tuple(
        Coded(unit=unit, first=one.first, last=one.last, tolerance=one.tolerance)
        for one in read_days(printed)
    )


def anchors(unit: str) -> Build:
    """The builder of days, weeks or months on an axis, or of the cycle that is named behind."""

    def build(match: PatternMatch) -> tuple[Coded, ...]:
        cycle = OF_CYCLE.match(match.string, match.end()) if unit == DAY else None
        if cycle is None:
            return _days(match["days"], unit)
        found = _days(_without_hyphen(match), unit)
        if any((one.first or 0) < 0 for one in found):
            return found
        return tuple(in_cycle_behind(one, cycle) for one in found)

    return build


def _without_hyphen(match: PatternMatch) -> str:
    """The days without the hyphen of "Day-1 of every cycle", which is no minus."""
    days, start = match["days"], match.start("days")
    joined = days[0] == "-" and match.string[start - 1].isalpha()
    return days[1:] if joined else days


def of_numbered_cycle(match: PatternMatch) -> tuple[Coded, ...]:
    """Days behind the number of their cycle."""
    cycles = cycle_numbers(match["cycles"].upper().replace("C", ""))
    go_on = bool(match["more"])
    return tuple(
        Coded(
            CYCLE_DAY,
            one.first,
            one.last,
            tolerance=one.tolerance,
            cycles=cycles,
            cycles_go_on=go_on,
        )
        for one in read_days(match["days"])
    )


def as_many_as_counted(match: PatternMatch) -> tuple[Coded, ...]:
    """Days behind their number, "3 days: -5, -4, -3"; none where the two do not agree."""
    held, counted = read_days(match["days"]), count(match["count"])
    length = sum(days.last - days.first + 1 for days in held)
    lost_a_sign = length < counted == len(re.findall(r"\d+", match["days"]))
    return _days(match["days"], DAY) if length == counted or lost_a_sign else ()


STARTED = re.compile(r"\b(?:start|beg[aiu]n|initiat|commenc)\w*\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
"""Before a window: what lies in it is a start."""


def window(match: PatternMatch) -> tuple[Coded, ...]:
    """The days between which treatment starts; none where the words before are of no start."""
    if not STARTED.search(match.string[max(match.start() - 40, 0) : match.start()]):
        return ()
    first, last = int(match["first"].replace(" ", "")), int(match["last"].replace(" ", ""))
    unit = unit_of(match["unit"])
    return (Coded(unit=unit, first=first, last=last, is_window=True),) if first < last else ()


def signed(match: PatternMatch) -> tuple[Coded, ...]:
    return _days(match["days"], DAY)


def before_unit(match: PatternMatch) -> tuple[Coded, ...]:
    return _days(match["days"], unit_of(match["unit"]))


TIMES = {"once": 1, "twice": 2, "thrice": 3}
LATIN = {"qd": 1, "bid": 2, "tid": 3, "qid": 4}


def every(match: PatternMatch) -> tuple[Coded, ...]:
    """An interval; "every 2 to 4 weeks" is one of a range, "every 2 or 4 weeks" are two."""
    unit, first = unit_of(match["unit"]), count(match["count"] or "1")
    high = match.groupdict().get("high")
    if high and match["joint"] == "or":
        return Coded(unit=unit, every=first), Coded(unit=unit, every=count(high))
    if high:
        return (Coded(unit=unit, low=first, high=count(high)),)
    return (Coded(unit=unit, every=first),)


def every_other(match: PatternMatch) -> tuple[Coded, ...]:
    return (Coded(unit=unit_of(match["unit"]), every=2),)


def every_one(unit: str, interval: PrintedNumber = 1) -> Build:
    """The builder of a fixed interval."""
    return lambda match: (Coded(unit=unit, every=interval),)


def times_per(match: PatternMatch) -> tuple[Coded, ...]:
    printed = match["times"].lower()
    times = TIMES[printed] if printed in TIMES else int(count(printed))
    return (Coded(unit=unit_of(match["per"]), every=1, times=times),)


def latin(match: PatternMatch) -> tuple[Coded, ...]:
    letters = re.sub(r"[\s.]", "", match[0].lower())
    return (Coded(unit=DAY, every=1, times=LATIN[letters]),)


def single(match: PatternMatch) -> tuple[Coded, ...]:
    return (Coded(times=1),)


def lasting(match: PatternMatch) -> tuple[Coded, ...]:
    unit = unit_of(match["unit"])
    if match["high"]:
        return (Coded(unit=unit, low=count(match["low"]), high=count(match["high"])),)
    return (Coded(unit=unit, value=count(match["low"])),)


def _amount(match: PatternMatch, unit: str) -> Coded:
    if not match["high"]:
        return Coded(unit=unit, value=number(match["low"]))
    low, high = number(match["low"]), number(match["high"])
    return Coded(unit=unit, low=low, high=high) if low < high else Coded(unit=unit, value=high)


def _unit(printed: str | None) -> str:
    return " ".join(re.sub(r"\s*/\s*", "/", printed or "").split())


def dose(match: PatternMatch) -> tuple[Coded, ...]:
    unit = _unit(match["unit"])
    other = match.groupdict().get("other")
    first = (Coded(unit=unit, value=number(other)),) if other else ()
    return (*first, _amount(match, unit))


def cell_dose(match: PatternMatch) -> tuple[Coded, ...]:
    """A dose of cells; its unit begins with the power of ten that the words print."""
    cells, last = _unit(match["cells"]), match["last_power"]
    first = match["power"] or last
    if match["high"] and first != last:
        high = number(match["high"]) * 10 ** (int(last) - int(first))
        return (Coded(unit=f"x10^{first} {cells}".strip(), low=number(match["low"]), high=high),)
    return (_amount(match, f"x10^{last} {cells}".strip()),)


def auc(match: PatternMatch) -> tuple[Coded, ...]:
    return (_amount(match, "AUC"),)


def by(code: str) -> Build:
    """The builder of a route."""
    return lambda match: (Coded(route=code),)
