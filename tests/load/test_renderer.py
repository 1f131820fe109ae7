"""The bodies are what the app takes, which refuses what no page sends."""

import json

import pytest

from app import create_app
from callbacks.http.settings import Settings
from tests.load.renderer import Screen, components, offered, written
from tests.load.script import OPENING, by_input


def component(component_id, **props):
    return {"namespace": "dash", "type": "X", "props": {"id": component_id, **props}}


@pytest.mark.parametrize(
    ("component_id", "text"),
    [("url", "url"), ({"type": "filter", "key": "phase"}, '{"key":"phase","type":"filter"}')],
)
def test_an_id_is_written_with_its_keys_in_order(component_id, text):
    assert written(component_id) == text


@pytest.mark.parametrize("tree", [None, "text", [], {}, {"props": {}}, {"id": "no component"}])
def test_what_is_no_component_is_none(tree):
    assert list(components(tree)) == []


def test_components_are_found_within_one_another_and_within_properties():
    tree = component("a", children=[component("b"), "text"], menu=component("c"))
    assert [each["id"] for each in components([tree])] == ["a", "b", "c"]


@pytest.fixture
def screen():
    filters = [
        component({"type": "filter", "key": key}, value=[], multi=True)
        for key in ("phase", "country")
    ]
    return Screen("/map?phase=1", component("url"), component("_pages_location"), filters)


def test_the_address_stands_in_the_locations(screen):
    assert screen.value("url", "search") == "?phase=1"
    assert screen.value("_pages_location", "pathname") == "/map"


def test_the_filters_of_a_page_are_its_dropdowns(screen):
    assert screen.filters() == ["phase", "country"]


def test_a_body_holds_whole_families_and_the_changed_value(screen):
    family = '{"key":["ALL"],"type":"filter"}'
    callback = {
        "output": f"..url.search...{family}.value..",
        "inputs": [{"id": family, "property": "value"}],
        "state": [{"id": "url", "property": "pathname"}],
    }
    body = screen.body(callback, ["x.value"], phase=["2"])
    assert [each["value"] for each in body["inputs"][0]] == [["2"], []]
    assert body["outputs"][0] == {"id": "url", "property": "search"}
    assert len(body["outputs"][1]) == 2
    assert body["state"] == [{"id": "url", "property": "pathname", "value": "/map"}]
    assert body["changedPropIds"] == ["x.value"]


def test_the_app_takes_the_bodies_of_an_opened_page(datasets):
    app = create_app(datasets, Settings())
    client = app.server.test_client()
    screen = Screen("/map", client.get("/_dash-layout").json)
    callbacks = by_input(client.get("/_dash-dependencies").json)
    for changed in OPENING:
        body = screen.body(callbacks[changed], [changed])
        answer = client.post("/_dash-update-component", json=body).json
    page = answer["response"]["_pages_content"]["children"]
    opened = Screen("/map", client.get("/_dash-layout").json, page)
    came = opened.inputs_of_page(page)
    assert '{"type":"graph","view":"trial-map"}.clickData' in came
    follows = opened.body(callbacks["url.search"], came)
    assert client.post("/_dash-update-component", json=follows).status_code == 200


def test_a_page_that_comes_with_the_frame_is_not_laid_out_twice(datasets):
    app = create_app(datasets, Settings())
    client = app.server.test_client()
    page = "/map?phase=phase2"
    frame = client.get("/_dash-layout", headers={"Referer": f"http://localhost{page}"}).json
    screen, callbacks = Screen(page, frame), by_input(client.get("/_dash-dependencies").json)
    graph, chips, content = '{"type":"graph","view":"trial-map"}', "filter-chips", "_pages_content"
    assert screen.by_id[graph]["figure"]["data"]
    assert "Phase 2" in json.dumps(screen.by_id[chips]["markup"])

    def drawn(changed):
        follow = "url.search" if changed == "url.pathname" else changed
        body = screen.body(callbacks[follow], [changed])
        answer = client.post("/_dash-update-component", json=body)
        return answer.json["response"] if answer.status_code == 200 else {}

    assert drawn("url.search") == {"laid-out": {"data": ""}}
    assert content not in drawn("_pages_location.pathname")
    screen.by_id["laid-out"]["data"] = ""
    elsewhere = drawn("url.pathname")
    assert chips in elsewhere
    assert graph not in elsewhere
    assert {graph, chips} <= drawn("url.search").keys()
    assert content in drawn("_pages_location.pathname")


def test_options_are_read_from_the_answer_that_brings_them():
    brought = {'{"key":"phase","type":"filter"}': {"options": [{"value": "1"}, {"value": "2"}]}}
    assert offered(json.dumps({"response": brought}).encode(), "phase") == ["1", "2"]
