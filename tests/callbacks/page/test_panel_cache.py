"""Panels that were drawn lately."""

from dataclasses import replace

from flask import Flask
from plotly.io.json import to_json_plotly

from app import create_app
from callbacks.http.settings import Settings
from callbacks.page import panel_cache
from callbacks.page.panel_cache import panel
from components.elements.markup import MarkupBlock, with_markup
from components.elements.request import PageRequest
from components.pages import PANELS
from components.theme import DARK, LIGHT


def asked(store, query="", path="/map"):
    return PageRequest.of(path, query, store.known, LIGHT)


def broken(*_args):
    raise RuntimeError("secret of the server")


def test_a_panel_is_kept_by_path_for_its_links(store):
    first = panel(store, asked(store), "map-places")
    assert panel(store, asked(store), "map-places") is first
    assert panel(store, replace(asked(store), path="/"), "map-places") is not first


def test_a_panel_that_fails_says_so_in_its_place(store, monkeypatch):
    monkeypatch.setitem(PANELS, "map-places", broken)
    with Flask("x").app_context():
        (said,) = panel(store, asked(store, "?q=x"), "map-places")
        joined = panel(store, asked(store, "?q=x"), "map-places", with_markup)
    assert said[:2] == ["p", {"role": "alert"}]
    assert "This part could not be made" in said[2]
    assert isinstance(joined, MarkupBlock)


def test_no_panel_has_colours_of_a_theme(datasets):
    """Another theme draws figures and legends anew, and leaves the panels as they are."""
    create_app(datasets, Settings())  # links need an app
    for store in datasets.stores:
        for name, each in PANELS.items():
            request = asked(store, "?regimen=miami-2005-07-ita&phase=phase2")
            light, dark = (each(store, replace(request, palette=p)) for p in (LIGHT, DARK))
            assert to_json_plotly(light) == to_json_plotly(dark), name


def test_what_is_kept_is_bounded():
    assert panel_cache._panel.cache_info().maxsize == panel_cache.PANELS_KEPT
