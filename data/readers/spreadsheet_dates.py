"""Dates that a spreadsheet or pandas has written anew -> as the registry gives them.

A spreadsheet shows ``August 2013`` as ``Aug-13`` and ``2014-08-15`` as ``8/15/2014`` or
``15.08.2014``, by the language of its user. Day before month is certain behind dots, and
between strokes where one number is above 12; one such date tells the order of its whole file.
What may be two dates is left as it is, and is reported.
"""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum, auto

from data.readers.dates import MONTHS, as_given

MONTH_WORDS = {**MONTHS, "sept": "09"}
NUMBERS = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
WITH_TIME = re.compile(r"(.+?)[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?")
MONTH_AND_YEAR = re.compile(r"([A-Za-z]{3,9})\.?[- ]([0-9]{2}|[0-9]{4})")
DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?[- ]([0-9]{2}|[0-9]{4})")
MONTH_AND_DAY = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}), ?([0-9]{4})")
MOST_MONTHS = 12
LATEST_SHORT, EARLIEST_SHORT = 49, 70
"""Years of two digits: up to 49 of this century, from 70 of the last; between is open."""


class DayOrder(Enum):
    """The order of day and month between strokes."""

    DAY_FIRST = auto()
    MONTH_FIRST = auto()


def order_of(texts: Iterable[str]) -> DayOrder | None:
    """The order that dates of one file have; None where none tells it, or two differ."""
    orders = {order for text in texts if (order := _order(text))}
    return orders.pop() if len(orders) == 1 else None


def _order(text: str) -> DayOrder | None:
    match = NUMBERS.fullmatch(_without_time(text))
    if not match or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if first > MOST_MONTHS >= second:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > MOST_MONTHS >= first else None


def _without_time(text: str) -> str:
    text = " ".join(text.split())
    match = WITH_TIME.fullmatch(text)
    return match[1] if match else text


def respelled(text: str, order: DayOrder | None = None) -> str:
    """YYYY-MM or YYYY-MM-DD; the text itself where it is no date, or may be two.

    Args:
        order: of the other dates in its file, where they tell it.
    """
    if as_given(text) is not None or not text.strip():
        return text
    plain = _without_time(text)
    return as_given(plain) or _of_numbers(plain, order) or _of_words(plain) or text


def _of_numbers(text: str, order: DayOrder | None) -> str | None:
    if match := YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    match = NUMBERS.fullmatch(text)
    if not match:
        return None
    order = DayOrder.DAY_FIRST if match[2] == "." else _order(text) or order
    if match[1] == match[3] or order is DayOrder.DAY_FIRST:
        return _day(match[4], match[3], match[1])
    return _day(match[4], match[1], match[3]) if order else None


def _of_words(text: str) -> str | None:
    if match := MONTH_AND_YEAR.fullmatch(text):
        month, year = MONTH_WORDS.get(match[1].lower()), _year(match[2])
        return f"{year}-{month}" if month and year else None
    if match := DAY_AND_MONTH.fullmatch(text):
        return _day(_year(match[3]), MONTH_WORDS.get(match[2].lower()), match[1])
    if match := MONTH_AND_DAY.fullmatch(text):
        return _day(match[3], MONTH_WORDS.get(match[1].lower()), match[2])
    return None


def _year(text: str) -> str | None:
    if len(text) == len("YYYY"):
        return text
    if int(text) <= LATEST_SHORT:
        return f"20{text}"
    return f"19{text}" if int(text) >= EARLIEST_SHORT else None


def _day(year: str | None, month: str | None, day: str) -> str | None:
    if not year or not month:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
