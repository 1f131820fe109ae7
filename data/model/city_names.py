"""Names of cities and states in one spelling, under which they are compared, and distances."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
"""Letters that no decomposition takes apart."""

LONG_FORMS: Mapping[str, str] = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""Short words of place names: "St. Louis" is "Saint Louis"."""

EARTH = 6371.0
"""Radius in kilometres."""

APOSTROPHES = re.compile(r"['’ʼ‘`]")
WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """A name without accents, case and punctuation: "VIENNA" and "Vienna" are one name."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    words = WORDS.findall(APOSTROPHES.sub("", plain.translate(LETTERS)))
    return " ".join(LONG_FORMS.get(word, word) for word in words)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way between two points (degrees) along the ground."""
    one, two = radians(lat), radians(other_lat)
    across = sin(radians(other_lon - lon) / 2) ** 2
    half = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * across
    return 2 * EARTH * asin(min(1.0, sqrt(half)))
