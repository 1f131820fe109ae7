"""The main tasks once more with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def count(visit):
    return visit.page.locator("#match-count")


def tab_to(visit, selector, most=80):
    """Press Tab until an element of the selector has the focus."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


def test_skip_link_navigation_and_theme_are_reached_in_order(visit):
    visit.open("/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip-link"
    tab_to(visit, ".main-nav a[href='/design']")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/design")
    visit.wait_for_total("allocation", 19)


def test_a_filter_is_set_and_removed(visit):
    visit.open("/design")
    tab_to(visit, ".filter-panel .control:nth-child(3) .dash-dropdown")
    visit.page.keyboard.press("Enter")
    visit.page.locator(".dash-dropdown-content").wait_for()
    visit.page.wait_for_function("() => document.activeElement.matches('.dash-dropdown-search')")
    for _ in range(12):
        visit.page.keyboard.press("ArrowDown")
        visit.page.wait_for_timeout(150)
        if visit.page.evaluate("document.activeElement.value") == "not-stated":
            break
    visit.page.keyboard.press("Space")
    expect(count(visit)).to_have_text("1 of 19 trials")
    visit.page.keyboard.press("Escape")
    visit.page.locator("#filter-chips .chip").first.focus()
    visit.page.keyboard.press("Enter")
    expect(count(visit)).to_have_text("19 of 19 trials")


def test_the_map_filters_from_its_list(visit):
    visit.open("/map")
    tab_to(visit, "#content a[href*='country=ITA']", most=150)
    visit.page.keyboard.press("Enter")
    expect(count(visit)).to_have_text("1 of 19 trials")
    visit.page.wait_for_url(re.compile("country=ITA"))


def test_a_trial_is_opened_from_its_number(visit):
    visit.open("/trials/NCT01143168")
    tab_to(visit, "#content .walk a[href^='/trials/NCT']")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/trials/NCT00971503")
    expect(visit.page.locator("h1")).to_contain_text("Arterial Delivery")


def test_focus_can_be_seen(visit):
    visit.open("/design")
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        outline = visit.page.evaluate(
            """() => {
              const style = getComputedStyle(document.activeElement);
              return parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
            }"""
        )
        assert outline, visit.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
