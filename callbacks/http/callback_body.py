"""The edge of dash's callbacks: a body that no page of the app can have sent is refused.

Dash answers such a body with a 500. It is the sender's fault, so it is a 400 in plain words:
size and depth are bounded here, and what fails in dash or in a callback before ``read_request``
is what was sent.
"""

from collections.abc import Mapping
from typing import Any

from dash import ALL, Dash, Output
from dash.exceptions import PreventUpdate
from flask import Flask, request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge

from callbacks.http import limits
from callbacks.http.request_edge import CALLBACKS, path_inside, request_is_read
from components.elements.incidents import LOGGER, reference


def _refusal(what: str) -> BadRequest:
    return BadRequest(f"The body of this callback cannot be read: {what}.")


def is_bounded(value: object) -> bool:
    """Says whether texts are short and UTF-8, lists short, and nothing is nested too deep."""
    level: list[object] = [value]
    for depth in range(limits.DEEPEST + 1):
        below: list[object] = []
        for each in level:
            if isinstance(each, str):
                if len(each) > limits.LONGEST_TEXT or not (each.isascii() or _is_utf8(each)):
                    return False
            elif isinstance(each, list | dict):
                if len(each) > limits.LONGEST_LIST or depth == limits.DEEPEST:
                    return False
                below += each
                if isinstance(each, dict):
                    below += each.values()
        level = below
    return True


def _is_utf8(text: str) -> bool:
    """False for half of a surrogate pair, which is JSON and no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _read() -> object:
    try:
        body = request.get_data()
    except HTTPException:
        raise
    except Exception:  # the server's own kinds: chunks that are none, a connection that ends
        raise _refusal("it does not arrive whole") from None
    if request.content_length is None and len(body) >= limits.LARGEST_BODY:
        raise RequestEntityTooLarge  # sent in chunks, and cut there
    try:
        return request.get_json()
    except RecursionError:
        raise _refusal("it is nested too deep") from None


def _is_family(output: Output) -> bool:
    own = output.component_id
    return isinstance(own, dict) and ALL in own.values()


def check_outputs(body: Any, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises whatever it may unless families of outputs are lists, and no others are.

    Dash compares ids and properties itself, and this only with what the callback returns.
    """
    declared, sent = callbacks[body["output"]]["output"], body["outputs"]
    pairs = zip(declared, sent, strict=True) if isinstance(declared, list) else [(declared, sent)]
    if any(_is_family(output) != isinstance(part, list) for output, part in pairs):
        raise ValueError("An output is another kind of id.")


def register(app: Dash) -> None:
    server: Flask = app.server
    server.config["MAX_CONTENT_LENGTH"] = limits.LARGEST_BODY
    prefix = app.config.routes_pathname_prefix
    dispatch = server.view_functions[prefix + CALLBACKS]

    @server.before_request
    def refuse_what_is_too_much() -> None:
        if (
            path_inside(prefix) == CALLBACKS
            and request.method == "POST"
            and not is_bounded(_read())
        ):
            raise _refusal("a text or list is too long, nested too deep or not UTF-8")

    def refuse_what_no_page_sends() -> Any:
        try:
            check_outputs(request.get_json(), app.callback_map)
            return dispatch()
        except (HTTPException, PreventUpdate):
            raise
        except Exception as error:
            if request_is_read():
                raise
            fields = {"reference": reference(), "error": type(error).__name__}
            LOGGER.warning("callback refused", extra={"fields": fields})
            raise _refusal("no page sends it") from None

    server.view_functions[prefix + CALLBACKS] = refuse_what_no_page_sends
