"""Reach below what flask documents: functions around those that were registered sooner.

Sign-in is registered last, as the app's own first request has no user, and flask takes no function
after a first request. It must be asked first, also before what the cache or dash would answer.
tests/upgrade/test_flask.py says what is lost where an upgrade takes this away.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response


def surround(server: Flask, ask: Callable[[], Any], see: Callable[[Response], Response]) -> None:
    """Run ``ask`` before all else of a request, which its answer ends; ``see`` has the answer
    before the functions that stand."""
    server.before_request_funcs.setdefault(None, []).insert(0, ask)
    server.after_request_funcs.setdefault(None, []).append(see)
