"""Values of registry records -> codes of the vocabularies.

The registry has written the same value in two ways: as a label (``Active, not recruiting``,
in AACT to 2024) and as an enumeration (``ACTIVE_NOT_RECRUITING``, in the API, the CSV and
AACT since). Both give the same code. A value in neither list is UNLISTED, never an error and
never guessed; an absent value is NOT_STATED.
"""

import re
from collections.abc import Iterable, Mapping

from data.model import vocabulary as v

OTHER_WORDS: Mapping[str, Mapping[str, str]] = {
    "phase": {
        "not_applicable": "NA",
        "n_a": "NA",
        "phase_0": "EARLY_PHASE1",
        "early_phase_1": "EARLY_PHASE1",
        "phase_1": "PHASE1",
        "phase_1_phase_2": "PHASE1/PHASE2",
        "phase_2": "PHASE2",
        "phase_2_phase_3": "PHASE2/PHASE3",
        "phase_3": "PHASE3",
        "phase_4": "PHASE4",
    },
    "study_type": {"observational_patient_registry": "OBSERVATIONAL"},
    "overall_status": {"unknown_status": "UNKNOWN"},
    "site_status": {"unknown_status": "UNKNOWN"},
    "allocation": {"n_a": "NA", "not_applicable": "NA"},
    "intervention_model": {
        "single_group_assignment": "SINGLE_GROUP",
        "parallel_assignment": "PARALLEL",
        "crossover_assignment": "CROSSOVER",
        "factorial_assignment": "FACTORIAL",
        "sequential_assignment": "SEQUENTIAL",
    },
    "masking": {
        "none_open_label": "NONE",
        "open_label": "NONE",
        "single_blind": "SINGLE",
        "double_blind": "DOUBLE",
    },
    "who_masked": {"subject": "PARTICIPANT", "caregiver": "CARE_PROVIDER"},
    "primary_purpose": {"educational_counseling_training": "ECT"},
    "enrollment_type": {"anticipated": "ESTIMATED", "estimate": "ESTIMATED"},
    "date_type": {"anticipated": "ESTIMATED", "estimate": "ESTIMATED"},
    "sponsor_class": {"u_s_fed": "FED", "individual": "INDIV"},
    "sex": {"both": "ALL"},
    "reference_kind": {"results_reference": "RESULT", "reference": v.NOT_STATED},
    "yes_no": {
        "t": "YES",
        "true": "YES",
        "accepts_healthy_volunteers": "YES",
        "f": "NO",
        "false": "NO",
    },
}
"""Vocabulary -> words that do not spell their code, as ``word_key`` writes them."""


def word_key(text: str) -> str:
    """Lower case, everything but letters and digits as one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _codes(vocabulary: v.Vocabulary) -> Mapping[str, str]:
    # What the two own codes would spell is no value of the registry.
    listed = [code for code in vocabulary.codes if code not in (v.NOT_STATED, v.UNLISTED)]
    return {
        **{code: code for code in listed},
        **{word_key(code): code for code in listed},
        **OTHER_WORDS.get(vocabulary.name, {}),
    }


CODES: Mapping[str, Mapping[str, str]] = {
    vocabulary.name: _codes(vocabulary)
    for vocabulary in (
        v.STUDY_TYPE,
        v.PHASE,
        v.ALLOCATION,
        v.INTERVENTION_MODEL,
        v.MASKING,
        v.WHO_MASKED,
        v.PRIMARY_PURPOSE,
        v.OBSERVATIONAL_MODEL,
        v.TIME_PERSPECTIVE,
        v.ENROLLMENT_TYPE,
        v.DATE_TYPE,
        v.OVERALL_STATUS,
        v.SPONSOR_CLASS,
        v.INTERVENTION_TYPE,
        v.YES_NO,
        v.SITE_STATUS,
        v.SEX,
        v.AGE_GROUP,
        v.ARM_TYPE,
        v.OUTCOME_KIND,
        v.POSTED_OUTCOME_KIND,
        v.REFERENCE_KIND,
    )
}
"""Vocabulary -> the registry's own spelling, or the words as ``word_key`` writes them -> code."""


def code_of(vocabulary: v.Vocabulary, text: str) -> str:
    """The code of one value; NOT_STATED where it is empty, UNLISTED where no list has it."""
    codes = CODES[vocabulary.name]
    if text in codes:
        return codes[text]
    if not text.strip():
        return v.NOT_STATED
    return codes.get(word_key(text), v.UNLISTED)


def phase_of(phases: Iterable[str]) -> str:
    """One code of the phases of a record: two entries are a combined phase, in either order."""
    codes = {code_of(v.PHASE, phase) for phase in phases if phase.strip()}
    if not codes:
        return v.NOT_STATED
    joined = "/".join(sorted(codes, key=v.PHASE.codes.index))
    return joined if joined in v.PHASE.codes else v.UNLISTED


def who_masked_of(names: Iterable[str], masking: str) -> tuple[str, ...]:
    """The people who are masked, each once, in the vocabulary's order.

    Args:
        names: the values of the record.
        masking: the code of the masking; nobody is masked where it is NONE.
    """
    codes = {code_of(v.WHO_MASKED, name) for name in names if name.strip()}
    if codes:
        return tuple(sorted(codes, key=v.WHO_MASKED.codes.index))
    return ("NONE",) if masking == "NONE" else (v.NOT_STATED,)


def age_groups_of(names: Iterable[str]) -> tuple[str, ...]:
    """The age groups that a trial takes, each once, in the vocabulary's order."""
    codes = {code_of(v.AGE_GROUP, name) for name in names if name.strip()} or {v.NOT_STATED}
    return tuple(sorted(codes, key=v.AGE_GROUP.codes.index))
