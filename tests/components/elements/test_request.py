import pytest

from components.elements.request import PageRequest
from components.theme import LIGHT


@pytest.mark.parametrize(
    ("query", "view", "complaints"),
    [
        ("", "", 0),
        ("?present=", "", 0),
        ("?present=trial-map", "trial-map", 0),
        ("?present=no-such-view", "no-such-view", 1),
        ("?present=<script>", "", 1),
        ("?present=" + "a" * 61, "", 1),
        ("?present=Trial-Map", "", 1),
    ],
)
def test_a_view_to_present_is_read_and_an_unknown_one_named(store, query, view, complaints):
    request = PageRequest.of("/map", query, store.known, LIGHT)
    assert request.state.present.view == view
    assert len(request.ignored) == complaints
    assert all("is not a figure here" in text for text in request.ignored)
