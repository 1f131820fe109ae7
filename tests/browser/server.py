"""The app under gunicorn on a free port of this machine, and a Chromium that sees nothing else."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 30
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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def chromium_path() -> str:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("No Chromium or Chrome found; install it or set CHROMIUM to its path.")
    return found


@contextmanager
def running_app(**environment: str) -> Iterator[str]:
    """The address of a running app; it stops at the end."""
    port = free_port()
    prefix = environment.get("URL_PREFIX", "").strip("/")
    address = f"http://127.0.0.1:{port}" + (f"/{prefix}" if prefix else "")
    command = [sys.executable, "-m", "gunicorn", "--workers", "2", "--preload"]
    command += ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "30"]
    command += ["--no-control-socket", "--limit-request-line", "8190"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "app:server"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _wait_for(f"{address}/healthz", process)
        yield address
    finally:
        # quick: a worker that waits on a connection the browser opened ahead is not waited for
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(process.communicate()[1].decode())
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer in {START_SECONDS} s")


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium_path(), args=list(NO_NETWORK))
