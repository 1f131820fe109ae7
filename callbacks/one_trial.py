"""The figures of one trial's page: they do not follow the filters, only the theme."""

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from callbacks.reading import read_request
from components import ids
from components.pages.trial import wanted_id
from components.pages.trial_figures import trial_figure
from data.queries.one_trial import find_trial
from data.store import TrialStore


def register(app: Dash, store: TrialStore) -> None:
    @app.callback(
        Output(ids.trial_figure(ALL), "figure"),
        Input(ids.THEME, "data"),
        State(ids.URL, "pathname"),
        prevent_initial_call=True,
    )
    def draw_trial(_theme: str | None, path: str | None) -> list[Any]:
        request = read_request(store, path, "")
        nct_id = find_trial(store, wanted_id(request))
        names = [output["id"]["name"] for output in ctx.outputs_list]
        if not nct_id:
            return [no_update for _ in names]
        return [trial_figure(store, nct_id, name, request.palette) for name in names]
