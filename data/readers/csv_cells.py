"""Cells of the site's CSV, of all years, taken apart. Pure; what a cell does not say stays open.

Lists are joined with "|" inside a cell. The files before June 2024 write labels
(``Phase 1|Phase 2``, ``Double (Participant, Investigator)``), those since the API's values.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.model import vocabulary as v
from data.readers.codes import code_of

CUT_SHORT = "p"
"""The value that the site's CSV has for every time perspective, retrospective ones too."""

MASKED = re.compile(r"([^(]*)\((.*)\)")
OPEN_LABEL = "open label"
NEXT_INTERVENTION = re.compile(r"\|(?=[A-Za-z][A-Za-z_ ]{2,29}:(?:[ |]|$))")
"""A bar before a type; a bar inside a name is none."""

RESULTS: Mapping[str, str] = {
    "no results available": "NO",
    "no study results posted": "NO",
    "no results posted": "NO",
    "has results": "YES",
    "study has results": "YES",
}
"""Words before June 2024 -> what the site writes since."""

PEOPLE = re.compile(r"([0-9]{1,18})(?:[.,]0{1,2})?")
"""A whole number; pandas writes 33.0 where another row has none, spreadsheets 33,0.

With three digits, 1,000 may be one or a thousand, and is not read.
"""

AGE = r"([0-9]+ [A-Za-z]+)"
BETWEEN = re.compile(rf"{AGE} to {AGE}", re.IGNORECASE)
AT_LEAST = re.compile(rf"{AGE} and (?:older|over)", re.IGNORECASE)
AT_MOST = re.compile(rf"up to {AGE}|{AGE} and (?:younger|under)", re.IGNORECASE)
WITH_GROUPS = re.compile(r"(.*?) ?\(([^()]*)\)")
OLDER_WORDS = {"senior": "Older Adult"}

DOCUMENT = re.compile(r'"?(.*?)"?,\s*(https?://[^\s<>"\']{1,2000})')


def several(cell: str) -> tuple[str, ...]:
    """The entries of a list."""
    return tuple(part for part in cell.split("|") if part.strip())


def design(cell: str) -> dict[str, str]:
    """ "Allocation: NA|Masking: NONE" -> {"Allocation": "NA", "Masking": "NONE"}"""
    pairs = (part.partition(":") for part in cell.split("|"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def masking(text: str) -> tuple[str, tuple[str, ...]]:
    """ "DOUBLE (PARTICIPANT, INVESTIGATOR)" -> the masking and who is masked."""
    match = MASKED.fullmatch(text)
    if not match or match[2].strip().lower() == OPEN_LABEL:
        return text, ()
    names = (name.strip() for name in match[2].split(","))
    return match[1].strip(), tuple(name for name in names if name)


def results(text: str) -> str:
    """YES or NO of the words that say whether there are results; any other text as it is."""
    return RESULTS.get(" ".join(text.lower().split()), text)


def sponsor_and_collaborators(cell: str) -> tuple[str, tuple[str, ...]]:
    """The sponsor stands first in the cell before June 2024; it may stand alone."""
    first, _, others = cell.partition("|")
    return first, several(others)


def sponsor_class(funders: str) -> str:
    """The class of the sponsor; empty where the cell does not say which of its classes that is.

    Before June 2024 a cell names each class of the sponsor and the collaborators once.
    """
    classes = several(funders)
    return classes[0] if len(classes) == 1 else ""


def enrollment(text: str) -> int | None:
    """A number of people; None where the text is none."""
    match = PEOPLE.fullmatch(text.strip())
    return int(match[1]) if match else None


@dataclass(frozen=True)
class Ages:
    """The ages that may take part, as printed; ``groups`` in words (Child, OLDER_ADULT)."""

    minimum: str = ""
    maximum: str = ""
    groups: tuple[str, ...] = ()


def ages(cell: str) -> Ages:
    """ "12 Years to 35 Years (Child, Adult)", "Adult|Senior", "ADULT, OLDER_ADULT" -> ages."""
    text = " ".join(cell.split())
    match = WITH_GROUPS.fullmatch(text)
    limits, names = (match[1], match[2]) if match else (text, text)
    groups = tuple(OLDER_WORDS.get(name.lower(), name) for name in _names(names))
    if between := BETWEEN.fullmatch(limits):
        return Ages(between[1], between[2], groups if match else ())
    if at_least := AT_LEAST.fullmatch(limits):
        return Ages(at_least[1], "", groups if match else ())
    if at_most := AT_MOST.fullmatch(limits):
        return Ages("", at_most[1] or at_most[2], groups if match else ())
    return Ages(groups=groups)


def _names(text: str) -> Iterator[str]:
    return (name.strip() for name in re.split(r"[,|]", text) if name.strip())


def interventions(cell: str) -> tuple[tuple[str, str], ...]:
    """(name, type) of each; a type that is none of the registry's is part of the name."""
    found = []
    for text in NEXT_INTERVENTION.split(cell):
        # A type without a name has no space after its colon.
        kind, colon, name = f"{text} ".partition(": ")
        known = colon and code_of(v.INTERVENTION_TYPE, kind) != v.UNLISTED
        if text.strip():
            found.append((name[:-1], kind) if known else (text, ""))
    return tuple(found)


def documents(cell: str) -> tuple[tuple[str, str], ...]:
    """(label, address) of each posted document; the address is empty where there is none."""
    found = []
    for text in several(cell):
        match = DOCUMENT.fullmatch(text.strip())
        found.append((match[1], match[2]) if match else (text.strip().strip('"'), ""))
    return tuple(found)
