"""Scripts and styles through nginx, from either instance: what a CDN may keep, and for how long."""

import gzip
import re
from collections.abc import Callable

import brotli
import pytest

from tests.hosting.conftest import Replicas
from tests.hosting.proxy import ANSWERED_BY, PREFIX

pytestmark = pytest.mark.hosting

DECODED: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "identity": bytes,
}


@pytest.fixture(scope="module")
def named(pair: Replicas) -> list[str]:
    """Addresses of the scripts and styles that a page with figures and tables names."""
    pages = [pair.door.ask(f"{PREFIX}{path}").body.decode() for path in ("/map", "/trials")]
    return sorted({each for page in pages for each in re.findall(r'(?:href|src)="([^"]+)"', page)})


@pytest.mark.parametrize("coding", DECODED)
def test_a_file_may_be_kept_for_a_year_whoever_sends_it(pair: Replicas, named, coding):
    files = [each for each in named if re.search(r"\.[0-9a-f]{16}\.(js|css|woff2)$", each)]
    assert {each.rsplit(".", 1)[1] for each in files} == {"js", "css", "woff2"}
    for address in files:
        assert address.startswith(f"{PREFIX}/")
        first, second = (pair.door.ask(address, Accept_Encoding=coding) for _ in range(2))
        assert {first.headers[ANSWERED_BY], second.headers[ANSWERED_BY]} == pair.names()
        assert first.body == second.body
        for answer in (first, second):
            assert answer.status == 200
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert answer.headers.get("Content-Encoding", "identity") == coding
            assert int(answer.headers["Content-Length"]) == len(answer.body)
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["ETag"] == first.headers["ETag"]
        plain = pair.door.ask(address, Accept_Encoding="identity").body
        assert DECODED[coding](first.body) == plain
        again = pair.door.ask(address, Accept_Encoding=coding, If_None_Match=first.headers["ETag"])
        assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "address",
    ["/", "/map?condition=t1d", "/_dash-layout", "/_dash-dependencies", "/readyz", "/nowhere"],
)
def test_nothing_else_may_be_kept_by_others_than_the_reader(pair: Replicas, address):
    said = pair.door.ask(f"{PREFIX}{address}").headers["Cache-Control"]
    assert said == "private, no-cache"
