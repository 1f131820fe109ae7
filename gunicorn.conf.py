"""Gunicorn's configuration, which ``gunicorn app:server`` reads in the folder of this file.

gunicorn runs it before it loads anything of the app; its variables are gunicorn's settings.
"""

import ctypes
import gc
import os
from contextlib import suppress
from typing import Any

HIGHEST_PORT = 65_535
M_ARENA_MAX = -8
"""Of mallopt(3)."""


def number(name: str, otherwise: int, highest: int) -> int:
    """A whole number from 1 up that the environment sets; another text stops the start."""
    text = os.environ.get(name, "").strip() or str(otherwise)
    if not text.isdecimal() or not 1 <= int(text) <= highest:
        raise SystemExit(f"{name} {text!r} is not allowed; allowed: 1 to {highest:,}")
    return int(text)


# A platform that gives a port wants the app to answer the network; a desk does not.
host = os.environ.get("HOST", "").strip() or ("0.0.0.0" if os.environ.get("PORT") else "127.0.0.1")
bind = f"{host}:{number('PORT', 8050, HIGHEST_PORT)}"
workers = number("WEB_CONCURRENCY", 2, 64)
# Threads, as browsers open connections ahead that would each hold a worker.
worker_class = "callbacks.hosting.worker.PatientWorker"
threads = 4
keepalive = 30
preload_app = True
# 27 opens a socket in the home folder unless told not to.
control_socket_disable = True
# The addresses of decks are long.
limit_request_line = 8190
# Large files stream for minutes.
timeout = 300

# The way that gc.freeze documents: what is loaded before the fork stays, so that the collector
# has nothing to do there (0.4 s of the start), and a collection would leave holes in the memory
# that the workers share.
gc.disable()
# Arrow's own pool keeps what it has once taken: 8 MB of each start, 10 MB of each worker.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
# numpy asks for huge pages from 4 MB on: what is beside such an array in the heap then takes 2 MB
# a page, too, and keeps them (30 MB of each worker at 500,000 trials), and no change is faster.
os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
# Each thread would keep memory of its own for what a request needs for a moment. Before the fork,
# as a worker's threads would go on with what threads of the master have begun.
with suppress(AttributeError):  # another C library than glibc
    ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def pre_fork(server: Any, worker: Any) -> None:
    """Have no worker mark what is loaded: that would copy each shared page into its memory."""
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    """Collect what the worker makes."""
    gc.enable()
