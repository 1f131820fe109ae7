"""Bars and matrices: how trials divide by the fields of their design."""

from itertools import pairwise
from math import ceil
from typing import Any

from components.figures.empty import NO_TRIAL
from components.figures.margins import BELOW, above, left_of
from components.figures.text import LINE_BREAK, plain, short_label, shortened, trials, wrapped
from components.figures.text_width import text_width
from components.theme import (
    FONT_SIZE,
    Figure,
    Palette,
    axis,
    base_layout,
    edge_of,
    hatch,
    ink_on,
    tint,
)
from data.index.breakdowns import Breakdown, Charted, CrossBreakdown
from data.model.vocabulary import NOT_STATED
from data.queries.trials import MOST_CODES

BAR_HEIGHT = 36
BAR_GAP = 0.18
"""Of a row of numbered segments: what is left of it holds a number that a browser measures twice
as high as its type (Firefox: 22 px for type of 14) and plotly's own edge of 3 px on both sides."""
FRAME_HEIGHT = 46
TALL_ROW = 64
"""Height of a row whose label has three lines, with room to the next."""
LABEL_WIDTH = 24
LABEL_LINES = 3
LARGEST_TYPE = 18
"""Pixels to which a picture may enlarge the type of a figure."""
BEHIND_BAR = 9
"""Pixels between a bar's end, its number and the edge."""
SMALLEST_NUMBER = 12
"""Pixels of type down to which a number is set smaller to fit its segment."""
HOVER_WIDTH, MOST_IN_HOVER = 44, 300
"""Characters of a line of a hover, and of a name in it."""
MATRIX_CELL = 62
MATRIX_STEPS = 5
NOT_STATED_PATTERN = "/"


def click(field: str, code: str) -> str:
    """The text that a mark carries for a click: the filter field and the code to toggle."""
    return f"{field}={code}"


def pattern_of(code: str) -> str:
    """Not stated is hatched, everything else plain."""
    return NOT_STATED_PATTERN if code == NOT_STATED else ""


THINGS = {"condition": "conditions", "mesh": "MeSH terms", "country": "countries"}


def left_out(*fields: Charted) -> str:
    """``15 of 724 conditions of these trials shown, the most frequent.``; empty for all."""
    said = []
    for each in fields:
        shown = len({*each.codes} - {NOT_STATED})
        if each.codes and shown < each.in_data:
            more = " and those chosen" if shown > MOST_CODES.get(each.field, shown) else ""
            said.append(
                f"{shown:,} of {each.in_data:,} {THINGS.get(each.field, 'values')} of "
                f"these trials shown, the most frequent{more}."
            )
    return " ".join(said)


def remarked(counted: Breakdown | CrossBreakdown) -> str:
    """Tells how the counts came about in this dataset, and what of it is not shown."""
    if isinstance(counted, Breakdown):
        left = left_out(counted.shown)
    else:
        left = left_out(counted.rows, counted.columns)
    return " ".join(part for part in (counted.remark, left) if part)


