"""Lists of days as records print them: "1, 8 and 15", "-5 to -3", "7 ± 1"."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

S = r"\s{0,3}"
TOLERANCE = rf"{S}\(?(?:±|\+{S}/{S}-){S}\d{{1,2}}(?:[\s-]?(?:days?|d|weeks?|wks?)\b)?{S}\)?"
AMOUNTS = r"m[lgc]g?|u?g|kg|[mcd]?l|iu|c?gy|[mg]bq|mci|units?|hours?|hrs?|h|mins?|minutes?"
COUNTED = (
    rf"{AMOUNTS}|doses?|fractions?|fx|cycles?|courses?|weeks?|wks?|months?|mos?|years?|yrs?|days?|tablets?|pills?|"
    r"capsules?|vials?|puffs?|times|cells|"
    r"infusions?|injections?|visits?|blocks?|parts?|groups?|arms?|patch(?:es)?|st|nd|rd|th"
)
PERSONS = r"|patients|subjects|participants|people|adults|children"


def _no_count(counted: str) -> str:
    """Regex behind a day: nothing shows that the number before counts something else."""
    gap = r"\x20{0,3}"
    return (
        rf"(?![\dA-Za-z%]|-(?:f|aza|merc|thio|cis|amino)|[.:]\d|,\d{{3}}(?!\d)|(?:{gap}|-)(?:{counted})\b(?!{S}[-+]?\d)|{gap}[x*/]{gap}10|"
        rf"{gap}%|{gap}x\d)"
    )


AM_PM = r"(?:\s?(?:AM|PM|a\.m\.|p\.m\.))?"


def _item(counted: str) -> str:
    """Regex of one day; a minus before it leaves less that it could count."""
    return (
        rf"(?:-{S}\d{{1,3}}{_no_count(AMOUNTS)}|\+{S}\d{{1,3}}{_no_count(COUNTED)}|"
        rf"\d{{1,3}}{_no_count(counted)}){AM_PM}(?:{TOLERANCE})?"
    )


FIRST, NEXT = _item(COUNTED), _item(COUNTED + PERSONS)
"""A day and one more of its list: "Day 1 patients receive", but "day 1, 20 patients"."""
TO = rf"{S}-?{S}\b(?:to|through|thru|until|till)\b{S}|{S}[-~]{S}"
AND = rf"{S},?{S}\b(?:and|or)\b\s{{1,3}}(?:(?:again\s)?on\s)?|{S}[,/&+]{S}"
BY_SPACE = r"\s(?=-\d)"


NOT_BEFORE = r"(?<!(?<![m^])\d[\s-])"
"""Before days or weeks: no number that counts them ("for 5 days"), but "30 mg/m2 days 1-3"."""


def listed(unit: str) -> str:
    """Regex of a list of days behind its unit, which may stand before each of them again."""
    again = rf"(?:\(?(?:the\s)?{unit}\.?{S})?"
    anew = rf"\s{{1,3}}{unit.replace(NOT_BEFORE, '')}\.?{S}"
    return rf"{FIRST}(?:(?:(?:{BY_SPACE}|{TO}|{AND}){again}|{anew}){NEXT}){{0,30}}"


TOKEN = re.compile(
    rf"(?P<around>{TOLERANCE})|(?P<to>\b(?:to|through|thru|until|till)\b|~)|"
    r"(?P<and>[,/&]|\b(?:and|or)\b)|(?P<sign>[-+])|(?P<number>\d+)|(?P<gap>\s+)|(?P<word>[^\W\d]+|.)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Days:
    """One day or one span of days of a list.

    Attributes:
        signed: a sign was printed, or the day is 0: it lies on an axis, not in a cycle.
    """

    first: int
    last: int
    signed: bool
    tolerance: int | None = None


def read_days(printed: str) -> tuple[Days, ...]:
    """The days of a list in its order; none where they do not rise, as it is no list then."""
    found: list[Days] = []
    joint, sign, gap = "and", "", False
    for token in TOKEN.finditer(printed):
        kind, text = str(token.lastgroup), token[0]
        if kind == "word" and not joint:
            joint = "and"
        if kind == "number":
            found = _with_day(found, joint, sign, int(text))
            joint, sign = "", ""
        elif kind == "around" and found:
            within = re.findall(r"\d+", text)
            found[-1] = replace(found[-1], tolerance=int(within[0]))
        elif kind in ("to", "and"):
            joint = kind
        elif kind == "sign" and joint:
            sign = text
        elif kind == "sign":
            by_space = gap and found[-1].last < 0 and printed[token.end()].isdigit()
            joint, sign = ("and", text) if by_space or text == "+" else ("to", "")
        gap = kind == "gap"
    return tuple(found) if _rises(found) else _signed_of_slip(found)


def _with_day(found: list[Days], joint: str, sign: str, number: int) -> list[Days]:
    """The list with a day more: its last one's end, or one of its own."""
    day = -number if sign == "-" else number
    signed = bool(sign) or day == 0
    if joint == "to" and found:
        before = found[-1]
        return [*found[:-1], Days(before.first, day, before.signed or signed)]
    return [*found, Days(day, day, signed)]


def _signed_of_slip(found: list[Days]) -> tuple[Days, ...]:
    """The days with a sign of "5, -4, 3, -2", which lost some: days that count down to a day 0."""
    counts_down = all(abs(one.first) == abs(other.first) + 1 for one, other in pairwise(found))
    points = all(one.first == one.last and one.first != 0 for one in found)
    kept = tuple(one for one in found if one.first < 0)
    return kept if counts_down and points and len(found) > 2 and len(kept) > 1 else ()


def _rises(found: list[Days]) -> bool:
    spans = all(days.first <= days.last for days in found)
    return spans and all(one.last < other.first for one, other in pairwise(found))
