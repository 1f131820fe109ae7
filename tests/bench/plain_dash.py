"""The yardstick: the pages of map and design written the way that dash's manual shows.

``plotly.express``, a callback a figure, an ``html`` table, pandas filters, default serving.
Nothing is slowed down on purpose: columns are categories, frames are loaded once, and the
dropdown of conditions holds the hundred that are most frequent.

    DATASETS_DIR=/tmp/datasets PLAIN_DATASET=made-up-50000 gunicorn tests.bench.plain_dash:server
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from flask import Flask

from data.datasets import on_disk, versions
from data.model.countries import NAMES

COLUMNS = {
    "phase": "phase",
    "status": "overall_status",
    "type": "study_type",
    "allocation": "allocation",
    "masking": "masking",
    "model": "intervention_model",
    "purpose": "primary_purpose",
    "sponsor": "sponsor_class",
}
"""Filters on a column of the trials; condition and country are in frames of their own."""
FILTERS = ("condition", "country", *COLUMNS)
BARS = ("allocation", "masking", "model", "purpose")
MOST_CONDITIONS, MOST_COUNTRIES, MOST_CITIES, MOST_TRIALS = 15, 25, 300, 100
MOST_OPTIONS = 100


class Registry:
    """The frames of an imported dataset, and what the figures count in them."""

    def __init__(self, root: Path, name: str) -> None:
        folder = versions.folder_of(root, name)
        self.trials = on_disk.read_frame(folder, "trials")
        self.conditions = on_disk.read_frame(folder, "trial_conditions")
        places = on_disk.read_frame(folder, "trial_organisations")
        self.sites = places[places["role"] == "SITE"]

    def options(self, key: str) -> list[str]:
        if key == "condition":
            return self.conditions["condition"].value_counts().index[:MOST_OPTIONS].tolist()
        if key == "country":
            return sorted(self.sites["country"].astype("str").unique())
        return sorted(self.trials[COLUMNS[key]].dropna().astype("str").unique())

    def chosen(self, values: Sequence[Sequence[str] | None]) -> pd.DataFrame:
        """The trials that pass; values: of each of ``FILTERS``, empty where it does not filter."""
        trials = self.trials
        for key, wanted in zip(FILTERS, values, strict=True):
            if not wanted:
                continue
            if key == "condition":
                rows = self.conditions[self.conditions["condition"].isin(wanted)]
                trials = trials[trials["nct_id"].isin(rows["nct_id"])]
            elif key == "country":
                rows = self.sites[self.sites["country"].isin(wanted)]
                trials = trials[trials["nct_id"].isin(rows["nct_id"])]
            else:
                trials = trials[trials[COLUMNS[key]].isin(wanted)]
        return trials

    def countries(self, trials: pd.DataFrame) -> pd.DataFrame:
        """Columns country, trials: a trial counts once in each."""
        rows = self.sites[self.sites["nct_id"].isin(trials["nct_id"])]
        once = rows[["nct_id", "country"]].drop_duplicates()
        counts = once["country"].astype("str").value_counts()
        return counts[counts.index.isin(NAMES)].rename_axis("country").reset_index(name="trials")

    def cities(self, trials: pd.DataFrame) -> pd.DataFrame:
        """Columns city, country, lat, lon, trials; the largest."""
        rows = self.sites[self.sites["nct_id"].isin(trials["nct_id"])].dropna(subset="lat")
        place = ["city", "country", "lat", "lon"]
        once = rows[["nct_id", *place]].drop_duplicates()
        counts = once.groupby(place, observed=True).size().reset_index(name="trials")
        return counts.nlargest(MOST_CITIES, "trials")

    def by_phase(self, rows: pd.DataFrame, key: str, most: int) -> pd.DataFrame:
        """Columns of key, phase, trials; the most frequent values of the key."""
        pairs = rows[["nct_id", key, "phase"]].drop_duplicates()
        counts = pairs.groupby([key, "phase"], observed=True).size().reset_index(name="trials")
        largest = counts.groupby(key, observed=True)["trials"].sum().nlargest(most).index
        return counts[counts[key].isin(largest)]


def map_figure(registry: Registry, trials: pd.DataFrame) -> Any:
    figure = px.choropleth(
        registry.countries(trials), locations="country", color="trials", hover_name="country"
    )
    cities = px.scatter_geo(
        registry.cities(trials), lat="lat", lon="lon", size="trials", hover_name="city"
    )
    return figure.add_traces(cities.data)


def place_table(registry: Registry, trials: pd.DataFrame) -> html.Div:
    """The numbers of the map, and the first trials behind it."""
    countries = registry.countries(trials)
    cities = registry.cities(trials).groupby("country", observed=True)["city"].agg(list)
    rows = [
        html.Tr([html.Td(NAMES[row.country]), html.Td(f"{row.trials:,}"),
                 html.Td(", ".join(cities.get(row.country, [])[:12]))])
        for row in countries.itertuples()
    ]  # fmt: skip
    first = trials.head(MOST_TRIALS)
    listed = [
        html.Tr([html.Td(row.nct_id), html.Td(row.title), html.Td(str(row.phase))])
        for row in first.itertuples()
    ]
    return html.Div([html.Table(rows), html.Table(listed)])


def bars(trials: pd.DataFrame, key: str) -> Any:
    counts = trials[COLUMNS[key]].astype("str").value_counts().rename_axis(key)
    return px.bar(counts.reset_index(name="trials"), x="trials", y=key, text="trials")


def phase_by_condition(registry: Registry, trials: pd.DataFrame) -> Any:
    rows = registry.conditions[["nct_id", "condition"]].merge(trials[["nct_id", "phase"]])
    counts = registry.by_phase(rows, "condition", MOST_CONDITIONS)
    return px.bar(counts, x="trials", y="condition", color="phase", text="trials")


def phase_by_country(registry: Registry, trials: pd.DataFrame) -> Any:
    rows = registry.sites[["nct_id", "country"]].merge(trials[["nct_id", "phase"]])
    counts = registry.by_phase(rows, "country", MOST_COUNTRIES)
    return px.bar(counts, x="trials", y="country", color="phase", text="trials")


def allocation_by_masking(registry: Registry, trials: pd.DataFrame) -> Any:
    return px.imshow(pd.crosstab(trials["allocation"], trials["masking"]), text_auto=True)


def create_app(registry: Registry) -> Dash:
    app = Dash(
        __name__,
        suppress_callback_exceptions=True,
        # plotly.js 4.1.1's own outlines, whole: the browser of the benchmark reaches no other host
        assets_folder=str(Path(__file__).parent / "plain_assets"),
    )
    outlines = {"topojsonURL": "/assets/topojson/"}
    app.layout = html.Div([dcc.Location(id="url"), html.Div(id="page")])
    chosen = [Input(f"filter-{key}", "value") for key in FILTERS]
    figures = {
        "map": lambda trials: map_figure(registry, trials),
        "phase-by-condition": lambda trials: phase_by_condition(registry, trials),
        "phase-by-country": lambda trials: phase_by_country(registry, trials),
        "allocation-by-masking": lambda trials: allocation_by_masking(registry, trials),
        **{key: lambda trials, key=key: bars(trials, key) for key in BARS},
    }
    options = {key: registry.options(key) for key in FILTERS}

    @app.callback(Output("page", "children"), Input("url", "pathname"))
    def show_page(path: str) -> html.Div:
        shown = [name for name in figures if name != "map"] if path == "/design" else ["map"]
        return html.Div(
            [
                *(dcc.Dropdown(options[key], id=f"filter-{key}", multi=True) for key in FILTERS),
                html.P(id="count"),
                *(dcc.Graph(id=name, config=outlines) for name in shown),
                html.Div(id="places") if path != "/design" else None,
            ]
        )

    @app.callback(Output("count", "children"), chosen)
    def count(*values: list[str] | None) -> str:
        return f"{len(registry.chosen(values)):,} of {len(registry.trials):,} trials"

    @app.callback(Output("places", "children"), chosen)
    def places(*values: list[str] | None) -> html.Div:
        return place_table(registry, registry.chosen(values))

    for name, draw in figures.items():

        @app.callback(Output(name, "figure"), chosen)
        def figure(*values: list[str] | None, draw: Any = draw) -> Any:
            return draw(registry.chosen(values))

    return app


def create_server() -> Flask:
    root, name = os.environ["DATASETS_DIR"], os.environ["PLAIN_DATASET"]
    server = create_app(Registry(Path(root), name)).server
    # dash is not safe under concurrent first requests: a page without scripts is no yardstick
    with server.test_client() as client:
        client.get("/")
    return server


if __name__ != "__main__" and "PLAIN_DATASET" in os.environ:
    server = create_server()
