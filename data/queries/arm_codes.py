"""The code of an arm of a record among the protocols: ``nct04150913.arm-2``."""

import re

LEFT_WORDS = "words-not-placed"
"""The agent of words that no rule could place: they are no treatment."""
OF_THE_ARM = "the patients of this arm"
"""The patients of every event of an arm."""
CODE = re.compile(r"(?P<trial>[^~]+)\.arm-(?P<position>[1-9]\d{0,5})")


def arm_code(nct_id: str, position: int) -> str:
    """The code of a trial's arm; position: its place in the record's list, from 1."""
    return f"{nct_id.lower()}.arm-{position}"


def arm_of(code: str) -> tuple[str, int] | None:
    """The trial's number in lower case and the arm's place; none where a code is of no arm."""
    found = CODE.fullmatch(code)
    return (found["trial"], int(found["position"])) if found else None
