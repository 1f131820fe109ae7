"""Graft function as a swimmer plot: a lane a patient, or a cohort where only a mean is printed.

Two panels, the first year in months and the years after it: numeric axes have no breaks. Time
counted from the end of immunosuppression stands in a section of its own with its own zero.
Only stated ends are marks on a day; an end without a day is words beside the lane.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from components.figures.empty import NO_FUNCTION, empty_figure
from components.figures.outcome_marks import hover, note
from components.figures.text import plain, wrapped
from components.figures.timeline.key import Key, KeyEntry, key_traces, lay_out
from components.figures.timeline.marks import INFERRED, bar_look, rgba
from components.theme import Figure, Palette, Trace, axis, base_layout, tint
from data.queries.outcomes import NO_MASS

NARROWEST = 1040
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
GUTTER, WORDS = 164, 300
"""Pixels left for the lanes' names and right for the printed words."""
ROOMY = 1200
"""From this width on the printed words of a lane stand in one line."""
LANE, HEAD, SECTION, SCALE, GAP = 40, 24, 30, 20, 6
BAR = 14
MONTH, YEAR = 365.25 / 12, 365.25
PANELS = {"x": ((-8.0, 385.0), (0.0, 0.58)), "x2": ((335.0, 1870.0), (0.6, 1.0))}
"""plotly axis -> its days and its share of the width; the second begins at one year."""
SPLIT = YEAR
PRINTED_WIDTH = 52
LOST, ABOUT, BEFORE, NEVER, OPEN, ON, WEANED = (
    "x",
    "x-open",
    "triangle-left",
    "circle-x-open",
    "circle-open",
    "triangle-right",
    "triangle-down",
)
SIZES = {BEFORE: 13, ON: 13, WEANED: 11, NEVER: 15}
LOST_LATER = "lost after weaning, day not stated"
SIGN_WORDS = {
    WEANED: "Weaning from the drugs begins, by protocol",
    LOST: "Function lost",
    ABOUT: "Lost at about this day",
    BEFORE: "Lost by this day, perhaps earlier",
    NEVER: "Never functioned (primary non-function)",
    ON: "Function went on for longer",
    OPEN: "Not stated whether lost then or still functioning",
}
SECTIONS = {
    "ISLET_INFUSION": "",
    "END_OF_IMMUNOSUPPRESSION": "Counted from the end of immunosuppression: another day 0, "
    "not to be added to the days above",
}


SCALE_WORDS = {
    "ISLET_INFUSION": "months from the islets",
    "END_OF_IMMUNOSUPPRESSION": "months from the end",
}


class Function(NamedTuple):
    """The function of one graft as stated: a row of ``queries.outcomes.graft_function``.

    Attributes:
        days, spread, low, high, weaning: the numbers of days that are stated.
        goes_on: whether another lane follows the graft from there.
    """

    cohort: str
    label: str
    level: str
    patient: str
    arm: str
    pooled_with: str
    n: int | None
    patients: str
    day_zero: str
    days: float | None
    spread: float | None
    low: int | None
    high: int | None
    weaning: float | None
    qualifier: str
    qualifier_words: str
    end: str
    end_words: str
    printed: str
    insulin_free: str
    independence: str
    mass: str
    remark: str
    locator: str
    goes_on: bool


def functions_of(frame: pd.DataFrame) -> list[Function]:
    """The rows of the frame, in its order."""
    goes_on = frame["graft"].isin(frame["follows"])
    return [
        Function(
            cohort=row.cohort,
            label=row.label,
            level=row.level,
            patient=row.patient,
            arm=row.arm_label,
            pooled_with=row.pooled_with,
            n=_stated(row.n),
            patients=row.patients,
            day_zero=row.day_zero,
            days=_day(row.function_days),
            spread=_day(row.spread_days),
            low=_stated(row.low_days),
            high=_stated(row.high_days),
            weaning=_day(row.weaning_day),
            qualifier=row.qualifier,
            qualifier_words=row.qualifier_label,
            end=row.end_kind,
            end_words=row.end_label,
            printed=row.duration_printed,
            insulin_free=row.insulin_independent_printed,
            independence=row.independence,
            mass=row.mass_words,
            remark=row.remark,
            locator=row.locator,
            goes_on=follows,
        )
        for row, follows in zip(frame.itertuples(), goes_on.tolist(), strict=True)
    ]


