"""The study design of the WHO portal's registers, one text, taken apart by tables.

Three ways of writing occur: names with values ("Allocation: Randomized. Masking: Open"), the yes
and no of the registers of the European Union ("Randomised: yes Open: no Double blind: yes"), and
words one after the other ("Single arm, Non-randomized, Open(masking not used)"). A part that no
table has gives its column no code; a text of which nothing can be read is kept at the allocation.
"""

import re
from collections.abc import Iterator, Mapping

from data.model import vocabulary as v
from data.readers.codes import CODES, word_key

Design = Mapping[str, tuple[str, str]]
"""Column -> (code, the words of the text that gave it)."""

UNREAD = "allocation"
"""The column that keeps a text of which nothing can be read."""

NAMES: Mapping[str, str] = {
    "allocation": "allocation",
    "randomization": "allocation",
    "randomisation": "allocation",
    "intervention model": "intervention_model",
    "intervention assignment": "intervention_model",
    "assignment": "intervention_model",
    "primary purpose": "primary_purpose",
    "study design purpose": "primary_purpose",
    "purpose": "primary_purpose",
    "masking": "masking",
    "blinding/masking": "masking",
    "blinding and masking": "masking",
    "blinding": "masking",
    "observational model": "observational_model",
    "observational study model": "observational_model",
    "time perspective": "time_perspective",
    "timing": "time_perspective",
    **dict.fromkeys(
        (
            *("control group", "control", "placebo", "endpoint classification"),
            *("type of endpoint", "duration", "selection", "who is blinded"),
            *("method of generating randomization sequence", "method of allocation concealment"),
        ),
        "",
    ),
}
"""Name before a colon -> column; empty for what the frames have no room for."""
NAME = re.compile(
    r"(?<![A-Za-z])("
    + "|".join(re.escape(name) for name in sorted(NAMES, key=len, reverse=True))
    + r")\s*:\s*",
    re.IGNORECASE,
)

