"""The app below a path, as behind nginx: pages, links and figures stay inside it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import running_app

pytestmark = pytest.mark.browser


def test_the_app_works_under_a_path_prefix(browser):
    with running_app(URL_PREFIX="/hospital/trials") as address:
        page = browser.new_page()
        visit = Visit(page, address)
        page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.open("/map?condition=t2d")
        expect(page.locator("#match-count")).to_have_text("5 of 19 trials")
        visit.figure("trial-map")
        page.locator(".main-nav").get_by_text("Phase and design").click()
        page.wait_for_url(f"{address}/design?condition=t2d")
        visit.wait_for_total("allocation", 5)
        assert visit.errors == []
        page.close()
