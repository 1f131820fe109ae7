"""Imports whose files lack columns: every figure, page and control copes, and says so."""

import plotly.graph_objects as go
import pytest

from app import create_app
from components.elements.controls import filter_controls
from components.elements.deck_words import words_of
from components.elements.lacking import left_out
from components.elements.request import PageRequest
from components.pages import PAGES
from components.theme import LIGHT
from components.views import NOT_HELD, VIEWS
from data.datasets.catalogue import Datasets, load_dataset
from data.link.state import PageState
from tests.components.pages.trees import text
from tests.data.readers.samples import FULL_ROW, csv_text, imported, write

FILES = {
    "number and title": ["NCT Number", "Study Title"],
    "nine": ["NCT Number", "Study Title", "Study Status", "Conditions", "Interventions"],
    "no phases": [name for name in FULL_ROW if name != "Phases"],
    "no locations": [name for name in FULL_ROW if name != "Locations"],
    "no start": [name for name in FULL_ROW if name != "Start Date"],
    "no conditions": [name for name in FULL_ROW if name != "Conditions"],
    "no design": [name for name in FULL_ROW if name != "Study Design"],
}


@pytest.fixture(scope="module")
def lacking(store, tmp_path_factory):
    root = tmp_path_factory.mktemp("lacking")
    stores = {}
    for name, columns in FILES.items():
        slug = name.replace(" ", "-")
        row = {column: FULL_ROW[column] for column in columns}
        imported(root, write(root / f"{slug}.csv", csv_text([row], columns)), name=slug)
        stores[name] = load_dataset(root, slug)
    create_app(Datasets((store, *stores.values())))  # links need the prefix of an app
    return stores


@pytest.mark.parametrize("name", FILES)
def test_every_figure_is_drawn_or_says_what_the_file_lacks(lacking, name):
    dataset = lacking[name]
    for view in VIEWS.values():
        rendered = view.render(dataset, PageState(filters=dataset.no_filters()), LIGHT)
        go.Figure(rendered.figure)
        assert rendered.caption


@pytest.mark.parametrize("name", FILES)
def test_every_page_is_laid_out(lacking, name):
    dataset = lacking[name]
    nct_id = FULL_ROW["NCT Number"]
    for page in PAGES:
        path = page.path.replace("<nct_id>", nct_id)
        asked = PageRequest.of(path, f"?dataset={dataset.known.dataset}", dataset.known, LIGHT)
        assert page.layout(dataset, asked) is not None
    filter_controls(dataset, dataset.no_filters())
    words_of(dataset)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("no phases", "phase-by-condition"),
        ("no phases", "started-per-year"),
        ("nine", "phase-by-condition"),
    ],
)
def test_without_phases_conditions_and_years_are_drawn(lacking, name, slug):
    dataset = lacking[name]
    rendered = VIEWS[slug].render(dataset, PageState(filters=dataset.no_filters()), LIGHT)
    assert [trace["name"] for trace in rendered.figure["data"]] == ["Not in this file"]
    assert [swatch.label for swatch in rendered.legend] == ["Not in this file"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("nine", "allocation"),
        ("nine", "enrollment"),
        ("nine", "sponsor-class"),
        ("nine", "started-per-year"),
        ("nine", "trial-map"),
        ("no locations", "phase-by-country"),
        ("no conditions", "phase-by-condition"),
        ("no design", "allocation-by-masking"),
        ("number and title", "intervention-type"),
    ],
)
def test_what_the_file_does_not_hold_is_called_so(lacking, name, slug):
    assert VIEWS[slug].lacks(lacking[name]) == NOT_HELD


def test_what_no_rule_could_derive_is_not_called_part_of_a_review(lacking):
    sentence = VIEWS["control"].lacks(lacking["nine"])
    assert "could be derived" in sentence and "review" not in sentence


def test_a_page_names_the_figures_that_the_file_has_no_columns_for(lacking):
    said = text(left_out(lacking["nine"], ("allocation", "masking", "control")))
    assert "Not in this file: Trials by allocation, Trials by masking." in said
    assert said.count("Not in this file") == 1


def test_a_filter_that_is_not_there_is_left_out_of_a_link_in_words(lacking):
    dataset = lacking["nine"]
    asked = "?dataset=nine&phase=phase1&sex=female"
    state, complaints = PageState.from_query(asked, dataset.known)
    assert not state.filters.active()
    assert ["phase" in complaints[0], "sex" in complaints[1]] == [True, True]


def test_filters_are_those_whose_columns_the_file_holds(lacking):
    keys = {name: {field.key for field in each.known.filters} for name, each in lacking.items()}
    assert keys["nine"] == {"condition", "status", "intervention", "given", "agent-class"}
    assert {"phase", "sex", "results"} - keys["no phases"] == {"phase"}
    assert "country" not in keys["no locations"] and "condition" not in keys["no conditions"]
