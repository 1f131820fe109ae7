"""Bars and matrices: how trials divide by the fields of their design."""

import math
from dataclasses import dataclass
from typing import Any, Self

import pandas as pd

from components.figures.text import LINE_BREAK, plain, short_label, shortened, trials, wrapped
from components.theme import FONT_SIZE, Palette, axis, base_layout, edge_of, hatch, ink_on
from data.queries.trials import MOST_CODES
from data.vocabulary import NOT_STATED

Figure = dict[str, Any]

BAR_HEIGHT = 34
FRAME_HEIGHT = 46
TALL_ROW = 54
"""Height of a row whose label has three lines."""
LABEL_WIDTH = 24
LABEL_LINES = 3
LETTER = 9
"""Pixels of a digit at most, also in a picture's larger type."""
SMALLEST_NUMBER = 12
"""Pixels of type down to which a number is set smaller to fit its segment."""
HOVER_WIDTH, MOST_IN_HOVER = 44, 300
"""Characters of a line of a hover, and of a name in it."""
MATRIX_CELL = 62
MATRIX_STEPS = 5
NOT_STATED_PATTERN = "/"
SENTENCE_HEIGHT, SENTENCE_WIDTH = 160, 60
NO_TRIAL = "No trial matches the filters."


def click(field: str, code: str) -> str:
    """What a mark carries for a click: the filter field and the code to toggle."""
    return f"{field}={code}"


def pattern_of(code: str) -> str:
    """Not stated is hatched, everything else plain."""
    return NOT_STATED_PATTERN if code == NOT_STATED else ""


CODES = (
    ("field", "code", "codes"),
    ("row_field", "row", "row_codes"),
    ("column_field", "column", "column_codes"),
)
"""Columns of the frames: a field, its codes shown, and how many the dataset holds."""
THINGS = {"condition": "conditions", "country": "countries"}


def left_out(frame: pd.DataFrame) -> str:
    """``15 of 724 conditions shown, the most frequent.``; empty where all are shown."""
    said = []
    for field, code, codes in CODES:
        if frame.empty or codes not in frame:
            continue
        key, all_codes = str(frame[field].iloc[0]), int(frame[codes].iloc[0])
        shown = len({*frame[code].tolist()} - {NOT_STATED})
        if shown < all_codes:
            more = " and those chosen" if shown > MOST_CODES.get(key, shown) else ""
            said.append(
                f"{shown:,} of {all_codes:,} {THINGS.get(key, 'values')} shown, "
                f"the most frequent{more}."
            )
    return " ".join(said)


def sentence(words: str, palette: Palette) -> Figure:
    """No figure, but why."""
    layout = base_layout(palette, height=SENTENCE_HEIGHT)
    layout["xaxis"] = layout["yaxis"] = axis(palette, visible=False)
    layout["annotations"] = [
        {
            "text": wrapped(words, SENTENCE_WIDTH),
            "x": 0.5,
            "y": 0.5,
            "xref": "paper",
            "yref": "paper",
            "showarrow": False,
            "font": {"size": FONT_SIZE + 2, "color": palette.muted},
        }
    ]
    return {"data": [], "layout": layout}


def field_bars(frame: pd.DataFrame, palette: Palette) -> Figure:
    """One horizontal bar a code, labelled with its count; the first code on top.

    frame: field, code, label, trials, total, share.
    """
    codes, labels, numbers, shares = (
        frame[name].tolist() for name in ("code", "label", "trials", "share")
    )
    key = str(frame["field"].iloc[0]) if codes else ""
    colours = [palette.not_stated if c == NOT_STATED else palette.accent for c in codes]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [wrapped(label, LABEL_WIDTH) for label in labels],
        "x": numbers,
        "text": [f"{n:,}" for n in numbers],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": colours,
            "line": {"color": [edge_of(each, palette) for each in colours], "width": 1},
            "pattern": hatch(palette) | {"shape": [pattern_of(code) for code in codes]},
        },
        "customdata": [
            [click(key, code), trials(n), f"{share:.0%}"]
            for code, n, share in zip(codes, numbers, shares, strict=True)
        ],
        "hovertemplate": "%{y}<br>%{customdata[1]}, %{customdata[2]} of those shown<extra></extra>",
    }
    layout = base_layout(palette, height=FRAME_HEIGHT + BAR_HEIGHT * len(codes))
    top = max(numbers, default=0) or 1
    # the longest number stands to the right of the longest bar, which may be short on a phone
    layout["margin"] |= {"r": LETTER * (len(f"{top:,}") + 1)}
    layout["xaxis"] = axis(palette, visible=False, range=[0, top])
    layout["yaxis"] = axis(palette, autorange="reversed", ticks="", showgrid=False)
    layout["bargap"] = 0.3
    return {"data": [bar], "layout": layout}


