"""The server around dash: files, compression, headers, health, 404 codes, settings of a host."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from callbacks.index_page import LeanDash
from callbacks.static_files import compressed
from components.pages import PAGES
from data.datasets import Datasets
from data.queries.one_trial import find_trial
from data.store import TrialStore

MOST_PROXIES = 5


@dataclass(frozen=True)
class Settings:
    """What a host may set, by environment variable.

    Attributes:
        prefix: URL_PREFIX, the path under which a proxy serves the app, ``/`` or ``/a/b/``.
        frame_ancestors: FRAME_ANCESTORS, who may embed the app: a CSP source list.
        proxies: TRUSTED_PROXIES, how many proxies stand before the app whose X-Forwarded-Proto
            and X-Forwarded-Host name the address that readers see; 0 trusts none of them.
        cache_url: CACHE_URL, a Redis that all instances share; empty for none.
        sign_in_file: SIGN_IN_FILE, who may see the site; empty for everybody.
    """

    prefix: str = "/"
    frame_ancestors: str = "'self'"
    proxies: int = 0
    cache_url: str = ""
    sign_in_file: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Raises ValueError where a value could break out of its header or path."""
        prefix = "/" + environment.get("URL_PREFIX", "").strip("/") + "/"
        prefix = "/" if prefix == "//" else prefix
        ancestors = environment.get("FRAME_ANCESTORS", "'self'").strip()
        if not all(
            part.replace("-", "").replace("_", "").isalnum() for part in prefix.split("/") if part
        ):
            raise ValueError(
                f"URL_PREFIX {prefix!r} is not allowed; allowed: letters, digits, - and _ "
                "between slashes"
            )
        if not ancestors or any(sign in ancestors for sign in ";,\r\n"):
            raise ValueError(
                f"FRAME_ANCESTORS {ancestors!r} is not allowed; allowed: CSP sources separated "
                "by spaces, such as 'self' https://intranet.example.org"
            )
        proxies = environment.get("TRUSTED_PROXIES", "0").strip()
        if not proxies.isdecimal() or int(proxies) > MOST_PROXIES:
            raise ValueError(
                f"TRUSTED_PROXIES {proxies!r} is not allowed; allowed: 0 to {MOST_PROXIES}"
            )
        cache_url = environment.get("CACHE_URL", "").strip()
        if cache_url and not cache_url.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError(
                "CACHE_URL is not allowed; allowed: redis://, rediss:// or unix:// and a place"
            )
        sign_in_file = environment.get("SIGN_IN_FILE", "").strip()
        return cls(prefix, ancestors, int(proxies), cache_url, sign_in_file)


def content_security_policy(app: LeanDash, settings: Settings) -> str:
    """No foreign host, no inline script but dash's own by hash, no eval."""
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            # plotly.js, AG Grid and dash set style attributes and style elements
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {settings.frame_ancestors}",
        )
    )


def _page_exists(store: TrialStore, inside: str) -> bool:
    """Whether a path (without the prefix) is a page; an unknown trial or protocol is none."""
    path = "/" + inside.strip("/")
    if path.startswith("/trials/"):
        return bool(find_trial(store, path.removeprefix("/trials/")))
    if path.startswith("/protocols/"):
        return path.removeprefix("/protocols/") in store.regimens["regimen"].array
    return path in {page.path for page in PAGES if page.name != "not_found_404"}


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
    def policy() -> str:
        """Read at the first answer: dash adds its router's inline script in the first request."""
        return content_security_policy(app, settings)

    @server.before_request
    def serve_file() -> Response | None:
        found = app.files.by_address.get(request.path)
        return found.answer() if found and request.method in {"GET", "HEAD"} else None

    # flask runs what is registered last first: compression sees the finished answer
    server.after_request(compressed)

    @server.after_request
    def load_grid(response: Response) -> Response:
        is_callback = request.path == f"{root}_dash-update-component"
        return app.index_files.with_grid(response) if is_callback and app.index_files else response

    @server.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy()
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
        if _is_page_view(response):
            store = datasets.of_query(request.query_string.decode("utf-8", "replace"))
            if not _page_exists(store, request.path.removeprefix(root)):
                response.status_code = 404
        return response

    def _is_page_view(response: Response) -> bool:
        """A page's HTML; dash answers every unknown path with it and code 200."""
        return (
            request.method == "GET"
            and response.status_code == 200
            and response.mimetype == "text/html"
        )
