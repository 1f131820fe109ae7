"""A running app, and pages that record every error and every request to a foreign host."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.server import launch, running_app

expect.set_options(timeout=20_000)
"""Milliseconds: two browsers share two cores here, and a heavy page redraws in seconds."""


@dataclass
class Visit:
    """One reader: a page of the running app and what went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path and wait until its figures are drawn."""
        self.page.goto(self.address + path)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is on its way and every figure holds a drawing."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            "() => document.querySelector('#content h1') && "
            "[...document.querySelectorAll('.dash-graph')].every("
            "g => g.querySelector('.main-svg') || g.offsetParent === null)"
        )

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


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A desktop reader; the test fails on a console error or a request to another host."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    found = Visit(page, address)
    page.on(
        "console",
        lambda message: found.errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else found.foreign.append(request.url)
        ),
    )
    yield found
    context.close()
    assert found.errors == []
    assert found.foreign == []
