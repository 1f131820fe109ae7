"""Two instances share answers through a real Redis, and go on without it."""

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.gunicorn import ROOT
from tests.hosting.conftest import HOSTED, Replicas, replicas
from tests.hosting.programs import (
    HERE,
    Answer,
    Door,
    Program,
    instance,
    running,
    until,
)
from tests.hosting.proxy import ANSWERED_BY, PREFIX, proxy
from tests.hosting.session import CALLBACKS, Asked, ask, server_callbacks, session
from tests.ports import free_port
from tests.programs import installed

pytestmark = pytest.mark.hosting


def redis_at(port: int, folder: Path) -> Any:
    """A Redis that keeps nothing on the disk, on its way."""
    words = [installed("redis-server"), "--bind", HERE, "--port", str(port), "--save", ""]

    def answers() -> bool:
        try:
            with Redis(port=port) as client:
                return bool(client.ping())
        except RedisError:
            return False

    return running(Program([*words, "--dir", str(folder)], port, folder, answers))


@dataclass(frozen=True)
class Sharing:
    """Two instances, their nginx and their Redis."""

    replicas: Replicas
    redis: Program

    def kept(self) -> set[str]:
        """The keys of what Redis holds."""
        with Redis(port=self.redis.port, decode_responses=True) as client:
            return set(client.keys())

    def log(self, answer: Answer) -> dict[str, Any]:
        """The line that the instance that made an answer logged of it."""
        mark = answer.headers["X-Request-Id"]
        found: list[dict[str, Any]] = []

        def is_logged() -> bool:
            for each in self.replicas.instances:
                found.extend(line for line in log_of(each) if line.get("reference") == mark)
            return bool(found)

        until(is_logged)
        return found[0]


def log_of(program: Program) -> list[dict[str, Any]]:
    lines = program.output.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]


def url_of(port: int) -> str:
    return f"redis://{HERE}:{port}/0"


@pytest.fixture(scope="module")
def sharing(tmp_path_factory) -> Iterator[Sharing]:
    folder = tmp_path_factory.mktemp("sharing")
    with redis_at(free_port(), folder) as redis:
        redis.ready()
        with replicas(folder, CACHE_URL=url_of(redis.port)) as standing:
            yield Sharing(standing, redis)


def requests(sharing: Sharing, mark: str) -> list[Asked]:
    """Requests with kept answers: files, and what a callback draws; the mark makes them new."""
    callbacks = server_callbacks(sharing.replicas.door)
    body = next(each.body for each in session(callbacks) if "_pages_content" in (each.body or ""))
    files = (f"{PREFIX}/export/trial-map.{kind}?q={mark}" for kind in ("json", "pptx", "bib"))
    return [*map(Asked, files), Asked(CALLBACKS, json.dumps(json.loads(body or "") | {"x": mark}))]


def test_what_one_instance_made_the_other_takes_from_redis(sharing: Sharing):
    door = sharing.replicas.door
    for number, asked in enumerate(requests(sharing, "taken")):
        before = sharing.kept()
        first = ask(door, asked)
        assert len(sharing.kept() - before) == 1
        # dash gives each visit a token, which it adds to the address of its callbacks
        again = asked if asked.body is None else Asked(f"{CALLBACKS}?endId={number}", asked.body)
        second = ask(door, again)
        assert {first.headers[ANSWERED_BY], second.headers[ANSWERED_BY]} == sharing.replicas.names()
        assert "cached" not in sharing.log(first)
        assert sharing.log(second)["cached"] is True
        assert first.status == second.status == 200
        assert first.body == second.body
        own = {ANSWERED_BY, "X-Request-Id", "Date"}
        assert {name: first.headers[name] for name in first.headers if name not in own} == {
            name: second.headers[name] for name in second.headers if name not in own
        }


@pytest.mark.parametrize(
    ("inside", "body", "status"),
    [
        ("export/donor.exe", None, 404),
        ("export/none.json", None, 404),
        ("export/donor.json?phase=x", None, 400),
        ("export/donor.json", "{}", 405),
        ("_dash-update-component", "{}", 400),
        ("_dash-update-component", None, 404),
        ("export/", None, 404),
    ],
)
def test_nothing_but_a_200_is_kept(sharing: Sharing, inside, body, status):
    before = sharing.kept()
    assert sharing.replicas.door.ask(f"{PREFIX}/{inside}", body).status == status
    assert sharing.kept() == before


