"""The app is started in three places, all with the one configuration in the root."""

import json
import re
import subprocess
import sys

import pytest

from callbacks.hosting.worker import PatientWorker
from tests.gunicorn import CONFIGURATION, ROOT, surroundings

SETTINGS = """
import json, sys
from gunicorn.app.wsgiapp import WSGIApplication
sys.argv = ["gunicorn", "app:server"]
cfg = WSGIApplication().cfg
print(json.dumps({
    **{name: cfg.settings[name].get() for name in %r},
    "hooks": [cfg.pre_fork.__module__, cfg.post_fork.__module__],
    "loaded": "data" in sys.modules,
}))
"""
NAMES = (
    "bind", "control_socket_disable", "keepalive", "limit_request_line", "preload_app", "threads",
    "timeout", "worker_class", "workers",
)  # fmt: skip


def started(**environment):
    """The run of gunicorn's plain command with these variables alone."""
    own = {"HOST": "", "PORT": "", "WEB_CONCURRENCY": ""} | environment
    return subprocess.run(
        [sys.executable, "-c", SETTINGS % (NAMES,)],
        cwd=ROOT,
        env={name: text for name, text in surroundings(own).items() if text},
        capture_output=True,
        text=True,
        check=False,
    )


def settings(**environment):
    done = started(**environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_plain_command_reads_the_configuration_before_the_app():
    assert settings() == {
        "bind": ["127.0.0.1:8050"],
        "control_socket_disable": True,
        "hooks": ["__config__", "__config__"],
        "keepalive": 30,
        "limit_request_line": 8190,
        "loaded": False,
        "preload_app": True,
        "threads": 4,
        "timeout": 300,
        "worker_class": f"{PatientWorker.__module__}.{PatientWorker.__name__}",
        "workers": 2,
    }


@pytest.mark.parametrize(
    ("environment", "bind"),
    [
        ({}, "127.0.0.1:8050"),
        ({"PORT": "5000"}, "0.0.0.0:5000"),
        ({"HOST": "127.0.0.1", "PORT": "5000"}, "127.0.0.1:5000"),
        ({"HOST": "0.0.0.0"}, "0.0.0.0:8050"),
    ],
)
def test_where_it_listens(environment, bind):
    assert settings(**environment)["bind"] == [bind]


def test_how_many_workers():
    assert settings(WEB_CONCURRENCY="5")["workers"] == 5


@pytest.mark.parametrize(
    ("name", "text"),
    [("PORT", "http"), ("PORT", "0"), ("PORT", "65536"), ("WEB_CONCURRENCY", "1000")],
)
def test_another_text_stops_the_start_with_a_sentence(name, text):
    done = started(**{name: text})
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"{name} {text!r} is not allowed")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["Procfile", "docs/hosting.md", "Makefile"])
def test_nobody_gives_it_a_flag(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"gunicorn (.*)app:server$", text, re.MULTILINE) == [""]


def test_the_configuration_stands_where_gunicorn_looks_for_it():
    assert (ROOT / CONFIGURATION).is_file()


def test_a_program_keeps_its_compiled_modules_whatever_the_machine_says(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("DATASETS_DIR", "of the machine")
    found = surroundings({"DATASETS_DIR": "of the test"})
    assert (found["PYTHONDONTWRITEBYTECODE"], found["DATASETS_DIR"]) == ("", "of the test")
    assert found["PATH"]
