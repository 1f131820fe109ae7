"""Filters, links and the way back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def count(visit):
    return visit.page.locator("#match-count")


def choose(visit, label, option):
    """Open the dropdown of a filter, take an option, close it."""
    control = visit.page.locator(".filter-panel .control", has_text=re.compile(f"^{label}"))
    control.locator(".dash-dropdown").click()
    visit.page.locator(".dash-dropdown-content").get_by_text(option).first.click()
    visit.page.keyboard.press("Escape")


def test_a_filter_set_by_hand_changes_address_and_figures(visit):
    visit.open("/design")
    expect(count(visit)).to_have_text("19 of 19 trials")
    asked = []

    def note(request):
        if request.method == "POST":
            asked.append(request.post_data_json["output"])

    visit.page.on("request", note)
    choose(visit, "Phase", "Phase 2 (5)")
    expect(count(visit)).to_have_text("5 of 19 trials")
    assert visit.page.url.endswith("/design?phase=phase2")
    visit.wait_for_total("allocation", 5)
    visit.settle()
    visit.page.remove_listener("request", note)
    assert len(asked) == 1, "one request brings address, controls and figures"


def test_a_deep_link_restores_filters_controls_and_figures(visit):
    visit.open("/design?condition=t1d~t2d&measure=share&phase=phase2")
    expect(count(visit)).to_have_text("4 of 19 trials")
    chips = visit.page.locator("#filter-chips .chip")
    expect(chips).to_have_count(4)
    visit.wait_for_total("allocation", 4)
    assert visit.figure("phase-by-condition")["layout"]["xaxis"]["range"] == [0, 1]
    expect(visit.page.get_by_label("Share of trials")).to_be_checked()
    visit.page.reload()
    visit.settle()
    expect(count(visit)).to_have_text("4 of 19 trials")


def test_back_and_forward_and_other_pages_keep_the_state(visit):
    visit.open("/design")
    choose(visit, "Condition", "Type 2 diabetes (5)")
    expect(count(visit)).to_have_text("5 of 19 trials")
    visit.page.locator(".main-nav").get_by_text("Trials", exact=True).click()
    visit.page.wait_for_url("**/trials?condition=t2d")
    expect(count(visit)).to_have_text("5 of 19 trials")
    visit.page.go_back()
    visit.page.wait_for_url("**/design?condition=t2d")
    visit.wait_for_total("allocation", 5)
    visit.page.go_back()
    visit.page.wait_for_url("**/design")
    expect(count(visit)).to_have_text("19 of 19 trials")
    visit.wait_for_total("allocation", 19)
    visit.page.go_forward()
    expect(count(visit)).to_have_text("5 of 19 trials")


def test_chips_and_reset_take_filters_off(visit):
    visit.open("/design?condition=t1d&phase=phase2")
    visit.page.get_by_title("Remove the filter Condition: Type 1 diabetes").click()
    expect(count(visit)).to_have_text("5 of 19 trials")
    assert visit.page.url.endswith("?phase=phase2")
    visit.page.locator(".chip.reset").click()
    expect(count(visit)).to_have_text("19 of 19 trials")
    assert visit.page.url.endswith("/design")


def test_an_unknown_value_is_named_and_ignored(visit):
    visit.open("/design?phase=phase2~phase77&bogus=<script>alert(1)</script>")
    notice = visit.page.locator("#notice")
    expect(notice).to_contain_text("Phase: “phase77” is not known here and was ignored.")
    expect(notice).to_contain_text("“bogus” is not a filter or option here")
    expect(count(visit)).to_have_text("5 of 19 trials")


def test_no_match_says_which_filter_to_relax(visit):
    visit.open("/design?condition=complications&phase=phase4")
    empty = visit.page.locator(".empty-state")
    expect(empty).to_contain_text("No trial matches these filters")
    expect(empty).to_contain_text("Remove “Phase” to see 6 of 19 trials")
    empty.get_by_text("Remove “Phase”").click()
    expect(count(visit)).to_have_text("6 of 19 trials")
    expect(visit.page.locator(".empty-state")).to_have_count(0)
    visit.wait_for_total("allocation", 6)


def test_the_search_text_filters(visit):
    visit.open("/trials")
    box = visit.page.get_by_label("Search titles, ids, places")
    box.fill("hyperbaric")
    box.press("Enter")
    expect(count(visit)).to_have_text("1 of 19 trials")
    assert visit.page.url.endswith("/trials?q=hyperbaric")


def test_a_click_on_a_bar_filters_and_a_second_takes_it_off(visit):
    visit.open("/design")
    visit.click_mark(".picture-allocation .barlayer .point path")
    expect(count(visit)).to_have_text("6 of 19 trials")
    assert visit.page.url.endswith("?allocation=randomized")
    visit.settle()
    visit.click_mark(".picture-allocation .barlayer .point path")
    expect(count(visit)).to_have_text("19 of 19 trials")


INDIA = """() => {
  const shapes = document.querySelectorAll('.picture-trial-map .choroplethlayer path');
  const india = [...shapes].find((shape) => shape.__data__ && shape.__data__.loc === 'IND');
  const box = india && india.getBoundingClientRect();
  return box && box.width > 0 && [box.x + box.width / 2, box.y + box.height * 0.6];
}"""


def test_a_click_on_a_country_filters(visit):
    visit.open("/map")
    # the countries come once their outlines are loaded
    x, y = visit.page.wait_for_function(INDIA).json_value()
    visit.page.mouse.move(x, y)
    visit.page.mouse.click(x, y)
    expect(count(visit)).to_have_text("2 of 19 trials")
    assert visit.page.url.endswith("?country=IND")


def test_options_show_their_counts_under_the_other_filters(visit):
    visit.open("/design?condition=t1d")
    control = visit.page.locator(".filter-panel .control", has_text=re.compile("^Phase"))
    control.locator(".dash-dropdown").click()
    options = visit.page.locator(".dash-dropdown-content")
    expect(options.get_by_text("Phase 2 (3)")).to_be_visible()
    expect(options.get_by_text("Phase 4 (0)")).to_be_visible()


def test_a_data_table_stands_beside_each_figure_and_its_labels_filter(visit):
    visit.open("/design")
    card = visit.page.locator(".figure-card", has=visit.page.locator(".picture-masking"))
    card.get_by_role("button", name="Show as table").press("Enter")
    table = card.locator("table")
    expect(table).to_contain_text("Open label")
    expect(table.locator("tbody tr").first).to_have_text("Open label1579%")
    table.get_by_role("link", name="Double blind").press("Enter")
    expect(count(visit)).to_have_text("2 of 19 trials")
    expect(table.locator("tbody tr").first).to_have_text("Open label00%")
