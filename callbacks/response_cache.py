"""Answers shared between workers and machines through Redis; off unless CACHE_URL is set.

What is kept is a function of the request, the code and the data alone: files of figures and
decks, and what the callbacks draw. Without Redis, or when it is away, the app answers as ever.
"""

import hashlib
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Flask, Response, g, request
from flask_caching import Cache
from redis.exceptions import RedisError

from callbacks.reading import CALLBACKS, THEME_COOKIE
from components.incidents import LOGGER
from data.datasets import Datasets

KEPT_FOR = 24 * 3600
"""Seconds. Code and data are part of the key, so that an answer never grows old."""
LARGEST = 4_000_000
"""Bytes of an answer that is kept."""
PATIENCE = 0.25
"""Seconds to wait for Redis before the answer is made here."""
REST = 30
"""Seconds without Redis after it failed."""
EXTENSION = "shared-answers"
ROOMS = ("data", "components", "callbacks")


def fingerprint(datasets: Datasets) -> str:
    """Of the code, the built-in data and the imports: another one shares no answers."""
    root = Path(__file__).parents[1]
    files = [root / "app.py", *(p for room in ROOMS for p in sorted((root / room).rglob("*.*")))]
    digest = hashlib.sha256()
    for path in files:
        if path.suffix in (".py", ".csv", ".json"):
            digest.update(path.read_bytes())
    for store in datasets.stores:
        digest.update(repr((store.known.dataset, store.title, store.date, store.origin)).encode())
        digest.update(str(len(store.trials)).encode())
    return digest.hexdigest()[:16]


@dataclass
class SharedAnswers:
    """A cache that may be away.

    Attributes:
        away_until: by the monotonic clock; Redis is not asked before.
    """

    cache: Cache
    away_until: float = 0.0

    def get(self, key: str) -> Any:
        return self._tried(self.cache.get, key)

    def put(self, key: str, answer: dict[str, Any]) -> None:
        self._tried(self.cache.set, key, answer)

    def is_here(self) -> bool:
        """Asks Redis now, for ``/readyz``."""
        self.away_until = 0.0
        self.get("is-here")
        return not self.away_until

    def _tried(self, act: Any, *args: Any) -> Any:
        if time.monotonic() < self.away_until:
            return None
        try:
            return act(*args)
        except RedisError as error:
            self.away_until = time.monotonic() + REST
            LOGGER.log(
                logging.WARNING,
                "cache away",
                extra={"fields": {"error": type(error).__name__, "rests_seconds": REST}},
            )
            return None


def _is_kept(prefix: str) -> bool:
    """Whether this request's answer may be kept: a file, or of a callback, whose body is read."""
    inside = request.path.removeprefix(prefix)
    return inside == CALLBACKS if request.method == "POST" else inside.startswith("export/")


def _key() -> str:
    """All that an answer depends on; the host, as files hold whole links."""
    parts = (
        request.method,
        request.url_root,
        request.full_path,
        request.cookies.get(THEME_COOKIE, ""),
    )
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass"))
    if request.method == "POST":
        digest.update(request.get_data())
    return digest.hexdigest()


def register(app: Dash, datasets: Datasets, url: str) -> None:
    """Nothing where ``url`` is empty; else ``server.extensions`` holds the cache."""
    if not url:
        return
    server: Flask = app.server
    prefix = app.config.routes_pathname_prefix
    cache = Cache(
        config={
            "CACHE_TYPE": "RedisCache",
            "CACHE_REDIS_URL": url,
            "CACHE_DEFAULT_TIMEOUT": KEPT_FOR,
            "CACHE_KEY_PREFIX": f"trials-{fingerprint(datasets)}-",
            "CACHE_OPTIONS": {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE},
        }
    )
    cache.init_app(server)
    answers = server.extensions[EXTENSION] = SharedAnswers(cache)

    @server.before_request
    def answer_from_the_cache() -> Response | None:
        if request.method not in ("GET", "POST") or not _is_kept(prefix):
            return None
        g.cache_key = _key()
        kept = answers.get(g.cache_key)
        if kept is None:
            return None
        g.from_cache = True
        return Response(kept["body"], headers=kept["headers"])

    @server.after_request
    def keep_the_answer(response: Response) -> Response:
        is_new = "cache_key" in g and "from_cache" not in g and "failed" not in g
        # a stream is not held whole; anything but a 200 may be another one next time
        if is_new and response.status_code == 200 and not response.is_streamed:
            body = response.get_data()
            if len(body) <= LARGEST:
                names = ("Content-Type", "Content-Disposition")
                headers = {n: response.headers[n] for n in names if n in response.headers}
                answers.put(g.cache_key, {"body": body, "headers": headers})
        return response
