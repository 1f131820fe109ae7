"""Slugs of names, and short forms of values, in which a long choice still fits into an address.

Both are made from a value alone, so that they mean the same one in every dataset and for ever, or
are not known there.
"""

import re
import unicodedata
from base64 import b32decode, b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

import numpy as np
from numpy.typing import NDArray

SIGN = "."
"""The sign that a short form begins with, and no slug does."""
FINGERPRINT = 5
"""Bytes: of 100,000 values two have the same one in 1 of 200 datasets."""


LONGEST_SLUG = 60
"""Characters of a name's slug."""
LONGEST_READABLE = LONGEST_SLUG - 9
"""Its words have what a fingerprint and its sign leave of them."""
PLAIN = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
"""Names that can be told from their slug."""
NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def _fingerprint(code: str) -> bytes:
    return blake2b(code.encode(), digest_size=FINGERPRINT).digest()


def short_form(code: str) -> str:
    """``.k3f9a2cd`` of a code."""
    return SIGN + b32encode(_fingerprint(code)).decode().lower()


def slug_of(name: str) -> str:
    """The words of a name joined by hyphens; with a fingerprint where they do not tell it whole.

    ``heart failure`` -> ``heart-failure``, ``a-b disease`` -> ``a-b-disease.yk3f9a2c``. A name
    without a Latin letter or digit is its short form.
    """
    if len(name) <= LONGEST_SLUG and PLAIN.fullmatch(name):
        return name.replace(" ", "-")
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    readable = NOT_IN_A_SLUG.sub("-", latin).strip("-")[:LONGEST_READABLE].strip("-")
    return f"{readable}{short_form(name)}"


@dataclass(frozen=True, eq=False)
class ShortForms:
    """The short forms of many codes; 12 bytes a code, as an import may have 100,000.

    Attributes:
        numbers: the fingerprints as numbers, in their order.
        order: the places of their codes.
    """

    codes: Sequence[str]
    numbers: NDArray[np.uint64]
    order: NDArray[np.int32]

    @classmethod
    def of(cls, codes: Sequence[str]) -> Self:
        numbers = (int.from_bytes(_fingerprint(code)) for code in codes)
        found = np.fromiter(numbers, dtype=np.uint64, count=len(codes))
        order = np.argsort(found, kind="stable").astype(np.int32)
        return cls(codes, found[order], order)

    def code_of(self, text: str) -> str | None:
        """The code of a short form; none where no code has it, or several have."""
        number = _number(text)
        if number is None:
            return None
        first, last = (
            int(self.numbers.searchsorted(np.uint64(number), side)) for side in ("left", "right")
        )
        return self.codes[int(self.order[first])] if last - first == 1 else None


def _number(text: str) -> int | None:
    """The fingerprint in a text; none where the text is no short form."""
    try:
        found = b32decode(text.removeprefix(SIGN).upper())
    except ValueError:
        return None
    is_one = text.startswith(SIGN) and len(found) == FINGERPRINT
    return int.from_bytes(found) if is_one else None
