"""Figures that belong to one trial or protocol: they follow the theme and not the filters."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from dash import dcc, html

from components.elements import ids
from components.elements.cards import graph_config
from components.elements.export_menu import export_menu
from components.elements.markup import Markup, filled
from components.elements.present import figure_actions
from components.elements.request import PageRequest
from components.elements.tables import rows_table, without_empty
from components.elements.upright import HAS_UPRIGHT
from components.elements.upright_timeline import timeline_upright
from components.figures.timeline import timelines
from components.theme import Figure, Palette
from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import one_trial, provenance
from data.queries.how_known import how_known
from data.queries.source_line import source_line
from data.store import TrialStore

PLACES = "places"
"""The name of a trial's map among these figures; the others are named after their regimen."""

EVENT_HEADINGS = {
    "agent_name": "Agent",
    "role": "Role",
    "arm_label": "Arm",
    "start_words": "Start",
    "end_words": "End",
    "dose": "Dose",
    "route": "Route",
    "schedule": "Schedule",
    "trough_target": "Trough target",
    "patients": "Patients",
    "certainty": "Certainty",
    "locator": "Where it stands",
}


def timeline(store: TrialStore, regimen: str, palette: Palette) -> Figure:
    """All events of one protocol and each printed none, whatever the filters."""
    return timelines.protocol_timeline(one_trial.regimen_drawn(store, regimen), palette, "both")


def upright(store: TrialStore, regimen: str, palette: Palette) -> list[Markup]:
    """All events of one protocol and each printed none, as a phone shows them."""
    return timeline_upright(one_trial.regimen_drawn(store, regimen), palette, "both")


def picture(
    figure: Figure, summary: str, *, name: str, kind: str, config: Mapping[str, Any], **style: str
) -> html.Div:
    """A chart with its text summary as the label of one picture."""
    return html.Div(
        dcc.Graph(
            id=ids.entity_figure(name),
            figure=figure,
            config={**graph_config(), **config},
            className="graph",
        ),
        role="img",
        className=f"picture picture-{kind}",
        style=style,
        **{"aria-label": summary},
    )


def timeline_parts(
    store: TrialStore, regimen: str, label: str, request: PageRequest, *, folded: bool = False
) -> list[Any]:
    """The timeline of one protocol and the table of its events with their locators."""
    events = one_trial.regimen_events(store, regimen)
    title = f"Events ({len(events)})"
    table = rows_table(
        worded(events), without_empty(events, EVENT_HEADINGS, "arm_label"), f"Events of {label}"
    )
    said = how_known(one_trial.regimen_drawn(store, regimen))
    return [
        picture(
            timeline(store, regimen, request.palette),
            f"{label}. {timelines.in_words(one_trial.regimen_drawn(store, regimen))}",
            name=regimen,
            kind=f"timeline {HAS_UPRIGHT}",
            config={},
        ),
        filled(
            ids.entity_upright(regimen),
            "div",
            upright(store, regimen, request.palette),
            className="upright",
        ),
        html.P(said, className="caption") if said else None,
        html.P(source_line(provenance.of_events(store, events)), className="attribution"),
        *(
            [html.Details([html.Summary(f"{title} with their place in the sources"), table])]
            if folded
            else [html.H3(title, className="events-head"), table]
        ),
    ]


def timeline_anchor(regimen: str) -> str:
    """The DOM id of a protocol's own timeline; a page may hold several."""
    return f"protocol-timeline-{regimen}"


def regimen_menu(store: TrialStore, regimen: str) -> html.Div:
    """The actions on one protocol's own timeline: present, export."""
    state = PageState(
        store.no_filters(),
        protocols=ProtocolOptions(regimen=(regimen,)),
        dataset=store.known.dataset,
    )
    menu = export_menu("protocol-timeline", state, anchor=timeline_anchor(regimen), own=True)
    return figure_actions("protocol-timeline", menu, state)


def worded(events: pd.DataFrame) -> pd.DataFrame:
    """The events with labels for codes, and their remark beside the certainty it explains."""
    certainty = events["certainty"].astype("str").map(v.CERTAINTY.labels)
    remark = events["remark"].map(lambda text: f". {text}" if text else "")
    return events.assign(
        role=events["role"].astype("str").map(v.EVENT_ROLE.labels),
        certainty=certainty + remark,
    )
