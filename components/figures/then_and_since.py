"""Then and since: the review's trials and those of the search of 2022 by start, and on one map."""

from math import sqrt
from typing import Any

import pandas as pd

from components.figures import breakdowns
from components.figures.breakdowns import integer_step
from components.figures.maps import base_map
from components.figures.text import plain, trials, wrapped
from components.theme import Figure, Palette, Trace, axis, base_layout, edge_of, hatch, note
from data.model.regions import REGIONS
from data.queries.then_and_since import LABELS, NOT_SEEN, REVIEW, SINCE

HEIGHT = 460
DOMAINS = {REVIEW: (0.56, 0.94), SINCE: (0.0, 0.38)}
"""The part of the figure's height that each dataset takes."""
HEADS = {REVIEW: 1.01, SINCE: 0.45}
LABEL_SIZE, HEAD_SIZE = 13, 15
ROOM_ABOVE = 1.25
"""The axis goes that much over the highest bar, for the number on it."""
EVERY, BESIDE_LAST = 3, 2
"""Years from label to label, and years before the last bar that leave it room for its words."""
FEW_STEPS = 5
"""Trials up to which each number has its tick; the rows are low."""
MAP_WIDTH = 900
WORLD = REGIONS["world"]
SYMBOLS = {REVIEW: "diamond-open", SINCE: "circle"}
SMALLEST = {REVIEW: 13.0, SINCE: 9.0}
"""Pixels of a mark for one trial; its area grows with the trials."""
LARGEST = 26.0
HOVER_WIDTH = 44
EDGES = {REVIEW: 2.5, SINCE: 1.0}
"""Widths of outlines; an open mark has one in the colour of its dataset."""
GAP = " "
"""An empty place before the bar of those without a year, which is no year after the last."""


def colours_of(palette: Palette) -> dict[str, str]:
    """Dataset -> the colour of its marks."""
    return {REVIEW: palette.bubble, SINCE: palette.accent}


def size_of(dataset: str, number: int) -> float:
    """Pixels across the mark of a city with so many trials."""
    return min(round(SMALLEST[dataset] * sqrt(max(number, 1)), 1), LARGEST)


def head_of(frame: pd.DataFrame, dataset: str) -> str:
    """``Review 2010: 19 trials``."""
    own = frame[frame["dataset"] == dataset]
    total = int(own["total"].iloc[0]) if len(own) else 0
    return f"{LABELS[dataset]}: {trials(total)}"


def starts(frame: pd.DataFrame, palette: Palette) -> Figure:
    """Two rows of stacked bars over the same years, a segment a phase.

    frame: ``queries.then_and_since.starts``.
    """
    years = frame["year_label"].unique().tolist()
    places = [*years[:-1], GAP, *years[-1:]]
    top = int(frame["year_total"].max()) if len(frame) else 0
    layout = base_layout(palette, height=HEIGHT)
    layout |= {
        "barmode": "stack",
        "bargap": 0.15,
        "xaxis": axis(
            palette,
            type="category",
            categoryorder="array",
            categoryarray=places,
            showgrid=False,
            ticks="",
            tickangle=0,
            anchor="y2",
            **_ticks(years),
        ),
        "annotations": [
            note(head_of(frame, dataset), 0, height, palette.text, HEAD_SIZE, **AT_THE_LEFT)
            for dataset, height in HEADS.items()
        ],
    }
    data: list[Trace] = []
    for number, dataset in enumerate(DOMAINS, start=1):
        own, name = frame[frame["dataset"] == dataset], "" if number == 1 else str(number)
        layout[f"yaxis{name}"] = _amounts(palette, top) | {"domain": list(DOMAINS[dataset])}
        data += [
            _phase_trace(part, str(phase), f"y{name}", palette)
            for phase, part in own.groupby("phase", sort=False)
        ]
        data.append(_totals(own, f"y{name}", palette))
    return {"data": data, "layout": layout}


AT_THE_LEFT = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}


def _ticks(years: list[str]) -> dict[str, Any]:
    """Every third year, so that twenty of them have room on a phone, and the bar without one."""
    single = [year for year in years if year != NOT_SEEN]
    shown = [*single[:-BESIDE_LAST][::-EVERY][::-1], NOT_SEEN]
    return {"tickvals": shown, "ticktext": [year.replace(" ", "<br>") for year in shown]}


def step_of(top: int) -> int:
    """Trials between two numbers of an axis that ends at so many."""
    return max(integer_step(top) or 1, 1 if top <= FEW_STEPS else 2)


def _amounts(palette: Palette, top: int) -> dict[str, Any]:
    return axis(
        palette,
        range=[0, max(top, 1) * ROOM_ABOVE],
        tickformat=",d",
        dtick=step_of(top),
        tick0=0,
        title={"text": "Trials", "font": {"color": palette.muted}},
    )


