"""Figures drawn lately, each once for a dataset, a state and a theme."""

from dataclasses import replace

import plotly.graph_objects as go
import pytest
from flask import Flask

from components.elements import figure_cache
from components.elements.figure_cache import rendered
from components.elements.incidents import reference
from components.elements.request import PageRequest
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


def test_what_is_kept_is_bounded(store):
    assert figure_cache._rendered.cache_info().maxsize == figure_cache.FIGURES_KEPT


def broken(*_args):
    raise RuntimeError("secret of the server")


def test_a_figure_that_fails_says_so_in_its_place_and_is_not_kept(store, monkeypatch):
    view = VIEWS["donor"]
    monkeypatch.setitem(VIEWS, "donor", replace(view, query=broken))
    with Flask("x").app_context():
        drawn = rendered(store, asked(store, "?phase=phase3"), "donor")
        assert "This figure could not be made" in drawn.summary
        assert reference() in drawn.figure["layout"]["annotations"][0]["text"]
        go.Figure(drawn.figure)
        assert len(drawn.view.table(drawn.frame)) == 0
    assert "secret" not in drawn.summary
    monkeypatch.setitem(VIEWS, "donor", view)
    assert "could not" not in rendered(store, asked(store, "?phase=phase3"), "donor").summary
