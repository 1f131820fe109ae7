"""Processes that read the arms of very many trials beside this one, as many as there are cores."""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from data.schedules import signs_process
from data.schedules.arm_signs import TrialSigns
from data.schedules.signs_process import Trials

ROOT = Path(__file__).parents[2]
CORES = len(os.sched_getaffinity(0))
"""The cores that this process may use."""
Process = subprocess.Popen[bytes]


def read_beside(parts: Iterable[Trials]) -> Iterator[list[TrialSigns]]:
    """The signs of one part of the trials after the other, read on all cores.

    Two parts a core are held at a time.

    Raises:
        OSError: a process cannot be started, or has ended.
    """
    with ExitStack() as stack:
        free: SimpleQueue[Process] = SimpleQueue()
        for _ in range(CORES):
            free.put(stack.enter_context(_started()))
        threads = stack.enter_context(ThreadPoolExecutor(CORES))
        asked: deque[Future[list[TrialSigns]]] = deque()
        for part in parts:
            asked.append(threads.submit(_answered, part, free))
            if len(asked) >= 2 * CORES:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


def _started() -> Process:
    command = (sys.executable, "-m", signs_process.__name__)
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _answered(trials: Trials, free: SimpleQueue[Process]) -> list[TrialSigns]:
    process = free.get()
    try:
        return _asked(trials, process)
    except (EOFError, pickle.UnpicklingError) as error:
        raise OSError("a process that reads arms has ended") from error
    finally:
        free.put(process)


def _asked(trials: Trials, process: Process) -> list[TrialSigns]:
    assert process.stdin and process.stdout  # both are pipes
    pickle.dump(trials, process.stdin)
    process.stdin.flush()
    signs: list[TrialSigns] = pickle.load(process.stdout)
    return signs
