"""Raw differences of two posted percentages, second minus first; nothing else is worked out."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

import pandas as pd

from data.model.posted_numbers import posted_number

OF_PEOPLE = re.compile(
    r"(?:per ?cent(?:age)?|%)(?: \(?%\)?)?"
    r"(?:| (?:of )?(?:the )?(?:partici?pants?|patients?|subjects?|people|persons?|population"
    r"|individuals?|children|adults|infants|wom[ae]n|m[ae]n)\b.*)",
    re.DOTALL,
)
"""Units that are a percentage of people, or a percentage of which no more is said."""
NUMBER = "Number"
"""The kind of value, in words, that a percentage has; means and medians are continuous."""
MOST_DIGITS = 4
POINTS = "percentage points"
OF_POSTED = (
    "Raw difference of the two posted percentages, second minus first; no interval, no adjustment."
)
OF_COUNTS = (
    "Raw difference of the percentages of the two posted counts, second minus first; "
    "no interval, no adjustment."
)
MORE_GROUPS = (
    "No raw difference of percentages is worked out, as more than two groups have one: the record "
    "does not say which to take from which."
)
OUT_OF_BOUNDS = "No raw difference is worked out of a percentage below 0 or above 100."
OutcomeValue = dict[str, Any]


def is_percentage(units: str, param: str) -> bool:
    """Tells that a posted number is a percentage of people; param: the kind of value in words."""
    bare = " ".join(units.casefold().split())
    return param == NUMBER and OF_PEOPLE.fullmatch(bare) is not None


def share_of(row: Mapping[str, Any]) -> tuple[Fraction, int] | None:
    """The percentage of a value, exact, and the decimal places to show; none where it is none.

    row: of ``posted_outcome.value_rows``.
    """
    if row["percent"] is not None:
        count, whole = posted_number(str(row["value"])), posted_number(str(row["analysed"]))
        return (Fraction(100 * int(count), int(whole)), 1) if count is not None and whole else None
    if row["number"] is None or not is_percentage(str(row["units"]), str(row["param"])):
        return None
    digits = len(str(row["value"]).strip().partition(".")[2])
    return Fraction(str(row["number"])), min(digits, MOST_DIGITS)


def add_differences(rows: list[OutcomeValue]) -> None:
    """Write difference and difference_words into rows of one measure, at its second group.

    Only where exactly two groups of the measure have a percentage, so that nothing is chosen.
    """
    found = {id(row): share for row in rows if (share := share_of(row))}
    groups = sorted({row["group_number"] for row in rows if id(row) in found})
    firsts = {row["row_number"]: row for row in rows if row["group_number"] in groups[:1]}
    for row in rows:
        row |= {"difference": None, "difference_words": ""}
        first = firsts.get(row["row_number"])
        if len(groups) != 2 or row["group_number"] != groups[1] or first is None:
            continue
        pair = found.get(id(first)), found.get(id(row))
        if pair[0] and pair[1] and all(0 <= each[0] <= 100 for each in pair if each):
            digits = max(pair[0][1], pair[1][1])
            difference = _rounded(pair[1][0] - pair[0][0], digits)
            row["difference"] = difference
            row["difference_words"] = f"{_signed(difference, digits)} {POINTS}"


def _rounded(value: Fraction, digits: int) -> float:
    """Half a unit of the last place goes away from 0, as readers round."""
    size = floor(abs(value) * 10**digits + Fraction(1, 2))
    return (size if value >= 0 else -size) / 10**digits


def _signed(value: float, digits: int) -> str:
    words = f"{abs(value):.{digits}f}"
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{words}"


def raw_words(frame: pd.DataFrame) -> str:
    """Say how the differences came about; frame: ``posted_outcome.outcome_by_arm``."""
    of_counts = frame.loc[frame["difference"].notna(), "percent"].notna()
    return OF_COUNTS if of_counts.any() else OF_POSTED


def two_groups(frame: pd.DataFrame) -> tuple[str, str]:
    """Titles of the first and of the second group; frame: with a difference."""
    second = frame[frame["difference"].notna()].iloc[0]
    shares = _with_shares(frame.to_dict("records"))
    first = next(row for row in shares if row["group_number"] != second["group_number"])
    return str(first["group"]), str(second["group"])


def _with_shares(rows: Iterable[Mapping[Any, Any]]) -> list[Mapping[Any, Any]]:
    plain = ({**row, **_without_nan(row)} for row in rows)
    return [row for row in plain if share_of(row)]


def _without_nan(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: None if pd.isna(row[name]) else row[name] for name in ("percent", "number")}


def why_no_difference(frame: pd.DataFrame) -> str:
    """Say why percentages have no difference, in a sentence; empty where they have, or are none."""
    shares = _with_shares(frame.to_dict("records"))
    if len({row["group_number"] for row in shares}) > 2:
        return MORE_GROUPS
    found = [share for row in shares if (share := share_of(row))]
    outside = any(not 0 <= value <= 100 for value, _ in found)
    two = len({row["group_number"] for row in shares}) == 2
    return OUT_OF_BOUNDS if two and outside else ""
