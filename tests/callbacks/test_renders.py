"""What was drawn lately: drawn once for a dataset, a state and a theme."""

from dataclasses import replace

import pytest

from callbacks import renders
from callbacks.renders import panel, rendered
from components.request import PageRequest
from components.theme import DARK, LIGHT
from components.views import VIEWS


def asked(store, query="", palette=LIGHT, path="/map"):
    return PageRequest.of(path, query, store.known, palette)


def test_the_same_link_is_drawn_once_however_it_is_written(store):
    first = rendered(store, asked(store, "?phase=phase2&country=USA"), "trial-map")
    again = rendered(store, asked(store, "?country=USA&phase=PHASE2"), "trial-map")
    assert first is again
    plain = VIEWS["trial-map"].render(store, asked(store, "?phase=phase2&country=USA").state, LIGHT)
    assert (first.figure, first.summary) == (plain.figure, plain.summary)


@pytest.mark.parametrize(
    "other",
    [{"query": "?phase=phase3"}, {"query": "?count=enrollment"}, {"palette": DARK}],
)
def test_another_state_or_theme_is_another_drawing(store, other):
    assert rendered(store, asked(store), "trial-map") is not rendered(
        store, asked(store, **other), "trial-map"
    )


def test_each_dataset_has_its_own(store, imported):
    ours = rendered(store, asked(store), "trial-map")
    theirs = rendered(imported, asked(imported), "trial-map")
    assert ours.figure != theirs.figure


def test_a_panel_is_kept_by_path_for_its_links(store):
    first = panel(store, asked(store), "map-places")
    assert panel(store, asked(store), "map-places") is first
    assert panel(store, replace(asked(store), path="/"), "map-places") is not first


def test_what_is_kept_is_bounded(store):
    assert renders._rendered.cache_info().maxsize == renders.FIGURES_KEPT
    assert renders._panel.cache_info().maxsize == renders.PANELS_KEPT
