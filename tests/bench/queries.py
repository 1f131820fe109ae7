"""The time that the queries of a large dataset take, and the cost of loading it.

    python -m tests.bench.generate 500000 --root /tmp/datasets
    python -m tests.bench.queries /tmp/datasets made-up-500000

Each query is timed several times after one run to warm up; the median counts.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from data.datasets.catalogue import load_dataset
from data.link.filters import TrialFilters
from data.link.options import MapOptions
from data.queries import places
from data.queries.totals import totals
from data.queries.trials import breakdown, count_matching, cross_breakdown, option_counts
from data.store import TrialStore

RUNS = 5
BREAKDOWNS = ("condition", "phase", "country", "status", "model", "intervention")


def memory(field: str) -> float:
    """Megabytes of this process: ``VmRSS``, ``VmHWM`` (the most so far), ``RssAnon``."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def milliseconds(work: Callable[[], object], runs: int) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return round(statistics.median(times) * 1e3, 1)


def filters_of(store: TrialStore) -> dict[str, TrialFilters]:
    """None, a common choice, and one with a search text."""
    common = store.known.filters[0].codes[:2]
    chosen = store.no_filters().with_codes("phase", ("PHASE2", "PHASE3"))
    return {
        "all": store.no_filters(),
        "chosen": chosen.with_codes("condition", common),
        "text": store.no_filters().with_text("hospital car"),
    }


def works(store: TrialStore, filters: TrialFilters) -> dict[str, Callable[[], object]]:
    return {
        "count_matching": lambda: count_matching(store, filters),
        "option_counts": lambda: [
            dict(option_counts(store, filters, field.key)) for field in store.known.filters
        ],
        "totals": lambda: totals(store, filters),
        **{
            f"breakdown {key}": lambda key=key: breakdown(store, filters, key) for key in BREAKDOWNS
        },
        "condition by phase": lambda: cross_breakdown(store, filters, "condition", "phase"),
        "country by phase": lambda: cross_breakdown(store, filters, "country", "phase"),
        "condition by country": lambda: cross_breakdown(store, filters, "condition", "country"),
        "map trials": lambda: places.trial_places(store, filters, MapOptions()),
        "map enrolment": lambda: places.trial_places(
            store, filters, MapOptions(count="enrollment")
        ),
        "map totals": lambda: places.totals(store, filters, MapOptions()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("name")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--leave-out", default="", help="queries whose name holds this text")
    asked = parser.parse_args()
    before = memory("VmRSS")
    start = time.perf_counter()
    store = load_dataset(asked.root, asked.name).ready()
    result: dict[str, object] = {
        "load_seconds": round(time.perf_counter() - start, 2),
        "trials": len(store.trials),
        "conditions": len(store.known.filters[0].codes),
        "megabytes_before": before,
        "megabytes_loaded": memory("VmRSS"),
        "megabytes_of_its_own": memory("RssAnon"),
        "megabytes_most": memory("VmHWM"),
    }
    print(json.dumps(result, indent=1), flush=True)
    for which, filters in filters_of(store).items():
        print(f"{which}: {count_matching(store, filters):,} trials")
        for name, work in works(store, filters).items():
            if asked.leave_out and asked.leave_out in name:
                continue
            print(f"  {name}: {milliseconds(work, asked.runs)} ms", flush=True)
    print("most memory:", memory("VmHWM"), "MB; now", memory("VmRSS"), memory("RssAnon"))


if __name__ == "__main__":
    main()
