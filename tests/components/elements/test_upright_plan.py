"""The study design on a phone."""

import pytest

from components.elements.upright_plan import plan_upright
from data.link.state import PageState
from data.queries.study_plan import study_plan
from tests.components.pages.trees import elements, text
from tests.data.readers.usdm.samples import design_of, in_4, named
from tests.studies import study_store


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    document = in_4()
    design_of(document)["arms"].append(named("arm3", "Bare"))
    store = study_store(tmp_path_factory.mktemp("study"), document)
    return plan_upright(study_plan(store, PageState()))


def test_each_arm_has_its_epochs_and_elements(parts):
    assert [text(each) for each in elements(parts, "h3")] == ["Marrow cells", "ARM2", "Bare"]
    first, _, bare = elements(parts, "dl")
    assert text(first) == "ScreeningScreening TreatmentCells Cells, 10^6/kgFollow-upEL4 "
    assert text(bare) == "No epoch stated."
    visits = [text(each) for each in elements(parts, "p")]
    assert "Week 2 · day 14, window ±3 days" in visits
    assert "Cycle, delay · no day" in visits


def test_day_0_and_cycles_are_said(parts):
    assert "VisitsDay 0 is First dose (Clinic 2)" in [text(each) for each in elements(parts, "h4")]
    assert text(parts[-1]) == "AGAIN: repeats every 21 days, as long as “no progression”."


def test_nothing_of_an_empty_frame(store):
    assert plan_upright(study_plan(store, PageState())) == []
