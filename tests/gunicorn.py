"""Gunicorn's options as ``make run`` gives them, for every test that starts the app."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent


def options() -> list[str]:
    """Without number of workers and address, which each test chooses."""
    line = re.search(r"gunicorn (.*) app:server", (ROOT / "Makefile").read_text(encoding="utf-8"))
    if line is None:
        raise RuntimeError("The Makefile has no line that runs gunicorn.")
    words = line[1].split()
    own = {"--workers", "--bind"}
    return [word for at, word in enumerate(words) if not own & {word, words[max(at - 1, 0)]}]


def command(workers: int) -> list[str]:
    """What starts gunicorn, but for its address and the app."""
    return [sys.executable, "-m", "gunicorn", "--workers", str(workers), *options()]


def surroundings(own: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program, with what a test sets; its modules are compiled once.

    A machine may be told to keep none compiled: each start would then take twice as long.
    """
    return {**os.environ, **own} | {"PYTHONDONTWRITEBYTECODE": ""}
