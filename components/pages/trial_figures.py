"""The figures of one trial's page: its places on a small map, its protocols as timelines."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from components import ids
from components.cards import graph_config
from components.figures import maps, timelines
from components.figures.regions import REGIONS
from components.links import link
from components.request import PageRequest
from components.tables import card, rows_table
from components.theme import Palette
from data import vocabulary as v
from data.filters import TrialFilters
from data.options import MapOptions
from data.queries import one_trial
from data.queries.places import trial_places
from data.store import TrialStore

Figure = dict[str, Any]

PLACES = "places"
"""The name of the trial's map among its figures; the others are named after their regimen."""

EVENT_HEADINGS = {
    "agent_name": "Agent",
    "role": "Role",
    "start_printed": "Start",
    "end_printed": "End",
    "dose": "Dose",
    "route": "Route",
    "schedule": "Schedule",
    "trough_target": "Trough target",
    "patients": "Patients",
    "certainty": "Certainty",
    "locator": "Where it stands",
}

SEVERAL_READINGS = "The sources tie this trial to different protocols; each reading is shown."


def trial_figure(store: TrialStore, nct_id: str, name: str, palette: Palette) -> Figure:
    """A figure of the trial's page by its name."""
    if name == PLACES:
        frame, options = _places(store, nct_id)
        return maps.trial_map(frame, palette, options)
    return timelines.protocol_timeline(one_trial.regimen_events(store, name), palette, "both")


def picture(
    figure: Figure, summary: str, *, name: str, kind: str, config: Mapping[str, Any], **style: str
) -> html.Div:
    """A chart with its text summary as the label of one picture."""
    return html.Div(
        dcc.Graph(
            id=ids.trial_figure(name),
            figure=figure,
            config={**graph_config(), **config},
            className="graph",
        ),
        role="img",
        className=f"picture picture-{kind}",
        style=style,
        **{"aria-label": summary},
    )


def _places(store: TrialStore, nct_id: str) -> tuple[pd.DataFrame, MapOptions]:
    """The trial's places, whatever the filters, and the part of the world that holds them."""
    only = TrialFilters(text=nct_id)
    options = MapOptions(count="organisations")
    frame = trial_places(store, only, options)
    return frame, replace(options, region=region_of(frame))


def region_of(frame: pd.DataFrame) -> str:
    """The part of the world that holds all places of ``trial_places``, else the world."""
    for name, region in REGIONS.items():
        inside = frame["lat"].between(*region.lat) & frame["lon"].between(*region.lon)
        if name != "world" and len(frame) and inside.all():
            return name
    return "world"


def map_card(store: TrialStore, nct_id: str, request: PageRequest) -> dbc.Card:
    """The trial's organisations on a map; those without a place in words."""
    frame, options = _places(store, nct_id)
    rows = one_trial.organisations(store, nct_id)
    off_map = rows.loc[rows["lat"].isna(), "organisation"].tolist()
    children: list[Any] = []
    if len(frame):
        children.append(
            picture(
                trial_figure(store, nct_id, PLACES, request.palette),
                f"Organisations of {nct_id}. {maps.in_words(frame)}",
                name=PLACES,
                kind="places",
                # its marks do not filter here, so the picture does not answer to the mouse
                config={"staticPlot": True},
                **{"--shape": f"{REGIONS[options.region].aspect:.3f}"},
            )
        )
    if off_map:
        names = "; ".join(off_map)
        children.append(html.P(f"Without a stated city: {names}", className="caption"))
    return card("Where its organisations are", *children)


def protocol_cards(store: TrialStore, nct_id: str, request: PageRequest) -> list[dbc.Card]:
    """One card a reading that ties a protocol to this trial: timeline and events."""
    readings = one_trial.linked_regimens(store, nct_id)
    return [
        protocol_card(store, nct_id, reading, request, of=len(readings))
        for reading in readings.itertuples()
    ]


def protocol_card(
    store: TrialStore, nct_id: str, reading: Any, request: PageRequest, *, of: int
) -> dbc.Card:
    """One of ``of`` readings; where there are several, the card says that they disagree."""
    events = one_trial.regimen_events(store, reading.regimen)
    return card(
        f"Protocol: {reading.label}",
        html.P(
            [
                html.Strong(f"{reading.reading}. "),
                f"{SEVERAL_READINGS} " if of > 1 else "",
                f"Where: {reading.locator}. ",
                link("Open among the protocols", "/protocols", f"?regimen={reading.regimen}"),
            ]
        ),
        picture(
            trial_figure(store, nct_id, reading.regimen, request.palette),
            f"{reading.label}. {timelines.in_words(events)}",
            name=reading.regimen,
            kind="timeline",
            config={},
        ),
        html.H3(f"Events ({len(events)})", className="events-head"),
        rows_table(_worded(events), EVENT_HEADINGS, f"Events of {reading.label}"),
        classes="full",
    )


def _worded(events: pd.DataFrame) -> pd.DataFrame:
    """The events with labels for codes, and their remark beside the certainty it explains."""
    certainty = events["certainty"].astype("str").map(v.CERTAINTY.labels)
    remark = events["remark"].map(lambda text: f". {text}" if text else "")
    return events.assign(
        role=events["role"].astype("str").map(v.EVENT_ROLE.labels),
        certainty=certainty + remark,
    )
