"""Numbers of posted results, which a record holds as texts."""

import re

NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})?(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?"
)
MINUS = "−–"
"""Signs that stand for a minus."""
LONGEST = 60


def posted_number(text: str) -> float | None:
    """The number that a text is; none where it is more, less or something else than a number.

    "1,234" is 1234, "-0.5" a number, ".5", too; "NA", "<0.001" and "12 (3 to 40)" are none.
    """
    bare = text.strip()
    if len(bare) > LONGEST or not any(sign.isdigit() for sign in bare):
        return None
    if bare[0] in MINUS:
        bare = f"-{bare[1:]}"
    if not bare.isascii() or not NUMBER.fullmatch(bare) or bare.lstrip("+-")[0] in "eE":
        return None
    return float(bare.replace(",", ""))
