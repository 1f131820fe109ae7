"""A running app, and pages that record every error, refusal and request to a foreign host."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
)

from data.registry import main as registry
from tests.browser.facts import KIDNEY, KIDNEY_FILE, REVIEW, Facts
from tests.browser.server import running_app
from tests.imports import ISLETS, LATER, MARROW, arms_import, long_import, small_import
from tests.posted_studies import posted_import

PATIENCE = 60
"""Seconds until a page that is still at work is a failure. Two browsers share two cores, and a
heavy page redraws in seconds; where all is well, nothing waits as long."""
expect.set_options(timeout=PATIENCE * 1000)

DESKTOP = {"width": 1440, "height": 900}
RESTED = """() => new Promise((done) => {
  const idle = (then) => requestIdleCallback(then, {timeout: 5000});
  const graphs = () => [...document.querySelectorAll('.dash-graph')];
  const sizes = () => graphs().map((g) => {
    const drawn = g.querySelector('.main-svg');
    const {clientWidth, clientHeight} = drawn || {};
    return [g.offsetWidth, g.offsetHeight, clientWidth, clientHeight].join();
  }).join(';');
  idle(() => {
    const before = sizes();
    setTimeout(() => idle(() => done(Boolean(
      document.querySelector('#content h1') && sizes() === before &&
      graphs().every((g) => g.querySelector('.main-svg') || g.offsetParent === null)))), 100);
  });
})"""
"""Asks whether the page is idle twice, with every figure drawn and of one size both times."""
AT_REST = """element => new Promise((done) => {
  const place = () => {
    const {x, y, width, height} = element.getBoundingClientRect();
    return [x, y, width, height].join();
  };
  let before = "";
  const look = (left) => {
    const now = place();
    if (!left || (now === before && left < 98)) return done(now === before);
    before = now;
    setTimeout(() => requestAnimationFrame(() => look(left - 1)), 50);
  };
  look(100);
})"""
"""Asks whether an element stands still: its place is the same in two frames, 50 ms apart."""
REFUSED = "refused by the policy: "
TELL_REFUSALS = """(mark) => document.addEventListener("securitypolicyviolation", (refusal) =>
  console.error(mark + [refusal.effectiveDirective, refusal.blockedURI, refusal.sourceFile,
    refusal.lineNumber, refusal.sample].join(" ")))"""
"""Says what the Content-Security-Policy of a page refuses, from the first line of the page on."""


@dataclass
class Visit:
    """One reader: a page of the running app and what went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    asked: int = 0
    under_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        # what the browser asks for beside /healthz, which names no icon; the pages name theirs
        self.icon = urljoin(self.address, "/favicon.ico")
        self.listeners = {
            "console": self._note_message,
            "pageerror": self._note_error,
            "request": self._note_request,
            "requestfinished": self._note_end,
            "requestfailed": self._note_end,
        }
        for event, listener in self.listeners.items():
            self.page.on(event, listener)

    def _note_message(self, message: ConsoleMessage) -> None:
        about = message.location.get("url", "")
        if message.text.startswith(REFUSED):
            self.refused.append(message.text.removeprefix(REFUSED))
        elif message.type == "error" and about != self.icon:
            self.errors.append(f"{message.text} {about}".strip())

    def _note_request(self, request: Request) -> None:
        if request.url.startswith((self.address, "data:", "blob:")):
            self.asked += 1
            self.under_way.add(request)
        elif request.url != self.icon:
            self.foreign.append(request.url)

    def _note_error(self, error: Error) -> None:
        self.errors.append(str(error))

    def _note_end(self, request: Request) -> None:
        self.under_way.discard(request)

    def leave(self) -> None:
        """Hear no more of the page, so that another reader can have it."""
        for event, listener in self.listeners.items():
            self.page.remove_listener(event, listener)

    def check(self, where: str = "") -> None:
        """Until now nothing was refused, no error told and no other host asked."""
        assert self.refused == [], where
        assert self.errors == [], where
        assert self.foreign == [], where

    def open(self, path: str) -> None:
        """Go to a path and wait until its figures are drawn."""
        if self.under_way:
            self.settle()  # what a page still asks for as it is left, fails with an error
        self.page.goto(self.address + path)
        self.settle()

    def reload(self) -> None:
        """Load the page anew once it rests, and wait until its figures are drawn."""
        self.settle()
        self.page.reload()
        self.settle()

    def is_at(self, path: str) -> None:
        """Wait until the address is this one to the letter."""
        expect(self.page).to_have_url(self.address + path)

    def settle(self) -> None:
        """Wait until nothing is on its way, the page is idle and every figure holds a drawing."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            asked = self.asked
            try:
                rested = self.page.evaluate(RESTED)
            except Error as error:
                if "context was destroyed" not in str(error):
                    raise
                rested = False  # a link led to another page
            if rested and not self.under_way and self.asked == asked:
                return
        waiting = [request.url for request in self.under_way]
        raise AssertionError(f"{self.page.url} does not come to rest; under way: {waiting}")

    def click_mark(self, selector: str) -> None:
        """Click the middle of the first mark of a figure, as a mouse does."""
        mark = self.page.locator(selector).first
        mark.scroll_into_view_if_needed()
        assert mark.evaluate(AT_REST), f"{selector} does not stand still"
        box = mark.bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def until(self, condition: str, wanted: object = True) -> None:
        """Wait until a JavaScript expression of the page has a value."""
        self.page.wait_for_function(f"wanted => ({condition}) === wanted", arg=wanted)

    def figure(self, view: str) -> dict:
        """data and layout as plotly holds them for a view, once it is drawn."""
        self.wait_for(view, "() => true")
        return self.page.evaluate(
            """view => {
              const graph = document.querySelector(`.picture-${view} .js-plotly-plot`);
              return {data: graph.data, layout: graph.layout};
            }""",
            view,
        )

    def wait_for(self, view: str, condition: str) -> None:
        """Wait until a JavaScript function of (data, layout) is true of a drawn view."""
        self.page.wait_for_function(
            f"""view => {{
              const graph = document.querySelector(`.picture-${{view}} .js-plotly-plot`);
              return Boolean(graph && graph.data && ({condition})(graph.data, graph.layout));
            }}""",
            arg=view,
        )

    def wait_for_total(self, view: str, total: int) -> None:
        """Wait until the bars of a view add up to a number of trials."""
        self.wait_for(view, f"data => data[0].x.reduce((a, b) => a + b, 0) === {total}")


FOCUSED = "String(document.activeElement.value)"


def walk_to_option(visit: Visit, value: str) -> None:
    """Arrow down in the open dropdown until the option of a value has the focus."""
    visit.page.wait_for_function("() => document.activeElement.closest('.dash-dropdown-content')")
    walked: set[str] = set()
    while value not in walked:
        before = visit.page.evaluate(FOCUSED)
        visit.page.keyboard.press("ArrowDown")
        visit.page.wait_for_function(f"before => {FOCUSED} !== before", arg=before)
        now = visit.page.evaluate(FOCUSED)
        assert now not in walked, f"{value} is not among {walked}"
        walked.add(now)


@pytest.fixture(scope="session")
def imports(tmp_path_factory) -> Iterator[str]:
    """An app with imported searches beside the review."""
    root = tmp_path_factory.mktemp("datasets")
    for name in (ISLETS, LATER, MARROW):
        small_import(root, name)
    long_import(root)
    arms_import(root)
    posted_import(root)
    command = ["--datasets", str(root), "import", str(KIDNEY_FILE)]
    assert registry([*command, "--name", KIDNEY.dataset, "--title", KIDNEY.citation]) == 0
    with running_app(DATASETS_DIR=str(root)) as running:
        yield running


def watched(browser: Browser, **options: Any) -> BrowserContext:
    """A context whose pages tell what their policy refuses."""
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(f"({TELL_REFUSALS})({REFUSED!r})")
    return context


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """The desk that the readers share: a context with one page, warm from the first on.

    A page parses megabytes of scripts in its first visit and none in the next; a new page of
    the same context begins anew.
    """
    context = watched(browser, viewport=DESKTOP)
    context.new_page()
    yield context
    context.close()


def cleared(desk: BrowserContext, address: str) -> Page:
    """The page of the desk as a new reader finds it; nothing of the one before is left."""
    desk.clear_permissions()
    desk.clear_cookies()
    for page in desk.pages[1:]:
        page.close()
    page = desk.pages[0]
    page.unroute_all()
    page.set_viewport_size(DESKTOP)
    page.emulate_media(media="null", color_scheme="light")
    page.goto(address + "/healthz")  # of the app, and none of its pages: it holds no script
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    return page


def visiting(desk: BrowserContext, address: str) -> Iterator[Visit]:
    """A reader at the desk; the test fails on a console error or a request to another host."""
    found = Visit(cleared(desk, address), address)
    yield found
    found.leave()
    found.check()


@pytest.fixture
def visit(desk: BrowserContext, address: str) -> Iterator[Visit]:
    """A desktop reader of the review."""
    yield from visiting(desk, address)


@pytest.fixture
def importer(desk: BrowserContext, imports: str) -> Iterator[Visit]:
    """A desktop reader of the app that has imports."""
    yield from visiting(desk, imports)


@pytest.fixture(params=(REVIEW, KIDNEY), ids=lambda facts: facts.name)
def facts(request) -> Facts:
    """The facts that a task must show: once in the review, once in an imported search."""
    return request.param


@pytest.fixture
def reader(request, desk: BrowserContext, facts: Facts) -> Iterator[Visit]:
    """A desktop reader of the dataset of ``facts``."""
    yield from visiting(desk, request.getfixturevalue("imports" if facts.dataset else "address"))
