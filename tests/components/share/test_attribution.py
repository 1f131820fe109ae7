import re
from dataclasses import replace

import pandas as pd
import pytest

from components.share.attribution import attribution_of, dataset_name, file_name
from components.views import VIEWS
from data.link.filters import TrialFilters
from data.link.options import TableOptions, ThenAndNowOptions
from data.link.state import PageState
from data.queries.provenance import dates_of

BASE = "https://x.example.org/a"
REVIEW = "Fotino, Ricordi, et al., Rev Diabet Stud 2010; 7(2):144-157"
FACTS = (
    "ClinicalTrials.gov pages and mirror sites of several dates, stored copies retrieved 2026-11-21"
)
RECORD = "ClinicalTrials.gov, NCT01143168, last update posted 2010-06-14"
CLASSES = "Drug classes: widely known pharmacology"


def state_of(store, query: str) -> PageState:
    return PageState.from_query(query, store.known)[0]


def made(store, slug: str, query: str):
    state, view = state_of(store, query), VIEWS[slug]
    return attribution_of(store, state, view, view.query(store, state), BASE)


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
    assert words.source_line == f"Source: {REVIEW}. Data of 2010-08."
    assert words.link == f"{BASE}/design?condition=t1d&phase=phase2#phase-by-condition"
    assert words.summary.startswith("Phase by condition. ")


@pytest.mark.parametrize("slug", VIEWS)
def test_every_view_has_all_words(store, slug):
    words = made(store, slug, "")
    said = vars(words) | {"sources": words.sources or VIEWS[slug].lacks(store)}
    assert all(said.values())
    assert words.link == f"{BASE}{VIEWS[slug].scope.path}#{slug}"
    dates = "_".join(dates_of(words.sources)) or "2010-08"
    assert words.file_name == f"{slug}_review-2010_{dates}"


@pytest.mark.parametrize(
    ("slug", "query", "cited"),
    [
        ("allocation", "", (REVIEW,)),
        ("protocol-timeline", "regimen=nct01143168", (RECORD,)),
        ("protocol-timeline", "regimen=miami-2005-07-ita", (REVIEW, CLASSES)),
        (
            "protocol-timeline",
            "regimen=miami-2005-07-ita~nct01143168",
            (REVIEW, RECORD, CLASSES),
        ),
        ("comparison-timeline", "compare=nct01143168~miami-2005-07-ita", (REVIEW, RECORD, CLASSES)),
        ("graft-function", "", (REVIEW,)),
        ("chimerism", "", (REVIEW,)),
        ("agent-matrix", "", (REVIEW, CLASSES)),
        ("allocation", "q=no-such-word", (REVIEW,)),
    ],
)
def test_the_sources_are_those_of_the_rows_drawn(store, slug, query, cited):
    assert tuple(source.citation for source in made(store, slug, query).sources) == cited


def test_then_and_now_cites_the_registry_facts_beside_the_review(store):
    cited = [source.citation for source in made(store, "then-and-now", "").sources]
    assert FACTS in cited
    assert REVIEW in cited


@pytest.fixture
def two_sources(store):
    """The store with its type 2 trials from another source than all others."""
    of_t2d = store.trial_conditions.loc[store.trial_conditions["condition_group"] == "T2D"]
    is_other = store.trials["nct_id"].isin(of_t2d["nct_id"])
    trials = store.trials.assign(
        source=store.trials["source"].mask(is_other, "record-nct01143168|review-2010").astype("str")
    )
    organisations = store.trial_organisations.assign(
        source=pd.Series("registry-facts", index=store.trial_organisations.index, dtype="str")
    )
    return replace(store, trials=trials, trial_organisations=organisations)


@pytest.mark.parametrize(
    ("slug", "query", "cited", "date"),
    [
        ("allocation", "", (REVIEW, RECORD), "2010-08 and 2010-06-14"),
        ("allocation", "condition=t2d", (RECORD,), "2010-06-14"),
        ("masking", "condition=t2d", (RECORD,), "2010-06-14"),
        ("allocation-by-masking", "condition=complications", (REVIEW,), "2010-08"),
        # an enrolment is a cell that may have a source of its own
        ("enrollment", "condition=t2d", (REVIEW, RECORD), "2010-08 and 2010-06-14"),
    ],
)
def test_a_dataset_of_two_sources(two_sources, slug, query, cited, date):
    words = made(two_sources, slug, query)
    assert tuple(source.citation for source in words.sources) == cited
    assert words.citation == "; ".join(cited)
    assert words.date == date
    assert words.file_name.endswith(date.replace(" and ", "_"))


@pytest.mark.parametrize(
    ("slug", "query", "cited"),
    [
        ("phase-by-country", "condition=complications", (REVIEW, FACTS)),
        ("trial-map", "condition=complications", (REVIEW, FACTS)),
        ("phase-by-condition", "condition=complications", (REVIEW,)),
    ],
)
def test_the_frames_that_a_view_counts_are_cited(two_sources, slug, query, cited):
    assert tuple(source.citation for source in made(two_sources, slug, query).sources) == cited


def test_an_import_cites_its_download(imported):
    for slug in ("trial-map", "phase-by-condition", "status"):
        (source,) = made(imported, slug, "").sources
        assert source.kind == "REGISTRY_IMPORT"
        assert imported.title in source.citation
        assert source.date == imported.date


@pytest.mark.parametrize(
    ("slug", "query", "shown"),
    [
        ("graft-function", "", "5 of 12 protocols"),
        ("graft-function", "regimen=miami-1994-96-iak", "2 of 12 protocols"),
        ("graft-function", "regimen=nct01143168", "0 of 12 protocols"),
        ("protocol-timeline", "regimen=miami-1994-97-sil&role=induction", "1 of 12 protocols"),
        ("at-a-glance", "", "7 of 12 protocols"),
        ("at-a-glance", "regimen=miami-1994-97-sil&role=induction", "1 of 12 protocols"),
        ("trial-map", "", "19 of 19 trials"),
        ("agent-matrix", "", "7 of 7 cohorts"),
    ],
)
def test_the_count_says_what_is_drawn(store, slug, query, shown):
    assert made(store, slug, query).shown == shown


def test_a_map_of_sites_says_which_trial_left_and_why(store):
    words = made(store, "trial-map", "places=sites")
    assert words.shown == "18 of 19 trials, 1 more without a counted place"
    assert "Not on this map: NCT00971503." in words.caption
    assert "Registry pages other than the snapshot" in words.caption
    assert "Not on this map" not in made(store, "trial-map", "").caption


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
    TrialFilters.of(
        {"phase": ("PHASE1", "PHASE2"), "country": ("USA",)}, text="é" * 60 + "x" * 140
    ),
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
