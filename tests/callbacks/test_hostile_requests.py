"""Abuse of the transport by a client: sizes, codings, methods and broken bytes.

Each is sent to the real server, as the test client of flask does none of them: no answer is the
server's fault, holds a trace or takes for ever, and the server goes on.
"""

import gzip
import json
import socket
import time
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from app import create_app
from callbacks.http import limits
from callbacks.http.request_edge import CALLBACKS
from callbacks.http.settings import Settings
from data.datasets.catalogue import Datasets
from tests.browser.server import running_app
from tests.callbacks.bodies import addresses_of, body_of

PATIENCE = 20
"""Seconds until an answer is a hang, on the slowest machine that runs the tests."""
TEN_MEGABYTES = 10_000_000
DEEP = b"[" * 100_000 + b"]" * 100_000
DECK_FORM = "/export/deck.pptx"
"""Takes a form, which may hold a template of 20 MB; what is no form is refused unread."""
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW")


@pytest.fixture(scope="module")
def app(store):
    return create_app(Datasets((store,)), Settings())


@pytest.fixture(scope="module")
def address():
    with running_app() as running:
        yield running


@pytest.fixture(scope="module")
def sound(app):
    output = next(key for key in app.callback_map if key.startswith("..trial-grid-box"))
    return json.dumps(body_of(output, app.callback_map[output])).encode()


def answered(address, head, body=b""):
    """(code, text) of the answer to raw bytes; it comes in time, though all is not read."""
    place = urlsplit(address)
    begun = time.monotonic()
    with socket.create_connection((place.hostname, place.port), PATIENCE) as connection:
        received = b""
        # it may answer before it has read all, and then reads no more
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(head + b"\r\n\r\n" + body)
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                received += part
    assert time.monotonic() - begun < PATIENCE
    assert received.startswith(b"HTTP/1.1 "), received[:100]
    assert b"Traceback" not in received
    assert b'File "' not in received
    return int(received.split()[1]), received.split(b"\r\n\r\n", 1)[1].decode("utf-8", "replace")


def head(method, target, *fields):
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost", "Connection: close", *fields]
    return "\r\n".join(lines).encode("latin-1")


def json_of(size):
    return ("Content-Type: application/json", f"Content-Length: {size}")


def chunked(body, size=65_536):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_ten_megabytes_are_taken_by_no_route(app, address):
    body = b"x" * TEN_MEGABYTES
    for path in addresses_of(app):
        code, text = answered(address, head("POST", path, *json_of(len(body))), body)
        wanted = 413 if path.endswith(CALLBACKS) else 415 if path == DECK_FORM else 405
        assert code == wanted, path
        assert text.count("\n") == 1


CALLBACK = f"/{CALLBACKS}"
CHUNKED = ("Content-Type: application/json", "Transfer-Encoding: chunked")


@pytest.mark.parametrize("size", [limits.LARGEST_BODY + 1, TEN_MEGABYTES])
def test_a_large_body_that_does_not_name_its_size_is_not_read_to_its_end(address, size):
    body = chunked(b"[" + b" " * size)
    code, text = answered(address, head("POST", CALLBACK, *CHUNKED), body)
    assert (code, "1,000,000 bytes" in text) == (413, True)


def test_a_sound_body_in_parts_is_answered(address, sound):
    assert answered(address, head("POST", CALLBACK, *CHUNKED), chunked(sound, 100))[0] == 200


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (json_of(len(DEEP)), DEEP),
        (CHUNKED, chunked(DEEP)),
        (CHUNKED, b"zz\r\n"),
        (CHUNKED, b"5\r\n{}\r\n0\r\n\r\n"),
        (json_of("-1"), b"{}"),
        (json_of("x"), b"{}"),
        ((*json_of("2"), "Content-Length: 3"), b"{}"),
        ((*CHUNKED, "Content-Length: 2"), b"{}"),
        (json_of(4), b"\xff\xfe{}"),
        (json_of(3), b"\x00{}"),
    ],
    ids=repr,
)
def test_a_body_that_cannot_be_read_is_the_senders_fault(address, fields, body):
    fields = [each[:80] for each in fields]
    assert answered(address, head("POST", CALLBACK, *fields), body)[0] == 400


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "gzip, gzip"])
def test_a_packed_body_is_not_unpacked(address, sound, coding):
    """Not even a sound one: a thousand bytes may hold a gigabyte."""
    for body in (gzip.compress(sound), gzip.compress(b"[" * TEN_MEGABYTES)):
        fields = (*json_of(len(body)), f"Content-Encoding: {coding}")
        assert answered(address, head("POST", CALLBACK, *fields), body)[0] == 400


