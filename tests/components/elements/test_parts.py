import pytest

from app import create_app
from components.elements.markup import LINK, markup_of
from components.elements.parts import empty_state
from components.elements.request import PageRequest
from components.theme import LIGHT
from data.datasets.catalogue import Datasets
from tests.components.pages.trees import elements, text


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


def asked(store, query: str) -> PageRequest:
    return PageRequest.of("/design", query, store.known, LIGHT)


def test_where_nothing_matches_the_cheapest_filter_to_remove_comes_first(store):
    request = asked(store, "?phase=phase4&condition=complications")
    shown = markup_of(empty_state(store, request))
    assert [link[1]["href"] for link in elements(shown, LINK)] == [
        "/design?condition=complications",
        "/design?phase=phase4",
    ]
    assert "to see 6 of 19 trials" in text(shown)
    assert empty_state(store, asked(store, "?phase=phase2")) is None
