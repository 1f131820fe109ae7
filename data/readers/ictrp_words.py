"""Words of the WHO portal's registers -> codes of the vocabularies, by tables.

Each register words phase, status and design in its own way. A text that no table has gets no
code here and stays UNLISTED with its words as printed. The tables were made from the values that
public code and exports show of each register; docs/import.md says what they were tried on.
"""

import re
from collections.abc import Mapping
from datetime import date

from data.readers.codes import word_key
from data.readers.dates import MONTHS, as_given

EMPTY = frozenset(("null", "nan", "none", "na", "n_a", "nil", "not_available", "not_selected"))
"""Words for nothing, as ``word_key`` writes them, where a field is not stated."""

PHASES: Mapping[str, str] = {
    **dict.fromkeys(("0", "phase_0", "phase0", "0_exploratory_trials"), "EARLY_PHASE1"),
    **dict.fromkeys(("phase_0_exploratory_trials", "early_phase_1"), "EARLY_PHASE1"),
    **dict.fromkeys(("1", "i", "phase_1", "phase1", "phase_i", "i_phase_i_study"), "PHASE1"),
    **dict.fromkeys(("2", "ii", "phase_2", "phase2", "phase_ii", "ii_phase_ii_study"), "PHASE2"),
    **dict.fromkeys(("2a", "2b", "iia", "iib", "phase_iia", "phase_iib"), "PHASE2"),
    **dict.fromkeys(
        ("3", "iii", "phase_3", "phase3", "phase_iii", "iii_phase_iii_study"), "PHASE3"
    ),
    **dict.fromkeys(("3a", "3b", "iiia", "iiib", "phase_iiia", "phase_iiib"), "PHASE3"),
    **dict.fromkeys(("4", "iv", "phase_4", "phase4", "phase_iv", "iv_phase_iv_study"), "PHASE4"),
    **dict.fromkeys(("1_2", "i_ii", "1_to_2", "phase_1_2", "phase_i_ii", "i_iia"), "PHASE1/PHASE2"),
    **dict.fromkeys(("phase_1_phase_2", "phase1_phase2", "phase_i_phase_ii"), "PHASE1/PHASE2"),
    "i_ii_phase_i_phase_ii": "PHASE1/PHASE2",
    **dict.fromkeys(("2_3", "ii_iii", "2_to_3", "phase_2_3", "phase_ii_iii"), "PHASE2/PHASE3"),
    **dict.fromkeys(("phase_2_phase_3", "phase2_phase3", "phase_ii_phase_iii"), "PHASE2/PHASE3"),
    "ii_iii_phase_ii_phase_iii": "PHASE2/PHASE3",
    **dict.fromkeys(("n_a", "na", "not_applicable"), "NA"),
}
"""Text as ``word_key`` writes it -> phase. "0" is the exploratory phase that ClinicalTrials.gov
calls early phase 1."""

EU_PHASE = re.compile(r"\(\s*Phase\s+(I{1,3}|IV)\s*\)\s*:\s*(yes|no)", re.IGNORECASE)
EU_PHASES = {"I": "PHASE1", "II": "PHASE2", "III": "PHASE3", "IV": "PHASE4"}

STATUSES: Mapping[str, str] = {
    **dict.fromkeys(
        ("open_public_recruiting", "open_to_recruitment", "in_enrollment"), "RECRUITING"
    ),
    "open_to_recruitment_actively_recruiting_participants": "RECRUITING",
    **dict.fromkeys(
        ("pending", "pending_not_yet_recruiting", "preinitiation"), "NOT_YET_RECRUITING"
    ),
    "without_startig_enrollment": "NOT_YET_RECRUITING",
    **dict.fromkeys(
        ("not_recruiting", "no_longer_recruiting", "enrollment_closed"), "NOT_RECRUITING"
    ),
    "closed_to_recruitment_of_participants": "NOT_RECRUITING",
    **dict.fromkeys(("recruitment_completed", "recruitment_complete"), "NOT_RECRUITING"),
    **dict.fromkeys(
        (
            *("complete_follow_up_continuing", "closed_follow_up_continuing"),
            "closed_to_recruitment_follow_up_continuing",
        ),
        "ACTIVE_NOT_RECRUITING",
    ),
    **dict.fromkeys(
        (
            *("complete", "complete_follow_up_complete", "closed_follow_up_complete"),
            *("closed_to_recruitment_follow_up_complete", "data_analysis_completed"),
            *("completed_recruitment_data_analysis_complete", "main_results_already_published"),
            "finished",
        ),
        "COMPLETED",
    ),
    **dict.fromkeys(("temporarily_closed", "temporary_halt", "interrupted"), "SUSPENDED"),
    "temporary_halt_or_suspension": "SUSPENDED",
    **dict.fromkeys(("stopped", "stopped_early", "early_termination"), "TERMINATED"),
    **dict.fromkeys(("authorised", "authorized"), "AUTHORISED"),
    "authorised_recruitment_may_be_ongoing_or_finished": "AUTHORISED",
}
"""Status -> code. The portal says of most trials only whether they recruit."""

