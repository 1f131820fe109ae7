"""Agents by cohort: one cell an agent and cohort, its shape says for whom the agent is stated.

The columns are the cohorts in the order of their years, the rows the agents by class, so the
eye follows how the protocols changed.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components import theme
from components.figures.empty import NO_AGENT, empty_figure
from components.figures.text import plain, wrapped
from components.figures.text_width import text_width
from components.figures.timeline.key import Key, KeyEntry, lay_out
from components.figures.timeline.marks import INFERRED as INFERRED_LOOK
from components.figures.timeline.marks import STATED as STATED_LOOK
from components.figures.timeline.marks import bar_look
from components.theme import Figure, Palette, axis, base_layout, hatch
from data.queries.agent_matrix import ALL, EVENT_SIGN, INFERRED, NOT_STATED, NOT_USED, SOME, STATES

NARROWEST = 860
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
ROW = 28
HEAD = 66
RIGHT_MARGIN = 8
TEXT_SIZE, HEAD_SIZE = 13, 14
WIDE, TALL = 0.84, 20 / ROW
"""A cell's share of its column and of its row."""
ICON = 14.0
HOVER_WIDTH = 60
TWO_NUMBERS = "2/1"
"""The sign, in the key, of a cell in which text and Table 4 give different numbers."""
PAGE = "page=/protocols"
"""The page that a click on a cell opens: its events stand on the page of the protocols."""


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
    classes = max(text_width(label, TEXT_SIZE) for label in agents["class_label"]) + 14
    codes = max(text_width(code, HEAD_SIZE) for code in agents["agent_code"])
    gutter = round(classes + codes + 12)
    plot = NARROWEST - gutter - RIGHT_MARGIN
    states = [state for state in STATES if (frame["state"] == state).any()]
    entries = [KeyEntry(s, STATES[s], palette.muted) for s in states]
    if (frame["two_numbers"] != "").any():
        entries.append(KeyEntry(TWO_NUMBERS, "Patients by the text / by Table 4", palette.muted))
    key = lay_out([("Agent in a cohort", entries)], plot)
    layout = _layout(agents, cohorts, key, gutter, plot, palette)
    layout["annotations"] = [
        *_gutter_notes(agents, gutter, palette),
        *_number_chips(cells, palette),
        *(
            _note(title, middle, palette.muted, yref="y2", xshift=-gutter)
            for title, middle in key.titles
        ),
    ]
    layout["shapes"] = [*_rules(agents, gutter, palette), *_chosen(cells, chosen, palette)]
    return {
        "data": [
            *_marks(cells, palette),
            *_key_traces(key, palette),
            _answering(cells[cells["state"] != NOT_USED]),
        ],
        "layout": layout,
    }


def _layout(
    agents: pd.DataFrame,
    cohorts: pd.DataFrame,
    key: Key,
    gutter: int,
    plot: float,
    palette: Palette,
) -> dict[str, Any]:
    """Rows of ``ROW`` pixels below the cohorts' names; the key above, on axes of its own."""
    body = ROW * len(agents)
    inner = body + HEAD + key.height
    layout = base_layout(palette, height=round(inner) + 8)
    layout["margin"] = {"l": gutter, "r": RIGHT_MARGIN, "t": 4, "b": 4}
    layout |= {"barmode": "overlay", "hovermode": "closest"}
    layout["xaxis"] = axis(
        palette,
        automargin=False,
        side="top",
        range=[-0.5, len(cohorts) - 0.5],
        domain=[0, 1],
        tickmode="array",
        tickvals=list(range(len(cohorts))),
        ticktext=[
            _head(label, n)
            for label, n in zip(cohorts["cohort_label"], cohorts["n_words"], strict=True)
        ],
        tickfont={"size": HEAD_SIZE, "color": palette.text},
        tickangle=0,
        ticks="",
        showgrid=False,
        showline=False,
    )
    layout["yaxis"] = axis(
        palette,
        automargin=False,
        range=[len(agents) - 0.5, -0.5],
        domain=[0, body / inner],
        tickmode="array",
        tickvals=list(range(len(agents))),
        ticktext=[plain(code) for code in agents["agent_code"]],
        tickfont={"size": HEAD_SIZE, "color": palette.text},
        ticks="",
        ticklabelstandoff=6,
        showgrid=False,
        showline=False,
    )
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    layout["xaxis2"] = axis(palette, **hidden, range=[0, plot], domain=[0, 1], anchor="y2")
    layout["yaxis2"] = axis(
        palette,
        **hidden,
        range=[key.height, 0],
        domain=[(body + HEAD) / inner, 1],
        anchor="x2",
    )
    return layout


def _head(label: str, n: str) -> str:
    """``1994–96 IAK`` in two lines, and the number of patients in a third."""
    years, _, kind = label.partition(" ")
    return f"<b>{plain(years)}</b><br>{plain(kind)}<br>n = {plain(n)}"


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


def _half(colours: object) -> dict[str, Any]:
    return {"color": colours, "line": {"width": 0}}


def _hollow(colours: object) -> dict[str, Any]:
    return {"color": "rgba(0,0,0,0)", "line": {"color": colours, "width": 1.5}}


def _unknown(palette: Palette) -> dict[str, Any]:
    return {
        "color": palette.not_stated,
        "line": {"color": palette.not_stated_hatch, "width": 1},
        "pattern": hatch(palette) | {"shape": "/"},
    }


