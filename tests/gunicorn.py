"""Gunicorn as every test starts it: with the configuration in the root of the repository."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIGURATION = "gunicorn.conf.py"


def command(workers: int) -> list[str]:
    """The command that starts gunicorn in ``ROOT``, but for its address and the app."""
    return [sys.executable, "-m", "gunicorn", "--workers", str(workers)]


def surroundings(own: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program, with what a test sets; its modules are compiled once.

    A machine may be told to keep none compiled: each start would then take twice as long.
    """
    return {**os.environ, **own} | {"PYTHONDONTWRITEBYTECODE": ""}
