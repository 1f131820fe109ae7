"""Every page on an import: what it shows, what it says is not there, where its links lead."""

from dataclasses import replace

import pytest

from app import create_app
from components.elements.markup import LINK
from components.elements.request import PageRequest
from components.pages import PAGES, PANELS, map_page
from components.theme import LIGHT
from components.views import OUTCOMES_NEEDED, PROTOCOLS_NEEDED
from data.model.import_origin import ImportOrigin
from tests.components.pages.trees import elements, of_type, parts, text
from tests.imports import ISLETS

OF_THE_REVIEW = ("protocols", "protocol", "compare", "outcomes")


@pytest.fixture(scope="module", autouse=True)
def app(datasets):
    """Links need the prefix of an app."""
    return create_app(datasets)


def path_of(page) -> str:
    path = page.path.replace("<nct_id>", "NCT00000012")
    return path.replace("<regimen>", "miami-2005-07-ita")


def asked(imported, path, query=""):
    search = f"?dataset={ISLETS}" + (f"&{query}" if query else "")
    return PageRequest.of(path, search, imported.known, LIGHT)


def hrefs(component) -> list[str]:
    of_components = [each.href for each in parts(component) if getattr(each, "href", None)]
    of_markup = [link[1]["href"] for tag in (LINK, "a") for link in elements(component, tag)]
    return of_components + of_markup


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_lays_out(imported, page):
    laid = page.layout(imported, asked(imported, path_of(page)))
    assert len(of_type(laid, "H1")) == 1


@pytest.mark.parametrize("name", PANELS)
def test_every_panel_is_drawn(imported, name):
    """A filter may change while the page of another dataset still stands."""
    PANELS[name](imported, asked(imported, "/x", "phase=phase2"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_that_only_the_review_fills_say_so(imported, page):
    laid = page.layout(imported, asked(imported, path_of(page)))
    is_of_the_review = page.name in OF_THE_REVIEW
    needs = OUTCOMES_NEEDED if page.name == "outcomes" else PROTOCOLS_NEEDED
    assert (needs.lacks in text(laid)) == (is_of_the_review or page.name == "sources")
    if is_of_the_review:
        assert path_of(page) in hrefs(laid)


@pytest.mark.parametrize(
    "name", ["overview", "map", "design", "trial", "trials", "registry", "sources", "not_found_404"]
)
def test_links_keep_the_dataset(imported, name):
    page = next(page for page in PAGES if page.name == name)
    laid = page.layout(imported, asked(imported, path_of(page), "phase=phase2"))
    inside = [href for href in hrefs(laid) if href.startswith("/")]
    # the sources of the review are the one thing that is elsewhere
    elsewhere = ["/sources"] if name == "sources" else []
    assert inside
    assert [href for href in inside if f"dataset={ISLETS}" not in href] == elsewhere


def test_the_overview_is_true_of_the_import(imported):
    page = next(page for page in PAGES if page.name == "overview")
    said = text(page.layout(imported, asked(imported, "/")))
    for part in (
        "Islets, our search",
        "2022-03-04 (the newest version date that its records state)",
        "3 studies imported; 1 could not be read and was left out.",
        "-islets.json (ClinicalTrials.gov API v2 JSON)",
    ):
        assert part in said
    for part in ("2010 review", "Miami cohorts", "protocols day by day", "nineteen"):
        assert part not in said


def test_every_remark_of_an_import_is_told_on_sources_and_folded_on_the_overview(imported):
    notes = tuple(f"table {number} is missing" for number in range(16))
    report = {"notes": list(notes)}
    origin = ImportOrigin.of({"date_of_data": "2022-03-04", "files": {}}, report)
    store = replace(imported, origin=origin)
    overview, sources = (
        next(page for page in PAGES if page.name == name).layout(store, asked(store, path))
        for name, path in (("overview", "/"), ("sources", "/sources"))
    )
    folded = [text(each) for each in of_type(overview, "Details")]
    assert any(words.startswith("What the files do not hold, and other") for words in folded)
    for laid in (overview, sources):
        assert all(f"{note}." in text(laid) for note in notes)


def test_a_map_of_a_file_without_places_has_no_panel_of_them(imported):
    absent = {"trial_organisations": frozenset({"country", "city"})}
    store = replace(imported, absent=absent)
    request = asked(store, "/map")
    assert map_page.places_panel(store, request) is None
    assert map_page.unplaced_panel(store, request) is None


def test_the_map_counts_sites_and_does_not_offer_what_is_printed(imported):
    page = next(page for page in PAGES if page.name == "map")
    laid = page.layout(imported, asked(imported, "/map"))
    said = text(laid)
    assert "Sites only: the records name 4 sites in all. Sponsors have no place there." in said
    assert "printed" not in said.lower()


def test_design_leaves_out_what_the_dataset_does_not_have(imported, store):
    page = next(page for page in PAGES if page.name == "design")
    said = text(page.layout(imported, asked(imported, "/design")))
    assert "Not shown for this dataset." in said
    assert "Trials by donor: No record of this dataset has words from which its donor" in said
    built_in = page.layout(store, PageRequest.of("/design", "", store.known, LIGHT))
    assert "Not shown" not in text(built_in)


def test_a_trial_shows_what_its_record_holds_as_text(imported):
    page = next(page for page in PAGES if page.name == "trial")
    said = text(page.layout(imported, asked(imported, "/trials/NCT00000012")))
    for part in ("Study <b>NCT00000012</b>", "Completed", "2013-02-01 (actual)", "A Fund", "Drug"):
        assert part in said
    assert "Cell product" not in said


def test_sources_name_the_study_that_could_not_be_read(imported):
    page = next(page for page in PAGES if page.name == "sources")
    laid = page.layout(imported, asked(imported, "/sources"))
    assert "Studies that could not be read" in text(laid)
    assert f"/data/trials.csv?dataset={ISLETS}" in hrefs(laid)
    assert not [href for href in hrefs(laid) if "regimen_events" in href]
