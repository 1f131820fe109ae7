"""gunicorn still has what the app takes of it without gunicorn documenting it."""

import logging
import selectors
import socket
from collections import deque
from contextlib import closing

import gunicorn.glogging
import pytest
from gunicorn.config import Config
from gunicorn.workers import gthread

from tests.upgrade.reaches import Reach, checks_of

PATIENCE = 10


class Listener(socket.socket):
    """A socket that listens, and closes what it took in with itself."""

    def __init__(self) -> None:
        super().__init__()
        self.bind(("127.0.0.1", 0))
        self.listen()
        self.opened: list[socket.socket] = []

    def accept(self) -> tuple[socket.socket, object]:
        found = super().accept()
        self.opened.append(found[0])
        return found

    def close(self) -> None:
        for each in getattr(self, "opened", ()):
            each.close()
        super().close()


def worker_of(listens: Listener):
    """A worker without its process, and the connections that took a thread of it."""
    from callbacks.hosting.worker import PatientWorker

    made = PatientWorker(1, 1, [listens], None, 30, Config(), logging.getLogger("none"))
    made.tmp.close()
    made.poller = selectors.DefaultSelector()
    taken: list[gthread.TConn] = []
    made.enqueue_req = taken.append
    return made, taken


def waits_for_words(*, speaks: bool = True) -> bool:
    """Says whether a silent connection takes no thread, and takes one when it says something."""
    with closing(Listener()) as listens:
        worker, taken = worker_of(listens)
        with closing(worker.poller), socket.create_connection(listens.getsockname()) as browser:
            worker.set_accept_enabled(True)
            worker.wait_for_and_dispatch_events(PATIENCE)
            waits = not taken and len(worker.keepalived_conns) == 1 and worker.nr_conns == 1
            if speaks:
                browser.sendall(b"G")
                worker.wait_for_and_dispatch_events(PATIENCE)
                return waits and len(taken) == 1 and not worker.keepalived_conns
            worker.murder_keepalived(force=True)
            return waits and worker.nr_conns == 0


def writes_to_handlers() -> bool:
    gunicorn.glogging.Logger(Config())
    return bool(logging.getLogger("gunicorn.error").handlers)


def takes_at_once(patch: pytest.MonkeyPatch) -> None:
    """A worker that asks another method for new connections, as before ours stood there."""

    def enabled(self, _yes: bool) -> None:
        for each in self.sockets:
            self.poller.register(each, selectors.EVENT_READ, self.take)

    def take(self, listens: socket.socket) -> None:
        opened, address = listens.accept()
        self.enqueue_req(gthread.TConn(self.cfg, opened, address, listens.getsockname()))

    patch.setattr(gthread.ThreadWorker, "take", take, raising=False)
    patch.setattr(gthread.ThreadWorker, "set_accept_enabled", enabled)


def without_deque(patch: pytest.MonkeyPatch) -> None:
    made = gthread.ThreadWorker.__init__

    def init(self, *args: object) -> None:
        made(self, *args)
        del self.keepalived_conns

    patch.setattr(gthread.ThreadWorker, "__init__", init)


def silent_logger(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(logging.getLogger("gunicorn.error"), "handlers", [])
    patch.setattr(gunicorn.glogging.Logger, "setup", lambda self, cfg: None)


THREADS_HELD = (
    "with eight browsers that opened connections ahead the next reader would wait 10 s (worker.py)"
)
REACHES = (
    Reach(
        "ThreadWorker.accept",
        "gunicorn's ThreadWorker no longer has its method accept take new connections: a silent "
        f"one would hold a thread, and {THREADS_HELD}",
        waits_for_words,
        takes_at_once,
    ),
    Reach(
        "TConn",
        "gunicorn no longer has TConn(cfg, socket, client, server): no connection would be "
        "answered, as each is made one of these (worker.py)",
        waits_for_words,
        lambda patch: patch.delattr(gthread, "TConn"),
    ),
    Reach(
        "TConn.set_timeout",
        "gunicorn's TConn no longer has set_timeout: no connection would be answered, as each "
        "gets the time when it is closed if it stays silent (worker.py)",
        waits_for_words,
        lambda patch: patch.delattr(gthread.TConn, "set_timeout"),
    ),
    Reach(
        "keepalived_conns",
        "gunicorn's ThreadWorker no longer keeps open connections in keepalived_conns: a new one "
        f"would have nowhere to wait, and {THREADS_HELD}",
        waits_for_words,
        without_deque,
    ),
    Reach(
        "on_client_socket_readable",
        "gunicorn's ThreadWorker no longer has on_client_socket_readable give a connection that "
        "speaks to a thread: no connection would be answered (worker.py)",
        waits_for_words,
        lambda patch: patch.delattr(gthread.ThreadWorker, "on_client_socket_readable"),
    ),
    Reach(
        "murder_keepalived",
        "gunicorn's ThreadWorker no longer closes silent connections of keepalived_conns: they "
        "would add up until no new one is taken, and hold up each stop for 30 s (worker.py)",
        lambda: waits_for_words(speaks=False),
        lambda patch: patch.setattr(
            gthread.ThreadWorker, "murder_keepalived", lambda self, force=False: deque()
        ),
    ),
    Reach(
        "gunicorn.error",
        "gunicorn no longer writes by the handlers of the logger gunicorn.error: its lines would "
        "stand between the app's lines of JSON as plain text (log.py)",
        writes_to_handlers,
        silent_logger,
    ),
)


@pytest.fixture(autouse=True)
def _own_logger(monkeypatch):
    """gunicorn's loggers are the process's own."""
    for name in ("gunicorn.error", "gunicorn.access"):
        logger = logging.getLogger(name)
        for part in ("handlers", "propagate", "level"):
            monkeypatch.setattr(logger, part, getattr(logger, part))
        monkeypatch.setattr(logger, "handlers", list(logger.handlers))


test_gunicorn_still_has, test_its_loss_is_told_in_a_sentence = checks_of(REACHES)
