import re
from dataclasses import replace

import pytest

from components.imprint import citation_of, dataset_name, file_name, imprint
from components.views import VIEWS
from data.filters import TrialFilters
from data.options import TableOptions, ThenAndNowOptions
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
    assert words.file_name == f"{slug}_review-2010_2010-08"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "map_review-2010_2010-08"),
        ("condition=t1d~t2d&phase=phase2", "map_review-2010_t1d-t2d_phase2_2010-08"),
        ("q=..%2F..%2Fetc%22%0d%0a", "map_review-2010_etc_2010-08"),
        ("q=%E2%80%A6", "map_review-2010_2010-08"),
        ("q=" + "x" * 100, f"map_review-2010_{'x' * 40}_2010-08"),
        (
            "condition=t1d&phase=phase2&country=USA&allocation=randomized&masking=open-label",
            "map_review-2010_t1d_phase2_USA_randomized_2010-08",
        ),
    ],
)
def test_file_names(store, query, name):
    assert file_name("map", state_of(store, query), "2010-08") == name


def test_a_dataset_without_citation_is_named_by_its_title(store):
    assert citation_of(replace(store, sources=store.sources.head(0))) == store.title
    assert citation_of(replace(store, sources=store.sources.assign(citation=""))) == store.title


@pytest.mark.parametrize(
    ("dataset", "name"),
    [
        ("", "review-2010"),
        ("-", "review-2010"),
        ("leukemia", "leukemia"),
        ("review-2010", "review-2010-import"),
    ],
)
def test_a_dataset_has_a_name_in_files(dataset, name):
    assert dataset_name(dataset) == name


@pytest.mark.parametrize("slug", VIEWS)
def test_files_of_two_datasets_of_one_day_have_two_names(slug):
    states = [PageState(dataset=name) for name in ("", "leukemia", "leukemia-2", "review-2010")]
    names = {file_name(slug, state, "2026-01-02") for state in states}
    assert len(names) == len(states)


LONG = PageState(
    TrialFilters(text="é" * 60 + "x" * 140, phase=("PHASE1", "PHASE2"), country=("USA",)),
    dataset="d" * 60,
    then_and_now=ThenAndNowOptions(against="e" * 60),
    table=TableOptions(find="f" * 200),
)


@pytest.mark.parametrize("slug", VIEWS)
def test_names_of_files_are_ascii_and_bounded(slug):
    name = file_name(slug, LONG, "2010-08_2026-01-02")
    assert re.fullmatch("[A-Za-z0-9_-]{1,200}", name)
    assert name.startswith(f"{slug}_{'d' * 60}_{'e' * 60}_")
    assert name.endswith("_2010-08_2026-01-02")


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("trial-list", "trial-list_review-2010_islet_start_2010-08"),
        ("allocation", "allocation_review-2010_2010-08"),
    ],
)
def test_a_search_in_the_table_names_the_files_of_the_list_alone(slug, name):
    state = PageState(table=TableOptions("islet", (("start", True),)))
    assert file_name(slug, state, "2010-08") == name


def test_a_comparison_of_two_datasets_names_both():
    state = PageState(dataset="later", then_and_now=ThenAndNowOptions(against="-"))
    name = file_name("then-and-now", state, "2026-01")
    assert name == "then-and-now_later_review-2010_2026-01"
