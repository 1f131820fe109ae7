"""Keys of one letter, the help that lists them, and links to one figure."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def has_focus(visit, selector):
    visit.page.wait_for_function("s => document.activeElement.closest(s)", arg=selector)


# most keys do the same on every page: a page of one figure loads in a third of the time


def test_slash_and_f_go_to_search_and_filters(visit):
    visit.open("/registry")
    visit.page.keyboard.press("/")
    has_focus(visit, "#filter-text, :has(> #filter-text)")
    visit.until("document.activeElement.value", "")
    visit.page.evaluate("document.activeElement.blur()")
    visit.page.keyboard.press("f")
    has_focus(visit, ".filter-panel .control:nth-child(2)")


def test_on_a_phone_slash_opens_the_folded_filters(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open("/registry")
    expect(visit.page.locator("#filter-panel")).to_be_hidden()
    visit.page.keyboard.press("/")
    has_focus(visit, "#filter-text, :has(> #filter-text)")
    expect(visit.page.locator("#filter-panel")).to_be_visible()


def test_d_opens_the_export_menu_of_the_figure_in_view(visit):
    visit.open("/registry")
    visit.page.keyboard.press("d")
    has_focus(visit, "#enrollment")
    expect(visit.page.locator("#enrollment .export-items")).to_be_visible()


def test_p_presents_the_figure_that_has_the_focus(visit):
    visit.open("/design")
    visit.page.locator("#donor .link-button").focus()
    visit.page.keyboard.press("p")
    expect(visit.page.locator(".present-canvas[data-view='donor']")).to_be_visible()


OPENED = ".present-stage, dialog[open], .export-menu[open]"
TURNS = "() => new Promise((go) => setTimeout(() => requestIdleCallback(go, {timeout: 5000}), 50))"
"""A turn of the page, after which the work that a key starts has started."""


def test_keys_are_letters_where_one_types(visit):
    visit.open("/registry")
    field = visit.page.locator("input#filter-text, #filter-text input").first
    for key in ("p", "d", "f", "/", "?"):
        field.fill("")
        field.focus()
        visit.page.keyboard.press(key)
        expect(field).to_have_value(key)
        visit.page.evaluate(TURNS)
        assert visit.page.locator(OPENED).count() == 0, key


def test_chords_are_the_browsers(visit):
    visit.open("/registry")
    for chord in ("Control+Shift+p", "Alt+p", "Meta+d", "Alt+f"):
        visit.page.keyboard.press(chord)
        visit.page.evaluate(TURNS)
        assert visit.page.locator(OPENED).count() == 0, chord
    # the same letters alone do something here
    visit.page.keyboard.press("d")
    expect(visit.page.locator(".export-menu[open]")).to_have_count(1)


def test_help_lists_the_keys_and_gives_the_focus_back(visit):
    visit.open("/registry")
    button = visit.page.locator("#help-button")
    button.click()
    dialog = visit.page.locator("#help-dialog")
    expect(dialog).to_be_visible()
    for place, key in enumerate(("/", "f", "d", "p", "Alt ↑ ↓", "?")):
        expect(dialog.locator("kbd").nth(place)).to_have_text(key)
    visit.page.keyboard.press("p")
    expect(visit.page.locator(".present-stage")).to_have_count(0)
    visit.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    has_focus(visit, "#help-button")
    visit.page.keyboard.press("?")
    expect(dialog).to_be_visible()
    visit.page.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_the_keys_can_be_turned_off_and_stay_off(visit):
    visit.open("/registry")
    visit.page.locator("#help-button").click()
    switch = visit.page.get_by_role("checkbox", name="Shortcuts of one key")
    expect(switch).to_be_checked()
    switch.press("Space")
    expect(switch).not_to_be_checked()
    visit.page.get_by_role("button", name="Close", exact=True).click()
    visit.open("/registry")
    for key in ("p", "?"):
        visit.page.keyboard.press(key)
        visit.page.evaluate(TURNS)
        assert visit.page.locator(OPENED).count() == 0, key
    visit.page.locator("#help-button").click()
    expect(switch).not_to_be_checked()
    switch.press("Space")
    visit.page.keyboard.press("Escape")
    visit.page.keyboard.press("p")
    expect(visit.page.locator(".present-stage")).to_be_visible()


WATCH_LINKED = """() => new MutationObserver(() => {
  const card = document.querySelector('.card.linked');
  if (card) window.wasLinked = card.id;
}).observe(document, {subtree: true, childList: true, attributes: true})"""
"""The mark of a linked figure goes after seconds: a slow look may come too late."""


def test_a_link_leads_to_one_figure(visit):
    address = visit.address + "/design?condition=t1d#cell-product"
    visit.page.goto(address, wait_until="commit")
    visit.page.evaluate(WATCH_LINKED)
    visit.settle()
    visit.until("window.wasLinked", "cell-product")
    card = visit.page.locator("#cell-product")
    expect(card).to_be_in_viewport(ratio=0.5)
    visit.until("document.getElementById('cell-product').getBoundingClientRect().y >= 0")
    expect(visit.page.locator("#cell-product.linked")).to_have_count(0)


def test_a_link_to_nothing_stays_at_the_top(visit):
    for tail in ("#nonsense", "#<img>", "#figure=allocation%3Fa%3D1", "#"):
        visit.page.goto(visit.address + "/healthz")  # else only the hash would change
        visit.open("/registry" + tail)
        # all is drawn, and the page looks for its target every 100 ms: it had its turn
        visit.page.evaluate(TURNS)
        visit.page.evaluate(TURNS)
        assert visit.page.evaluate("scrollY") == 0, tail
        visit.check(tail)
