import json

import pytest

from app import create_app
from callbacks.http import limits
from callbacks.http.callback_body import KINDS, NAMES, is_bounded
from callbacks.http.settings import Settings
from data.datasets.catalogue import Datasets
from tests.callbacks.bodies import FAMILY, body_of, callbacks_of

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


def test_every_property_and_family_of_the_callbacks_is_known(app):
    for callback in callbacks_of(app).values():
        for part in [*callback["inputs"], *callback["state"]]:
            assert part["property"] in KINDS
    assert {family for family, _ in NAMES} | {"own-figure"} == set(FAMILY)


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
    ("change", "reason"),
    [
        ({"output": "theme.data"}, "no such callback"),
        ({"output": None}, "output is missing or of another kind"),
        ({"outputs": []}, "2 outputs are needed, 0 came"),
        ({"outputs": "x"}, "outputs is missing or of another kind"),
        ({"outputs": {"id": "a", "property": "b"}}, "outputs is of another kind"),
        ({"inputs": []}, "1 inputs are needed, 0 came"),
        ({"inputs": None}, "inputs is missing or of another kind"),
        ({"inputs": [None, None]}, "inputs is missing or of another kind"),
        ({"state": {"id": "url"}}, "state is missing or of another kind"),
        ({"changedPropIds": [1]}, "changedPropIds is missing or of another kind"),
        ({"changedPropIds": ["{.search"]}, "changedPropIds holds something else"),
        ({"changedPropIds": ["{}"]}, "changedPropIds holds something else"),
    ],
)
def test_a_part_of_another_kind_is_named(client, frame, change, reason):
    answer = client.post(ADDRESS, json={**frame, **change})
    assert answer.status_code == 400
    assert reason in answer.text


@pytest.mark.parametrize("value", [7, True, [], {}, ["x"], "\ud800", "x" * 10_001])
def test_a_value_of_another_kind_is_refused(client, frame, value):
    frame["inputs"][0]["value"] = value
    assert client.post(ADDRESS, data=json.dumps(frame), headers=JSON).status_code == 400


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("family", "component"),
    [
        ("graph", {"type": "graph", "view": "no-such-view"}),
        ("graph", {"type": "graph"}),
        ("graph", {"type": "graph", "view": "trial-map", "more": "x"}),
        ("graph", "graph"),
        ("panel", {"type": "panel", "name": "no-such-panel"}),
        ("framed", {"type": "framed", "view": "no-such-view"}),
    ],
)
def test_an_unknown_member_of_a_family_is_refused(app, client, family, component):
    output = next(key for key in app.callback_map if '"graph"' in key and ".figure" in key)
    body = body_of(output, app.callback_map[output])
    for members in body["outputs"]:
        if isinstance(members, list) and members[0]["id"]["type"] == family:
            members[0]["id"] = component
    assert client.post(ADDRESS, json=body).status_code == 400


def test_a_member_that_stands_twice_is_refused(app, client):
    output = next(key for key in app.callback_map if '"graph"' in key and ".figure" in key)
    body = body_of(output, app.callback_map[output])
    family = next(each for each in body["outputs"] if isinstance(each, list))
    family.append(family[0])
    answer = client.post(ADDRESS, json=body)
    assert answer.status_code == 400
    assert "twice" in answer.text


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
