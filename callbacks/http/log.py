"""One line of JSON for each answer and each failure; no address of a reader, no typed text.

Of what a reader asked for, only the canonical filters are kept, the text search without its text.
"""

import json
import logging
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dash import Dash
from flask import Flask, Response, g, request

from callbacks.http.dash_internals import callback_of, value_in
from callbacks.http.request_edge import CALLBACKS, path_inside, read_link
from components.elements import ids
from components.elements.incidents import LOGGER, reference
from data.datasets.catalogue import Datasets
from data.link.state import PageState

REFERENCE_HEADER = "X-Request-Id"
LONGEST_PATH = 200
STATE = "state"
"""The place where a file leaves the state that it was made of, so that its address is read once."""


class JsonLines(logging.Formatter):
    """A record as one line of JSON: time, level, event, then the fields of ``extra["fields"]``."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)


def write_to_stdout() -> None:
    """Sends logs to stdout, which a host collects; gunicorn's own lines take the same form."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    LOGGER.handlers = [handler]
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    for standing in logging.getLogger("gunicorn.error").handlers:
        standing.setFormatter(JsonLines())


def canonical_filters(datasets: Datasets, query: str) -> str:
    """The filters and options of a query in their canonical form; a ``*`` stands for a text."""
    _, shown, _ = read_link(datasets, query)
    return _canonical(shown)


def _canonical(shown: PageState) -> str:
    if shown.filters.city:
        shown = shown.with_filters(shown.filters.with_city("*"))
    if shown.filters.text:
        shown = shown.with_filters(shown.filters.with_text("*"))
    if shown.table.find:
        shown = replace(shown, table=replace(shown.table, find="*"))
    return shown.to_query().removeprefix("?")


def _asked(datasets: Datasets, prefix: str) -> dict[str, Any]:
    """Names what the request under way asks for, as far as it may be kept."""
    if path_inside(prefix) == CALLBACKS:
        body = request.get_json(silent=True) if request.is_json else None
        search = str(value_in(body, ids.URL, "search") or "")
        return {
            "filters": canonical_filters(datasets, search),
            "callback": callback_of(body)[:LONGEST_PATH],
        }
    if STATE in g:
        return {"filters": _canonical(g.get(STATE))}
    return {"filters": canonical_filters(datasets, request.query_string.decode("utf-8", "replace"))}


def register(app: Dash, datasets: Datasets) -> None:
    server: Flask = app.server
    prefix = app.config.routes_pathname_prefix

    @server.before_request
    def start_the_clock() -> None:
        g.started = time.perf_counter()

    @server.after_request
    def log_when_sent(response: Response) -> Response:
        response.headers[REFERENCE_HEADER] = reference()
        fields = {
            "reference": reference(),
            "method": request.method,
            "path": request.path[:LONGEST_PATH],
            **({} if 400 <= response.status_code < 500 else _asked(datasets, prefix)),
            "status": response.status_code,
            **({"cached": True} if "from_cache" in g else {}),
        }
        started = g.get("started", time.perf_counter())

        def log() -> None:
            # a stream is logged when its last byte has gone
            fields["ms"] = round((time.perf_counter() - started) * 1000, 1)
            LOGGER.info("request", extra={"fields": fields})

        if response.direct_passthrough:  # a file, whose end werkzeug does not tell
            log()
        else:
            response.call_on_close(log)
        return response
