"""Every page draws its figures, with no error and no request to another host."""

import re

import pytest
from playwright.sync_api import expect

from data.link.options import SHIPPED
from tests.browser.facts import KIDNEY

pytestmark = pytest.mark.browser

PAGES = {
    "/": (
        "at-a-glance",
        "trial-map",
        "phase-by-condition",
        "allocation-by-masking",
        "then-and-since",
        "map-of-both",
    ),
    "/map": ("trial-map",),
    "/design": (
        "phase-by-condition",
        "phase-by-country",
        "allocation-by-masking",
        "allocation",
        "masking",
        "control",
        "intervention-model",
        "primary-purpose",
        "cell-product",
        "donor",
    ),
    "/registry": ("enrollment",),
    "/protocols": ("at-a-glance", "protocol-timeline"),
    "/then-and-now": ("then-and-now",),
    "/compare?compare=miami-1998-99-ita~miami-2005-07-ita": ("comparison", "comparison-timeline"),
    "/outcomes": ("graft-function", "chimerism", "islet-mass-and-function"),
    "/outcomes?regimen=miami-1998-99-ita": (),
    "/protocols/miami-2005-07-ita": (),
    "/trials": (),
    "/trials/NCT01143168": (),
    "/trials/NCT00315614": (),
    "/sources": (),
}
OF_AN_IMPORT = {
    "/": ("trial-map", "phase-by-condition", "allocation-by-masking"),
    "/map": ("trial-map",),
    "/design": (
        "phase-by-condition",
        "phase-by-country",
        "allocation-by-masking",
        "allocation",
        "masking",
        "intervention-model",
        "primary-purpose",
    ),
    "/registry": ("started-per-year", "enrollment", "status", "sponsor-class", "intervention-type"),
    f"/trials/{KIDNEY.trial[0]}": (),
    "/sources": (),
    "/protocols": (),
}
"""Page -> its figures, all of them. Those of protocols are empty until something is chosen."""
OF_THE_SEARCH_OF_2022 = {
    "/": (*OF_AN_IMPORT["/"], "then-and-since", "map-of-both"),
    "/map": OF_AN_IMPORT["/map"],
    "/design": (*OF_AN_IMPORT["/design"], "cell-product", "donor"),
    "/registry": OF_AN_IMPORT["/registry"],
    "/then-and-now": ("then-and-now",),
    "/trials": (),
    "/trials/NCT00955669": (),
    "/sources": (),
}
"""Page -> its figures, of the dataset that ships beside the review."""
UNTIL_CHOSEN = {"/protocols": 3}
"""Page -> its figures that ask for a choice: at a glance, day by day, by agent."""
WITHOUT_FIGURES = ("/trials", "/sources")
MARKS = ".barlayer path, .heatmaplayer image, .choroplethlayer path, .scatterlayer path, .hm"


def check_menus(visit):
    """Each figure has one menu to take it along, and each menu one place to link to."""
    counts = visit.page.evaluate(
        """() => [...document.querySelectorAll('#content .dash-graph')].map(graph =>
             graph.closest('.card').querySelectorAll('details.export-menu').length)"""
    )
    assert set(counts) <= {1}
    # the table of trials is taken along as figures are
    tables = visit.page.locator(".trials-page .export-menu").count()
    assert visit.page.locator("details.export-menu").count() == len(counts) + tables
    anchors = visit.page.evaluate(
        """() => [...document.querySelectorAll('details.export-menu')].map(menu =>
             document.querySelectorAll('#' + menu.dataset.anchor).length)"""
    )
    assert set(anchors) <= {1}
    return len(counts)


def fits(visit):
    """Wait until the page does not scroll sideways: figures follow a new width a moment later."""
    root = "document.documentElement"
    visit.until(f"{root}.scrollWidth <= {root}.clientWidth")


