"""Readers against a server that behaves badly at command."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest

from tests.load.script import Ask, Script
from tests.load.users import AWAY, Reader, waits

RIGHT = b'{"n": 1}'
QUESTION = Ask("filter", "/x", "/map", "{}")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        does = self.server.does.pop(0) if self.server.does else 200
        self.server.asked.append(does)
        if does == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        content = b'{"n": 2}' if does == "wrong" else RIGHT
        self.send_response(does if isinstance(does, int) else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        found.does, found.asked = [], []
        found.daemon_threads = True
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


@pytest.fixture
def pauses(monkeypatch):
    taken = []
    monkeypatch.setattr("tests.load.users.time.sleep", taken.append)
    return taken


@pytest.fixture
def reader(server, pauses):
    address = f"http://127.0.0.1:{server.server_port}"
    script = Script((), (), {QUESTION: RIGHT})
    made = Reader(1, address, script, 0.0, 0.0, lambda _at: "steady", threading.Event())
    yield made
    made.connection.close()


def test_the_schedule_is_the_pages():
    assert list(islice(waits(), 6)) == [0, 0.3, 1, 3, 5, 5]


def test_an_answer_is_compared(server, reader):
    assert reader.ask(QUESTION).is_well
    server.does.append("wrong")
    outcome = reader.ask(QUESTION)
    assert '"n": 2' in outcome.wrong
    assert not outcome.is_well


@pytest.mark.parametrize("code", [404, 500])
def test_an_error_is_an_answer_and_not_sent_again(server, reader, code):
    server.does.append(code)
    outcome = reader.ask(QUESTION)
    assert not outcome.is_well
    assert not outcome.lost
    assert server.asked == [code]


@pytest.mark.parametrize("code", sorted(AWAY))
def test_a_server_that_is_away_is_counted_and_asked_again(server, reader, code):
    server.does += [code, code]
    outcome = reader.ask(QUESTION)
    assert outcome.codes == (code, code)
    assert not outcome.lost
    assert server.asked == [code, code, 200]


def test_what_is_cut_is_sent_again_until_it_is_answered(server, reader, pauses):
    server.does += ["cut"] * 3
    outcome = reader.ask(QUESTION)
    assert outcome.is_well
    assert outcome.cut == 3
    assert pauses == [0, 0.3, 1, 3]


def test_a_used_connection_that_breaks_is_tried_anew_at_once(server, reader, pauses):
    reader.ask(QUESTION)
    pauses.clear()
    server.does.append("cut")
    assert reader.ask(QUESTION).cut == 1
    assert pauses == [0]


def test_what_is_never_answered_is_lost(server, reader, monkeypatch):
    monkeypatch.setattr("tests.load.users.PATIENCE", 2.0)
    server.does += ["cut"] * 9
    outcome = reader.ask(QUESTION)
    assert outcome.lost
    assert not outcome.is_well
