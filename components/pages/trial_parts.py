"""Parts of the page of one trial: tables of its rows, its small map, its protocols."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import dcc, html

from components.cards import graph_config
from components.figures import maps, timelines
from components.figures.regions import REGIONS
from components.links import link
from components.request import PageRequest
from data import vocabulary as v
from data.filters import TrialFilters
from data.options import MapOptions
from data.queries import one_trial
from data.queries.one_trial import NOT_PRINTED, NOT_STATED
from data.queries.places import trial_places
from data.store import TrialStore

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
UNKNOWN_WORDS = (NOT_STATED.lower(), NOT_PRINTED.lower())


def value(text: object, gap: str = NOT_STATED) -> Any:
    """A cell's text; what the source leaves open is grey and hatched, as in the figures.

    ``gap`` stands for an empty cell: in reference tables a gap means that there is no more to say.
    """
    words = gap if pd.isna(text) or text == "" else str(text)
    if words.lower() in UNKNOWN_WORDS:
        return html.Span(words.capitalize(), className="not-stated")
    return words


def card(title: str, *children: Any, classes: str = "") -> dbc.Card:
    return dbc.Card(
        [html.Header(html.H2(title), className="card-head"), *children],
        className=f"trial-card {classes}",
    )


def rows_table(
    frame: pd.DataFrame, headings: Mapping[str, str], caption: str, gap: str = NOT_STATED
) -> html.Div:
    """A frame's columns under their headings; the first column heads its row."""
    columns = list(headings)
    return html.Div(
        dbc.Table(
            [
                html.Caption(caption, className="visually-hidden"),
                html.Thead(html.Tr([html.Th(name, scope="col") for name in headings.values()])),
                html.Tbody(
                    [
                        html.Tr(
                            [
                                html.Th(value(row[0], gap), scope="row"),
                                *(html.Td(value(cell, gap)) for cell in row[1:]),
                            ]
                        )
                        for row in frame[columns].astype("object").itertuples(index=False)
                    ]
                ),
            ],
            className="data-table row-heads",
        ),
        className="table-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": caption},
    )


def definition_card(store: TrialStore, nct_id: str) -> dbc.Card:
    return card(
        "Fields, as printed and normalised",
        rows_table(
            one_trial.definition(store, nct_id),
            {"label": "Field", "printed": "As printed", "normalised": "Normalised"},
            "Fields of the trial",
        ),
        classes="definition",
    )


def conditions_card(store: TrialStore, nct_id: str) -> dbc.Card:
    return card(
        "Conditions",
        rows_table(
            one_trial.conditions(store, nct_id),
            {
                "condition_printed": "As printed",
                "condition": "Normalised",
                "condition_group": "Group",
                "locator": "Where it stands",
            },
            "Conditions of the trial",
        ),
    )


def interventions_card(store: TrialStore, nct_id: str) -> dbc.Card:
    return card(
        "Interventions",
        rows_table(
            one_trial.interventions(store, nct_id),
            {
                "intervention_printed": "As printed",
                "intervention": "Normalised",
                "cell_product": "Cell product",
                "donor": "Donor",
                "certainty": "Certainty",
                "basis": "How it is known",
                "locator": "Where it stands",
            },
            "Interventions of the trial",
        ),
        classes="full",
    )


def organisations_card(store: TrialStore, nct_id: str) -> dbc.Card:
    return card(
        "Organisations",
        rows_table(
            one_trial.organisations(store, nct_id),
            {
                "organisation": "Organisation",
                "organisation_printed": "As printed",
                "role": "Role",
                "role_certainty": "Certainty of the role",
                "role_basis": "How the role is known",
                "place": "Place",
                "place_basis": "How the place is known",
            },
            "Organisations of the trial",
        ),
        classes="full",
    )


def picture(figure: dict[str, Any], summary: str, name: str, **properties: Any) -> html.Div:
    """A chart with its text summary as the label of one picture."""
    config = graph_config() | properties.pop("config", {})
    return html.Div(
        dcc.Graph(figure=figure, config=config, className="graph"),
        role="img",
        className=f"picture picture-{name}",
        **{"aria-label": summary, **properties},
    )


def map_card(store: TrialStore, nct_id: str, request: PageRequest) -> dbc.Card:
    """The trial's organisations on a map, whatever the filters; those without a place in words."""
    frame = trial_places(store, TrialFilters(text=nct_id), MapOptions())
    options = MapOptions(count="organisations", region=region_of(frame))
    rows = one_trial.organisations(store, nct_id)
    off_map = rows.loc[rows["lat"].isna(), "organisation"].tolist()
    children: list[Any] = []
    if len(frame):
        frame = trial_places(store, TrialFilters(text=nct_id), options)
        children.append(
            picture(
                maps.trial_map(frame, request.palette, options),
                f"Organisations of {nct_id}. {maps.in_words(frame)}",
                "places",
                # its marks do not filter here, so the picture does not answer to the mouse
                config={"staticPlot": True},
                style={"--shape": f"{REGIONS[options.region].aspect:.3f}"},
            )
        )
    if off_map:
        names = "; ".join(off_map)
        children.append(html.P(f"Without a stated city: {names}", className="caption"))
    return card("Where its organisations are", *children)


def region_of(frame: pd.DataFrame) -> str:
    """The part of the world that holds all places of ``trial_places``, else the world."""
    for name, region in REGIONS.items():
        inside = frame["lat"].between(*region.lat) & frame["lon"].between(*region.lon)
        if name != "world" and len(frame) and inside.all():
            return name
    return "world"


def protocols_part(store: TrialStore, nct_id: str, request: PageRequest) -> list[dbc.Card]:
    """One card a reading that ties a protocol to this trial: timeline and events."""
    readings = one_trial.linked_regimens(store, nct_id)
    return [
        protocol_card(store, reading, request, of=len(readings))
        for reading in readings.itertuples()
    ]


def protocol_card(store: TrialStore, reading: Any, request: PageRequest, *, of: int) -> dbc.Card:
    """One of ``of`` readings; where there are several, the card says that they disagree."""
    events = one_trial.regimen_events(store, reading.regimen)
    figure = timelines.protocol_timeline(events, request.palette, "both")
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
        picture(figure, f"{reading.label}. {timelines.in_words(events)}", "timeline"),
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


def record_card(store: TrialStore, nct_id: str) -> list[dbc.Card]:
    """The registry record by section, where the data holds it whole."""
    sections = one_trial.record_sections(store, nct_id)
    if not sections:
        return []
    return [
        card(
            "The whole registry record",
            html.Div([_section(title, rows) for title, rows in sections], className="record"),
            classes="full",
        )
    ]


def _section(title: str, rows: pd.DataFrame) -> html.Section:
    pairs: Sequence[Any] = [
        part
        for field, text in zip(rows["field"], rows["value"], strict=True)
        for part in (html.Dt(field), html.Dd(text))
    ]
    return html.Section([html.H3(title), html.Dl(pairs)], className="record-section")
