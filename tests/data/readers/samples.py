"""Studies of our own in the registry's shapes: JSON objects, CSV rows, files of both."""

import csv
import io
import json
from pathlib import Path

from data.datasets.importing import Request, run_import
from data.datasets.on_disk import read_frame
from data.datasets.versions import folder_of

OUTSIDE = ("derivedSection", "documentSection", "hasResults")
"""Keys beside the protocol section."""


def study(nct_id="NCT00000001", **modules):
    """A study object with an id and a title, and the modules given."""
    identification = {"nctId": nct_id, "briefTitle": f"Trial {nct_id}"}
    identification |= modules.pop("identificationModule", {})
    outside = {key: modules.pop(key) for key in OUTSIDE if key in modules}
    return {"protocolSection": {"identificationModule": identification, **modules}, **outside}


FULL = study(
    "NCT00000007",
    identificationModule={
        "acronym": "ISLE",
        "briefTitle": "Islets, “twice” | once",
        "officialTitle": "Islets, Given Twice",
        "orgStudyIdInfo": {"id": "A-1"},
        "secondaryIdInfos": [{"id": "B-2", "type": "EUDRACT_NUMBER", "domain": "EMA"}],
        "nctIdAliases": ["NCT00000008"],
    },
    statusModule={
        "overallStatus": "ACTIVE_NOT_RECRUITING",
        "whyStopped": "It was not",
        "startDateStruct": {"date": "2013-08", "type": "ACTUAL"},
        "primaryCompletionDateStruct": {"date": "2015-01-31", "type": "ESTIMATED"},
        "completionDateStruct": {"date": "2016"},
        "studyFirstPostDateStruct": {"date": "2013-07-02", "type": "ACTUAL"},
        "lastUpdatePostDateStruct": {"date": "2014-02-03", "type": "ESTIMATED"},
    },
    sponsorCollaboratorsModule={
        "leadSponsor": {"name": "University of Somewhere", "class": "OTHER"},
        "collaborators": [{"name": "Maker, Inc.", "class": "INDUSTRY"}, {"name": "A Fund"}],
    },
    conditionsModule={
        "conditions": ["Type 1 Diabetes", "Diabetes  Complications"],
        "keywords": ["islets", "islets", "two"],
    },
    designModule={
        "studyType": "INTERVENTIONAL",
        "phases": ["PHASE1", "PHASE2"],
        "patientRegistry": False,
        "designInfo": {
            "allocation": "NA",
            "interventionModel": "SINGLE_GROUP",
            "primaryPurpose": "TREATMENT",
            "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["INVESTIGATOR", "PARTICIPANT"]},
        },
        "enrollmentInfo": {"count": 0, "type": "ACTUAL"},
    },
    armsInterventionsModule={
        "armGroups": [
            {
                "label": "Islets first",
                "type": "EXPERIMENTAL",
                "description": "Day 0",
                "interventionNames": ["Biological: Islets: human", "Drug: Drug A|B"],
            },
            {"label": "Nothing", "type": "NO_INTERVENTION", "interventionNames": ["Drug: C"]},
        ],
        "interventions": [
            {
                "type": "BIOLOGICAL",
                "name": "Islets: human",
                "description": "10,000 IEQ/kg",
                "otherNames": ["Islands", "Cells"],
                "armGroupLabels": ["Islets first", "Gone"],
            },
            {"type": "DRUG", "name": "Drug A|B"},
        ],
    },
    descriptionModule={
        "briefSummary": "Lines\nof text, and “quotes”",
        "detailedDescription": "More\n\n* of it",
    },
    eligibilityModule={
        "sex": "ALL",
        "minimumAge": "18 Years",
        "stdAges": ["ADULT", "OLDER_ADULT"],
        "healthyVolunteers": False,
        "eligibilityCriteria": "Age \\>= 18",
    },
    outcomesModule={
        "primaryOutcomes": [
            {"measure": "Insulin, daily", "timeFrame": "Day 75", "description": "In units"}
        ],
        "secondaryOutcomes": [{"measure": "HbA1c"}],
    },
    referencesModule={
        "references": [
            {"pmid": "18606875", "type": "BACKGROUND", "citation": "Somebody. A paper."},
            {"pmid": "none", "type": "RESULT", "citation": "Somebody else."},
        ],
        "seeAlsoLinks": [
            {"label": "A page", "url": "https://example.org/a"},
            {"label": "A trap", "url": "javascript:alert(1)"},
        ],
    },
    contactsLocationsModule={
        "centralContacts": [{"name": "Nobody Should See", "phone": "000", "email": "x@y.z"}],
        "locations": [
            {
                "facility": "Ward 2, Clinic",
                "city": "Miami",
                "state": "Florida",
                "status": "RECRUITING",
                "zip": "33136",
                "country": "United States",
                "geoPoint": {"lat": 25.77, "lon": -80.19},
                "contacts": [{"name": "Nobody Should See", "phone": "000"}],
            },
            {"facility": "Hospital", "city": "Seoul", "country": "Korea, Republic of"},
        ],
    },
    hasResults=True,
    derivedSection={
        "miscInfoModule": {"versionHolder": "2014-03-04", "removedCountries": ["France"]},
        "conditionBrowseModule": {
            "meshes": [{"id": "D003922", "term": "Diabetes Mellitus, Type 1"}],
            "ancestors": [
                {"id": "D003920", "term": "Diabetes Mellitus"},
                {"id": "D003922", "term": "Diabetes Mellitus, Type 1"},
            ],
        },
    },
    documentSection={
        "largeDocumentModule": {
            "largeDocs": [
                {"label": "Study Protocol", "date": "2013-08-01", "filename": "Prot_000.pdf"},
                {"label": "A trap", "filename": "../../etc/passwd"},
            ]
        }
    },
)

