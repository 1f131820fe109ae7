"""Outcomes in a browser: the choice of a cohort, its table, and the way to its page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HEADS = """(data, layout) => {
  const heads = layout.annotations.map((note) => note.text);
  return heads.includes('<b>2000–02 ITA</b>') && !heads.includes('<b>1998–99 ITA</b>');
}"""


def test_a_chosen_cohort_opens_its_table_and_is_restored_from_its_link(visit):
    visit.open("/outcomes?regimen=miami-2000-02-ita")
    table = visit.page.locator(".outcome-table")
    expect(table).to_have_count(1)
    expect(table).to_have_attribute("open", "")
    expect(table.get_by_text("95 ± 25 days (range, 74-131 days)")).to_be_visible()
    visit.wait_for("graft-function", HEADS)


def test_tables_open_by_keyboard_and_by_button_and_show_values_as_printed(visit):
    visit.open("/outcomes")
    summary = visit.page.locator(".outcome-table summary").nth(2)
    summary.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_text("approximately 130 days", exact=True).first).to_be_visible()
    card = visit.page.locator(".card", has=visit.page.locator(".picture-chimerism"))
    card.get_by_role("button", name="Show as table").click()
    expect(card.get_by_role("cell", name="0.14 ± 0.05%")).to_be_visible()


def test_a_cohort_leads_to_its_page(visit):
    visit.open("/outcomes?regimen=miami-2005-07-ita")
    visit.page.get_by_role("link", name="Protocol, records and notes of this cohort").click()
    visit.page.wait_for_url("**/protocols/miami-2005-07-ita**")
    visit.settle()


@pytest.mark.parametrize("slug", ["graft-function", "chimerism", "islet-mass-and-function"])
def test_each_card_is_one_screen_with_its_source(visit, slug):
    """A card with title, drawing, key and source fits 1440 x 900 below the page's header."""
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    visit.open("/outcomes")
    card = visit.page.locator(".card", has=visit.page.locator(f".picture-{slug}"))
    expect(card.locator(".attribution")).to_contain_text("Source:")
    header = visit.page.locator("header").first.bounding_box()
    assert card.bounding_box()["height"] <= 900 - header["height"]