def _stated(number: Any) -> int | None:
    return None if pd.isna(number) else int(number)


def _day(number: Any) -> float | None:
    return None if pd.isna(number) else float(number)


@dataclass(frozen=True)
class GraftLane:
    """One graft's function and the middle of its lane, in pixels from the top."""

    row: Function
    middle: float

    @property
    def fades(self) -> bool:
        """Function of which only the latest day is known that the source allows."""
        return self.row.days is not None and self.row.qualifier == "UP_TO"


@dataclass(frozen=True)
class CohortHeading:
    """A line of words above lanes: a cohort, or a section with another day 0."""

    text: str
    middle: float
    is_section: bool = False


@dataclass(frozen=True)
class Sign:
    """A symbol on a day of a lane."""

    symbol: str
    day: float
    lane: GraftLane

    @property
    def axis(self) -> str:
        return _axis_of(self.day)


def _axis_of(day: float) -> str:
    return "x" if day <= SPLIT else "x2"


@dataclass(frozen=True)
class GraftRoom:
    """The room of the figure: its width and the parts of it, in pixels.

    Attributes:
        words: for the printed words on the right.
        lane: the height of a lane.
        break_words: whether printed words and islet mass stand in two lines.
        letters: of the printed words in a line.
    """

    width: float
    words: int = WORDS
    lane: int = LANE
    break_words: bool = True
    letters: int = PRINTED_WIDTH

    @classmethod
    def of(cls, width: float) -> "GraftRoom":
        """Fits a width: with enough of it, words need one line, and the lanes less height."""
        if width < ROOMY:
            return cls(NARROWEST)
        return cls(width, words=470, lane=29, break_words=False, letters=90)

    @property
    def plot(self) -> float:
        return self.width - GUTTER - self.words


def swimmer_plot(frame: pd.DataFrame, palette: Palette, width: float = NARROWEST) -> Figure:
    """frame: columns of ``queries.outcomes.graft_function``; width: the least it is shown at."""
    if frame.empty:
        return empty_figure(NO_FUNCTION, palette)
    room = GraftRoom.of(width)
    lanes, headings, scales, height = placed(functions_of(frame), room.lane)
    signs = [sign for lane in lanes for sign in signs_of(lane)]
    colour = palette.categories[0]
    key = lay_out((("How it is drawn", key_entries(lanes, signs, palette)),), room.plot)
    data = [
        *_bars(lanes, colour, palette),
        *_fades(lanes, colour),
        *_spreads(lanes, palette),
        *_sign_traces(signs, palette),
        *_scales(scales, palette),
        *key_traces(key, palette),
    ]
    layout = _layout(height, key, room, palette)
    layout["annotations"] = [
        *(
            note(plain(t), 0, y, palette.muted, xref="paper", yref="y2", xshift=-GUTTER)
            for t, y in key.titles
        ),
        *_scale_notes(scales, palette),
        *(_heading_note(heading, palette) for heading in headings),
        *(each for lane in lanes for each in _lane_notes(lane, room, palette)),
    ]
    layout["shapes"] = _shapes(lanes, headings, scales, room.lane, palette)
    return {"data": data, "layout": layout}


