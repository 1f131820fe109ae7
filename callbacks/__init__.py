"""Wiring: parse the address, render, return; ``register(app, datasets)`` wires all of it."""

from dash import Dash

from callbacks import (
    address,
    callback_body,
    dataset,
    deck_words,
    downloads,
    exports,
    failures,
    filter_options,
    grid,
    health,
    log,
    own_figures,
    pictures,
    printing,
    routing,
    then_and_now,
)
from data.datasets import Datasets


def register(app: Dash, datasets: Datasets) -> None:
    # the log first, so that what the next two refuse is logged, too
    log.register(app, datasets)
    failures.register(app)
    callback_body.register(app)
    for module in (
        health,
        routing,
        dataset,
        filter_options,
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
