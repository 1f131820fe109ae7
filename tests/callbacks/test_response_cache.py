import io

import pytest
from flask_caching import Cache
from redis.exceptions import ConnectionError as Unreachable

from app import create_app
from callbacks.response_cache import REST, SharedAnswers, fingerprint
from callbacks.settings import Settings
from data.datasets import Datasets
from tests.callbacks.bodies import body_of

NOWHERE = "redis://127.0.0.1:1/0"


class Away:
    """A Redis that refuses."""

    def __init__(self):
        self.asked = 0

    def get(self, _key):
        self.asked += 1
        raise Unreachable("gone")

    set = get


def test_the_app_answers_without_the_cache_that_it_was_promised(store):
    client = create_app(Datasets((store,)), Settings(cache_url=NOWHERE)).server.test_client()
    for _ in range(2):
        with client.get("/export/donor.csv") as answer:
            assert answer.status_code == 200
    assert client.get("/readyz").json["cache"] == "away"


def test_a_cache_that_is_away_is_left_alone_for_a_while(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    answers = SharedAnswers(Away())
    assert [answers.get("x"), answers.get("x"), answers.put("x", {})] == [None] * 3
    assert answers.cache.asked == 1
    now[0] += REST
    assert answers.get("x") is None
    assert answers.cache.asked == 2


@pytest.fixture
def shared(store, monkeypatch, tmp_path):
    """Two instances with one cache, which lives in a folder instead of in Redis."""
    config = {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(tmp_path)}
    monkeypatch.setattr("callbacks.response_cache.Cache", lambda **_: Cache(config=config))
    settings = Settings(cache_url="redis://x")
    return [create_app(Datasets((store,)), settings) for _ in range(2)]


@pytest.fixture
def kept(monkeypatch):
    """The keys of what was made anew and kept."""
    keys = []
    put = SharedAnswers.put

    def counted(answers, key, answer):
        keys.append(key)
        put(answers, key, answer)

    monkeypatch.setattr(SharedAnswers, "put", counted)
    return keys


def get(app, address, host="localhost", theme="light"):
    client = app.server.test_client()
    client.set_cookie("theme", theme, domain=host)
    with client.get(address, base_url=f"http://{host}") as answer:
        return answer.status_code, answer.get_data(), dict(answer.headers)


def test_what_one_instance_made_the_other_sends(shared, kept):
    address = "/export/donor.json?phase=phase2"
    first, second = (get(app, address) for app in shared)
    assert first[:2] == second[:2]
    assert first[2]["Content-Type"] == second[2]["Content-Type"]
    assert second[2]["Content-Security-Policy"]
    assert first[2]["X-Request-Id"] != second[2]["X-Request-Id"]
    assert len(kept) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"address": "/export/donor.json?phase=phase2"},
        {"address": "/export/donor.json?theme=dark"},
        {"address": "/export/donor.json", "host": "b.example"},
        {"address": "/export/donor.json", "theme": "dark"},
    ],
)
def test_what_an_answer_depends_on_is_part_of_its_key(shared, kept, other):
    get(shared[0], "/export/donor.json")
    get(shared[0], **other)
    assert len(kept) == 2


@pytest.mark.parametrize(
    "address", ["/export/donor.exe", "/export/none.csv", "/export/donor.csv?rows=x"]
)
def test_only_a_200_is_kept(shared, kept, address):
    assert get(shared[0], address)[0] >= 400
    assert kept == []


class Broken(io.RawIOBase):
    """A body that ends before it is whole."""

    def readable(self):
        return True

    def readinto(self, _room):
        raise EOFError


@pytest.mark.parametrize(("method", "code"), [("GET", 200), ("POST", 405)])
def test_the_body_of_what_takes_none_is_not_read(shared, kept, method, code):
    client = shared[0].server.test_client()
    body = {"wsgi.input": Broken(), "wsgi.input_terminated": True}
    with client.open("/export/donor.csv", method=method, environ_overrides=body) as answer:
        assert answer.status_code == code


def test_an_answer_that_failed_in_part_is_not_kept(shared, kept, monkeypatch):
    monkeypatch.setattr("callbacks.grid.refilled", lambda *_: 1 / 0)
    output = next(key for key in shared[0].callback_map if key.startswith("..trial-grid-box"))
    body = body_of(output, shared[0].callback_map[output])
    answer = shared[0].server.test_client().post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert "report the reference" in answer.text
    assert kept == []


def test_another_dataset_is_another_fingerprint(store, imported):
    assert fingerprint(Datasets((store,))) == fingerprint(Datasets((store,)))
    assert fingerprint(Datasets((store,))) != fingerprint(Datasets((store, imported)))
