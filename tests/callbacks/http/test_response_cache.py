import gzip
import io
import logging
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from flask_caching import Cache

import callbacks.files.exports
from app import create_app
from callbacks.http.response_cache import OwnAnswers
from callbacks.http.settings import Settings
from callbacks.http.shared_answers import SharedAnswers
from components.elements.incidents import LOGGER
from data.datasets.catalogue import Datasets
from tests.callbacks.bodies import body_of


def answer_of(size):
    return {"body": b"x" * size, "headers": {}}


def test_a_worker_keeps_what_was_asked_for_lately(monkeypatch):
    monkeypatch.setattr("callbacks.http.answers.OWN_BYTES", 100)
    answers = OwnAnswers()
    for key in "abc":
        answers.put(key, answer_of(40))
        answers.get("a")
    assert [key for key in "abc" if answers.get(key)] == ["a", "c"]
    assert answers.size == 80


def test_what_two_threads_made_at_once_is_kept_once():
    answers = OwnAnswers()
    answers.put("a", answer_of(40))
    answers.put("a", answer_of(40))
    assert answers.size == 40


def test_a_worker_keeps_nothing_larger_than_all_it_may_keep(monkeypatch):
    monkeypatch.setattr("callbacks.http.answers.OWN_BYTES", 100)
    answers = OwnAnswers()
    answers.put("a", answer_of(101))
    assert (answers.get("a"), answers.size) == (None, 0)


def test_without_redis_a_worker_makes_an_answer_once(store, monkeypatch):
    app = create_app(Datasets((store,)), Settings())
    made = []
    split = callbacks.files.exports._split
    monkeypatch.setattr(
        "callbacks.files.exports._split", lambda name: made.append(name) or split(name)
    )
    first, second = (get(app, "/export/donor.json?phase=phase2") for _ in range(2))
    assert first[:2] == second[:2]
    assert len(made) == 1


@pytest.fixture
def shared(store, monkeypatch, tmp_path, request):
    """Two instances with one cache, which lives in a folder instead of in Redis.

    Their prefix may be given as an indirect parameter.
    """
    config = {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(tmp_path)}
    monkeypatch.setattr("callbacks.http.shared_answers.Cache", lambda **_: Cache(config=config))
    settings = Settings(getattr(request, "param", "/"), cache_url="redis://x")
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


def get(app, address, host="localhost", theme="light", coding="identity", opens=""):
    client = app.server.test_client()
    client.set_cookie("theme", theme, domain=host)
    headers = {"Accept-Encoding": coding}
    if opens:
        headers["Referer"] = f"http://{host}{opens}"
    with client.get(address, base_url=f"http://{host}", headers=headers) as answer:
        return answer.status_code, answer.get_data(), dict(answer.headers)


def test_what_one_instance_made_the_other_sends(shared, kept):
    address = "/export/donor.json?phase=phase2"
    first, second = (get(app, address) for app in shared)
    assert first[:2] == second[:2]
    assert first[2].pop("X-Request-Id") != second[2].pop("X-Request-Id")
    assert first[2] == second[2]
    assert len(kept) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"address": "/export/donor.json?phase=phase2"},
        {"address": "/export/donor.json?theme=dark"},
        {"address": "/export/donor.json", "host": "b.example"},
        {"address": "/export/donor.json", "theme": "dark"},
        {"address": "/export/donor.json", "coding": "gzip"},
    ],
)
def test_what_an_answer_depends_on_is_part_of_its_key(shared, kept, other):
    get(shared[0], "/export/donor.json")
    get(shared[0], **other)
    assert len(kept) == 2


def test_a_frame_is_kept_for_each_page_that_is_opened(shared, kept):
    pages = ("/map", "/map?phase=phase2", "/map", "")
    frames = [get(shared[0], "/_dash-layout", opens=page)[1] for page in pages]
    assert len(set(frames)) == len(kept) == 3
    assert frames[0] == frames[2]


@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
def test_an_answer_is_kept_as_it_was_sent(shared, monkeypatch, coding):
    address = "/export/donor.json?phase=phase2"
    _, plain, _ = get(shared[0], address)
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}[coding]
    sent = [get(shared[0], address, coding=coding)]
    monkeypatch.setattr("callbacks.http.static_files.squeeze", lambda *_: 1 / 0)
    sent.append(get(shared[1], address, coding=coding))
    for code, body, headers in sent:
        assert (code, unpacked(body)) == (200, plain)
        assert headers.get("Content-Encoding", "identity") == coding
        assert headers["Vary"] == "Accept-Encoding"
        assert headers["Content-Length"] == str(len(body))


def test_a_kept_answer_with_a_table_names_its_library_once(shared):
    output = next(key for key in shared[0].callback_map if "_pages_content" in key)
    body = body_of(output, shared[0].callback_map[output], pathname="/trials")
    for coding in ("identity", "br", "br"):
        answer = (
            shared[0]
            .server.test_client()
            .post("/_dash-update-component", json=body, headers={"Accept-Encoding": coding})
        )
        text = brotli.decompress(answer.data) if coding == "br" else answer.data
        assert text.count(b'"_js_dist"') == 1


def test_the_log_says_what_came_from_the_cache(shared, caplog):
    caplog.set_level(logging.INFO, LOGGER.name)
    LOGGER.propagate = True
    marks = [get(app, "/export/donor.json")[2]["X-Request-Id"] for app in shared]
    cached = {each.fields["reference"]: "cached" in each.fields for each in caplog.records}
    assert [cached[mark] for mark in marks] == [False, True]


class Tomorrow(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=1)


def test_a_citation_of_yesterday_is_not_given_today(shared, kept, monkeypatch):
    get(shared[0], "/export/donor.bib")
    monkeypatch.setattr("callbacks.http.response_cache.datetime", Tomorrow)
    monkeypatch.setattr("callbacks.files.exports.datetime", Tomorrow)
    answer = get(shared[1], "/export/donor.bib")
    assert f"{Tomorrow.now(UTC):%Y-%m-%d}".encode() in answer[1]
    assert len(kept) == 2


@pytest.mark.parametrize("shared", ["/", "/export/"], indirect=True)
def test_what_a_callback_draws_is_shared_by_all_visits(shared, kept):
    output = next(key for key in shared[0].callback_map if key.startswith("..trial-grid-box"))
    body = body_of(output, shared[0].callback_map[output], search="?phase=phase2")
    address = f"{shared[0].config.requests_pathname_prefix}_dash-update-component"
    answers = [
        app.server.test_client().post(f"{address}?endId={visit}", json=body)
        for visit, app in enumerate(shared)
    ]
    assert answers[0].status_code == 200
    assert answers[0].data == answers[1].data
    assert len(kept) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/export/donor.exe",
        "/export/none.csv",
        "/export/donor.csv?rows=x",
        "/export/",
        "/_dash-update-component",
    ],
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
    monkeypatch.setattr("callbacks.page.grid.refilled", lambda *_: 1 / 0)
    output = next(key for key in shared[0].callback_map if key.startswith("..trial-grid-box"))
    body = body_of(output, shared[0].callback_map[output])
    answer = shared[0].server.test_client().post("/_dash-update-component", json=body)
    assert answer.status_code == 200
    assert "report the reference" in answer.text
    assert kept == []
