"""Downloads by plain links: every frame, and the table of trials under the filters, as CSV."""

from dash import Dash
from flask import Flask, Response, request

from components.exports import csv_text
from data.filters import TrialFilters
from data.queries.trials import trial_rows
from data.store import TrialStore

TRIALS_AS_SHOWN = "trials-as-shown"


def _csv(text: str, name: str) -> Response:
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _unknown(allowed: list[str]) -> Response:
    """What is asked for is not repeated: a link may hold anything."""
    return Response(
        f"There is no such table. Allowed: {', '.join(f'{name}.csv' for name in allowed)}.\n",
        status=404,
        mimetype="text/plain",
    )


def shown_trials(store: TrialStore, query: str) -> str:
    """The rows that the table of trials shows for a query, gaps in words as on the page."""
    filters, _ = TrialFilters.from_query(query)
    rows = trial_rows(store, filters)
    stated = rows["enrollment"].astype("object").where(rows["enrollment"].notna(), "Not stated")
    return csv_text(rows.assign(enrollment=stated))


def register(app: Dash, store: TrialStore) -> None:
    server: Flask = app.server
    frames = store.frames()
    allowed = [TRIALS_AS_SHOWN, *frames]

    @server.get(f"{app.config.routes_pathname_prefix}data/<name>.csv")
    def table(name: str) -> Response:
        if name == TRIALS_AS_SHOWN:
            return _csv(shown_trials(store, request.query_string.decode("utf-8", "replace")), name)
        if name in frames:
            return _csv(csv_text(frames[name]), f"{name}_{store.date}")
        return _unknown(allowed)
