"""A running app, and pages that record every error and every request to a foreign host."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.server import launch, running_app

expect.set_options(timeout=20_000)
"""Milliseconds: two browsers share two cores here, and a heavy page redraws in seconds."""

DESKTOP = {"width": 1440, "height": 900}
PATIENCE = 40
"""Seconds until a page that is still at work is a failure."""
RESTED = """() => new Promise((done) => {
  const idle = (then) => requestIdleCallback(then, {timeout: 5000});
  const graphs = () => [...document.querySelectorAll('.dash-graph')];
  idle(() => setTimeout(() => idle(() => done(Boolean(
    document.querySelector('#content h1') &&
    graphs().every((g) => g.querySelector('.main-svg') || g.offsetParent === null)))), 100));
})"""


@dataclass
class Visit:
    """One reader: a page of the running app and what went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    asked: int = 0
    under_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
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
        # what the browser asks for beside /healthz, which names no icon; the pages name theirs
        if message.type == "error" and about != f"{self.address}/favicon.ico":
            self.errors.append(f"{message.text} {about}".strip())

    def _note_request(self, request: Request) -> None:
        if request.url.startswith((self.address, "data:", "blob:")):
            self.asked += 1
            self.under_way.add(request)
        else:
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
        """No console error and no request to another host until now."""
        assert self.errors == [], where
        assert self.foreign == [], where

    def open(self, path: str) -> None:
        """Go to a path and wait until its figures are drawn."""
        self.page.goto(self.address + path)
        self.settle()

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
        box = mark.bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

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


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with running_app() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """What the readers of a module share: a context with one page, warm from the first on.

    A page parses megabytes of scripts in its first visit and none in the next; a new page of
    the same context begins anew.
    """
    context = browser.new_context(viewport=DESKTOP)
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


@pytest.fixture
def visit(desk: BrowserContext, address: str) -> Iterator[Visit]:
    """A desktop reader; the test fails on a console error or a request to another host."""
    found = Visit(cleared(desk, address), address)
    yield found
    found.leave()
    found.check()
