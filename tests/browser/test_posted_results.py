"""Posted results in a browser: the way to a trial, its choices, a phone, and hostile records."""

import pytest
from playwright.sync_api import expect

from tests.posted_studies import POSTED

pytestmark = pytest.mark.browser

PAGE = f"/outcomes?dataset={POSTED}"
ASTHMA, ALLERGY, HOSTILE = "NCT00314574", "NCT03361072", "NCT00000766"
PHONE = {"width": 390, "height": 844}


def shown(visit):
    return visit.page.locator(".trial-choice .trial-shown")


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


def test_a_search_over_the_terms_is_in_the_link(importer):
    importer.open(f"{PAGE}&results-of={ALLERGY}")
    box = importer.page.get_by_label("Search in the terms")
    box.fill("itching")
    box.press("Enter")
    importer.page.wait_for_url("**event-words=itching**")
    importer.reload()
    expect(importer.page.get_by_label("Search in the terms")).to_have_value("itching")


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
