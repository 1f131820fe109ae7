"""A hospital's protocols: chosen, compared with a protocol of the review, put on a slide."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import visiting
from tests.browser.files import slide_texts
from tests.browser.server import running_app
from tests.protocols import OURS, TITLE, import_protocols

pytestmark = pytest.mark.browser

MIAMI = "miami-2005-07-ita"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The address of an app that has the protocols of a hospital beside the review."""
    root = tmp_path_factory.mktemp("protocols")
    import_protocols(root)
    with running_app(PROTOCOLS_DIR=str(root)) as running:
        yield running


@pytest.fixture
def visit(desk, house):
    yield from visiting(desk, house)


def test_own_protocols_beside_one_of_the_review_on_a_slide(visit):
    visit.open("/")
    visit.page.locator("#dataset").click()
    option = visit.page.locator(".dash-dropdown-option").filter(has_text=TITLE)
    expect(option).to_contain_text("2 protocols")
    option.click()
    visit.page.wait_for_url(f"**/?dataset={OURS}")
    expect(visit.page.locator("#filter-panel")).to_contain_text("this is a dataset of protocols")
    visit.page.get_by_role("link", name="Compare", exact=True).click()
    picker = visit.page.locator(".compare-controls .dash-dropdown").first
    expect(picker).to_contain_text("Pilot 2025")
    picker.click()
    search = visit.page.locator(".dash-dropdown-search")
    expect(search.first).to_be_focused()
    visit.page.keyboard.type("2005")
    visit.page.locator(".dash-dropdown-content").get_by_text("2005–07, islet").first.click()
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url(f"**{MIAMI}**")
    menu = visit.page.locator("#comparison-timeline details.export-menu")
    menu.locator("summary").click()
    with visit.page.expect_download() as waiting:
        menu.get_by_role("link", name="Slide (.pptx)", exact=True).click()
    (slide,) = slide_texts(waiting.value.path())
    assert all(name in slide for name in ("Standard 2024", "Pilot 2025", "2005–07 ITA"))


@pytest.mark.parametrize(
    ("regimen", "name"),
    [
        (f"{OURS}.pilot-2025?dataset={OURS}", "pilot-2025"),
        (MIAMI, MIAMI),
    ],
)
def test_a_protocol_is_downloaded_as_a_template(visit, regimen, name):
    visit.open(f"/protocols/{regimen}")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("link", name="Download as template").click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    with path.open("rb") as file:
        rows = load_workbook(file)["regimens"].iter_rows(values_only=True)
        assert name in [str(row[0]) for row in rows]


@pytest.mark.parametrize("page", ["/map", "/design", "/registry", "/trials", "/then-and-now"])
def test_a_page_of_trials_says_that_there_are_none(visit, page):
    visit.open(f"{page}?dataset={OURS}")
    expect(visit.page.locator("#content")).to_contain_text("dataset of protocols")


@pytest.mark.parametrize("page", ["/", "/protocols", "/compare", "/outcomes", "/sources"])
def test_a_page_of_protocols_fits_a_phone(visit, page):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(f"{page}?dataset={OURS}")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
