"""Downloads by plain links: every frame, and the table of trials under the filters, as CSV."""

from collections.abc import Iterator

import pandas as pd
from dash import Dash
from flask import Flask, Response, request

from components.exports import csv_chunks
from components.imprint import dataset_name
from data.datasets import Datasets
from data.filters import TrialFilters
from data.queries.trial_table import row_chunks
from data.queries.trial_words import NOT_STATED
from data.query_string import read_query
from data.state import DATASET_KEY
from data.store import TrialStore

TRIALS_AS_SHOWN = "trials-as-shown"


def _csv(chunks: Iterator[str], name: str) -> Response:
    """A file that is sent while it is written: no worker holds all of a long one."""
    response = Response(chunks, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _unknown(allowed: list[str]) -> Response:
    """What is asked for is not repeated: a link may hold anything."""
    return Response(
        f"There is no such table. Allowed: {', '.join(f'{name}.csv' for name in allowed)}.\n",
        status=404,
        mimetype="text/plain",
    )


def _unknown_dataset() -> Response:
    return Response("There is no such dataset here.\n", status=404, mimetype="text/plain")


def file_name(table: str, store: TrialStore) -> str:
    """The table, the dataset and the date of its data."""
    return "_".join((table, dataset_name(store.known.dataset), store.date))


def shown_trials(store: TrialStore, query: str) -> Iterator[str]:
    """The rows that the table of trials shows for a query, gaps in words as on the page."""
    filters, _ = TrialFilters.from_query(query, store.known.filters)
    return csv_chunks(_gaps_in_words(rows) for rows in row_chunks(store, filters))


def _gaps_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    numbers = rows["enrollment"]
    return rows.assign(enrollment=numbers.astype("object").where(numbers.notna(), NOT_STATED))


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server
    allowed = [TRIALS_AS_SHOWN, *datasets.default.frames()]

    @server.get(f"{app.config.routes_pathname_prefix}data/<name>.csv")
    def table(name: str) -> Response:
        query = request.query_string.decode("utf-8", "replace")
        wanted, _ = read_query(query)
        if name not in allowed:
            return _unknown(allowed)
        store = datasets.named(wanted.get(DATASET_KEY, ""))
        if store is None:
            return _unknown_dataset()
        if name == TRIALS_AS_SHOWN:
            return _csv(shown_trials(store, query), file_name(name, store))
        return _csv(csv_chunks((store.frames()[name],)), file_name(name, store))