VALUES: Mapping[str, Mapping[str, str]] = {
    "allocation": {
        **dict.fromkeys(("randomised", "rct", "randomised_controlled_trial"), "RANDOMIZED"),
        **dict.fromkeys(
            ("randomized_controlled_trial", "randomized_controlled_study"), "RANDOMIZED"
        ),
        "randomised_controlled_study": "RANDOMIZED",
        **dict.fromkeys(
            (
                *("non_randomised", "non_rct", "non_randomised_trial", "non_randomized_trial"),
                *("not_randomized", "not_randomised", "nonrandomized", "nonrandomised"),
                *("non_randomized_controlled_trial", "non_randomised_controlled_trial"),
                *("non_randomized_controlled_study", "non_randomised_controlled_study"),
            ),
            "NON_RANDOMIZED",
        ),
        **dict.fromkeys(("single_arm_study", "n_a_single_arm_study"), "NA"),
    },
    "intervention_model": {
        **dict.fromkeys(("single", "single_arm", "single_arm_study", "one_arm"), "SINGLE_GROUP"),
        **dict.fromkeys(("single_assignment", "single_arm_trial"), "SINGLE_GROUP"),
        **dict.fromkeys(("parallel_group", "parallel_groups", "parallel_group_trial"), "PARALLEL"),
        **dict.fromkeys(("cross_over", "crossover_trial", "cross_over_assignment"), "CROSSOVER"),
        **dict.fromkeys(("factorial_design", "factorial_trial"), "FACTORIAL"),
    },
    "primary_purpose": {
        **dict.fromkeys(("diagnosis", "diagnostic_purpose"), "DIAGNOSTIC"),
        **dict.fromkeys(("treatment_purpose", "therapy"), "TREATMENT"),
        **dict.fromkeys(("prevention_purpose", "prophylaxis"), "PREVENTION"),
        **dict.fromkeys(("supportive", "supportive_care_purpose"), "SUPPORTIVE_CARE"),
        **dict.fromkeys(
            ("health_service_research", "health_care_system"), "HEALTH_SERVICES_RESEARCH"
        ),
        **dict.fromkeys(("basic_research", "basic_research_physiological_study"), "BASIC_SCIENCE"),
        **dict.fromkeys(("educational_counselling_training", "education"), "ECT"),
    },
    "masking": {
        **dict.fromkeys(("open", "open_masking_not_used", "open_label_masking_not_used"), "NONE"),
        **dict.fromkeys(
            ("not_blinded", "no_masking", "masking_not_used", "open_no_masking"), "NONE"
        ),
        **dict.fromkeys(("open_but_assessor_s_are_blinded", "observer_blind"), "SINGLE"),
        **dict.fromkeys(("single_blind", "single_blinded", "single_masked"), "SINGLE"),
        **dict.fromkeys(("double_blind", "double_blinded", "double_masked"), "DOUBLE"),
        "double_blind_double_dummy": "DOUBLE",
        **dict.fromkeys(("triple_blind", "triple_blinded", "triple_masked"), "TRIPLE"),
        **dict.fromkeys(("quadruple_blind", "quadruple_blinded", "quadruple_masked"), "QUADRUPLE"),
    },
    "observational_model": {
        **dict.fromkeys(("cohort_study", "prospective_cohort"), "COHORT"),
        **dict.fromkeys(("case_control_study", "case_control_studies"), "CASE_CONTROL"),
    },
    "time_perspective": {
        **dict.fromkeys(("longitudinal_prospective", "prospective_study"), "PROSPECTIVE"),
        "retrospective_study": "RETROSPECTIVE",
        **dict.fromkeys(("cross_sectional_study", "crosssectional"), "CROSS_SECTIONAL"),
    },
}
"""Column -> value as ``word_key`` writes it -> code, beside the vocabulary's own words."""
VOCABULARIES = {
    each.name: each
    for each in (
        *(v.ALLOCATION, v.INTERVENTION_MODEL, v.PRIMARY_PURPOSE, v.MASKING),
        *(v.OBSERVATIONAL_MODEL, v.TIME_PERSPECTIVE),
    )
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "randomized_parallel_controlled_trial": {
        "allocation": "RANDOMIZED",
        "intervention_model": "PARALLEL",
    },
    "parallel_randomized": {"allocation": "RANDOMIZED", "intervention_model": "PARALLEL"},
    "cross_over_randomized": {"allocation": "RANDOMIZED", "intervention_model": "CROSSOVER"},
    "single_arm_non_randomized": {
        "allocation": "NON_RANDOMIZED",
        "intervention_model": "SINGLE_GROUP",
    },
    "parallel_non_randomized": {"allocation": "NON_RANDOMIZED", "intervention_model": "PARALLEL"},
    "non_randomized_control": {"allocation": "NON_RANDOMIZED"},
    "quasi_randomized_controlled": {"allocation": "NON_RANDOMIZED"},
    "prospective_cohort": {"observational_model": "COHORT", "time_perspective": "PROSPECTIVE"},
    "case_control_study": {"observational_model": "CASE_CONTROL"},
    "cohort_study": {"observational_model": "COHORT"},
}
"""Words, as ``word_key`` writes them, that give several columns or none of their own name."""
PART_END = re.compile(r"[,;.]\s*|:\s+(?!(?:yes|no)\b)", re.IGNORECASE)
"""Before "yes" or "no" a colon ends nothing: "Crossover: no" is no crossover."""
ALONE = ("allocation", "intervention_model", "masking", "observational_model", "time_perspective")
"""Columns that a word alone can give. A purpose alone ("Treatment", "Other") may mean another
thing, so it needs its name or "purpose" behind it."""

EU_ANSWER = re.compile(
    r"\b(Randomised|Open|Single blind|Double blind|Parallel group|Cross over)\s*:\s*(yes|no)\b",
    re.IGNORECASE,
)
EU_MODELS = {"parallel_group": "PARALLEL", "cross_over": "CROSSOVER"}
EU_MASKINGS = {"open": "NONE", "single_blind": "SINGLE", "double_blind": "DOUBLE"}

