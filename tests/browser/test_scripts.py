"""A script of ours that throws as it starts takes no other with it.

Each script found in assets/ is served broken in turn; then every page opens, its figures are drawn
and a filter changes them. What is lost with a script is said in ``LOST``; with most, it is what the
script is there for and nothing else.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from callbacks.http.index_page import ASSETS, STYLE_NONCE
from components.pages import page_at
from tests.browser.facts import REVIEW
from tests.browser.test_filters import expect_trials
from tests.browser.test_pages import MARKS, PAGES

pytestmark = pytest.mark.browser

SCRIPTS = [*sorted(ASSETS.glob("*.js")), STYLE_NONCE]
SERVED = re.compile(r"/(script|dash_renderer_and_components)\.[0-9a-f]{16}\.js$")
PATHS = {page_at(path.partition("?")[0]).name: path for path in reversed(PAGES)}
"""One of each page, "/" last."""
BROKEN = 'throw new Error("broken");\n'
BROKE = re.compile("^assets/.* did not start")
WORD, NAMED = REVIEW.walk
LOST = {
    "address.js": "options that follow the address, and the rows of a long table",
    "app.js": "export menus and the deck's page; links load their page anew",
    "assist.js": "names and tab stops that dash's controls lack for screen readers",
    "choice.js": "radio buttons: how a figure counts and what it shows",
    "deck.js": "the list on the deck's page",
    "deck_order.js": "dragging the deck's figures to another place",
    "deck_pictures.js": "pictures on the deck's page",
    "export.js": "export menus",
    "filter_options.js": "the options of a filter that is not in use",
    "keys.js": "keys, help and the way to the figure that a link names",
    "picture.js": "pictures, and presenting",
    "plotly_source.js": "the small plotly.js: dash brings its own, whose styles are refused",
    "portable.js": "pictures as PNG and SVG",
    "present.js": "presenting",
    "print.js": "figures as wide as the paper",
    "recover.js": "asking again where the server is away",
    "markup.js": "all words outside of figures and controls",
    "style_nonce.js": "styles that scripts make, such as a printed page's foot",
    "theme.js": "dark colours",
    "then_and_now.js": "the colours of changes",
    "tray.js": "the deck",
    "trials.js": "links and marks in the tables' cells, their search and order in the address",
}
"""Script -> what a reader lacks without it; all else stands."""
WORDLESS = {"markup.js"}
TAKES = {"app.js": ("assets/deck.js", "assets/export.js")}
"""Script -> those that stand on it and do not start without it."""


def served_broken(visit, script: Path) -> list[str]:
    """Serve a script that throws in its first line; the list of the files that held it."""
    text, found = script.read_text(encoding="utf-8"), []

    def handle(route: Route) -> None:
        answer = route.fetch()
        content = answer.text()
        if text in content:
            found.append(route.request.url)
            content = content.replace(text, BROKEN + text)
        route.fulfill(response=answer, body=content)

    visit.page.route(SERVED, handle)
    return found


@pytest.fixture
def breaking(visit):
    """A reader of whose page nothing more is asked than what a test looks at."""
    yield visit
    visit.page.goto(visit.address + "/healthz")
    visit.page.unroute_all()
    for noted in (visit.errors, visit.refused):
        noted.clear()


@pytest.fixture(scope="module")
def blank(browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


WALK = """path => {
  window.history.pushState({}, "", path);
  window.dispatchEvent(new PopStateEvent("popstate"));
}"""
"""To a page without loading it anew, and without a script of ours."""


def walk(visit, path: str) -> None:
    title = visit.page.title()
    visit.page.evaluate(WALK, path)
    visit.page.wait_for_function("title => document.title !== title", arg=title)


def stands(visit, path: str, *, has_words: bool) -> None:
    """The page has a heading and its figures, which have no names without words."""
    if has_words:
        expect(visit.page.locator("#content h1")).to_be_visible()
    for view in PAGES[path]:
        picture = visit.page.locator(f".picture-{view}" if has_words else ".dash-graph")
        picture.locator(MARKS).first.wait_for(state="attached")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_broken_script_takes_no_other_with_it(breaking, script):
    visit, has_words = breaking, script.name not in WORDLESS
    found = served_broken(visit, script)
    visit.page.goto(visit.address + "/")
    stands(visit, "/", has_words=has_words)
    for path in list(PATHS.values())[:-1]:
        walk(visit, path)
        stands(visit, path, has_words=has_words)
    visit.page.goto(visit.address + "/design")
    stands(visit, "/design", has_words=has_words)
    assert len(found) == 2, "each load was served the broken script"
    visit.page.locator("#filter-text").fill(WORD)
    visit.page.keyboard.press("Enter")
    visit.until("new URLSearchParams(window.location.search).get('q')", WORD)
    if has_words:
        expect_trials(visit, REVIEW.count(len(NAMED)))
        visit.wait_for_total("allocation", len(NAMED))
    told = {error.partition(" did not start")[0] for error in visit.errors if BROKE.search(error)}
    name = script.relative_to(ASSETS.parent).as_posix()
    assert told == {name, *TAKES.get(script.name, ())}


def test_what_is_lost_is_said_of_scripts_that_there_are():
    assert set(LOST) <= {script.name for script in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_can_be_read(blank, script):
    """They are one file: a slip in the grammar of one would take all."""
    blank.evaluate("text => void new Function(text)", script.read_text(encoding="utf-8"))
