"""Chips and segments: agents by name where no axis says when, laid out in rows.

A chip has no day. A segment has days, which stand in its words: it is not to scale.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from components.figures.evidence import SOME, Look, chip_look, evidence_of, for_whom
from components.figures.text_width import text_width
from components.figures.timeline.events import Event, arm_of, patients_in_short, said
from components.theme import Palette, signed

SYMBOLS = {"GRAFT": "diamond", "CELL_INFUSION": "circle"}
DOSE_SYMBOL = "square"
PADDING, MARK_ROOM, APART = 6.0, 14.0, 6.0
"""Pixels at each side of a chip's words, for a mark before them, and between two chips."""
PART_ROOM = 10.0
"""Pixels of the filled part of a chip for some patients; its words stand on the rest."""


@dataclass(frozen=True)
class Chip:
    """One agent with few words.

    Attributes:
        text: the agent's code behind the sign of its class, and words on patients or days.
        joint: a word between the chip before and this one, such as ``or``; empty for none.
    """

    event: Event
    text: str
    joint: str = ""

    @property
    def has_days(self) -> bool:
        """Says whether it is a segment."""
        return not self.event.undated

    @property
    def symbol(self) -> str:
        """Plotly's name of the mark of what was given once; empty for anything else."""
        if not self.event.single_dose:
            return ""
        return SYMBOLS.get(self.event.role, DOSE_SYMBOL)

    def look(self, palette: Palette) -> Look:
        colour = palette.agent_class[self.event.agent_class]
        return chip_look(evidence_of(self.event), for_whom(self.event), colour, palette)

    @property
    def before_words(self) -> float:
        """Pixels from the chip's left end to its words."""
        part = PART_ROOM if for_whom(self.event) == SOME else 0.0
        return PADDING + part + (MARK_ROOM if self.symbol else 0.0)

    def width(self, size: float) -> float:
        """Pixels that the chip takes with words of this size."""
        return self.before_words + text_width(self.text, size) + PADDING

    def joint_width(self, size: float) -> float:
        return text_width(self.joint, size) + APART if self.joint else 0.0


@dataclass(frozen=True)
class PlacedChip:
    """A chip and the left end and row of it; ``joint_left`` is where its joint stands."""

    chip: Chip
    left: float
    row: int
    joint_left: float


def chip_words(event: Event, words: Callable[[Event], str] = lambda event: "") -> str:
    """``▲ MP · with ATG · in 2``; words: more on the event, such as its days."""
    details = (words(event), arm_of(event), patients_in_short(event))
    name = signed(event.agent_class, event.agent_code)
    return " · ".join(text for text in (name, *details) if text)


def chips_of(
    events: Sequence[Event],
    beside: Iterable[Event] = (),
    words: Callable[[Event], str] = lambda event: "",
) -> list[Chip]:
    """The events of one role as chips in their order; alternatives are joined by ``or``.

    beside: events of the role that are drawn elsewhere, as an alternative may be.
    """
    drawn = [event.agent_code for event in beside]
    made: list[Chip] = []
    for event in _alternatives_together(events):
        others = _alternatives_of(event)
        before = made[-1].event if made else None
        follows = before is not None and before.agent_code in others
        joint = "or" if follows or any(code in drawn for code in others) else ""
        made.append(Chip(event, chip_words(event, words), joint))
    return made


def _alternatives_of(event: Event) -> list[str]:
    """The codes of the agents of which this one may stand in the place."""
    codes = (code.strip() for code in said(event.alternative_to).split(","))
    return [code for code in codes if code]


def _alternatives_together(events: Sequence[Event]) -> list[Event]:
    """The events in their order, an alternative right behind what it may stand for."""
    left, made = list(events), []
    while left:
        event = left.pop(0)
        made.append(event)
        partner = next((e for e in left if event.agent_code in _alternatives_of(e)), None)
        if partner is not None:
            left.remove(partner)
            left.insert(0, partner)
    return made


def flow(chips: Sequence[Chip], width: float, size: float) -> list[PlacedChip]:
    """The chips from left to right in as many rows as a width needs; a joint goes along."""
    placed: list[PlacedChip] = []
    left, row = 0.0, 0
    for chip in chips:
        joint, own = chip.joint_width(size), chip.width(size)
        if left and left + joint + own > width:
            left, row = 0.0, row + 1
        placed.append(PlacedChip(chip, left + joint, row, left))
        left += joint + own + APART
    return placed
