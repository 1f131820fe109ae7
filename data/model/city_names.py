"""Names of cities and states in one spelling, under which they are compared, and distances."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data.model.regions import Degrees

Point = tuple[float, float]
"""Degrees north and east."""
Kilometres = NDArray[np.float64]

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


def kilometres(points: Sequence[Point] | Degrees, other: Point) -> Kilometres:
    """The way along the ground from each of the points, degrees north and east, to another."""
    north, east = np.radians(np.reshape(points, (-1, 2))).T
    own_north, own_east = np.radians(other)
    across = np.sin((east - own_east) / 2) ** 2
    half = np.sin((north - own_north) / 2) ** 2 + np.cos(north) * np.cos(own_north) * across
    ways: Kilometres = 2 * EARTH * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return ways
