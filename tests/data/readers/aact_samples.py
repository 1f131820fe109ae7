"""AACT's tables of our own: FULL of ``samples`` in both vocabularies, and a folder of tables."""

import csv
import io
from pathlib import Path

from data.readers.study_parts import DOCUMENTS

NO_RESULTS = (
    "Not in these files: remarks on results, groups of results, participant flow, baseline, "
    "posted outcome measures, posted values, analyses, adverse events"
)
"""Told of an export without any table of results."""
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
            "official_title": "Islets, Given Twice",
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
            "masking_description": "",
            "intervention_model_description": "",
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
            "status": status,
            "name": name,
            "city": city,
            "state": state,
            "zip": "",
            "country": country,
            "latitude": lat,
            "longitude": lon,
        }
        for number, status, name, city, state, country, lat, lon in (
            (
                *(1, "RECRUITING", "Ward 2, Clinic", "Miami", "Florida", "United States"),
                *("25.77", "-80.19"),
            ),
            (2, "", "Hospital", "Seoul", "", "Korea, Republic of", "", ""),
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
            "description": description,
        }
        for number, kind, name, description in (
            (11, "BIOLOGICAL", "Islets: human", "10,000 IEQ/kg"),
            (12, "DRUG", "Drug A|B", ""),
        )
    ],
    "intervention_other_names": [
        {"id": str(number), "nct_id": "NCT00000007", "intervention_id": "11", "name": name}
        for number, name in enumerate(("Islands", "Cells"), start=1)
    ],
    "design_groups": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "group_type": kind,
            "title": title,
            "description": description,
        }
        for number, kind, title, description in (
            (21, "EXPERIMENTAL", "Islets first", "Day 0"),
            (22, "NO_INTERVENTION", "Nothing", ""),
        )
    ],
    "design_group_interventions": [
        {"id": str(number), "nct_id": "NCT00000007", "design_group_id": arm, "intervention_id": own}
        for number, arm, own in ((1, "21", "12"), (2, "21", "11"), (3, "21", "12"))
    ],
    "brief_summaries": [
        {"id": "1", "nct_id": "NCT00000007", "description": "Lines\nof text, and “quotes”"}
    ],
    "detailed_descriptions": [
        {"id": "1", "nct_id": "NCT00000007", "description": "More\n\n* of it"}
    ],
    "eligibilities": [
        {
            "id": "1",
            "nct_id": "NCT00000007",
            "gender": "ALL",
            "minimum_age": "18 Years",
            "maximum_age": "N/A",
            "healthy_volunteers": "f",
            "population": "",
            "criteria": "Age \\>= 18",
            "adult": "t",
            "child": "f",
            "older_adult": "t",
        }
    ],
    "design_outcomes": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "outcome_type": kind,
            "measure": measure,
            "time_frame": time_frame,
            "population": "",
            "description": description,
        }
        for number, kind, measure, time_frame, description in (
            (1, "primary", "Insulin, daily", "Day 75", "In units"),
            (2, "secondary", "HbA1c", "", ""),
        )
    ],
    "keywords": [
        {"id": str(number), "nct_id": "NCT00000007", "name": name, "downcase_name": name}
        for number, name in enumerate(("islets", "islets", "two"), start=1)
    ],
    "browse_conditions": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "mesh_term": term,
            "downcase_mesh_term": term.lower(),
            "mesh_type": kind,
        }
        for number, term, kind in (
            (1, "Diabetes Mellitus", "mesh-ancestor"),
            (2, "Diabetes Mellitus, Type 1", "mesh-ancestor"),
            (3, "Diabetes Mellitus, Type 1", "mesh-list"),
        )
    ],
    "browse_interventions": "id|nct_id|mesh_term|downcase_mesh_term|mesh_type\n",
    "id_information": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "id_source": source,
            "id_value": value,
            "id_type": kind,
            "id_type_description": domain,
            "id_link": "",
        }
        for number, source, value, kind, domain in (
            (1, "nct_alias", "NCT00000008", "", ""),
            (2, "secondary_id", "B-2", "EUDRACT_NUMBER", "EMA"),
            (3, "org_study_id", "A-1", "", ""),
        )
    ],
    "study_references": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "pmid": pmid,
            "reference_type": kind,
            "citation": citation,
        }
        for number, pmid, kind, citation in (
            (1, "18606875", "BACKGROUND", "Somebody. A paper."),
            (2, "none", "RESULT", "Somebody else."),
        )
    ],
    "links": [
        {"id": str(number), "nct_id": "NCT00000007", "url": url, "description": description}
        for number, url, description in (
            (1, "https://example.org/a", "A page"),
            (2, "javascript:alert(1)", "A trap"),
        )
    ],
    "provided_documents": [
        {
            "id": str(number),
            "nct_id": "NCT00000007",
            "document_type": label,
            "has_protocol": "t",
            "document_date": date,
            "url": url,
        }
        for number, label, date, url in (
            (1, "Study Protocol", "2013-08-01", f"{DOCUMENTS}/07/NCT00000007/Prot_000.pdf"),
            (2, "A trap", "", "../../etc/passwd"),
        )
    ],
    "documents": "id|nct_id|document_id|document_type|url|comment\n",
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
    "ALL": "Both",
    "EXPERIMENTAL": "Experimental",
    "NO_INTERVENTION": "No Intervention",
    "RECRUITING": "Recruiting",
    "BACKGROUND": "background",
    "RESULT": "results_reference",
    "2013-08": "August 2013",
    "2015-01-31": "January 31, 2015",
}
"""Value since 2024 -> value to 2024."""


def with_labels(tables):
    """The studies of these tables with the vocabulary to 2024."""
    return {
        name: rows
        if isinstance(rows, str)
        else [
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
