"""Both ways of writing a value give one code; what no list has is UNLISTED."""

import pytest

from data.model import vocabulary as v
from data.readers.codes import code_of, phase_of, who_masked_of


@pytest.mark.parametrize(
    ("vocabulary", "text", "code"),
    [
        (v.OVERALL_STATUS, "ACTIVE_NOT_RECRUITING", "ACTIVE_NOT_RECRUITING"),
        (v.OVERALL_STATUS, "Active, not recruiting", "ACTIVE_NOT_RECRUITING"),
        (v.OVERALL_STATUS, "Unknown status", "UNKNOWN"),
        (v.OVERALL_STATUS, "No longer available", "NO_LONGER_AVAILABLE"),
        (v.OVERALL_STATUS, "", "NOT_STATED"),
        (v.OVERALL_STATUS, "  ", "NOT_STATED"),
        (v.OVERALL_STATUS, "NOT_STATED", "UNLISTED"),
        (v.OVERALL_STATUS, "UNLISTED", "UNLISTED"),
        (v.OVERALL_STATUS, "<script>", "UNLISTED"),
        (v.STUDY_TYPE, "Observational [Patient Registry]", "OBSERVATIONAL"),
        (v.STUDY_TYPE, "Expanded Access", "EXPANDED_ACCESS"),
        (v.ALLOCATION, "NA", "NA"),
        (v.ALLOCATION, "N/A", "NA"),
        (v.ALLOCATION, "Non-Randomized", "NON_RANDOMIZED"),
        (v.INTERVENTION_MODEL, "Parallel Assignment", "PARALLEL"),
        (v.INTERVENTION_MODEL, "SINGLE_GROUP", "SINGLE_GROUP"),
        (v.MASKING, "None (Open Label)", "NONE"),
        (v.MASKING, "Triple", "TRIPLE"),
        (v.PRIMARY_PURPOSE, "Educational/Counseling/Training", "ECT"),
        (v.PRIMARY_PURPOSE, "Health Services Research", "HEALTH_SERVICES_RESEARCH"),
        (v.OBSERVATIONAL_MODEL, "Ecologic or Community", "ECOLOGIC_OR_COMMUNITY"),
        (v.TIME_PERSPECTIVE, "Cross-Sectional", "CROSS_SECTIONAL"),
        (v.TIME_PERSPECTIVE, "p", "UNLISTED"),
        (v.ENROLLMENT_TYPE, "Anticipated", "ESTIMATED"),
        (v.DATE_TYPE, "Estimate", "ESTIMATED"),
        (v.INTERVENTION_TYPE, "Dietary Supplement", "DIETARY_SUPPLEMENT"),
        (v.SPONSOR_CLASS, "OTHER_GOV", "OTHER_GOV"),
        (v.SPONSOR_CLASS, "UNKNOWN", "UNKNOWN"),
        (v.YES_NO, "t", "YES"),
        (v.YES_NO, "f", "NO"),
    ],
)
def test_code_of(vocabulary, text, code):
    assert code_of(vocabulary, text) == code


@pytest.mark.parametrize(
    ("phases", "code"),
    [
        ([], "NOT_STATED"),
        ([""], "NOT_STATED"),
        (["NA"], "NA"),
        (["Not Applicable"], "NA"),
        (["EARLY_PHASE1"], "EARLY_PHASE1"),
        (["PHASE1", "PHASE2"], "PHASE1/PHASE2"),
        (["PHASE2", "PHASE1"], "PHASE1/PHASE2"),
        (["PHASE1/PHASE2"], "PHASE1/PHASE2"),
        (["Phase 2/Phase 3"], "PHASE2/PHASE3"),
        (["PHASE1", "PHASE3"], "UNLISTED"),
        (["NA", "PHASE1"], "UNLISTED"),
        (["PHASE1", "PHASE2", "PHASE3"], "UNLISTED"),
        (["PHASE5"], "UNLISTED"),
        (["PHASE1", "NOT_STATED"], "UNLISTED"),
    ],
)
def test_phase_of(phases, code):
    assert phase_of(phases) == code


@pytest.mark.parametrize(
    ("names", "masking", "codes"),
    [
        (["OUTCOMES_ASSESSOR", "PARTICIPANT"], "DOUBLE", ("PARTICIPANT", "OUTCOMES_ASSESSOR")),
        (["PARTICIPANT", "PARTICIPANT"], "SINGLE", ("PARTICIPANT",)),
        ([], "NONE", ("NONE",)),
        ([], "DOUBLE", ("NOT_STATED",)),
        ([], "NOT_STATED", ("NOT_STATED",)),
        (["The cat"], "SINGLE", ("UNLISTED",)),
    ],
)
def test_who_masked_of(names, masking, codes):
    assert who_masked_of(names, masking) == codes
