"""Answers that all workers share in a Redis, which may be away."""

import hashlib
import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask_caching import Cache
from flask_caching.backends.rediscache import RedisCache
from redis.exceptions import RedisError

from callbacks.http.answers import KeptAnswer
from components.elements.incidents import LOGGER
from data.datasets.catalogue import Datasets

KEPT_FOR = 24 * 3600
"""Seconds. Code and data are part of the key, so that an answer never grows old."""
PATIENCE = 0.25
"""Seconds to wait for Redis before the answer is made here."""
REST = 30
"""Seconds without Redis after it failed."""
ROOMS = ("data", "components", "callbacks", "assets")


def fingerprint(datasets: Datasets) -> str:
    """Of the code, the built-in data and the imports: another one shares no answers."""
    root = Path(__file__).parents[2]
    files = [root / "app.py", root / "requirements.txt"]
    files += (p for room in ROOMS for p in sorted((root / room).rglob("*.*")))
    digest = hashlib.sha256()
    for path in files:
        if path.suffix in (".py", ".csv", ".json", ".txt"):
            digest.update(path.read_bytes())
    for store in datasets.stores:
        origin = store.origin or store.written
        digest.update(repr((store.known.dataset, store.title, store.date, origin)).encode())
    return digest.hexdigest()[:16]


class AnswerSerializer:
    """An answer as bytes: its headers as a line of JSON, then its body."""

    def dumps(self, answer: KeptAnswer) -> bytes:
        return json.dumps(answer["headers"]).encode() + b"\n" + answer["body"]

    def loads(self, kept: bytes | None) -> KeptAnswer | None:
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
class SharedAnswers:
    """A cache that may be away.

    Attributes:
        away_until: by the monotonic clock; Redis is not asked before.
    """

    cache: Cache
    away_until: float = 0.0

    def get(self, key: str) -> Any:
        return self._tried(self.cache.get, key)

    def put(self, key: str, answer: KeptAnswer) -> None:
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


def shared_answers(server: Flask, datasets: Datasets, url: str) -> SharedAnswers:
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
    return SharedAnswers(cache)
