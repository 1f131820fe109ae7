"""Made-up workbooks of protocols: two of a hospital that is none, and ways to spoil them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from data.readers.workbooks.form import SHEETS

Rows = Mapping[str, Sequence[Mapping[str, object]]]
REGIMENS = [
    {
        "regimen": "standard-2024",
        "label": "Standard 2024, islets alone (n = 12)",
        "short_label": "Standard 2024",
        "day_zero": "Islet infusion",
        "condition_group": "Type 1 diabetes",
        "transplant_type": "Islet transplantation alone",
        "first_year": 2024,
        "last_year": 2026,
        "n": 12,
    },
    {
        "regimen": "Pilot 2025",
        "label": "Pilot 2025, with an antibody of our own",
        "short_label": "Pilot 2025",
        "day_zero": "Islet infusion",
        "n": 4,
    },
]
EVENTS = [
    {
        "regimen": "standard-2024",
        "agent": "Islets",
        "role": "Graft",
        "start_day": 0,
        "dose": "10,000 IEQ/kg",
    },
    {
        "regimen": "standard-2024",
        "agent": "ATG",
        "role": "Induction",
        "start_day": -1,
        "end_day": 3,
        "dose": "1.5 mg/kg",
        "locator": "page 2",
    },
    {
        "regimen": "standard-2024",
        "agent": "tacrolimus",
        "role": "Maintenance",
        "start_day": 0,
        "end_kind": "Goes on, end open",
        "trough_target": "8-10 ng/ml",
    },
    {"regimen": "pilot-2025", "agent": "Islets", "role": "Graft", "start_day": 0},
    {
        "regimen": "pilot-2025",
        "agent": "Teplizumab",
        "agent_class": "Anti-CD3 antibody",
        "role": "Induction",
        "start_day": -7,
        "end_day": 6,
    },
    {
        "regimen": "pilot-2025",
        "agent": "Belatacept",
        "agent_class": "Other antibody",
        "role": "Maintenance",
        "start_day": 0,
        "tolerance_days": 1,
        "coverage": "Some patients",
        "patients_n": 2,
    },
]
OUTCOMES = [
    {
        "regimen": "standard-2024",
        "measure": "HbA1c",
        "finding": "HbA1c after one year",
        "value": 6.4,
        "spread": 0.5,
        "unit": "%",
        "n": 9,
        "n_of": 12,
        "time_value": 12,
        "time_unit": "Months",
    }
]
GRAFTS = [
    {
        "regimen": "standard-2024",
        "label": "Standard · patient 1",
        "patient": "p1",
        "n": 1,
        "function_days": 400,
        "islet_mass": 10500,
        "insulin_independent_days": 380,
    }
]
SOURCES = [{"source_id": "sop-12", "title": "Procedure 12, made up", "date_of_data": "2024-03"}]
BOOK: Rows = {
    "regimens": REGIMENS,
    "events": EVENTS,
    "outcomes": OUTCOMES,
    "graft function": GRAFTS,
    "sources": SOURCES,
}


def changed(sheet: str, row: int, **cells: object) -> Rows:
    """The book with other cells in one row (from 0) of a sheet."""
    rows = [dict(each) for each in BOOK[sheet]]
    rows[row] |= cells
    return {**BOOK, sheet: rows}


def added(sheet: str, *rows: Mapping[str, object]) -> Rows:
    """The book with rows more in a sheet."""
    return {**BOOK, sheet: [*BOOK[sheet], *rows]}


def headings(book: Rows) -> dict[str, list[str]]:
    """Sheet -> the form's columns, and others that rows of the book have."""
    form = {sheet.name: [column.name for column in sheet.columns] for sheet in SHEETS}
    return {
        name: list(dict.fromkeys([*form.get(name, ()), *(key for row in rows for key in row)]))
        for name, rows in book.items()
    }


def write_book(path: Path, book: Rows = BOOK) -> Path:
    """An Excel workbook; a text that begins with ``{=`` is written as a formula."""
    with xlsxwriter.Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False}) as out:
        dated = out.add_format({"num_format": "yyyy-mm-dd"})
        for name, columns in headings(book).items():
            sheet = out.add_worksheet(name)
            for number, row in enumerate([dict(zip(columns, columns, strict=True)), *book[name]]):
                for at, column in enumerate(columns):
                    value = row.get(column)
                    if hasattr(value, "isoformat"):
                        sheet.write_datetime(number, at, value, dated)
                    elif isinstance(value, str) and value.startswith("{="):
                        sheet.write_formula(number, at, value[1:])
                    elif value is not None:
                        sheet.write(number, at, value)
    return path


def write_folder(
    folder: Path, book: Rows = BOOK, separator: str = ",", start: bytes = b"", end: str = "\n"
) -> Path:
    """A folder of CSV files; start: bytes before the first heading."""
    folder.mkdir(exist_ok=True)
    for name, columns in headings(book).items():
        lines = [columns, *([row.get(column, "") for column in columns] for row in book[name])]
        text = end.join(separator.join(_quoted(cell) for cell in line) for line in lines)
        (folder / f"{name}.csv").write_bytes(start + text.encode() + end.encode())
    return folder


def _quoted(cell: object) -> str:
    text = str(cell).replace('"', '""')
    return f'"{text}"' if any(sign in text for sign in ',;\t"\n') else text
