"""The app below a path, as behind nginx: pages, links, figures and files stay inside it."""

import pytest
from playwright.sync_api import expect

from tests.browser.server import running_app

pytestmark = pytest.mark.browser

PREFIX = "/hospital/trials"


@pytest.fixture(scope="module")
def address():
    """The app under a prefix; this file's readers visit it."""
    with running_app(URL_PREFIX=PREFIX) as running:
        yield running


def test_pages_links_and_files_stay_under_the_prefix(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/map?condition=t2d")
    expect(visit.page.locator("#match-count")).to_have_text("5 of 19 trials")
    visit.figure("trial-map")
    visit.page.locator(".main-nav").get_by_text("Phase and design").click()
    visit.is_at("/design?condition=t2d")
    visit.wait_for_total("allocation", 5)
    menu = visit.page.locator("#allocation details.export-menu")
    menu.locator("summary").click()
    link = menu.get_by_role("link", name="CSV", exact=True)
    expect(link).to_have_attribute("href", f"{PREFIX}/export/allocation.csv?condition=t2d")
    with visit.page.expect_download():
        link.click()
    menu.locator("summary").click()
    menu.get_by_role("button", name="Copy link").click()
    expect(visit.page.locator(".export-status")).to_contain_text("Link copied")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{visit.address}/design?condition=t2d#allocation"
