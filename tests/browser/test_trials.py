"""The table of trials and the page of one trial, by mouse and by keyboard, in two datasets."""

import csv

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROWS = ".trial-grid .ag-center-cols-container .ag-row"
SHOWN = """field => {
  const values = [];
  dash_ag_grid.getApi("trial-grid").forEachNodeAfterFilterAndSort(
    (node) => values.push(node.data[field]));
  return values;
}"""


@pytest.fixture
def table(reader, facts):
    reader.open(facts.link("/trials"))
    reader.page.locator(ROWS).first.wait_for()
    return reader


def wait_for_ids(table, ids):
    """Until these trials are the rows of the table, in any order."""
    table.page.wait_for_function(
        f"ids => String(({SHOWN})('nct_id').sort()) === String(ids)", arg=sorted(ids)
    )


def test_not_stated_comes_last_both_ways(table, facts):
    heading = table.page.locator('.ag-header-cell[col-id="phase"]')
    for first in facts.phases:
        heading.click()
        table.page.wait_for_function(f"first => ({SHOWN})('phase')[0] === first", arg=first)
        phases = table.page.evaluate(SHOWN, "phase")
        assert phases[-1] == "Not stated"
        assert len(phases) == facts.trials


def test_the_search_in_the_table_stands_in_the_link(table, facts):
    word, ids = facts.cell
    table.page.get_by_label("Search in this table").fill(word)
    wait_for_ids(table, ids)
    expect(table.page.locator("#trial-grid-count")).to_contain_text(str(len(ids)))
    table.is_at(facts.link("/trials", find=word))
    table.page.reload()
    table.page.locator(ROWS).first.wait_for()
    wait_for_ids(table, ids)
    expect(table.page.get_by_label("Search in this table")).to_have_value(word)
    with table.page.expect_download() as download:
        table.page.get_by_role("link", name=f"Download {len(ids)} trial").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert sorted(row["Registry number"] for row in csv.DictReader(file)) == sorted(ids)


def test_the_order_of_the_table_stands_in_the_link_and_in_the_file(table, facts):
    heading = table.page.locator('.ag-header-cell[col-id="nct_id"]')
    for sort, order in (("nct-id", sorted), ("-nct-id", lambda ids: sorted(ids, reverse=True))):
        heading.click()
        table.is_at(facts.link("/trials", sort=sort))
        table.page.wait_for_function(
            f"([ids]) => String(({SHOWN})('nct_id')) === String(ids)",
            arg=[order(table.page.evaluate(SHOWN, "nct_id"))],
        )
    table.settle()
    with table.page.expect_download() as download:
        table.page.get_by_role("link", name=f"Download {facts.trials} trials").click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        found = [row["Registry number"] for row in csv.DictReader(file)]
    assert found == table.page.evaluate(SHOWN, "nct_id")
    table.page.go_back()
    table.is_at(facts.link("/trials", sort="nct-id"))
    expect(heading).to_have_attribute("aria-sort", "ascending")
    table.page.wait_for_function(
        f"([ids]) => String(({SHOWN})('nct_id')) === String(ids)", arg=[sorted(found)]
    )


def test_enter_on_a_row_opens_its_trial_with_the_filters(table, facts):
    word, ids = facts.walk
    table.page.get_by_label("Search the trials").fill(word)
    table.page.keyboard.press("Enter")
    wait_for_ids(table, ids)
    table.settle()  # a cell answers to keys once it is drawn
    table.page.locator('.ag-header-cell[col-id="nct_id"]').focus()
    table.page.keyboard.press("ArrowDown")
    table.page.keyboard.press("Enter")
    table.is_at(facts.link(f"/trials/{ids[0]}", q=word))
    expect(table.page.locator(".walk")).to_contain_text("Trial 1 of 2")
    table.until(f"document.title.startsWith('{ids[0]}')")


def test_the_rows_shown_can_be_downloaded(table, facts):
    with table.page.expect_download() as download:
        label = f"Download {facts.trials} trials (CSV)"
        table.page.get_by_role("link", name=label).click()
    name = f"trial-list_{facts.named}_{facts.file_date('2010-06-14', '2026-11-21')}.csv"
    assert download.value.suggested_filename == name
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == facts.trials


def test_the_page_of_a_trial_says_its_title_as_text_and_draws_its_map(reader, facts):
    nct_id, title = facts.trial
    reader.open(facts.link(f"/trials/{nct_id.lower()}"))
    expect(reader.page.locator("#content h1")).to_contain_text(title)
    expect(reader.page.locator(".picture-places .choroplethlayer path").first).to_be_attached()
    expect(reader.page.get_by_text(facts.enrolled).first).to_be_visible()


def test_the_page_of_a_trial_of_the_review_draws_its_protocol(visit):
    visit.open("/trials/NCT01143168")
    expect(visit.page.locator(".picture-places .choroplethlayer path")).to_have_count(1)
    expect(visit.page.locator(".picture-timeline .main-svg").first).to_be_visible()


def test_a_hostile_id_is_shown_as_text(visit):
    response = visit.page.goto(visit.address + "/trials/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert response.status == 404
    visit.settle()
    expect(visit.page.locator("#content")).to_contain_text("<img src=x")
    expect(visit.page.locator("#content img")).to_have_count(0)
    visit.errors.clear()  # chromium logs the wanted 404 answer
