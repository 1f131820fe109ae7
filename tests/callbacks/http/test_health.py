import tomllib
from pathlib import Path

import pytest

from app import create_app
from callbacks.http.settings import Settings
from components.share.attribution import VERSION
from data.datasets.catalogue import Datasets

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


def test_healthz_says_which_version_answers(client):
    assert client.get("/healthz").json == {"status": "ok", "version": VERSION, "data": "2010-08"}


def test_readyz_says_what_is_loaded(client):
    assert client.get("/readyz").json == {
        "status": "ready",
        "version": VERSION,
        "data": "2010-08",
        "trials": 19,
        "datasets": 1,
        "cache": "off",
    }


def test_a_server_that_cannot_count_is_not_ready(store, monkeypatch):
    client = create_app(Datasets((store,)), Settings()).server.test_client()
    monkeypatch.setattr("callbacks.http.health.match_count", lambda *_: 1 / 0)
    assert client.get("/readyz").status_code == 500
    assert client.get("/healthz").status_code == 200


def test_the_version_is_the_same_everywhere(client):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in changes.splitlines() if line.startswith("## "))
    assert project["version"] == VERSION
    assert newest.split()[1] == VERSION
    assert f"Version {VERSION}" in client.get("/_dash-layout").text
