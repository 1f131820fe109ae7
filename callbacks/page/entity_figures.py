"""The figures of one trial or protocol: they do not follow the filters, only the theme."""

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from callbacks.http.request_edge import names_of, read_request
from components.elements import ids
from components.elements.request import PageRequest
from components.pages.entity_figures import PLACES, timeline, upright
from components.pages.study_figures import StudyFigure, study_figure, study_upright
from components.pages.trial import wanted_id
from components.pages.trial_arms import arms_figure, arms_on_phones, part_named
from components.pages.trial_figures import places_map
from data.datasets.catalogue import Datasets
from data.queries.one_regimen import find_regimen
from data.queries.one_trial import find_trial
from data.store import TrialStore


def entity_figure(store: TrialStore, request: PageRequest, name: str) -> Any:
    """The figure of this name on the open page; none where the page has left meanwhile."""
    part = part_named(name)
    if name == PLACES or part:
        nct_id = find_trial(store, wanted_id(request))
        if not nct_id:
            return no_update
        if part:
            return arms_figure(store, nct_id, request.palette, part)
        return places_map(store, nct_id, request.palette)
    if StudyFigure.read(name):
        return study_figure(store, request, name) or no_update
    regimen = find_regimen(store, name)
    return timeline(store, regimen, request.palette) if regimen else no_update


def entity_upright(store: TrialStore, request: PageRequest, name: str) -> Any:
    """The upright version of a figure of this name; none where the page has left meanwhile."""
    if part_named(name):
        nct_id = find_trial(store, wanted_id(request))
        return arms_on_phones(store, nct_id, request.palette) if nct_id else no_update
    if StudyFigure.read(name):
        own = study_upright(store, request, name)
        return no_update if own is None else own
    regimen = find_regimen(store, name)
    return upright(store, regimen, request.palette) if regimen else no_update


def register(app: Dash, datasets: Datasets) -> None:
    @app.callback(
        Output(ids.entity_figure(ALL), "figure"),
        Output(ids.entity_upright(ALL), "markup"),
        Input(ids.THEME, "data"),
        State(ids.URL, "pathname"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def draw_entity_figures(
        _theme: str | None, path: str | None, search: str | None
    ) -> tuple[list[Any], list[Any]]:
        figures, uprights = (names_of(outputs, "name") for outputs in ctx.outputs_list)
        store, request = read_request(datasets, path, search)
        return (
            [entity_figure(store, request, name) for name in figures],
            [entity_upright(store, request, name) for name in uprights],
        )
