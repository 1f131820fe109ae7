"""The best that this machine can do, measured in the same run, and what it is."""

import os
import platform
import socket
import threading
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.measuring import Row, Times, calibration, seconds

BLOCK = 200_000_000
"""Bytes copied to measure the memory; far more than any cache holds."""
SENT = 200_000_000
PACKAGES = ("dash", "plotly", "pandas", "numpy", "pyarrow", "gunicorn", "python-pptx", "playwright")


def described() -> dict[str, Any]:
    """Machine, date and versions, for the results."""
    return {
        "date": date.today().isoformat(),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load": os.getloadavg(),
    }


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(errors="replace").splitlines() if described.exists() else []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def memory_rate() -> float:
    """Bytes a second that a copy reads and writes."""
    block, other = np.ones(BLOCK, dtype=np.uint8), np.empty(BLOCK, dtype=np.uint8)
    np.copyto(other, block)
    return 2 * BLOCK / seconds(lambda: np.copyto(other, block))


def loopback_rate() -> float:
    """Bytes a second through a socket of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        sender = threading.Thread(target=_send, args=(listener,))
        sender.start()
        with socket.create_connection(listener.getsockname()) as reader:
            took = seconds(lambda: _drain(reader))
        sender.join()
    return SENT / took


def _send(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    block = bytes(1_000_000)
    with connection:
        for _ in range(SENT // len(block)):
            connection.sendall(block)


def _drain(reader: socket.socket) -> None:
    while reader.recv(1_000_000):
        pass


def measure(runs: int) -> list[Row]:
    loop = Times(tuple(seconds(calibration) * 1e3 for _ in range(runs)))
    least, most = loop.spread
    return [
        Row("machine: calibration loop", loop.median, "ms", note=f"{least:.0f} to {most:.0f}"),
        Row("machine: memory, copied", memory_rate() / 1e9, "GB/s"),
        Row("machine: loopback", loopback_rate() / 1e9, "GB/s"),
    ]
