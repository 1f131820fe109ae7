import pytest

from app import create_app
from components.elements.request import PageRequest
from components.pages import registry as page
from components.theme import LIGHT
from data.datasets.catalogue import Datasets
from tests.components.pages.trees import of_type, text
from tests.data.queries.test_registration import small


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


def views_of(tree):
    return [graph.id["view"] for graph in of_type(tree, "Graph")]


def test_the_built_in_data_say_what_is_not_there(store):
    shown = page.layout(store, PageRequest("/registry"))
    words = text(shown)
    assert "no status, no start, no class of the lead sponsor, no type of intervention" in words
    assert views_of(shown) == ["enrollment"]
    assert "/then-and-now" in [link.href for link in of_type(shown, "Link")]


def test_an_import_shows_every_figure(store):
    few = small(store, start_year=[2001], overall_status=["COMPLETED"])
    request = PageRequest.of("/registry", "?dataset=small", few.known, LIGHT)
    shown = page.layout(few, request)
    assert views_of(shown) == [*page.BROAD, *page.NARROW]
    assert page.missing(few) is None
