"""Imported datasets beside the review: chosen, filtered, drawn, linked, exported."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit, walk_to_option

pytestmark = pytest.mark.browser

DATASET = "#dataset"


@pytest.fixture
def visit(importer):
    """This file's readers visit the app that has imports."""
    return importer


def choose(visit: Visit, title: str) -> None:
    visit.page.locator(DATASET).click()
    visit.page.locator(".dash-dropdown-option").filter(has_text=title).first.click()


def expect_trials(visit: Visit, words: str) -> None:
    expect(visit.page.locator("#match-count")).to_have_text(words)


def test_choosing_a_dataset_redraws_charts_filters_and_footer(visit):
    visit.open("/design?donor=autologous&phase=phase2")
    choose(visit, "Islets")
    visit.page.wait_for_url("**/design?dataset=islets&phase=phase2")
    expect_trials(visit, "2 of 3 trials")
    visit.wait_for_total("masking", 2)
    expect(visit.page.locator("#filter-panel")).to_contain_text("Sponsor class")
    expect(visit.page.locator("#filter-panel")).not_to_contain_text("Donor")
    expect(visit.page.locator(".left-out")).to_contain_text("Trials by donor")
    expect(visit.page.locator(".site-footer")).to_contain_text("Islets, our search")


def look_at_masking(visit: Visit, number: int) -> None:
    visit.page.locator(".filter-panel button[id*='masking']").click()
    options = visit.page.locator(".dash-dropdown-option")
    expect(options.filter(has_text=f"Open label ({number})")).to_be_visible()
    visit.page.keyboard.press("Escape")


def test_the_back_button_brings_the_review_back(visit):
    visit.open("/design?phase=phase2")
    look_at_masking(visit, 4)
    choose(visit, "Marrow")
    expect_trials(visit, "0 of 2 trials")
    visit.page.go_back()
    expect_trials(visit, "5 of 19 trials")
    visit.wait_for_total("donor", 5)
    expect(visit.page.locator(DATASET)).to_contain_text("Review 2010")
    expect(visit.page.locator("#filter-panel")).to_contain_text("Donor")
    look_at_masking(visit, 4)


def test_a_link_opens_its_dataset_and_filters_redraw_the_map(visit):
    visit.open("/map?dataset=islets")
    expect_trials(visit, "3 of 3 trials")
    expect(visit.page.locator(DATASET)).to_contain_text("Islets, our search")
    expect(visit.page.locator(".place-list")).to_contain_text("Miami")
    visit.page.locator("button[id*='started-from']").first.click()
    visit.page.locator(".dash-dropdown-option").filter(has_text="2015 (1)").first.click()
    visit.page.wait_for_url("**/map?dataset=islets&started-from=2015")
    expect_trials(visit, "1 of 3 trials")
    expect(visit.page.locator(".place-list")).not_to_contain_text("Miami")


