"""Outcomes in a browser: figures, the choice of a cohort, its table, and the way to its page."""

import pytest

pytestmark = pytest.mark.browser

VIEWS = ("graft-function", "chimerism", "islet-mass-and-function")


def test_the_figures_are_drawn_and_said(visit):
    visit.open("/outcomes")
    for view in VIEWS:
        picture = visit.page.locator(f".picture-{view}")
        assert picture.locator(".scatterlayer path").count() > 0, view
        assert len(picture.get_attribute("aria-label")) > 100, view


def test_a_chosen_cohort_opens_its_table_and_is_restored_from_its_link(visit):
    visit.open("/outcomes?regimen=miami-2000-02-ita")
    table = visit.page.locator(".outcome-table")
    assert table.count() == 1
    assert table.get_attribute("open") is not None
    assert table.get_by_text("95 ± 25 days (range, 74-131 days)").is_visible()
    swimmer = visit.figure("graft-function")
    heads = [note["text"] for note in swimmer["layout"]["annotations"]]
    assert "<b>2000–02 ITA</b>" in heads and "<b>1998–99 ITA</b>" not in heads


def test_a_folded_table_opens_by_keyboard(visit):
    visit.open("/outcomes")
    summary = visit.page.locator(".outcome-table summary").nth(2)
    summary.focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.get_by_text("approximately 130 days", exact=True).first.is_visible()


def test_the_data_behind_a_figure_shows_as_printed(visit):
    visit.open("/outcomes")
    card = visit.page.locator(".card", has=visit.page.locator(".picture-chimerism"))
    card.get_by_role("button", name="Show as table").click()
    cell = card.get_by_role("cell", name="0.14 ± 0.05%")
    cell.wait_for()
    assert cell.is_visible()


def test_a_cohort_leads_to_its_page(visit):
    visit.open("/outcomes?regimen=miami-2005-07-ita")
    visit.page.get_by_role("link", name="Protocol, records and notes of this cohort").click()
    visit.page.wait_for_url("**/protocols/miami-2005-07-ita**")
    visit.settle()


def test_the_page_does_not_scroll_sideways(visit):
    for width in (390, 1440, 1920):
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.open("/outcomes?regimen=miami-1998-99-ita")
        overflow = visit.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, width
