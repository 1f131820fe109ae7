"""The files that both versions import, written once."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.imports import DAYS, ISLETS, LATER, MARROW, MIAMI, PARIS, TITLES, TRIALS, record

RICH = "site-download"
COLUMNS = (
    "NCT Number",
    "Study Title",
    "Study Status",
    "Conditions",
    "Interventions",
    "Sponsor",
    "Collaborators",
    "Phases",
    "Enrollment",
    "Funder Type",
    "Study Type",
    "Study Design",
    "Start Date",
    "Locations",
)
ROWS = (
    "NCT00000041|Islets <i>with</i> marrow; a “trial”|RECRUITING|Type 1 Diabetes+Islets|DRUG: A+"
    "BIOLOGICAL: B, of marrow|A Fund|A University+=Other|PHASE1+PHASE2|12|NIH|INTERVENTIONAL|"
    "Allocation: RANDOMIZED+Intervention Model: PARALLEL+Masking: DOUBLE (PARTICIPANT)+Primary "
    "Purpose: TREATMENT|2011-05|Clinic, Miami, Florida, 33101, United States",
    "NCT00000042|Watched, not treated|WITHDRAWN|type 1 diabetes|||||0|INDUSTRY|OBSERVATIONAL|"
    "Observational Model: COHORT|2019-12-31|Clinic, Padova, Italy+Clinic, Nowhere, Atlantis",
    "NCT00000043|Of an unknown year|COMPLETED|Kidney Failure|PROCEDURE: Cut|Ministério||PHASE4|"
    "1200|OTHER_GOV|INTERVENTIONAL|Allocation: NON_RANDOMIZED||Clinic, Ribeirão Preto, Brazil",
    "NCT00000044|Open to those who ask|AVAILABLE|Leukemia|DRUG: A|A Fund||||OTHER|"
    "EXPANDED_ACCESS||2024|",
    "nonsense|Cannot be read|COMPLETED|Leukemia|DRUG: A|A Fund||||OTHER|INTERVENTIONAL||2024|",
)
"""Cells of a download of the registry's site; ``+`` where the site joins values."""

LONG = "long-names"
LONG_CONDITIONS = 120
"""Their slugs are more than an address holds."""


@dataclass(frozen=True)
class Import:
    """A file, the name of its dataset, and what it is called in words."""

    path: Path
    name: str
    title: str
    date: str

    def arguments(self) -> tuple[str, ...]:
        """Of the command that imports it."""
        named = ("--name", self.name, "--title", self.title)
        return (str(self.path), *named, "--date", self.date)


def write_imports(folder: Path) -> tuple[Import, ...]:
    """Writes every file into a folder."""
    studies = {name: [record(*trial) for trial in TRIALS[name]] for name in (ISLETS, LATER, MARROW)}
    long = [
        record(
            f"NCT{n:08}", "PHASE2", "2015", [PARIS, MIAMI], [f"A condition with a long name {n}"]
        )
        for n in range(100, 100 + LONG_CONDITIONS)
    ]
    made = [
        Import(_written(folder, name, [*of_it, _unreadable()]), name, TITLES[name], DAYS[name])
        for name, of_it in studies.items()
    ]
    made.append(Import(_written(folder, LONG, long), LONG, "Long names", "2025-06-07"))
    made.append(Import(_csv(folder / f"{RICH}.csv"), RICH, "Download, “rich”", "2025-01-02"))
    return tuple(made)


def _unreadable() -> dict[str, Any]:
    return {"protocolSection": {"identificationModule": {"nctId": "nonsense"}}}


def _written(folder: Path, name: str, records: list[Any]) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def _csv(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in ROWS:
            writer.writerow([_cell(text) for text in row.split("|")])
    return path


def _cell(text: str) -> str:
    return text.replace("+", "|")
