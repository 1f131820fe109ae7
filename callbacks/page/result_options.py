"""The trials that the choice of posted results offers, found for what a reader types."""

from dash import Dash, Input, Output, State

from callbacks.http.request_edge import read_request, text_of
from components.elements import ids
from components.elements.controls import Option
from components.elements.result_controls import TRIAL, trial_options
from data.datasets.catalogue import Datasets


def register(app: Dash, datasets: Datasets) -> None:
    # of 70,000 trials with results a browser gets those that are asked for
    @app.callback(
        Output(ids.option_control(TRIAL), "options", allow_duplicate=True),
        Input(ids.option_control(TRIAL), "search_value"),
        State(ids.URL, "search"),
        prevent_initial_call=True,
    )
    def find_trials(text: str | None, search: str | None) -> list[Option]:
        store, request = read_request(datasets, "/outcomes", search)
        return trial_options(store, request.state, text_of(text))
