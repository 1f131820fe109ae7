"""Options of filters: which are made, and the search for values of a long list."""

import pytest
from dash import no_update

from callbacks.page.filter_options import filter_options, search_options
from data.link.query_string import Field
from data.link.state import PageState

KEYS = ["phase", "masking", "country"]


@pytest.mark.parametrize(
    ("query", "wanted", "written"),
    [
        ("", [], []),
        ("", ["phase"], ["phase"]),
        ("?phase=phase2", ["masking", "phase"], ["phase", "masking"]),
        ("", ["donor", "started-from", "gone", ""], []),
    ],
)
def test_only_the_wanted_filters_get_options(imported, query, wanted, written):
    state, _ = PageState.from_query(query, imported.known)
    found = filter_options(imported, state.filters, KEYS, wanted)
    assert [key for key, each in zip(KEYS, found, strict=True) if each is not no_update] == written


def test_options_count_what_each_would_leave_beside_the_other_filters(imported):
    state, _ = PageState.from_query("?phase=phase1&country=FRA", imported.known)
    phases, _, countries = filter_options(imported, state.filters, KEYS, KEYS)
    assert [each["label"] for each in phases] == ["Phase 1 (0)", "Phase 2 (2)"]
    assert [each["label"] for each in countries] == ["France (0)", "United States (1)"]


def test_a_filter_that_the_dataset_does_not_have_has_no_options(store):
    state, _ = PageState.from_query("", store.known)
    assert filter_options(store, state.filters, ["started-from"], ["started-from"]) == [no_update]


def test_a_short_list_is_not_searched_on_the_server(imported):
    assert search_options(imported, imported.no_filters(), "condition", "type") is None


def test_a_list_that_the_dataset_does_not_have_is_not_searched(store):
    assert search_options(store, store.no_filters(), "given", "type") is None


def test_names_of_interventions_are_searched(imported, monkeypatch):
    monkeypatch.setattr("components.elements.controls.MOST_OPTIONS", 0)
    found = search_options(imported, imported.no_filters(), "given", "drug")
    assert [(each["label"], each["value"]) for each in found] == [("Drug A (3)", "drug-a")]


def test_a_long_list_is(imported, monkeypatch):
    monkeypatch.setattr("components.elements.controls.MOST_OPTIONS", 2)
    found = search_options(imported, imported.no_filters(), "condition", "DIABETES type")
    assert [each["label"] for each in found] == ["Type 1 Diabetes (2)"]
    assert isinstance(imported.known.filters[0], Field)
