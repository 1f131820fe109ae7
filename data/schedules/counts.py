"""Numbers and units of time as records print them."""

import re

from data.schedules.readings import DAY, MONTH, WEEK, PrintedNumber, number

PatternMatch = re.Match[str]
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
COUNTS = {word: value for value, word in enumerate((*WORDS, "twelve"), start=1)}
COUNT = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(COUNTS)})"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:\s000)+|\d{1,9}(?:\.\d{1,6})?)"
UNIT = r"(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|h|day|d|week|wk|w|month|mo|year|yr|cycle|course)"
UNITS = {
    **dict.fromkeys(("sec", "second"), "SECOND"),
    **dict.fromkeys(("min", "minute"), "MINUTE"),
    **dict.fromkeys(("h", "hr", "hour"), "HOUR"),
    **dict.fromkeys(("d", "day", "daily", "night", "nightly"), DAY),
    **dict.fromkeys(("w", "wk", "week", "weekly"), WEEK),
    **dict.fromkeys(("m", "mo", "month", "monthly"), MONTH),
    **dict.fromkeys(("yr", "year"), "YEAR"),
    **dict.fromkeys(("cycle", "course"), "CYCLE"),
}
OF_DAYS = {DAY: 1, WEEK: 7}
"""Days of a unit that cycles are counted in; months have no fixed number."""


def count(printed: str) -> PrintedNumber:
    """A number in digits or in words."""
    return COUNTS.get(printed.lower()) or number(printed)


def unit_of(printed: str) -> str:
    return UNITS[printed.lower().rstrip("s.")]
