"""Programs that run for as long as a test does: instances of the app, nginx, Redis."""

import ctypes
import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from pathlib import Path
from typing import Self

from tests.gunicorn import ROOT, command
from tests.ports import free_port

PATIENCE_SECONDS = 120
"""Until a start or an end is a failure: CI's machine may be ten times slower than a desk's."""
HERE = "127.0.0.1"
_libc = ctypes.CDLL(None)
_DIE_WITH_PARENT = 1


def _end_with_the_tests() -> None:
    """Called in the new process: where the tests are killed, Linux tells it to end."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


@dataclass
class Program:
    """A program that listens on a port of this machine; what it says is kept in a folder."""

    words: Sequence[str]
    port: int
    folder: Path
    answers: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    cwd: Path = ROOT

    def __post_init__(self) -> None:
        self.start()

    @property
    def output(self) -> Path:
        return self.folder / f"{Path(self.words[0]).name}-{self.port}.log"

    def start(self) -> None:
        with self.output.open("ab") as file:
            self.process = subprocess.Popen(
                self.words,
                cwd=self.cwd,
                env=self.environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_end_with_the_tests,
            )

    def ready(self) -> Self:
        until(lambda: self._has_ended() or self.answers())
        return self

    def _has_ended(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.output.name}:\n{self.output.read_text()[-3000:]}")
        return False

    def kill(self) -> None:
        """As a power cut does: it and its workers finish nothing."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE_SECONDS)


@contextmanager
def running(program: Program) -> Iterator[Program]:
    """A program until the end of the block."""
    try:
        yield program
    finally:
        program.kill()


def listens(port: int) -> bool:
    try:
        with socket.create_connection((HERE, port), timeout=5):
            return True
    except OSError:
        return False


@dataclass(frozen=True)
class Answer:
    """The answer that came back, as it was sent."""

    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(frozen=True)
class Door:
    """The way in for requests: a port of this machine, and the headers that each of them has.

    Attributes:
        certificate: what nginx shows for TLS; none: the door speaks plain HTTP.
    """

    port: int
    headers: Mapping[str, str]
    certificate: Path | None = None

    def ask(
        self, address: str, body: str | None = None, method: str = "", **headers: str
    ) -> Answer:
        """GET, or POST where there is a body; ``headers`` with _ for -."""
        sent = {**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        connection = self._connection()
        try:
            connection.request(method or ("GET" if body is None else "POST"), address, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def _connection(self) -> HTTPConnection:
        if self.certificate is None:
            return HTTPConnection(HERE, self.port, timeout=PATIENCE_SECONDS)
        trusted = ssl.create_default_context(cafile=self.certificate)
        return HTTPSConnection(HERE, self.port, timeout=PATIENCE_SECONDS, context=trusted)

    def answers(self, address: str) -> bool:
        """Says whether there is a 200 at an address."""
        try:
            return self.ask(address).status == 200
        except (OSError, HTTPException):
            return False


@contextmanager
def instance(folder: Path, code: Path = ROOT, **environment: str) -> Iterator[Program]:
    """The app under gunicorn with one worker, on its way; what it logs is its output."""
    port = free_port()
    prefix = environment.get("URL_PREFIX", "")
    words = [*command(1), "--bind", f"{HERE}:{port}", "app:server"]
    door = Door(port, {})

    def answers() -> bool:
        return door.answers(f"{prefix}/healthz")

    program = Program(words, port, folder, answers, os.environ | environment, code)
    with running(program):
        yield program
