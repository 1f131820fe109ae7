"""The app is started in three places: the Makefile, the Procfile and the README's plain way."""

import re

import pytest

from tests.gunicorn import ROOT, options


@pytest.mark.parametrize("name", ["Procfile", "README.md"])
def test_everywhere_with_the_same_options(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = re.findall(r"gunicorn (.*) app:server$", text, re.MULTILINE)
    assert lines
    for line in lines:
        words = re.sub(r"--(workers|bind) \S+", "", line).split()
        assert sorted(words) == sorted(options())
