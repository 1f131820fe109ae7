"""Tables with more rows than the browser holds: fetched as the reader scrolls."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.registry import main as registry
from tests.browser.server import running_app

pytestmark = pytest.mark.browser

TRIALS, SHARED = 3_000, 600
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
    """An app with a dataset of 3,000 trials, and an earlier one of 600, beside the review."""
    root = tmp_path_factory.mktemp("large")
    datasets = str(root / "datasets")
    for name, count, day in (("large", TRIALS, "2024-02-01"), ("small", SHARED, "2023-02-01")):
        path = root / f"{name}.ndjson"
        write_studies(path, count)
        command = ["--datasets", datasets, "import", str(path), "--name", name, "--date", day]
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
    table.page.get_by_label("Search the trials").fill("2999")
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


LOST = "Rows could not be fetched."
ANSWERS = "**/_dash-update-component*"


def rows_asked(route) -> bool:
    return "trial-grid.getRowsResponse" in (route.request.post_data or "")


def broken(route) -> None:
    route.fulfill(status=500, body="broken")


def cut_off(route) -> None:
    route.abort()


def test_rows_that_did_not_come_are_said_and_fetched_again(table):
    does = []
    table.page.route(
        ANSWERS, lambda route: does[0](route) if does and rows_asked(route) else route.continue_()
    )
    notice = table.page.get_by_text(LOST)
    assert notice.is_hidden()
    # the button asks again
    does.append(broken)
    table.page.evaluate(f"{API}.ensureIndexVisible(1949, 'middle')")
    notice.wait_for()
    does.clear()
    table.page.get_by_role("button", name="Try again").press("Enter")
    wait_for_row(table, 1949, "nct_id", "NCT00001950")
    notice.wait_for(state="hidden")
    # so does the next scroll
    does.append(cut_off)
    table.page.evaluate(f"{API}.ensureIndexVisible(999, 'middle')")
    notice.wait_for()
    does.clear()
    table.page.evaluate(f"{API}.ensureIndexVisible(1029, 'middle')")
    wait_for_row(table, 999, "nct_id", "NCT00001000")
    notice.wait_for(state="hidden")
    # and another search
    does.append(broken)
    search = table.page.get_by_label("Search in this table")
    search.fill("terminated")
    notice.wait_for()
    does.clear()
    search.fill("trial 2999")
    wait_for_row(table, 0, "nct_id", "NCT00002999")
    notice.wait_for(state="hidden")
    table.errors.clear()  # chromium and dash log the wanted failures


def test_rows_that_came_do_not_hide_those_that_were_lost_beside_them(table):
    lost = ['"startRow":900']
    table.page.route(
        ANSWERS,
        lambda route: (
            broken(route)
            if lost and lost[0] in (route.request.post_data or "")
            else route.continue_()
        ),
    )
    table.page.evaluate(f"{API}.ensureIndexVisible(999, 'middle')")
    wait_for_row(table, 1000, "nct_id", "NCT00001001")
    table.settle()
    lost.clear()
    table.page.evaluate(f"{API}.ensureIndexVisible(1029, 'middle')")
    wait_for_row(table, 999, "nct_id", "NCT00001000")
    table.errors.clear()  # as above


def test_a_long_comparison_is_fetched_and_sorted_on_the_server(visit):
    visit.open("/then-and-now?against=small&dataset=large")
    expect(visit.page.locator(".change-sentence")).to_have_text(
        "Now: 200 recruiting, 200 terminated, 200 completed."
    )
    grid = 'dash_ag_grid.getApi("change-grid")'
    row = f"""([place, id]) => {{
      const row = {grid}.getDisplayedRowAtIndex(place);
      return Boolean(row && row.data && row.data.nct_id === id);
    }}"""
    visit.page.wait_for_function(row, arg=[0, "NCT00000001"])
    visit.page.evaluate(f"{grid}.ensureIndexVisible({SHARED - 1})")
    visit.page.wait_for_function(row, arg=[SHARED - 1, f"NCT{SHARED:08d}"])
    visit.page.locator('.change-grid .ag-header-cell[col-id="enrollment"]').click()
    visit.page.evaluate(f"{grid}.ensureIndexVisible(0)")
    visit.page.wait_for_function(row, arg=[0, "NCT00000001"])
    # every seventh states no number; text sorts behind the numbers
    visit.page.evaluate(f"{grid}.ensureIndexVisible({SHARED - 86})")
    visit.page.wait_for_function(row, arg=[SHARED - 86, f"NCT{SHARED:08d}"])
