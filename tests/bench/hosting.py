"""The apps under gunicorn with the Makefile's own options, their start and their memory."""

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.gunicorn import ROOT, command, surroundings
from tests.ports import free_port

WORKERS = 2
START_SECONDS = 300
OURS, PLAIN = "app:server", "tests.bench.plain_dash:server"


@dataclass(frozen=True)
class Memory:
    """Megabytes that all workers share, and the most that one worker has for itself.

    Attributes:
        shared_kept, unique_kept: the same without pages that stand in a file as they are, which
            the kernel may take back at any time: those of the mapped index and of libraries.
    """

    shared: float
    unique: float
    shared_kept: float
    unique_kept: float


@dataclass(frozen=True)
class Host:
    """A running app: its address, its master's process id, seconds until its first answer."""

    address: str
    pid: int
    start: float

    def memory(self) -> Memory:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        workers = [rollup(int(pid)) for pid in children]

        def most(*kinds: str) -> float:
            return max(sum(each[kind] for kind in kinds) for each in workers) / 1024

        return Memory(
            most("Shared_Clean", "Shared_Dirty"),
            most("Private_Clean", "Private_Dirty"),
            most("Shared_Dirty"),
            most("Private_Dirty"),
        )


def rollup(pid: int) -> dict[str, int]:
    """Kilobytes of a process by kind."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    pairs = (line.split()[:2] for line in lines)
    return {name.rstrip(":"): int(number) for name, number in pairs}


@contextmanager
def hosted(app: str, environment: Mapping[str, str], path: str = "/healthz") -> Iterator[Host]:
    """A running app, until the end of the block; path: what is asked for as its first answer."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    # a worker that is told to stop while it starts does not hear it; it is not waited for long
    words = [*command(WORKERS), "--graceful-timeout", "2"]
    if app == PLAIN:
        words += ["--worker-class", "gthread"]  # ours would bring our modules with it
    start = time.perf_counter()
    process = subprocess.Popen(
        [*words, "--bind", f"127.0.0.1:{port}", app],
        cwd=ROOT,
        env=surroundings(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address + path, process)
        yield Host(address, process.pid, time.perf_counter() - start)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until an address answers with 200."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"gunicorn ended with {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=30):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer in {START_SECONDS} s")
