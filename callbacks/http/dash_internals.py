"""Reach below what dash documents of its server: addresses, files and bodies.

tests/upgrade/test_dash.py says what is lost where an upgrade takes one of these away. The two
addresses that requests are told apart by stand in request_edge.py, the map of callbacks in
callback_body.py, ids in components/elements/ids.py.
"""

import pkgutil
from collections.abc import Mapping
from html.parser import HTMLParser

import dash
from dash import fingerprint

SUITES = "_dash-component-suites/"
"""The folder of dash's component libraries, behind the prefix. A first visit of plain
Dash asks for 21 files of 6.5 MB, one of ours, with those that are used joined, for 11 of 0.7 MB
(docs/benchmark.md)."""
DEPENDENCIES = "_dash-dependencies"
"""The address of the list of callbacks: it is asked for before a script runs."""
CHUNKS = ("dash/dcc/async-graph.js", "dash/dcc/async-dropdown.js")
"""Parts of dash's library that it would ask for one by one, on every page."""
GRID = "dash_ag_grid"
GRID_CHUNK = f"{GRID}/async-community.js"
UNUSED = ("dash/dash_table/", "dash_bootstrap_components/", "dash/deps/polyfill")
"""No page uses these (Bootstrap's parts arrive as markup, components/elements/markup.py), and every
browser of today has what the last one brings, but for its runtime of generators, which
index_page.py adds."""


def script_source(path: str) -> bytes:
    """A script of a component library: ``package/path/in/it.js``, perhaps with fingerprint.

    Raises:
        FileNotFoundError: the library has no such file.
    """
    package, inside = path.split("/", 1)
    content = pkgutil.get_data(package, fingerprint.check_fingerprint(inside)[0])
    if content is None:
        raise FileNotFoundError(path)
    return content


class ScriptTags(HTMLParser):
    """The scripts that dash names in ``interpolate_index``.

    Attributes:
        addresses: of those in files.
        inline: the texts of the others.
    """

    def __init__(self, tags: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self._is_inline = False
        self.feed(tags)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("src")
        self._is_inline = not address
        if address:
            self.addresses.append(address)
        else:
            self.inline.append("")

    def handle_data(self, data: str) -> None:
        if self._is_inline:
            self.inline[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._is_inline = False

    @property
    def paths(self) -> list[str]:
        """The scripts of libraries, in their order, as ``script_source`` takes them."""
        return [address.split(SUITES, 1)[1] for address in self.addresses]


def with_library(answer: bytes, address: str) -> bytes:
    """A callback's answer that has dash's renderer load a script before it draws the outputs."""
    dist = b',"dist":[{"type":"_js_dist","url":"%b"}]}' % address.encode()
    return answer.removesuffix(b"}") + dist


def callback_of(body: object) -> str:
    """The name of the callback that a body calls; empty where it says none."""
    name = body.get("output") if isinstance(body, Mapping) else None
    return name if isinstance(name, str) else ""


def value_in(body: object, component: str, name: str) -> object:
    """The value of a component's property in a body; none where it says nothing."""
    parts = body if isinstance(body, Mapping) else {}
    for part in [*parts.get("inputs", []), *parts.get("state", [])]:
        if isinstance(part, dict) and (part.get("id"), part.get("property")) == (component, name):
            return part.get("value")
    return None


def forget_pages() -> None:
    """Let another app of this process register its pages: dash keeps one list for all."""
    dash.page_registry.clear()