ROLES: Mapping[str, str] = {
    **dict.fromkeys(("participant", "patient", "subject", "patient_subject"), "PARTICIPANT"),
    **dict.fromkeys(("care_provider", "caregiver"), "CARE_PROVIDER"),
    **dict.fromkeys(("investigator", "investigator_therapist"), "INVESTIGATOR"),
    **dict.fromkeys(
        ("outcomes_assessor", "outcome_assessor", "outcome_accessor"), "OUTCOMES_ASSESSOR"
    ),
    "assessor": "OUTCOMES_ASSESSOR",
}
IN_BRACKETS = re.compile(r"(?P<value>[^()]*)\((?P<inside>[^()]*)\)\s*")
BLINDED = re.compile(r"(?P<names>.+?)\s+blinded", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|;|\band\b)\s*", re.IGNORECASE)


def design_of(text: str) -> tuple[Design, tuple[str, ...]]:
    """(the columns that the text states, who is masked as codes)."""
    plain = " ".join(re.sub(r"<[^<>]{0,40}>", " ", text).split())
    if not plain:
        return {}, ()
    answers = EU_ANSWER.findall(plain)
    masked: tuple[str, ...] = ()
    if answers:
        found = dict(_of_answers(answers))
    elif NAME.search(plain):
        found, masked = _of_names(plain)
    else:
        found = dict(_of_words(plain))
    return found or {UNREAD: (v.UNLISTED, plain)}, masked


def _of_answers(answers: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The columns of yes and no; two of one kind that are both yes give no code."""
    said = {word_key(name): answer.lower() == "yes" for name, answer in answers}
    printed = {word_key(name): f"{name}: {answer}" for name, answer in answers}
    if "randomised" in said:
        code = "RANDOMIZED" if said["randomised"] else "NON_RANDOMIZED"
        yield "allocation", (code, printed["randomised"])
    for column, codes in (("masking", EU_MASKINGS), ("intervention_model", EU_MODELS)):
        yes = [name for name in codes if said.get(name)]
        if yes:
            words = ", ".join(printed[name] for name in yes)
            yield column, (codes[yes[0]] if len(yes) == 1 else v.UNLISTED, words)


def _of_names(text: str) -> tuple[dict[str, tuple[str, str]], tuple[str, ...]]:
    """The columns of names with values; the words before the first name are read one by one."""
    pieces = NAME.split(text)
    found = dict(_of_words(pieces[0]))
    masked: tuple[str, ...] = ()
    for name, value in zip(pieces[1::2], pieces[2::2], strict=True):
        column, words = NAMES[name.lower()], value.strip(" .,;|")
        if not column or not words:
            continue
        code, roles = _masking(words) if column == "masking" else (_code(column, words), ())
        found[column] = (code, words)
        masked = masked or roles
    return found, masked


def _code(column: str, words: str) -> str:
    key = word_key(words)
    code = VALUES[column].get(key) or CODES[column].get(key)
    # "Randomised controlled trial, stratified": the value, then more about it.
    first = word_key(re.split("[,;.(]", words, maxsplit=1)[0])
    return code or VALUES[column].get(first) or CODES[column].get(first) or v.UNLISTED


def _masking(words: str) -> tuple[str, tuple[str, ...]]:
    """The masking, and who is masked: "Double Blind (Subject, Investigator)"."""
    whole, bracket = _code("masking", words), IN_BRACKETS.fullmatch(words)
    blinded = BLINDED.fullmatch(words)
    inside = bracket["inside"] if bracket else blinded["names"] if blinded else ""
    names = [ROLES.get(word_key(name), "") for name in AND.split(inside) if name.strip()]
    roles = tuple(dict.fromkeys(names)) if names and all(names) else ()
    return whole, roles


def _of_words(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The columns of words without names; the first that gives a column counts."""
    whole = text.strip(" .")
    parts = [whole] if word_key(whole) in WORDS else PART_END.split(whole)
    taken = set()
    for part in parts:
        for column, code in _columns_of(part.strip()).items():
            if column not in taken:
                taken.add(column)
                yield column, (code, part.strip())


def _columns_of(words: str) -> Mapping[str, str]:
    key = word_key(words)
    if key in WORDS:
        return WORDS[key]
    columns = (*ALONE, "primary_purpose") if key.endswith("_purpose") else ALONE
    codes = {
        column: code
        for column in columns
        if (code := VALUES[column].get(key) or CODES[column].get(key))
    }
    # "None", "N/A" and "Other" alone do not say of what.
    return codes if len(codes) == 1 and key not in ("none", "na", "n_a", "other") else {}
