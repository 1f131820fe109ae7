"""The picker of Compare: at four protocols its other options are disabled, and say why."""

from typing import Any

from dash import Dash, Input, Output, State
from dash.exceptions import PreventUpdate

from components.elements import ids
from components.elements.compare_links import FULL
from components.elements.controls import bounded
from data.datasets.catalogue import Datasets
from data.link.options import COMPARE, MOST_COMPARED


def register(app: Dash, datasets: Datasets) -> None:
    picker = ids.option_control(COMPARE)

    # not with the address: the list stays open while a reader chooses, and its options with it
    @app.callback(
        Output(picker, "options"),
        Input(picker, "value"),
        State(picker, "options"),
        prevent_initial_call=True,
    )
    def bound(value: list[str] | None, options: list[dict[str, Any]] | None) -> list[Any]:
        if not options:
            raise PreventUpdate
        made = bounded(options, value or (), MOST_COMPARED, FULL)
        if made == options:
            raise PreventUpdate
        return made
