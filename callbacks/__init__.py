"""Wiring: parse the address, render, return; ``register(app, datasets)`` wires all of it."""

from dash import Dash

from callbacks import (
    address,
    dataset,
    deck_words,
    downloads,
    exports,
    grid,
    own_figures,
    pictures,
    printing,
    routing,
    then_and_now,
)
from data.datasets import Datasets


def register(app: Dash, datasets: Datasets) -> None:
    for module in (
        routing,
        dataset,
        address,
        pictures,
        grid,
        deck_words,
        own_figures,
        downloads,
        exports,
        printing,
        then_and_now,
    ):
        module.register(app, datasets)
