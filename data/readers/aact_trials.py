"""Rows of AACT's studies, and what other tables say of the same studies -> cells of trials."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from data.model import schema as s
from data.model import vocabulary as v
from data.readers.aact_columns import Columns, Distinct, Flags, always, blank, cells, flags
from data.readers.codes import code_of, phase_of, who_masked_of
from data.readers.columns import MOST_PEOPLE

DATES: Mapping[str, str] = {
    "start_date": "start_month_year",
    "primary_completion_date": "primary_completion_month_year",
    "completion_date": "completion_month_year",
}
"""Full date -> the column with the date as the sponsor gave it."""

STUDY_COLUMNS = (
    "nct_id",
    "brief_title",
    "acronym",
    "overall_status",
    "why_stopped",
    "study_type",
    "phase",
    "enrollment",
    "enrollment_type",
    *DATES,
    *DATES.values(),
    *(f"{date}_type" for date in DATES),
    "study_first_posted_date",
    "last_update_posted_date",
    "patient_registry",
    "results_first_posted_date",
)
DESIGN = (
    v.ALLOCATION,
    v.INTERVENTION_MODEL,
    v.MASKING,
    v.PRIMARY_PURPOSE,
    v.OBSERVATIONAL_MODEL,
    v.TIME_PERSPECTIVE,
)
MASKED: Mapping[str, str] = {
    "subject_masked": "PARTICIPANT",
    "caregiver_masked": "CARE_PROVIDER",
    "investigator_masked": "INVESTIGATOR",
    "outcomes_assessor_masked": "OUTCOMES_ASSESSOR",
}
PATIENT_REGISTRY = "observational [patient registry]"
DIGITS = r"^[0-9]{1,18}\z"


def not_people(texts: pa.Array) -> Flags:
    """Which enrolments are stated, but are no number of people."""
    digits = pc.match_substring_regex(texts, DIGITS)
    people = pc.if_else(digits, texts, "0").cast(pa.int64())
    possible = flags(pc.and_(digits, pc.less_equal(people, MOST_PEOPLE)))
    return ~blank(texts) & ~possible


def _phase(text: str) -> str:
    code = code_of(v.PHASE, text)
    # "N/A" of old exports is a value; any other "/" joins two.
    return phase_of(text.split("/")) if code == v.UNLISTED else code


def _phase_printed(text: str) -> str:
    return text.replace("/", s.SEPARATOR) if "/" in _phase(text) else text


def study_cells(columns: Columns) -> dict[str, pa.Array]:
    """What the table of studies says."""
    rows = columns.rows
    empty, not_stated = always("", rows), always(v.NOT_STATED, rows)
    study_type = columns.distinct("study_type")
    is_registry = study_type.mapped(lambda text: str(text.strip().lower() == PATIENT_REGISTRY))
    people = cells(rows, "enrollment")
    stated = pa.array(~blank(people))
    start = columns.date("start_date", DATES["start_date"], "start_date")
    return {
        "title": cells(rows, "brief_title"),
        "acronym": cells(rows, "acronym"),
        "printed_tables": empty,
        "control": not_stated,
        "control_printed": empty,
        "endpoint_classification": not_stated,
        "endpoint_classification_printed": empty,
        "overall_status": columns.code(v.OVERALL_STATUS, "overall_status"),
        "overall_status_printed": cells(rows, "overall_status"),
        "why_stopped": cells(rows, "why_stopped"),
        "study_type": columns.code(v.STUDY_TYPE, "study_type"),
        "study_type_printed": cells(rows, "study_type"),
        "phase": columns.coded("phase", "phase", _phase),
        "phase_printed": columns.distinct("phase").mapped(_phase_printed),
        "enrollment": pc.if_else(stated, people, pa.scalar(None, pa.string())).cast(pa.int64()),
        "enrollment_type": columns.code(v.ENROLLMENT_TYPE, "enrollment_type"),
        "start_date": start,
        "start_year": Distinct.of(start).years(),
        "start_date_type": columns.code(v.DATE_TYPE, "start_date_type"),
        **{
            date: columns.date(date, DATES[date], date)
            for date in ("primary_completion_date", "completion_date")
        },
        **{
            f"{date}_type": columns.code(v.DATE_TYPE, f"{date}_type")
            for date in ("primary_completion_date", "completion_date")
        },
        "first_posted": columns.date("first_posted", "study_first_posted_date"),
        "last_update_posted": columns.date("last_update_posted", "last_update_posted_date"),
        "patient_registry": pc.if_else(
            pc.equal(is_registry, "True"), "YES", columns.code(v.YES_NO, "patient_registry")
        ),
    }


def design_cells(columns: Columns) -> dict[str, pa.Array]:
    """What the designs say of the same studies."""
    rows = columns.rows
    found = {}
    for vocabulary in DESIGN:
        found[vocabulary.name] = columns.code(vocabulary, vocabulary.name)
        found[f"{vocabulary.name}_printed"] = cells(rows, vocabulary.name)
    # The masking, and who of the four is masked, as one text: few differ.
    parts = [found["masking"]]
    for name, who in MASKED.items():
        parts.append(pc.if_else(pc.equal(columns.code(v.YES_NO, name), "YES"), who, ""))
    who_masked = Distinct.of(pc.binary_join_element_wise(*parts, ","))
    names = [[name for name in text.split(",")[1:] if name] for text in who_masked.texts]
    codes = [
        s.SEPARATOR.join(who_masked_of(each, text.split(",")[0]))
        for each, text in zip(names, who_masked.texts, strict=True)
    ]
    found["who_masked"] = who_masked.spread(codes)
    found["who_masked_printed"] = who_masked.spread([", ".join(each) for each in names])
    return found


def sponsor_cells(columns: Columns) -> dict[str, pa.Array]:
    """The lead sponsor of the same studies."""
    return {
        "sponsor": cells(columns.rows, "name"),
        "sponsor_class": columns.code(v.SPONSOR_CLASS, "agency_class", "sponsor_class"),
        "sponsor_class_printed": cells(columns.rows, "agency_class"),
    }


def results_cells(columns: Columns, studies: pa.Table, no_date: str) -> dict[str, pa.Array]:
    """Whether there are results: as calculated, else by the date of their first posting."""
    calculated = columns.code(v.YES_NO, "were_results_reported", "has_results")
    posted = pa.array(~blank(cells(studies, "results_first_posted_date")))
    by_date = pc.if_else(posted, "YES", no_date)
    unknown = pc.equal(calculated, v.NOT_STATED)
    return {"has_results": pc.if_else(unknown, by_date, calculated)}
