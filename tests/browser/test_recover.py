"""The page as a reader sees it when the server is away or a callback fails."""

import re

import pytest
from playwright.sync_api import expect

CALLBACKS = "**/_dash-update-component*"
CITATION = re.compile(r"/export/allocation\.bib")
FAILURE = "#failure"
EXPECTED = re.compile("Failed to load resource|Callback failed|Callback error")


@pytest.fixture
def troubled(visit):
    """A page whose errors on the console are those that the test makes."""
    visit.open("/design")
    yield visit
    assert [each for each in visit.errors if not EXPECTED.search(each)] == []
    visit.errors.clear()
    visit.page.unroute_all()


def failing(visit, times, act, requests=CALLBACKS):
    """Lets the first requests of a kind fail; the list of all of them."""
    asked = []

    def handle(route):
        asked.append(route.request.url)
        if len(asked) <= times:
            act(route)
        else:
            route.continue_()

    visit.page.route(requests, handle)
    return asked


def search(visit, words):
    visit.page.locator("#filter-text").fill(words)
    visit.page.keyboard.press("Enter")


def counted(visit):
    return visit.page.locator("#match-count strong")


@pytest.mark.browser
def test_a_request_that_is_cut_is_sent_again(troubled):
    before = counted(troubled).inner_text()
    asked = failing(troubled, 2, lambda route: route.abort("connectionreset"))
    search(troubled, "islet")
    expect(counted(troubled)).not_to_have_text(before)
    expect(troubled.page.locator(FAILURE)).to_be_empty()
    assert len(asked) > 2


@pytest.mark.browser
def test_a_server_that_stays_away_is_said_and_found_again(troubled):
    before = counted(troubled).inner_text()
    failing(troubled, 10_000, lambda route: route.fulfill(status=503, body="away"))
    search(troubled, "islet")
    expect(troubled.page.locator(FAILURE)).to_contain_text("Trying again")
    expect(troubled.page.locator(FAILURE)).to_contain_text("may be out of date")
    troubled.page.unroute_all()
    expect(counted(troubled)).not_to_have_text(before)  # by itself: nobody asks anew
    expect(troubled.page.locator(FAILURE)).to_be_empty()


@pytest.mark.browser
def test_a_file_that_is_cut_is_asked_for_again(troubled):
    asked = failing(troubled, 2, lambda route: route.abort("connectionreset"), CITATION)
    menu = troubled.page.locator("#allocation details.export-menu")
    menu.locator("summary").click()
    menu.get_by_role("button", name="Cite").click()
    expect(troubled.page.get_by_role("region", name="BibTeX")).to_contain_text("@")
    assert len(asked) > 2
    expect(troubled.page.locator(FAILURE)).to_be_empty()


@pytest.mark.browser
def test_an_answer_of_failure_is_said_with_its_reference(troubled):
    headers = {"X-Request-Id": "abc123", "Content-Type": "text/plain"}
    failing(troubled, 1, lambda r: r.fulfill(status=500, headers=headers, body="failed"))
    search(troubled, "islet")
    expect(troubled.page.locator(FAILURE)).to_contain_text("report the reference abc123")
    troubled.page.unroute_all()
    troubled.page.locator(f"{FAILURE} .btn-close").click()
    expect(troubled.page.locator(FAILURE + " .alert")).to_have_count(0)
