"""Agents by cohort: one cell an agent and cohort, its fill says for whom the agent is stated.

The columns are the cohorts in the order of their years, the rows the agents by class, so the
eye follows how the protocols changed. What no source mentions is left empty.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme
from components.figures import evidence
from components.figures.empty import NO_AGENT, empty_figure
from components.figures.evidence import Look, chip_look
from components.figures.text import plain, wrapped
from components.figures.text_width import cut_to, text_width
from components.figures.timeline.key import Key, KeyEntry, lay_out
from components.theme import Figure, Palette, axis, base_layout, signed
from data.queries.agent_matrix import (
    ALL,
    EVENT_SIGN,
    INFERRED,
    NONE,
    NOT_MENTIONED,
    NOT_STATED,
    SOME,
    STATES,
)

NARROWEST = 860
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
ROW = 22
HEAD = 44
RIGHT_MARGIN = 8
TEXT_SIZE = 13
WIDE, TALL = 0.84, 16 / ROW
"""A cell's share of its column and of its row."""
ICON = 14.0
BETWEEN = 4
"""Pixels between the names of two columns."""
HOVER_WIDTH = 60
TWO_NUMBERS = "2/1"
"""The sign, in the key, of a cell in which text and Table 4 give different numbers."""
PAGE = "page=/protocols"
"""The page that a click on a cell opens: its events stand on the page of the protocols."""
CLEAR = "rgba(0,0,0,0)"
NONE_WORDS = "<b>none</b>"

EVIDENCE: Mapping[str, tuple[str, str]] = {
    ALL: (evidence.STATED, evidence.ALL),
    SOME: (evidence.STATED, evidence.SOME),
    NOT_STATED: (evidence.STATED, evidence.UNKNOWN),
    INFERRED: (evidence.WORKED_OUT, evidence.ALL),
}
"""State of a cell with events -> how well its events are stated, and for whom."""
IN_KEY = {
    ALL: "All patients",
    SOME: "Some patients",
    NOT_STATED: "Not said for whom",
    INFERRED: "Inferred",
    TWO_NUMBERS: "Patients by text / Table 4",
    NOT_MENTIONED: "Empty: not mentioned in its description",
}
"""Sign -> its words in the key; a printed none says itself."""


def look_of(state: str, colour: str, palette: Palette) -> Look:
    """The look of a cell with events, by the rule that all drawings of protocols share."""
    return chip_look(*EVIDENCE[state], colour, palette)


def key_words(frame: pd.DataFrame) -> dict[str, str]:
    """The signs that the frame needs, each with its words."""
    held = set(frame["state"])
    if (frame["two_numbers"] != "").any():
        held.add(TWO_NUMBERS)
    return {sign: words for sign, words in IN_KEY.items() if sign in held}


def none_rows(column: pd.DataFrame) -> tuple[int, int] | None:
    """First and last row of a cohort's printed none, of rows that are empty all the way.

    column: the cells of one cohort, in the order of the agents.
    """
    rows = [number for number, state in enumerate(column["state"]) if state == NONE]
    if not rows:
        return None
    last = rows[0]
    while last + 1 < len(column) and column["state"].iloc[last + 1] == NONE:
        last += 1
    return rows[0], last


