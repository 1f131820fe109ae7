"""Graft function on a phone, upright: each lane's name above its bar, its words below it.

The first year takes two thirds of the width and the years after it one, as on the wide drawing;
all widths are per cent, so that nothing scrolls sideways.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from components.elements.markup import Markup, Piece, piece
from components.figures.empty import NO_FUNCTION
from components.figures.evidence import STATED, WORKED_OUT, fill_of
from components.figures.graft_rows import (
    FROM_ISLETS,
    SECTIONS,
    Function,
    end_words,
    functions_of,
    lane_name,
)
from components.figures.swimmer import (
    LAST_DAY,
    LOST,
    NEVER,
    ON,
    OPEN,
    SCALE_WORDS,
    SPLIT,
    WEANED,
    YEAR,
    GraftLane,
    key_entries,
    last_day,
    signs_of,
    slate_of,
)
from components.theme import Palette
from data.queries.outcomes import NO_MASS

FIRST_YEAR = 66.0
"""Per cent of the width."""
SIGNS = {LOST: "lost", NEVER: "never", OPEN: "open", ON: "on", WEANED: "weaned"}
"""Symbols of the drawing -> their classes in the style; the words below a bar say each."""
TICKS = ((0, "0"), (91.3, "3"), (182.6, "6"), (273.9, "9"), (SPLIT, "12"))
"""Those of the first year."""
KEY_SENTENCES = {
    "until": "Light: until some day before.",
    "up to": "Fading: up to this long.",
    WEANED: "▼ Weaning begins, by protocol.",
    "± as printed": "├┤ ± as printed, not defined in the source.",
}


def share_of(day: float, last: float = LAST_DAY) -> float:
    """Per cent of the width at which a day stands; last: the day at its right edge."""
    if day <= SPLIT:
        return max(day, 0.0) / SPLIT * FIRST_YEAR
    later = (min(day, last) - SPLIT) / (last - SPLIT)
    return FIRST_YEAR + later * (100 - FIRST_YEAR)


def grafts_upright(frame: pd.DataFrame, palette: Palette) -> list[Markup]:
    """frame: columns of ``queries.outcomes.graft_function``."""
    if frame.empty:
        return [piece("p", NO_FUNCTION, className="graft-none")]
    rows = functions_of(frame)
    parts: list[Markup] = [_key(rows)]
    last = last_day(rows)
    for zero, title in SECTIONS.items():
        own = [row for row in rows if row.day_zero == zero]
        if not own:
            continue
        if title:
            parts.append(piece("p", title, className="graft-section"))
        parts.append(_scale(zero, last))
        for cohort in dict.fromkeys(row.cohort for row in own):
            parts.append(piece("h3", cohort, className="graft-cohort"))
            lanes = (_lane(row, last, palette) for row in own if row.cohort == cohort)
            parts.append(piece("ul", *lanes, className="graft-lanes"))
    return [piece("div", *parts, className="grafts-upright")]


def _lanes_of(rows: Iterable[Function]) -> list[GraftLane]:
    """Lanes without a place, for what is said of signs."""
    return [GraftLane(row, 0, 0, ()) for row in rows]


def _key(rows: Sequence[Function]) -> Piece:
    words = " ".join(KEY_SENTENCES[sign] for sign in key_entries(_lanes_of(rows)))
    return piece("p", words, className="graft-key")


def _at(day: float, last: float) -> dict[str, str]:
    return {"left": f"{share_of(day, last):.2f}%"}


def _scale(zero: str, last: float) -> Piece:
    """Months of the first year, then years; it stays on top while its lanes scroll by."""
    years = int(last / YEAR)
    later = ((years * YEAR, f"{years} years"),) if zero == FROM_ISLETS else ()
    ticks = [
        piece("span", text, style=_at(day, last), className="graft-tick")
        for day, text in (*TICKS, *later)
    ]
    words = piece("span", SCALE_WORDS[zero], className="graft-unit")
    return piece(
        "div", words, piece("div", *ticks, className="graft-ticks"), className="graft-scale"
    )


def _lane(row: Function, last: float, palette: Palette) -> Piece:
    mass = row.day_zero == FROM_ISLETS
    words = f"islet mass {row.mass}" if mass and row.mass != NO_MASS else "islet mass not stated"
    name = lane_name(row)
    return piece(
        "li",
        piece(
            "div",
            piece("span", name[:1].upper() + name[1:], className="graft-name"),
            piece("span", words, className="graft-mass") if mass else None,
            className="graft-head",
        ),
        piece("div", *_track(row, last, palette), className="graft-track"),
        piece("div", end_words(row), className="graft-words"),
        className="graft-lane",
    )


def _track(row: Function, last: float, palette: Palette) -> list[Markup]:
    """The bar, its ± and its signs on the track of one lane."""
    parts: list[Markup] = []
    if row.days is not None:
        parts.append(piece("span", className="graft-bar", style=_bar_look(row, last, palette)))
        if row.spread is not None:
            left, right = (share_of(row.days + side * row.spread, last) for side in (-1, 1))
            place = {"left": f"{left:.2f}%", "width": f"{right - left:.2f}%"}
            parts.append(piece("span", className="graft-spread", style=place))
    (lane,) = _lanes_of([row])
    for sign in signs_of(lane):
        kind = f"graft-sign graft-{SIGNS[sign.symbol]}"
        parts.append(
            piece("span", className=kind, style=_at(sign.day, last), **{"aria-hidden": "true"})
        )
    return parts


def _bar_look(row: Function, last: float, palette: Palette) -> dict[str, str]:
    width = {"width": f"{share_of(row.days or 0.0, last):.2f}%"}
    slate = slate_of(palette)
    if row.fades:
        fade = f"linear-gradient(to right, {slate}, {slate}10)"
        return width | {"background": fade}
    look = fill_of(WORKED_OUT if row.qualifier == "BY" else STATED, slate, palette)
    return width | {"background": look.fill, "border": f"1px solid {look.line}"}
