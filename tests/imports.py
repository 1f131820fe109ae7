"""Small imports of our own, for tests of the app: three datasets of a few trials."""

import json
from pathlib import Path
from typing import Any

from data.datasets.importing import Request, run_import

ISLETS, MARROW = "islets", "marrow"
LATER = "islets-later"
"""The search of ``ISLETS`` two years on: one trial changed its phase, one is gone, one is new."""
MIAMI = {"city": "Miami", "country": "United States", "geoPoint": {"lat": 25.77, "lon": -80.19}}
PARIS = {"city": "Paris", "country": "France", "geoPoint": {"lat": 48.85, "lon": 2.35}}

TRIALS: dict[str, list[tuple[str, str, str, list[dict[str, Any]], list[str]]]] = {
    ISLETS: [
        ("NCT00000011", "PHASE1", "2011-05", [MIAMI], ["Type 1 Diabetes"]),
        ("NCT00000012", "PHASE2", "2013-02-01", [MIAMI, PARIS], ["Type 1 Diabetes", "Islets"]),
        ("NCT00000013", "PHASE2", "2015", [PARIS], ["Kidney Failure"]),
    ],
    LATER: [
        ("NCT00000011", "PHASE2", "2011-05", [MIAMI], ["Type 1 Diabetes"]),
        ("NCT00000012", "PHASE2", "2013-02-01", [MIAMI, PARIS], ["Type 1 Diabetes", "Islets"]),
        ("NCT00000014", "PHASE1", "2024", [PARIS], ["Type 1 Diabetes"]),
    ],
    MARROW: [
        ("NCT00000021", "PHASE3", "2018-01", [PARIS], ["Leukemia"]),
        ("NCT00000022", "PHASE3", "2020-01", [MIAMI], ["Leukemia"]),
    ],
}
TITLES = {ISLETS: "Islets, our search", LATER: "Islets later", MARROW: "Marrow, our search"}
DAYS = {ISLETS: "2022-03-04", LATER: "2024-05-06", MARROW: "2022-03-04"}


def record(
    nct_id: str, phase: str, start: str, places: list[dict[str, Any]], conditions: list[str]
) -> dict[str, Any]:
    """A registry record with the modules that the pages draw."""
    return {
        "protocolSection": {
            "identificationModule": {"nctId": nct_id, "briefTitle": f"Study <b>{nct_id}</b>"},
            "statusModule": {
                "overallStatus": "COMPLETED",
                "startDateStruct": {"date": start, "type": "ACTUAL"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A Fund", "class": "OTHER"}},
            "conditionsModule": {"conditions": conditions},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": [phase],
                "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "NONE"}},
                "enrollmentInfo": {"count": 12, "type": "ACTUAL"},
            },
            "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Drug A"}]},
            "contactsLocationsModule": {
                "locations": [{"facility": f"Clinic of {each['city']}", **each} for each in places]
            },
        },
    }


LONG = "long-names"
LONG_CONDITIONS = 280
"""Conditions of the dataset ``LONG``: the slugs of half of them are more than an address holds."""


def long_import(root: Path) -> None:
    """A dataset of trials, each of a condition with a long name, and of one without."""
    names = [
        f"Condition with a name as long as registries have {n:03}" for n in range(LONG_CONDITIONS)
    ]
    records: list[Any] = [
        record(f"NCT{n:08}", "PHASE2", "2015", [PARIS, MIAMI], [name])
        for n, name in enumerate([*names, "Short"], start=31)
    ]
    for each in records:
        each["derivedSection"] = {"miscInfoModule": {"versionHolder": "2025-06-07"}}
    path = root.parent / f"{root.name}-{LONG}.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    run_import(Request((path,), LONG, root, title="Long names"))


def small_import(root: Path, name: str) -> None:
    """One of the datasets, imported into a data folder."""
    records: list[Any] = [record(*trial) for trial in TRIALS[name]]
    for each in records:
        each["derivedSection"] = {"miscInfoModule": {"versionHolder": DAYS[name]}}
    # a study that cannot be read: the pages say that it was left out
    records.append({"protocolSection": {"identificationModule": {"nctId": "nonsense"}}})
    path = root.parent / f"{root.name}-{name}.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    run_import(Request((path,), name, root, title=TITLES[name]))


ARMS = "arms"
"""A dataset of trials with arms, whose words hold days, cycles, weeks and nothing of the kind."""
CELLS, CYCLES, WEEKS, HOSTILE = "NCT00000041", "NCT00000042", "NCT00000043", "NCT00000044"
"""Its trials."""
ARMS_TITLE = "Arms, our search"
ARMS_OF: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    CELLS: (
        [
            {
                "label": "CAR-T cells",
                "type": "EXPERIMENTAL",
                "description": "Lymphodepletion: fludarabine 30 mg/m2 IV on days -5 to -3. CAR-T "
                "cells are infused intravenously on day 0.",
                "interventionNames": ["Biological: CAR-T cells", "Drug: Fludarabine"],
            }
        ],
        [
            {"type": "BIOLOGICAL", "name": "CAR-T cells", "description": "2 x 10\\^6 per kg"},
            {"type": "DRUG", "name": "Fludarabine", "description": "Given intravenously"},
        ],
    ),
    CYCLES: (
        [
            {
                "label": "Azacitidine",
                "type": "EXPERIMENTAL",
                "description": "Azacitidine 75 mg/m2 SC on days 1 to 7 of each 28-day cycle.",
                "interventionNames": ["Drug: Azacitidine"],
            },
            {"label": "Waiting", "type": "NO_INTERVENTION"},
        ],
        [{"type": "DRUG", "name": "Azacitidine"}],
    ),
    WEEKS: (
        [
            {
                "label": "Rituximab",
                "type": "EXPERIMENTAL",
                "description": "Rituximab 375 mg/m2 IV at week 4.",
                "interventionNames": ["Drug: Rituximab"],
            }
        ],
        [{"type": "DRUG", "name": "Rituximab"}],
    ),
    HOSTILE: (
        [
            {
                "label": "<b>Arm</b> & \\> “one” " + "of very many words " * 4,
                "type": "EXPERIMENTAL",
                "description": "<script>alert(1)</script> Sirolimus 2 mg orally on day 1. Cells "
                "are infused on day 9.",
                "interventionNames": ["Drug: <i>Sirolimus</i>", "Biological: Product X"],
            }
        ],
        [{"type": "DRUG", "name": "<i>Sirolimus</i>"}, {"type": "BIOLOGICAL", "name": "Product X"}],
    ),
}


def arms_import(root: Path) -> None:
    """The dataset of trials with arms, imported into a data folder."""
    records: list[Any] = []
    for nct_id, (groups, given) in ARMS_OF.items():
        made = record(nct_id, "PHASE1", "2021-05", [MIAMI], ["Leukemia"])
        arms = {"armGroups": groups, "interventions": given}
        made["protocolSection"]["armsInterventionsModule"] = arms
        made["derivedSection"] = {"miscInfoModule": {"versionHolder": "2025-03-04"}}
        records.append(made)
    path = root.parent / f"{root.name}-{ARMS}.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    run_import(Request((path,), ARMS, root, title=ARMS_TITLE))
