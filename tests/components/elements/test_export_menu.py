from dataclasses import replace

import pytest

from app import create_app
from components.elements.export_menu import export_address, export_menu
from components.elements.request import PageRequest
from components.pages import (
    cohort,
    compare,
    design,
    map_page,
    outcomes,
    overview,
    protocols,
    registry,
    then_and_now,
    trial,
    trials,
)
from components.pages.trial_figures import map_card
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from tests.components.pages.trees import of_type, parts, text


@pytest.fixture(scope="module", autouse=True)
def app(store):
    """Addresses need an app for their prefix."""
    return create_app(Datasets((store,)))


def page(store, layout, path, query=""):
    return layout(store, PageRequest.of(path, query, store.known, LIGHT))


def menus(tree):
    return [
        each for each in of_type(tree, "Details") if getattr(each, "className", "") == "export-menu"
    ]


def data(component, name):
    return component.to_plotly_json()["props"].get(f"data-{name}")


def test_addresses_hold_view_ending_and_query():
    for arguments, wanted in (
        (("allocation", "csv"), "/export/allocation.csv"),
        (("allocation", "csv", ""), "/export/allocation.csv"),
        (("allocation", "csv", "", "rows=all"), "/export/allocation.csv?rows=all"),
        (("allocation", "xlsx", "?phase=phase2"), "/export/allocation.xlsx?phase=phase2"),
        (
            ("allocation", "csv", "?phase=phase2", "rows=all"),
            "/export/allocation.csv?phase=phase2&rows=all",
        ),
        (("trial-map", "csv", "?q=a%26b"), "/export/trial-map.csv?q=a%26b"),
    ):
        assert export_address(*arguments) == wanted


@pytest.mark.parametrize("slug", VIEWS)
def test_the_menu_of_a_view_has_every_way_out(slug):
    menu = export_menu(slug, PageState())
    links = {each.children: each.href for each in of_type(menu, "A")}
    assert links == {
        "Slide (.pptx)": f"/export/{slug}.pptx",
        "CSV": f"/export/{slug}.csv",
        "CSV, all rows behind it": f"/export/{slug}.csv?rows=all",
        "CSV with readme (.zip)": f"/export/{slug}.zip",
        "Excel (.xlsx)": f"/export/{slug}.xlsx",
    }
    labels = [each.children for each in of_type(menu, "Button")]
    assert labels == ["Copy picture", "PNG", "SVG", "Copy link", "Cite", "Add to deck"]
    assert text(of_type(menu, "Summary")) == "Export"
    assert data(menu, "view") == data(menu, "anchor") == slug
    assert data(menu, "title") == VIEWS[slug].title
    assert data(menu, "path") == VIEWS[slug].scope.path
    assert data(menu, "query") is None


def test_a_figure_of_its_own_keeps_its_state(store):
    state, _ = PageState.from_query("?regimen=miami-2005-07-ita", store.known)
    menu = export_menu("protocol-timeline", state, anchor="here", own=True)
    assert data(menu, "query") == "?regimen=miami-2005-07-ita"
    assert data(menu, "anchor") == "here"
    assert data(menu, "path") is None
    hrefs = [each.href for each in of_type(menu, "A")]
    assert all("regimen=miami-2005-07-ita" in href for href in hrefs)


WITH_VIEWS = {
    "/": (overview.layout, 4),
    "/map": (map_page.layout, 1),
    "/design": (design.layout, 10),
    "/protocols": (protocols.layout, 3),
    "/compare": (compare.layout, 2),
    "/outcomes": (outcomes.layout, 3),
    "/registry": (registry.layout, 1),
    "/then-and-now": (then_and_now.layout, 1),
}


@pytest.mark.parametrize("path", WITH_VIEWS)
def test_every_figure_of_a_page_has_one_menu_and_a_place(store, path):
    layout, count = WITH_VIEWS[path]
    tree = page(store, layout, path)
    slugs = [data(menu, "view") for menu in menus(tree)]
    assert len(slugs) == count
    assert sorted(slugs) == sorted(graph.id["view"] for graph in of_type(tree, "Graph"))
    ids = [getattr(each, "id", None) for each in parts(tree)]
    places = [each for each in ids if isinstance(each, str) and each in VIEWS]
    assert sorted(places) == sorted(slugs)


def test_the_links_of_a_page_hold_its_query(store):
    tree = page(store, design.layout, "/design", "?phase=phase2&nonsense=1")
    hrefs = [link.href for menu in menus(tree) for link in of_type(menu, "A")]
    assert len(hrefs) == 50
    assert all("?phase=phase2" in href and "nonsense" not in href for href in hrefs)


def test_the_figures_of_a_trial_have_menus_and_places_of_their_own(store):
    tree = page(store, trial.layout, "/trials/NCT00315614", "?phase=phase2")
    graphs, found = of_type(tree, "Graph"), menus(tree)
    assert len(found) == len(graphs) == 3
    places = [each.id for each in parts(tree) if isinstance(getattr(each, "id", None), str)]
    for menu in found:
        assert places.count(data(menu, "anchor")) == 1
    queries = {data(menu, "view"): data(menu, "query") for menu in found}
    assert "q=NCT00315614" in queries["trial-map"]
    assert "phase" not in queries["trial-map"]


def test_each_trial_has_as_many_menus_as_figures(store):
    for nct_id in store.trials["nct_id"]:
        tree = page(store, trial.layout, f"/trials/{nct_id}")
        views = [data(menu, "view") for menu in menus(tree)]
        names = [graph.id["name"] for graph in of_type(tree, "Graph")]
        assert len(views) == len(names), nct_id
        assert views.count("trial-map") == names.count("places")


def test_a_trial_without_a_place_has_no_figure_to_take_along(store):
    nowhere = replace(store, trial_organisations=store.trial_organisations.head(0))
    card = map_card(nowhere, "NCT00315614", PageRequest("/trials/NCT00315614"))
    assert of_type(card, "Graph") == []
    assert menus(card) == []
    here = map_card(store, "NCT00315614", PageRequest("/trials/NCT00315614"))
    assert len(of_type(here, "Graph")) == len(menus(here)) == 1


@pytest.mark.parametrize("regimen", ["miami-2005-07-ita", "miami-1998-99-ita"])
def test_the_timeline_of_a_protocol_is_that_protocol(store, regimen):
    (menu,) = menus(page(store, cohort.layout, f"/protocols/{regimen}", "?condition=t1d"))
    assert data(menu, "view") == "protocol-timeline"
    assert data(menu, "query") == f"?regimen={regimen}"


def test_the_table_of_trials_has_a_menu_and_a_place(store):
    tree = page(store, trials.layout, "/trials", "?find=islet&sort=-title")
    (menu,) = menus(tree)
    assert data(menu, "view") == data(menu, "anchor") == "trial-list"
    hrefs = [each.href for each in of_type(menu, "A")]
    assert all("?find=islet&sort=-title" in href for href in hrefs)
    assert [each.id for each in parts(tree) if getattr(each, "id", None) == "trial-list"]
