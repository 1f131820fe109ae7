"""Posted results in a browser: the way to a trial, its choices, a phone, and hostile records."""

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from tests.browser.conftest import Visit
from tests.posted_studies import POSTED

pytestmark = pytest.mark.browser

PAGE = f"/outcomes?dataset={POSTED}"
ASTHMA, ALLERGY, HOSTILE = "NCT00314574", "NCT03361072", "NCT00000766"
LUNG = "NCT04732494"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
DRAWS_FIGURES = "**/plotly.min*.js"
"""The script that draws figures; a slow network brings it after the page."""
NOTE_SHIFTS = """window.__shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  window.__shift += entry.hadRecentInput ? 0 : entry.value;
})).observe({type: "layout-shift", buffered: true});"""
"""Adds up the layout shift of a page from its first line on, less what a reader's act causes."""
MOST_SHIFTED = 0.02
PUSHED = "document.querySelector('#content').style.marginTop = '300px'"
"""Moves all of a page, to see that a shift is noted."""


def shown(visit):
    return visit.page.locator(".trial-choice .trial-shown")


def choose(visit, key, option):
    visit.page.locator(f".control-{key} .dash-dropdown").click()
    visit.page.locator(".dash-dropdown-option").filter(has_text=option).first.click()


def wait_for_words(visit, view, words):
    visit.wait_for(view, f"(_, layout) => layout.annotations.some(a => a.text.includes({words!r}))")


def words_of(visit, view):
    return [each["text"] for each in visit.figure(view)["layout"]["annotations"]]


def test_a_link_of_the_table_leads_to_the_trial_and_the_walk_stays_there(importer):
    importer.open(PAGE)
    chips = importer.page.get_by_role("navigation", name="Trials of this part")
    chip = chips.get_by_role("link").last
    nct_id = chip.inner_text()
    chip.click()
    expect(shown(importer)).to_contain_text(nct_id)
    expect(importer.page.locator("#one-trial")).to_be_focused()
    importer.settle()
    before = importer.page.evaluate("scrollY")
    assert before > 0
    importer.page.get_by_role("link", name="Next: NCT").click()
    expect(shown(importer)).not_to_contain_text(nct_id)
    importer.settle()
    assert abs(importer.page.evaluate("scrollY") - before) < 50
    importer.page.go_back()
    expect(shown(importer)).to_contain_text(nct_id)


def test_another_outcome_measure_is_drawn(importer):
    importer.open(f"{PAGE}&results-of={ALLERGY}")
    assert "7 of 12 (58.3 %)" in words_of(importer, "outcome-by-arm")
    choose(importer, "outcome", "Worries")
    wait_for_words(importer, "outcome-by-arm", "Worries Associated With Food Allergy")
    importer.page.wait_for_url("**outcome=2**")
    assert "7 of 12 (58.3 %)" not in words_of(importer, "outcome-by-arm")


def test_another_second_group_is_set_against_the_first(importer):
    importer.open(f"{PAGE}&results-of={ALLERGY}")
    choose(importer, "group-b", "Egg Allergy")
    wait_for_words(importer, "adverse-events", "Egg Allergy (second)")
    words = words_of(importer, "adverse-events")
    assert "Milk Allergy (first)" in words
    # itching: 4 of 4 with egg, 8 of 12 with milk
    assert words[words.index("Local itching") + 1].startswith("+33.3 (")


def test_a_search_over_the_terms_draws_these_and_is_in_the_link(importer):
    serious = "Allergic reaction · serious"
    importer.open(f"{PAGE}&results-of={ALLERGY}")
    assert {"Local itching", serious} <= {*words_of(importer, "adverse-events")}
    box = importer.page.get_by_label("Search in the terms")
    box.fill("itching")
    box.press("Enter")
    importer.page.wait_for_url("**event-words=itching**")
    importer.wait_for(
        "adverse-events", f"(_, layout) => !layout.annotations.some(a => a.text === {serious!r})"
    )
    assert "Local itching" in words_of(importer, "adverse-events")
    importer.reload()
    expect(importer.page.get_by_label("Search in the terms")).to_have_value("itching")
    assert serious not in words_of(importer, "adverse-events")


def test_a_link_fills_the_screen_with_adverse_events(importer):
    importer.open(f"{PAGE}&results-of={LUNG}&present=adverse-events")
    stage = importer.page.locator(".present-stage")
    expect(stage).not_to_have_attribute("aria-busy", "true")
    expect(stage.locator(".main-svg").first).to_be_visible()
    for words in ("Any serious event", "27/62", "28/63"):
        expect(stage.locator("svg").get_by_text(words, exact=True)).to_be_visible()


def test_the_slide_of_the_flow_has_native_shapes_with_its_numbers(importer):
    importer.open(f"{PAGE}&results-of={LUNG}")
    menu = importer.page.locator("#participant-flow details.export-menu")
    menu.locator("summary").click()
    with importer.page.expect_download() as waiting:
        menu.locator("a[data-ending='pptx']").click()
    (slide,) = Presentation(str(waiting.value.path())).slides
    (flow,) = [shape for shape in slide.shapes if shape.name == "Participant flow"]
    shapes = {shape.name: shape.text_frame.text for shape in flow.shapes if shape.has_text_frame}
    for words in (
        "Arm A: Tislelizumab Plus Ociperlimab: 62",
        "Arm B: Tislelizumab Plus Placebo: 63",
    ):
        arm, number = words.rsplit(": ", 1)
        assert f"{words} started" in shapes
        assert shapes[f"Words of {arm}: {number} started"] == f"{number} started"


def test_a_phone_shows_the_first_rows_and_opens_the_others(importer):
    importer.page.set_viewport_size(PHONE)
    importer.open(f"{PAGE}&results-of={ASTHMA}")
    assert importer.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    fold = importer.page.locator(".figure-card .upright .fold").first
    fold.locator("summary").press("Enter")
    expect(fold).to_have_attribute("open", "")


def test_hostile_texts_are_inert(importer):
    importer.page.on("dialog", lambda dialog: importer.errors.append(dialog.message))
    importer.open(f"{PAGE}&results-of={HOSTILE}")
    expect(importer.page.locator("#content img")).to_have_count(0)
    expect(importer.page.locator("#content script")).to_have_count(0)


def test_a_phone_is_told_of_no_mouse(importer):
    importer.page.set_viewport_size(PHONE)
    importer.open(f"{PAGE}&results-of={ASTHMA}")
    hints = importer.page.locator(".has-upright ~ .caption .hint")
    assert hints.count() > 3
    assert not any(hint.is_visible() for hint in hints.all())


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_when_figures_come_late(importer, size):
    page, held = importer.page.context.new_page(), []
    fresh = Visit(page, importer.address)
    page.set_viewport_size(size)
    page.add_init_script(NOTE_SHIFTS)
    page.route(DRAWS_FIGURES, lambda route: held.append(route))
    page.goto(f"{fresh.address}{PAGE}&results-of={ASTHMA}", wait_until="commit")
    expect(page.locator("#adverse-events .caption")).to_be_attached()
    page.wait_for_function(
        "() => document.querySelectorAll('.dash-graph--pending').length > 5 && "
        "new Promise(requestAnimationFrame)"
    )
    assert held, "nothing comes late: the script has another name"
    for route in held:
        route.continue_()
    fresh.settle()
    expect(page.locator(".dash-graph--pending")).to_have_count(0)
    assert page.evaluate("window.__shift") <= MOST_SHIFTED
    page.evaluate(PUSHED)
    page.wait_for_function(f"() => window.__shift > {MOST_SHIFTED}")
    fresh.leave()
    fresh.check()
