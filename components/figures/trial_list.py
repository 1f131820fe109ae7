"""The list of trials as a figure: as many rows as have room, for a picture and a full screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.empty import NO_TRIAL
from components.figures.text import LINE_BREAK, plain
from components.figures.text_width import lines_of, shortened_to
from components.theme import Palette, axis, base_layout, note
from data.link.trial_fields import HEADINGS
from data.model.amounts import amount

COLUMNS: dict[str, float] = {
    "nct_id": 0.9,
    "title": 3.0,
    "status": 1.1,
    "condition": 1.3,
    "phase": 0.7,
    "cell_product": 1.2,
    "enrollment": 0.8,
    "countries": 1.1,
}
"""Columns that a list on a picture or slide has, of those that the dataset has, and how wide each
is beside the others."""
MOST_LINES = 2
NARROWEST = 1180
WIDTH, ROW, HEAD, FOOT = 1180.0, 40.0, 30.0, 26.0
MOST_ROWS = 12
TYPE = 13
GAP = 10.0


@dataclass(frozen=True)
class ListColumn:
    """A column of the list: its field, where it begins and how wide it is."""

    field: str
    left: float
    width: float

    @property
    def heading(self) -> str:
        return HEADINGS[self.field]


def columns_in(frame: pd.DataFrame, width: float) -> tuple[ListColumn, ...]:
    """The columns of a list that is so wide."""
    present = {name: share for name, share in COLUMNS.items() if name in frame}
    left, found = 0.0, []
    for name, share in present.items():
        own = width * share / sum(present.values())
        found.append(ListColumn(name, left, own))
        left += own
    return tuple(found)


def trial_list(
    frame: pd.DataFrame, palette: Palette, width: float = WIDTH, height: float | None = None
) -> dict[str, Any]:
    """frame: ``queries.trial_table.trial_list``; height: none for as much as it needs."""
    rows = min(len(frame), MOST_ROWS)
    needed = HEAD + rows * ROW + FOOT
    room = needed if height is None else max(height, HEAD + ROW + FOOT)
    rows = min(len(frame), int((room - HEAD - FOOT) // ROW))
    columns = columns_in(frame, width)
    layout = base_layout(palette, height=round(room if height is None else min(room, needed)))
    layout["margin"] = dict.fromkeys("lrtb", 0)
    layout["xaxis"] = axis(palette, visible=False, range=[0, width], automargin=False)
    layout["yaxis"] = axis(palette, visible=False, range=[layout["height"], 0], automargin=False)
    layout["annotations"] = [
        *_line([column.heading for column in columns], columns, HEAD / 2, palette.muted),
        *(
            words
            for number, row in enumerate(frame.head(rows).to_dict("records"))
            for words in _line(
                [row[column.field] for column in columns],
                columns,
                HEAD + (number + 0.5) * ROW,
                palette.text,
            )
        ),
        *_rest(_listed(frame) - rows, HEAD + rows * ROW + FOOT / 2, palette),
    ]
    layout["shapes"] = [
        {
            "type": "line",
            "x0": 0,
            "x1": width,
            "y0": HEAD + number * ROW,
            "y1": HEAD + number * ROW,
            "line": {"color": palette.border, "width": 1},
        }
        for number in range(rows + 1)
    ]
    return {"data": [{"type": "scatter", "x": [], "y": []}], "layout": layout}


def _line(
    texts: Sequence[object], columns: Sequence[ListColumn], y: float, colour: str
) -> list[dict[str, Any]]:
    return [
        note(
            _cell(str(text), column.width - GAP),
            column.left,
            y,
            colour,
            TYPE,
        )
        for text, column in zip(texts, columns, strict=True)
    ]


def _cell(text: str, width: float) -> str:
    short = shortened_to(text, TYPE, width, MOST_LINES)
    return LINE_BREAK.join(map(plain, lines_of(short, TYPE, width)))


def _rest(number: int, y: float, palette: Palette) -> list[dict[str, Any]]:
    """Notes how many trials are not drawn; nothing where all are."""
    return (
        [note(f"and {amount(number, 'more trial')}", 0, y, palette.muted, TYPE)] if number else []
    )


def _listed(frame: pd.DataFrame) -> int:
    return int(frame["trials_listed"].iloc[0]) if len(frame) else 0


def in_words(frame: pd.DataFrame) -> str:
    """Tells how many trials are listed, and names the first of them."""
    if frame.empty:
        return NO_TRIAL
    first = [f"{row['nct_id']}: {row['title']}" for row in frame.head(3).to_dict("records")]
    more = f" The first: {'; '.join(first)}." if _listed(frame) > len(first) else ""
    return f"{amount(_listed(frame), 'trial')}.{more or ' ' + '; '.join(first) + '.'}"


def left_out(frame: pd.DataFrame) -> str:
    """``Listed here are the first 100 of 5,000 trials.``; empty where all are."""
    if _listed(frame) <= len(frame):
        return ""
    return f"Listed here are the first {len(frame):,} of {_listed(frame):,} trials."