def _marks(cells: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    """The cells by state; a state that no cell has makes no trace."""
    made = []
    for colour, own in cells.groupby("colour", sort=False):
        full, inferred = own[own["state"] == ALL], own[own["state"] == INFERRED]
        if len(full):
            made.append(_bars(full, 1, bar_look(STATED_LOOK, str(colour), palette)))
        if len(inferred):
            made.append(_bars(inferred, 1, bar_look(INFERRED_LOOK, str(colour), palette)))
    some = cells[cells["state"] == SOME]
    if len(some):
        colours = some["colour"].tolist()
        made += [_bars(some, 0.5, _half(colours)), _bars(some, 1, _hollow(colours))]
    unknown = cells[cells["state"] == NOT_STATED]
    if len(unknown):
        made.append(_bars(unknown, 1, _unknown(palette)))
        made.append(_question_marks(unknown["x"].tolist(), unknown["y"].tolist(), palette))
    unused = cells[cells["state"] == NOT_USED]
    if len(unused):
        made.append(_dots(unused["x"].tolist(), unused["y"].tolist(), palette))
    return made


def _question_marks(
    x: Sequence[float], y: Sequence[float], palette: Palette, **keys: Any
) -> dict[str, Any]:
    """On a disc of the ground, so that the hatching does not cross the sign."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(x),
        "y": list(y),
        "text": ["<b>?</b>"] * len(x),
        "textposition": "middle center",
        "textfont": {"size": HEAD_SIZE, "color": palette.text},
        "marker": {"symbol": "circle", "size": 17, "color": palette.background},
        "hoverinfo": "skip",
        **keys,
    }


def _sign_text(
    text: str, x: Sequence[float], y: Sequence[float], palette: Palette, **keys: Any
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(y),
        "text": [text] * len(x),
        "textposition": "middle center",
        "textfont": {"size": TEXT_SIZE, "color": palette.text},
        "hoverinfo": "skip",
        **keys,
    }


def _dots(x: Sequence[float], y: Sequence[float], palette: Palette, **keys: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "marker": {"symbol": "circle", "size": 4, "color": palette.not_stated_hatch},
        "hoverinfo": "skip",
        **keys,
    }


def _answering(cells: pd.DataFrame) -> dict[str, Any]:
    """Clear bars over the cells that answer to the mouse: hover and click."""
    return _bars(
        cells,
        1,
        {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
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
    lines = [f"<b>{wrapped(row.agent_name, HOVER_WIDTH)}</b>", plain(row.class_label)]
    lines.append(
        f"{plain(row.cohort_label)}, n = {plain(row.n_words)}: {plain(row.state_label.lower())}"
    )
    if row.two_numbers:
        lines.append(f"Patients by text and Table 4: {plain(row.two_numbers)}")
    lines += [wrapped(part, HOVER_WIDTH) for part in row.event_states.split(EVENT_SIGN)]
    lines.append(wrapped(f"Where: {row.locators}", HOVER_WIDTH))
    return "<br>".join(lines)


def _note(text: str, y: float, colour: str, **keys: Any) -> dict[str, Any]:
    return theme.note(text, 0, y, colour, TEXT_SIZE, **{"xref": "paper", **keys})


def _number_chips(cells: pd.DataFrame, palette: Palette) -> list[dict[str, Any]]:
    """Both numbers of patients on the right of the cells in which they differ."""
    return [
        theme.note(
            plain(row.two_numbers),
            row.x + WIDE / 4,
            row.y,
            palette.text,
            TEXT_SIZE,
            xanchor="center",
            bgcolor=palette.background,
            borderpad=0,
        )
        for row in cells[cells["two_numbers"] != ""].itertuples()
    ]


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


def _key_traces(key: Key, palette: Palette) -> list[dict[str, Any]]:
    """Each sign as in the matrix, in the ink of the key, and its words."""
    on_key: dict[str, Any] = {"xaxis": "x2", "yaxis": "y2"}
    made = []
    for item in key.placed:
        place = pd.DataFrame({"x": [0.0], "y": [item.middle]})

        def bar(
            share: float,
            marker: dict[str, Any],
            place: pd.DataFrame = place,
            left: float = item.left,
        ) -> dict[str, Any]:
            size = {"base": [left], "x": [ICON * share], "width": [ICON]}
            return _bars(place, 1, marker, **on_key, **size)

        ink, middle = item.entry.colour, ([item.left + ICON / 2], [item.middle])
        if item.entry.sign == ALL:
            made.append(bar(1, bar_look(STATED_LOOK, ink, palette)))
        elif item.entry.sign == SOME:
            made += [bar(0.5, _half(ink)), bar(1, _hollow(ink))]
        elif item.entry.sign == INFERRED:
            made.append(bar(1, bar_look(INFERRED_LOOK, ink, palette)))
        elif item.entry.sign == TWO_NUMBERS:
            made.append(_sign_text(TWO_NUMBERS, *middle, palette, **on_key))
        elif item.entry.sign == NOT_STATED:
            made.append(bar(1, _unknown(palette)))
            made.append(_question_marks(*middle, palette, **on_key, mode="text"))
        else:
            made.append(_dots(*middle, palette, **on_key))
    words = {
        "type": "scatter",
        "mode": "text",
        "name": "key",
        **on_key,
        "x": [item.left + ICON + 4 for item in key.placed],
        "y": [item.middle for item in key.placed],
        "text": [item.entry.text for item in key.placed],
        "textposition": "middle right",
        "textfont": {"size": TEXT_SIZE, "color": palette.text},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return [*made, words]