def placed(
    rows: Sequence[Function], lane_height: int
) -> tuple[list[GraftLane], list[CohortHeading], list[tuple[str, float]], float]:
    """Lanes, headings and scales from the top down, and the height of all."""
    lanes: list[GraftLane] = []
    headings: list[CohortHeading] = []
    scales: list[tuple[str, float]] = []
    top = 0.0
    for zero, title in SECTIONS.items():
        own = [row for row in rows if row.day_zero == zero]
        if not own:
            continue
        if title:
            top += 2 * GAP
            headings.append(CohortHeading(title, top + SECTION / 2, is_section=True))
            top += SECTION
        scales.append((zero, top + SCALE / 2))
        top += SCALE
        for cohort in dict.fromkeys(row.cohort for row in own):
            headings.append(CohortHeading(cohort, top + HEAD / 2))
            top += HEAD
            for row in own:
                if row.cohort == cohort:
                    lanes.append(GraftLane(row, top + lane_height / 2))
                    top += lane_height
            top += GAP
    return lanes, headings, scales, top


def signs_of(lane: GraftLane) -> list[Sign]:
    """The symbols of a lane: weaning, and how function ended where its day is known."""
    row = lane.row
    found = []
    if row.weaning is not None:
        found.append(Sign(WEANED, row.weaning, lane))
    if row.end == "PRIMARY_NON_FUNCTION":
        return [*found, Sign(NEVER, 0, lane)]
    if row.days is None or lane.fades:
        return found
    return [*found, Sign(_end_symbol(row), row.days, lane)]


def _end_symbol(row: Function) -> str:
    by_qualifier = {"AT_LEAST": ON, "BY": BEFORE, "APPROXIMATELY": ABOUT}
    if row.qualifier in by_qualifier:
        return by_qualifier[row.qualifier]
    return LOST if row.end in ("LOST", "LOST_AFTER_WEANING") else OPEN


def pieces_of(lane: GraftLane) -> list[tuple[str, float, float]]:
    """The bar of a lane cut at the panels' border: (axis, start, end)."""
    days = lane.row.days
    if days is None or lane.fades:
        return []
    edge = PANELS["x"][0][1]
    if days <= SPLIT:
        return [("x", 0, days)]
    return [("x", 0, edge), ("x2", PANELS["x2"][0][0], days)]


def _bars(lanes: Sequence[GraftLane], colour: str, palette: Palette) -> list[Trace]:
    """Stated function is filled, function of which only the latest end is known is hatched."""
    traces = []
    for name, hatched in (("function", False), ("function, at most", True)):
        for axis_name in PANELS:
            pieces = [
                (start, end, lane)
                for lane in lanes
                if (lane.row.qualifier == "BY") == hatched
                for on, start, end in pieces_of(lane)
                if on == axis_name
            ]
            if not pieces:
                continue
            look = {"color": rgba(colour, 0.85), "line": {"width": 0}}
            traces.append(
                {
                    "type": "bar",
                    "orientation": "h",
                    "name": name,
                    "xaxis": axis_name,
                    "yaxis": "y",
                    "base": [start for start, _, _ in pieces],
                    "x": [end - start for start, end, _ in pieces],
                    "y": [lane.middle for _, _, lane in pieces],
                    "width": [BAR] * len(pieces),
                    "marker": bar_look(INFERRED, colour, palette) if hatched else look,
                    "hovertext": [_hover(lane) for _, _, lane in pieces],
                    "hoverinfo": "text",
                }
            )
    return traces


def _fades(lanes: Sequence[GraftLane], colour: str) -> list[Trace]:
    """``Up to``: full at day 0, gone at the latest day that the source allows."""
    traces = []
    for lane in lanes:
        days = lane.row.days
        if days is None or not lane.fades:
            continue
        low, high = lane.middle - BAR / 2, lane.middle + BAR / 2
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": "function, up to",
                "xaxis": "x",
                "yaxis": "y",
                "x": [0, days, days, 0, 0],
                "y": [low, low, high, high, low],
                "line": {"width": 0},
                "fill": "toself",
                "fillgradient": {
                    "type": "horizontal",
                    "colorscale": [[0, rgba(colour, 0.85)], [1, rgba(colour, 0.06)]],
                },
                "hoveron": "fills",
                "text": _hover(lane),
                "hoverinfo": "text",
            }
        )
    return traces