@pytest.mark.parametrize("method", METHODS)
def test_every_route_takes_every_method_or_says_that_it_does_not(app, address, method):
    for path in addresses_of(app):
        code, text = answered(address, head(method, path))
        if method == "HEAD":
            assert code in (200, 404), path
            assert text == ""
        elif method == "OPTIONS":
            assert code == 200, path
        elif method == "POST" and (path.endswith(CALLBACKS) or path == DECK_FORM):
            assert code == 415, path
        else:
            assert code == 405, path


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("/map?" + "q=" + "x" * 8_000, {200}),
        ("/map?" + "x" * 100_000, {400, 414}),
        ("/map?" + "&".join(["phase=phase2"] * 600), {200}),
        ("/export/donor.csv?" + "&".join(["phase=phase2", "condition=t1d"] * 140), {400}),
        ("/export/donor.csv?" + "&".join(["phase=phase2", "condition=t1d"] * 250), {414}),
        ("/export/deck.pptx?" + "&".join(["figure=donor"] * 500), {400}),
        ("/data/trials.csv?" + "&".join(["rows=all"] * 500), {200}),
        ("/print.json?path=/map&" + "&".join(["view=trial-map"] * 500), {200, 400}),
        ("/map?phase=%00&%00=1", {200}),
        ("/%00", {404}),
        ("/trials/%00NCT01143168", {404}),
        ("/export/donor%00.csv", {404}),
        ("/assets/%00", {404}),
        ("/map?q=\x00", {400}),
        ("/map?q=\xff\xfe", {200, 400}),
        ("/\xff\xfe", {404, 400}),
        ("/..%2f..%2fapp.py", {404}),
        ("/assets/..%2f..%2fapp.py", {404}),
        ("/assets/....//....//app.py", {404}),
        ("/assets/%2e%2e/%2e%2e/app.py", {404}),
        ("/export/..%2f..%2fdata%2fraw%2ftrials.csv", {404}),
        ("/data/..%2fraw%2ftrials.csv", {404}),
        ("/_dash-component-suites/dash/..%2f..%2fx.py", {404}),
        ("http://elsewhere.example/map", {200, 400, 404}),
        ("*", {400, 404}),
        ("//elsewhere.example/map", {404, 308}),
    ],
    ids=lambda value: repr(value)[:50] if isinstance(value, str) else None,
)
def test_hostile_addresses(address, target, codes):
    code, text = answered(address, head("GET", target))
    assert code in codes, text[:300]


@pytest.mark.parametrize(
    "fields",
    [
        [f"X-{number}: x" for number in range(500)],
        ["Cookie: " + "x" * 20_000],
        ["Referer: /?" + "phase=phase2&" * 400],
        ["Accept-Encoding: " + "br;q=0.1," * 500],
        ["Range: bytes=" + "0-1," * 1_000],
        ["X-Forwarded-Proto: https, http", "X-Forwarded-Proto: x"],
        ["Host: a", "Host: b"],
        ["A\x00: b"],
        ["A: b\x00c"],
        ["A b"],
        ["Upgrade: websocket", "Expect: 200-maybe"],
    ],
    ids=lambda fields: repr(fields)[:40],
)
def test_hostile_headers(address, fields):
    code, _ = answered(address, head("GET", "/_dash-layout", *fields))
    assert code in (200, 206, 400, 417, 431)


def test_the_server_goes_on(address):
    """The last test of this file: none of the others has taken a worker away."""
    assert answered(address, head("GET", "/healthz"))[0] == 200
