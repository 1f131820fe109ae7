"""A number with what is counted."""


def amount(number: int, thing: str, things: str = "") -> str:
    """``1 trial``, ``2 trials``; ``things``: more than one, where it is not made by an *s*."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
