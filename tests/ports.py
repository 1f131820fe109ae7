"""A port for a program that binds it later than it is told."""

import random
import socket

PORTS = range(10_000, 32_000)
"""Below those that Linux gives to outgoing connections: one of them took a port between its choice
and the start of the program, and fifteen tests failed."""


def free_port() -> int:
    """One that nobody listens on."""
    while True:
        port = random.choice(PORTS)
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
