"""Parts of dash and plotly.js below their documented surface that our scripts stand on.

Each is in one place, and an upgrade that takes it away fails here with a sentence:

- ``window._dashPlotlyJSURL``: assets/plotly_source.js gives dash our small plotly.js;
- the names of dash's parts that load late, and a renderer that is found within a joined file:
  ``CHUNKS`` and ``GRID_CHUNK`` in callbacks/http/dash_internals.py, ``Files.library`` in
  callbacks/http/index_page.py;
- ``dist`` in the answer of a callback: ``IndexFiles.with_grid`` there;
- the address of callbacks and the text that is sent to it: assets/recover.js;
- the elements of a dropdown: assets/assist.js, assets/filter_options.js, assets/keys.js;
- the elements of a graph: assets/print.js, assets/keys.js;
- the modules that plotly.js is built of: the ``--alias`` of assets/bundles/build.sh and
  assets/bundles/declared_styles.js.

What dash documents is not here: components of our own, ``set_props``, clientside functions,
``dcc.Location`` that follows the browser's history, AG Grid's ``getApi``.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from callbacks.http.index_page import ASSETS, PLOTLY

NOTE = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (each) =>
    window.refused.push(each.effectiveDirective));
  window.sent = [];
  const send = window.fetch;
  window.fetch = (target, options) => {
    window.sent.push([String(target), typeof (options || {}).body]);
    return send(target, options);
  };
}"""
LOADED = "performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)"
WALK = """path => {
  window.history.pushState({}, "", path);
  window.dispatchEvent(new PopStateEvent("popstate"));
}"""
FIGURES = {
    "dash no longer takes the address of plotly.js from _dashPlotlyJSURL: a first visit loads "
    "dash's own, three times as large (assets/plotly_source.js)": (
        f"{LOADED}.some((path) => path.includes('/bundles/plotly.min.')) && "
        f"!{LOADED}.some((path) => path.includes('/package_data/'))"
    ),
    "dash's parts that load late have other names, or its renderer no longer finds itself in the "
    "joined file: they are asked for one by one (callbacks/http/dash_internals.py, CHUNKS)": (
        f"!{LOADED}.some((path) => path.includes('/async-'))"
    ),
    "dash sends callbacks to another address, or no longer as text: a server that is away is not "
    "asked again (assets/recover.js)": (
        "window.sent.some(([target, body]) => body === 'string' && "
        "new URL(target, location.href).pathname.endsWith('/_dash-update-component'))"
    ),
    "plotly.js has another element around a figure, or keeps its data elsewhere: figures are "
    "printed as wide as the screen (assets/print.js)": (
        "[...document.querySelectorAll('#content .dash-graph .js-plotly-plot')]"
        ".some((graph) => graph.data && graph.layout && graph.querySelector('.main-svg'))"
    ),
    "plotly.js or dash writes styles as text, which the policy refuses "
    "(assets/bundles/declared_styles.js)": "window.refused.length === 0",
}
"""Sentence -> what is true of a page with figures."""
DROPDOWN = {
    ".dash-dropdown-wrapper": "assets/assist.js finds no dropdown",
    ".dash-dropdown-wrapper button.dash-dropdown[id]": "assets/filter_options.js asks for nothing",
    ".dash-dropdown-wrapper .dash-dropdown-focus-target": "assets/assist.js leaves two tab stops",
    ".dash-dropdown-wrapper .dash-dropdown-content": "an open list has no name",
    ".dash-dropdown-content .dash-dropdown-search": "the search of a list has no name",
    "button.dash-dropdown [id$='-value']": "a dropdown's name does not say what is chosen",
}
"""Selector -> what a screen reader or a reader with a keyboard lacks when dash renames it."""
KEPT = {
    "d3-geo": ("[[0,0],[100,60],[-120,-50]]", "paths of shapes are no longer kept (geo.js)"),
    "@plotly/d3": (".style.cssText=", "styles are written as text (declared_styles.js)"),
}
"""Module of plotly.js -> what of ours must be in the bundle in its place, and what is lost."""


@pytest.fixture(scope="module")
def page(address, browser) -> Iterator[Page]:
    """The page of figures of the running app, after a walk within it."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(f"({NOTE})()")
    page.goto(address + "/map")
    expect(page.locator("#content h1")).to_be_visible()
    page.evaluate(WALK, "/design")
    page.locator(".picture-allocation .main-svg").first.wait_for(state="attached")
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("sentence", FIGURES)
def test_dash_and_plotly_still_have(page, sentence):
    assert page.evaluate(FIGURES[sentence]), sentence


@pytest.mark.browser
def test_a_dropdown_has_the_elements_that_our_scripts_look_for(page):
    page.locator(".filter-panel .dash-dropdown").first.click()
    expect(page.locator(".dash-dropdown-content")).to_be_visible()
    for selector, lost in DROPDOWN.items():
        assert page.locator(selector).count(), f"no {selector} any more: {lost}"
    page.keyboard.press("Escape")


@pytest.mark.browser
def test_a_callback_still_brings_the_library_of_a_grid(page):
    page.evaluate(WALK, "/trials")
    expect(
        page.locator(".ag-row").first, "dist in an answer no longer loads a script"
    ).to_be_visible()
    assert page.evaluate(f"{LOADED}.some((path) => path.includes('/grid.'))")
    assert not page.evaluate(f"{LOADED}.some((path) => path.includes('/async-community'))"), (
        "AG Grid's part that loads late has another name "
        "(callbacks/http/dash_internals.py, GRID_CHUNK)"
    )


@pytest.mark.parametrize("module", KEPT)
def test_the_bundle_holds_what_stands_in_place_of(module):
    ours, lost = KEPT[module]
    bundle = (ASSETS / PLOTLY).read_text(encoding="utf-8")
    assert ours in bundle, f"plotly.js no longer imports {module}: {lost}"