def _spreads(lanes: Sequence[GraftLane], palette: Palette) -> list[Trace]:
    """± as printed through the bar's end; a range as a thin line below the bar."""
    means = [lane for lane in lanes if lane.row.spread is not None]
    traces: list[Trace] = []
    if means:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "± as printed",
                "xaxis": "x",
                "yaxis": "y",
                "x": [lane.row.days for lane in means],
                "y": [lane.middle for lane in means],
                "marker": {"size": 1, "color": palette.text},
                "error_x": {
                    "type": "data",
                    "array": [lane.row.spread for lane in means],
                    "color": palette.text,
                    "thickness": 2,
                    "width": 6,
                },
                "hoverinfo": "skip",
            }
        )
    for lane in lanes:
        low, high = lane.row.low, lane.row.high
        if low is None or high is None:
            continue
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "name": "range",
                "xaxis": "x",
                "yaxis": "y",
                "x": [float(low), float(high)],
                "y": [lane.middle + BAR / 2 + 6] * 2,
                "line": {"color": palette.text, "width": 1},
                "marker": {"symbol": "line-ns-open", "size": 8, "color": palette.text},
                "hoverinfo": "skip",
            }
        )
    return traces


def _sign_traces(signs: Sequence[Sign], palette: Palette) -> list[Trace]:
    traces = []
    for symbol in SIGN_WORDS:
        for axis_name in PANELS:
            own = [sign for sign in signs if sign.symbol == symbol and sign.axis == axis_name]
            if not own:
                continue
            # open signs hide the bar's end below them, or they would look half filled
            is_open = symbol in (OPEN, ABOUT)
            # weaning stands above the bar, so that it does not hide how function ended
            lift = BAR / 2 + 5 if symbol == WEANED else 0
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": SIGN_WORDS[symbol],
                    "xaxis": axis_name,
                    "yaxis": "y",
                    "x": [sign.day for sign in own],
                    "y": [sign.lane.middle - lift for sign in own],
                    "marker": {
                        "symbol": symbol.removesuffix("-open") if is_open else symbol,
                        "size": SIZES.get(symbol, 12),
                        "color": palette.background if is_open else palette.text,
                        "line": {"width": 2 if is_open else 0, "color": palette.text},
                    },
                    "cliponaxis": False,
                    "hovertext": [_hover(sign.lane) for sign in own],
                    "hoverinfo": "text",
                }
            )
    return traces


def _hover(lane: GraftLane) -> str:
    row = lane.row
    return hover(
        row.label,
        f"{row.printed} ({row.qualifier_words.lower()})",
        f"{row.patients}; islet mass: {row.mass}",
        row.end_words,
        f"Insulin-independent: {row.independence}" if row.independence else "",
        row.remark,
        f"Where: {row.locator}",
    )


def ticks_of(zero: str) -> list[tuple[str, float, str]]:
    """(axis, day, text) of a section's scale; the years serve the counts from the islets only."""
    months = [("x", month * MONTH, str(month)) for month in range(0, 13, 1)]
    years = [("x2", year * YEAR, f"{year} y") for year in range(1, 6)]
    return months + (years if zero == "ISLET_INFUSION" else [])


def _scales(scales: Sequence[tuple[str, float]], palette: Palette) -> list[Trace]:
    traces = []
    for axis_name in PANELS:
        ticks = [
            (day, text, y)
            for zero, y in scales
            for on, day, text in ticks_of(zero)
            if on == axis_name
        ]
        if ticks:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "text",
                    "name": "scale",
                    "xaxis": axis_name,
                    "yaxis": "y",
                    "x": [day for day, _, _ in ticks],
                    "y": [y for _, _, y in ticks],
                    "text": [text for _, text, _ in ticks],
                    "textfont": {"size": 12, "color": palette.muted},
                    "cliponaxis": False,
                    "hoverinfo": "skip",
                }
            )
    return traces