def check_figures(visit, views):
    """The views are drawn and said, each with its menu."""
    for view in views:
        picture = visit.page.locator(f".picture-{view}")
        picture.locator(MARKS).first.wait_for(state="attached")
        expect(picture).to_have_attribute("aria-label", re.compile(".{31}"))
        visit.wait_for(view, "data => data.length > 0")
    return check_menus(visit)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_draws_its_figures_with_their_menus_and_does_not_scroll_sideways(visit, path):
    visit.open(path)
    menus = check_figures(visit, PAGES[path])
    assert menus >= (0 if path in WITHOUT_FIGURES else max(1, len(PAGES[path])))
    fits(visit)
    visit.page.set_viewport_size({"width": 1920, "height": 1080})
    fits(visit)
    # a phone gets the page laid out for it from the start
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(path)
    fits(visit)


@pytest.mark.parametrize("path", OF_AN_IMPORT)
def test_every_page_of_an_import_draws_its_figures_and_fits_on_a_phone(importer, path):
    importer.page.set_viewport_size({"width": 390, "height": 844})
    importer.open(KIDNEY.link(path))
    menus = check_figures(importer, OF_AN_IMPORT[path])
    drawn = 1 if path.startswith("/trials/") else len(OF_AN_IMPORT[path])
    assert menus == UNTIL_CHOSEN.get(path, drawn)
    fits(importer)
    expect(importer.page.locator(".site-footer")).to_contain_text(KIDNEY.citation)
    importer.page.set_viewport_size({"width": 1440, "height": 900})
    fits(importer)


@pytest.mark.parametrize("path", OF_THE_SEARCH_OF_2022)
def test_every_page_of_the_search_that_ships_draws_its_figures(visit, path):
    against = "&against=-" if path == "/then-and-now" else ""
    visit.open(f"{path}?dataset={SHIPPED}{against}")
    menus = check_figures(visit, OF_THE_SEARCH_OF_2022[path])
    drawn = 1 if path.startswith("/trials/") else len(OF_THE_SEARCH_OF_2022[path])
    assert menus == drawn
    fits(visit)
    expect(visit.page.locator(".site-footer")).to_contain_text("Registry 2022")
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open(f"{path}?dataset={SHIPPED}{against}")
    fits(visit)


@pytest.mark.parametrize("path", ["/protocols", "/compare", "/outcomes"])
def test_a_page_that_the_search_cannot_fill_says_so(visit, path):
    visit.open(f"{path}?dataset={SHIPPED}")
    expect(visit.page.locator("#content")).to_contain_text(
        re.compile("has no (protocol|outcomes)|Nothing is chosen|2010 review")
    )


def test_the_map_shows_land_and_borders(visit):
    visit.open("/map")
    countries = visit.page.locator(".choroplethlayer path")
    expect(countries).to_have_count(8)
    geo = visit.page.locator(".geo")
    for layer in ("land", "countries"):
        path = geo.locator(f".layer.{layer} path").first
        expect(path, layer).to_have_attribute("d", re.compile(r"^.{10000}", re.DOTALL))


def test_no_button_shares_a_chart_and_nothing_is_debugged(visit):
    visit.open("/design")
    visit.figure("allocation")
    expect(visit.page.locator(".modebar-btn")).to_have_count(0)
    expect(visit.page.locator(".dash-debug-menu__outer, .dash-debug-menu")).to_have_count(0)


def test_an_unknown_trial_and_an_unknown_page_say_so(visit):
    response = visit.page.goto(visit.address + "/trials/NCT01143186")
    assert response.status == 404
    visit.settle()
    expect(visit.page.get_by_role("link", name="NCT01143168").first).to_be_visible()
    assert visit.page.goto(visit.address + "/nowhere").status == 404
    visit.settle()
    expect(visit.page.locator("h1")).to_contain_text("no such page")
    visit.errors.clear()  # chromium logs the two wanted 404 answers


def test_the_dark_theme_is_kept_and_reaches_the_figures(reader, facts):
    reader.open(facts.link("/registry"))
    light = reader.figure("enrollment")["layout"]["font"]["color"]
    reader.page.get_by_role("button", name="Switch between light and dark").click()
    for _ in range(2):
        reader.wait_for("enrollment", f"(data, layout) => layout.font.color !== '{light}'")
        expect(reader.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        reader.reload()
