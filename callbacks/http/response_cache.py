"""Answers that were made lately: each worker's own, or with CACHE_URL all workers' in a Redis.

What is kept is a function of the request, the day, the code and the data alone: files of figures
and decks, a page with its frame, and what the callbacks draw. When Redis is away, the app answers
as ever.
"""

import hashlib
from datetime import UTC, datetime

from dash import Dash
from flask import Flask, Response, g, request

from callbacks.http.answers import Answers, OwnAnswers
from callbacks.http.request_edge import (
    CALLBACKS,
    FILES,
    FRAME,
    THEME_COOKIE,
    opened_address,
    path_inside,
)
from callbacks.http.static_files import coding_for
from data.datasets.catalogue import Datasets

LARGEST = 4_000_000
"""Bytes of an answer that is kept."""
EXTENSION = "shared-answers"
HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control", "Content-Encoding", "Vary")
"""Those that the maker of an answer and its compression set; the server adds the others to every
answer."""


def _is_kept(inside: str) -> bool:
    """Says whether this request's answer may be kept: a file, a frame, or of a callback, whose
    body is read.

    inside: the request's path without the prefix.
    """
    if request.method == "POST":
        return inside == CALLBACKS
    return request.method == "GET" and (inside == FRAME or inside.startswith(FILES))


def _key(inside: str) -> str:
    """All that an answer depends on: the host, as files hold whole links; the day, as a citation
    says when the site was read."""
    # the query of a callback is a token that dash gives to each visit, and says nothing
    address = request.full_path if inside.startswith(FILES) else request.path
    parts = (
        request.method,
        request.url_root,
        address,
        opened_address() if inside == FRAME else "",
        request.cookies.get(THEME_COOKIE, ""),
        coding_for(request.accept_encodings),
        datetime.now(UTC).date().isoformat(),
    )
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass"))
    if request.method == "POST":
        digest.update(request.get_data())
    return digest.hexdigest()


def register(app: Dash, datasets: Datasets, url: str) -> None:
    """With a ``url``, ``server.extensions`` holds the cache that is shared.

    Flask has the first one registered see an answer last: this comes before the compression.
    """
    server: Flask = app.server
    prefix = app.config.routes_pathname_prefix
    answers: Answers = OwnAnswers()
    if url:
        # redis takes a tenth of a second to import, and most instances have none
        from callbacks.http.shared_answers import shared_answers

        answers = server.extensions[EXTENSION] = shared_answers(server, datasets, url)

    @server.before_request
    def answer_from_the_cache() -> Response | None:
        inside = path_inside(prefix)
        if not _is_kept(inside):
            return None
        g.cache_key = _key(inside)
        kept = answers.get(g.cache_key)
        if kept is None:
            return None
        g.from_cache = True
        return Response(kept["body"], headers=kept["headers"])

    @server.after_request
    def keep_the_answer(response: Response) -> Response:
        is_new = "cache_key" in g and "from_cache" not in g and "failed" not in g
        # an address without a file gets dash's page with a 200, which becomes a 404 on its way
        is_file = response.status_code == 200 and response.mimetype != "text/html"
        # a stream is not held whole
        if is_new and is_file and not response.is_streamed:
            body = response.get_data()
            if len(body) <= LARGEST:
                headers = {n: response.headers[n] for n in HEADERS if n in response.headers}
                answers.put(g.cache_key, {"body": body, "headers": headers})
        return response