def keep_the_address(route: Route) -> None:
    """The page as for a browser that names no referrer: the server cannot know its dataset."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "referrer-policy": "no-referrer"})


def test_a_browser_that_keeps_its_address_gets_the_dataset_of_its_link(visit):
    page = "/design?dataset=islets&phase=phase2"
    visit.page.route(f"**{page}", keep_the_address)
    with visit.page.expect_request("**/_dash-layout") as asked:
        visit.open(page)
    assert "referer" not in asked.value.all_headers()
    expect_trials(visit, "2 of 3 trials")
    visit.wait_for_total("masking", 2)
    expect(visit.page.locator("#filter-panel")).to_contain_text("Sponsor class")
    expect(visit.page.locator(".site-footer")).to_contain_text("Islets, our search")


def test_navigation_trial_pages_and_files_stay_in_the_dataset(visit):
    visit.open("/?dataset=islets")
    expect(visit.page.locator("#content h1")).to_have_text("Islets, our search")
    visit.page.get_by_role("link", name="Trials", exact=True).click()
    visit.page.get_by_role("link", name="NCT00000012").first.click()
    expect(visit.page.locator("#content h1")).to_have_text("Study <b>NCT00000012</b>")
    visit.is_at("/trials/NCT00000012?dataset=islets")
    visit.page.get_by_role("link", name="Phase and design", exact=True).click()
    visit.wait_for_total("masking", 3)
    menu = visit.page.locator("details.export-menu[data-view='masking']")
    menu.locator("summary").click()
    expect(menu.locator("a[data-ending='pptx']")).to_have_attribute("href", PPTX)


PPTX = "/export/masking.pptx?dataset=islets"


def test_a_page_of_the_review_says_so_and_leads_there(visit):
    visit.open("/outcomes")
    choose(visit, "Islets")
    expect(visit.page.locator(".lacking")).to_contain_text("no outcomes of patients")
    visit.page.get_by_role("link", name="The outcomes of the review").click()
    expect(visit.page.locator(".picture-graft-function")).to_be_visible()
    visit.is_at("/outcomes")


def test_an_import_without_arms_offers_the_protocols_of_the_review(visit):
    visit.open("/protocols")
    choose(visit, "Islets")
    expect(visit.page.locator("#content")).to_contain_text("No record of this dataset lists arms.")
    expect(visit.page.locator(".protocol-parts")).to_be_hidden()


def test_an_unknown_dataset_is_said_and_the_review_is_shown(visit):
    visit.open("/?dataset=gone")
    expect(visit.page.locator("#notice")).to_contain_text("Dataset: “gone” is not known here")
    expect_trials(visit, "19 of 19 trials")


def test_the_dataset_is_chosen_from_the_keyboard(visit):
    visit.open("/design")
    visit.page.locator(DATASET).focus()
    visit.page.keyboard.press("Enter")
    walk_to_option(visit, "islets")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/design?dataset=islets")
    expect_trials(visit, "3 of 3 trials")


def test_the_dropdown_stands_on_a_phone(visit):
    visit.page.set_viewport_size({"width": 390, "height": 800})
    visit.open("/design")
    box = visit.page.locator(DATASET).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    choose(visit, "Marrow")
    expect_trials(visit, "2 of 2 trials")


def test_a_shared_deck_says_each_figure_in_the_words_of_its_dataset(visit):
    figures = ("masking?dataset=islets&phase=phase2", "donor?condition=t2d")
    visit.open("/deck#" + "&".join(f"figure={quote(figure, safe='')}" for figure in figures))
    shown = visit.page.locator(".deck-words")
    expect(shown.nth(0)).to_have_text("Islets, our search. Phase: Phase 2.")
    expect(shown.nth(1)).to_contain_text("Review 2010")
    expect(shown.nth(1)).to_contain_text("Condition: Type 2 diabetes.")


def test_two_datasets_are_chosen_and_compared(visit):
    visit.open("/then-and-now?dataset=islets")
    expect(visit.page.locator(".lacking")).to_contain_text("Choose another dataset")
    expect(visit.page.locator(".picture-then-and-now")).to_be_hidden()
    visit.page.locator("button[id*='against']").first.click()
    visit.page.locator(".dash-dropdown-option").filter(has_text="Islets later").click()
    visit.page.wait_for_url("**/then-and-now?against=islets-later&dataset=islets")
    expect(visit.page.locator(".change-sentence")).to_have_text("Now: 2 completed.")
    expect(visit.page.locator(".snapshots")).to_contain_text("Islets later: data of 2024-05-06")
    visit.wait_for("then-and-now", "(data, layout) => layout.yaxis.ticktext.length === 2")
    # drawn while it was hidden: it has to take its room
    visit.page.wait_for_function(
        "() => document.querySelector('.picture-then-and-now .main-svg').clientWidth > 900"
    )
    visit.page.locator('.change-grid [row-id="NCT00000011"] [col-id="phase"]').click()
    detail = visit.page.locator("#change-detail")
    expect(detail).to_contain_text("Phase 2 (in Islets later (data of 2024-05-06))")
    menu = visit.page.locator("details.export-menu[data-view='then-and-now']")
    menu.locator("summary").click()
    expect(menu.locator("a[data-ending='pptx']")).to_have_attribute(
        "href", "/export/then-and-now.pptx?against=islets-later&dataset=islets"
    )
    visit.page.go_back()
    expect(visit.page.locator(".lacking")).to_contain_text("Choose another dataset")
