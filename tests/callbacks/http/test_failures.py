import json

import pytest
from dash import Dash, Input, Output, html
from flask import abort, g

import callbacks.http.failures
import callbacks.http.log
from app import create_app
from callbacks.http.failures import guarded, tell_of_failed_callback
from callbacks.http.settings import Settings
from data.datasets.catalogue import Datasets

ADDRESS = "/_dash-update-component"


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


def fails(*_args, **_kwargs):
    g.request_read = True  # by ``read_request``, in the app's own
    raise RuntimeError("secret of the server")


@pytest.fixture
def failing(store):
    """A small app with a callback, a page and an address that fail."""
    app = Dash("failing", on_error=tell_of_failed_callback)
    app.layout = html.Div([html.Button(id="button"), html.P(id="one"), html.P(id="two")])
    callbacks.http.log.register(app, Datasets((store,)))
    callbacks.http.failures.register(app)
    app.callback(Output("one", "children"), Input("button", "n_clicks"))(fails)
    app.callback(Output("one", "title"), Output("two", "title"), Input("button", "n_clicks"))(fails)
    app.server.add_url_rule("/fails", "fails", fails)
    app.server.add_url_rule("/teapot", "teapot", lambda: abort(418))
    return app


@pytest.mark.parametrize("output", ["one.children", "..one.title...two.title.."])
def test_a_callback_that_fails_says_so_on_the_page_and_leaves_the_rest(failing, caplog, output):
    outputs = [
        {"id": name, "property": prop}
        for name, prop in (each.split(".") for each in output.strip(".").split("..."))
    ]
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": [{"id": "button", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["button.n_clicks"],
    }
    answer = failing.server.test_client().post(ADDRESS, json=body)
    assert answer.status_code == 200
    assert "response" not in answer.json or answer.json["response"] == {}
    words = json.dumps(answer.json["sideUpdate"]["failure"])
    assert f"report the reference {answer.headers['X-Request-Id']}" in words
    assert "secret" not in answer.text
    (record,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert record.fields["reference"] == answer.headers["X-Request-Id"]
    assert "secret of the server" in str(record.exc_info[1])


def test_an_address_that_fails_is_a_500_without_a_trace(failing):
    answer = failing.server.test_client().get("/fails")
    assert answer.status_code == 500
    assert answer.mimetype == "text/plain"
    assert answer.headers["X-Request-Id"] in answer.text
    assert "secret" not in answer.text


def test_a_page_that_fails_says_so_in_its_place(failing):
    with failing.server.test_request_context("/"):
        shown = json.dumps(guarded(fails)().to_plotly_json(), default=lambda c: c.to_plotly_json())
    assert "This page could not be made" in shown
    assert "secret" not in shown


def test_a_page_that_does_not_fail_is_left_alone():
    assert guarded(lambda word, more: word + more)("a", more="b") == "ab"


@pytest.mark.parametrize(
    ("method", "path", "code", "words"),
    [
        ("GET", "/assets/none.js", 404, "There is nothing at this address."),
        ("GET", "/assets/../app.py", 404, "There is nothing at this address."),
        ("GET", "/_dash-component-suites/os/path.py", 404, "There is nothing at this address."),
        ("GET", "/_dash-component-suites/dash/../x.js", 404, "There is nothing at this address."),
        ("DELETE", "/healthz", 405, "This address does not take this kind of request."),
        ("POST", "/map", 405, "This address does not take this kind of request."),
    ],
)
def test_other_codes_say_what_is_wrong_in_a_line(client, method, path, code, words):
    with client.open(path, method=method) as answer:
        assert (answer.status_code, answer.text) == (code, words + "\n")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_code_that_is_not_expected_has_a_sentence_too(failing):
    answer = failing.server.test_client().get("/teapot")
    assert (answer.status_code, answer.text) == (418, "This request was answered with code 418.\n")
