import json

import pytest

from app import create_app
from callbacks.page import printing
from components.views import VIEWS
from data.datasets.catalogue import Datasets


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,))).server.test_client()


def asked(client, **query):
    response = client.get("/print.json", query_string=query)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    return json.loads(response.get_data())


def test_every_view_comes_in_light_colours_whatever_the_theme(client):
    client.set_cookie("theme", "dark")
    found = asked(client, path="/design", view=list(VIEWS))
    assert set(found["views"]) == set(VIEWS)
    for slug, drawn in found["views"].items():
        assert drawn["figure"]["layout"]["font"]["color"] == "#1c232b", slug


def test_a_figure_is_drawn_once_however_often_it_is_asked_for(client, monkeypatch):
    drawn = []
    monkeypatch.setattr(printing, "light_view", lambda *asked: drawn.append(asked[-1]))
    monkeypatch.setattr(printing, "entity_figure", lambda *asked: drawn.append(asked[-1]))
    asked(client, view=["donor", "trial-map"] * 40, own=["places"] * 80)
    assert drawn == ["places", "donor", "trial-map"]


def test_the_filters_count(client):
    found = asked(client, path="/design", query="?condition=t1d", view="allocation")
    assert sum(found["views"]["allocation"]["figure"]["data"][0]["x"]) == 8


def test_the_legend_has_the_colours_of_the_figure(client):
    drawn = asked(client, view="phase-by-condition")["views"]["phase-by-condition"]
    bars = [trace["marker"]["color"] for trace in drawn["figure"]["data"]]
    assert drawn["legend"] == bars


def test_figures_of_one_trial_and_one_protocol(client):
    found = asked(client, path="/trials/NCT01143168", own=["places", "miami-2005-07-ita", "x"])
    assert set(found["own"]) == {"places", "miami-2005-07-ita"}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"view": ["", "../../etc", "<script>"]},
        {"path": "//evil.example", "own": "places"},
        {"path": "/trials/NCT99999999", "own": "places"},
        {"query": "?" + "x=1&" * 500},
    ],
)
def test_what_is_not_known_is_left_out(client, query):
    assert asked(client, **query) == {"views": {}, "own": {}}
