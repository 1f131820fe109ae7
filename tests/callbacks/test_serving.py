import json

import pytest

from app import create_app
from callbacks.settings import Settings
from data.datasets import Datasets


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
        ("/trials/NCT99999999", 404),
        ("/nowhere", 404),
        ("/healthz", 200),
    ],
)
def test_codes(client, path, code):
    assert client.get(path).status_code == code


@pytest.mark.parametrize("path", ["/", "/nowhere", "/healthz", "/assets/theme.js"])
def test_every_answer_is_protected(client, path):
    with client.get(path) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "'self'" in scripts
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]


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
    assert "camera=()" in answer.headers["Permissions-Policy"]
