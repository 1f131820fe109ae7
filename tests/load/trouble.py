"""The server under load: gunicorn as ``make run`` starts it, hurt in a way of each phase."""

import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.hosting import OURS, WORKERS, wait_for
from tests.gunicorn import ROOT, command, surroundings
from tests.ports import free_port


class Server:
    """An instance that can be stopped and started again at its address; it logs into a file."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.environment = environment
        self.log = log
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command(WORKERS), "--bind", f"127.0.0.1:{self.port}", OURS],
                cwd=ROOT,
                env=surroundings(self.environment),
                stdout=log,
                stderr=log,
            )

    def ready(self) -> None:
        wait_for(f"{self.address}/readyz", self._running)

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            raise RuntimeError("The server was not started.")
        return self.process

    def stop(self) -> None:
        """As a platform does it: what is under way is answered."""
        self._running.send_signal(signal.SIGTERM)
        self._running.wait(timeout=120)

    def restart(self) -> None:
        self.stop()
        self.start()

    def reload(self) -> None:
        """New workers take the place of the old ones."""
        self._running.send_signal(signal.SIGHUP)

    def kill_a_worker(self) -> None:
        pid = self._running.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)


def processor_seconds() -> float:
    """Processor seconds that all processes of this machine have used since its start."""
    lines = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    user, nice, system, _idle, _wait, *interrupts = (int(each) for each in lines[0].split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


Act = Callable[[Server], None]


@dataclass(frozen=True)
class Phase:
    """A stretch of the load, and what is done to the server at parts (0 to 1) of it."""

    name: str
    seconds: float
    acts: Sequence[tuple[float, Act]] = ()


def plan(seconds: float) -> tuple[Phase, ...]:
    return (
        Phase("steady", seconds * 0.4),
        Phase(
            "workers killed",
            seconds * 0.25,
            [(part, Server.kill_a_worker) for part in (0.1, 0.35, 0.6)],
        ),
        Phase("restarted", seconds * 0.35, [(0.1, Server.reload), (0.35, Server.restart)]),
    )


def phase_at(phases: Sequence[Phase], at: float) -> str:
    """The name of the phase at a time, seconds since the first began; the last goes on."""
    for phase in phases:
        if at < phase.seconds:
            return phase.name
        at -= phase.seconds
    return phases[-1].name


def run(phases: Sequence[Phase], server: Server, over: threading.Event) -> None:
    """Every phase in its time, then it is over."""
    start = time.monotonic()
    for phase in phases:
        for part, act in phase.acts:
            time.sleep(max(0.0, start + part * phase.seconds - time.monotonic()))
            act(server)
        start += phase.seconds
        time.sleep(max(0.0, start - time.monotonic()))
    over.set()
