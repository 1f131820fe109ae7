"""The schedule of activities on a phone."""

import pytest

from components.elements.upright_schedule import schedule_upright
from data.link.state import PageState
from data.queries.activity_schedule import activity_schedule
from tests.components.pages.trees import elements, text
from tests.data.readers.usdm.samples import in_4
from tests.studies import study_store


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    store = study_store(tmp_path_factory.mktemp("study"), in_4())
    return schedule_upright(activity_schedule(store, PageState()))


def test_each_visit_folds_its_activities(parts):
    visits = [text(each) for each in elements(parts, "details")]
    assert len(visits) == 11
    assert visits[0] == (
        "Screening · day −14, window 0 to +10 days, Screening · 2 activities"
        "Informed consentBlood sample"
    )
    assert visits[2].endswith("Blood sampleHbA1c Only if: Only with insulin")
    assert "Cells given Runs the sub-timeline DOSING." in visits[1]
    assert visits[5].endswith("No activity at this visit.")


def test_sub_timelines_say_what_starts_them(parts):
    assert [text(each) for each in elements(parts, "h4")] == [
        "Sub-timeline: DOSINGStarts with: The dose is given",
        "Sub-timeline: EARLYStarts with: Somebody leaves",
    ]


def test_what_stands_at_no_visit_is_said(parts):
    assert text(parts[-1]) == "At no visit: Never done."


def test_nothing_of_an_empty_frame(store):
    assert schedule_upright(activity_schedule(store, PageState())) == []