FULL_ROW = {
    "NCT Number": "NCT00000007",
    "Study Title": "Islets, “twice” | once",
    "Study URL": "https://example.org/NCT00000007",
    "Acronym": "ISLE",
    "Study Status": "ACTIVE_NOT_RECRUITING",
    "Brief Summary": "Lines\nof text, and “quotes”",
    "Study Results": "YES",
    "Conditions": "Type 1 Diabetes|Diabetes  Complications",
    "Interventions": "BIOLOGICAL: Islets: human|DRUG: Drug A|B",
    "Sponsor": "University of Somewhere",
    "Collaborators": "Maker, Inc.|A Fund",
    "Sex": "ALL",
    "Age": "ADULT, OLDER_ADULT",
    "Phases": "PHASE1|PHASE2",
    "Enrollment": "0",
    "Funder Type": "OTHER",
    "Study Type": "INTERVENTIONAL",
    "Study Design": "Allocation: NA|Intervention Model: SINGLE_GROUP|"
    "Masking: DOUBLE (INVESTIGATOR, PARTICIPANT)|Primary Purpose: TREATMENT",
    "Other IDs": "A-1|B-2",
    "Start Date": "2013-08",
    "Primary Completion Date": "2015-01-31",
    "Completion Date": "2016",
    "First Posted": "2013-07-02",
    "Last Update Posted": "2014-02-03",
    "Locations": "Ward 2, Clinic, Miami, Florida, 33136, United States|"
    "Hospital, Seoul, Korea, Republic of",
}


LEGACY_ROW = {
    "Rank": "1",
    "NCT Number": "NCT00000007",
    "Title": "Islets, “twice” | once",
    "Acronym": "ISLE",
    "Status": "Active, not recruiting",
    "Study Results": "Has Results",
    "Conditions": "Type 1 Diabetes|Diabetes  Complications",
    "Interventions": "Biological: Islets: human|Drug: Drug A|B",
    "Outcome Measures": "Insulin, daily dose|C-peptide",
    "Sponsor/Collaborators": "University of Somewhere|Maker, Inc.|A Fund",
    "Gender": "All",
    "Age": "18 Years to 70 Years \xa0 (Adult, Older Adult)",
    "Phases": "Phase 1|Phase 2",
    "Enrollment": "0",
    "Funded Bys": "Other",
    "Study Type": "Interventional",
    "Study Designs": "Allocation: N/A|Intervention Model: Single Group Assignment|"
    "Masking: Double (Investigator, Participant)|Primary Purpose: Treatment",
    "Other IDs": "A-1|B-2",
    "Start Date": "August 2013",
    "Primary Completion Date": "January 31, 2015",
    "Completion Date": "2016",
    "First Posted": "July 2, 2013",
    "Results First Posted": "",
    "Last Update Posted": "February 3, 2014",
    "Locations": "Ward 2, Clinic, Miami, Florida, United States|"
    "Hospital, Seoul, Korea, Republic of",
    "Study Documents": '"Study Protocol", https://example.org/Prot_000.pdf',
    "URL": "https://ClinicalTrials.gov/show/NCT00000007",
}
"""The study of ``FULL_ROW`` as the site wrote it before June 2024."""


def csv_text(rows, columns=None, separator=",") -> str:
    """The site's CSV: CR LF after a record, bare LF inside a cell."""
    out = io.StringIO(newline="")
    names = columns or list(rows[0])
    writer = csv.DictWriter(
        out,
        names,
        lineterminator="\r\n",
        extrasaction="ignore",
        restval="",
        delimiter=separator,
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(path: Path, content) -> Path:
    """A file with bytes, text, or a value as JSON."""
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(root: Path, *paths: Path, name: str = "trial", **more):
    """Import; the report and the frames by name."""
    report = run_import(Request(tuple(paths), name, root, **more))
    return report, frames(root, name)


def frames(root: Path, name: str = "trial"):
    folder = folder_of(root, name)
    return {path.stem: read_frame(folder, path.stem) for path in folder.glob("*.parquet")}
