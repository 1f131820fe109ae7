"""Figures of what registry records state: start by year, status, enrolment, sponsor, type."""

from collections.abc import Mapping
from math import ceil
from typing import Any

import pandas as pd

from components.figures import breakdowns
from components.figures.breakdowns import click, integer_step
from components.figures.empty import NO_TRIAL
from components.figures.text import LINE_BREAK, plain, trials
from components.theme import Figure, Palette, axis, base_layout, edge_of, hatch
from data.index.breakdowns import CrossBreakdown
from data.link.filters import STARTED_FROM, STARTED_TO
from data.model import vocabulary as v
from data.queries.registration import AFTER, UNTIL, YEARS_AHEAD

YEARS_HEIGHT = 340
MOST_YEAR_LABELS = 12
POINTER = "Then and now shows what registry pages of other dates say."
ABSENT: Mapping[str, str] = {
    "status": f"The tables of this dataset state no status of a trial. {POINTER}",
    STARTED_FROM: f"The tables of this dataset state no year of a start. {POINTER}",
    "sponsor": f"The tables of this dataset state no class of sponsor. {POINTER}",
    "intervention": "The tables of this dataset state no type of intervention as the registry "
    "has it. Phase and design shows the cells that were given.",
}
"""Filter key -> what a view says where the dataset does not have the field."""
ESTIMATED_PATTERN = "."


def enrollment_colours(palette: Palette) -> dict[str, str]:
    """The kind of an enrolment -> its colour."""
    return {
        "ACTUAL": palette.phase["PHASE3"],
        "ESTIMATED": palette.phase["PHASE1"],
        v.UNLISTED: palette.unlisted,
        v.NOT_STATED: palette.not_stated,
    }


def pattern_of(kind: str) -> str:
    """Estimated is dotted, not stated hatched, as everywhere."""
    return ESTIMATED_PATTERN if kind == "ESTIMATED" else breakdowns.pattern_of(kind)


def enrollment(counted: CrossBreakdown, palette: Palette) -> Figure:
    """A bar a size, a segment a kind of number; counted: ``queries.registry.enrollment``."""
    figure = breakdowns.stacked_bars(counted, palette, enrollment_colours(palette), share=False)
    for trace, code in zip(figure["data"], counted.columns.codes, strict=True):
        if code == "ESTIMATED":
            trace["marker"]["pattern"] = hatch(palette) | {
                "shape": pattern_of(code),
                "fgcolor": palette.phase["PHASE3"],
                "fgopacity": 0.45,
                "size": 6,
                "solidity": 0.15,
            }
    return figure


def started_per_year(frame: pd.DataFrame, palette: Palette) -> Figure:
    """A stacked bar a year, a segment a phase; frame: ``queries.registry.started_per_year``."""
    years = frame["year_label"].unique().tolist()
    data = [_phase_trace(part, str(phase), palette) for phase, part in _by_phase(frame)]
    top = int(frame["year_total"].max()) if len(frame) else 0
    step = integer_step(top)
    layout = base_layout(palette, height=YEARS_HEIGHT)
    layout |= {
        "barmode": "stack",
        "bargap": 0.15,
        "xaxis": axis(
            palette,
            type="category",
            categoryorder="array",
            categoryarray=years,
            showgrid=False,
            ticks="",
            **_year_ticks(years),
        ),
        "yaxis": axis(
            palette,
            rangemode="tozero",
            range=[0, max(top, 1) * 1.04],
            tickformat=",d",
            title={"text": "Trials", "font": {"color": palette.muted}},
            **({"dtick": step, "tick0": 0} if step else {"nticks": 6}),
        ),
    }
    return {"data": data, "layout": layout}


def _year_ticks(years: list[str]) -> dict[str, Any]:
    """Labels at both ends and at even steps back from the last year; long ones in two lines."""
    step = max(1, ceil(len(years) / MOST_YEAR_LABELS))
    single = [year for year in years if year.isdecimal()]
    others = [year for year in years if not year.isdecimal()]
    shown = {*single[::-1][::step], *others}
    if others and single and others[0] == years[0] and step > 1:
        # the first bar's label of two lines needs the room of its neighbour
        shown.discard(single[0])
    ticks = [year for year in years if year in shown]
    return {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [LINE_BREAK.join(tick.split(" ")) for tick in ticks],
        "tickangle": 0,
    }


