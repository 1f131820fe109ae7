"""Work on very many things, shared out to processes beside this one: as many as there are cores.

    python -m data.datasets.on_all_cores

is one of them: it reads a function and things, pickled, from its input, writes what the function
makes of each, and ends with its input. It is a process of its own and no copy of this one, which
has threads and a registry in its memory.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, TypeVar

A = TypeVar("A")
B = TypeVar("B")
ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "data.datasets.on_all_cores")
CORES = len(os.sched_getaffinity(0))
"""The cores that this process may use."""
Process = subprocess.Popen[bytes]


def mapped(function: Callable[[A], B], parts: Iterable[Sequence[A]]) -> Iterator[list[B]]:
    """The results of a function for the things of each part, part after part, made on all cores.

    Two parts a core are held at a time. The function is one of a module.

    Raises:
        OSError: a process cannot be started, or has ended.
    """
    with ExitStack() as stack:
        free: SimpleQueue[Process] = SimpleQueue()
        for _ in range(CORES):
            free.put(stack.enter_context(_started()))
        threads = stack.enter_context(ThreadPoolExecutor(CORES))
        asked: deque[Future[list[B]]] = deque()
        for part in parts:
            asked.append(threads.submit(_answered, function, part, free))
            if len(asked) >= 2 * CORES:
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


def _started() -> Process:
    return subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _answered(function: Callable[[A], B], part: Sequence[A], free: SimpleQueue[Process]) -> list[B]:
    process = free.get()
    try:
        assert process.stdin and process.stdout  # both are pipes
        pickle.dump((function, part), process.stdin)
        process.stdin.flush()
        made: list[B] = pickle.load(process.stdout)
    except (EOFError, pickle.UnpicklingError) as error:
        raise OSError("a process beside this one has ended") from error
    finally:
        free.put(process)
    return made


def answer(asked: BinaryIO, answers: BinaryIO) -> None:
    """Answer one part after the other, until there are no more."""
    while True:
        try:
            function, part = pickle.load(asked)
        except EOFError:
            return
        pickle.dump([*map(function, part)], answers)
        answers.flush()


if __name__ == "__main__":
    # who interrupts an import has that end the input of this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer(sys.stdin.buffer, sys.stdout.buffer)
