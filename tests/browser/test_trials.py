"""The table of trials and the page of one trial, by mouse and by keyboard."""

import pytest

pytestmark = pytest.mark.browser

ROWS = ".trial-grid .ag-center-cols-container .ag-row"
SHOWN = """field => {
  const values = [];
  dash_ag_grid.getApi("trial-grid").forEachNodeAfterFilterAndSort(
    (node) => values.push(node.data[field]));
  return values;
}"""


@pytest.fixture
def table(visit):
    visit.open("/trials")
    visit.page.locator(ROWS).first.wait_for()
    return visit


def test_not_stated_comes_last_both_ways(table):
    heading = table.page.locator('.ag-header-cell[col-id="phase"]')
    for first in ("Phase 1", "Phase 4"):
        heading.click()
        table.page.wait_for_function(f"() => ({SHOWN})('phase')[0] === '{first}'")
        phases = table.page.evaluate(SHOWN, "phase")
        assert phases[-1] == "Not stated"
        assert len(phases) == 19


def test_the_search_in_the_table_stays_in_the_table(table):
    table.page.get_by_label("Search in this table").fill("heidelberg")
    table.page.wait_for_function("() => document.querySelector('#trial-grid-count').textContent")
    shown = table.page.evaluate(SHOWN, "organisations")
    assert shown
    assert all("Heidelberg" in names for names in shown)
    assert "?" not in table.page.url


def test_enter_on_a_row_opens_its_trial_with_the_filters(table):
    table.page.get_by_label("Search titles, ids, places").fill("islet")
    table.page.keyboard.press("Enter")
    table.page.wait_for_function(f"() => ({SHOWN})('nct_id').length === 2")
    table.page.locator('.ag-header-cell[col-id="nct_id"]').focus()
    table.page.keyboard.press("ArrowDown")
    table.page.keyboard.press("Enter")
    table.page.wait_for_url("**/trials/NCT00021801?q=islet")
    table.settle()
    assert "Trial 1 of 2" in table.page.locator(".walk").inner_text()
    assert table.page.title().startswith("NCT00021801")


def test_the_rows_shown_can_be_downloaded(table):
    with table.page.expect_download() as download:
        table.page.get_by_role("link", name="Download 19 trials (CSV)").click()
    assert download.value.suggested_filename == "trials-as-shown.csv"


def test_the_page_of_a_trial_draws_its_map_and_its_protocol(visit):
    visit.open("/trials/nct01143168")
    page = visit.page
    assert page.locator(".picture-places .choroplethlayer path").count() == 1
    assert page.locator(".picture-timeline .main-svg").count() > 0
    assert page.get_by_text("24 participants (estimated)").is_visible()


def test_a_hostile_id_is_shown_as_text(visit):
    response = visit.page.goto(visit.address + "/trials/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert response.status == 404
    visit.settle()
    assert "<img src=x" in visit.page.locator("#content").inner_text()
    assert visit.page.locator("#content img").count() == 0
    visit.errors.clear()  # chromium logs the wanted 404 answer
