"""Protocols at a glance, upright: a block a protocol, agents as chips that wrap."""

from collections.abc import Sequence

import pandas as pd

from components.elements.markup import Markup, Piece, piece
from components.elements.upright_parts import (
    NO_CLASS,
    NONE,
    agent_part,
    class_key,
    key_item,
    whom_key,
)
from components.figures.evidence import WORKED_OUT, lighter_in_words
from components.figures.glance_layout import day_zero_of
from components.figures.glance_rows import THEN, Mark, Row, RowPart, heads_of, is_empty, rows_of
from components.figures.timeline.events import read_events
from components.theme import Palette


def glance_upright(frame: pd.DataFrame, palette: Palette) -> list[Markup]:
    """The protocols of a frame of ``queries.regimens.glance_events``, in its order."""
    rows = rows_of(read_events(frame))
    heads = heads_of(rows)
    blocks = [_block(row, heads, palette) for row in rows]
    return [*blocks, piece("ul", *_key(rows, palette), className="upright-key")]


def _block(row: Row, heads: Sequence[str], palette: Palette) -> Piece:
    cells: list[Markup] = []
    for head, parts in zip(heads, row.cells, strict=True):
        made = [each for part in parts for each in _part(part, palette)]
        cells += [piece("dt", head), piece("dd", *made)]
    return piece("section", piece("h3", row.label), piece("dl", *cells), className="upright-block")


def _part(part: RowPart, palette: Palette) -> list[Markup]:
    """The chips of one role or arm behind its name, what holds for all of them said once."""
    made: list[Markup] = [piece("span", className="next-line")] if part.opens_line else []
    if part.lead:
        made.append(piece("span", f"{part.lead}:", className="joint"))
    for mark in part.marks:
        chip = _mark(mark, palette)
        joint = piece("span", mark.joint, className="joint")
        made.append(piece("span", joint, chip, className="joined") if mark.joint else chip)
    if part.tail:
        made.append(piece("span", part.tail, className="joint"))
    return made


def _mark(mark: Mark, palette: Palette) -> Piece:
    if mark.is_none:
        return piece("span", NONE, className="none")
    # on a phone the word, which needs no key
    once = " · once" if mark.is_single and not mark.has_days else ""
    look = (mark.evidence, mark.whom)
    return agent_part(mark.event, f"{mark.text}{once}", look, palette)


def _key(rows: Sequence[Row], palette: Palette) -> list[Markup]:
    marks = [mark for row in rows for mark in row.marks]
    events = [event for mark in marks for event in mark.events]
    entries = class_key(events, palette)
    if any(mark.evidence == WORKED_OUT for mark in marks if not mark.is_none):
        why = lighter_in_words(events)
        entries.append(key_item("bar worked", f"Lighter, outlined: {why}", NO_CLASS))
    entries += whom_key(events)
    if any(mark.joint == THEN for mark in marks):
        entries.append(piece("li", f"{THEN} Switched to"))
    if is_empty(rows):
        entries.append(piece("li", "Empty: not mentioned where the protocol is described"))
    return [*entries, piece("li", day_zero_of(rows))]
