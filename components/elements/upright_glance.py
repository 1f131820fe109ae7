"""Induction and maintenance at a glance, upright: a block a protocol, agents as chips that wrap."""

from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from components.elements.markup import Markup, Piece, piece
from components.elements.upright_parts import (
    NO_CLASS,
    NONE,
    chip_parts,
    class_key,
    days_in_words,
    depth,
    key_item,
    once,
    whom_key,
)
from components.figures.chips import chips_of
from components.figures.timeline.events import Event, read_events
from components.theme import Palette

PARTS = {
    "Cells and grafts": ("GRAFT", "CELL_INFUSION", "COLLECTION"),
    "Induction": ("INDUCTION", "ANTI_INFLAMMATORY", "CONDITIONING", "MOBILISATION"),
    "Maintenance": ("MAINTENANCE", "ADJUNCT", "BACKGROUND"),
}
"""Heading -> the roles under it, in their order."""
PLAIN_ROLES = ("GRAFT", "CELL_INFUSION", "INDUCTION", "MAINTENANCE")
"""Roles that the heading says."""


def glance_upright(frame: pd.DataFrame, palette: Palette) -> list[Markup]:
    """The protocols of a frame of ``queries.regimens.glance_events``, in its order."""
    events = read_events(frame)
    blocks = [
        _block(list(own), palette) for _, own in groupby(events, key=lambda event: event.regimen)
    ]
    return [*blocks, piece("ul", *_key(events, palette), className="upright-key")]


def _block(events: Sequence[Event], palette: Palette) -> Piece:
    rows: list[Markup] = []
    for heading, roles in PARTS.items():
        own = [event for event in events if event.role in roles]
        own.sort(key=lambda event: roles.index(event.role))
        rows += [piece("dt", heading), piece("dd", *_agents(own, palette))]
    return piece(
        "section",
        piece("h3", events[0].regimen_label),
        piece("dl", *rows),
        className="upright-block",
    )


def _agents(events: Sequence[Event], palette: Palette) -> list[Markup]:
    """The chips of one part, role by role; a printed none is the word."""
    made: list[Markup] = []
    for role, group in groupby(events, key=lambda event: event.role):
        own = list(group)
        agents = _together([event for event in own if not event.is_none])
        if role not in PLAIN_ROLES:
            made.append(piece("span", f"{own[0].role_label}:", className="joint"))
        if any(event.is_none for event in own):
            made.append(piece("span", NONE, className="none"))
        days = {same[0]: days_in_words(same) or once(same[0]) for same in agents}
        made += chip_parts(chips_of(list(days), words=days.__getitem__), palette)
    return made


def _together(events: Sequence[Event]) -> list[list[Event]]:
    """The events of one agent for the same patients, such as its infusions, as one."""
    made: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        key = (event.agent, event.arm_label, event.coverage, str(event.undated), depth(event))
        made.setdefault(key, []).append(event)
    return list(made.values())


def _key(events: Sequence[Event], palette: Palette) -> list[Markup]:
    entries = class_key(events, palette)
    if any(depth(event) for event in events):
        entries.append(key_item("bar worked", "Lighter, outlined: worked out", NO_CLASS))
    return [*entries, *whom_key(events), piece("li", "Empty: not mentioned in the source")]
