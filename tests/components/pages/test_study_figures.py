"""The figures of one study protocol on its own page, and those of the page of all protocols."""

from dataclasses import replace

import pytest
from dash import Dash

from callbacks.page.entity_figures import entity_figure, entity_upright
from components.elements.request import PageRequest
from components.pages import cohort, protocols
from components.pages.study_figures import STUDY_VIEWS, StudyFigure
from components.theme import DARK
from components.views import VIEWS
from data.datasets.beside import beside
from data.datasets.catalogue import Datasets
from data.link.state import PageState
from tests.components.pages.trees import panels, parts, text
from tests.data.readers.usdm.samples import in_4
from tests.studies import study_store

CODE = "made.made-up-study"


@pytest.fixture(autouse=True)
def app() -> Dash:
    """Links need an app that knows its prefix."""
    return Dash("tests")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return study_store(tmp_path_factory.mktemp("study"), in_4())


def page(store, code=CODE):
    return cohort.layout(store, PageRequest(path=f"/protocols/{code}"))


@pytest.mark.parametrize(
    "figure",
    [StudyFigure("study-design", CODE), StudyFigure("schedule-of-activities", "a.b-c", 12)],
)
def test_a_name_is_read_as_it_is_written(figure):
    assert StudyFigure.read(figure.name) == figure


@pytest.mark.parametrize(
    "name",
    ["", "places", CODE, "allocation~a~1", "study-design~~1", "study-design~a~", "study-design~a~x",
     "study-design~a~99999", "study-design~a~²"],
)  # fmt: skip
def test_other_names_are_none(name):
    assert StudyFigure.read(name) is None


def test_the_page_of_a_study_has_all_parts_of_its_figures(study):
    said = text(page(study))
    for words in (
        "Marrow cells",
        "Study protocol (USDM).",
        "Study design: arms, epochs and visits",
        "Schedule of activities, part 1 of 2",
        "Schedule of activities, part 2 of 2",
        "Doses of the study (2)",
        "It links no arm to a dose",
        "54 mg",
        "Data notes (3)",
        "MU-001",
        "USDM 4.0.0",
        "Study protocol MU-001, version 3, approved 2024-05-06 (USDM 4.0.0, made-up.json).",
    ):
        assert words in said
    assert "Table 4" not in said
    ids = [part.id for part in parts(page(study)) if isinstance(getattr(part, "id", None), dict)]
    figures = [each["name"] for each in ids if each["type"] == "entity-figure"]
    assert f"study-design~{CODE}~1" in figures
    assert f"schedule-of-activities~{CODE}~2" in figures


def test_other_protocols_keep_their_page(store):
    said = text(page(store, "miami-2005-07-ita"))
    assert "Table 4, as printed" in said
    assert "Schedule of activities" not in said


def test_the_figures_follow_the_theme(study):
    request = PageRequest(path=f"/protocols/{CODE}")
    for slug in STUDY_VIEWS:
        name = StudyFigure(slug, CODE).name
        light = entity_figure(study, request, name)
        dark = entity_figure(study, replace(request, palette=DARK), name)
        assert light["layout"]["font"] != dark["layout"]["font"]
        assert entity_upright(study, request, name)
    second = StudyFigure("schedule-of-activities", CODE, 2).name
    assert entity_upright(study, request, second) == []


def test_a_figure_of_a_page_that_was_left_stays(store):
    request = PageRequest(path="/protocols/none")
    name = StudyFigure("study-design", "none").name
    assert not isinstance(entity_figure(store, request, name), dict)
    assert not isinstance(entity_upright(store, request, name), list)


def test_a_link_to_a_part_says_so(study):
    state = StudyFigure("schedule-of-activities", CODE, 2).state(study)
    assert state.to_query() == f"?activities=2&dataset=made&regimen={CODE}"
    assert PageState.from_query(state.to_query(), study.known) == (state, ())


def test_the_page_of_protocols_offers_the_parts(study, store):
    request = PageRequest(path="/protocols")
    said = text(protocols.activity_parts(study, request))
    assert said == "Part 1 of 2: main timelinePart 2 of 2: “DOSING”"
    assert protocols.visit_parts(study, request) is None
    assert protocols.activity_parts(store, request) is None
    layout = protocols.layout(study, request)
    assert {"protocols-visits", "protocols-activities"} <= {*panels(layout)}
    assert "Schedule of activities" in text(layout)
    assert "Schedule of activities" not in text(protocols.layout(store, request))


@pytest.mark.parametrize("slug", sorted(STUDY_VIEWS))
def test_a_dataset_without_a_study_says_so(store, slug):
    assert VIEWS[slug].lacks(store) == (
        "This dataset has no study protocol with visits and activities, such as a USDM file holds."
    )


@pytest.mark.parametrize("slug", sorted(STUDY_VIEWS))
def test_a_view_names_its_source_and_counts_its_rows(study, slug):
    drawn = VIEWS[slug].render(study, PageState(dataset="made"), DARK)
    assert "Study protocol MU-001, version 3" in drawn.attribution
    assert drawn.attribution.startswith(
        {
            "study-design": "2 arms, 3 epochs, 7 visits.",
            "schedule-of-activities": "6 activities at 11 visits.",
        }[slug]
    )
    assert "day −14" in drawn.summary
    assert drawn.frame["locator"].str.startswith("study.").all()


def test_a_study_stands_beside_the_protocols_of_another_dataset(study, store):
    first, _ = Datasets.beside_one_another((store, study)).stores
    with_study = beside(first, [CODE])
    assert CODE in with_study.regimens["regimen"].tolist()
    assert len(with_study.study_visits) == 11
    assert "Schedule of activities, part 1 of 2" in text(page(with_study))
    assert first.study_visits.empty
