"""The figures of one trial's page: its places on a small map, its protocols as timelines."""

from dataclasses import replace
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import html

from components.elements.compare_links import compare_link
from components.elements.export_menu import export_menu
from components.elements.links import dataset_query, link
from components.elements.present import figure_actions
from components.elements.request import PageRequest
from components.elements.tables import bounded, card
from components.figures import maps
from components.pages.entity_figures import (
    PLACES,
    picture,
    regimen_menu,
    timeline_anchor,
    timeline_parts,
)
from components.theme import Figure, Palette
from data.index.index_arrays import NONE
from data.link.options import MapOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.model.regions import REGIONS
from data.queries import one_trial, provenance
from data.queries.places import Places, trial_places
from data.queries.source_line import source_line
from data.queries.unplaced import no_place_in_record
from data.store import TrialStore

SITE = v.ORGANISATION_ROLE.labels["SITE"]
MOST_NAMED = 12
"""Organisations off the map that its caption names."""
SEVERAL_READINGS = "The sources tie this trial to different protocols; each reading is shown."


def places_map(store: TrialStore, nct_id: str, palette: Palette) -> Figure:
    """The map of one trial's places, whatever the filters."""
    found, options = _places(store, nct_id)
    return maps.trial_map(found, palette, options)


def _places(store: TrialStore, nct_id: str) -> tuple[Places, MapOptions]:
    """The trial's places, whatever the filters, and the part of the world that holds them."""
    only = store.no_filters().with_text(nct_id)
    options = MapOptions(count="organisations")
    found = trial_places(store, only, options)
    return found, replace(options, region=region_of(found))


def region_of(found: Places) -> str:
    """The part of the world that holds all these places, else the world."""
    rows = (*found.countries, *found.cities)
    for name, region in REGIONS.items():
        (west, east), (south, north) = region.lon, region.lat
        inside = (south <= row.lat <= north and west <= row.lon <= east for row in rows)
        if name != "world" and rows and all(inside):
            return name
    return "world"


def map_card(store: TrialStore, nct_id: str, request: PageRequest) -> dbc.Card:
    """The trial's organisations on a map; those without a place in words."""
    found, options = _places(store, nct_id)
    rows = one_trial.organisations(store, nct_id)
    own = store.rows_of("trial_organisations").at(store.place_of(nct_id))
    # in a registry record sponsors and collaborators have no place that could be missed
    has_place = store.places_beside_sites | (rows["role"] == SITE)
    off_map = rows[(store.places.city.place[own] == NONE) & has_place]
    children: list[Any] = []
    # countries without a site have no organisation that a map could count
    is_drawn = bool(found.countries) and (store.places_beside_sites or (rows["role"] == SITE).any())
    if not is_drawn and not store.places_beside_sites and not has_place.any():
        children.append(html.P(f"{_no_site(store)} {_countries(found)}".rstrip()))
    if is_drawn:
        children.append(
            picture(
                places_map(store, nct_id, request.palette),
                f"Organisations of {nct_id}. {maps.in_words(found)}",
                name=PLACES,
                kind="places",
                # its marks do not filter here, so the picture does not answer to the mouse
                config={"staticPlot": True},
                **{"--shape": f"{REGIONS[options.region].aspect:.3f}"},
            )
        )
    for words, column, shown in (
        ("Without a stated city", "organisation", off_map["city"] == ""),
        ("No coordinates", "city", off_map["city"] != ""),
    ):
        if shown.any():
            named = _named(off_map[shown], column)
            children.append(html.P(f"{words}: {named}", className="caption"))
    if not children:
        words = "No place stated" if store.places_beside_sites else no_place_in_record(store)
        children.append(html.P(f"{words.capitalize()}.", className="caption"))
    only = store.no_filters().with_text(nct_id)
    if found.countries:
        frames = ("trial_organisations",)
        sources = provenance.of_trials(store, only, frames, frames)
        children.append(html.P(source_line(sources), className="attribution"))
    state = PageState(only, map=options, dataset=store.known.dataset)
    return card(
        "Where its organisations are",
        *children,
        # without a place there is no figure to take along
        menu=(
            figure_actions("trial-map", export_menu("trial-map", state, own=True), state)
            if is_drawn
            else None
        ),
        anchor="trial-map",
    )


def _no_site(store: TrialStore) -> str:
    """Says why no site is named."""
    if store.not_in_file("trial_organisations", "city"):
        return "Sites are not in this file."
    return "The record names no site."


def _countries(found: Places) -> str:
    """The countries that stand without a site; empty where there is none."""
    names = sorted(place.country_name for place in found.countries)
    return f"{'Country' if len(names) == 1 else 'Countries'}: {'; '.join(names)}." if names else ""


def _named(rows: pd.DataFrame, column: str) -> str:
    """Organisations, or their cities, by name; of many their number, the list below names them."""
    names = list(dict.fromkeys(rows[column].where(rows[column] != "", rows["place"])))
    if len(names) > MOST_NAMED:
        what = "sites" if (rows["role"] == SITE).all() else "organisations"
        return f"{len(rows):,} {what}"
    return "; ".join(map(bounded, names))


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
    return card(
        f"Protocol: {reading.label}",
        html.P(
            [
                html.Strong(f"{reading.reading}. "),
                f"{SEVERAL_READINGS} " if of > 1 else "",
                f"Where: {reading.locator}. ",
                link(
                    "This protocol’s own page",
                    f"/protocols/{reading.regimen}",
                    dataset_query(store),
                ),
                " · ",
                link(
                    "Open among the protocols",
                    "/protocols",
                    dataset_query(store, regimen=reading.regimen),
                ),
                " · ",
                compare_link(store, request, reading.regimen),
            ]
        ),
        *timeline_parts(store, reading.regimen, reading.label, request),
        classes="full",
        menu=regimen_menu(store, reading.regimen),
        anchor=timeline_anchor(reading.regimen),
    )