@dataclass(frozen=True)
class Grid:
    """A frame of pairs, read once: pandas would take longer for each cell than for all of them.

    Attributes:
        rows: row code -> label and trials in the row.
        columns: column code -> label.
        cells: (row, column) -> trials and their share of the row.
    """

    row_field: str
    column_field: str
    rows: dict[str, tuple[str, int]]
    columns: dict[str, str]
    cells: dict[tuple[str, str], tuple[int, float]]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Self:
        """frame: cross_breakdown."""
        rows, columns, row_labels, column_labels, totals, trials_here, share = (
            frame[name].tolist()
            for name in (
                *("row", "column", "row_label", "column_label"),
                *("row_total", "trials", "share"),
            )
        )
        return cls(
            frame["row_field"].iloc[0] if rows else "",
            frame["column_field"].iloc[0] if rows else "",
            dict(zip(rows, zip(row_labels, totals, strict=True), strict=True)),
            dict(zip(columns, column_labels, strict=True)),
            dict(
                zip(
                    zip(rows, columns, strict=True),
                    zip(trials_here, share, strict=True),
                    strict=True,
                )
            ),
        )

    @property
    def largest_row(self) -> int:
        return max((total for _, total in self.rows.values()), default=0)


def cross_in_words(frame: pd.DataFrame) -> str:
    """``Type 1: Phase 1 2, Phase 2 1.`` for each row with trials; frame: cross_breakdown."""
    grid = Grid.of(frame)
    rows = []
    for row, (label, _) in grid.rows.items():
        numbers = [
            f"{name} {number:,}"
            for column, name in grid.columns.items()
            if (number := grid.cells[row, column][0])
        ]
        if numbers:
            rows.append(f"{label}: {', '.join(numbers)}.")
    return " ".join(rows) or NO_TRIAL


def field_in_words(frame: pd.DataFrame) -> str:
    """``Trials by value: A 3, B 2.``; frame: breakdown."""
    pairs = zip(frame["label"].tolist(), frame["trials"].tolist(), strict=True)
    parts = [f"{label} {number:,}" for label, number in pairs if number]
    return f"Trials by value: {', '.join(parts) + '.' if parts else NO_TRIAL}"


def stacked_bars(
    frame: pd.DataFrame, palette: Palette, colours: dict[str, str], *, share: bool
) -> Figure:
    """One bar a row, one segment a column code, direct counts inside the segments.

    frame: cross_breakdown; ``colours`` by column code; ``share`` draws each row to 100 %.
    """
    grid = Grid.of(frame)
    labels = [
        f"{short_label(label, LABEL_WIDTH, LABEL_LINES)} ({total:,})"
        for label, total in grid.rows.values()
    ]
    # codes: two long names may be shortened to the same label
    places = [plain(row) for row in grid.rows]
    in_full = [
        wrapped(shortened(label, MOST_IN_HOVER), HOVER_WIDTH) for label, _ in grid.rows.values()
    ]
    data = []
    for column, name in grid.columns.items():
        cells = [grid.cells[row, column] for row in grid.rows]
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": plain(name),
                "y": places,
                "x": [part if share else number for number, part in cells],
                "hovertext": in_full,
                "text": [f"{number:,}" if number else "" for number, _ in cells],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "insidetextfont": {"color": ink_on(colours[column])},
                "marker": {
                    "color": colours[column],
                    "line": {"color": edge_of(colours[column], palette), "width": 1},
                    "pattern": hatch(palette) | {"shape": pattern_of(column)},
                },
                "customdata": [
                    [
                        click(grid.row_field, row),
                        click(grid.column_field, column),
                        trials(number),
                        f"{part:.0%}",
                        trials(total),
                    ]
                    for (row, (_, total)), (number, part) in zip(
                        grid.rows.items(), cells, strict=True
                    )
                ],
                "hovertemplate": "%{hovertext}<br>%{fullData.name}: %{customdata[2]}"
                "<br>%{customdata[3]} of %{customdata[4]} in this row<extra></extra>",
            }
        )
    is_tall = any(label.count(LINE_BREAK) + 1 == LABEL_LINES for label in labels)
    row_height = TALL_ROW if is_tall else BAR_HEIGHT
    layout = base_layout(palette, height=FRAME_HEIGHT + row_height * len(labels))
    layout |= {
        "barmode": "stack",
        # a number too long for its segment would run into its neighbours; the hover has it
        "uniformtext": {"mode": "hide", "minsize": SMALLEST_NUMBER},
        "bargap": 0.5 if is_tall else 0.3,
        "xaxis": axis(
            palette,
            tickformat=".0%" if share else ",d",
            range=[0, 1] if share else [0, max(grid.largest_row, 1) * 1.04],
            rangemode="tozero",
            **({} if share else _integer_ticks(grid.largest_row)),
        ),
        "yaxis": axis(
            palette,
            type="category",
            autorange="reversed",
            ticks="",
            showgrid=False,
            tickmode="array",
            tickvals=places,
            ticktext=labels,
        ),
    }
    return {"data": data, "layout": layout}


