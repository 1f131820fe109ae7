"""The app under gunicorn on a free port of this machine, and a Chromium that sees nothing else."""

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO

from playwright.sync_api import Browser, Playwright

from tests.gunicorn import ROOT, command, surroundings
from tests.programs import CHROMIUM, installed

WORKERS = 2
PATIENCE_SECONDS = 120
"""Until a start or an end is a failure: CI's machine may be ten times slower than a desk's."""
NO_NETWORK = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # no name resolves but this machine's: a request to anywhere else fails
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def running_app(**environment: str) -> Iterator[str]:
    """The address of a running app; it stops at the end."""
    prefix = environment.get("URL_PREFIX", "").strip("/")
    # the app is given an open socket: no other program can take its port before it starts
    with socket.create_server(("127.0.0.1", 0)) as listener, TemporaryFile() as errors:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}" + (f"/{prefix}" if prefix else "")
        process = subprocess.Popen(
            [*command(WORKERS), "--bind", f"fd://{listener.fileno()}", "app:server"],
            cwd=ROOT,
            env=surroundings(environment),
            pass_fds=[listener.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            _wait_for(f"{address}/healthz", process, errors)
            yield address
        finally:
            # quick: a worker that waits on a connection the browser opened ahead is not waited for
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE_SECONDS)


def _wait_for(address: str, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
    """Until the app answers; the socket holds what is asked before it listens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            errors.seek(0)
            raise RuntimeError(errors.read().decode())
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer in {PATIENCE_SECONDS} s")


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=installed(CHROMIUM), args=list(NO_NETWORK))
