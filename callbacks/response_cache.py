"""Answers that were made lately: each worker's own, or with CACHE_URL all workers' in a Redis.

What is kept is a function of the request, the day, the code and the data alone: files of figures
and decks, and what the callbacks draw. When Redis is away, the app answers as ever.
"""

import hashlib
import json
import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dash import Dash
from flask import Flask, Response, g, request
from flask_caching import Cache
from flask_caching.backends.rediscache import RedisCache
from redis.exceptions import RedisError

from callbacks.reading import CALLBACKS, THEME_COOKIE
from components.incidents import LOGGER
from data.datasets import Datasets

KEPT_FOR = 24 * 3600
"""Seconds. Code and data are part of the key, so that an answer never grows old."""
LARGEST = 4_000_000
"""Bytes of an answer that is kept."""
OWN_BYTES = 16_000_000
"""Of all answers that a worker keeps for itself: some hundred pages and filter changes."""
PATIENCE = 0.25
"""Seconds to wait for Redis before the answer is made here."""
REST = 30
"""Seconds without Redis after it failed."""
EXTENSION = "shared-answers"
HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control")
"""Those that the maker of an answer sets; the server adds the others to every answer."""
Answer = dict[str, Any]
ROOMS = ("data", "components", "callbacks", "assets")


def fingerprint(datasets: Datasets) -> str:
    """Of the code, the built-in data and the imports: another one shares no answers."""
    root = Path(__file__).parents[1]
    files = [root / "app.py", root / "requirements.txt"]
    files += (p for room in ROOMS for p in sorted((root / room).rglob("*.*")))
    digest = hashlib.sha256()
    for path in files:
        if path.suffix in (".py", ".csv", ".json", ".txt"):
            digest.update(path.read_bytes())
    for store in datasets.stores:
        digest.update(repr((store.known.dataset, store.title, store.date, store.origin)).encode())
    return digest.hexdigest()[:16]


class AnswerSerializer:
    """An answer as bytes: its headers as a line of JSON, then its body."""

    def dumps(self, answer: Answer) -> bytes:
        return json.dumps(answer["headers"]).encode() + b"\n" + answer["body"]

    def loads(self, kept: bytes | None) -> Answer | None:
        """None, too, where something else is kept than an answer."""
        head, newline, body = (kept or b"").partition(b"\n")
        try:
            headers = json.loads(head)
        except ValueError:
            return None
        is_answer = bool(newline) and isinstance(headers, dict)
        return {"headers": headers, "body": body} if is_answer else None


class AnswersInRedis(RedisCache):
    """Flask-Caching's Redis without its pickles: who can write to it cannot run code here."""

    serializer = AnswerSerializer()


@dataclass
class OwnAnswers:
    """A worker's own cache, the answer that was asked for longest ago first; threads share it."""

    kept: OrderedDict[str, Answer] = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: str) -> Answer | None:
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
            return self.kept.get(key)

    def put(self, key: str, answer: Answer) -> None:
        with self.lock:
            if key in self.kept:
                return  # two threads made it at once
            self.kept[key] = answer
            self.size += len(answer["body"])
            while self.size > OWN_BYTES:
                _, oldest = self.kept.popitem(last=False)
                self.size -= len(oldest["body"])


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

    def put(self, key: str, answer: Answer) -> None:
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
    """All that an answer depends on: the host, as files hold whole links; the day, as a citation
    says when the site was read."""
    # the query of a callback is a token that dash gives to each visit, and says nothing
    address = request.path if request.path.endswith(CALLBACKS) else request.full_path
    parts = (
        request.method,
        request.url_root,
        address,
        request.cookies.get(THEME_COOKIE, ""),
        datetime.now(UTC).date().isoformat(),
    )
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass"))
    if request.method == "POST":
        digest.update(request.get_data())
    return digest.hexdigest()


def _shared(server: Flask, datasets: Datasets, url: str) -> SharedAnswers:
    cache = Cache(
        config={
            "CACHE_TYPE": f"{__name__}.{AnswersInRedis.__name__}",
            "CACHE_REDIS_URL": url,
            "CACHE_DEFAULT_TIMEOUT": KEPT_FOR,
            "CACHE_KEY_PREFIX": f"trials-{fingerprint(datasets)}-",
            "CACHE_OPTIONS": {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE},
        }
    )
    cache.init_app(server)
    answers = server.extensions[EXTENSION] = SharedAnswers(cache)
    return answers


def register(app: Dash, datasets: Datasets, url: str) -> None:
    """With a ``url``, ``server.extensions`` holds the cache that is shared."""
    server: Flask = app.server
    prefix = app.config.routes_pathname_prefix
    answers = _shared(server, datasets, url) if url else OwnAnswers()

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
        # an address without a file gets dash's page with a 200, which becomes a 404 on its way
        is_file = response.status_code == 200 and response.mimetype != "text/html"
        # a stream is not held whole
        if is_new and is_file and not response.is_streamed:
            body = response.get_data()
            if len(body) <= LARGEST:
                headers = {n: response.headers[n] for n in HEADERS if n in response.headers}
                answers.put(g.cache_key, {"body": body, "headers": headers})
        return response
