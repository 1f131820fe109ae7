"""The time and memory that an import of the whole registry takes: AACT form, made up.

Studies, sites and names are drawn with a fixed seed from shares like the registry's. The
import runs in a process of its own, whose peak memory the system reports.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

STUDIES = 500_000
GOALS = {"seconds": 300.0, "peak_megabytes": 4_096.0}
"""The most that the import of all studies may take on two cores."""

SEED = 2010
ROOT = Path(__file__).parents[2]
SHARES = {
    "status": {"COMPLETED": 54, "UNKNOWN": 14, "RECRUITING": 14, "TERMINATED": 6, "WITHDRAWN": 3},
    "study_type": {"INTERVENTIONAL": 77, "OBSERVATIONAL": 22, "EXPANDED_ACCESS": 1},
    "phase": {"NA": 45, "": 23, "PHASE2": 12, "PHASE1": 9, "PHASE3": 8, "PHASE1/PHASE2": 3},
    "allocation": {"RANDOMIZED": 52, "NA": 33, "NON_RANDOMIZED": 15},
    "masking": {"NONE": 56, "DOUBLE": 14, "QUADRUPLE": 15, "SINGLE": 15},
    "kind": {"DRUG": 42, "OTHER": 17, "DEVICE": 13, "PROCEDURE": 10, "BEHAVIORAL": 18},
    "agency": {"OTHER": 71, "INDUSTRY": 25, "NIH": 2, "OTHER_GOV": 2},
    "country": {
        "United States": 45,
        "China": 12,
        "France": 9,
        "Turkey (Türkiye)": 8,
        "Korea, Republic of": 8,
        "Germany": 8,
        "Spain": 6,
        "Brazil": 4,
    },
}
STUDY_HEADER = (
    "nct_id|study_first_posted_date|results_first_posted_date|last_update_posted_date|"
    "start_month_year|start_date_type|start_date|completion_month_year|completion_date_type|"
    "completion_date|primary_completion_month_year|primary_completion_date_type|"
    "primary_completion_date|study_type|acronym|brief_title|official_title|overall_status|phase|"
    "enrollment|enrollment_type|source|why_stopped|plan_to_share_ipd_description|patient_registry"
)
TITLE = "A treatment and its effect on patients with one disease over a longer time"


class Draws:
    """Values by share, drawn for all rows of a table at once."""

    def __init__(self, rows: int, generator: np.random.Generator) -> None:
        self.rows = rows
        self.generator = generator

    def of(self, name: str) -> list[str]:
        values, weights = zip(*SHARES[name].items(), strict=True)
        share = np.array(weights) / sum(weights)
        return [values[at] for at in self.generator.choice(len(values), self.rows, p=share)]

    def number(self, low: int, high: int) -> list[int]:
        return self.generator.integers(low, high, self.rows).tolist()

    def named(self, what: str, several: int) -> list[str]:
        """Names of which a few are frequent and most are rare."""
        ranks = self.generator.zipf(1.3, self.rows) % several
        return [f"{what} {rank}" for rank in ranks.tolist()]

    def months(self) -> list[str]:
        pairs = zip(self.number(2000, 2026), self.number(1, 13), strict=True)
        return [f"{year}-{month:02}" for year, month in pairs]


def write_tables(folder: Path, studies: int) -> None:
    """The tables of an export with so many studies and about three sites each."""
    generator = np.random.default_rng(SEED)
    one_each = np.arange(studies)
    for name, header, rows_of, mean in TABLES:
        per_study = one_each if not mean else np.repeat(one_each, generator.poisson(mean, studies))
        ids = [f"NCT{number:08}" for number in per_study.tolist()]
        with (folder / f"{name}.txt").open("w", encoding="utf-8") as file:
            file.write(header + "\n")
            file.writelines(rows_of(ids, Draws(len(ids), generator)))


def study_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    titles = [TITLE[:length] for length in draws.number(20, len(TITLE))]
    columns = zip(
        ids,
        draws.months(),
        draws.months(),
        draws.of("study_type"),
        titles,
        draws.of("status"),
        draws.of("phase"),
        draws.number(0, 900),
        draws.named("Sponsor", 30_000),
        strict=True,
    )
    for nct_id, start, end, kind, title, status, phase, people, sponsor in columns:
        yield (
            f"{nct_id}|{start}-11||{end}-12|{start}|ACTUAL|{start}-28|{end}|ESTIMATED|{end}-28|"
            f'{end}|ESTIMATED|{end}-28|{kind}||"{title}, {nct_id} | part"|{title * 3}|{status}|'
            f"{phase}|{people}|ACTUAL|{sponsor}||{title * 2}|\n"
        )


def design_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(ids, draws.of("allocation"), draws.of("masking"), strict=True)
    for row, (nct_id, allocation, masking) in enumerate(columns):
        yield f"{row}|{nct_id}|{allocation}|PARALLEL||TREATMENT||{masking}|t||t|\n"


def sponsor_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(ids, draws.of("agency"), draws.named("Sponsor", 30_000), strict=True)
    for row, (nct_id, agency, name) in enumerate(columns):
        yield f"{row}|{nct_id}|{agency}|lead|{name}\n"


def facility_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(
        ids,
        draws.named("Hospital, ward", 400_000),
        draws.named("City", 20_000),
        draws.of("country"),
        draws.number(-900_000, 900_000),
        strict=True,
    )
    for row, (nct_id, name, city, country, degrees) in enumerate(columns):
        place = f"{degrees / 10_000}|{degrees / 5_000}"
        yield f"{row}|{nct_id}|RECRUITING|{name}|{city}|State|12345|{country}|{place}\n"


def condition_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, name) in enumerate(zip(ids, draws.named("Disease", 90_000), strict=True)):
        yield f"{row}|{nct_id}|{name}|{name.lower()}\n"


def intervention_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(ids, draws.of("kind"), draws.named("Treatment", 300_000), strict=True)
    for row, (nct_id, kind, name) in enumerate(columns):
        yield f"{row}|{nct_id}|{kind}|{name}|{name * 8}\n"


def country_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, name) in enumerate(zip(ids, draws.of("country"), strict=True)):
        yield f"{row}|{nct_id}|{name}|{'t' if row % 20 == 0 else 'f'}\n"


TABLES: Sequence[tuple[str, str, Callable[[Sequence[str], Draws], Iterator[str]], float]] = (
    ("studies", STUDY_HEADER, study_rows, 0),
    (
        "designs",
        "id|nct_id|allocation|intervention_model|observational_model|primary_purpose|"
        "time_perspective|masking|subject_masked|caregiver_masked|investigator_masked|"
        "outcomes_assessor_masked",
        design_rows,
        0,
    ),
    ("sponsors", "id|nct_id|agency_class|lead_or_collaborator|name", sponsor_rows, 0),
    (
        "facilities",
        "id|nct_id|status|name|city|state|zip|country|latitude|longitude",
        facility_rows,
        3,
    ),
    ("conditions", "id|nct_id|name|downcase_name", condition_rows, 1.8),
    ("interventions", "id|nct_id|intervention_type|name|description", intervention_rows, 1.7),
    ("countries", "id|nct_id|name|removed", country_rows, 1.4),
)
"""Name, header, its rows, and how many of them a study has (0: one each)."""


def measure(studies: int, folder: Path) -> dict[str, float]:
    """Seconds and peak memory of one import."""
    tables = folder / "tables"
    tables.mkdir()
    write_tables(tables, studies)
    written = sum(path.stat().st_size for path in tables.iterdir())
    command = [sys.executable, "-m", "data.registry", "--datasets", str(folder / "datasets")]
    start = time.perf_counter()
    with subprocess.Popen([*command, "import", str(tables), "--name", "size"], cwd=ROOT) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"The import ended with {process.returncode}.")
    dataset = folder / "datasets" / "size" / "current"
    counts = json.loads((dataset / "manifest.json").read_text(encoding="utf-8"))["counts"]
    return {
        **counts,
        "input_megabytes": round(written / 1e6),
        "dataset_megabytes": round(sum(each.stat().st_size for each in dataset.iterdir()) / 1e6),
        "seconds": round(seconds, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_megabytes": round(used.ru_maxrss / 1024),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the import of a registry's size.")
    parser.add_argument("--studies", type=int, default=STUDIES)
    with tempfile.TemporaryDirectory() as folder:
        results = measure(parser.parse_args().studies, Path(folder))
    for name, value in results.items():
        print(f"{name.replace('_', ' '):20} {value:12,}")
    missed = [name for name, goal in GOALS.items() if results[name] > goal]
    for name in missed:
        print(f"The goal is {GOALS[name]:,.0f} {name.replace('_', ' ')}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
