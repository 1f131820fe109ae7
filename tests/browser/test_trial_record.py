"""The registry record on a trial's page: folding by keyboard, contents, phone, paper."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from data.datasets.importing import Request, run_import
from tests.browser.conftest import visiting
from tests.browser.server import running_app

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
RECORD, NEXT = "NCT00000041", "NCT00000042"
FOLDED = "#record-brief details.fold"
SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth"
PARAGRAPHS = "\n\n".join(f"Paragraph {n}: " + "words of the trial " * 12 for n in range(9))


def study(nct_id: str) -> dict:
    """A record with a long text, three arms and twelve sites in two countries."""
    places = [("France", "Lyon")] * 9 + [("Spain", "Madrid")] * 3
    arms = [
        {"label": f"Dose {n}", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Islets"]}
        for n in range(3)
    ]
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": f"<b>{nct_id}</b>"},
            "descriptionModule": {"briefSummary": PARAGRAPHS},
            "armsInterventionsModule": {
                "armGroups": arms,
                "interventions": [{"type": "DRUG", "name": "Islets"}],
            },
            "eligibilityModule": {"eligibilityCriteria": "* Age \\>= 18\n* C-peptide"},
            "contactsLocationsModule": {
                "locations": [
                    {"facility": f"Ward {n}", "city": city, "country": country}
                    for n, (country, city) in enumerate(places)
                ]
            },
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": "2025-06-07"}},
    }


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """An app with an import of two whole records."""
    root: Path = tmp_path_factory.mktemp("records")
    file = root / "records.json"
    file.write_text(json.dumps([study(RECORD), study(NEXT)]), encoding="utf-8")
    run_import(Request((file,), "records", root / "datasets", title="Records"))
    with running_app(DATASETS_DIR=str(root / "datasets")) as running:
        yield running


@pytest.fixture
def page(desk, records):
    for visit in visiting(desk, records):
        visit.open(f"/trials/{RECORD}?dataset=records")
        yield visit


def test_a_long_text_unfolds_by_keyboard_and_folds_with_the_next_trial(page):
    fold = page.page.locator(FOLDED)
    last = page.page.get_by_text("Paragraph 8:")
    expect(page.page.get_by_text("Paragraph 0:")).to_be_visible()
    expect(last).to_be_hidden()
    fold.locator("summary").focus()
    page.page.keyboard.press("Enter")
    expect(last).to_be_visible()
    page.page.get_by_role("link", name=f"Next: {NEXT}").click()
    page.is_at(f"/trials/{NEXT}?dataset=records")
    expect(page.page.get_by_text("Paragraph 0:")).to_be_visible()
    expect(last).to_be_hidden()


def test_sites_fold_by_country_below_the_arms(page):
    page.page.get_by_role("link", name="Sites", exact=True).click()
    france = page.page.locator(".site-country", has_text="France")
    expect(france.locator("summary")).to_contain_text("9 sites")
    expect(page.page.get_by_text("Ward 3", exact=True)).to_be_hidden()
    france.locator("summary").click()
    expect(page.page.get_by_text("Ward 3", exact=True)).to_be_visible()
    tops = [
        page.page.locator(place).bounding_box()["y"]
        for place in ("#record-treatments", "#record-sites")
    ]
    assert tops == sorted(tops)


def test_the_matrix_stands_above_the_arms_and_is_a_list_on_a_phone(page):
    card = page.page.locator("#arm-matrix")
    expect(card.locator(".js-plotly-plot")).to_be_visible()
    expect(card.locator(".upright")).to_be_hidden()
    tops = [
        page.page.locator(place).bounding_box()["y"]
        for place in ("#arm-matrix", "#record-treatments")
    ]
    assert tops == sorted(tops)
    page.page.set_viewport_size(PHONE)
    page.settle()
    expect(card.locator(".js-plotly-plot")).to_be_hidden()
    expect(card.locator(".upright h4")).to_have_text(["Dose 0", "Dose 1", "Dose 2"])
    expect(card.locator(".upright li")).to_have_text(["Islets"] * 3)


def test_nothing_scrolls_sideways_on_a_phone(page):
    page.page.set_viewport_size(PHONE)
    page.settle()
    page.page.evaluate("document.querySelectorAll('details.fold').forEach((d) => (d.open = true))")
    page.until(SIDEWAYS, wanted=False)
    arms = page.page.locator("#record-treatments .record-table").first
    assert arms.evaluate("table => table.scrollWidth <= table.clientWidth")


def test_paper_shows_what_is_folded(page):
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator("details.fold:not([open])").count() == 0
    page.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.page.locator("details.fold[open]").count() == 0
