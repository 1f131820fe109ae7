"""Protocols on a phone: nothing scrolls sideways, names stand above bars, the axis stays on top."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
COHORTS = (
    "miami-1994-96-iak~miami-1994-96-sik~miami-1994-97-sil~miami-1996-98-sik~"
    "miami-1998-99-ita~miami-2000-02-ita~miami-2005-07-ita"
)
PATHS = (
    "/protocols",
    f"/protocols?regimen={COHORTS}",
    "/compare",
    "/protocols/miami-2005-07-ita",
)
SMALLEST = 12
"""Pixels of the least text."""
MEASURES = """() => {
  const shown = (element) => element.offsetHeight > 0;
  const own = [...document.querySelectorAll('.upright')].filter(shown);
  const parts = own.flatMap((each) => [each, ...each.querySelectorAll('*')]).filter(shown);
  const box = (element) => element.getBoundingClientRect();
  const speaks = (element) => [...element.childNodes].some(
    (node) => node.nodeType === 3 && node.textContent.trim());
  return {
    uprights: own.length,
    page: document.documentElement.scrollWidth,
    scrollers: parts.filter((each) => each.scrollWidth > each.clientWidth + 1
      && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)).length,
    beyond: parts.filter((each) => !each.closest('.track') && box(each).right > 390).length,
    text: Math.min(...parts.filter(speaks).map((e) => parseFloat(getComputedStyle(e).fontSize))),
    below: [...document.querySelectorAll('.upright .track')].filter(shown).every((track) =>
      box(track.previousElementSibling).bottom <= box(track).top + 0.5),
    graph: document.querySelector('.has-upright .dash-graph').offsetHeight,
  };
}"""
AXIS = """() => {
  const section = document.querySelector('.upright-days');
  const {top} = section.getBoundingClientRect();
  window.scrollBy({top: top + section.offsetHeight / 2 - 300, behavior: 'instant'});
  return new Promise((done) => requestAnimationFrame(() => {
    const axis = section.querySelector('.upright-axis').getBoundingClientRect();
    const bar = document.querySelector('.filter-bar').getBoundingClientRect();
    done([axis.top - bar.bottom, axis.bottom - bar.bottom]);
  }));
}"""


@pytest.fixture
def phone(visit):
    visit.page.set_viewport_size(PHONE)
    yield visit
    visit.page.set_viewport_size(DESKTOP)


@pytest.mark.parametrize("path", PATHS)
def test_protocols_are_read_without_scrolling_sideways(phone, path):
    phone.open(path)
    found = phone.page.evaluate(MEASURES)
    assert found["uprights"]
    assert found["page"] <= PHONE["width"]
    assert (found["scrollers"], found["beyond"], found["graph"]) == (0, 0, 0)
    assert found["text"] >= SMALLEST
    assert found["below"]


@pytest.mark.parametrize("path", ["/protocols", "/protocols?condition=t1d"])
def test_the_axis_stays_right_below_the_bar_of_filters(phone, path):
    phone.open(path)
    above, below = phone.page.evaluate(AXIS)
    assert -4 <= above <= 1, "the axis leaves no gap below the bar"
    assert below > 20, "its numbers are seen"


def test_a_lane_opens_by_keyboard_and_says_where_it_stands(phone):
    phone.open("/protocols/miami-2005-07-ita")
    lane = phone.page.locator(".upright .lane", has_text="C1H").first
    lane.locator("summary").press("Enter")
    expect(lane.locator(".lane-more")).to_contain_text("20 mg on days -1 and 0")
    expect(lane.locator(".lane-more")).to_contain_text("Table 4, row 7")


def test_a_screen_turned_wide_shows_the_graph_in_its_full_size(phone):
    phone.open("/protocols")
    phone.page.set_viewport_size(DESKTOP)
    phone.until("document.querySelector('.upright').offsetHeight", 0)
    graph = "document.querySelector('.has-upright .dash-graph')"
    phone.page.wait_for_function(
        f"() => {graph}.offsetWidth > 900 &&"
        f" {graph}.querySelector('.main-svg').clientWidth === {graph}.offsetWidth"
    )


def test_another_theme_colours_a_protocols_own_page(phone):
    phone.open("/protocols/miami-2005-07-ita")
    solid = "document.querySelector('.upright .track').style.getPropertyValue('--solid')"
    before = phone.page.evaluate(solid)
    phone.page.locator(".theme-toggle").click()
    phone.page.wait_for_function(f"() => {solid} !== '{before}'")


def test_paper_has_the_graph(phone):
    phone.open("/protocols")
    phone.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    phone.until("document.querySelector('.upright').offsetHeight", 0)
    phone.until("document.querySelector('.has-upright .dash-graph').offsetHeight > 100")
    phone.page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    phone.until("document.querySelector('.has-upright .dash-graph').offsetHeight", 0)
