"""A number with what is counted, and things in a row."""

from collections.abc import Sequence


def amount(number: int, thing: str, things: str = "") -> str:
    """``1 trial``, ``2 trials``; ``things``: more than one, where it is not made by an *s*."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))
