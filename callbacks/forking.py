"""What gunicorn does around its forks (``--config callbacks/forking.py``), for shared memory.

gunicorn runs this file before it loads anything of the app.
"""

import ctypes
import gc
import os
from contextlib import suppress
from typing import Any

M_ARENA_MAX = -8
"""Of mallopt(3)."""

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
