"""Kinds of numbers and of spreads in posted results, in words: old display labels and new codes."""

import re
from collections.abc import Mapping
from types import MappingProxyType

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "MEAN": "Mean",
        "MEDIAN": "Median",
        "LEAST_SQUARES_MEAN": "Least-squares mean",
        "GEOMETRIC_MEAN": "Geometric mean",
        "GEOMETRIC_LEAST_SQUARES_MEAN": "Geometric least-squares mean",
        "LOG_MEAN": "Log mean",
        "NUMBER": "Number",
        "COUNT_OF_PARTICIPANTS": "Number of participants",
        "COUNT_OF_UNITS": "Number of units",
    }
)
"""Code of a parameter -> its words."""
SPREADS: Mapping[str, str] = MappingProxyType(
    {
        "STANDARD_DEVIATION": "SD",
        "STANDARD_ERROR": "SE",
        "STANDARD_ERROR_OF_THE_MEAN": "SE",
        "STANDARD_ERROR_OF_MEAN": "SE",
        "FULL_RANGE": "range",
        "INTER_QUARTILE_RANGE": "IQR",
        "GEOMETRIC_COEFFICIENT_OF_VARIATION": "geometric CV",
        "NA": "",
        "N_A": "",
        "NOT_APPLICABLE": "",
        "NONE": "",
    }
)
"""Code of a kind of spread -> its short form; empty where there is none."""
NO_LETTER = re.compile(r"[^A-Z0-9.]+")
INTERVAL = re.compile(
    r"(?:(?P<before>[0-9]{1,2}(?:\.[0-9]+)?)\s*%?\s*)?(?:confidence\s+interval|CI)"
    r"(?:[_\s]*(?P<after>[0-9]{1,2}(?:\.[0-9]+)?)\s*%?)?",
    re.IGNORECASE | re.ASCII,
)


def param_words(text: str) -> str:
    """The words of a kind of number; text: a code or label as posted, which others stay."""
    return PARAMETERS.get(_code(text), text.strip())


def spread_words(text: str) -> str:
    """The short form of a kind of spread: SD, SE, IQR, range, ``95 % CI``.

    text: a code or label as posted, which others stay. Empty where it says that there is none.
    """
    bare = text.strip()
    found = INTERVAL.fullmatch(bare.replace("_", " "))
    if found:
        percent = found["before"] or found["after"]
        return f"{percent} % CI" if percent else "CI"
    return SPREADS.get(_code(text), bare)


def has_two_ends(text: str) -> bool:
    """Tells that a kind of spread as posted is from one number to another."""
    words = spread_words(text)
    return words in ("range", "IQR") or words.endswith("CI")


def _code(text: str) -> str:
    """``Inter-Quartile Range`` -> ``INTER_QUARTILE_RANGE``."""
    return NO_LETTER.sub("_", text.strip().upper()).strip("_")
