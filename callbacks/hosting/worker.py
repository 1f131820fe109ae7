"""gunicorn's threaded worker, but a connection takes a thread only when it has said something.

Browsers open connections ahead. On each, a thread of gunicorn's own worker waits five seconds: with
eight silent ones (two workers of four threads) the next reader waited 10 s, with 32 of them 25 s.
And a worker that stops waits for them, up to 30 s in which nobody is answered.

All of this is below what gunicorn documents, which is that a class of one's own may be named:
tests/upgrade/test_gunicorn.py says what is lost where an upgrade takes a part away.
"""

import errno
import selectors
import socket
from functools import partial

from gunicorn.workers import gthread

GONE = (errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED)
"""Another worker took the connection, or the browser took it back."""


class PatientWorker(gthread.ThreadWorker):
    """A new connection waits among those that are kept after an answer, at no thread's cost."""

    def accept(self, listener: socket.socket) -> None:
        try:
            opened, address = listener.accept()
        except OSError as error:
            if error.errno in GONE:
                return
            raise
        conn = gthread.TConn(self.cfg, opened, address, listener.getsockname())
        conn.set_timeout()
        self.nr_conns += 1
        self.keepalived_conns.append(conn)
        heard = partial(self.on_client_socket_readable, conn)
        self.poller.register(opened, selectors.EVENT_READ, heard)
