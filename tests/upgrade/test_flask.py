"""flask and flask-caching still have what the app takes of them without their documenting it."""

from flask import Flask, Response
from flask_caching.backends.rediscache import RedisCache

from tests.upgrade.reaches import Absent, Reach, checks_of


class Shelf:
    """A Redis of one process."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def set(self, name: str, value: bytes, **_options: object) -> bool:
        self.kept[name] = value
        return True

    def get(self, name: str) -> bytes | None:
        return self.kept.get(name)


def surrounded() -> bool:
    from callbacks.http.flask_internals import surround

    server, order = Flask(__name__), []
    server.before_request(lambda: order.append("sooner"))

    @server.after_request
    def last(response: Response) -> Response:
        order.append("after")
        return response

    server.add_url_rule("/", "page", lambda: "page")

    def see(response: Response) -> Response:
        order.append("seen")
        return response

    assert server.test_client().get("/").text == "page"
    order.clear()
    surround(server, lambda: order.append("asked"), see)
    went_on = server.test_client().get("/").text == "page" and order == [
        *("asked", "sooner"),
        *("seen", "after"),
    ]
    surround(server, lambda: "stop", see)
    return went_on and server.test_client().get("/").text == "stop"


def written_by_us() -> bool:
    from callbacks.http.shared_answers import AnswersInRedis

    shelf = Shelf()
    cache = AnswersInRedis(host=shelf)
    answer = {"headers": {"Content-Type": "text/plain"}, "body": b"\x00 body"}
    cache.set("page", answer)
    as_written = b'{"Content-Type": "text/plain"}\n\x00 body'
    return list(shelf.kept.values()) == [as_written] and cache.get("page") == answer


def pickled(_cache: RedisCache, _key: str, _value: object) -> bool:
    """Stands in for a ``set`` that does not ask for our serializer."""
    return True


REACHES = (
    Reach(
        "before_request_funcs",
        "flask no longer keeps what runs before a request in before_request_funcs[None]: the "
        "cache would answer readers who have not signed in (flask_internals.py)",
        surrounded,
        lambda patch: patch.setattr(Flask, "before_request_funcs", Absent(), raising=False),
    ),
    Reach(
        "after_request_funcs",
        "flask no longer keeps what runs after a request in after_request_funcs[None]: a CDN "
        "could keep the scripts of a private site (flask_internals.py)",
        surrounded,
        lambda patch: patch.setattr(Flask, "after_request_funcs", Absent(), raising=False),
    ),
    Reach(
        "RedisCache.serializer",
        "flask-caching no longer writes with RedisCache.serializer: answers would lie in Redis as "
        "pickles, and who can write to it could run code here (shared_answers.py)",
        written_by_us,
        lambda patch: patch.setattr(RedisCache, "set", pickled),
    ),
)


test_flask_still_has, test_its_loss_is_told_in_a_sentence = checks_of(REACHES)
