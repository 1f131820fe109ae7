import json
import logging

import pytest
from flask import Flask, g

from app import create_app
from callbacks.http.log import JsonLines, canonical_filters
from callbacks.http.settings import Settings
from components.elements.incidents import LOGGER, failure
from data.datasets.catalogue import Datasets
from tests.callbacks.bodies import body_of


@pytest.fixture(scope="module")
def app(store):
    return create_app(Datasets((store,)), Settings())


@pytest.fixture
def lines(caplog):
    """The lines that were logged, as a host would collect them."""
    caplog.set_level(logging.INFO, LOGGER.name)
    LOGGER.propagate = True
    return lambda: [json.loads(JsonLines().format(record)) for record in caplog.records]


def ask(app, *args, **kwargs):
    with app.server.test_client().open(*args, **kwargs) as answer:
        return answer


@pytest.mark.parametrize(
    ("address", "status", "filters"),
    [
        ("/map", 200, ""),
        ("/map?phase=phase2&condition=t1d", 200, "condition=t1d&phase=phase2"),
        ("/map?q=a+patient%27s+name&nonsense=secret", 200, "q=%2A"),
        ("/export/allocation.csv?condition=t1d", 200, "condition=t1d"),
        ("/export/allocation.csv?condition=secret", 400, None),
        ("/nowhere?q=secret", 404, None),
        ("/assets/theme.js?secret", 200, ""),
    ],
)
def test_an_answer_is_one_line_without_what_was_typed(app, lines, address, status, filters):
    answer = ask(app, address, headers={"User-Agent": "secret"})
    (line,) = lines()
    assert answer.headers["X-Request-Id"] == line["reference"]
    assert (line["event"], line["level"], line["method"]) == ("request", "info", "GET")
    assert (line["path"], line["status"]) == (address.partition("?")[0], status)
    assert line.get("filters") == filters
    assert line["ms"] >= 0
    assert line["time"].endswith("+00:00")
    assert "secret" not in json.dumps(line)
    assert "patient" not in json.dumps(line)


def test_a_callback_is_named_with_the_filters_of_its_page(app, lines):
    output = next(key for key in app.callback_map if key.startswith("..trial-grid-box"))
    body = body_of(output, app.callback_map[output], search="?find=secret&phase=phase2&q=secret")
    ask(app, "/_dash-update-component", method="POST", json=body)
    (line,) = lines()
    assert line["callback"].startswith("..trial-grid-box.children")
    assert line["filters"] == "find=%2A&phase=phase2&q=%2A"


def test_a_stream_is_logged_when_it_has_ended(app, lines):
    answer = app.server.test_client().get("/export/trial-list.csv")
    assert lines() == []
    answer.close()
    assert lines()[0]["status"] == 200


def test_a_failure_is_one_line_with_its_trace_and_the_reference(lines):
    server = Flask("x")
    with server.app_context():
        g.reference = "abc"
        try:
            raise ValueError("first line\nsecond line")
        except ValueError as error:
            assert failure("callback failed", error, callback="x") == "abc"
    (line,) = lines()
    assert (line["level"], line["event"], line["callback"]) == ("error", "callback failed", "x")
    assert "second line" in line["trace"]
    assert "\n" not in json.dumps(line)


def test_hostile_queries_have_a_canonical_form(store):
    datasets = Datasets((store,))
    for query in ("%ff%fe", "phase=" + "x" * 9_000, "a&b&&=;", "\x00", "dataset=../../etc"):
        assert canonical_filters(datasets, query) == ""
