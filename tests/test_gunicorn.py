"""The app is started in three places: the Makefile, the Procfile and the README's plain way."""

import re

import pytest

from tests.gunicorn import ROOT, options, surroundings


@pytest.mark.parametrize("name", ["Procfile", "README.md"])
def test_everywhere_with_the_same_options(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = re.findall(r"gunicorn (.*) app:server$", text, re.MULTILINE)
    assert lines
    for line in lines:
        words = re.sub(r"--(workers|bind) \S+", "", line).split()
        assert sorted(words) == sorted(options())


def test_a_program_keeps_its_compiled_modules_whatever_the_machine_says(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("DATASETS_DIR", "of the machine")
    found = surroundings({"DATASETS_DIR": "of the test"})
    assert (found["PYTHONDONTWRITEBYTECODE"], found["DATASETS_DIR"]) == ("", "of the test")
    assert found["PATH"]
