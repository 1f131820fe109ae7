"""The numbers within stacked bars, where a browser measures type higher than Chromium does.

Firefox measures type of 14 px 22 px high, Chromium 20: plotly then hid every number.
"""

import pytest

from tests.browser.conftest import Visit, watched

pytestmark = pytest.mark.browser

HIGHER = 1.3
"""Firefox measures 1.1 times as high."""
MEASURED = """(factor) => {
  const measured = Element.prototype.getBoundingClientRect;
  Element.prototype.getBoundingClientRect = function () {
    const box = measured.call(this);
    if (this.tagName !== "text") return box;
    return new DOMRect(box.x, box.y, box.width, box.height * factor);
  };
}"""
NUMBERS = """(place) => [...document.querySelectorAll(place + " .barlayer .point")].map((point) => {
  const text = point.querySelector("text");
  const bar = point.querySelector("path").getBoundingClientRect();
  return text && text.textContent && bar.width > 12 ? [
    text.textContent, getComputedStyle(text).display !== "none",
  ] : null;
}).filter(Boolean)"""
"""[number, is shown] of each segment with room for a digit, of stacked bars."""
STACKED = (".picture-phase-by-condition", ".picture-phase-by-country")


@pytest.fixture
def firefox_like(browser, address):
    """A reader whose browser measures type higher."""
    context = watched(browser, viewport={"width": 1440, "height": 900})
    context.add_init_script(f"({MEASURED})({HIGHER})")
    visit = Visit(context.new_page(), address)
    yield visit
    visit.check()
    context.close()


def all_shown(visit, place):
    numbers = visit.page.evaluate(NUMBERS, place)
    assert len(numbers) > 5, place
    assert [number for number, is_shown in numbers if not is_shown] == [], place


@pytest.mark.parametrize("width", [390, 1440, 1920])
def test_every_number_that_has_the_width_is_shown(firefox_like, width):
    firefox_like.page.set_viewport_size({"width": width, "height": 900})
    firefox_like.open("/design")
    for place in STACKED:
        all_shown(firefox_like, place)


@pytest.mark.parametrize("path", ["/design", "/design?condition=t1d"])
def test_presented_and_in_pictures_too(firefox_like, path):
    """A figure is presented as the picture that files hold, drawn by the same script."""
    joint = "&" if "?" in path else "?"
    firefox_like.open(f"{path}{joint}present=phase-by-country")
    firefox_like.page.wait_for_selector(".present-stage .barlayer .point text")
    all_shown(firefox_like, ".present-stage")


def test_printed_too(firefox_like):
    firefox_like.open("/design")
    firefox_like.page.emulate_media(media="print")
    firefox_like.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    firefox_like.settle()
    for place in STACKED:
        all_shown(firefox_like, place)
    firefox_like.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    firefox_like.settle()
