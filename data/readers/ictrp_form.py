"""The form of the WHO portal's export (ICTRP): the names of its fields, and how a file tells it."""

import re
from collections.abc import Mapping
from functools import lru_cache

from data.model.registers import is_trial_id
from data.readers.codes import word_key
from data.readers.csv_text import SEPARATORS, first_record

FIELDS: Mapping[str, tuple[str, ...]] = {
    "trialid": ("trial_id",),
    "export_date": (),
    "last_refreshed_on": ("last_updated", "last_update"),
    "secondary_id": ("secondary_ids", "sec_ids", "secondaryid", "secondaryids"),
    "bridging_flag": (),
    "childs": ("children",),
    "public_title": (),
    "scientific_title": (),
    "acronym": (),
    "web_address": ("url",),
    "study_type": (),
    "study_design": (),
    "phase": (),
    "date_registration": (),
    "date_registration3": (),
    "date_enrollement": ("date_enrolment", "date_enrollment", "date_enrolement"),
    "type_enrolment": ("type_enrollment",),
    "target_size": (),
    "recruitment_status": (),
    "primary_sponsor": (),
    "secondary_sponsor": ("secondary_sponsors",),
    "countries": ("country",),
    "condition": ("conditions",),
    "intervention": ("interventions",),
    "inclusion_agemin": ("agemin", "age_min"),
    "inclusion_agemax": ("agemax", "age_max"),
    "inclusion_gender": ("gender",),
    "inclusion_criteria": (),
    "exclusion_criteria": (),
    "primary_outcome": ("primary_outcomes",),
    "secondary_outcome": ("secondary_outcomes",),
    "results_date_completed": (),
    "results_yes_no": (),
    "results_url_link": (),
}
"""Field that is read -> the other names that exports have given it."""
NAMES = {
    **{name: name for name in FIELDS},
    **{other: name for name, others in FIELDS.items() for other in others},
}

NOT_READ = ""
WITHOUT_HEADING = (
    *("trialid", "last_refreshed_on", "secondary_id", "public_title", "scientific_title"),
    *("web_address", *12 * (NOT_READ,), "study_type", "study_design", "phase"),
    *("date_registration", "date_enrollement", "target_size", "recruitment_status"),
    *("primary_sponsor", "secondary_sponsor", NOT_READ, "countries", "condition", "intervention"),
    *("inclusion_agemin", "inclusion_agemax", "inclusion_gender", "inclusion_criteria"),
    *("exclusion_criteria", "primary_outcome", "secondary_outcome", "bridging_flag", NOT_READ),
    *("childs", "type_enrolment", *2 * (NOT_READ,), "results_url_link", *10 * (NOT_READ,)),
    *("results_date_completed", "results_yes_no", *6 * (NOT_READ,)),
)
"""The fields of the CSV of the whole database by their places; the others are not read."""

TOLD_BY = ("source_register", "recruitment_status", "date_registration", "public_title")
"""Columns of which a portal's CSV has one at least, besides the number of the trial."""

ROOT = re.compile(rb"<(?:Trials_downloaded_from_ICTRP|Trials_central|Trial|TrialID)[\s/>]")


def is_xml(head: bytes) -> bool:
    """Says whether a file begins as the portal's XML does."""
    return head.lstrip().startswith(b"<") and bool(ROOT.search(head))


def is_csv(head: bytes) -> bool:
    """Says whether a file begins as one of the portal's CSV files does."""
    text = head.decode("utf-8", "replace")
    return any(tells(first_record(text, separator)) for separator in SEPARATORS)


def tells(cells: list[str]) -> bool:
    """Says whether a first row is one of the portal's."""
    names = [field_of(cell) for cell in cells]
    if "trialid" in names:
        return any(word_key(cell) in TOLD_BY for cell in cells)
    return has_no_heading(cells)


def has_no_heading(cells: list[str]) -> bool:
    """Says whether the first row is a trial, as in the CSV of the whole database."""
    return len(cells) == len(WITHOUT_HEADING) and is_trial_id(cells[0].strip(' "'))


@lru_cache(maxsize=1_000)
def field_of(heading: str) -> str:
    """The field of a tag or a heading; empty where it is not read."""
    return NAMES.get(word_key(heading), "")
