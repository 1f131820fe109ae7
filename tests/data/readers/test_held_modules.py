"""A JSON with chosen fields does not hold the rest; a whole record that lacks it states none."""

import pytest

from data.readers.columns import IN_FILES, columns_of_frames
from data.readers.held_modules import HeldModules

WHOLE = {
    "protocolSection": {"descriptionModule": {}, "eligibilityModule": {}},
    "derivedSection": {"miscInfoModule": {"versionHolder": "2024-01-01"}},
    "hasResults": False,
}
TITLE = ("results_groups", "title")
FLOW = {"resultsSection": {"participantFlowModule": {}}}
ARMS = columns_of_frames("trial_arms")
MESH = columns_of_frames("trial_mesh")


def held(*studies):
    modules = HeldModules()
    for each in studies:
        modules.look_at(each)
    return modules.columns()


def test_a_whole_record_has_room_for_all():
    assert held(WHOLE) == IN_FILES


@pytest.mark.parametrize("study", [{}, None, [], {"protocolSection": 5}, {"protocolSection": {}}])
def test_chosen_fields_have_room_for_what_is_there(study):
    lacking = IN_FILES - held(study)
    assert lacking >= ARMS | MESH | {("trials", "sex")}
    assert ("trials", "overall_status") not in lacking


def test_one_study_that_has_a_module_is_enough():
    chosen = {"protocolSection": {"armsInterventionsModule": {"armGroups": []}}}
    assert held({}, chosen) >= ARMS
    assert not held({}, chosen) & MESH
    assert held({}, WHOLE) == IN_FILES


@pytest.mark.parametrize("module", ["conditionBrowseModule", "interventionBrowseModule"])
def test_terms_are_held_where_they_stand_whatever_else_was_chosen(module):
    assert held({"derivedSection": {module: {"meshes": []}}}) >= MESH


@pytest.mark.parametrize(
    ("studies", "has_room"),
    [
        ([], False),
        ([WHOLE], True),
        ([WHOLE, WHOLE | FLOW | {"hasResults": True}], True),
        # it has results, and they are not here
        ([WHOLE | {"hasResults": True}], False),
        ([WHOLE, WHOLE | {"hasResults": True}], False),
        ([WHOLE | {"hasResults": True}, WHOLE], False),
        # it does not say
        ([WHOLE | {"hasResults": None}], False),
        ([{}], False),
        # chosen fields: one says that there is nothing, one has a part of it
        ([{"hasResults": False}], True),
        ([FLOW], True),
        ([{"resultsSection": {}}], False),
        ([{"resultsSection": "none"}], False),
    ],
)
def test_results_are_held_where_they_stand_or_no_study_has_any(studies, has_room):
    assert (TITLE in held(*studies)) == has_room


def test_chosen_modules_of_results_have_no_room_for_the_others():
    assert held(WHOLE | FLOW) == IN_FILES
    assert held(FLOW) >= columns_of_frames("results_flow", "results_groups")
    assert ("results_about", "recruitment") in held(FLOW)
    assert not held(FLOW) & columns_of_frames("results_baseline", "results_events")
    assert ("results_about", "frequency_threshold") not in held(FLOW)
