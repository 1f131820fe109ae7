"""The time, memory and room that posted results take: imported from JSON and from AACT, and read.

    python -m tests.bench.posted_results --studies 2000

Each import runs in a process of its own, whose peak memory the system reports; so does a load. All
made-up studies have results, as one in seven of the registry has.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.datasets.catalogue import load_dataset
from data.model.record_frames import RESULT_FRAMES
from data.queries.posted_results import posted
from tests.bench import hosting
from tests.bench.measuring import Row, percentile, table
from tests.bench.posted_studies import write_aact, write_json
from tests.bench.queries import memory
from tests.bench.registry_size import ROOT

SIZES = (2_000, 20_000)
QUICK_SIZES = (200,)
REGISTRY, WITH_RESULTS = 500_000, 70_000
"""Studies of the whole registry, and those of them that post results."""
WRITERS: Mapping[str, Callable[[Path, int], tuple[Path, Path]]] = {
    "JSON": write_json,
    "AACT": write_aact,
}
KEPT = Path(tempfile.gettempdir()) / "cell-therapy-trials-bench"
WITH, WITHOUT = "with-results", "without-results"
LOOKED_AT = 40
"""Trials whose results are read, far from one another, each once."""
PAGES = 15
Numbers = dict[str, float]


def files_of(form: str, studies: int) -> tuple[Path, Path]:
    """The files of so many studies, with and without results; made once, then used again."""
    folder = KEPT / f"posted-{studies}-{form.lower()}"
    if not folder.exists():
        print(f"making {studies:,} studies with results as {form} ...", flush=True)
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as beside:
            made = Path(beside) / "made"
            made.mkdir()
            WRITERS[form](made, studies)
            made.rename(folder)
    bare, whole = sorted(folder.iterdir(), key=lambda path: WITHOUT not in path.name)
    return whole, bare


def alone(command: Sequence[str]) -> tuple[Numbers, str]:
    """Seconds and the most memory of a program, and what it prints.

    Raises:
        SystemExit: it failed.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}.")
    seconds, most = time.perf_counter() - start, used.ru_maxrss / 1024
    return {"seconds": seconds, "peak_megabytes": most}, said


def imported(path: Path, root: Path, name: str) -> Numbers:
    """Seconds, peak and megabytes on the disk of one import."""
    numbers, _ = alone(
        ["data.registry", "--datasets", str(root), "import", str(path), "--name", name]
    )
    dataset = (root / name / "current").resolve()
    sizes = {each.name: each.stat().st_size / 1e6 for each in dataset.iterdir()}
    return numbers | {
        "megabytes": sum(sizes.values()),
        "index_megabytes": sizes["index"],
        "input_megabytes": _bytes(path) / 1e6,
    }


def _bytes(path: Path) -> int:
    if path.is_dir():
        return sum(each.stat().st_size for each in path.iterdir())
    return path.stat().st_size


@dataclass(frozen=True)
class Looked:
    """A loaded dataset: what it takes, and what one trial's results take.

    Attributes:
        seconds: of the load.
        own, whole: megabytes of the process that the load adds, without and with the pages of
            mapped files.
        after: megabytes of its own that the reading of results adds.
        read: milliseconds of all frames of results of one trial, for each trial looked at.
    """

    seconds: float
    own: float
    whole: float
    after: float
    read: list[float]


