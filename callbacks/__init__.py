"""Wiring: parse the address, render, return; ``register(app, store)`` wires all of it."""

from dash import Dash

from callbacks import address, downloads, grid, own_figures, pictures, routing
from data.store import TrialStore


def register(app: Dash, store: TrialStore) -> None:
    for module in (routing, address, pictures, grid, own_figures, downloads):
        module.register(app, store)
