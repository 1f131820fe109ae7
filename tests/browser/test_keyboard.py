"""The main tasks once more with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import walk_to_option

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
    visit.until("document.activeElement.className", "skip-link")
    tab_to(visit, ".main-nav a[href='/design']")
    visit.page.keyboard.press("Enter")
    visit.is_at("/design")
    visit.wait_for_total("allocation", 19)


def test_a_filter_is_set_and_removed(reader, facts):
    reader.open(facts.link("/registry"))
    tab_to(reader, "#filter-panel .control:nth-child(3) .dash-dropdown")
    reader.page.keyboard.press("Enter")
    walk_to_option(reader, facts.phase.slug)
    reader.page.keyboard.press("Space")
    expect(count(reader)).to_have_text(facts.count(facts.phase.trials))
    reader.page.keyboard.press("Escape")
    reader.settle()
    reader.page.locator("#filter-chips .chip").first.focus()
    reader.page.keyboard.press("Enter")
    expect(count(reader)).to_have_text(facts.count(facts.trials))


def test_the_map_filters_from_its_list(reader, facts):
    reader.open(facts.link("/map"))
    country = facts.country
    tab_to(reader, f"#content .place-list a[href*='country={country.slug}']", most=150)
    reader.page.keyboard.press("Enter")
    expect(count(reader)).to_have_text(facts.count(country.trials))
    reader.is_at(facts.link("/map", country=country.slug))


def test_a_trial_is_opened_from_its_number(reader, facts):
    word, (first, following) = facts.walk
    reader.open(facts.link(f"/trials/{first}", q=word))
    tab_to(reader, "#content .walk a[href*='/trials/NCT']")
    reader.page.keyboard.press("Enter")
    reader.is_at(facts.link(f"/trials/{following}", q=word))
    expect(reader.page.locator(".walk")).to_contain_text("Trial 2 of 2")


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
