"""A JSON with chosen fields does not hold the rest; a whole record that lacks it states none."""

import pytest

from data.readers.columns import IN_FILES, columns_of_frames
from data.readers.held_modules import HeldModules

WHOLE = {
    "protocolSection": {"descriptionModule": {}, "eligibilityModule": {}},
    "derivedSection": {"miscInfoModule": {"versionHolder": "2024-01-01"}},
}
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
