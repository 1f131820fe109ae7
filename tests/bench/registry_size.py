"""The time and memory that an import of the whole registry takes: AACT form, made up.

Studies, sites, arms, texts and names are drawn with a fixed seed from shares and sizes like the
registry's. The import runs in a process of its own, whose peak memory the system reports.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
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
    "group_type": {
        "EXPERIMENTAL": 55,
        "ACTIVE_COMPARATOR": 23,
        "PLACEBO_COMPARATOR": 9,
        "NO_INTERVENTION": 8,
        "OTHER": 5,
    },
    "outcome_type": {"primary": 25, "secondary": 65, "other": 10},
    "mesh_type": {"mesh-list": 27, "mesh-ancestor": 73},
    "id_source": {"org_study_id": 60, "secondary_id": 38, "nct_alias": 2},
    "reference_type": {"BACKGROUND": 55, "DERIVED": 35, "RESULT": 10},
    "gender": {"ALL": 86, "FEMALE": 10, "MALE": 4},
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


def _words(number: int) -> str:
    """A text of made-up words, some of them frequent, with line breaks as AACT writes them."""
    generator = np.random.default_rng(SEED)
    letters = generator.integers(ord("a"), ord("z") + 1, (20_000, 12)).astype(np.uint8)
    sizes = generator.integers(2, 12, 20_000).tolist()
    words = [bytes(row[:size]).decode() for row, size in zip(letters, sizes, strict=True)]
    words[0] = "the.~*"
    picked = generator.zipf(1.2, number) % len(words)
    return " ".join(words[at] for at in picked.tolist())


WORDS = _words(1_000_000)
ROWS: dict[str, list[str]] = {}
"""Table -> the study of each of its rows, for the tables that join others."""


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

    def texts(self, mean: int) -> Iterator[str]:
        """Texts of random words, of very different lengths."""
        lengths = 10 + self.generator.exponential(mean, self.rows).astype(int)
        starts = self.generator.integers(0, len(WORDS) - 20 * mean, self.rows)
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
            yield WORDS[start : start + length]

    def within(self, ids: Sequence[str], of: str) -> list[int]:
        """For each row the id of a row of its study in another table; -1 where it has none."""
        studies = np.array(ROWS[of])
        first = studies.searchsorted(ids)
        number = studies.searchsorted(ids, side="right") - first
        own = first + self.generator.integers(0, 1_000_000, self.rows) % np.maximum(number, 1)
        return np.where(number > 0, own, -1).tolist()

    def months(self) -> list[str]:
        pairs = zip(self.number(2000, 2026), self.number(1, 13), strict=True)
        return [f"{year}-{month:02}" for year, month in pairs]


SCHEDULES = (
    "{name} 75 mg/m2 intravenously over 1 hour on day 1 of each 21-day cycle, for up to 6 cycles",
    "Participants receive {name} 10 mg by mouth once daily on days 1-14, then 5 mg on days 15-28",
    "{name} is given at 0.3 mg/kg on weeks 0, 2 and 6, then every 8 weeks; blood is drawn on day 3",
    "Conditioning with {name} 30 mg/m2 on days -5 to -3, and cells are infused on day 0",
    "Induction: {name} 1.5 mg/kg i.v. on days 1 and 4, maintenance: 2 mg twice daily from week 5",
    "Visits take place on day 7, week 4 and month 12; samples are taken before the dose",
)
"""Words of arms and interventions, of which some give a day and some do not."""
WITH_SCHEDULE, WITH_TIMED_SUMMARY = 17, 4
"""Of 100 studies, as in 457 of the registry: those whose arms or interventions speak of a day, and
those whose summary does."""


def _has_schedule(nct_id: str, share: int) -> bool:
    return zlib.crc32(nct_id.encode()) % 100 < share


def _scheduled(nct_id: str, row: int, name: str, text: str) -> str:
    """A text, with words of a schedule before it in two of three rows of some studies."""
    if row % 3 and _has_schedule(nct_id, WITH_SCHEDULE):
        return f"{SCHEDULES[row % len(SCHEDULES)].format(name=name)}. {text}"
    return text


RowsOf = Callable[[Sequence[str], Draws], Iterator[str]]
MESH_HEADER = "id|nct_id|mesh_term|downcase_mesh_term|mesh_type"


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
        strict=True,
    )
    for row, (nct_id, name, city, country) in enumerate(columns):
        # as in the registry, a city of a country has one point
        degrees = zlib.crc32(f"{city}, {country}".encode()) % 1_800_000 - 900_000
        place = f"{degrees / 10_000}|{degrees / 5_000}"
        yield f"{row}|{nct_id}|RECRUITING|{name}|{city}|State|12345|{country}|{place}\n"


def condition_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, name) in enumerate(zip(ids, draws.named("Disease", 90_000), strict=True)):
        yield f"{row}|{nct_id}|{name}|{name.lower()}\n"


def intervention_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    ROWS["interventions"] = list(ids)
    columns = zip(
        ids, draws.of("kind"), draws.named("Treatment", 300_000), draws.texts(150), strict=True
    )
    for row, (nct_id, kind, name, text) in enumerate(columns):
        yield f"{row}|{nct_id}|{kind}|{name}|{_scheduled(nct_id, row, name, text)}\n"


def eligibility_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(ids, draws.of("gender"), draws.texts(1_900), strict=True)
    for row, (nct_id, gender, criteria) in enumerate(columns):
        yield f'{row}|{nct_id}|{gender}|18 Years|N/A|f||"Inclusion~* {criteria}"|t|f|t\n'


def summary_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, text) in enumerate(zip(ids, draws.texts(850), strict=True)):
        timed = "The drug is given on day 1. " if _has_schedule(nct_id, WITH_TIMED_SUMMARY) else ""
        yield f'{row}|{nct_id}|"{timed}{text}"\n'


def text_rows(mean: int) -> RowsOf:
    def rows_of(ids: Sequence[str], draws: Draws) -> Iterator[str]:
        for row, (nct_id, text) in enumerate(zip(ids, draws.texts(mean), strict=True)):
            yield f'{row}|{nct_id}|"{text}"\n'

    return rows_of


def arm_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    ROWS["arms"] = list(ids)
    columns = zip(
        ids, draws.of("group_type"), draws.named("Arm", 90_000), draws.texts(150), strict=True
    )
    for row, (nct_id, kind, title, text) in enumerate(columns):
        given = _scheduled(nct_id, row, "the study drug", text)
        yield f"{row}|{nct_id}|{kind}|{title}|{given}\n"


def joined_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    arms, interventions = draws.within(ids, "arms"), draws.within(ids, "interventions")
    for row, (nct_id, arm, own) in enumerate(zip(ids, arms, interventions, strict=True)):
        if arm >= 0 and own >= 0:
            yield f"{row}|{nct_id}|{arm}|{own}\n"


def other_name_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(
        ids, draws.within(ids, "interventions"), draws.named("Name", 300_000), strict=True
    )
    for row, (nct_id, own, name) in enumerate(columns):
        if own >= 0:
            yield f"{row}|{nct_id}|{own}|{name}\n"


def outcome_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(ids, draws.of("outcome_type"), draws.texts(70), draws.texts(180), strict=True)
    for row, (nct_id, kind, measure, text) in enumerate(columns):
        yield f"{row}|{nct_id}|{kind}|{measure}|Baseline, weeks 12 and {row % 99}||{text}\n"


def mesh_rows(several: int) -> RowsOf:
    def rows_of(ids: Sequence[str], draws: Draws) -> Iterator[str]:
        columns = zip(ids, draws.named("Term of MeSH", several), draws.of("mesh_type"), strict=True)
        for row, (nct_id, term, kind) in enumerate(columns):
            yield f"{row}|{nct_id}|{term}|{term.lower()}|{kind}\n"

    return rows_of


def id_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(ids, draws.of("id_source"), draws.number(1, 10**8), strict=True)
    for row, (nct_id, kind, number) in enumerate(columns):
        yield f"{row}|{nct_id}|{kind}|ID-{number}|||\n"


def keyword_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, name) in enumerate(zip(ids, draws.named("Word", 900_000), strict=True)):
        yield f"{row}|{nct_id}|{name}|{name.lower()}\n"


def reference_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    columns = zip(
        ids,
        draws.number(10**7, 4 * 10**7),
        draws.of("reference_type"),
        draws.texts(240),
        strict=True,
    )
    for row, (nct_id, number, kind, text) in enumerate(columns):
        yield f"{row}|{nct_id}|{number}|{kind}|{text}\n"


def link_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, text) in enumerate(zip(ids, draws.texts(40), strict=True)):
        yield f"{row}|{nct_id}|https://example.org/{row}|{text}\n"


def document_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, nct_id in enumerate(ids):
        url = f"https://example.org/{nct_id}/Prot_000.pdf"
        yield f"{row}|{nct_id}|Study Protocol|t|f|f|2020-01-31|{url}\n"


def country_rows(ids: Sequence[str], draws: Draws) -> Iterator[str]:
    for row, (nct_id, name) in enumerate(zip(ids, draws.of("country"), strict=True)):
        yield f"{row}|{nct_id}|{name}|{'t' if row % 20 == 0 else 'f'}\n"


TABLES: Sequence[tuple[str, str, RowsOf, float]] = (
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
    (
        "eligibilities",
        "id|nct_id|gender|minimum_age|maximum_age|healthy_volunteers|population|criteria|adult|"
        "child|older_adult",
        eligibility_rows,
        0,
    ),
    ("brief_summaries", "id|nct_id|description", summary_rows, 0),
    ("detailed_descriptions", "id|nct_id|description", text_rows(1_500), 0),
    ("design_groups", "id|nct_id|group_type|title|description", arm_rows, 1.9),
    (
        "design_group_interventions",
        "id|nct_id|design_group_id|intervention_id",
        joined_rows,
        2.4,
    ),
    ("intervention_other_names", "id|nct_id|intervention_id|name", other_name_rows, 1),
    (
        "design_outcomes",
        "id|nct_id|outcome_type|measure|time_frame|population|description",
        outcome_rows,
        7,
    ),
    ("browse_conditions", MESH_HEADER, mesh_rows(5_000), 7),
    ("browse_interventions", MESH_HEADER, mesh_rows(4_000), 5),
    (
        "id_information",
        "id|nct_id|id_source|id_value|id_type|id_type_description|id_link",
        id_rows,
        1.7,
    ),
    ("keywords", "id|nct_id|name|downcase_name", keyword_rows, 2.8),
    ("study_references", "id|nct_id|pmid|reference_type|citation", reference_rows, 1.9),
    ("links", "id|nct_id|url|description", link_rows, 0.3),
    (
        "provided_documents",
        "id|nct_id|document_type|has_protocol|has_icf|has_sap|document_date|url",
        document_rows,
        0.15,
    ),
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
