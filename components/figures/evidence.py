"""Evidence has one look in every drawing of a protocol: how well the source states a thing.

Stated: solid. Worked out, such as a day counted from words: lighter, with an outline. Said for
some of the patients: part filled. Not said for whom: hollow. No day: a chip, never on an axis.
Hatching is for none of these.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from components.figures.timeline.events import Event
from components.theme import Palette, ink_on, tint
from data.model.vocabulary import NOT_STATED

LIGHTER = 0.3
"""Share of the colour in the fill of what was worked out."""
PART = 0.5
"""Share of a mark that is filled where it is said for some of the patients."""

STATED, WORKED_OUT = "stated", "worked out"
ALL, SOME, UNKNOWN = "all", "some", "not stated for whom"

FOR_WHOM = {"ALL": ALL, "SOME": SOME, NOT_STATED: UNKNOWN}
"""Code of ``coverage`` -> how much of a mark is filled."""


@dataclass(frozen=True)
class Look:
    """Fill, outline and ink of the words on a mark; colours are ``#rrggbb``.

    Attributes:
        filled: the share of the mark, from its left or its foot, that has the fill; the rest is
            the ground.
    """

    fill: str
    line: str
    ink: str
    filled: float = 1.0


def evidence_of(event: Event) -> str:
    """The evidence for the days of an event, or of one without days for its group."""
    inferred = event.group_certainty == "INFERRED" if event.undated else event.inferred
    return WORKED_OUT if inferred else STATED


def lighter_in_words(events: Iterable[Event]) -> str:
    """The reasons why marks of these events are lighter: ``worked out or read by rule``."""
    found = {event.certainty for event in events if event.inferred}
    by_rule = "read by rule" if "READ_BY_RULE" in found else ""
    others = WORKED_OUT if found - {"READ_BY_RULE"} or not by_rule else ""
    return " or ".join(words for words in (others, by_rule) if words)


def for_whom(event: Event) -> str:
    """For whom the source says that an agent was: all, some, or it does not say."""
    return FOR_WHOM.get(event.coverage, UNKNOWN)


def fill_of(evidence: str, colour: str, palette: Palette) -> Look:
    """The look of a bar or a mark on an axis: solid or lighter."""
    if evidence == STATED:
        return Look(colour, colour, ink_on(colour))
    return Look(tint(colour, palette.background, LIGHTER), colour, palette.text)


def chip_look(evidence: str, whom: str, colour: str, palette: Palette) -> Look:
    """The look of a chip, a segment or a cell: its fill says for whom, its depth how sure."""
    own = fill_of(evidence, colour, palette)
    shares: Mapping[str, float] = {ALL: 1.0, SOME: PART, UNKNOWN: 0.0}
    if whom == ALL:
        return own
    return Look(own.fill, colour, palette.text, shares[whom])