@pytest.mark.parametrize("kept", [b"", b"x", b"!\x80\x05N.", b"[]\nbody", b"7"])
def test_what_is_no_answer_is_made_anew(sharing: Sharing, kept):
    asked = Asked(f"{PREFIX}/export/donor.json")
    right = ask(sharing.replicas.door, asked)
    with Redis(port=sharing.redis.port) as client:
        for key in sharing.kept():
            client.set(key, kept)
    again = ask(sharing.replicas.door, asked)
    assert (again.status, again.body) == (200, right.body)
    assert "cached" not in sharing.log(again)


def newer_version(folder: Path) -> Path:
    """The code with one word more in a module and in a style."""
    for name in ("app.py", "gunicorn.conf.py", "requirements.txt", "pyproject.toml"):
        folder.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder)
    for floor in ("data", "components", "callbacks", "assets"):
        shutil.copytree(ROOT / floor, folder / floor, ignore=shutil.ignore_patterns("__pycache__"))
    for path, word in (("app.py", "# newer\n"), ("assets/app.css", "/* newer */\n")):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(word)
    return folder


def test_two_versions_beside_one_another(sharing: Sharing, tmp_path):
    older = sharing.replicas.instances[0]
    environment = {**HOSTED, "CACHE_URL": url_of(sharing.redis.port)}
    with instance(tmp_path, code=newer_version(tmp_path / "newer"), **environment) as newer:
        newer.ready()
        with proxy((older.port, newer.port), tmp_path) as nginx:
            _share_no_answers(sharing, nginx.tls, newer)
            _each_has_the_files_of_both_pages(nginx.tls)


def _share_no_answers(sharing: Sharing, door: Door, newer: Program) -> None:
    asked = Asked(f"{PREFIX}/export/trial-map.json?q=versions")
    before = sharing.kept()
    answers = [ask(door, asked) for _ in range(4)]
    assert {answer.status for answer in answers} == {200}
    assert len(sharing.kept() - before) == 2
    own = [line for line in log_of(newer) if line.get("path", "").endswith("trial-map.json")]
    assert [line.get("cached", False) for line in own] == [False, True]


def _each_has_the_files_of_both_pages(door: Door) -> None:
    """A page of one version names files that the other does not have."""
    pages = [door.ask(f"{PREFIX}/").body.decode() for _ in range(2)]
    styles = {each for page in pages for each in re.findall(r'href="([^"]+\.css)"', page)}
    assert len(styles) == 2
    for style in styles:
        answers = [door.ask(style) for _ in range(4)]
        assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
        assert any("," in answer.headers[ANSWERED_BY] for answer in answers)


def test_redis_hangs_goes_and_comes_back(sharing: Sharing):
    door = sharing.replicas.door

    def cache() -> set[str]:
        """The state of the cache as both instances tell it; asked for, they look again."""
        return {json.loads(door.ask(f"{PREFIX}/readyz").body)["cache"] for _ in range(2)}

    assert cache() == {"here"}
    os.kill(sharing.redis.process.pid, signal.SIGSTOP)
    hung = [ask(door, each) for each in requests(sharing, "hung") for _ in range(2)]
    sharing.redis.kill()
    gone = [ask(door, each) for each in requests(sharing, "gone") for _ in range(2)]
    assert {answer.status for answer in hung + gone} == {200}
    assert cache() == {"away"}
    for each in sharing.replicas.instances:
        away = [line["error"] for line in log_of(each) if line["event"] == "cache away"]
        # one request waited; the next ones did not ask
        assert away[0] == "TimeoutError"
        assert set(away[1:]) == {"ConnectionError"}
    sharing.redis.start()
    sharing.redis.ready()
    assert cache() == {"here"}
    answers = [ask(door, requests(sharing, "back")[0]) for _ in range(2)]
    assert sharing.log(answers[1])["cached"] is True
