"""Slugs of names of a file, each once."""

import re
import unicodedata
from dataclasses import dataclass, field

LONGEST = 48
NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str, otherwise: str) -> str:
    """The Latin letters and digits of a name joined by hyphens; ``otherwise`` without one."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return NOT_IN_A_SLUG.sub("-", latin).strip("-")[:LONGEST].strip("-") or otherwise


@dataclass
class Slugs:
    """The slugs given so far; a name that makes one again has a number behind it."""

    given: set[str] = field(default_factory=set)

    def unique(self, name: str, prefix: str = "", otherwise: str = "unnamed") -> str:
        first = f"{prefix}{slug(name, otherwise)}"
        found, number = first, 1
        while found in self.given:
            number += 1
            found = f"{first}-{number}"
        self.given.add(found)
        return found