STUDY_TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        ("interventional_study", "intervention", "intervention_study"), "INTERVENTIONAL"
    ),
    "interventional_clinical_trial_of_medicinal_product": "INTERVENTIONAL",
    **dict.fromkeys(("observational_study", "observation", "observational"), "OBSERVATIONAL"),
    "observational_patient_registry": "OBSERVATIONAL",
}

SEXES: Mapping[str, str] = {
    **dict.fromkeys(
        ("both", "all", "male_and_female", "female_and_male", "both_male_and_female"), "ALL"
    ),
    **dict.fromkeys(("both_males_and_females", "males_and_females", "b"), "ALL"),
    **dict.fromkeys(("female_yes_male_yes", "male_yes_female_yes"), "ALL"),
    **dict.fromkeys(
        ("female", "females", "f", "female_yes_male_no", "male_no_female_yes"), "FEMALE"
    ),
    **dict.fromkeys(("male", "males", "m", "female_no_male_yes", "male_yes_female_no"), "MALE"),
}

AGE = re.compile(r"([0-9]{1,4})(?:[.,]0+)?\s*(y|m|w|d|h)?[a-z() ]*", re.IGNORECASE)
UNITS = {"y": "Year", "m": "Month", "w": "Week", "d": "Day", "h": "Hour", "": "Year"}
MINUTES = re.compile(r"min", re.IGNORECASE)

PEOPLE = re.compile(r"([0-9]{1,12})(?:\.0{1,2})?")
GROUP = re.compile(r"(?:[^;]*[:：])\s*([0-9]{1,9})\s*")

DAY_TIME = re.compile(r"[T ]\s*[0-9]{1,2}:[0-9]{2}.*$", re.DOTALL)
IN_A_ROW = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
DAY_IN_WORDS = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})[-, ]+([0-9]{4})")
IN_WORDS = re.compile(r"([A-Za-z]{3,9})\.?[ -]+(?:([0-9]{1,2}),? +)?([0-9]{4})")
MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")


def is_nothing(text: str) -> bool:
    """Says whether a text is one of the words for nothing."""
    key = word_key(text)
    return key in EMPTY if key else not any(sign.isalnum() for sign in text)


def phases_of(text: str) -> tuple[str, ...]:
    """The phases of a record as codes; none where no table has the text.

    The registers of the European Union answer yes or no to each of four phases.
    """
    answers = EU_PHASE.findall(text)
    if answers:
        return tuple(EU_PHASES[phase.upper()] for phase, yes in answers if yes.lower() == "yes")
    code = PHASES.get(word_key(text))
    return (code,) if code else ()


def age_of(text: str) -> str:
    """An age as ClinicalTrials.gov writes it, ``18 Years``; the text where it is no age.

    A number alone is in years, as the portal asks for it.
    """
    found = AGE.fullmatch(text.strip())
    if not found or MINUTES.search(text):
        return text.strip()
    number, unit = int(found[1]), UNITS[(found[2] or "").lower()]
    if not number and not found[2]:
        # Some registers mean no limit by it.
        return text.strip()
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def people_of(text: str) -> int | None:
    """The number of people of a target size: one number, or the sum of the groups' numbers."""
    whole = PEOPLE.fullmatch(text.strip())
    if whole:
        return int(whole[1])
    groups = [GROUP.fullmatch(part) for part in re.split("[;；]", text) if part.strip()]
    numbers = [int(found[1]) for found in groups if found]
    return sum(numbers) if numbers and len(numbers) == len(groups) else None


def day_of(text: str, is_month_first: bool = False) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; empty where the text is no date.

    The registers write ``2013-08-15``, ``2021/07/05``, ``20130815``, ``15/08/2013``,
    ``15-08-2013``, ``August 15, 2013`` and ``15 August 2013``. Numbers have the day first unless
    the record shows the other order.
    """
    text = DAY_TIME.sub("", text.strip()).strip()
    if found := IN_A_ROW.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        parts = [found[1], found[2], found[3]]
    elif found := MONTH_AND_YEAR.fullmatch(text):
        parts = [found[2], found[1]]
    elif found := YEAR_LAST.fullmatch(text):
        day, month = (found[2], found[1]) if is_month_first else (found[1], found[2])
        parts = [found[3], month, day]
    elif found := DAY_IN_WORDS.fullmatch(text):
        parts = [found[3], MONTHS.get(found[2].lower(), ""), found[1]]
    elif found := IN_WORDS.fullmatch(text):
        parts = [found[3], MONTHS.get(found[1].lower(), ""), found[2]]
    else:
        parts = [text]
    joined = "-".join(part.zfill(2) for part in parts if part is not None)
    return as_given(joined) or ""


def is_month_first(as_written: str, in_a_row: str) -> bool:
    """Says whether one date in two forms, ``05/08/2026`` and ``20260508``, has its month first."""
    found, twin = YEAR_LAST.fullmatch(as_written.strip()), IN_A_ROW.fullmatch(in_a_row.strip())
    if not found or not twin:
        return False
    return day_of(as_written, True) == day_of(in_a_row) != day_of(as_written)


def export_day(text: str) -> str:
    """The day of an export, which the portal writes with the month first."""
    day = day_of(text, True)
    return day if len(day) == len(date.min.isoformat()) else ""
