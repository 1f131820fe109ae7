"""All that is asked of one version: the table of addresses, and the links found on its pages."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tests.equality import addresses
from tests.equality.side import SITE, Ask, CannotStartError, Side
from tests.equality.visit import Visit

NAMES = re.compile(r"Allowed: (.+)\.\n")
LINK = re.compile(r'"(?:href|src|action|data-href)":\s*("(?:[^"\\]|\\.)*")')
IN_HTML = re.compile(r'(?:href|src)="([^"]*)"')
OF_ONE_PATH = 4
"""Links to one path that are followed; they differ in their filters."""
MOST_LINKS = 300
HOLD_LINKS = ("pages", "frames", "callbacks")


def read_all(side: Side) -> None:
    """Asks for everything; the answers stay with the side."""
    read_beside(side)
    read_pages(side)
    read_files(side)
    read_links(side)


def allowed(side: Side, address: str) -> tuple[str, ...]:
    """The names that a refusal lists."""
    found = NAMES.search(side.ask(Ask("refused", address, address)).body.decode())
    if not found:
        raise CannotStartError(f"{side.name}: {address} does not say what is allowed.")
    return tuple(found[1].split(", "))


def read_beside(side: Side) -> None:
    for each in addresses.REFUSED:
        side.ask(Ask("refused", each[:200], each))
    for each in addresses.BESIDE:
        side.ask(Ask("beside", each, each))


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def read_pages(side: Side) -> None:
    """Every page: used as it is, in the built-in data and in imports; redrawn with queries."""
    for path in (*addresses.PAGES, *addresses.OF_ONE):
        _visited(side, path).use()
    for path in addresses.PAGES:
        _visited(side, f"{path}?dataset=site-download").use()
        queries = [f"dataset={each}" for each in addresses.DATASETS]
        for query in (*queries, *addresses.ON_EVERY_PAGE, *addresses.ON_ONE_PAGE.get(path, ())):
            _visited(side, f"{path}?{query}").redraw()
        _visited(side, path, "dark").redraw()
    for path in addresses.REFUSED[:6]:
        _visited(side, path)


def _visited(side: Side, address: str, theme: str = "") -> Visit:
    visit = Visit(side, address, theme)
    visit.open()
    return visit


def read_files(side: Side) -> None:
    """Every table, every view in every format, and decks."""
    for name in allowed(side, "/data/no-such.csv"):
        for dataset in (addresses.BUILT_IN, *addresses.DATASETS):
            query = f"dataset={dataset}" if dataset else ""
            _file(side, "tables", f"/data/{name}", query)
    deck, *views = allowed(side, "/export/no-such.csv")
    for ending in allowed(side, f"/export/{views[0]}.no-such"):
        for view in views:
            queries = (
                *addresses.OF_A_FILE,
                *addresses.OF_ONE_FORMAT.get(ending, ()),
                *addresses.OF_ONE_VIEW.get(view, ()),
            )
            for query in queries:
                _file(side, f"files .{ending}", f"/export/{view}.{ending}", query)
    for ending in allowed(side, f"/export/{deck}.no-such"):
        for query in addresses.DECKS:
            _file(side, "decks", f"/export/{deck}.{ending}", query)


def _file(side: Side, group: str, path: str, query: str) -> None:
    address = _joined(path, query)
    side.ask(Ask(group, address, address))


def read_links(side: Side) -> None:
    """The links of all pages, as a list; and what a choice of them leads to."""
    found = sorted(links(side))
    side.keep("links", "all links of the pages", "\n".join(found))
    asked = {name for _, name in side.answers}
    for address in some(each for each in found if each not in asked):
        answer = side.ask(Ask("links", address, address))
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            side.ask(Ask("frames of links", address, "/_dash-layout", address))


def links(side: Side) -> set[str]:
    """Addresses within the site, without what stands behind ``#``."""
    found = set()
    for (group, _), answer in side.answers.items():
        if group in HOLD_LINKS:
            text = answer.body.decode()
            found |= {json.loads(each) for each in LINK.findall(text)} | set(IN_HTML.findall(text))
    inside = (each.removeprefix(SITE).partition("#")[0] for each in found)
    return {each for each in inside if each.startswith("/") and "/assets/" not in each}


def some(found: Iterable[str]) -> Iterator[str]:
    """Links of every path, spread over those that lead to it, and no more than the bound."""
    by_path: dict[str, list[str]] = defaultdict(list)
    for each in found:
        by_path[each.partition("?")[0]].append(each)
    chosen = [spread(each, OF_ONE_PATH) for each in by_path.values()]
    yield from spread([address for each in chosen for address in each], MOST_LINKS)


def spread(values: Sequence[str], most: int) -> list[str]:
    step = max(1, -(-len(values) // most))
    return list(values[::step])
