import pytest

from app import create_app
from components.shell import NAVIGATION, navigation
from data.datasets import Datasets


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
