"""Wiring: parse the address, render, return; ``register(app, store)`` wires all of it."""

from dash import Dash

from callbacks import address, downloads, exports, grid, own_figures, pictures, printing, routing
from data.store import TrialStore


def register(app: Dash, store: TrialStore) -> None:
    for module in (routing, address, pictures, grid, own_figures, downloads, exports, printing):
        module.register(app, store)
