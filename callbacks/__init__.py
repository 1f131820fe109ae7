"""Wiring: parse the address, render, return; ``register(app, datasets)`` wires all of it."""

from dash import Dash

from callbacks.files import deck_words, downloads, exports, templates
from callbacks.http import callback_body, failures, health, log
from callbacks.page import (
    address,
    compare_options,
    dataset,
    entity_figures,
    filter_options,
    grid,
    pictures,
    printing,
    result_options,
    routing,
    then_and_now,
)
from data.datasets.catalogue import Datasets


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
        compare_options,
        pictures,
        result_options,
        grid,
        deck_words,
        entity_figures,
        downloads,
        exports,
        templates,
        printing,
        then_and_now,
    ):
        module.register(app, datasets)
