"""The worked example of a template: a protocol that is made up, and that the import skips."""

from collections.abc import Iterator, Mapping, Sequence

from data.model import vocabulary as v
from data.readers.workbooks.cells import text_cell
from data.readers.workbooks.form import SHEETS, FormSheet
from data.readers.workbooks.problems import RowPlace
from data.readers.workbooks.sheet_rows import SheetRow, checked

KEY = "example"
"""The key of the protocol and of its source."""
MARK = "EXAMPLE, made up"
ISLETS = v.DAY_ZERO.labels["ISLET_INFUSION"]
COHORT = v.OUTCOME_LEVEL.labels["COHORT"]
ROLES, ENDS = v.EVENT_ROLE.labels, v.END_KIND.labels

EXAMPLE: Mapping[str, Sequence[Mapping[str, str]]] = {
    "regimens": (
        {
            "regimen": KEY,
            "label": f"{MARK}: islets alone, two drugs",
            "short_label": "Example, made up",
            "day_zero": ISLETS,
            "condition_group": v.CONDITION_GROUP.labels["T1D"],
            "transplant_type": v.TRANSPLANT_TYPE.labels["ITA"],
            "first_year": "2024",
            "last_year": "2026",
            "n": "12",
            "source": KEY,
            "locator": "page 1",
        },
    ),
    "events": (
        {
            "regimen": KEY,
            "agent": "Islets",
            "role": ROLES["GRAFT"],
            "start_day": "0",
            "dose": "10,000 IEQ/kg",
            "route": "into the portal vein",
            "source": KEY,
            "locator": "page 1",
        },
        {
            "regimen": KEY,
            "agent": "ATG",
            "role": ROLES["INDUCTION"],
            "start_day": "-1",
            "end_day": "3",
            "end_kind": ENDS["FIXED"],
            "dose": "1.5 mg/kg",
            "route": "intravenous",
            "schedule": "once daily",
            "source": KEY,
            "locator": "page 2",
        },
        {
            "regimen": KEY,
            "agent": "Teplizumab",
            "agent_class": "Anti-CD3 antibody",
            "role": ROLES["INDUCTION"],
            "start_day": "14",
            "end_day": "27",
            "coverage": v.COVERAGE.labels["SOME"],
            "patients_n": "4",
            "remark": "An agent of your own with a class of your own.",
            "source": KEY,
            "locator": "page 2",
        },
        {
            "regimen": KEY,
            "agent": "TAC",
            "role": ROLES["MAINTENANCE"],
            "start_day": "0",
            "end_kind": ENDS["ONGOING"],
            "route": "oral",
            "schedule": "twice daily",
            "trough_target": "8-10 ng/ml",
            "source": KEY,
            "locator": "page 3",
        },
    ),
    "outcomes": (
        {
            "regimen": KEY,
            "measure": v.OUTCOME_MEASURE.labels["HBA1C"],
            "finding": "HbA1c after one year",
            "value": "6.4",
            "unit": "%",
            "spread": "0.5",
            "qualifier": v.QUALIFIER.labels["MEAN"],
            "level": COHORT,
            "n": "9",
            "n_of": "12",
            "time_value": "12",
            "time_unit": v.TIME_UNIT.labels["MONTHS"],
            "time_from": ISLETS,
            "source": KEY,
            "locator": "page 5",
        },
    ),
    "graft function": (
        {
            "regimen": KEY,
            "label": "Example · patient 1",
            "patient": "p1",
            "n": "1",
            "function_days": "365",
            "qualifier": v.QUALIFIER.labels["AT_LEAST"],
            "end_kind": v.GRAFT_END.labels["STILL_FUNCTIONING_OR_NOT_STATED"],
            "source": KEY,
            "locator": "page 6",
        },
    ),
    "sources": (
        {
            "source_id": KEY,
            "title": f"{MARK}: procedure 12 of a hospital",
            "date_of_data": "2024-03",
            "citation": f"{MARK}: a hospital, procedure 12 of 2024",
        },
    ),
}
"""Sheet -> rows as the template writes them, the first column their key."""


def key_column(sheet: FormSheet) -> str:
    """The column by which the rows of the example are known."""
    return sheet.columns[0].name


def _as_read(sheet: FormSheet, row: Mapping[str, str]) -> Mapping[str, str]:
    place = RowPlace("", 0)
    return {
        column.name: checked(place, column, text_cell(row.get(column.name, "")))[0]
        for column in sheet.columns
    }


_EXAMPLE = {sheet.name: [_as_read(sheet, row) for row in EXAMPLE[sheet.name]] for sheet in SHEETS}
"""Sheet -> rows as the reader reads them."""


def without_example(
    sheet: FormSheet, rows: Sequence[SheetRow]
) -> tuple[list[SheetRow], int, list[str]]:
    """The rows of a person, how many of the example were skipped, and what was changed in it."""
    kept, problems = [], list(_changed(sheet, rows))
    for row in rows:
        if row[key_column(sheet)].lower() != KEY:
            kept.append(row)
    return kept, len(rows) - len(kept), problems


def _changed(sheet: FormSheet, rows: Sequence[SheetRow]) -> Iterator[str]:
    """Rows that are called as the example and are not its own: nothing is skipped unseen."""
    for row in rows:
        if row[key_column(sheet)].lower() != KEY:
            continue
        cells = {column.name: row[column.name] for column in sheet.columns}
        if cells not in _EXAMPLE[sheet.name]:
            yield (
                f"{row.place}: this row is called “{KEY}”, which is skipped, and is not as the "
                "template has it; allowed: a key of your own, or the row of the template."
            )
