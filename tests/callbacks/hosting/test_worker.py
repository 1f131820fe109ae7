"""The worker under real sockets, without its process."""

import selectors
import socket
import time
from collections import deque

import pytest
from gunicorn.config import Config

from callbacks.hosting.worker import PatientWorker

PATIENCE = 30


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as found:
        found.setblocking(False)
        yield found


@pytest.fixture
def worker(monkeypatch):
    """A worker without its process; ``taken`` are the connections that took a thread."""
    made = PatientWorker.__new__(PatientWorker)
    made.cfg = Config()
    made.cfg.set("keepalive", 30)
    made.keepalived_conns, made.nr_conns = deque(), 0
    made.poller = selectors.DefaultSelector()
    made.taken = []
    monkeypatch.setattr(made, "enqueue_req", made.taken.append)
    yield made
    made.murder_keepalived(force=True)
    made.poller.close()


def accepted(worker, listener):
    """A browser's end of a connection that the worker took in."""
    browser = socket.create_connection(listener.getsockname())
    before = worker.nr_conns
    deadline = time.monotonic() + PATIENCE
    while worker.nr_conns == before and time.monotonic() < deadline:
        worker.accept(listener)
    assert worker.nr_conns == before + 1
    return browser


def test_only_a_connection_that_says_something_takes_a_thread(worker, listener):
    with accepted(worker, listener), accepted(worker, listener) as speaks:
        worker.wait_for_and_dispatch_events(0)
        assert worker.taken == []
        speaks.sendall(b"G")
        worker.wait_for_and_dispatch_events(PATIENCE)
        assert [conn.client for conn in worker.taken] == [speaks.getsockname()]
        assert len(worker.keepalived_conns) == 1
        worker.taken[0].close()


def test_a_worker_that_stops_closes_a_silent_connection(worker, listener):
    with accepted(worker, listener) as silent:
        worker._cap_keepalive(time.monotonic())
        worker.murder_keepalived()
        assert worker.nr_conns == 0
        silent.settimeout(PATIENCE)
        assert silent.recv(1) == b""


def test_a_connection_that_another_worker_took_is_none(worker, listener):
    worker.accept(listener)
    assert worker.nr_conns == 0