def _scale_notes(scales: Sequence[tuple[str, float]], palette: Palette) -> list[dict[str, Any]]:
    """Notes that tell what the numbers of a scale count, in the gutter beside them."""
    return [
        note(
            SCALE_WORDS[zero],
            0,
            y,
            palette.muted,
            xref="paper",
            xshift=-GUTTER,
            font={"size": 12, "color": palette.muted},
        )
        for zero, y in scales
    ]


def key_entries(
    lanes: Sequence[GraftLane], signs: Sequence[Sign], palette: Palette
) -> list[KeyEntry]:
    colour, drawn = palette.categories[0], {sign.symbol for sign in signs}
    qualifiers = {lane.row.qualifier for lane in lanes}
    wanted = [
        (bool(qualifiers - {"BY", "UP_TO"}), KeyEntry("class", "Graft function", colour)),
        ("UP_TO" in qualifiers, KeyEntry("fade", "Function for up to this long", colour)),
        ("BY" in qualifiers, KeyEntry(INFERRED, "Function until some day before", colour)),
        *(
            (symbol in drawn, KeyEntry(symbol, words, palette.text))
            for symbol, words in SIGN_WORDS.items()
        ),
        (
            any(lane.row.spread is not None for lane in lanes),
            KeyEntry("whisker", "± as printed, not defined in the source", palette.text),
        ),
        (
            any(lane.row.low is not None for lane in lanes),
            KeyEntry("line-ew-open", "Range", palette.text),
        ),
    ]
    return [entry for present, entry in wanted if present]


def _heading_note(heading: CohortHeading, palette: Palette) -> dict[str, Any]:
    colour = palette.text
    text = f"<b>{plain(heading.text)}</b>"
    return note(text, 0, heading.middle, colour, xref="paper", xshift=-GUTTER)


def lane_name(row: Function) -> str:
    if row.level == "PATIENT":
        arm = f", {row.arm}" if row.arm else ""
        return f"Patient {row.patient.removeprefix('p')}{arm}"
    if row.level == "COHORT":
        return "Both groups, one mean" if row.pooled_with else "The cohort, one mean"
    if row.n is None:
        return "Patients weaned"
    return f"{row.patients} together"


def _lane_notes(lane: GraftLane, room: GraftRoom, palette: Palette) -> list[dict[str, Any]]:
    """The lane's name on the left, the printed words on the right, words on what has no day."""
    row = lane.row
    printed = row.printed.replace(" ± ", "\u00a0±\u00a0")
    words = wrapped(printed, room.letters)
    between = "<br>" if room.break_words else " · "
    if row.day_zero == "ISLET_INFUSION":
        words += (
            f'{between}<span style="color:{palette.muted}">{plain(f"islet mass {row.mass}")}</span>'
        )
    notes = [
        note(
            plain(lane_name(row)), 0, lane.middle, palette.text, xref="paper", xshift=-GUTTER + 12
        ),
        note(
            words,
            1,
            lane.middle,
            palette.text,
            xref="paper",
            xshift=10,
            font={"size": 12, "color": palette.text},
        ),
    ]
    frame = {"bordercolor": palette.muted, "borderwidth": 1, "borderpad": 2}
    notes += [
        note(
            said.text,
            said.day,
            lane.middle,
            palette.text,
            xref=said.axis,
            xshift=said.right,
            font={"size": 12, "color": palette.text},
            **(frame if said.framed else {}),
        )
        for said in said_beside(row)
    ]
    if row.low is not None and row.high is not None:
        text = f"range {row.low}–{row.high} days"
        notes.append(
            note(
                text,
                float(row.high),
                lane.middle + BAR / 2 + 6,
                palette.muted,
                xshift=8,
                font={"size": 12, "color": palette.muted},
            )
        )
    return notes


class Said(NamedTuple):
    """Words beside a lane, so many pixels to the right of a day, for what has no day itself."""

    axis: str
    day: float
    right: int
    text: str
    framed: bool = False


