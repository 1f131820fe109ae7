"""A figure on the full screen: started by button, key and link, walked, left again."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, watched

pytestmark = pytest.mark.browser

STAGE = ".present-stage"
CHROME = (".site-header", ".main-nav", ".filter-bar", ".site-footer")


def presenting(visit, view, place=""):
    """Wait until a view is drawn on the stage."""
    expect(
        visit.page.locator(f".present-canvas[data-view='{view}'] .main-svg").first
    ).to_be_visible()
    expect(visit.page.locator(STAGE)).not_to_have_attribute("aria-busy", "true")
    if place:
        expect(visit.page.locator(".present-place")).to_have_text(place)


def title_size(visit):
    """Height in px on the screen of the largest text on the stage, and that text."""
    return visit.page.evaluate(
        """() => {
          const texts = [...document.querySelectorAll('.present-canvas svg > text')];
          const sizes = texts.map(t => {
            const scale = t.getScreenCTM().a;
            return [parseFloat(getComputedStyle(t).fontSize) * scale, t.textContent];
          });
          return sizes.sort((a, b) => b[0] - a[0])[0];
        }"""
    )


def left(visit):
    expect(visit.page.locator(STAGE)).to_have_count(0)


def test_a_button_starts_and_escape_gives_focus_and_place_back(visit):
    visit.open("/design?condition=t1d")
    button = visit.page.locator("[data-present='masking']")
    button.scroll_into_view_if_needed()
    place = visit.page.evaluate("scrollY")
    assert place > 0
    button.click()
    presenting(visit, "masking", "5 / 10")
    visit.is_at("/design?condition=t1d&present=masking")
    expect(visit.page.locator(".present-said")).to_have_text("Figure 5 of 10: Trials by masking")
    visit.page.keyboard.press("Escape")
    left(visit)
    visit.is_at("/design?condition=t1d")
    visit.until("document.activeElement.dataset.present", "masking")
    visit.until("scrollY", place)


def test_a_link_starts_once_the_page_stands_and_obeys_its_filters(visit):
    visit.page.set_viewport_size({"width": 1920, "height": 1080})
    visit.open("/design?condition=t1d&present=phase-by-condition")
    presenting(visit, "phase-by-condition", "1 / 10")
    stage = visit.page.locator(STAGE)
    expect(stage).to_contain_text("8 of 19 trials")
    box = visit.page.locator(".present-slide").bounding_box()
    assert (box["width"], box["height"]) == (1920, 1080)
    size, text = title_size(visit)
    assert text == "Phase by condition"
    assert size >= 28
    for part in CHROME:
        covered = visit.page.evaluate(
            """s => { const r = document.querySelector(s).getBoundingClientRect();
              const top = document.elementFromPoint(r.x + 5, Math.min(r.y + 5, innerHeight - 1));
              return r.y > innerHeight || Boolean(top.closest('.present-stage')); }""",
            part,
        )
        assert covered, part
        assert visit.page.locator(part).evaluate("e => Boolean(e.closest('[inert]'))")
    visit.page.keyboard.press("Escape")
    left(visit)
    visit.is_at("/design?condition=t1d")
    # the controls and the address are in step: a filter set now does not start it again
    visit.page.locator(".chip").first.click()
    visit.is_at("/design")
    visit.wait_for_total("allocation", 19)
    left(visit)


def test_a_filter_after_a_shared_link_does_not_start_it_again(visit):
    visit.open("/design?present=allocation")
    presenting(visit, "allocation")
    visit.page.keyboard.press("Escape")
    left(visit)
    visit.page.get_by_label("Share of trials").check()
    visit.is_at("/design?measure=share")
    left(visit)


def test_keys_walk_the_figures_of_the_page(reader, facts):
    views = facts.overview
    last = len(views) - 1
    reader.open(facts.link("/", phase=facts.phase.slug))
    reader.page.keyboard.press("p")
    presenting(reader, views[0], f"1 / {last + 1}")
    placed = facts.count(facts.phase.trials - facts.off_map)
    for key, at in (
        ("ArrowLeft", 0),
        ("ArrowRight", 1),
        ("PageDown", 2),
        ("Home", 0),
        ("End", last),
        ("Space", last),
        ("PageUp", last - 1),
    ):
        reader.page.keyboard.press(key)
        presenting(reader, views[at], f"{at + 1} / {last + 1}")
        if views[at] == "trial-map":
            expect(reader.page.locator(STAGE)).to_contain_text(placed)
        reader.is_at(facts.link("/", phase=facts.phase.slug, present=views[at]))


def test_back_leaves(visit):
    visit.open("/deck")
    visit.open("/")
    visit.page.locator("[data-present='phase-by-condition']").click()
    presenting(visit, "phase-by-condition")
    visit.page.keyboard.press("ArrowRight")
    presenting(visit, "allocation-by-masking")
    visit.page.go_back()
    left(visit)
    visit.is_at("/")


def test_focus_stays_inside_and_buttons_do_what_keys_do(visit):
    visit.open("/?present=phase-by-condition")
    presenting(visit, "phase-by-condition")
    for _ in range(8):
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("Boolean(document.activeElement.closest('.present-stage'))")
    visit.page.get_by_role("button", name="Next figure").click()
    presenting(visit, "allocation-by-masking")
    visit.page.get_by_role("button", name="Leave the presentation").click()
    left(visit)


def test_help_opens_over_it_and_escape_closes_only_the_help(visit):
    visit.open("/?present=phase-by-condition")
    presenting(visit, "phase-by-condition")
    visit.page.keyboard.press("?")
    expect(visit.page.locator("#help-dialog")).to_be_visible()
    visit.page.keyboard.press("ArrowRight")
    visit.page.keyboard.press("Escape")
    expect(visit.page.locator("#help-dialog")).to_be_hidden()
    presenting(visit, "phase-by-condition", "3 / 6")


def tray(visit, *figures):
    held = [{"figure": f, "name": name, "title": "", "words": ""} for f, name in figures]
    visit.page.evaluate("text => localStorage.setItem('deck', text)", json.dumps(held))


def test_the_deck_is_shown_where_the_reader_asks_for_it(visit):
    visit.open("/")
    tray(visit, ("allocation?condition=t1d", ""), ("phase-by-condition", "<b>Mixed</b>"))
    visit.page.locator("[data-present='phase-by-condition']").click()
    presenting(visit, "phase-by-condition", "3 / 6")
    visit.page.get_by_role("button", name="Show the deck (2)").click()
    presenting(visit, "phase-by-condition", "2 / 2")
    said = visit.page.locator(".present-said")
    expect(said).to_have_text("Figure 2 of 2: <b>Mixed</b>")
    visit.page.keyboard.press("ArrowLeft")
    presenting(visit, "allocation", "1 / 2")
    expect(visit.page.locator(STAGE)).to_contain_text("8 of 19 trials")
    # the figure of another page stays out of the address of this one
    visit.is_at("/?present=phase-by-condition")
    visit.page.get_by_role("button", name="Show this page").click()
    presenting(visit, "at-a-glance", "1 / 6")


def test_the_deck_page_walks_the_deck(visit):
    visit.open("/")
    tray(visit, ("allocation?condition=t1d", ""), ("phase-by-condition", ""))
    visit.open("/deck")
    visit.page.locator("#content [data-present]").first.click()
    presenting(visit, "allocation", "1 / 2")
    visit.page.keyboard.press("ArrowRight")
    presenting(visit, "phase-by-condition", "2 / 2")


def test_a_name_given_stands_on_the_screen(visit):
    visit.open("/")
    tray(visit, ("allocation?condition=t1d", "<b>Who & how</b>"), ("donor", ""))
    visit.open("/deck")
    visit.page.locator("#content [data-present]").first.click()
    presenting(visit, "allocation", "1 / 2")
    stage = visit.page.locator(f"{STAGE} svg text").first
    expect(stage).to_have_text("<b>Who & how</b>")
    visit.page.keyboard.press("ArrowRight")
    presenting(visit, "donor", "2 / 2")
    expect(stage).to_have_text("Trials by donor")


def test_a_broken_deck_is_no_deck(visit):
    visit.open("/")
    for stored in ("not json", "{}", '[null, 3, {"figure": "../x?y"}, {}]'):
        visit.page.evaluate("text => localStorage.setItem('deck', text)", stored)
        visit.page.keyboard.press("p")
        presenting(visit, "at-a-glance")
        expect(visit.page.locator(".present-which"), stored).to_be_hidden()
        visit.check(stored)
        visit.page.keyboard.press("Escape")
        left(visit)
        visit.is_at("/")


def test_a_view_that_there_is_not_stays_a_page_that_says_so(visit):
    visit.open("/registry")
    for view in ("nonsense", "<img src=x onerror=alert(1)>", "../../data", "a" * 3000):
        with visit.page.expect_navigation():
            visit.page.evaluate(
                "v => { location.href = '/registry?present=' + encodeURIComponent(v); }", view
            )
        expect(visit.page.locator("#notice"), view).to_contain_text("is not a figure here")
        expect(visit.page.locator("#notice"), view).to_contain_text(view[:10])
        visit.settle()
        left(visit)
        expect(visit.page.locator("#notice img"), view).to_have_count(0)
        visit.check(view)


def test_a_failure_is_said_and_can_be_walked_away_from(visit):
    visit.page.route(
        "**/export/phase-by-condition.json*",
        lambda route: route.fulfill(status=200, content_type="application/json", body="{}"),
    )
    visit.open("/?present=phase-by-condition")
    expect(visit.page.locator(".present-message")).to_contain_text("cannot be shown")
    visit.page.keyboard.press("ArrowLeft")
    presenting(visit, "trial-map")


def test_it_follows_the_theme(visit):
    visit.page.emulate_media(color_scheme="dark")
    visit.open("/?present=phase-by-condition")
    presenting(visit, "phase-by-condition")
    canvas = visit.page.locator(".present-canvas")
    expect(canvas).to_have_css("background-color", "rgb(20, 24, 29)")


def test_on_a_phone_it_fits_and_swipes_walk(browser, address):
    context = watched(browser, viewport={"width": 390, "height": 844}, has_touch=True)
    reader = Visit(context.new_page(), address)
    page = reader.page
    page.goto(address + "/?present=phase-by-condition")
    expect(
        page.locator(".present-canvas[data-view='phase-by-condition'] .main-svg").first
    ).to_be_visible()
    box = page.locator(".present-slide").bounding_box()
    assert box["width"] == 390
    assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
    page.evaluate(
        """() => {
          const stage = document.querySelector('.present-stage');
          const at = (x) => [new Touch({identifier: 1, target: stage, clientX: x, clientY: 300})];
          stage.dispatchEvent(new TouchEvent('touchstart', {touches: at(300), bubbles: true}));
          stage.dispatchEvent(new TouchEvent('touchend', {changedTouches: at(80), bubbles: true}));
        }"""
    )
    expect(page.locator(".present-place")).to_have_text("4 / 6")
    reader.check()
    context.close()
