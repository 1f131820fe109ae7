from dataclasses import replace

import pytest

from components.imprint import citation_of, file_name, imprint
from components.views import VIEWS
from data.state import PageState

BASE = "https://x.example.org/a"


def state_of(store, query: str) -> PageState:
    return PageState.from_query(query, store.known)[0]


def made(store, slug: str, query: str):
    state, view = state_of(store, query), VIEWS[slug]
    return imprint(store, state, view, view.query(store, state), BASE)


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("", "19 of 19 trials. All trials."),
        ("condition=t1d", "8 of 19 trials. Condition: Type 1 diabetes."),
        ("q=%3Cscript%3E", "0 of 19 trials. Text: “<script>”."),
    ],
)
def test_the_choice_line(store, query, line):
    assert made(store, "allocation", query).choice_line == line


def test_without_a_choice_there_is_no_empty_sentence(store):
    assert replace(made(store, "allocation", ""), chosen="").choice_line == "19 of 19 trials."


def test_what_travels_with_a_figure(store):
    words = made(store, "phase-by-condition", "phase=phase2&condition=t1d")
    assert words.title == "Phase by condition"
    assert words.source_line == f"Source: {citation_of(store)}. Data of 2010-08."
    assert words.link == f"{BASE}/design?condition=t1d&phase=phase2#phase-by-condition"
    assert words.summary.startswith("Phase by condition. ")


@pytest.mark.parametrize("slug", VIEWS)
def test_every_view_has_all_words(store, slug):
    words = made(store, slug, "")
    assert all(vars(words).values())
    assert words.link == f"{BASE}{VIEWS[slug].scope.path}#{slug}"
    assert words.file_name == f"{slug}_2010-08"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "map_2010-08"),
        ("condition=t1d~t2d&phase=phase2", "map_t1d-t2d_phase2_2010-08"),
        ("q=..%2F..%2Fetc%22%0d%0a", "map_etc_2010-08"),
        ("q=%E2%80%A6", "map_2010-08"),
        ("q=" + "x" * 100, f"map_{'x' * 40}_2010-08"),
        (
            "condition=t1d&phase=phase2&country=USA&allocation=randomized&masking=open-label",
            "map_t1d_phase2_USA_randomized_2010-08",
        ),
    ],
)
def test_file_names(store, query, name):
    assert file_name("map", state_of(store, query), "2010-08") == name


def test_a_dataset_without_citation_is_named_by_its_title(store):
    assert citation_of(replace(store, sources=store.sources.head(0))) == store.title
    assert citation_of(replace(store, sources=store.sources.assign(citation=""))) == store.title