def said_beside(row: Function) -> list[Said]:
    """Statements of the source that have no day."""
    said = []
    if row.end == "PRIMARY_NON_FUNCTION":
        said.append(Said("x", 0, 14, "primary non-function"))
    if row.end == "LOST_AFTER_WEANING" and row.day_zero == "ISLET_INFUSION":
        text = "lost after weaning: see below" if row.goes_on else LOST_LATER
        said.append(Said("x2", YEAR, 4, text))
    if row.independence and row.days is not None:
        length = row.insulin_free.replace("approximately", "about")
        text = f"insulin-free {length},<br>start not stated"
        said.append(Said("x2", row.days, 14, text, framed=True))
    return said


def _layout(body: float, key: Key, room: GraftRoom, palette: Palette) -> dict[str, Any]:
    inner = body + key.height
    layout = base_layout(palette, height=round(inner + 8))
    layout["margin"] = {"l": GUTTER, "r": room.words, "t": 4, "b": 4}
    layout |= {"barmode": "overlay", "hovermode": "closest", "hoverdistance": 14}
    hidden: dict[str, Any] = {"visible": False, "automargin": False}
    layout["yaxis"] = axis(palette, **hidden, range=[body, 0], domain=[0, body / inner])
    layout["yaxis2"] = axis(
        palette, **hidden, range=[key.height, 0], domain=[body / inner, 1], anchor="x3"
    )
    layout["xaxis3"] = axis(palette, **hidden, range=[0, room.plot], domain=[0, 1], anchor="y2")
    for name, (days, domain) in PANELS.items():
        layout[name.replace("x", "xaxis")] = axis(
            palette, **hidden, range=list(days), domain=list(domain), anchor="y"
        )
    return layout


def _shapes(
    lanes: Sequence[GraftLane],
    headings: Sequence[CohortHeading],
    scales: Sequence[tuple[str, float]],
    lane_height: int,
    palette: Palette,
) -> list[dict[str, Any]]:
    """Scale lines through the lanes of each section, its day 0 and the rules between cohorts."""
    shapes: list[dict[str, Any]] = []
    for zero, y in scales:
        own = [lane.middle for lane in lanes if lane.row.day_zero == zero]
        top, bottom = y + SCALE / 2, max(own) + lane_height / 2
        for on, day, _ in ticks_of(zero):
            strong = day == 0
            shapes.append(
                {
                    "type": "line",
                    "xref": on,
                    "yref": "y",
                    "x0": day,
                    "x1": day,
                    "y0": top,
                    "y1": bottom,
                    "layer": "below",
                    "line": {
                        "color": palette.day_zero if strong else palette.grid,
                        "width": 1.5 if strong else 1,
                    },
                }
            )
        if zero == "ISLET_INFUSION":
            shapes.append(
                {
                    "type": "rect",
                    "xref": "x2 domain",
                    "yref": "y",
                    "x0": 0,
                    "x1": 1,
                    "y0": top,
                    "y1": bottom,
                    "layer": "below",
                    "line": {"width": 0},
                    "fillcolor": tint(palette.grid, palette.background, 0.35),
                }
            )
    for heading in headings:
        if heading.is_section:
            shapes.append(_rule(heading.middle - SECTION / 2, palette))
    return shapes


def _rule(y: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "paper",
        "yref": "y",
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "layer": "below",
        "line": {"color": palette.border, "width": 1},
    }


def in_words(frame: pd.DataFrame) -> str:
    """Every lane in a sentence, in the printed words."""
    if frame.empty:
        return NO_FUNCTION
    return " ".join(map(_sentence, functions_of(frame)))


def _sentence(row: Function) -> str:
    name = lane_name(row)
    parts = [f"{row.cohort}, {name[:1].lower()}{name[1:]}: {row.printed}"]
    if row.day_zero == "END_OF_IMMUNOSUPPRESSION":
        parts.append("counted from the end of immunosuppression")
    if row.mass != NO_MASS:
        parts.append(f"islet mass {row.mass}")
    parts.append(row.end_words.lower())
    if row.independence:
        parts.append(f"insulin-independent for {row.independence}")
    return "; ".join(parts) + "."
