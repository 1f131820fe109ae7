"""Every page, light and dark, wide and narrow, holds to WCAG 2.2 A and AA.

axe-core finds no violation, the focus can be seen, and nothing scrolls two ways at 400 %.

The drawings are left out: to a screen reader each is one image with a name, and the colours in
it are checked in tests/components/test_contrast.py.
"""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Visit, cleared
from tests.browser.server import running_app
from tests.imports import ISLETS, small_import

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules that a theme can break: the other theme changes colours and nothing else."""
PHONE = {"width": 390, "height": 844}
RUN = """async ([inside, runOnly]) => {
  // axe looks at every node: without the thousands of the figures it takes half the time
  const boxes = [...document.querySelectorAll('.js-plotly-plot .svg-container')];
  const held = boxes.map((box) => [...box.childNodes]);
  boxes.forEach((box) => box.replaceChildren());
  try {
    const {violations} = await axe.run({include: inside}, {runOnly, resultTypes: ['violations']});
    return violations.flatMap((rule) => rule.nodes.map(
      (node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  } finally {
    boxes.forEach((box, nth) => box.replaceChildren(...held[nth]));
  }
}"""
OTHER_THEME = """() => {
  const root = document.documentElement;
  const name = root.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
  root.setAttribute('data-bs-theme', name);
}"""

FOCUS = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (element) => {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const kinds = new Map();
  document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]').forEach((each) => {
    const grid = each.closest('.ag-root-wrapper'); // has cells of its own that take the focus
    if (each.tabIndex < 0 || each.disabled || grid || !each.checkVisibility()) return;
    kinds.set(each.tagName + each.className, each);
  });
  const unseen = [];
  for (const each of kinds.values()) {
    each.focus({preventScroll: true});
    const style = getComputedStyle(each);
    const [low, high] = [channels(style.outlineColor), ground(each)].map(luminance)
      .sort((a, b) => a - b);
    const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!drawn || (high + 0.05) / (low + 0.05) < 3) unseen.push(each.outerHTML.slice(0, 200));
  }
  document.activeElement.blur();
  return unseen;
}"""
"""One element of each kind that Tab reaches, without an outline of 2 px and 3:1 on its ground."""
FITS = "() => document.documentElement.scrollWidth <= innerWidth"
ZOOMED = {"width": 320, "height": 256}
"""A window of 1280 x 1024 at 400 %, and narrower than one of 640 at 200 % (WCAG 1.4.10)."""

PATHS = (
    "/",
    "/map",
    "/design",
    "/design?bogus=1&condition=complications&phase=phase4",  # a notice, and no trial that fits
    "/registry",
    "/protocols",
    "/protocols/miami-2005-07-ita",
    "/compare?compare=miami-1998-99-ita~miami-2005-07-ita",
    "/outcomes",
    "/trials",
    "/trials/NCT00315614",
    "/trials/NCT01143186",  # of no trial
    "/then-and-now",
    "/deck",
    "/sources",
    "/nowhere",
    f"/registry?dataset={ISLETS}",
    f"/trials/NCT00000011?dataset={ISLETS}",
)
OF_NOTHING = ("/trials/NCT01143186", "/nowhere")
"""Pages that come with code 404."""
DECK = [
    {"figure": "allocation?condition=t2d", "name": "", "title": "Allocation", "words": "5 of 19."},
    {"figure": "donor", "name": "Whose cells", "title": "Donor", "words": "19 of 19 trials."},
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The app with an import beside the review."""
    root = tmp_path_factory.mktemp("datasets")
    small_import(root, ISLETS)
    with running_app(DATASETS_DIR=str(root)) as running:
        yield running


@pytest.fixture(scope="module")
def reader(desk, address):
    """One reader for all pages, with two figures in the deck."""
    visit = Visit(cleared(desk, address), address)
    visit.page.evaluate("held => localStorage.setItem('deck', held)", json.dumps(DECK))
    yield visit
    visit.leave()


def lead(visit, path):
    """Load a page anew and give it axe: the Content-Security-Policy refuses a script element.

    A document that goes on from page to page keeps what axe remembered of all of them, and each
    page takes longer than the one before.
    """
    visit.open(path)
    visit.page.evaluate(AXE)


def violations(visit, rules=WCAG, inside="body"):
    return visit.page.evaluate(RUN, [inside, rules])


@pytest.mark.parametrize("path", PATHS)
def test_pages(reader, path):
    reader.page.set_viewport_size(DESKTOP)
    # what is on every page and on narrow screens alone is seen in both themes
    reader.page.emulate_media(color_scheme=("light", "dark")[PATHS.index(path) % 2])
    lead(reader, path)
    found = violations(reader)  # before a key shows the link that skips to the content
    reader.page.keyboard.press("Tab")  # from here on the focus is shown as to a keyboard's user
    unseen = reader.page.evaluate(FOCUS)
    reader.page.evaluate(OTHER_THEME)
    found += violations(reader, COLOURS)
    unseen += reader.page.evaluate(FOCUS)
    reader.page.set_viewport_size(PHONE)
    reader.settle()
    found += violations(reader)
    assert found == []
    assert unseen == []
    reader.page.set_viewport_size(ZOOMED)
    reader.page.wait_for_function(FITS)
    if path in OF_NOTHING:  # the browser notes the code of the page itself
        reader.errors = [each for each in reader.errors if "404" not in each]
    reader.check(path)


def check_opened(reader, selector):
    """Checks what a key or a click opened, wide in one theme and narrow in the other."""
    expect(reader.page.locator(selector)).to_be_visible()
    found = violations(reader, inside=selector)
    reader.page.evaluate(OTHER_THEME)
    reader.page.set_viewport_size(PHONE)
    found += violations(reader, inside=selector)
    reader.page.set_viewport_size(DESKTOP)
    assert found == [], selector


def test_what_opens_on_a_page(reader):
    page = reader.page
    page.set_viewport_size(DESKTOP)
    lead(reader, "/design?phase=phase2~phase3")
    card = page.locator("#masking")
    card.get_by_role("button", name="Show as table").press("Enter")
    expect(card.locator("table")).to_be_visible()
    check_opened(reader, "#masking")
    page.locator("#filter-panel").get_by_role("button", name="Phase").press("Enter")
    check_opened(reader, ".dash-dropdown-content")
    page.keyboard.press("Escape")
    menu = card.locator("details.export-menu")
    menu.locator("summary").press("Enter")
    check_opened(reader, "#masking .export-items")
    menu.get_by_role("button", name="Cite").press("Enter")
    check_opened(reader, ".cite-dialog")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    check_opened(reader, "#help-dialog")
    page.keyboard.press("Escape")
    card.locator(".present-button").press("Enter")
    page.locator(".present-stage .main-svg").first.wait_for(state="attached")
    check_opened(reader, ".present-stage")
    page.keyboard.press("Escape")
    reader.check()
