"""Chimerism over time: the stated levels of each cohort, joined by a line of its own dash.

A statement without a level (not detectable, found in all patients) is words in a strip below
the axis and never a point: the sources give no number for it, and no limit of detection.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any

import pandas as pd

from components.figures.empty import NO_CHIMERISM, empty_figure
from components.figures.outcome_marks import dash_of, hover, note, shape_of, short_name
from components.figures.text import plain, wrapped
from components.theme import Figure, Palette, axis, base_layout
from data.model.amounts import amount
from data.model.vocabulary import NOT_STATED, TIME_FROM

PLOT_HEIGHT, STRIP_LINE, LEFT, RIGHT = 330, 22, 46, 178
STEP = 0.22
"""Months by which cohorts stand apart, so that their points do not hide one another."""
LABEL_GAP = 0.062
"""Share of the height that labels at the line ends keep from each other."""
LAST_MONTH, HIGHEST = 12.6, 10.0
"""Ends of the axes, where no month is later and no level higher."""
MOST_LEVELS = 12
"""Lines of the axis of levels."""
MONTHS = (0, 1, 3, 6, 9, 12)
"""Ticks of the first year."""
MOST_MONTHS = 8
"""Ticks of a longer time."""


def chimerism_over_time(frame: pd.DataFrame, palette: Palette) -> Figure:
    """frame: columns of ``queries.outcomes.chimerism``."""
    if frame.empty:
        return empty_figure(NO_CHIMERISM, palette)
    lines = lines_of_frame(frame)
    without = frame[~frame["placed"]]
    strip = _strip(without)
    depth = STRIP_LINE * (1 + sum(text.count("<br>") + 1 for text, _ in strip)) if strip else 0
    last, top = extents(lines)
    shifts = shifts_of(lines)
    data = [
        trace
        for rows, shift in zip(lines, shifts, strict=True)
        for trace in _line(rows, shift, palette)
    ]
    layout = base_layout(palette, height=PLOT_HEIGHT + 60 + depth)
    layout["margin"] = {"l": LEFT, "r": RIGHT, "t": 26, "b": 50 + depth}
    layout["hovermode"] = "closest"
    layout["xaxis"] = axis(
        palette,
        automargin=False,
        range=[0, last],
        tickvals=month_ticks(last),
        title={"text": "Months", "font": {"color": palette.muted, "size": 13}, "standoff": 6},
    )
    layout["yaxis"] = axis(
        palette,
        automargin=False,
        range=[0, top],
        dtick=level_step(top),
        ticksuffix=" %",
        zeroline=True,
        zerolinecolor=palette.border,
    )
    layout["annotations"] = [
        note(
            "Donor cells, per cent",
            0,
            1,
            palette.muted,
            xref="paper",
            yref="paper",
            yshift=16,
            xshift=-LEFT + 6,
        ),
        *_end_labels(lines, top, palette),
        *_value_labels(lines, shifts, palette),
        *_strip_notes(strip, palette),
    ]
    return {"data": data, "layout": layout}


def lines_of_frame(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The placed statements of each cohort, those of one patient on a line of their own."""
    placed = frame[frame["placed"]]
    own = [rows for _, rows in placed.groupby(["series", "regimen", "patient"], sort=False)]
    return [rows.sort_values("month", kind="stable") for rows in own]


def names_of(lines: Sequence[pd.DataFrame]) -> list[str]:
    """The name of each line: its cohort, and the patient where it is that of one."""
    cohorts = [str(rows["regimen"].iloc[0]) for rows in lines]
    return [
        short_name(str(rows["cohort"].iloc[0])) + _whom(rows.iloc[0], cohorts.count(cohort))
        for rows, cohort in zip(lines, cohorts, strict=True)
    ]


def _whom(row: Any, lines: int) -> str:
    """Said beside the cohort where the line is not that of the cohort, but one of so many."""
    if row["level"] != "PATIENT":
        return ""
    number = str(row["patient"]).removeprefix("p")
    return f", patient {number}" if lines > 1 else ", one patient"


def extents(lines: Sequence[pd.DataFrame]) -> tuple[float, float]:
    """The last month and the highest level of the axes, where nothing goes beyond these."""
    last = max([0.0, *(float(rows["month"].max()) for rows in lines)])
    tops = (float((rows["value"] + rows["spread"].fillna(0)).max()) for rows in lines)
    top = max([0.0, *tops])
    return (
        LAST_MONTH if last <= LAST_MONTH - STEP else last * (1 + STEP / LAST_MONTH),
        max(HIGHEST, 2.0 * ceil(top / 2)),
    )


def shifts_of(lines: Sequence[pd.DataFrame]) -> list[float]:
    """Months by which each line is drawn beside its own, on the screen as on a slide."""
    step = STEP * extents(lines)[0] / LAST_MONTH
    return [(place - (len(lines) - 1) / 2) * step for place in range(len(lines))]


def level_step(top: float) -> float:
    """Per cent between two lines of the axis of levels."""
    return 2.0 * ceil(top / 2 / MOST_LEVELS)


def month_ticks(last: float) -> list[int]:
    """Months at which the axis is marked."""
    if last <= LAST_MONTH:
        return list(MONTHS)
    step = 12 * ceil(last / 12 / MOST_MONTHS)
    return list(range(0, int(last) + 1, step))


