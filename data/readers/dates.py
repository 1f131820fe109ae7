"""Dates of registry records, kept as precise as the record gives them.

A month stays a month: it is neither its first nor its last day. Two ways of writing occur:
``2013-08`` and ``2013-08-15`` (API, CSV, AACT since 2024), ``August 2013`` and
``August 15, 2013`` (AACT to 2024).
"""

import re
from datetime import date

ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
IN_WORDS = re.compile(r"([A-Za-z]+) (?:([0-9]{1,2}), )?([0-9]{4})")
NAMES = "January February March April May June July August September October November December"
MONTH_NUMBERS = {name.lower(): f"{number:02}" for number, name in enumerate(NAMES.split(), start=1)}
MONTHS = {**MONTH_NUMBERS, **{name[:3]: number for name, number in MONTH_NUMBERS.items()}}
"""Month in lower case, whole or its first three letters -> its number."""


def as_given(text: str) -> str | None:
    """YYYY, YYYY-MM or YYYY-MM-DD; None where the text is no date of the calendar."""
    text = text.strip()
    iso = ISO.fullmatch(text)
    if iso:
        return _joined(iso[1], iso[2], iso[3])
    words = IN_WORDS.fullmatch(text)
    if words and words[1].lower() in MONTH_NUMBERS:
        day = f"{int(words[2]):02}" if words[2] else None
        return _joined(words[3], MONTH_NUMBERS[words[1].lower()], day)
    return None


def _joined(year: str, month: str | None, day: str | None) -> str | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)


def year_of(given: str) -> int | None:
    """The year of a date as given; None where there is no date."""
    return int(given[:4]) if given else None
