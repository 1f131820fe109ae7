"""The server around dash: files, compression, headers, 404 codes."""

from collections.abc import Iterable
from functools import cache

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from callbacks.http.index_page import LeanDash
from callbacks.http.request_edge import CALLBACKS, path_inside
from callbacks.http.settings import Settings
from callbacks.http.static_files import compressed
from components.pages import NOT_FOUND, page_at
from data.datasets.catalogue import Datasets
from data.queries.one_regimen import find_regimen
from data.queries.one_trial import find_trial
from data.store import TrialStore

PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "microphone", "geolocation", "payment", "usb")
)
"""Features that neither the app nor a frame within it may use. Full screen and the clipboard
stay as they are: presenting and copying need them."""
READERS_ALONE = "private, no-cache"
"""Of what says nothing else: a page holds a nonce for one answer and depends on the reader's theme
and on the page before it, and a CDN may keep for hours what does not say."""
FRAMING = {"'self'": "SAMEORIGIN", "'none'": "DENY"}
"""FRAME_ANCESTORS -> what it is in X-Frame-Options, for browsers that know no frame-ancestors. That
header has no words for other sources, so it is left out there."""
SECURE_FOR = 365 * 24 * 3600
"""Seconds for which a browser that came by TLS comes by TLS again."""


def page_policy(scripts: Iterable[str], nonce: str, settings: Settings) -> str:
    """No foreign host, no eval, and nothing inline but what dash and our scripts make.

    Args:
        scripts: hashes of dash's inline scripts, quoted.
        nonce: of the style elements that a page's scripts make (assets/bundles/style_nonce.js).
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *scripts)),
            f"style-src 'self' 'nonce-{nonce}'",
            # data: the icons of AG Grid, the matrices of plotly.js; blob: a picture before it is
            # a PNG
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'none'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {settings.frame_ancestors}",
        )
    )


def file_policy(settings: Settings) -> str:
    """Of an answer that is no page, for one who opens it as a page: nothing loads, nothing runs."""
    return f"default-src 'none'; frame-ancestors {settings.frame_ancestors}"


def _page_exists(store: TrialStore, inside: str) -> bool:
    """Says whether a path (without prefix) is a page; an unknown trial or protocol is none."""
    path = "/" + inside.strip("/")
    page = page_at(path)
    if page is None or page is NOT_FOUND:
        return False
    name = page.name_in(path)
    if page.name == "trial":
        return bool(find_trial(store, name))
    return page.name != "protocol" or bool(find_regimen(store, name))


def register(app: LeanDash, datasets: Datasets, settings: Settings) -> None:
    server: Flask = app.server
    root = settings.prefix
    if settings.proxies:
        # links in slides and files are whole addresses: they need what the reader sees
        count = settings.proxies
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=count, x_proto=count, x_host=count
        )

    @cache
    def own_scripts() -> tuple[str, ...]:
        """Read at the first answer: dash adds its router's inline script in the first request."""
        return tuple(app.csp_hashes())

    @server.before_request
    def serve_file() -> Response | None:
        found = app.files.by_address.get(request.path)
        return found.answer() if found and request.method in {"GET", "HEAD"} else None

    # flask runs what is registered last first: compression sees the finished answer
    server.after_request(compressed)

    @server.after_request
    def load_grid(response: Response) -> Response:
        # one from the cache was kept with it
        is_new = path_inside(root) == CALLBACKS and "from_cache" not in g
        return app.index_files.with_grid(response) if is_new and app.index_files else response

    @server.after_request
    def protect(response: Response) -> Response:
        if "style_nonce" in g:
            policy = page_policy(own_scripts(), g.style_nonce, settings)
            response.headers["Permissions-Policy"] = PERMISSIONS
        else:
            policy = file_policy(settings)
        response.headers["Content-Security-Policy"] = policy
        if settings.frame_ancestors in FRAMING:
            response.headers["X-Frame-Options"] = FRAMING[settings.frame_ancestors]
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        response.headers.setdefault("Cache-Control", READERS_ALONE)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={SECURE_FOR}"
        if _is_page_view(response):
            path = path_inside(root)
            # the path is behind the prefix, without the slash that pages begin with
            store = datasets.of_query(request.query_string.decode("utf-8", "replace"), f"/{path}")
            if not _page_exists(store, path):
                response.status_code = 404
        return response

    def _is_page_view(response: Response) -> bool:
        """A page's HTML; dash answers every unknown path with it and code 200."""
        return (
            request.method in {"GET", "HEAD"}
            and response.status_code == 200
            and response.mimetype == "text/html"
        )
