"""Then and since on slides: two native charts over the same years, and one map with two marks."""

from typing import TypeVar

import pandas as pd

from components.figures.empty import NO_PLACE, NO_TRIAL
from components.figures.then_and_since import (
    GAP,
    MAP_WIDTH,
    ORDER,
    WORLD,
    colours_of,
    head_of,
    size_of,
    step_of,
)
from components.slides.charts import LEGEND_ROOM, BarLook, Bars, add_chart, axis_end, bar_chart
from components.slides.drawing import Box, Drawing, Hatched, Solid, Stroke, TextStyle
from components.slides.empty import empty_slide
from components.slides.outlines import outlines
from components.slides.registration import YEAR_OF_START
from components.slides.sheet import Sheet
from components.theme import Palette
from data.model import vocabulary as v
from data.queries.then_and_since import LABELS, NOT_SEEN, REVIEW, SINCE

A = TypeVar("A")
SIZE, HEAD_SIZE = 12.0, 14.0
HEAD = 20.0
"""Height of the line above each chart."""
YEARS_ROOM = 22.0
"""Height of the name of the years."""
TOTALS = "All trials"
KEY_HEIGHT, SWATCH, OPEN_EDGE = 22.0, 12.0, 2.0
PRESETS = {REVIEW: "diamond", SINCE: "ellipse"}


def starts(frame: pd.DataFrame, sheet: Sheet) -> None:
    """A chart a dataset, one above the other; frame: ``queries.then_and_since.starts``."""
    if frame.empty:
        empty_slide(sheet, NO_TRIAL)
        return
    body, palette = sheet.body, sheet.palette
    # the upper chart has the legend of both, the lower one the name of their years
    half = (body.height - LEGEND_ROOM + YEARS_ROOM) / 2
    most = int(frame["year_total"].max())
    top, step = axis_end(most, step_of(most))
    words = sheet.drawing("Datasets")
    for number, dataset in enumerate((REVIEW, SINCE)):
        upper = body.top + number * (body.height - half)
        line = Box(body.left, upper, body.width, HEAD)
        look = TextStyle(HEAD_SIZE, palette.text, bold=True)
        words.text(LABELS[dataset], head_of(frame, dataset), line, look)
        own = frame[frame["dataset"] == dataset]
        is_last = dataset == SINCE
        chart = bar_chart(
            _with_gap([_short(year) for year in own["year_label"].unique()], GAP),
            [_bars(part, str(phase), palette) for phase, part in own.groupby("phase", sort=False)],
            palette,
            BarLook(
                SIZE,
                stacked=True,
                step=step,
                top=top,
                upright=True,
                categories=YEAR_OF_START if is_last else "",
                has_legend=not is_last,
                totals=TOTALS,
            ),
        )
        height = half if is_last else body.height - half
        box = Box(body.left, upper + HEAD, body.width, height - HEAD)
        add_chart(sheet, f"{LABELS[dataset]}: trials by year of start", box, chart)
    sheet.add(words)


def _short(year: str) -> str:
    return year if year == NOT_SEEN else f"’{year[2:]}"


def _with_gap(years: list[A], empty: A) -> list[A]:
    """An empty place before the last, which is no year after the others."""
    return [*years[:-1], empty, *years[-1:]]


def _bars(part: pd.DataFrame, phase: str, palette: Palette) -> Bars:
    fill = (
        Hatched(palette.not_stated_hatch, palette.not_stated)
        if phase == v.NOT_STATED
        else Solid(palette.of_phase(phase))
    )
    label = str(part["phase_label"].iloc[0])
    return Bars(
        label, tuple(_with_gap(part["trials"].tolist(), 0)), fill, palette.text, has_numbers=False
    )


def map_of_both(frame: pd.DataFrame, sheet: Sheet) -> None:
    """Land, a mark a city and dataset, and the key; frame: ``queries.then_and_since.cities``."""
    if frame.empty:
        empty_slide(sheet, NO_PLACE)
        return
    body, palette = sheet.body, sheet.palette
    width = min(body.width, (body.height - KEY_HEIGHT) / WORLD.aspect)
    picture = Box(body.left + (body.width - width) / 2, body.top, width, width * WORLD.aspect)
    drawing = sheet.drawing(sheet.heading.title, sheet.heading.summary)
    _land(drawing, picture, palette)
    for dataset in ORDER:
        own = frame[frame["dataset"] == dataset]
        group = drawing.group(f"Cities of {LABELS[dataset]}")
        for row in own.itertuples():
            x, y = WORLD.at(row.lon, row.lat, picture.width)
            size = size_of(dataset, row.trials) * picture.width / MAP_WIDTH
            name = f"{row.city}, {row.country_name}: {row.trials}"
            box = Box.around((picture.left + x, picture.top + y), size)
            _mark(group, name, box, dataset, palette)
        drawing.close(group)
    _key(drawing, frame, Box(body.left, body.bottom - KEY_HEIGHT, body.width, KEY_HEIGHT), palette)
    sheet.add(drawing)


def _land(drawing: Drawing, picture: Box, palette: Palette) -> None:
    group = drawing.group("Countries")
    for shape in outlines("world", picture.width):
        corner = picture.left + shape.box.left, picture.top + shape.box.top
        box = Box(*corner, shape.box.width, shape.box.height)
        edge = Stroke(palette.border, 0.4)
        group.freeform_xml(shape.name, box, shape.path, Solid(palette.land), edge)
    drawing.close(group)


def _mark(group: Drawing, name: str, box: Box, dataset: str, palette: Palette) -> None:
    colour = colours_of(palette)[dataset]
    if dataset == REVIEW:
        # open, so that a circle of the same city shows within
        fill, edge = Solid(palette.background, 0.0), Stroke(colour, OPEN_EDGE)
    else:
        fill, edge = Solid(colour), Stroke(palette.background, 0.75)
    group.shape(name, box, fill, edge, preset=PRESETS[dataset])


def _key(drawing: Drawing, frame: pd.DataFrame, room: Box, palette: Palette) -> None:
    group = drawing.group("Key")
    look = TextStyle(SIZE, palette.text)
    left = room.left
    for dataset in (REVIEW, SINCE):
        number = int((frame["dataset"] == dataset).sum())
        words = f"{LABELS[dataset]}: {number} cities; a larger mark, more trials"
        middle = room.top + room.height / 2
        _mark(group, "Mark", Box.around((left + SWATCH / 2, middle), SWATCH), dataset, palette)
        width = look.width_of(words) + 4
        line = Box(left + SWATCH + 6, room.top, width, room.height)
        group.text(LABELS[dataset], words, line, look)
        left = line.right + 24
    drawing.close(group)
