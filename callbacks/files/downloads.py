"""Downloads by plain links: every frame as CSV."""

from collections.abc import Iterator

from dash import Dash
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from callbacks.http.request_edge import FILES
from components.share.attribution import TRIAL_LIST, dataset_name, dated
from components.share.exports import csv_chunks
from data.datasets.catalogue import Datasets
from data.link.query_string import read_query
from data.link.state import DATASET_KEY, PageState
from data.store import TrialStore

TRIALS_AS_SHOWN = "trials-as-shown"


def _csv(chunks: Iterator[str], name: str) -> Response:
    """A file that is sent while it is written: no worker holds all of a long one."""
    response = Response(chunks, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _unknown(allowed: list[str]) -> Response:
    """The answer to an unknown name, which is not repeated: a link may hold anything."""
    return Response(
        f"There is no such table. Allowed: {', '.join(f'{name}.csv' for name in allowed)}.\n",
        status=404,
        mimetype="text/plain",
    )


def _unknown_dataset() -> Response:
    return Response("There is no such dataset here.\n", status=404, mimetype="text/plain")


def file_name(table: str, store: TrialStore) -> str:
    """The table, the dataset and the date of its data."""
    return "_".join((table, dataset_name(store.known.dataset), dated(store.date)))


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server
    allowed = [TRIALS_AS_SHOWN, *datasets.default.frames()]

    @server.get(f"{app.config.routes_pathname_prefix}data/<name>.csv")
    def table(name: str) -> Response | WerkzeugResponse:
        query = request.query_string.decode("utf-8", "replace")
        wanted, _ = read_query(query)
        if name not in allowed:
            return _unknown(allowed)
        store = datasets.named(wanted.get(DATASET_KEY, ""))
        if store is None:
            return _unknown_dataset()
        if name == TRIALS_AS_SHOWN:
            # the address of older links; what it does not understand it leaves out
            state, _ = PageState.from_query(query, store.known)
            prefix = app.config.requests_pathname_prefix
            return redirect(f"{prefix}{FILES}{TRIAL_LIST}.csv{state.to_query()}")
        return _csv(csv_chunks((store.frames()[name],)), file_name(name, store))
