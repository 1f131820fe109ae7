import json

import pytest
from dash import Dash, Input, Output, html
from flask import g

import callbacks.http.callback_body
import callbacks.http.failures
from app import create_app
from callbacks.http import limits
from callbacks.http.callback_body import is_bounded
from callbacks.http.failures import tell_of_failed_callback
from callbacks.http.settings import Settings
from data.datasets.catalogue import Datasets
from tests.callbacks.bodies import body_of, callbacks_of

ADDRESS = "/_dash-update-component"


@pytest.fixture(scope="module")
def app(store):
    return create_app(Datasets((store,)), Settings())


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


@pytest.fixture
def frame(app):
    """A sound body of the callback that fills the table of trials."""
    output = next(key for key in app.callback_map if key.startswith("..trial-grid-box"))
    return body_of(output, app.callback_map[output])


def nested(depth):
    return "[" * depth + "]" * depth


def test_a_sound_body_of_every_callback_is_answered(app, client):
    for output, callback in callbacks_of(app).items():
        answer = client.post(ADDRESS, json=body_of(output, callback))
        assert answer.status_code in (200, 204), (output, answer.text)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "null",
        "[]",
        "7",
        '"x"',
        "{}",
        "{",
        "\ufeff{}",
        nested(50),
        nested(100_000),
        '{"output": ' + nested(20) + "}",
        '{"output": "match-count.children"}',
        '{"output": "nowhere.children", "outputs": [], "inputs": [], "changedPropIds": []}',
        '{"output": 1e999, "inputs": []}',
        '{"output": ' + "9" * 5000 + "}",
    ],
    ids=lambda raw: raw[:30],
)
def test_a_body_that_is_none_is_the_senders_fault(client, raw):
    answer = client.post(ADDRESS, data=raw, content_type="application/json")
    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "change",
    [
        {"output": "theme.data"},
        {"output": None},
        {"output": {}},
        {"outputs": []},
        {"outputs": None},
        {"outputs": "x"},
        {"outputs": {"id": "a", "property": "b"}},
        {"outputs": [{"id": "trial-grid", "property": "rowData"}] * 2},
        {"inputs": []},
        {"inputs": None},
        {"inputs": "x"},
        {"inputs": [None, None]},
        {"state": {"id": "url"}},
        {"state": []},
        {"changedPropIds": 7},
    ],
    ids=repr,
)
def test_a_part_of_another_kind_is_refused_by_dash(client, frame, caplog, change):
    refuses(client, {**frame, **change}, caplog)


@pytest.mark.parametrize("value", [7, True, [], {}, ["x"]])
def test_a_value_of_another_kind_is_refused_by_the_callback(client, frame, caplog, value):
    frame["inputs"][0]["value"] = value
    refuses(client, frame, caplog)


@pytest.mark.parametrize("value", ["\ud800", "x" * 10_001, json.loads(nested(50))])
def test_a_value_without_bounds_is_refused(client, frame, value):
    frame["inputs"][0]["value"] = value
    answer = client.post(ADDRESS, data=json.dumps(frame), headers=JSON)
    assert answer.status_code == 400
    assert "too long, nested too deep or not UTF-8" in answer.text


JSON = {"Content-Type": "application/json"}


def refuses(client, body, caplog):
    """The answer names its kind, and the log has no failure of the server's."""
    answer = client.post(ADDRESS, json=body)
    assert answer.status_code == 400
    assert answer.text == "The body of this callback cannot be read: no page sends it.\n"
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []
    (refused,) = [each for each in caplog.records if each.message == "callback refused"]
    assert refused.fields["reference"] == answer.headers["X-Request-Id"]


@pytest.fixture
def page_body(app):
    """A sound body of the callback that follows the address."""
    output = next(key for key in app.callback_map if '"graph"' in key and ".figure" in key)
    return body_of(output, app.callback_map[output])


