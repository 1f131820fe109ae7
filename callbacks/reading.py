"""The edge: what the browser sends, turned into a ``PageRequest``."""

from dash import strip_relative_path
from flask import request as http_request

from components.request import PageRequest
from components.theme import Palette, palette_named
from data.datasets import Datasets
from data.store import TrialStore

THEME_COOKIE = "theme"


def read_palette() -> Palette:
    """The reader's theme, kept in a cookie so that the first picture has it already."""
    return palette_named(http_request.cookies.get(THEME_COOKIE, ""))


def read_request(
    datasets: Datasets, path: str | None, search: str | None
) -> tuple[TrialStore, PageRequest]:
    """The dataset that an address asks for, and the request on it.

    A foreign path reads as the start page, an unknown dataset as the default.
    """
    try:
        inside = strip_relative_path(path or "/") or ""
    except Exception:  # dash raises its own types for a path outside the prefix
        inside = ""
    store = datasets.of_query(search or "")
    return store, PageRequest.of("/" + inside, search or "", store.known, read_palette())