def _by_phase(frame: pd.DataFrame) -> Any:
    return frame.groupby("phase", sort=False)


def _phase_trace(part: pd.DataFrame, phase: str, palette: Palette) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": plain(part["phase_label"].iloc[0]),
        "x": part["year_label"].tolist(),
        "y": part["trials"].tolist(),
        "marker": {
            "color": palette.of_phase(phase),
            "line": {"color": edge_of(palette.of_phase(phase), palette), "width": 0.5},
            "pattern": hatch(palette) | {"shape": breakdowns.pattern_of(phase)},
        },
        "customdata": [
            [*_tokens(str(year), phase), trials(n), trials(total)]
            for year, n, total in zip(part["year"], part["trials"], part["year_total"], strict=True)
        ],
        "hovertemplate": "%{x} · %{fullData.name}: %{customdata[3]}"
        "<br>of %{customdata[4]} in all<extra></extra>",
    }


def _tokens(year: str, phase: str) -> list[str]:
    """The filters of a segment: the bounds of its years, and its phase."""
    return [*_bounds(year), click("phase", phase)]


def _bounds(year: str) -> tuple[str, str]:
    """The filters of a bar's years; none where they are not stated."""
    if year.startswith(UNTIL):
        return "", f"{STARTED_TO}={year.removeprefix(UNTIL)}"
    if year.startswith(AFTER):
        return f"{STARTED_FROM}={int(year.removeprefix(AFTER)) + 1}", ""
    return (f"{STARTED_FROM}={year}", f"{STARTED_TO}={year}") if year.isdecimal() else ("", "")


def years_in_words(frame: pd.DataFrame) -> str:
    """The years from the first to the last, the highest, and the trials without a year."""
    totals = frame.drop_duplicates("year").set_index("year")["year_total"]
    silent = int(totals.get(v.NOT_STATED, 0))
    totals = totals.drop(v.NOT_STATED, errors="ignore")
    unstated = f" {trials(silent)} without a year of start." if silent else ""
    if not totals.sum():
        return unstated.strip() or NO_TRIAL
    held = totals[totals > 0]
    first, last, most = (_in_words(str(each)) for each in (*held.index[[0, -1]], totals.idxmax()))
    return (
        f"{trials(int(totals.sum()))} started from {first} to {last}; most "
        f"{f'in {most}' if most.isdecimal() else most}: {totals.max():,}.{unstated}"
    )


def _in_words(year: str) -> str:
    """``2001``, ``before 1986``, ``after 2031``."""
    if year.startswith(UNTIL):
        return f"before {int(year.removeprefix(UNTIL)) + 1}"
    return year.replace("-", " ")


def years_together(frame: pd.DataFrame) -> str:
    """The bars of several years and their rule; empty where every year has its own."""
    said = []
    for year in map(str, frame["year"].unique()):
        if year.startswith(UNTIL):
            said.append(f"Years {year.replace('-', ' ')} stand together.")
        if year.startswith(AFTER):
            said.append(
                f"Years {year.replace('-', ' ')}, more than {YEARS_AHEAD} years beyond the date "
                "of the data, stand together."
            )
    return " ".join(said)


def enrollment_in_words(counted: CrossBreakdown) -> str:
    sizes = zip(counted.rows.labels, counted.row_totals.tolist(), strict=True)
    said = [f"{label}: {n:,}" for label, n in sizes if n]
    if not said:
        return NO_TRIAL
    kinds = zip(counted.columns.labels, counted.trials.sum(axis=0).tolist(), strict=True)
    of_kinds = "; ".join(f"{kind.lower()}: {n:,}" for kind, n in kinds)
    return f"Trials by number of people. {'; '.join(said)}. What the number is: {of_kinds}."
