"""The answer when something fails: a plain sentence, and the reference of its log line."""

from collections.abc import Callable
from typing import Any

from dash import Dash, html, set_props
from dash.exceptions import DependencyException
from flask import Flask, Response
from werkzeug.exceptions import HTTPException

from callbacks.http import limits
from callbacks.http.request_edge import request_is_read
from components.elements import ids
from components.elements.incidents import failed_in_words, failure
from components.elements.markup import piece

SENTENCES = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not take this kind of request.",
    413: f"The body is larger than {limits.LARGEST_BODY:,} bytes, which no page sends.",
}
"""Sentences for errors that come with werkzeug's own words; ours say more and are shown."""


def _plain(text: str, status: int) -> Response:
    return Response(text + "\n", status=status, mimetype="text/plain")


def tell_of_failed_callback(error: Exception) -> None:
    """Dash's ``on_error``: the outputs stay as they are, a line on the page says so.

    Raises:
        Exception: the error, where the body was none that a page sends.
    """
    if not request_is_read():
        raise error
    mark = failure("callback failed", error)
    close = piece("button", className="btn-close", type="button", **{"aria-label": "Close"})
    words = failed_in_words("A part of this page", mark)
    message = piece("div", words, close, className="alert alert-danger alert-dismissible")
    set_props(ids.FAILURE, {"markup": [message]})


def guarded(layout: Callable[..., Any]) -> Callable[..., Any]:
    """A page's layout that says in its place that it failed, while the frame around it stands."""

    def guarded_layout(*args: Any, **kwargs: Any) -> Any:
        try:
            return layout(*args, **kwargs)
        except Exception as error:
            if not request_is_read():
                raise
            mark = failure("page failed", error)
            return html.Div(
                [html.H1("This page could not be made"), html.P(failed_in_words("It", mark))],
                role="alert",
            )

    return guarded_layout


def register(app: Dash) -> None:
    server: Flask = app.server

    @server.errorhandler(HTTPException)
    def say_what_is_wrong(error: HTTPException) -> Response:
        code = error.code or 500
        sentence = SENTENCES.get(code, f"This request was answered with code {code}.")
        own = error.description if error.description != type(error).description else None
        response = _plain(own or sentence, code)
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                response.headers[name] = value  # such as what a 405 allows
        return response

    @server.errorhandler(DependencyException)
    def no_such_script(_error: DependencyException) -> Response:
        return _plain(SENTENCES[404], 404)

    @server.errorhandler(Exception)
    def own_fault(error: Exception) -> Response:
        mark = failure("request failed", error)
        return _plain(f"Something went wrong on this server. Its reference is {mark}.", 500)