def _integer_ticks(top: int) -> dict[str, Any]:
    """Whole-number ticks: every number for small counts, plotly's choice beyond."""
    step = integer_step(top)
    return {"dtick": step, "tick0": 0} if step else {"nticks": 6}


def integer_step(top: int) -> int | None:
    """The distance of ticks on an axis of counts; none where there are too many to name."""
    return (1 if top <= 10 else 2) if top <= 20 else None


def matrix(frame: pd.DataFrame, palette: Palette) -> Figure:
    """Counts of two fields as a grid of labelled cells, zero shown as a dot.

    frame: cross_breakdown.
    """
    grid = Grid.of(frame)
    counts = [[grid.cells[row, column][0] for column in grid.columns] for row in grid.rows]
    top = max((number for row in counts for number in row), default=0) or 1
    x = [wrapped(label, 9) for label in grid.columns.values()]
    y = [wrapped(label, LABEL_WIDTH) for label, _ in grid.rows.values()]
    heat = {
        "type": "heatmap",
        "x": x,
        "y": y,
        "z": counts,
        "zmin": 0,
        "zmax": top,
        "colorscale": _colour_scale(palette),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "customdata": [
            [
                [
                    click(grid.row_field, row),
                    click(grid.column_field, column),
                    trials(grid.cells[row, column][0]),
                ]
                for column in grid.columns
            ]
            for row in grid.rows
        ],
        "hovertemplate": "%{y} · %{x}<br>%{customdata[2]}<extra></extra>",
    }
    cells = [(r, c, number) for r, row in enumerate(counts) for c, number in enumerate(row)]
    numbers = {
        "type": "scatter",
        "mode": "text",
        "x": [x[c] for _, c, _ in cells],
        "y": [y[r] for r, _, _ in cells],
        "text": [f"{n:,}" if n else "·" for _, _, n in cells],
        "textfont": {
            "size": FONT_SIZE + 4,
            "color": [_cell_ink(palette, n, top) for _, _, n in cells],
        },
        "hoverinfo": "skip",
    }
    layout = base_layout(palette, height=70 + MATRIX_CELL * len(y))
    layout["xaxis"] = axis(palette, side="top", showgrid=False, ticks="", tickangle=0)
    layout["yaxis"] = axis(palette, autorange="reversed", showgrid=False, ticks="")
    return {"data": [heat, numbers], "layout": layout}


def _colour_scale(palette: Palette) -> list[list[Any]]:
    """From no trial (the background) to the largest count."""
    steps = palette.sequence[:MATRIX_STEPS]
    return [[0, palette.background]] + [[(n + 1) / len(steps), c] for n, c in enumerate(steps)]


def _cell_ink(palette: Palette, count: int, top: int) -> str:
    """The number's colour, readable on the step of the scale that its cell has."""
    return ink_on(cell_colour(palette, count, top)) if count else palette.muted


def cell_colour(palette: Palette, count: int, top: int) -> str:
    """The step of the scale that a count has; no trial is the background."""
    if not count:
        return palette.background
    step = min(MATRIX_STEPS - 1, max(0, math.ceil(count / top * MATRIX_STEPS) - 1))
    return palette.sequence[step]
