"""Compare: two protocols by hand, the difference, and the way back from a link."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

Y1998, Y2000, Y2005 = "miami-1998-99-ita", "miami-2000-02-ita", "miami-2005-07-ita"


TITLED = """(data, layout) => {
  const titles = layout.annotations.map((note) => note.text).join();
  return titles.includes('1998–99') && !titles.includes('2005–07');
}"""


def take(visit, option):
    visit.page.locator(".dash-dropdown-content").get_by_text(option).first.click()


def test_two_protocols_chosen_by_hand_and_their_difference_read(visit):
    visit.open("/compare")
    control = visit.page.locator(".compare-controls .control").first
    control.locator(".dash-dropdown").click()
    take(visit, "1998–99, islet transplantation alone (n = 5)")
    expect(visit.page.locator(".empty-state")).to_contain_text("Choose at least two protocols")
    take(visit, "2000–02, islet transplantation alone (n = 5; Table 4: 6)")
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url(f"**/compare?compare={Y1998}~{Y2000}")
    expect(visit.page.locator(".empty-state")).to_have_count(0)
    sentences = visit.page.locator(".difference-list")
    expect(sentences.first).to_contain_text("T-cell-depleting antibody: ATG / none.")
    expect(sentences.last).to_contain_text(
        "Only in 1998–99 ITA: ATG (induction), CyA (maintenance), MMF (maintenance), "
        "MP (maintenance)."
    )
    visit.wait_for("comparison-timeline", TITLED)


def test_a_link_restores_the_comparison(visit):
    visit.open(f"/compare?compare={Y1998}~{Y2005}&window=transplant")
    chosen = visit.page.locator(".compare-controls .dash-dropdown").first
    expect(chosen).to_contain_text("1998–99")
    expect(chosen).to_contain_text("2005–07")
    expect(visit.page.get_by_label("Around the transplant (days)")).to_be_checked()
    headings = visit.page.locator(".compare-table thead th")
    expect(headings).to_have_text(["Agent", "1998–99 ITA", "2005–07 ITA", "What differs"])
    expect(visit.page.locator(".regimen-words h3")).to_have_text(["1998–99 ITA", "2005–07 ITA"])
    layout = visit.figure("comparison-timeline")["layout"]
    assert "xaxis2" not in layout
    visit.reload()
    expect(headings).to_have_count(4)


def test_a_ready_made_comparison_and_the_way_back(visit):
    visit.open("/compare")
    visit.page.get_by_role("link", name="From OKT3 to Campath-1H").click()
    visit.page.wait_for_url(re.compile("miami-1994-96-sik~"))
    expect(visit.page.locator(".difference-list").first).to_contain_text(
        "T-cell-depleting antibody: OKT3 or ALG / ATG / none / C1H."
    )
    visit.page.go_back()
    visit.page.wait_for_url("**/compare")
    expect(visit.page.locator(".compare-table thead th")).to_have_count(4)


def test_ticks_of_the_protocols_page_fill_the_comparison(visit):
    visit.open("/protocols")
    visit.page.get_by_role("link", name="Compare 1998–99 ITA").click()
    visit.page.wait_for_url(f"**/compare?compare={Y1998}")
    empty = visit.page.locator(".empty-state")
    expect(empty).to_contain_text("Choose at least two protocols")
    empty.get_by_role("link", name="2005–07").click()
    visit.page.wait_for_url(f"**/compare?compare={Y1998}~{Y2005}")
    expect(visit.page.locator(".regimen-words")).to_have_count(2)
