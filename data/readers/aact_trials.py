"""Rows of AACT's studies, and what other tables say of the same studies -> cells of trials."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from data.model import schema as s
from data.model import vocabulary as v
from data.readers.aact_columns import Columns, Distinct, always, blank, cells
from data.readers.codes import age_groups_of, code_of, phase_of, who_masked_of
from data.readers.trial_columns import (
    CODE_AND_TEXT,
    DATE,
    STUDIES,
    TRIAL_COLUMNS,
    PlainColumn,
)


def plain_columns(table: str) -> tuple[str, ...]:
    """The columns of a table from which plain columns are read."""
    return tuple(name for column in TRIAL_COLUMNS for name in column.in_table(table))


RESULTS_POSTED = "results_first_posted_date"
STUDY_COLUMNS = ("nct_id", *plain_columns(STUDIES), "phase", "enrollment")
MASKED: Mapping[str, str] = {
    "subject_masked": "PARTICIPANT",
    "caregiver_masked": "CARE_PROVIDER",
    "investigator_masked": "INVESTIGATOR",
    "outcomes_assessor_masked": "OUTCOMES_ASSESSOR",
}
AGES: Mapping[str, str] = {"child": "CHILD", "adult": "ADULT", "older_adult": "OLDER_ADULT"}
NO_LIMIT = "N/A"
"""An age without a limit; the API leaves it out."""
PATIENT_REGISTRY = "observational [patient registry]"


def _phase(text: str) -> str:
    code = code_of(v.PHASE, text)
    # "N/A" of old exports is a value; any other "/" joins two.
    return phase_of(text.split("/")) if code == v.UNLISTED else code


def _phase_printed(text: str) -> str:
    return text.replace("/", s.SEPARATOR) if "/" in _phase(text) else text


def plain_cells(columns: Columns, table: str) -> dict[str, pa.Array]:
    """The columns of ``TRIAL_COLUMNS`` that stand in a table."""
    found: dict[str, pa.Array] = {}
    for column in TRIAL_COLUMNS:
        if names := column.in_table(table):
            found |= _plain_cells(columns, column, names)
    return found


def _plain_cells(
    columns: Columns, column: PlainColumn, names: Sequence[str]
) -> dict[str, pa.Array]:
    texts = cells(columns.rows, names[0])
    if column.vocabulary is not None:
        codes = {column.name: columns.code(column.vocabulary, names[0], column.name)}
        in_words = {f"{column.name}_printed": texts}
        return codes | in_words if column.kind == CODE_AND_TEXT else codes
    return {column.name: columns.date(column.name, *names) if column.kind == DATE else texts}


def absent_cells(rows: pa.Table) -> dict[str, pa.Array]:
    """Cells that AACT does not have: empty texts and codes that are not stated."""
    empty, not_stated = always("", rows), always(v.NOT_STATED, rows)
    found = {
        "printed_tables": empty,
        "control_printed": empty,
        "endpoint_classification": not_stated,
        "endpoint_classification_printed": empty,
    }
    for column in TRIAL_COLUMNS:
        if not any(column.aact):
            found[column.name] = empty if column.vocabulary is None else not_stated
            if column.kind == CODE_AND_TEXT:
                found[f"{column.name}_printed"] = empty
    return found


def study_cells(columns: Columns) -> dict[str, pa.Array]:
    """Cells that the table of studies gives."""
    plain = plain_cells(columns, STUDIES)
    study_type = columns.distinct("study_type")
    is_registry = study_type.mapped(lambda text: str(text.strip().lower() == PATIENT_REGISTRY))
    return plain | {
        "phase": columns.coded("phase", "phase", _phase),
        "phase_printed": columns.distinct("phase").mapped(_phase_printed),
        "enrollment": columns.people("enrollment"),
        "start_year": Distinct.of(plain["start_date"]).years(),
        "patient_registry": pc.if_else(
            pc.equal(is_registry, "True"), "YES", plain["patient_registry"]
        ),
    }


def design_cells(columns: Columns) -> dict[str, pa.Array]:
    """Cells that the designs give for the studies."""
    plain = plain_cells(columns, "designs")
    # The masking, and who of the four is masked, as one text: few differ.
    parts = [plain["masking"]]
    for name, who in MASKED.items():
        parts.append(pc.if_else(pc.equal(columns.code(v.YES_NO, name), "YES"), who, ""))
    who_masked = Distinct.of(pc.binary_join_element_wise(*parts, ","))
    names = [[name for name in text.split(",")[1:] if name] for text in who_masked.texts]
    codes = [
        s.SEPARATOR.join(who_masked_of(each, text.split(",")[0]))
        for each, text in zip(names, who_masked.texts, strict=True)
    ]
    return plain | {
        "who_masked": who_masked.spread(codes),
        "who_masked_printed": who_masked.spread([", ".join(each) for each in names]),
    }


def eligibility_cells(columns: Columns) -> dict[str, pa.Array]:
    """Cells that the eligibilities give for the studies."""
    named = [
        pc.if_else(pc.equal(columns.code(v.YES_NO, name), "YES"), group, "")
        for name, group in AGES.items()
    ]
    groups = Distinct.of(pc.binary_join_element_wise(*named, ","))
    codes = [s.SEPARATOR.join(age_groups_of(text.split(","))) for text in groups.texts]
    ages = {name: columns.distinct(name).mapped(_age) for name in ("minimum_age", "maximum_age")}
    plain = plain_cells(columns, "eligibilities")
    return plain | ages | {"age_groups": groups.spread(codes)}


def _age(text: str) -> str:
    return "" if text.strip().upper() == NO_LIMIT else text


def results_cells(columns: Columns, studies: pa.Table, no_date: str) -> dict[str, pa.Array]:
    """Tells whether there are results: as calculated, else by their first posting's date."""
    calculated = plain_cells(columns, "calculated_values")["has_results"]
    posted = pa.array(~blank(cells(studies, RESULTS_POSTED)))
    by_date = pc.if_else(posted, "YES", no_date)
    unknown = pc.equal(calculated, v.NOT_STATED)
    return {"has_results": pc.if_else(unknown, by_date, calculated)}
