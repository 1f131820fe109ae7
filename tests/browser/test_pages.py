"""Every page draws its figures, with no error and no request to another host."""

import pytest

pytestmark = pytest.mark.browser

PAGES = {
    "/": ("trial-map", "latest-protocol", "phase-by-condition", "allocation-by-masking"),
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
    "/protocols": ("protocol-timeline",),
    "/then-and-now": ("then-and-now",),
    "/compare?compare=miami-1998-99-ita~miami-2005-07-ita": ("comparison-timeline",),
    "/outcomes": ("graft-function", "chimerism", "islet-mass-and-function"),
    "/protocols/miami-2005-07-ita": (),
    "/trials": (),
    "/trials/NCT01143168": (),
    "/trials/NCT00315614": (),
    "/sources": (),
}
WITHOUT_FIGURES = ("/trials", "/sources")
MARKS = ".barlayer path, .heatmaplayer image, .choroplethlayer path, .scatterlayer path, .hm"


def check_menus(visit):
    """Each figure has one menu to take it along, and each menu one place to link to."""
    counts = visit.page.evaluate(
        """() => [...document.querySelectorAll('#content .dash-graph')].map(graph =>
             graph.closest('.card').querySelectorAll('details.export-menu').length)"""
    )
    assert set(counts) <= {1}
    assert visit.page.locator("details.export-menu").count() == len(counts)
    anchors = visit.page.evaluate(
        """() => [...document.querySelectorAll('details.export-menu')].map(menu =>
             document.querySelectorAll('#' + menu.dataset.anchor).length)"""
    )
    assert set(anchors) <= {1}
    return len(counts)


def overflow(visit):
    return visit.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("path", PAGES)
def test_every_page_draws_its_figures_with_their_menus_and_does_not_scroll_sideways(visit, path):
    visit.open(path)
    for view in PAGES[path]:
        picture = visit.page.locator(f".picture-{view}")
        picture.locator(MARKS).first.wait_for(state="attached")
        assert len(picture.get_attribute("aria-label")) > 30
        figure = visit.figure(view)
        assert figure["data"], view
    menus = check_menus(visit)
    assert menus >= (0 if path in WITHOUT_FIGURES else max(1, len(PAGES[path])))
    assert overflow(visit) <= 0
    for width, height in ((1920, 1080), (390, 844)):
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.open(path)
        assert overflow(visit) <= 0, f"{width} px wide"


def test_the_map_shows_land_and_borders(visit):
    visit.open("/map")
    countries = visit.page.locator(".choroplethlayer path")
    countries.first.wait_for()
    assert countries.count() == 8
    geo = visit.page.locator(".geo")
    for layer in ("land", "countries"):
        drawn = geo.locator(f".layer.{layer} path").first.get_attribute("d")
        assert len(drawn) > 10_000, layer


def test_no_button_shares_a_chart_and_nothing_is_debugged(visit):
    visit.open("/design")
    assert visit.page.locator(".modebar-btn").count() == 0
    assert visit.page.locator(".dash-debug-menu__outer, .dash-debug-menu").count() == 0


def test_an_unknown_trial_and_an_unknown_page_say_so(visit):
    response = visit.page.goto(visit.address + "/trials/NCT01143186")
    assert response.status == 404
    visit.settle()
    assert visit.page.get_by_role("link", name="NCT01143168").first.is_visible()
    assert visit.page.goto(visit.address + "/nowhere").status == 404
    visit.settle()
    assert "no such page" in visit.page.locator("h1").inner_text()
    visit.errors.clear()  # chromium logs the two wanted 404 answers


def test_the_dark_theme_is_kept_and_reaches_the_figures(visit):
    visit.open("/design")
    light = visit.figure("allocation")["layout"]["font"]["color"]
    visit.page.get_by_role("button", name="Switch between light and dark").click()
    visit.page.wait_for_function(
        """light => document.querySelector('.picture-allocation .js-plotly-plot')
             .layout.font.color !== light""",
        arg=light,
    )
    visit.page.reload()
    visit.settle()
    assert visit.page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert visit.figure("allocation")["layout"]["font"]["color"] != light