def field_bars(counted: Breakdown, palette: Palette) -> Figure:
    """One horizontal bar a code, labelled with its count; the first code on top."""
    key, codes = counted.shown.field, counted.shown.codes
    numbers, shares = counted.trials.tolist(), counted.shares.tolist()
    colours = [palette.not_stated if c == NOT_STATED else palette.accent for c in codes]
    bar = {
        "type": "bar",
        "orientation": "h",
        "y": [wrapped(label, LABEL_WIDTH) for label in counted.shown.labels],
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
    layout["margin"] |= {
        "l": left_of(bar["y"]),
        "r": ceil(text_width(f"{top:,}", LARGEST_TYPE)) + BEHIND_BAR,
    }
    layout["xaxis"] = axis(palette, visible=False, range=[0, top])
    layout["yaxis"] = axis(palette, autorange="reversed", ticks="", showgrid=False)
    layout["bargap"] = 0.3
    return {"data": [bar], "layout": layout}


def cross_in_words(counted: CrossBreakdown) -> str:
    """``Type 1 – Phase 1: 2; Phase 2: 1.`` for each row with trials.

    A number follows its name behind a colon: ``Phase 1 2`` is heard as phase twelve.
    """
    rows = []
    for label, numbers in zip(counted.rows.labels, counted.trials.tolist(), strict=True):
        pairs = zip(counted.columns.labels, numbers, strict=True)
        said = [f"{name}: {number:,}" for name, number in pairs if number]
        if said:
            rows.append(f"{label} – {'; '.join(said)}.")
    return " ".join(rows) or NO_TRIAL


def field_in_words(counted: Breakdown) -> str:
    """``Trials by value. A: 3; B: 2.``"""
    pairs = zip(counted.shown.labels, counted.trials.tolist(), strict=True)
    parts = [f"{label}: {number:,}" for label, number in pairs if number]
    return f"Trials by value. {'; '.join(parts) + '.' if parts else NO_TRIAL}"


def stacked_bars(
    counted: CrossBreakdown, palette: Palette, colours: dict[str, str], *, share: bool
) -> Figure:
    """One bar a row, one segment a column code, direct counts inside the segments.

    ``colours`` by column code; ``share`` draws each row to 100 %.
    """
    rows, columns = counted.rows, counted.columns
    totals = counted.row_totals.tolist()
    labels = [
        f"{short_label(label, LABEL_WIDTH, LABEL_LINES)} ({total:,})"
        for label, total in zip(rows.labels, totals, strict=True)
    ]
    # codes: two long names may be shortened to the same label
    places = [plain(row) for row in rows.codes]
    in_full = [wrapped(shortened(label, MOST_IN_HOVER), HOVER_WIDTH) for label in rows.labels]
    of_rows = [
        (click(rows.field, row), trials(total))
        for row, total in zip(rows.codes, totals, strict=True)
    ]
    data = []
    for column, name, numbers, shares in zip(
        columns.codes,
        columns.labels,
        counted.trials.T.tolist(),
        counted.shares.T.tolist(),
        strict=True,
    ):
        own_click = click(columns.field, column)
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": plain(name),
                "y": places,
                "x": shares if share else numbers,
                "hovertext": in_full,
                "text": [f"{number:,}" if number else "" for number in numbers],
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
                    [row_click, own_click, trials(number), f"{part:.0%}", of_row]
                    for (row_click, of_row), number, part in zip(
                        of_rows, numbers, shares, strict=True
                    )
                ],
                "hovertemplate": "%{hovertext}<br>%{fullData.name}: %{customdata[2]}"
                "<br>%{customdata[3]} of %{customdata[4]} in this row<extra></extra>",
            }
        )
    is_tall = any(label.count(LINE_BREAK) + 1 == LABEL_LINES for label in labels)
    row_height = TALL_ROW if is_tall else BAR_HEIGHT
    largest_row = max(totals, default=0)
    layout = base_layout(palette, height=FRAME_HEIGHT + row_height * len(labels))
    layout["margin"] |= {"l": left_of(labels), "b": BELOW}
    layout |= {
        "barmode": "stack",
        # a number too long for its segment would run into its neighbours; the hover has it. The
        # height of a number never hides it: BAR_GAP
        "uniformtext": {"mode": "hide", "minsize": SMALLEST_NUMBER},
        "bargap": 0.5 if is_tall else BAR_GAP,
        "xaxis": axis(
            palette,
            tickformat=".0%" if share else ",d",
            range=[0, 1] if share else [0, max(largest_row, 1) * 1.04],
            rangemode="tozero",
            **({} if share else _integer_ticks(largest_row)),
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


def matrix(counted: CrossBreakdown, palette: Palette) -> Figure:
    """Counts of two fields as a grid of labelled cells, zero shown as a dot."""
    rows, columns = counted.rows, counted.columns
    counts = counted.trials.tolist()
    top = max((number for row in counts for number in row), default=0) or 1
    x = [wrapped(label, 9) for label in columns.labels]
    y = [wrapped(label, LABEL_WIDTH) for label in rows.labels]
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
                [click(rows.field, row), click(columns.field, column), trials(number)]
                for column, number in zip(columns.codes, numbers, strict=True)
            ]
            for row, numbers in zip(rows.codes, counts, strict=True)
        ],
        "hovertemplate": "%{y} · %{x}<br>%{customdata[2]}<extra></extra>",
    }
    cells = [(r, c, number) for r, row in enumerate(counts) for c, number in enumerate(row)]
    texts = {
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
    layout["margin"] |= {"l": left_of(y), "t": above(x)}
    layout["xaxis"] = axis(palette, side="top", showgrid=False, ticks="", tickangle=0)
    layout["yaxis"] = axis(palette, autorange="reversed", showgrid=False, ticks="")
    return {"data": [heat, texts], "layout": layout}


def _colour_scale(palette: Palette) -> list[list[Any]]:
    """From no trial (the background) to the largest count."""
    steps = palette.sequence[:MATRIX_STEPS]
    return [[0, palette.background]] + [[(n + 1) / len(steps), c] for n, c in enumerate(steps)]


def _cell_ink(palette: Palette, count: int, top: int) -> str:
    """The number's colour, readable on that of its cell."""
    return ink_on(cell_colour(palette, count, top)) if count else palette.muted


def cell_colour(palette: Palette, count: int, top: int) -> str:
    """The colour that the scale has for a count, as a browser draws it; no trial is the ground."""
    if not count:
        return palette.background
    part = min(count / top, 1.0)
    (low, pale), (high, dark) = next(
        ends for ends in pairwise(_colour_scale(palette)) if part <= ends[1][0]
    )
    return str(tint(dark, pale, (part - low) / (high - low)))
