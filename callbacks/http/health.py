"""``/healthz``: the process answers. ``/readyz``: it has its data and can make pages."""

from dash import Dash
from flask import Flask, Response, jsonify

from callbacks.http.response_cache import EXTENSION
from components.elements.request import PageRequest
from components.share.attribution import VERSION
from components.shell import match_count
from data.datasets.catalogue import Datasets


def _cache(server: Flask) -> str:
    """An instance without its cache is slower and ready all the same."""
    answers = server.extensions.get(EXTENSION)
    if answers is None:
        return "off"
    return "here" if answers.is_here() else "away"


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server
    root = app.config.routes_pathname_prefix
    known = {"version": VERSION, "data": datasets.default.date}

    @server.get(f"{root}healthz")
    def healthz() -> Response:
        return jsonify(status="ok", **known)

    @server.get(f"{root}readyz")
    def readyz() -> Response:
        """Counts the trials of every dataset, as each page does; a failure is a 500."""
        for store in datasets.stores:
            match_count(store, PageRequest())
        return jsonify(
            status="ready",
            **known,
            trials=len(datasets.default.trials),
            datasets=datasets.total,
            cache=_cache(server),
        )
