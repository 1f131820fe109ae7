"""Compare: protocols chosen by hand, what differs, the bound of four, the way back from a link."""

import re

import pytest
from playwright.sync_api import expect

from tests.regimen_sets import COMPARED

pytestmark = pytest.mark.browser

Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"
HEADER = 60
"""Pixels of a screen that the header of the page takes."""

HEADED = """(data, layout) => {
  const said = layout.annotations.map((note) => note.text).join();
  return said.includes('1998–99 ITA') && !said.includes('2005–07 ITA');
}"""


def take(visit, option):
    visit.page.locator(".dash-dropdown-content").get_by_text(option).first.click()


def said(visit) -> str:
    return " ".join(note["text"] for note in visit.figure("comparison")["layout"]["annotations"])


def open_picker(visit):
    visit.page.locator(".compare-controls .dash-dropdown").first.click()


def test_protocols_chosen_by_hand_from_the_default_on(visit):
    visit.open("/compare")
    count = visit.page.locator(".compared-chips strong")
    expect(count).to_have_text("2 of at most 4")
    open_picker(visit)
    take(visit, "1998–99, islet transplantation alone (n = 5)")
    visit.page.wait_for_url(re.compile("compare="))
    expect(count).to_have_text("3 of at most 4")
    take(visit, "2005–07, islet transplantation alone (n = 3)")
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url(f"**/compare?compare={Y1998}~{Y2000}")
    visit.wait_for("comparison", HEADED)
    assert "or <b>CyA</b> in 2 (Table 4: 1)" in said(visit)


def test_at_four_no_fifth_can_be_added_and_the_page_says_why(visit):
    visit.open("/compare")
    open_picker(visit)
    take(visit, "1998–99, islet transplantation alone (n = 5)")
    take(visit, "1994–97, simultaneous islet-liver (n = 5)")
    chips = visit.page.locator(".compared-chips")
    expect(chips).to_contain_text("4 of at most 4")
    expect(chips).to_contain_text("take one out first")
    shut = visit.page.locator(".dash-dropdown-content input[disabled]")
    expect(shut).to_have_count(8)
    take(visit, "1994–97, simultaneous islet-liver (n = 5)")
    expect(shut).to_have_count(0)


def test_clearing_everything_returns_to_the_default_and_the_page_says_so(visit):
    visit.open(f"/compare?compare={Y1998}~{Y2005}")
    picker = visit.page.locator(".compare-controls .dash-dropdown").first
    picker.locator(".dash-dropdown-clear").click()
    visit.page.wait_for_url(re.compile("/compare$"))
    expect(picker).to_contain_text("2000–02")
    chips = visit.page.locator(".compared-chips")
    expect(chips).to_contain_text("Shown while nothing else is chosen.")


def test_a_chip_takes_its_protocol_out(visit):
    visit.open(f"/compare?compare={Y1998}~{Y2000}~{Y2005}")
    visit.page.locator(".compared-chips").get_by_role("link", name="2000–02").click()
    visit.page.wait_for_url(f"**/compare?compare={Y1998}~{Y2005}")
    expect(visit.page.locator(".compared-chips strong")).to_have_text("2 of at most 4")


def test_a_link_restores_the_comparison(visit):
    visit.open(f"/compare?compare={Y1998}~{Y2005}&window=transplant")
    chosen = visit.page.locator(".compare-controls .dash-dropdown").first
    expect(chosen).to_contain_text("1998–99")
    expect(chosen).to_contain_text("2005–07")
    expect(visit.page.get_by_label("Around the transplant (days)")).to_be_checked()
    expect(visit.page.locator(".regimen-words h3")).to_have_text(["1998–99 ITA", "2005–07 ITA"])
    visit.reload()
    expect(chosen).to_contain_text("1998–99")


@pytest.mark.parametrize(("title", "regimens"), COMPARED)
def test_the_card_of_a_ready_made_comparison_fits_one_screen(visit, title, regimens):
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    visit.open(f"/compare?compare={'~'.join(regimens)}")
    visit.figure("comparison")
    box = visit.page.locator("#comparison").bounding_box()
    assert box["height"] <= 900 - HEADER
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_a_ready_made_comparison_and_the_way_back(visit):
    visit.open("/compare")
    visit.page.get_by_role("link", name="1994–96 to 2005–07").click()
    visit.page.wait_for_url(re.compile("miami-1994-96-sik~"))
    expect(visit.page.locator(".compared-chips strong")).to_have_text("4 of at most 4")
    visit.page.go_back()
    visit.page.wait_for_url("**/compare")
    expect(visit.page.locator(".compared-chips strong")).to_have_text("2 of at most 4")


def test_ticks_of_the_protocols_page_fill_the_comparison(visit):
    visit.open("/protocols")
    visit.page.get_by_role("link", name="Compare 1998–99 ITA").click()
    visit.page.wait_for_url(re.compile("/compare"))
    expect(visit.page.locator(".compared-chips strong")).to_have_text("3 of at most 4")
    expect(visit.page.locator(".regimen-words")).to_have_count(3)
