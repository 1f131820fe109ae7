"""Native charts of what registry records state, with their workbook."""

from collections.abc import Sequence

import pandas as pd

from components.figures.breakdowns import integer_step
from components.figures.empty import NO_TRIAL
from components.figures.registration import enrollment_colours
from components.slides.breakdowns import ink_of, narrow
from components.slides.charts import (
    SMALLEST_TYPE,
    BarLook,
    Bars,
    add_chart,
    bar_chart,
    type_size,
)
from components.slides.drawing import Dotted, Fill, Hatched, Solid, TextStyle
from components.slides.empty import empty_slide
from components.slides.sheet import Sheet
from components.theme import Palette
from data.index.breakdowns import CrossBreakdown
from data.model import vocabulary as v

AXIS = 850.0
"""About the axis of years in points."""
YEAR_OF_START = "Year of start"


def enrollment(counted: CrossBreakdown, sheet: Sheet) -> None:
    """A bar a size, a segment a kind of number; counted: ``queries.registry.enrollment``."""
    frame = counted.frame
    if not frame["trials"].any():
        empty_slide(sheet, NO_TRIAL)
        return
    colours = enrollment_colours(sheet.palette)
    rows = frame.drop_duplicates("row")
    top, size = int(frame["row_total"].max()), type_size(len(rows))
    series = [
        Bars(
            str(part["column_label"].iloc[0]),
            tuple(part["trials"].tolist()),
            _fill(str(code), colours, sheet.palette),
            ink_of(str(code), colours[str(code)], sheet.palette),
            narrow=narrow(
                part["trials"].tolist(), (part["trials"] / top).tolist(), TextStyle(size)
            ),
        )
        for code, part in frame.groupby("column", sort=False)
    ]
    chart = bar_chart(
        [f"{label} ({n:,})" for label, n in zip(rows["row_label"], rows["row_total"], strict=True)],
        series,
        sheet.palette,
        BarLook(size, stacked=True, step=integer_step(top), categories="People enrolled"),
    )
    add_chart(sheet, "Trials by enrolment", sheet.body, chart)


def _fill(code: str, colours: dict[str, str], palette: Palette) -> Fill:
    """Estimated is dotted and not stated hatched, a second channel beside the colour."""
    if code == "ESTIMATED":
        return Dotted(colours["ACTUAL"], colours["ESTIMATED"])
    if code == v.NOT_STATED:
        return Hatched(palette.not_stated_hatch, palette.not_stated)
    return Solid(colours[code])


def started_per_year(frame: pd.DataFrame, sheet: Sheet) -> None:
    """A stacked column a year; frame: ``queries.registry.started_per_year``."""
    if not frame["trials"].any():
        empty_slide(sheet, NO_TRIAL)
        return
    palette = sheet.palette
    series = [
        Bars(
            str(part["phase_label"].iloc[0]),
            tuple(part["trials"].tolist()),
            Hatched(palette.not_stated_hatch, palette.not_stated)
            if phase == v.NOT_STATED
            else Solid(palette.of_phase(str(phase))),
            palette.text,
            has_numbers=False,
        )
        for phase, part in frame.groupby("phase", sort=False)
    ]
    top = int(frame["year_total"].max())
    years = frame["year_label"].unique().tolist()
    look = BarLook(
        SMALLEST_TYPE,
        stacked=True,
        step=integer_step(top),
        upright=True,
        categories=YEAR_OF_START,
        turned=_is_crowded(years),
    )
    chart = bar_chart(years, series, palette, look)
    add_chart(sheet, "Trials started per year", sheet.body, chart)


def _is_crowded(years: Sequence[str]) -> bool:
    """Says whether the words of a year's name are wider than its column."""
    look = TextStyle(SMALLEST_TYPE)
    words = [word for year in years for word in year.split()]
    return any(look.width_of(word) > AXIS / len(years) for word in words)
