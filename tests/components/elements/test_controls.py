"""Controls: options with their counts, bounds of years, values that are searched on the server."""

from dataclasses import replace

import numpy as np
import pytest
from dash import dcc

from components.elements.controls import (
    BUILT_IN,
    MOST_FOUND,
    MOST_OPTIONS,
    control_value,
    dataset_dropdown,
    filter_controls,
    found_options,
    is_searched,
    offered,
    options,
)
from data.datasets.catalogue import Datasets
from data.link.filters import STARTED_FROM, STARTED_TO
from data.link.query_string import Field
from data.queries.trials import count_matching
from data.store import DATE_NOT_KNOWN


def field(count, key="condition"):
    codes = tuple(f"c{n}" for n in range(count))
    return Field(key, "Condition", codes, {c: f"Word {c}" for c in codes}, {c: c for c in codes})


@pytest.mark.parametrize(("count", "searched"), [(0, False), (300, False), (301, True)])
def test_a_field_is_searched_above_a_number_of_values(count, searched):
    assert is_searched(field(count)) is searched


def test_years_are_never_searched():
    """One trial of 2205 made the bounds of years a search of two hundred years without trials."""
    years = field(400, STARTED_FROM)
    assert not is_searched(years)
    assert len(options(years, {"c1": 3}, (), np.array([1, 399]))) == 2


def test_options_are_the_codes_held_or_chosen_in_their_order():
    found = options(field(4), {"c2": 1200}, ("c0",), np.array([2]))
    assert [(each["label"], each["value"]) for each in found] == [
        ("Word c0 (0)", "c0"),
        ("Word c2 (1,200)", "c2"),
    ]


def test_of_many_values_the_chosen_and_the_most_frequent_are_offered():
    many = field(MOST_OPTIONS + 200)
    found = options(many, {"c450": 9, "c7": 3}, ("c499",), np.arange(len(many.codes)))
    assert [each["value"] for each in found[:3]] == ["c499", "c450", "c7"]
    assert len(found) == MOST_FOUND + 1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("C450 word", ["c1", "c450"]),
        ("no such", ["c1"]),
        ("<script>", ["c1"]),
        (".*", ["c1"]),
    ],
)
def test_the_search_wants_every_word_and_keeps_what_is_chosen(text, values):
    found = found_options(field(500), {}, ("c1",), text)
    assert [each["value"] for each in found] == values


def test_a_bound_of_years_says_how_many_trials_it_would_leave(imported):
    """The years it reaches count once: 3 trials are never 6."""
    filters = imported.no_filters()
    for key in (STARTED_FROM, STARTED_TO):
        years = offered(imported, filters, filters.field_of(key))
        assert len(years) > 1
        for year in (each["value"] for each in years):
            left = count_matching(imported, filters.with_codes(key, (year,)))
            assert f"{year} ({left})" in [each["label"] for each in years]


def test_only_a_filter_in_use_is_laid_out_with_its_options(imported):
    filters = imported.no_filters().with_codes("phase", ("PHASE2",))
    with_options = {
        each.id["key"]: [one["label"] for one in each.options]
        for bar in filter_controls(imported, filters)
        for each in bar._traverse()
        if isinstance(each, dcc.Dropdown) and each.options
    }
    assert with_options == {"phase": ["Phase 1 (1)", "Phase 2 (2)"]}


@pytest.mark.parametrize(
    ("key", "codes", "value"),
    [
        (STARTED_FROM, (), None),
        (STARTED_FROM, ("2011",), "2011"),
        (STARTED_FROM, ("2011", "2013"), "2011"),
        (STARTED_TO, ("2011", "2013"), "2013"),
        ("phase", (), []),
        ("phase", ("PHASE2",), ["phase2"]),
    ],
)
def test_a_bound_has_one_value_and_other_filters_a_list(imported, key, codes, value):
    assert control_value(imported.no_filters().with_codes(key, codes), key) == value


def test_the_dropdown_of_datasets_says_title_date_and_size(datasets):
    box = dataset_dropdown(datasets, datasets.default)
    dropdown = next(each for each in box._traverse() if isinstance(each, dcc.Dropdown))
    assert box.hidden is False
    assert [each["value"] for each in dropdown.options] == [BUILT_IN, "islets"]
    assert dropdown.options[1]["label"].startswith("Islets, our search · 2022-03")
    assert dropdown.options[1]["label"].endswith(" · 3 trials")


def test_one_dataset_is_no_choice(store):
    assert dataset_dropdown(Datasets((store,)), store).hidden is True


def test_a_dataset_without_a_date_says_so_in_words(store):
    undated = replace(store, date=DATE_NOT_KNOWN, title="No date")
    box = dataset_dropdown(Datasets((store, undated)), store)
    labels = [option["label"] for option in box.children[1].options]
    assert any(label.startswith("No date · date not known · ") for label in labels)
