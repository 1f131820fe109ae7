import json
import re

import pytest

from app import create_app
from callbacks.http.settings import Settings
from data.datasets.catalogue import Datasets


@pytest.fixture(scope="module")
def client(store):
    return create_app(Datasets((store,)), Settings()).server.test_client()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/", 200),
        ("/map", 200),
        ("/design", 200),
        ("/protocols", 200),
        ("/trials", 200),
        ("/trials/NCT01143168", 200),
        ("/sources", 200),
        ("/map?condition=t1d&nonsense=<script>", 200),
        ("/trials/nct01143168", 200),
        ("/protocols/MIAMI-2005-07-ita", 200),
        ("/trials/NCT99999999", 404),
        ("/trials/NCT01143168/more", 404),
        ("/protocols/nobody", 404),
        ("/nowhere", 404),
        ("/404", 404),
        ("/healthz", 200),
    ],
)
def test_codes(client, path, code):
    assert client.get(path).status_code == code


def directives(answer):
    """Directive -> its sources."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split("; "))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("path", ["/", "/nowhere", "/map", "/trials/NCT99999999"])
def test_every_page_is_protected(client, path):
    with client.get(path) as response:
        headers = response.headers
        policy = directives(response)
    assert policy["default-src"] == ["'none'"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert policy["script-src"][0] == policy["style-src"][0] == "'self'"
    assert all(each.startswith("'sha256-") for each in policy["script-src"][1:])
    assert policy["frame-ancestors"] == ["'self'"]
    for own in ("font-src", "connect-src"):
        assert policy[own] == ["'self'"]
    for unused in ("worker-src", "frame-src", "object-src", "base-uri", "form-action"):
        assert policy[unused] == ["'none'"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "path", ["/healthz", "/assets/theme.js", "/_dash-layout", "/data/trials.csv", "/assets/none.js"]
)
def test_what_is_no_page_may_load_and_run_nothing(client, path):
    with client.get(path) as response:
        headers = response.headers
        policy = directives(response)
    assert policy == {"default-src": ["'none'"], "frame-ancestors": ["'self'"]}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"]


def test_each_page_has_a_nonce_of_its_own_and_no_cache_shares_it(client):
    nonces = set()
    for path in ("/", "/", "/map", "/nowhere"):
        answer = client.get(path)
        (written,) = re.findall(r' nonce="([^"]{20,})"', answer.text)
        assert directives(answer)["style-src"] == ["'self'", f"'nonce-{written}'"]
        assert answer.headers["Cache-Control"] == "private, no-cache"
        nonces.add(written)
    assert len(nonces) == 4


@pytest.mark.parametrize(
    ("ancestors", "framing"),
    [
        ("'self'", "SAMEORIGIN"),
        ("'none'", "DENY"),
        ("https://intranet.example.org", None),
        ("'self' https://intranet.example.org", None),
    ],
)
def test_who_may_embed_a_page_is_said_both_ways(store, ancestors, framing):
    settings = Settings.from_environment({"FRAME_ANCESTORS": ancestors})
    answer = create_app(Datasets((store,)), settings).server.test_client().get("/")
    assert directives(answer)["frame-ancestors"] == ancestors.split()
    assert answer.headers.get("X-Frame-Options") == framing


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/", "private, no-cache"),
        ("/_dash-layout", "private, no-cache"),
        ("/data/trials.csv", "private, no-cache"),
        ("/export/donor.csv", "private, max-age=60"),
        ("/export/donor.exe", "no-store"),
        ("/assets/theme.js", "no-cache"),
    ],
)
def test_every_answer_says_who_may_keep_it(client, path, said):
    with client.get(path) as response:
        assert response.headers["Cache-Control"] == said


@pytest.fixture
def prefixed(store):
    """A client below a prefix; dash keeps the prefix of the last app made, so put it back."""
    yield create_app(Datasets((store,)), Settings(prefix="/a/b/")).server.test_client()
    create_app(Datasets((store,)), Settings())


def test_a_prefix_serves_pages_assets_and_links_below_it(prefixed):
    assert prefixed.get("/a/b/map").status_code == 200
    assert prefixed.get("/a/b/trials/NCT99999999").status_code == 404
    assert prefixed.get("/a/b/healthz").status_code == 200
    assert "/a/b/assets/" in prefixed.get("/a/b/").text
    assert '"/a/b/map"' in json.dumps(prefixed.get("/a/b/_dash-layout").json)


@pytest.mark.parametrize(
    ("proxies", "headers", "is_secure"),
    [
        (0, {}, False),
        (0, {"X-Forwarded-Proto": "https"}, False),
        (1, {"X-Forwarded-Proto": "http"}, False),
        (1, {"X-Forwarded-Proto": "https"}, True),
    ],
)
def test_tls_is_kept_where_a_trusted_proxy_says_that_the_reader_has_it(
    store, proxies, headers, is_secure
):
    client = create_app(Datasets((store,)), Settings(proxies=proxies)).server.test_client()
    answer = client.get("/healthz", headers=headers)
    assert ("Strict-Transport-Security" in answer.headers) is is_secure
