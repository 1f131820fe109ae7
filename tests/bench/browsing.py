"""The waits of a reader, in a real Chromium: cold and warm loads, and filter changes."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.bench.measuring import Times, ratio
from tests.browser.server import NO_NETWORK
from tests.programs import CHROMIUM, installed

PATIENCE = 120_000
"""Milliseconds; a slow machine is measured, too."""
WINDOW = {"width": 1440, "height": 900}
WARMING = 3
"""Visits until a browser keeps compiled scripts."""
QUIET = 500
"""Milliseconds without a request or a drawing after which a change is over."""

DRAWN = """() => {
  // an empty picture stands there before its figure has come, a map's before its world
  const drawn = (plot) => plot && plot._fullLayout && plot.querySelector('.main-svg')
    && plot.data.length > 0
    && (!plot._fullLayout.geo || plot.querySelector('.geo .layer path[d]'));
  const graphs = [...document.querySelectorAll('.dash-graph')];
  return graphs.length > 0
    && graphs.every((graph) => drawn(graph.querySelector('.js-plotly-plot')));
}"""
NOTE_DRAWINGS = """() => {
  window.benchDrawn = [];
  document.querySelectorAll('.js-plotly-plot').forEach((graph) =>
    graph.on('plotly_afterplot', () => window.benchDrawn.push(performance.now())));
}"""
CHANGE = """async ([id, value, quiet]) => {
  window.benchDrawn.length = 0;
  performance.clearResourceTimings();
  const start = performance.now();
  window.dash_clientside.set_props(id, {value: value});
  await new Promise((done, fail) => {
    const look = () => {
      if (performance.now() - start > 110000) fail(new Error('the change draws nothing'));
      const answered = performance.getEntriesByType('resource').map((each) => each.responseEnd);
      const last = Math.max(start, ...window.benchDrawn, ...answered);
      if (window.benchDrawn.length && performance.now() - last > quiet) done();
      else setTimeout(look, 50);
    };
    look();
  });
  return {
    took: Math.max(...window.benchDrawn) - start,
    drawings: window.benchDrawn.length,
    requests: performance.getEntriesByType('resource').length,
  };
}"""
FIGURES = """() => [...document.querySelectorAll('.js-plotly-plot')].map((graph) =>
  JSON.stringify({
    data: graph.data.map((trace) => ({...trace, uid: undefined})),
    layout: graph.layout,
  }))"""
REACT = """async (figures) => {
  const graphs = [...document.querySelectorAll('.js-plotly-plot')];
  const read = figures.map((each) => JSON.parse(each));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
  const start = performance.now();
  await Promise.all(graphs.map((graph, at) =>
    window.Plotly.react(graph, read[at].data, read[at].layout)));
  return performance.now() - start;
}"""


@dataclass
class Visit:
    """One load of a page: seconds to its figures, bytes on the wire, requests."""

    seconds: float
    bytes: int = 0
    requests: int = 0


@dataclass
class Changes:
    """Filter changes on one page, each beside a bare drawing of the same figures."""

    took: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    drawings: list[int] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return ratio(Times(tuple(self.took)), Times(tuple(self.bare)))


def load(context: BrowserContext, address: str) -> Visit:
    """A visit in a page of its own."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_function(DRAWN)
    took = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    sizes = [_on_the_wire(request) for request in list(asked)]
    page.close()
    return Visit(took, sum(sizes), len(sizes))


def _on_the_wire(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def cold(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport=WINDOW)
    try:
        return load(context, address)
    finally:
        context.close()


@contextmanager
def returning_reader(browser: Browser) -> Iterator[BrowserContext]:
    """A profile on disk, as a reader's browser has one.

    A context without one keeps no compiled scripts: each visit compiles them anew.
    """
    with TemporaryDirectory() as profile:
        context = browser.browser_type.launch_persistent_context(
            profile,
            viewport=WINDOW,
            executable_path=installed(CHROMIUM),
            args=list(NO_NETWORK),
        )
        try:
            yield context
        finally:
            context.close()


def opened(browser: Browser, address: str) -> Page:
    """A page at rest, ready for changes."""
    page = browser.new_context(viewport=WINDOW).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_function(DRAWN)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET)
    page.evaluate(NOTE_DRAWINGS)
    return page


def come_to(page: Page, key: str) -> None:
    """The mouse over a filter of ours, which asks for its options then."""
    with page.expect_response("**/_dash-update-component*"):
        page.hover(f".filter-panel button[id*='\"{key}\"']")
    page.wait_for_timeout(QUIET)


def change(page: Page, control: Any, values: Sequence[Any], runs: int) -> Changes:
    """A filter set to two values in turn, and the figures of each drawn bare in the same page."""
    found = Changes()
    before: list[str] = []
    for run in range(runs + 2):
        changed = page.evaluate(CHANGE, [control, values[run % 2], QUIET])
        figures = page.evaluate(FIGURES)
        if run > 1:  # the first two warm up
            found.took.append(changed["took"])
            found.requests.append(changed["requests"])
            found.drawings.append(changed["drawings"])
            page.evaluate(REACT, before)
            found.bare.append(page.evaluate(REACT, figures))
        before = figures
    return found


def recorded(page: Page, control: Any, value: Any) -> list[dict[str, Any]]:
    """The bodies that a filter change sends to the server."""
    bodies: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if "_dash-update-component" in request.url and request.post_data:
            bodies.append(json.loads(request.post_data))

    page.on("request", note)
    page.evaluate(CHANGE, [control, value, QUIET])
    page.remove_listener("request", note)
    return bodies
