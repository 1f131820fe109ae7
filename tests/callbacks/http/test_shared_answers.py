import json
import subprocess
import sys

import pytest
from redis.exceptions import ConnectionError as Unreachable

from app import create_app
from callbacks.http.settings import Settings
from callbacks.http.shared_answers import REST, AnswerSerializer, SharedAnswers, fingerprint
from data.datasets.catalogue import Datasets, load_dataset
from data.datasets.importing import Request, run_import
from tests.gunicorn import ROOT
from tests.imports import ISLETS, MIAMI, record

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


@pytest.mark.parametrize(
    "answer",
    [
        {"headers": {}, "body": b""},
        {"headers": {"Content-Type": "text/csv"}, "body": b"a\nb\n\x00\xff"},
    ],
)
def test_an_answer_reads_back_as_it_was_written(answer):
    assert AnswerSerializer().loads(AnswerSerializer().dumps(answer)) == answer


@pytest.mark.parametrize(
    "kept", [None, b"", b"x", b"7", b"\xff\n", b"[]\nbody", b"{}", b"!\x80\x05."]
)
def test_what_is_no_answer_reads_as_none(kept):
    assert AnswerSerializer().loads(kept) is None


def test_the_same_trials_with_another_value_are_another_fingerprint(tmp_path):
    """One search imported twice on a day: title, date and number of trials are the same."""

    def imported_as(folder, phase):
        root = tmp_path / folder / "datasets"
        root.mkdir(parents=True)
        records = [record("NCT00000011", phase, "2011-05", [MIAMI], ["Type 1 Diabetes"])]
        (root.parent / "search.json").write_text(json.dumps(records))
        run_import(Request((root.parent / "search.json",), ISLETS, root, title="Islets"))
        return fingerprint(Datasets((load_dataset(root, ISLETS),)))

    assert imported_as("one", "PHASE1") == imported_as("two", "PHASE1")
    assert imported_as("three", "PHASE2") != imported_as("four", "PHASE1")


def test_another_dataset_is_another_fingerprint(store, imported):
    assert fingerprint(Datasets((store,))) == fingerprint(Datasets((store,)))
    assert fingerprint(Datasets((store,))) != fingerprint(Datasets((store, imported)))


def test_a_start_without_redis_does_not_import_it():
    # in a process of its own: other tests import it
    script = "import sys, app; print({'redis', 'flask_caching'} & {*sys.modules})"
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split("\n")[-2] == "set()"
