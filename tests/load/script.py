"""Acts of readers, written down on a quiet instance together with the right answers."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.elements.ids import LAID_OUT, OPTIONS_ASKED
from components.views import VIEWS
from data.link.query_string import write_query
from tests.bench.traffic import CHANGED, PATH
from tests.load.renderer import Screen, offered

PAGES = {
    "": (
        "/",
        "/map",
        "/design",
        "/registry",
        "/protocols",
        "/protocols/miami-2005-07-ita",
        "/compare",
        "/outcomes",
        "/trials",
        "/trials/NCT01143168",
        "/then-and-now",
        "/deck",
        "/sources",
    ),
    "imported": ("/", "/map", "/design", "/registry", "/trials"),
}
"""Paths that are opened in the review, and in an imported dataset."""
FORMATS = ("csv", "xlsx", "json", "pptx")
SEED = 2010
FILES = re.compile(r'(?:src|href|data-plotly)="(/(?:assets|_dash-component-suites)/[^"]+)"')
OPENING = ("url.search", "_pages_location.pathname")
"""Properties that the renderer finds changed with the layout; then the controls of the page."""


@dataclass(frozen=True)
class Ask:
    """One request, as it stands in the table (kind) and on the wire.

    Attributes:
        page: the address of the page that sends it.
    """

    kind: str
    path: str
    page: str
    body: str = ""


@dataclass(frozen=True)
class Visit:
    """A page: what opening it asks, and what may be done on it, each a request."""

    opening: tuple[Ask, ...]
    changes: tuple[Ask, ...]
    exports: tuple[Ask, ...]


@dataclass(frozen=True)
class Script:
    """files: what a browser asks for once and then keeps."""

    files: tuple[Ask, ...]
    visits: tuple[Visit, ...]
    right: Mapping[Ask, bytes]


class Writer:
    """Asks a quiet instance for everything once.

    answer: the content of an answer with code 200.
    """

    def __init__(self, answer: Callable[[Ask], bytes], seed: int = SEED) -> None:
        self.answer = answer
        self.right: dict[Ask, bytes] = {}
        self.random = random.Random(seed)

    def script(self, dataset: str, visits: int, changes: int, exports: int) -> Script:
        """dataset: the import; visits: pages; changes and exports: on each of them."""
        pages = [(path, "") for path in PAGES[""]]
        pages += [(path, dataset) for path in PAGES["imported"]]
        self.random.shuffle(pages)
        made = tuple(
            self._visit(*pages[number % len(pages)], number // len(pages), changes, exports)
            for number in range(visits)
        )
        first = made[0].opening[0]
        names = dict.fromkeys(FILES.findall(self.right[first].decode()))
        files = tuple(Ask("file", name, first.page) for name in names)
        for each in files:
            self._asked(each)
        return Script(files, made, self.right)

    def _asked(self, ask: Ask) -> bytes:
        self.right[ask] = self.answer(ask)
        return self.right[ask]

    def _query(self, dataset: str, *, filtered: bool) -> str:
        keys = ("phase", "allocation") if filtered else ()
        slugs = {key: self.random.choice(sorted(CHANGED[key].slugs.values())) for key in keys}
        return write_query({**slugs, "dataset": dataset})

    def _visit(self, path: str, dataset: str, again: int, changes: int, exports: int) -> Visit:
        """again: how often the page was opened before; then it opens with filters."""
        page = path + self._query(dataset, filtered=again > 0)
        opening = [Ask("page", page, page)]
        self._asked(opening[0])
        layout, dependencies = (
            json.loads(self._asked(ask))
            for ask in (
                Ask("frame", "/_dash-layout", page),
                Ask("frame", "/_dash-dependencies", page),
            )
        )
        opening += [ask for ask in self.right if ask.page == page and ask.kind == "frame"]
        screen, callbacks = Screen(page, layout), by_input(dependencies)
        for changed in OPENING:
            opening.append(posted("callback", page, screen.body(callbacks[changed], [changed])))
            answer = self._asked(opening[-1])
        brought = json.loads(answer)["response"].get("_pages_content")
        if brought:  # most pages come with the frame
            screen = Screen(page, layout, brought["children"])
            came = screen.inputs_of_page(brought["children"])
            if came:
                follow = posted("callback", page, screen.body(callbacks["url.search"], came))
                opening.append(self._checked(follow))
        screen.by_id[LAID_OUT]["data"] = ""
        return Visit(
            tuple(opening),
            tuple(self._checked(each) for each in self._changes(page, screen, callbacks, changes)),
            tuple(self._checked(each) for each in self._exports(page, dataset, exports)),
        )

    def _checked(self, ask: Ask) -> Ask:
        self._asked(ask)
        return ask

    def _changes(
        self, page: str, screen: Screen, callbacks: Mapping[str, Mapping[str, Any]], count: int
    ) -> Iterator[Ask]:
        """Other values in one dropdown, whose options were asked for before."""
        asked = f"{OPTIONS_ASKED}.data"
        for _ in range(count):
            key = self.random.choice(sorted(screen.filters()))
            screen.by_id[OPTIONS_ASKED]["data"] = f"{key}?"
            options = posted("options", page, screen.body(callbacks[asked], [asked]))
            yield options
            values = offered(self._asked(options), key)
            changed = f'{{"key":"{key}","type":"filter"}}.value'
            chosen = {key: self.random.sample(values, min(2, len(values)))}
            yield posted("filter", page, screen.body(callbacks["url.search"], [changed], **chosen))

    def _exports(self, page: str, dataset: str, count: int) -> Iterator[Ask]:
        for _ in range(count):
            view, kind = self.random.choice(sorted(VIEWS)), self.random.choice(FORMATS)
            query = self._query(dataset, filtered=self.random.random() < 0.5)
            yield Ask(kind, f"/export/{view}.{kind}{query}", page)


def by_input(dependencies: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """First input, ``id.property`` -> the callback of the server that hears it."""
    return {
        f"{each['inputs'][0]['id']}.{each['inputs'][0]['property']}": each
        for each in reversed(dependencies)
        if not each["clientside_function"]
    }


def posted(kind: str, page: str, body: Mapping[str, Any]) -> Ask:
    return Ask(kind, PATH, page, json.dumps(body))