def matrix(frame: pd.DataFrame, palette: Palette, chosen: tuple[str, str] = ("", "")) -> Figure:
    """The matrix with its key.

    frame: ``queries.agent_matrix.agent_matrix``; chosen: cohort and agent whose events the
    page shows, outlined.
    """
    if frame.empty:
        return empty_figure(NO_AGENT, palette)
    agents = frame.drop_duplicates("agent").reset_index(drop=True)
    cohorts = frame.drop_duplicates("cohort").reset_index(drop=True)
    at_row = {agent: number for number, agent in enumerate(agents["agent"])}
    at_column = {cohort: number for number, cohort in enumerate(cohorts["cohort"])}
    cells = frame.assign(
        y=frame["agent"].map(at_row),
        x=frame["cohort"].map(at_column),
        colour=frame["agent_class"].map(palette.agent_class),
    )
    gutter = _gutter(agents)
    entries = [KeyEntry(sign, words, palette.muted) for sign, words in key_words(frame).items()]
    key = lay_out([("", entries)], NARROWEST - RIGHT_MARGIN)
    layout = _layout(agents, cohorts, key, gutter, palette)
    key_shapes, key_notes = _key(key, gutter, palette)
    none_shapes, none_notes = _nones(cells, palette)
    layout["annotations"] = [
        *_gutter_notes(agents, gutter, palette),
        *_number_notes(cells, palette),
        *none_notes,
        *key_notes,
    ]
    layout["shapes"] = [
        *_rules(agents, gutter, palette),
        *none_shapes,
        *key_shapes,
        *_chosen(cells, chosen, palette),
    ]
    return {
        "data": [
            *_marks(cells, palette),
            _telling_none(cells[cells["state"] == NONE]),
            _answering(cells[cells["events"] != ""]),
        ],
        "layout": layout,
    }


def _gutter(agents: pd.DataFrame) -> int:
    """Pixels for the classes and the codes of the agents."""
    classes = max(text_width(label, TEXT_SIZE) for label in agents["class_label"]) + 14
    codes = max(text_width(code, TEXT_SIZE) for code in _codes(agents))
    return round(classes + codes + 12)


def _codes(agents: pd.DataFrame) -> list[str]:
    """The agents' codes behind the signs of their classes."""
    pairs = zip(agents["agent_class"], agents["agent_code"], strict=True)
    return [signed(agent_class, code) for agent_class, code in pairs]


def _layout(
    agents: pd.DataFrame, cohorts: pd.DataFrame, key: Key, gutter: int, palette: Palette
) -> dict[str, Any]:
    """Rows of ``ROW`` pixels below the cohorts' names; the key above them, in the margin."""
    above = round(HEAD + key.height)
    layout = base_layout(palette, height=ROW * len(agents) + above + 8)
    layout["margin"] = {"l": gutter, "r": RIGHT_MARGIN, "t": above, "b": 8}
    layout |= {"barmode": "overlay", "hovermode": "closest"}
    layout["xaxis"] = axis(
        palette,
        automargin=False,
        side="top",
        range=[-0.5, len(cohorts) - 0.5],
        tickmode="array",
        tickvals=list(range(len(cohorts))),
        ticktext=[
            _head(label, n, (NARROWEST - RIGHT_MARGIN - gutter) / len(cohorts) - BETWEEN)
            for label, n in zip(cohorts["cohort_label"], cohorts["n_words"], strict=True)
        ],
        tickfont={"size": TEXT_SIZE, "color": palette.text},
        tickangle=0,
        ticks="",
        showgrid=False,
        showline=False,
    )
    layout["yaxis"] = axis(
        palette,
        automargin=False,
        range=[len(agents) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(agents))),
        ticktext=[plain(code) for code in _codes(agents)],
        tickfont={"size": TEXT_SIZE, "color": palette.text},
        ticks="",
        ticklabelstandoff=6,
        showgrid=False,
        showline=False,
    )
    return layout


def head_lines(label: str, n: str, sign: str, size: float, width: float) -> tuple[str, str]:
    """``1994–96 IAK``: the years, and the kind with the number of patients below.

    sign: between kind and number; size, width: of the type and of its column, for a long name.
    """
    first, _, rest = label.partition(" ")
    number = f"n = {n}" if n else ""
    joint = sign if rest and number else ""
    rest = cut_to(rest, size, width - text_width(joint + number, size))
    return cut_to(first, size, width, bold=True), f"{rest}{joint}{number}"


def _head(label: str, n: str, width: float) -> str:
    first, below = head_lines(label, n, " · ", TEXT_SIZE, width)
    return f"<b>{plain(first)}</b><br>{plain(below)}"