def _line(rows: pd.DataFrame, shift: float, palette: Palette) -> list[dict[str, Any]]:
    """The points of one cohort; about is an open marker, ± a bar as printed."""
    series = int(rows["series"].iloc[0])
    colour = palette.text
    about = [str(qualifier) == "APPROXIMATELY" for qualifier in rows["qualifier"]]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": plain(rows["cohort"].iloc[0]),
            "x": (rows["month"] + shift).tolist(),
            "y": rows["value"].tolist(),
            "line": {"color": palette.muted, "width": 1.5, "dash": dash_of(series)},
            "marker": {
                "symbol": [shape_of(series, is_open=is_open) for is_open in about],
                "size": 11,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            "error_y": {
                "type": "data",
                "array": rows["spread"].fillna(0).tolist(),
                "color": colour,
                "thickness": 1.8,
                "width": 5,
                "visible": bool(rows["spread"].notna().any()),
            },
            "hovertext": [_hover(row) for row in rows.itertuples()],
            "hoverinfo": "text",
            "cliponaxis": False,
        }
    ]


def _hover(row: Any) -> str:
    return hover(
        row.cohort,
        f"{row.value_printed}, {row.time_printed}",
        row.subject,
        row.finding,
        row.remark,
        f"Where: {row.locator}",
    )


def spread_apart(heights: Sequence[float], gap: float) -> list[float]:
    """Places for labels in the order of ``heights``, each at least ``gap`` from the next.

    The lowest keeps its height; the others move up where they must.
    """
    places: dict[int, float] = {}
    last = float("-inf")
    for index in sorted(range(len(heights)), key=lambda i: heights[i]):
        last = max(heights[index], last + gap)
        places[index] = last
    return [places[index] for index in range(len(heights))]


def _end_labels(
    lines: Sequence[pd.DataFrame], top: float, palette: Palette
) -> list[dict[str, Any]]:
    """Name and last value of each cohort at its line's end instead of a legend."""
    ends = [rows.iloc[-1] for rows in lines]
    # a higher first value goes first where last values are equal, as the lines arrive
    places = spread_apart([float(end["value"]) for end in ends], LABEL_GAP * top)
    return [
        note(
            f"<b>{plain(cohort)}</b>{plain(comma + patient)}: {plain(end['value_printed'])}",
            1,
            place,
            palette.text,
            xref="paper",
            xshift=6,
        )
        for end, place, name in zip(ends, places, names_of(lines), strict=True)
        for cohort, comma, patient in [name.partition(", ")]
    ]


def _value_labels(
    lines: Sequence[pd.DataFrame], shifts: Sequence[float], palette: Palette
) -> list[dict[str, Any]]:
    """The printed value beside each point that is not the last of its line."""
    made = []
    for place, (rows, shift) in enumerate(zip(lines, shifts, strict=True)):
        is_first = place == 0 and len(lines) > 1
        for row in rows.iloc[:-1].itertuples():
            made.append(
                note(
                    plain(row.value_printed),
                    row.month + shift,
                    colour=palette.text,
                    **_beside(row, is_first=is_first),
                )
            )
    return made


def _beside(row: Any, *, is_first: bool) -> dict[str, Any]:
    """Places a value's label: beyond its ±, below an open marker, else at the upper right."""
    if not pd.isna(row.spread):
        side = 1 if is_first else -1
        return {"y": row.value + side * row.spread, "xshift": -20, "yshift": 12 * side}
    if str(row.qualifier) == "APPROXIMATELY":
        return {"y": row.value, "xshift": 2, "yshift": -14}
    return {"y": row.value, "xshift": 9, "yshift": 9}


def _strip(rows: pd.DataFrame) -> list[tuple[str, float]]:
    """(text, lines above it) of each statement without a level."""
    strip, down = [], 1.0
    for row in rows.itertuples():
        time = f" {row.time_printed}" if row.time_printed else ""
        whom = "" if pd.isna(row.n) else f" (n = {row.n})"
        words = strip_words(str(row.finding), str(row.value_printed)) + time + whom
        text = wrapped(f"{short_name(str(row.cohort))}: {words}; no level stated", 92)
        strip.append((text, down))
        down += text.count("<br>") + 1
    return strip


def strip_words(finding: str, printed: str) -> str:
    """Finding and printed words, the printed ones alone where the finding says the same."""
    return printed if printed in finding else f"{finding[:1].lower()}{finding[1:]}, {printed}"


def _strip_notes(strip: Sequence[tuple[str, float]], palette: Palette) -> list[dict[str, Any]]:
    if not strip:
        return []

    def at(text: str, down: float, colour: str) -> dict[str, Any]:
        return note(
            text,
            0,
            0,
            colour,
            xref="paper",
            yref="paper",
            yanchor="top",
            xshift=-LEFT + 6,
            yshift=-round(48 + down * STRIP_LINE),
        )

    return [
        at("<b>Without a level, so not on the axis</b>", 0, palette.muted),
        *(at(text, down, palette.text) for text, down in strip),
    ]


def counted_from(frame: pd.DataFrame) -> str:
    """Says from which event the months are counted, as far as the sources state it."""
    events = frame.loc[frame["placed"].astype("bool"), "time_from"].astype("str").tolist()
    if not events:
        return ""
    if set(events) == {NOT_STATED}:
        return "The day from which the months are counted is not stated."
    said = [
        f"{TIME_FROM.labels[code].lower()} ({amount(events.count(code), 'level')})"
        for code in dict.fromkeys(events)
    ]
    return f"Months are counted from: {', '.join(said)}."


def in_words(frame: pd.DataFrame) -> str:
    """Every statement in the printed words, level or not."""
    if frame.empty:
        return NO_CHIMERISM
    return " ".join(
        f"{row.cohort}, {row.subject}: {row.value_printed} "
        f"{row.time_printed or 'at a time not stated'}."
        for row in frame.itertuples()
    )