def _phase_trace(part: pd.DataFrame, phase: str, yaxis: str, palette: Palette) -> Trace:
    colour = palette.of_phase(phase)
    return {
        "type": "bar",
        "name": plain(part["phase_label"].iloc[0]),
        "x": part["year_label"].tolist(),
        # a bar of nothing would have an outline
        "y": [number or None for number in part["trials"].tolist()],
        "yaxis": yaxis,
        "showlegend": False,
        "marker": {
            "color": colour,
            "line": {"color": edge_of(colour, palette), "width": 0.5},
            "pattern": hatch(palette) | {"shape": breakdowns.pattern_of(phase)},
        },
        "customdata": [
            [label, trials(number), trials(total)]
            for label, number, total in zip(
                part["dataset_label"], part["trials"], part["year_total"], strict=True
            )
        ],
        "hovertemplate": "%{customdata[0]} · %{x} · %{fullData.name}: %{customdata[1]}"
        "<br>of %{customdata[2]} in all<extra></extra>",
    }


def _totals(own: pd.DataFrame, yaxis: str, palette: Palette) -> Trace:
    """The number of trials on each bar."""
    bars = own.drop_duplicates("year")
    bars = bars[bars["year_total"] > 0]
    return {
        "type": "scatter",
        "mode": "text",
        "x": bars["year_label"].tolist(),
        "y": bars["year_total"].tolist(),
        "yaxis": yaxis,
        "text": [f"{number:,}" for number in bars["year_total"]],
        "textposition": "top center",
        "textfont": {"size": LABEL_SIZE, "color": palette.text},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }


def starts_in_words(frame: pd.DataFrame) -> str:
    """Each dataset with its trials by year, and those whose start was not seen."""
    said = []
    for dataset, own in frame.groupby("dataset", sort=False):
        bars = own.drop_duplicates("year")
        bars = bars[bars["year_total"] > 0]
        years = "; ".join(
            f"{row.year_label if row.year_label != NOT_SEEN else 'start not seen'}: "
            f"{row.year_total}"
            for row in bars.itertuples()
        )
        said.append(f"{head_of(frame, str(dataset))}. {years}.")
    return " ".join(said)


def map_of_both(frame: pd.DataFrame, palette: Palette) -> Figure:
    """The cities of sites of both, each with its own mark.

    frame: ``queries.then_and_since.cities``.
    """
    layout = base_layout(palette, height=0)
    del layout["height"]  # the page gives it the shape of the world
    layout |= {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "geo": base_map(palette, WORLD),
        "showlegend": False,
    }
    # the open diamonds last, so that a circle of the same city shows within
    data = [_city_trace(frame[frame["dataset"] == dataset], dataset, palette) for dataset in ORDER]
    return {"data": data, "layout": layout}


ORDER = (SINCE, REVIEW)


def _city_trace(own: pd.DataFrame, dataset: str, palette: Palette) -> Trace:
    colour = colours_of(palette)[dataset]
    edge = colour if dataset == REVIEW else palette.background
    return {
        "type": "scattergeo",
        "mode": "markers",
        "name": LABELS[dataset],
        "lat": own["lat"].tolist(),
        "lon": own["lon"].tolist(),
        "marker": {
            "symbol": SYMBOLS[dataset],
            "size": [size_of(dataset, number) for number in own["trials"]],
            "color": colour,
            "opacity": 1,
            "line": {"color": edge, "width": EDGES[dataset]},
        },
        "hovertext": [
            f"<b>{plain(row.city)}, {plain(row.country_name)}</b><br>{LABELS[dataset]}: "
            f"{trials(row.trials)}<br>{wrapped(plain(row.names), HOVER_WIDTH)}"
            for row in own.itertuples()
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def map_in_words(frame: pd.DataFrame) -> str:
    """The cities and countries of each dataset, and the cities that both have."""
    said = []
    for dataset, own in frame.groupby("dataset", sort=False):
        countries = own.drop_duplicates("country")["country_name"].tolist()
        said.append(
            f"{LABELS[str(dataset)]}: {len(own)} cities in {len(countries)} countries, "
            f"most trials in {_place(own)}."
        )
    together = frame.groupby(["city", "country"])["dataset"].nunique()
    common = [city for (city, _), number in together.items() if number > 1]
    said.append(f"In both: {', '.join(common)}." if common else "No city is in both.")
    return " ".join(said)


def _place(own: pd.DataFrame) -> str:
    first = own.iloc[0]
    return f"{first['city']}, {first['country_name']} ({first['trials']})"
