import json

import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import PAGES, PANELS, page_at
from components.share.deck import MOST_FIGURES
from components.shell import NAVIGATION, navigation
from components.theme import LIGHT
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from tests.components.pages.trees import of_type, parts, text


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


@pytest.fixture(scope="module")
def page(store):
    return page_at("/deck").layout(
        store, PageRequest.of("/deck", "?condition=t1d", store.known, LIGHT)
    )


@pytest.fixture(scope="module")
def place(page):
    return next(each for each in parts(page) if getattr(each, "id", None) == "deck")


def held(component, name):
    return component.to_plotly_json()["props"][f"data-{name}"]


def test_the_deck_stands_between_trials_and_sources():
    for paths in ([path for path, _ in NAVIGATION], [page.path for page in PAGES]):
        named = [path for path in paths if path in ("/trials", "/deck", "/sources")]
        assert named == ["/trials", "/deck", "/sources"]


def test_the_menu_entry_has_room_for_the_number_of_figures():
    (entry,) = (link for link in navigation() if link[1]["href"] == "/deck")
    _, _, label, (tag, own, *inside) = entry
    assert (label, tag, inside) == ("Deck", "span", [])
    assert own == {"className": "deck-count", "data-most": str(MOST_FIGURES)}


def test_the_browser_fills_the_list(place):
    assert text(place) == ""
    assert held(place, "export") == "/export/deck"
    assert held(place, "page") == "/deck"


def test_the_page_can_name_every_view_and_lead_to_it(place):
    views = json.loads(held(place, "views"))
    assert views == {slug: [view.title, view.scope.path] for slug, view in VIEWS.items()}


def test_pages_with_figures_are_linked_with_the_query(page):
    hrefs = [each.href for each in of_type(page, "Link")]
    assert hrefs == [
        f"{path}?condition=t1d"
        for path in (
            "/map",
            "/design",
            "/registry",
            "/protocols",
            "/compare",
            "/outcomes",
            "/then-and-now",
            "/trials",
        )
    ]


@pytest.mark.parametrize("path", ["/deck", "/"])
@pytest.mark.parametrize("query", ["", "?condition=t1d&region=europe"])
def test_the_standard_deck_is_one_click_with_the_choices_of_the_page(store, path, query):
    request = PageRequest.of(path, query, store.known, LIGHT)
    # the Overview is drawn anew in its panels where the filters change
    tree = PANELS["overview-deck"](store, request) if path == "/" else None
    tree = tree or page_at(path).layout(store, request)
    links = [each for each in of_type(tree, "A") if each.href == f"/export/deck.pptx{query}"]
    assert [link.children for link in links] == ["Standard deck (.pptx)"]


def test_the_page_of_the_deck_says_what_the_standard_deck_obeys(store, page):
    assert "Filters: Condition: Type 1 diabetes." in text(page)
    request = PageRequest.of("/deck", "", store.known, LIGHT)
    assert "No filters." in text(page_at("/deck").layout(store, request))