def look(root: Path, name: str) -> Looked:
    """Load a dataset in this process and read the results of some trials."""
    own, whole = memory("RssAnon"), memory("VmRSS")
    start = time.perf_counter()
    store = load_dataset(root, name)
    seconds = time.perf_counter() - start
    loaded, loaded_whole = memory("RssAnon"), memory("VmRSS")
    trials = store.trials["nct_id"]
    took = []
    for at in range(0, len(trials), max(1, len(trials) // LOOKED_AT)):
        start = time.perf_counter()
        for frame in RESULT_FRAMES:
            store.record(frame.name, str(trials.iloc[at]))
        took.append((time.perf_counter() - start) * 1e3)
    posted(store)
    return Looked(seconds, loaded - own, loaded_whole - whole, memory("RssAnon") - loaded, took)


def looked(root: Path, name: str) -> Looked:
    """A dataset looked at in a process of its own."""
    _, said = alone(["tests.bench.posted_results", "--look", str(root), name])
    return Looked(**json.loads(said))


def pages(root: Path, name: str, studies: int) -> tuple[list[float], hosting.Memory]:
    """Milliseconds of the server for the Outcomes page of some trials, and the workers' memory."""
    took = []
    with hosting.hosted(hosting.OURS, {"DATASETS_DIR": str(root)}) as host:
        for number in range(PAGES + 4):
            trial = f"NCT{number * (studies // (PAGES + 4)):08}"
            address = f"{host.address}/outcomes?dataset={name}&results-of={trial}"
            start = time.perf_counter()
            with urllib.request.urlopen(address, timeout=120) as answer:
                answer.read()
            took.append((time.perf_counter() - start) * 1e3)
        # the first ones bring the modules and counts of all trials
        return took[4:], host.memory()


def measure(form: str, studies: int, root: Path) -> tuple[list[Row], dict[str, Any]]:
    """The rows of one form and size, and all numbers."""
    whole, bare = files_of(form, studies)
    named = {WITH: whole, WITHOUT: bare}
    took = {name: imported(path, root, name) for name, path in named.items()}
    reads = {name: looked(root, name) for name in named}
    page, workers = pages(root, WITH, studies)
    return rows_of(form, studies, took, reads, page), {
        "form": form,
        "studies": studies,
        "import": took,
        "load": {name: vars(each) for name, each in reads.items()},
        "page_ms": page,
        "workers": vars(workers),
        "bytes_of_a_study": bytes_of_a_study(took, reads, studies),
    }


def bytes_of_a_study(
    took: Mapping[str, Numbers], reads: Mapping[str, Looked], studies: int
) -> Numbers:
    """The bytes that the results of one study add: on the disk, in its index, and in memory."""

    def of(numbers: Mapping[str, float]) -> float:
        return (numbers[WITH] - numbers[WITHOUT]) * 1e6 / studies

    return {
        "disk": of({name: each["megabytes"] for name, each in took.items()}),
        "index": of({name: each["index_megabytes"] for name, each in took.items()}),
        "memory_of_its_own": of({name: each.own for name, each in reads.items()}),
        "memory_with_mapped_pages": of({name: each.whole for name, each in reads.items()}),
    }


def rows_of(
    form: str,
    studies: int,
    took: Mapping[str, Numbers],
    reads: Mapping[str, Looked],
    page: Sequence[float],
) -> list[Row]:
    """The lines of the table; the note has the same without results."""
    of = f"{form}, {studies:,}"

    def compared(what: str, unit: str, key: str) -> Row:
        note = f"{took[WITHOUT][key]:.3g} without results"
        return Row(f"{what}, {of}", took[WITH][key], unit, note=note)

    own = {name: each.own for name, each in reads.items()}
    read = reads[WITH].read
    return [
        compared("import with posted results", "s", "seconds"),
        compared("import with posted results, peak memory", "MB", "peak_megabytes"),
        compared("dataset with posted results", "MB", "megabytes"),
        Row(
            f"load with posted results, {of}", reads[WITH].seconds, "s",
            note=f"{reads[WITHOUT].seconds:.3g} without results",
        ),
        Row(
            f"memory of the loaded dataset, {of}", own[WITH], "MB",
            note=f"{own[WITHOUT]:.3g} without results; {reads[WITH].after:+.3g} when read",
        ),
        Row(
            f"posted results of one trial read, {of}", statistics.median(read), "ms",
            note=f"{min(read):.3g} to {max(read):.3g}",
        ),
        Row(
            f"first answer of Outcomes, {of}", statistics.median(page), "ms",
            note=f"p95 {percentile(page, 0.95):.3g}",
        ),
    ]  # fmt: skip


def measure_all(sizes: Sequence[int]) -> tuple[list[Row], list[dict[str, Any]]]:
    """Every size in both forms."""
    rows, details = [], []
    for studies in sizes:
        for form in WRITERS:
            print(f"measuring posted results, {form}, {studies:,} ...", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                more, numbers = measure(form, studies, Path(folder))
            rows += more
            details.append(numbers)
    return rows, details


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure posted results.")
    parser.add_argument("--studies", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--out", type=Path, help="a file for all numbers")
    parser.add_argument("--look", nargs=2, metavar=("ROOT", "NAME"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.look:
        print(json.dumps(vars(look(Path(asked.look[0]), asked.look[1]))))
        return
    rows, details = measure_all(asked.studies)
    if asked.out:
        asked.out.write_text(json.dumps(details, indent=2) + "\n", encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