@pytest.mark.parametrize(
    ("family", "component"),
    [
        ("graph", {"type": "graph", "view": "no-such-view"}),
        ("graph", {"type": "graph"}),
        ("graph", {"type": "graph", "view": 7}),
        ("graph", {"type": "graph", "view": "trial-map", "more": "x"}),
        ("graph", "graph"),
        ("panel", {"type": "panel", "name": "no-such-panel"}),
        ("framed", {"type": "framed", "view": "no-such-view"}),
        ("filter", {"type": "filter", "key": "no-such-filter"}),
        ("option", {"type": "option", "key": ["region"]}),
    ],
)
def test_an_unknown_member_of_a_family_is_refused(client, page_body, caplog, family, component):
    for part in [*page_body["outputs"], *page_body["inputs"]]:
        if isinstance(part, list) and part[0]["id"]["type"] == family:
            part[0]["id"] = component
    refuses(client, page_body, caplog)


@pytest.mark.parametrize("family", ["graph", "framed", "panel", "grid-panel", "table", "filter"])
def test_a_member_that_stands_twice_is_refused(client, page_body, caplog, family):
    for part in [*page_body["outputs"], *page_body["inputs"]]:
        if isinstance(part, list) and part[0]["id"]["type"] == family:
            part.append(part[0])
    refuses(client, page_body, caplog)


@pytest.mark.parametrize("what", ["outputs", "inputs"])
def test_a_family_with_other_members_in_another_place_is_refused(client, page_body, caplog, what):
    next(
        part
        for part in page_body[what]
        if isinstance(part, list) and part[0]["id"]["type"] == "filter"
    ).clear()
    refuses(client, page_body, caplog)


@pytest.mark.parametrize("place", [0, 2])
def test_an_output_that_is_none_of_its_kind_is_refused(client, page_body, caplog, place):
    part = page_body["outputs"][place]
    page_body["outputs"][place] = part[0] if isinstance(part, list) else [part]
    refuses(client, page_body, caplog)


@pytest.mark.parametrize(
    "changed", ["{.search", "{1}.x", '{"type":"filter"}.value', '{"type":"option","key":{}}.value']
)
def test_a_change_of_no_property_of_an_id_is_refused(client, page_body, caplog, changed):
    page_body["changedPropIds"] = [changed]
    refuses(client, page_body, caplog)


@pytest.fixture
def small():
    """A small app with the edge of the callbacks and no callback yet."""
    app = Dash("small", on_error=tell_of_failed_callback)
    app.layout = html.Div([html.Button(id="button"), html.P(id="one")])
    for module in (callbacks.http.failures, callbacks.http.callback_body):
        module.register(app)
    return app


@pytest.mark.parametrize(
    ("is_read", "code", "words"),
    [(True, 500, "Something went wrong on this server."), (False, 400, "no page sends it")],
)
def test_what_fails_is_the_senders_fault_until_the_request_is_read(small, is_read, code, words):
    def returns_no_json(_clicks):
        g.request_read = is_read
        return object()

    small.callback(Output("one", "children"), Input("button", "n_clicks"))(returns_no_json)
    body = body_of("one.children", callback_of(small, "one.children"))
    answer = small.server.test_client().post(ADDRESS, json=body)
    assert (answer.status_code, words in answer.text) == (code, True)


def callback_of(app, output):
    app.server.test_client().get("/")  # dash sets its callbacks up
    return app.callback_map[output]


def test_a_body_that_is_too_large_is_not_read(client):
    answer = client.post(ADDRESS, data="x" * (limits.LARGEST_BODY + 1), headers=JSON)
    assert answer.status_code == 413
    assert "1,000,000 bytes" in answer.text


def test_another_type_of_content_is_named(client):
    answer = client.post(ADDRESS, data="{}", content_type="text/plain")
    assert answer.status_code == 415
    assert "application/json" in answer.text


@pytest.mark.parametrize(
    ("value", "bounded"),
    [
        (None, True),
        ("", True),
        ("é", True),
        ("\ud800", False),
        ({"\udfff": 1}, False),
        ([0] * limits.LONGEST_LIST, True),
        ([0] * (limits.LONGEST_LIST + 1), False),
        (json.loads(nested(limits.DEEPEST)), True),
        (json.loads(nested(limits.DEEPEST + 1)), False),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_bounds(value, bounded):
    assert is_bounded(value) is bounded
