"""The edge: what the browser sends, turned into a ``PageRequest``."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from dash import strip_relative_path
from flask import g, has_request_context
from flask import request as http_request

from components.elements.request import PageRequest
from components.theme import Palette, palette_named
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from data.store import TrialStore

THEME_COOKIE = "theme"
CALLBACKS = "_dash-update-component"
"""The path, behind the prefix, to which the browser sends what calls a callback."""
FRAME = "_dash-layout"
"""The path at which it asks for what stands around the pages, and for the page it opens. dash
documents neither this address nor the one above: tests/upgrade/test_dash.py watches them."""
FILES = "export/"
"""The folder in which it asks for files of figures and decks."""


def path_inside(prefix: str) -> str:
    """The path that is asked for, behind the prefix; one outside of it as it is."""
    return http_request.path.removeprefix(prefix)


def read_palette() -> Palette:
    """The reader's theme, kept in a cookie so that the first picture has it already."""
    return palette_named(http_request.cookies.get(THEME_COOKIE, ""))


def opened_address() -> str:
    """The address of the page whose frame is asked for; the browser names it as referrer.

    Empty outside of a request, and where a browser keeps the address to itself.
    """
    return (http_request.referrer or "") if has_request_context() else ""


def what_is_opened(path: str | None, search: str | None) -> str:
    """An address within the site as browsers write it and the reader's theme, to compare them.

    A reader's first frame is asked for before a script has told the theme of the system.
    """
    return f"{path or '/'}?{(search or '').removeprefix('?')} {read_palette().name}"


def text_of(value: object) -> str:
    """The text that a component holds, empty where it holds nothing yet.

    Raises:
        TypeError: it holds something else, which no page sends.
    """
    if value is not None and not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} where a text belongs")
    return value or ""


def names_of(
    family: Iterable[Mapping[str, Any]], key: str, known: Container[str] | None = None
) -> list[str]:
    """The names in the ids of a family, as dash lists its members.

    Raises:
        ValueError: a name is no text, not known, or stands twice, as nothing is to be drawn a
            thousand times over for one body.
    """
    names = [part["id"][key] for part in family]
    for name in names:
        if not isinstance(name, str) or (known is not None and name not in known):
            raise ValueError("An id is not known.")
    if len(set(names)) < len(names):
        raise ValueError("An id stands twice.")
    return names


def request_is_read() -> bool:
    """Says whether the request under way came as far as ``read_request``.

    A callback takes from its body what it needs before: what fails there is what was sent, what
    fails later is this server's fault.
    """
    return bool(g.get("request_read", False))


def read_request(
    datasets: Datasets, path: str | None, search: str | None
) -> tuple[TrialStore, PageRequest]:
    """The dataset that an address asks for, and the request on it.

    A foreign path reads as the start page, an unknown dataset as the default.

    Raises:
        TypeError: path or search is no text.
    """
    path, search = text_of(path), text_of(search)
    g.request_read = True
    try:
        inside = strip_relative_path(path or "/") or ""
    except Exception:  # dash raises its own types for a path outside the prefix
        inside = ""
    store, state, ignored = read_link(datasets, search, "/" + inside)
    return store, PageRequest("/" + inside, state, ignored, read_palette())


def read_link(
    datasets: Datasets, search: str, path: str = ""
) -> tuple[TrialStore, PageState, tuple[str, ...]]:
    """Dataset and state of a link and what was ignored; a callback and its line in the log ask."""
    store = datasets.of_query(search, path)
    request = PageRequest.of("/", search, store.known)
    return store, request.state, request.ignored
