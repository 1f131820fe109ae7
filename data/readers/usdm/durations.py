"""Durations in ISO 8601, as a timing gives them: ``P2W``, ``PT30M``."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Self

DAYS_A_MONTH, DAYS_A_YEAR = Fraction(304375, 10_000), Fraction(36525, 100)
"""As everywhere in the data; a day that is worked out so is rounded to a whole one."""
_NUMBER = r"(\d{1,6}(?:[.,]\d{1,4})?)"
FORM = re.compile(
    rf"P(?=.)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?",
    re.ASCII,
)
UNITS: tuple[tuple[str, Fraction], ...] = (
    ("year", DAYS_A_YEAR),
    ("month", DAYS_A_MONTH),
    ("week", Fraction(7)),
    ("day", Fraction(1)),
    ("hour", Fraction(1, 24)),
    ("minute", Fraction(1, 1_440)),
    ("second", Fraction(1, 86_400)),
)
"""Unit -> its days, in the order of a duration."""
UNEVEN = ("year", "month")
"""Units that have no fixed number of days."""


@dataclass(frozen=True)
class Duration:
    """A length of time.

    Attributes:
        days: its days, which may be a fraction.
        is_counted: whether months or years were counted as days, which rounds them.
        words: ``2 weeks``, ``1 day 12 hours``.
    """

    days: Fraction
    is_counted: bool
    words: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The duration of a text; none where it is not one, or less than nothing."""
        found = FORM.fullmatch(text.strip())
        if not found:
            return None
        amounts = {
            unit: Fraction(number.replace(",", "."))
            for (unit, _), number in zip(UNITS, found.groups(), strict=True)
            if number
        }
        exact = sum((amounts[unit] * days for unit, days in UNITS if unit in amounts), Fraction())
        is_counted = any(amounts.get(unit) for unit in UNEVEN)
        words = " ".join(_words(unit, number) for unit, number in amounts.items())
        return cls(Fraction(round(exact)) if is_counted else exact, is_counted, words)


def _words(unit: str, number: Fraction) -> str:
    return f"{float(number):g} {unit if number == 1 else unit + 's'}"


def days_cell(days: Fraction) -> str:
    """A number of days as a cell of a frame: whole, or with four decimals at most."""
    if days.denominator == 1:
        return str(days.numerator)
    cell = f"{float(days):.4f}".rstrip("0").rstrip(".")
    return "0" if cell == "-0" else cell
