import pytest

from app import create_app
from components.elements.request import PageRequest
from components.shell import NAVIGATION, chips, navigation
from components.theme import LIGHT
from data.datasets.catalogue import Datasets
from data.link.filters import TEXT_KEY


@pytest.fixture(scope="module", autouse=True)
def app(store):
    return create_app(Datasets((store,)))


@pytest.mark.parametrize(
    ("here", "marked"),
    [
        ("/", ["/"]),
        ("/map", ["/map"]),
        ("/trials/NCT01143168", ["/trials"]),
        ("/trialsome", []),
        ("", []),
    ],
)
def test_the_open_page_is_marked(here: str, marked: list[str]) -> None:
    links = [own for _, own, *_ in navigation(here)]
    assert [own["href"] for own in links if own.get("aria-current") == "page"] == marked
    assert [own["href"] for own in links if own["className"] == "nav-item active"] == marked


def test_links_to_pages_keep_the_query() -> None:
    links = [own["href"] for _, own, *_ in navigation("/map", "?phase=phase2")]
    assert links == [f"{path}?phase=phase2" for path, _ in NAVIGATION]


def asked(store, query: str) -> PageRequest:
    return PageRequest.of("/design", query, store.known, LIGHT)


def test_each_chip_leads_to_the_state_without_its_value(store):
    request = asked(store, "?condition=t1d~t2d&phase=phase2&q=a%26b&measure=share")
    state, filters = request.state, request.state.filters
    *removing, reset = chips(request)
    without = [
        filters.toggled("condition", "T1D"),
        filters.toggled("condition", "T2D"),
        filters.without("phase"),
        filters.without(TEXT_KEY),
    ]
    assert [own["href"] for _, own, *_ in removing] == [
        "/design" + state.with_filters(each).to_query() for each in without
    ]
    assert [label for _, _, label, _ in removing] == [
        "Condition: Type 1 diabetes",
        "Condition: Type 2 diabetes",
        "Phase: Phase 2",
        "Text: “a&b”",
    ]
    assert reset[1]["href"] == "/design?measure=share"
    assert chips(asked(store, "?measure=share")) == []
