"""Parts of the upright versions of protocols: chips, days in words, the key of the looks drawn."""

from collections.abc import Sequence

from components.elements.markup import Markup, Piece, piece
from components.figures.chips import Chip
from components.figures.evidence import ALL, SOME, UNKNOWN, WORKED_OUT, evidence_of, for_whom
from components.figures.timeline.events import Event, days_of, typeset, when
from components.theme import Palette, ink_on, signed

NONE = "none"
"""The word for a printed none."""
WHOM_CLASSES = {ALL: "", SOME: " some", UNKNOWN: " hollow"}


def colours(event: Event, palette: Palette) -> dict[str, str]:
    """The colour of an agent's class; the style makes of it what was worked out."""
    return {"--solid": palette.agent_class[event.agent_class]}


def depth(event: Event) -> str:
    """The class of what was worked out; nothing for what is stated."""
    return " worked" if evidence_of(event) == WORKED_OUT else ""


def chip_part(chip: Chip, palette: Palette) -> Piece:
    look = (evidence_of(chip.event), for_whom(chip.event))
    return agent_part(chip.event, typeset(chip.text), look, palette)


def agent_part(event: Event, text: str, look: tuple[str, str], palette: Palette) -> Piece:
    """An agent by name, filled as the source says for whom, as deep as it says how sure.

    look: how well the source states it, and for whom.
    """
    evidence, whom = look
    style = colours(event, palette)
    style["--on"] = ink_on(style["--solid"])
    deep = " worked" if evidence == WORKED_OUT else ""
    return piece("span", text, className=f"agent{WHOM_CLASSES[whom]}{deep}", style=style)


def chip_parts(chips: Sequence[Chip], palette: Palette) -> list[Markup]:
    """Chips in their order, each behind the word that joins it to the one before."""
    made: list[Markup] = []
    for chip in chips:
        part = chip_part(chip, palette)
        joint = piece("span", chip.joint, className="joint")
        made.append(piece("span", joint, part, className="joined") if chip.joint else part)
    return made


def days_in_words(events: Sequence[Event]) -> str:
    """``days −1 and 0``, ``day −1 to month 3, then from month 4 on``: nothing without a day."""
    points = [event for event in events if event.is_point]
    spans = [_span(event) for event in events if not event.is_point and not event.undated]
    words = [days_of(points)] if points else []
    return ", then ".join(words + list(dict.fromkeys(spans)))


def once(event: Event) -> str:
    """``once`` of a single dose without a day: on a phone the word, which needs no key."""
    return "once" if event.single_dose and event.undated else ""


def _span(event: Event) -> str:
    start = "" if event.start is None else when(event.start)
    if event.end is None:
        return f"from {start}" + (" on" if event.end_kind == "ONGOING" else ", end not stated")
    if event.end_kind == "WEANED":
        taper = f"taper from {when(event.end)}"
        return f"from {start}, {taper}" if start else taper
    return f"{start} to {when(event.end)}" if start else f"until {when(event.end)}"


def class_key(events: Sequence[Event], palette: Palette) -> list[Markup]:
    """The classes of the agents drawn, each with its colour."""
    first: dict[str, Event] = {}
    for event in events:
        if not event.is_none:
            first.setdefault(event.agent_class, event)
    return [
        key_item("bar", signed(code, event.class_label), colours(event, palette))
        for code, event in first.items()
    ]


NO_CLASS = {"--solid": "currentColor"}
"""The colour of a sample that stands for a look and no class."""


def whom_key(events: Sequence[Event]) -> list[Markup]:
    """The fills of chips that are not said to be for all."""
    drawn = {for_whom(event) for event in events if not event.is_none}
    words = {SOME: "Part filled: in some patients", UNKNOWN: "Hollow: not said for whom"}
    return [
        key_item(f"agent{WHOM_CLASSES[whom]}", text, NO_CLASS)
        for whom, text in words.items()
        if whom in drawn
    ]


def key_item(classes: str, words: str, style: dict[str, str]) -> Piece:
    """A sample and its words."""
    return piece("li", piece("i", className=f"sample {classes}", style=style), words)
