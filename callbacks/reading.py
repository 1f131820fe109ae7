"""The edge: what the browser sends, turned into a ``PageRequest``."""

from dash import strip_relative_path
from flask import request as http_request

from components.request import PageRequest
from components.theme import Palette, palette_named
from data.store import TrialStore

THEME_COOKIE = "theme"


def read_palette() -> Palette:
    """The reader's theme, kept in a cookie so that the first picture has it already."""
    return palette_named(http_request.cookies.get(THEME_COOKIE, ""))


def read_request(store: TrialStore, path: str | None, search: str | None) -> PageRequest:
    """The request behind a callback's address parts; a foreign path reads as the start page."""
    try:
        inside = strip_relative_path(path or "/") or ""
    except Exception:  # dash raises its own types for a path outside the prefix
        inside = ""
    return PageRequest.of("/" + inside, search or "", store.known, read_palette())
