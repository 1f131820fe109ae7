"""Names of conditions as they are filtered and counted: spelling that says nothing does not count.

Case, white space and punctuation do not tell two conditions apart, nor does a space between a
letter and a digit: "COVID-19", "Covid 19" and "covid19" are one. What says something stays: the
signs of "HER2+" and "HER2-", accents, and the order of words.
"""

import re
import unicodedata
from functools import lru_cache

NAMES_KEPT = 50_000
APOSTROPHES = re.compile("['’‘ʼ`´]")
MINUS = re.compile(r"(?<=[^\W_])[-−](?=\s|[/,;)\]]|$)")
"""A hyphen that nothing follows: a sign, as in "HER2- breast cancer"."""
MINUS_SIGN = "−"
BETWEEN = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""A place where a letter and a digit stand side by side."""


@lru_cache(maxsize=NAMES_KEPT)
def condition_key(printed: str) -> str:
    """The name by which a condition is filtered; empty where nothing is printed."""
    text = " ".join(printed.split()).lower()
    signed = MINUS.sub(MINUS_SIGN, APOSTROPHES.sub("", text))
    bare = "".join(sign if _says_something(sign) else " " for sign in signed)
    return " ".join(BETWEEN.sub(" ", bare).split()) or text


def _says_something(sign: str) -> bool:
    """Letters, digits, marks on letters, and signs such as plus: not spaces and punctuation."""
    return sign.isalnum() or unicodedata.category(sign)[0] in "MS"
