"""The table of trials with more rows than the browser holds: fetched as the reader scrolls."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.registry.__main__ import main as registry
from tests.browser.server import running_app

pytestmark = pytest.mark.browser

TRIALS = 3_000
STATUSES = ("RECRUITING", "COMPLETED", "TERMINATED")
PHASES = (["PHASE1"], ["PHASE2"], ["PHASE3"], ["NA"], None)
HOSTILE = "<img src=x onerror=alert(1)> of the kidney"
API = 'dash_ag_grid.getApi("trial-grid")'
TABLE = "/trials?dataset=large"


def study(n: int) -> dict:
    """A study of API v2; every field cycles in its own step, the enrolment is its number."""
    design = {"studyType": "INTERVENTIONAL"}
    if PHASES[n % 5]:
        design["phases"] = PHASES[n % 5]
    if n % 7:
        design["enrollmentInfo"] = {"count": n, "type": "ACTUAL"}
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT{n:08d}",
                "briefTitle": HOSTILE if n == 1 else f"Trial {n} of the kidney",
            },
            "statusModule": {
                "overallStatus": STATUSES[n % 3],
                "startDateStruct": {"date": f"{1990 + n % 30}-03"},
            },
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": f"Sponsor {n % 40}", "class": "INDUSTRY"}
            },
            "conditionsModule": {"conditions": ["Kidney failure", f"Illness {n % 11}"]},
            "designModule": design,
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": f"D{n % 13}"}]},
            "contactsLocationsModule": {
                "locations": [{"facility": "A", "city": "Bern", "country": "Switzerland"}] * (n % 2)
            },
        }
    }


def write_studies(path: Path, count: int) -> None:
    path.write_text("\n".join(json.dumps(study(n)) for n in range(1, count + 1)))


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """An app with a dataset of 3,000 trials beside the review."""
    root = tmp_path_factory.mktemp("large")
    write_studies(root / "studies.ndjson", TRIALS)
    datasets = str(root / "datasets")
    command = ["--datasets", datasets, "import", str(root / "studies.ndjson"), "--name", "large"]
    assert registry(command) == 0
    with running_app(DATASETS_DIR=datasets) as running:
        yield running


def wait_for_row(visit, index: int, field: str, value: object) -> None:
    """Until the row at a place of the table is fetched and holds a value."""
    visit.page.wait_for_function(
        f"""([index, field, value]) => {{
          const row = {API}.getDisplayedRowAtIndex(index);
          return Boolean(row && row.data && row.data[field] === value);
        }}""",
        arg=[index, field, value],
    )


def wait_for_rows(visit, count: int) -> None:
    visit.page.wait_for_function(f"count => {API}.getDisplayedRowCount() === count", arg=count)


@pytest.fixture
def table(visit):
    visit.open(TABLE)
    wait_for_row(visit, 0, "nct_id", "NCT00000001")
    return visit


def test_scrolled_far_the_rows_are_fetched(table):
    wait_for_rows(table, TRIALS)
    table.page.evaluate(f"{API}.ensureIndexVisible(2749, 'middle')")
    wait_for_row(table, 2749, "nct_id", "NCT00002750")
    table.page.get_by_role("link", name="NCT00002750").wait_for()
    grid = table.page.locator(".trial-grid [role=grid]")
    expect(grid).to_have_attribute("aria-rowcount", str(TRIALS + 1))


def test_the_server_sorts_all_rows_and_not_stated_comes_last(table):
    heading = table.page.locator('.ag-header-cell[col-id="enrollment"]')
    table.page.evaluate(f"{API}.ensureColumnVisible('enrollment')")
    heading.click()
    wait_for_row(table, 0, "enrollment", 1)
    heading.click()
    wait_for_row(table, 0, "enrollment", TRIALS)
    expect(heading).to_have_attribute("aria-sort", "descending")
    table.page.evaluate(f"{API}.ensureIndexVisible({TRIALS - 1})")
    wait_for_row(table, TRIALS - 1, "enrollment", None)


def test_search_and_filters_combine_and_are_counted(table):
    search = table.page.get_by_label("Search in this table")
    search.fill("terminated")
    table.page.get_by_text("1,000 rows match").wait_for()
    search.fill("no such words")
    table.page.get_by_text("0 rows match").wait_for()
    search.fill("terminated")
    table.page.get_by_text("1,000 rows match").wait_for()
    wait_for_row(table, 0, "nct_id", "NCT00000002")


def test_few_rows_are_all_in_the_browser_and_many_are_fetched_again(table):
    table.page.get_by_label("Search titles, ids, places").fill("2999")
    table.page.keyboard.press("Enter")
    wait_for_rows(table, 1)
    model = f"{API}.getGridOption('rowModelType')"
    table.until(model, "clientSide")
    table.page.go_back()
    wait_for_rows(table, TRIALS)
    table.until(model, "infinite")
    wait_for_row(table, 0, "nct_id", "NCT00000001")


def test_a_filter_on_a_long_table_keeps_the_dataset(visit):
    visit.open(TABLE + "&started-from=1995")
    wait_for_rows(visit, 2_500)
    wait_for_row(visit, 0, "start", "1995-03")


def test_enter_opens_the_trial_of_a_row(table):
    table.settle()  # a cell answers to keys once it is drawn
    table.page.locator('.ag-header-cell[col-id="nct_id"]').focus()
    table.page.keyboard.press("ArrowDown")
    table.page.keyboard.press("ArrowDown")
    table.page.keyboard.press("Enter")
    table.page.wait_for_url("**/trials/NCT00000002?dataset=large")
    table.page.wait_for_function("() => document.title.startsWith('NCT00000002')")


def test_hostile_text_is_text_in_cell_and_hover(table):
    cell = table.page.locator('.ag-row[row-index="0"] .ag-cell[col-id="title"]')
    expect(cell).to_have_text(HOSTILE)
    cell.hover()
    hint = table.page.locator(".ag-tooltip")
    expect(hint).to_have_text(HOSTILE)
    expect(table.page.locator(".ag-tooltip img, .trial-grid img")).to_have_count(0)


def test_the_file_has_all_rows(table):
    with table.page.expect_download() as download:
        table.page.get_by_role("link", name=f"Download {TRIALS:,} trials (CSV)").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) == TRIALS + 1
