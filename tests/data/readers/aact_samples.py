"""AACT's tables of our own: FULL of ``samples`` in both vocabularies, and a folder of tables."""

import csv
import io
from pathlib import Path

FULL_TABLES = {
    "studies": [
        {
            "nct_id": "NCT00000007",
            "study_first_posted_date": "2013-07-02",
            "results_first_posted_date": "",
            "last_update_posted_date": "2014-02-03",
            "start_month_year": "2013-08",
            "start_date_type": "ACTUAL",
            "start_date": "2013-08-31",
            "completion_month_year": "2016",
            "completion_date_type": "",
            "completion_date": "2016-12-31",
            "primary_completion_month_year": "2015-01-31",
            "primary_completion_date_type": "ESTIMATED",
            "primary_completion_date": "2015-01-31",
            "study_type": "INTERVENTIONAL",
            "acronym": "ISLE",
            "brief_title": "Islets, “twice” | once",
            "overall_status": "ACTIVE_NOT_RECRUITING",
            "phase": "PHASE1/PHASE2",
            "enrollment": "0",
            "enrollment_type": "ACTUAL",
            "source": "Not read",
            "why_stopped": "It was not",
            "patient_registry": "f",
        }
    ],
    "designs": [
        {
            "id": "1",
            "nct_id": "NCT00000007",
            "allocation": "NA",
            "intervention_model": "SINGLE_GROUP",
            "observational_model": "",
            "primary_purpose": "TREATMENT",
            "time_perspective": "",
            "masking": "DOUBLE",
            "subject_masked": "t",
            "caregiver_masked": "",
            "investigator_masked": "t",
            "outcomes_assessor_masked": "f",
        }
    ],
    "sponsors": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "agency_class": agency,
            "lead_or_collaborator": role,
            "name": name,
        }
        for number, agency, role, name in (
            (1, "INDUSTRY", "collaborator", "Maker, Inc."),
            (2, "OTHER", "lead", "University of Somewhere"),
            (3, "", "collaborator", "A Fund"),
        )
    ],
    "calculated_values": [{"id": "1", "nct_id": "NCT00000007", "were_results_reported": "t"}],
    "facilities": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "status": "",
            "name": name,
            "city": city,
            "state": "",
            "zip": "",
            "country": country,
            "latitude": lat,
            "longitude": lon,
        }
        for number, name, city, country, lat, lon in (
            (1, "Ward 2, Clinic", "Miami", "United States", "25.77", "-80.19"),
            (2, "Hospital", "Seoul", "Korea, Republic of", "", ""),
        )
    ],
    "countries": [
        {"id": str(number), "nct_id": "NCT00000007", "name": name, "removed": removed}
        for number, name, removed in (
            (1, "United States", "f"),
            (2, "Korea, Republic of", "f"),
            (3, "France", "t"),
        )
    ],
    "conditions": [
        {"id": str(number), "nct_id": "NCT00000007", "name": name, "downcase_name": name.lower()}
        for number, name in enumerate(("Type 1 Diabetes", "Diabetes  Complications"), start=1)
    ],
    "interventions": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "intervention_type": kind,
            "name": name,
            "description": "Lines\nof | text",
        }
        for number, kind, name in ((1, "BIOLOGICAL", "Islets: human"), (2, "DRUG", "Drug A|B"))
    ],
}
"""The study FULL with the vocabulary since 2024."""

LABELS = {
    "PHASE1/PHASE2": "Phase 1/Phase 2",
    "INTERVENTIONAL": "Interventional",
    "OBSERVATIONAL": "Observational",
    "ACTIVE_NOT_RECRUITING": "Active, not recruiting",
    "ACTUAL": "Actual",
    "ESTIMATED": "Anticipated",
    "NA": "N/A",
    "SINGLE_GROUP": "Single Group Assignment",
    "TREATMENT": "Treatment",
    "DOUBLE": "Double",
    "BIOLOGICAL": "Biological",
    "DRUG": "Drug",
    "2013-08": "August 2013",
    "2015-01-31": "January 31, 2015",
}
"""Value since 2024 -> value to 2024."""


def with_labels(tables):
    """The studies of these tables with the vocabulary to 2024."""
    return {
        name: [
            {
                column: value if column == "primary_completion_date" else LABELS.get(value, value)
                for column, value in row.items()
                if column not in ("patient_registry", "latitude", "longitude")
            }
            for row in rows
        ]
        for name, rows in tables.items()
    }


def text_of(rows, columns=None) -> str:
    """A table as AACT's exporter writes it: no doubled quotation marks, "~" for a line break."""
    names = columns or list(rows[0])
    out = [DELIMITED.join(names)]
    for row in rows:
        line = io.StringIO()
        writer = csv.DictWriter(line, names, delimiter="|", extrasaction="ignore", restval="")
        writer.writerow(row)
        out.append(line.getvalue().rstrip("\r\n").replace('""', "").replace("\n", "~"))
    return "\n".join(out) + "\n"


DELIMITED = "|"


def write_tables(folder: Path, tables) -> Path:
    """A folder with a file a table: rows, or the text itself."""
    folder.mkdir(parents=True)
    for name, rows in tables.items():
        content = rows if isinstance(rows, bytes) else None
        text = rows if isinstance(rows, str) else ""
        (folder / f"{name}.txt").write_bytes(content or (text or text_of(rows)).encode())
    return folder


def studies(*rows):
    """The one table that must be there: rows of a few columns."""
    return {"studies": [{"nct_id": "NCT00000001", **row} for row in rows]}
