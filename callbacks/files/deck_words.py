"""The words of a dataset's links, for the deck page: a deck may hold figures of several.

The deck itself stays in the browser; the server hears which datasets it is of, no more.
"""

from dash import Dash
from flask import Flask, Response, jsonify, request

from components.elements.deck_words import deck_words
from data.datasets.catalogue import Datasets
from data.link.query_string import shorten
from data.link.state import DATASET_KEY


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server

    @server.get(f"{app.config.routes_pathname_prefix}deck-words.json")
    def words() -> Response:
        name = request.args.get(DATASET_KEY, "")
        store = datasets.named(name)
        if store is None:
            said = f"Dataset: “{shorten(name)}” is not known here.\n"
            return Response(said, status=404, mimetype="text/plain")
        return jsonify(deck_words(datasets, store))