def _bars(cells: pd.DataFrame, share: float, marker: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """Bars that start at the left side of their cells and fill a share of their width."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [x - WIDE / 2 for x in cells["x"]],
        "x": [WIDE * share] * len(cells),
        "y": cells["y"].tolist(),
        "width": [TALL] * len(cells),
        "marker": marker,
        "hoverinfo": "skip",
        **keys,
    }


def _marks(cells: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    """The cells by state: fills, then outlines; a state that no cell has makes no trace."""
    made = []
    for state in EVIDENCE:
        own = cells[cells["state"] == state]
        if own.empty:
            continue
        looks = [look_of(state, colour, palette) for colour in own["colour"]]
        fills, share = [look.fill for look in looks], looks[0].filled
        line = {"color": [look.line for look in looks], "width": 1.5}
        if 0 < share < 1:
            made.append(_bars(own, share, {"color": fills, "line": {"width": 0}}))
        made.append(_bars(own, 1, {"color": fills if share == 1 else CLEAR, "line": line}))
    unknown = cells[cells["state"] == NOT_STATED]
    if len(unknown):
        made.append(_question_marks(unknown, palette))
    return made


def _question_marks(cells: pd.DataFrame, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": cells["x"].tolist(),
        "y": cells["y"].tolist(),
        "text": ["<b>?</b>"] * len(cells),
        "textposition": "middle center",
        "textfont": {"size": TEXT_SIZE, "color": palette.text},
        "hoverinfo": "skip",
    }


def _telling_none(cells: pd.DataFrame) -> dict[str, Any]:
    """Clear bars over the cells of a printed none, which say where it stands."""
    return _bars(
        cells,
        1,
        {"color": CLEAR, "line": {"width": 0}},
        name="none",
        hoverinfo="all",
        hovertext=[
            f"<b>{plain(row.cohort_label)}</b><br>{STATES[NONE]}<br>"
            + wrapped(f"Where: {row.locators}", HOVER_WIDTH)
            for row in cells.itertuples()
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _answering(cells: pd.DataFrame) -> dict[str, Any]:
    """Clear bars over the cells that answer to the mouse: hover and click."""
    return _bars(
        cells,
        1,
        {"color": CLEAR, "line": {"width": 0}},
        name="cells",
        hoverinfo="all",
        customdata=[
            [f"regimen={row.cohort}", f"agent={row.agent}", PAGE, _hover(row)]
            for row in cells.itertuples()
        ],
        hovertemplate="%{customdata[3]}<extra></extra>",
    )


def _hover(row: Any) -> str:
    """The agent, the cohort, and what each event says of its patients, the locator last."""
    number = f", n = {plain(row.n_words)}" if row.n_words else ""
    lines = [f"<b>{wrapped(row.agent_name, HOVER_WIDTH)}</b>", plain(row.class_label)]
    lines.append(f"{plain(row.cohort_label)}{number}: {plain(row.state_label.lower())}")
    if row.two_numbers:
        lines.append(f"Patients by text and Table 4: {plain(row.two_numbers)}")
    lines += [wrapped(part, HOVER_WIDTH) for part in row.event_states.split(EVENT_SIGN)]
    lines.append(wrapped(f"Where: {row.locators}", HOVER_WIDTH))
    return "<br>".join(lines)


def _note(text: str, y: float, colour: str, **keys: Any) -> dict[str, Any]:
    return theme.note(text, 0, y, colour, TEXT_SIZE, **{"xref": "paper", **keys})


def _number_notes(cells: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    """Both numbers of patients on the right of the cells in which they differ."""
    return [
        theme.note(
            plain(row.two_numbers),
            row.x + WIDE / 4,
            row.y,
            look_of(row.state, row.colour, palette).ink if row.state in EVIDENCE else palette.text,
            TEXT_SIZE,
            xanchor="center",
        )
        for row in cells[cells["two_numbers"] != ""].itertuples()
    ]


def _nones(
    cells: pd.DataFrame, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A frame down the rows of induction of a cohort that has a printed none, and the word."""
    shapes, notes = [], []
    for column, (_, own) in enumerate(cells.groupby("x", sort=True)):
        rows = none_rows(own)
        if rows is None:
            continue
        shapes.append(
            {
                "type": "rect",
                "x0": column - WIDE / 2,
                "x1": column + WIDE / 2,
                "y0": rows[0] - TALL / 2,
                "y1": rows[1] + TALL / 2,
                "line": {"color": palette.muted, "width": 1},
                "layer": "below",
                "fillcolor": palette.background,
            }
        )
        middle = (rows[0] + rows[1]) / 2
        words = f"Induction:<br>{NONE_WORDS}" if rows[0] < rows[1] else NONE_WORDS
        notes.append(
            theme.note(
                words, column, middle, palette.text, TEXT_SIZE, xanchor="center", align="center"
            )
        )
    return shapes, notes


def _class_starts(agents: pd.DataFrame) -> pd.DataFrame:
    return agents[agents["agent_class"] != agents["agent_class"].shift()]


def _gutter_notes(agents: pd.DataFrame, gutter: int, palette: Palette) -> list[dict[str, Any]]:
    """The name of each class beside its first agent."""
    return [
        _note(plain(row.class_label), row.Index, palette.muted, xshift=-gutter)
        for row in _class_starts(agents).itertuples()
    ]


def _rules(agents: pd.DataFrame, gutter: int, palette: Palette) -> list[dict[str, Any]]:
    """A line above each class, over the plot and, in pixels, over the gutter on its left."""
    lines = []
    for height in _class_starts(agents).index:
        line = {
            "type": "line",
            "xref": "paper",
            "yref": "y",
            "y0": height - 0.5,
            "y1": height - 0.5,
            "layer": "below",
            "line": {"color": palette.grid, "width": 1},
        }
        left = {"xsizemode": "pixel", "xanchor": 0, "x0": -gutter, "x1": 0}
        lines += [{**line, "x0": 0, "x1": 1}, {**line, **left}]
    return lines


def _chosen(cells: pd.DataFrame, chosen: tuple[str, str], palette: Palette) -> list[dict[str, Any]]:
    """A frame around the cell whose events the page shows."""
    own = cells[(cells["cohort"] == chosen[0]) & (cells["agent"] == chosen[1])]
    return [
        {
            "type": "rect",
            "x0": row.x - 0.49,
            "x1": row.x + 0.49,
            "y0": row.y - 0.48,
            "y1": row.y + 0.48,
            "line": {"color": palette.text, "width": 2},
        }
        for row in own.itertuples()
    ]


def _key(
    key: Key, gutter: int, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Each sign as in the matrix, in the ink of the key, and its words.

    In pixels from the upper left corner, so that it does not stretch with the matrix.
    """
    shapes, notes = [], []
    for item in key.placed:
        left, foot = item.left - gutter, HEAD + key.height - item.middle
        sign = item.entry.sign
        words = left + ICON + 5
        if sign in EVIDENCE:
            look = look_of(sign, item.entry.colour, palette)
            shapes += _swatch(look, left, foot)
        if sign == NOT_STATED:
            notes.append(_key_note("<b>?</b>", left + 3.5, foot, palette))
        if sign == TWO_NUMBERS:
            notes.append(_key_note(TWO_NUMBERS, left - 6, foot, palette))
        if sign == NOT_MENTIONED:
            words = left
        notes.append(_key_note(item.entry.text, words, foot, palette, name="key"))
    return shapes, notes


def _swatch(look: Look, left: float, middle: float) -> list[dict[str, Any]]:
    """The fill of a sign and its outline."""
    place = {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": 0,
        "yanchor": 1,
        "x0": left,
        "y0": middle - ICON / 2,
        "y1": middle + ICON / 2,
    }
    fill = {**place, "x1": left + ICON * look.filled, "fillcolor": look.fill, "line": {"width": 0}}
    outline = {**place, "x1": left + ICON, "line": {"color": look.line, "width": 1.5}}
    return [fill, outline] if look.filled else [outline]


def _key_note(
    text: str, left: float, middle: float, palette: Palette, **keys: Any
) -> dict[str, Any]:
    return _note(text, 1, palette.text, yref="paper", xshift=left, yshift=middle, **keys)
