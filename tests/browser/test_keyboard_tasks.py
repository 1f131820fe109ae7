"""Tasks that the other files do by mouse, once more from Tab to the end by the keyboard alone.

Here and in test_keyboard.py. Two tasks have their keys where they are tested: a cell of the agents
by cohort (test_cohort.py) and rows that are fetched again (test_large_table.py).
"""

import json
import re

import pytest
from playwright.sync_api import expect

from data.link.options import SHIPPED
from tests.browser.conftest import walk_to_option
from tests.browser.server import running_app
from tests.browser.test_keyboard import tab_to
from tests.browser.test_trials import ROWS
from tests.imports import ISLETS, LATER, small_import

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The app with imports beside the review, so that there are datasets to choose."""
    root = tmp_path_factory.mktemp("datasets")
    small_import(root, ISLETS)
    small_import(root, LATER)
    with running_app(DATASETS_DIR=str(root)) as running:
        yield running


def focused(visit, script="each => each.textContent"):
    return visit.page.evaluate(f"() => ({script})(document.activeElement)")


def waits_for_focus(visit, selector):
    visit.page.wait_for_function("s => document.activeElement.matches(s)", arg=selector)


def press_until(visit, key, condition, most=60):
    """Press a key until the element with the focus fulfils a condition."""
    for _ in range(most):
        if focused(visit, condition):
            return
        visit.page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {condition}")


def test_another_dataset_is_chosen(visit):
    visit.open("/design")
    tab_to(visit, "#dataset")
    visit.page.keyboard.press("Enter")
    waits_for_focus(visit, ".dash-dropdown-content input")
    visit.page.keyboard.press("ArrowDown")
    waits_for_focus(visit, "[data-option-index='1'] input")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/design?dataset={SHIPPED}")
    expect(visit.page.locator("#match-count")).to_have_text("52 of 52 trials")


def test_a_chip_is_reached_and_taken_off(visit):
    visit.open("/design?condition=t1d&phase=phase2")
    tab_to(visit, "#filter-chips .chip[title$='Type 1 diabetes']")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/design?phase=phase2")
    expect(visit.page.locator("#match-count")).to_have_text("5 of 19 trials")


def test_a_switch_is_one_stop_and_the_arrows_choose(visit):
    visit.open("/design")
    tab_to(visit, ".switch input")
    assert focused(visit, "each => each.checked")
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_url("**/design?measure=share")
    assert focused(visit, "each => each.value") == "share"
    visit.page.keyboard.press("Tab")
    assert not focused(visit, "each => Boolean(each.closest('.switch'))")


def test_a_figure_is_read_as_a_table_taken_along_cited_and_presented(visit):
    visit.open("/design")
    page = visit.page
    tab_to(visit, "#phase-by-condition .present-button")
    page.keyboard.press("Enter")
    expect(page.locator(".present-stage")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".present-canvas")).to_have_attribute("data-view", "allocation-by-masking")
    page.keyboard.press("Escape")
    expect(page.locator(".present-stage")).to_have_count(0)
    visit.settle()
    page.locator("h1").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    tab_to(visit, "#phase-by-condition summary")
    page.keyboard.press("Enter")
    expect(page.locator("#phase-by-condition .export-items")).to_be_visible()
    for key in ("ArrowDown", "End", "ArrowUp"):
        page.keyboard.press(key)
    assert focused(visit) == "Cite"
    page.keyboard.press("Enter")
    expect(page.locator(".cite-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cite-dialog")).to_have_count(0)
    assert focused(visit, "each => each.closest('.card').id") == "phase-by-condition"
    tab_to(visit, "#phase-by-condition .link-button")
    page.keyboard.press("Enter")
    expect(page.locator("#phase-by-condition table")).to_be_visible()
    tab_to(visit, "#phase-by-condition td a")
    assert focused(visit) == "Type 1 diabetes"
    page.keyboard.press("Enter")
    page.wait_for_url("**/design?condition=t1d")


def test_the_table_of_trials_is_sorted_and_a_trial_opened(visit):
    visit.open("/trials")
    visit.page.locator(ROWS).first.wait_for()
    tab_to(visit, ".ag-header-cell")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".ag-header-cell:focus")).to_have_attribute("aria-sort", "ascending")
    # the order stands in the link, and the rows in it come from the server
    visit.is_at("/trials?sort=nct-id")
    visit.settle()
    visit.page.keyboard.press("ArrowDown")
    waits_for_focus(visit, ".ag-cell")
    number = re.search(r"NCT\d{8}", focused(visit, "each => each.parentElement.textContent"))
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/trials/{number.group()}?sort=nct-id")


def test_then_and_now_is_filtered(visit):
    visit.open("/then-and-now")
    tab_to(visit, ".change-controls .dash-dropdown")
    assert focused(visit, "each => each.closest('.control').textContent").startswith("Change")
    visit.page.keyboard.press("Enter")
    waits_for_focus(visit, ".dash-dropdown-search")
    visit.page.keyboard.press("ArrowDown")
    waits_for_focus(visit, "[data-option-index='0'] input")
    visit.page.keyboard.press("Space")
    visit.page.wait_for_url("**/then-and-now?change=*")
    visit.page.keyboard.press("Escape")
    waits_for_focus(visit, ".change-controls .dash-dropdown")


def test_two_datasets_are_compared_and_a_change_is_read(visit):
    visit.open(f"/then-and-now?dataset={ISLETS}")
    tab_to(visit, "button[id*='against']")
    visit.page.keyboard.press("Enter")
    walk_to_option(visit, LATER)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/then-and-now?against={LATER}&dataset={ISLETS}")
    visit.page.locator(".change-grid .ag-cell").first.wait_for()
    tab_to(visit, ".change-grid .ag-header-cell")
    visit.page.keyboard.press("ArrowDown")
    waits_for_focus(visit, ".change-grid .ag-cell")
    press_until(visit, "ArrowRight", "each => each.matches('.ag-cell[col-id=phase]')")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#change-detail")).to_contain_text("Phase 2 (in Islets later")


def test_two_protocols_are_compared_around_the_transplant(visit):
    first, second = "miami-1998-99-ita", "miami-2005-07-ita"
    visit.open(f"/compare?compare={second}")
    expect(visit.page.locator(".empty-state")).to_contain_text("Choose at least two protocols")
    tab_to(visit, ".compare-controls .dash-dropdown")
    visit.page.keyboard.press("Enter")
    walk_to_option(visit, first)
    visit.page.keyboard.press("Space")
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url(f"**/compare?compare={first}~{second}")
    expect(visit.page.locator(".regimen-words")).to_have_count(2)
    tab_to(visit, ".compare-controls .switch input")
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_url("**&window=*")


def test_a_figure_goes_into_the_deck_is_named_taken_out_brought_back_and_downloaded(visit):
    visit.open("/design")
    page = visit.page
    tab_to(visit, "#donor summary", most=150)
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    press_until(visit, "ArrowUp", "each => each.textContent === 'Add to deck'")
    page.keyboard.press("Enter")
    expect(page.locator(".deck-count")).to_contain_text("1 figure")
    page.locator("h1").evaluate("each => { each.tabIndex = -1; each.focus(); }")
    press_until(visit, "Shift+Tab", "each => each.matches('.main-nav [href=\"/deck\"]')")
    page.keyboard.press("Enter")
    visit.is_at("/deck")
    title = page.locator(".deck-figure h3")
    expect(title).to_have_text(["Trials by donor"])
    tab_to(visit, ".deck-figure input")
    page.keyboard.type("Whose cells")
    expect(title).to_have_text(["Whose cells"])
    tab_to(visit, "[aria-label='Remove: Whose cells']")
    page.keyboard.press("Enter")
    expect(title).to_have_count(0)
    tab_to(visit, "#deck button")
    assert focused(visit) == "Undo"
    page.keyboard.press("Enter")
    expect(title).to_have_text(["Whose cells"])
    press_until(visit, "Tab", "each => each.textContent === 'Download deck (.pptx)'")
    with page.expect_download():
        page.keyboard.press("Enter")


def test_the_theme_is_changed_rows_are_searched_and_downloaded(visit):
    visit.open("/trials")
    visit.page.locator(ROWS).first.wait_for()
    tab_to(visit, "#theme-toggle")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    tab_to(visit, "#trial-grid-search")
    visit.page.keyboard.type("NCT01143168")
    expect(visit.page.locator("#trial-grid-count")).to_have_text("1 row matches")
    expect(visit.page.get_by_role("link", name="Download 1 trial (CSV)")).to_be_visible()
    tab_to(visit, ".button-link[href^='/export/trial-list.csv?find=']")
    with visit.page.expect_download():
        visit.page.keyboard.press("Enter")


def test_the_deck_is_ordered_and_help_is_read(visit):
    deck = [
        {"figure": figure, "name": "", "title": f"Trials by {figure}", "words": "19 of 19."}
        for figure in ("allocation", "donor")
    ]
    visit.page.evaluate("held => localStorage.setItem('deck', held)", json.dumps(deck))
    visit.open("/deck")
    tab_to(visit, "#help-button")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#help-dialog")).to_be_visible()
    visit.page.keyboard.press("Escape")
    assert focused(visit, "each => each.id") == "help-button"
    tab_to(visit, "[aria-label='Move down: Trials by allocation']")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(".deck-figure h3")).to_have_text(
        ["Trials by donor", "Trials by allocation"]
    )


def test_on_a_phone_a_wide_figure_is_moved_by_the_arrows(visit):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open("/outcomes?regimen=miami-2005-07-ita")
    tab_to(visit, ".picture-islet-mass-and-function")
    visit.page.keyboard.press("ArrowRight")
    visit.page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    visit.page.wait_for_function("() => !document.querySelector('.picture[tabindex]')")


MOVES = """() => [...document.querySelectorAll('body *')].filter((each) => {
  const style = getComputedStyle(each);
  const moves = (times) => times.split(',').some((time) => parseFloat(time) > 0);
  return moves(style.transitionDuration) ||
    (style.animationName !== 'none' && moves(style.animationDuration));
}).length"""


def test_nothing_moves_where_less_motion_is_wished(visit):
    visit.open("/design?measure=share")
    assert visit.page.evaluate(MOVES) > 0
    visit.page.emulate_media(reduced_motion="reduce")
    assert visit.page.evaluate(MOVES) == 0
    visit.page.emulate_media(reduced_motion="no-preference")


def test_forced_colours_leave_the_figures_theirs(visit):
    visit.page.emulate_media(forced_colors="active")
    visit.open("/design")
    colours = visit.page.evaluate(
        """() => ['.swatch', '.picture'].map((each) =>
             getComputedStyle(document.querySelector(each)).forcedColorAdjust)"""
    )
    assert colours == ["none", "none"]
    visit.page.emulate_media(forced_colors="none")
