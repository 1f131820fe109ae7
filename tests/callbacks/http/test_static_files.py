"""Files and answers on the wire: which coding, which cache, and never a stale or broken one."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask, Response

from callbacks.http.static_files import (
    ASK_AGAIN,
    FOR_GOOD,
    StaticFile,
    coding_for,
    compressed,
    fingerprint,
)

TEXT = b"the same words again " * 500
NOWHERE = Path("/nowhere")


@pytest.fixture
def server() -> Flask:
    return Flask(__name__)


def answer(server: Flask, file: StaticFile, **headers: str) -> Response:
    with server.test_request_context(headers={k.replace("_", "-"): v for k, v in headers.items()}):
        return file.answer()


def plain(response: Response) -> bytes:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    return decode[response.content_encoding](response.get_data())


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("BR", "br"),
        ("*", "br"),
        ("br;q=0", "identity"),
        ("br;q=0, *;q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("gzip;q=0.5, identity;q=0.8", "identity"),
        ("identity", "identity"),
        ("identity;q=0", "identity"),
        ("zstd", "identity"),
        ("brotli", "identity"),
        ("xbr, gzipped", "identity"),
        ("br;q=nan", "identity"),
        ("br;q=-1", "identity"),
        ("br;q=", "br"),
        (";;;,,,=", "identity"),
        ("br\x00", "identity"),
        ("br," * 2000, "br"),
    ],
)
def test_the_coding_is_what_the_reader_takes(server, header, coding):
    headers = {} if header is None else {"Accept-Encoding": header}
    with server.test_request_context(headers=headers) as context:
        assert coding_for(context.request.accept_encodings) == coding
        response = StaticFile(TEXT, "text/css", True, NOWHERE).answer()
    assert response.content_encoding == (None if coding == "identity" else coding)
    assert plain(response) == TEXT


@pytest.mark.parametrize(("kept", "cache"), [(True, FOR_GOOD), (False, ASK_AGAIN)])
def test_only_an_address_with_a_fingerprint_is_kept_for_good(server, kept, cache):
    response = answer(server, StaticFile(TEXT, "text/css", kept, NOWHERE), Accept_Encoding="br")
    assert response.headers["Cache-Control"] == cache
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.mimetype == "text/css"


def test_a_browser_that_has_the_file_is_told_so_for_its_own_coding(server):
    file = StaticFile(TEXT, "text/css", False, NOWHERE)
    tag = answer(server, file, Accept_Encoding="br").headers["ETag"]
    again = answer(server, file, Accept_Encoding="br", If_None_Match=tag)
    assert again.status_code == 304
    assert again.headers["Vary"] == "Accept-Encoding"
    other = answer(server, file, Accept_Encoding="gzip", If_None_Match=tag)
    assert (other.status_code, plain(other)) == (200, TEXT)
    newer = StaticFile(TEXT + b"!", "text/css", False, NOWHERE)
    assert answer(server, newer, Accept_Encoding="br", If_None_Match=tag).status_code == 200


def test_a_file_compressed_ahead_is_sent_as_it_is(server, tmp_path):
    ahead = brotli.compress(TEXT, quality=1)
    (tmp_path / f"{fingerprint(TEXT)}.br").write_bytes(ahead)
    response = answer(server, StaticFile(TEXT, "text/css", True, tmp_path), Accept_Encoding="br")
    assert response.get_data() == ahead


@pytest.mark.parametrize(
    "ahead", [None, b"", b"no brotli at all", brotli.compress(b"another file"), "half"]
)
def test_a_wrong_or_missing_file_compressed_ahead_is_made_up_for(server, tmp_path, ahead):
    if ahead == "half":
        ahead = brotli.compress(TEXT)[:-3]
    if ahead is not None:
        (tmp_path / f"{fingerprint(TEXT)}.br").write_bytes(ahead)
    file = StaticFile(TEXT, "text/css", True, tmp_path)
    for coding in ("br", "gzip", "identity"):
        assert plain(answer(server, file, Accept_Encoding=coding)) == TEXT


@pytest.fixture
def client(server):
    @server.get("/<int:code>")
    def text(code: int) -> Response:
        return Response(TEXT, status=code, mimetype="application/json")

    @server.get("/short")
    def short() -> Response:
        return Response("short", mimetype="application/json")

    @server.get("/picture")
    def picture() -> Response:
        return Response(TEXT, mimetype="image/png")

    @server.get("/stream")
    def stream() -> Response:
        return Response(iter([TEXT]), mimetype="text/csv")

    @server.get("/coded")
    def coded() -> Response:
        return Response(TEXT, mimetype="text/csv", headers={"Content-Encoding": "zstd"})

    @server.post("/answer")
    def post() -> Response:
        return Response(TEXT, mimetype="application/json")

    server.after_request(compressed)
    return server.test_client()


def test_an_answer_is_compressed(client):
    response = client.get("/200", headers={"Accept-Encoding": "br, gzip"})
    assert plain(response) == TEXT
    assert response.content_length == len(response.get_data()) < len(TEXT) / 4
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("code", [201, 204, 206, 304, 404, 500, 503])
def test_nothing_but_a_200_is_compressed(client, code):
    response = client.get(f"/{code}", headers={"Accept-Encoding": "br"})
    assert response.status_code == code
    assert response.content_encoding is None


@pytest.mark.parametrize("path", ["/short", "/picture", "/stream", "/coded"])
def test_what_does_not_pay_is_left_as_it_is(client, path):
    response = client.get(path, headers={"Accept-Encoding": "br"})
    assert response.content_encoding == ("zstd" if path == "/coded" else None)


def test_the_answer_to_a_filter_is_compressed(client):
    response = client.post("/answer", headers={"Accept-Encoding": "gzip"})
    assert plain(response) == TEXT


def test_a_reader_who_takes_no_coding_gets_words(client):
    response = client.get("/200")
    assert (response.content_encoding, response.get_data()) == (None, TEXT)
    assert response.headers["Vary"] == "Accept-Encoding"
