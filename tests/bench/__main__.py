"""All measurements in one table: ``make bench``, or for a try ``make bench QUICK=--quick``.

Compared things are measured in turns, so that a machine that slows down slows both; times are
medians. It is a benchmark and no test: a goal that is missed is said and fails nothing.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from data.datasets.catalogue import load_dataset
from tests.bench import (
    aggregation,
    browsing,
    decks,
    hosting,
    machine,
    posted_results,
    registry_size,
    traffic,
)
from tests.bench.generate import generate
from tests.bench.measuring import AT_LEAST, Row, Times, interleaved, percentile, ratio, table
from tests.browser.server import launch

RESULTS = Path(__file__).parent / "results.json"
KEPT = Path(tempfile.gettempdir()) / "cell-therapy-trials-bench"
"""Made-up datasets stay here for the next run."""
PHASES = (["phase2"], ["phase3"])
BUILT_IN_PHASES = (["phase1"], ["phase2"])
"""Of phase 3 the review has no trial, and a page without a trial hides its figures."""
PAGES = ("map", "design")


@dataclass(frozen=True)
class Plan:
    """The plan of a run: how much is measured.

    Attributes:
        sizes: studies of the made-up datasets, the largest last.
        runs: turns of every comparison in the browser.
        traffic_seconds: how long requests are sent.
    """

    sizes: tuple[int, ...] = (1_000, 50_000, 500_000)
    runs: int = 9
    loads: int = 5
    asked: int = 60
    traffic_seconds: float = 20.0
    parts: bool = True


QUICK = Plan(sizes=(1_000,), runs=3, loads=2, asked=15, traffic_seconds=4.0, parts=False)


def name_of(size: int) -> str:
    return f"made-up-{size}"


def roots(sizes: Sequence[int]) -> dict[int, Path]:
    """Size -> a folder of datasets with that one alone; made once, then used again."""
    found = {}
    for size in sizes:
        root = KEPT / str(size)
        if not (root / name_of(size)).exists():
            root.mkdir(parents=True, exist_ok=True)
            print(f"making {size:,} studies ...", flush=True)
            generate(root, name_of(size), size)
        found[size] = root
    return found


def starts(datasets: dict[int, Path], runs: int) -> list[Row]:
    """From the command to the first answer."""
    empty = KEPT / "none"
    empty.mkdir(parents=True, exist_ok=True)
    rows = []
    for what, root, goal in (
        ("built-in", empty, 1.5),
        *((f"{size:,} trials", root, 3.0) for size, root in datasets.items()),
    ):
        times = []
        for _ in range(runs + 1):
            with hosting.hosted(hosting.OURS, {"DATASETS_DIR": str(root)}, "/") as host:
                times.append(host.start)
        # the first one compiles what is not compiled yet
        own = Times(tuple(times[1:]))
        rows.append(_timed(f"start to first answer, {what}", own, "s", goal))
    return rows


def _timed(what: str, times: Times, unit: str, goal: float | None = None, **more: Any) -> Row:
    least, most = times.spread
    spread = f"{least:.3g} to {most:.3g}"
    return Row(what, times.median, unit, goal, note=spread, details=times.to_json(), **more)


def addresses(ours: hosting.Host, plain: hosting.Host, page: str, name: str) -> tuple[str, str]:
    return f"{ours.address}/{page}?dataset={name}", f"{plain.address}/{page}"


def loads(browser: Browser, ours: str, plain: str, runs: int, of: str) -> list[Row]:
    """Cold and warm loads of the map page, in turns."""
    visits: dict[str, list[browsing.Visit]] = {"ours": [], "plain": []}

    def visited(which: str, address: str) -> float:
        visits[which].append(browsing.cold(browser, address))
        return visits[which][-1].seconds

    cold = interleaved(
        {"ours": lambda: visited("ours", ours), "plain": lambda: visited("plain", plain)}, runs
    )
    with browsing.returning_reader(browser) as reader:
        for address in (ours, plain) * browsing.WARMING:
            browsing.load(reader, address)
        warm = interleaved(
            {
                "ours": lambda: browsing.load(reader, ours).seconds,
                "plain": lambda: browsing.load(reader, plain).seconds,
            },
            runs,
        )
    mine, theirs = visits["ours"][-1], visits["plain"][-1]
    return [
        Row(
            f"bytes on the wire, cold, {of}", mine.bytes / 1e6, "MB", 0.75,
            yardstick=theirs.bytes / 1e6, ratio=theirs.bytes / mine.bytes,
        ),
        Row(f"requests, cold, {of}", mine.requests, "", 15, yardstick=theirs.requests),
        _timed(
            f"cold load to figures, {of}", cold["ours"], "s",
            yardstick=cold["plain"].median, ratio=ratio(cold["plain"], cold["ours"]),
        ),
        Row(
            f"cold load, plain Dash / ours, {of}", ratio(cold["plain"], cold["ours"]), "x", 2.5,
            AT_LEAST,
        ),
        _timed(
            f"warm load, {of}", warm["ours"], "s", 0.6,
            yardstick=warm["plain"].median, ratio=ratio(warm["plain"], warm["ours"]),
        ),
    ]  # fmt: skip


Recorded = dict[str, list[dict[str, Any]]]


def filter_changes(
    browser: Browser, ours: str, plain: str, runs: int, of: str
) -> tuple[list[Row], Recorded]:
    """A change until all figures stand, beside the bare drawing; and what it asks the server."""
    mine, theirs = browsing.opened(browser, ours), browsing.opened(browser, plain)
    control = {"type": "filter", "key": "phase"}
    browsing.come_to(mine, control["key"])
    own = browsing.change(mine, control, PHASES, runs)
    other = browsing.change(theirs, "filter-phase", (["PHASE2"], ["PHASE3"]), runs)
    bodies = {
        "ours": browsing.recorded(mine, control, ["phase1"]),
        "plain": browsing.recorded(theirs, "filter-phase", ["PHASE1"]),
    }
    for page in (mine, theirs):
        page.context.close()
    took, bare, slow = (Times(tuple(each)) for each in (own.took, own.bare, other.took))
    return [
        _timed(f"bare Plotly.react, {of}", bare, "ms"),
        _timed(
            f"filter change to figures redrawn, {of}", took, "ms", 120.0,
            yardstick=slow.median, ratio=slow.median / took.median,
        ),
        Row(f"filter change / bare react, {of}", own.ratio, "x", 1.2, yardstick=other.ratio),
        Row(
            f"requests a filter change, {of}", Times(tuple(own.requests)).median, "", 1,
            yardstick=Times(tuple(other.requests)).median,
        ),
    ], bodies  # fmt: skip


def serving(
    ours: hosting.Host, plain: hosting.Host, name: str, bodies: Recorded, plan: Plan, of: str
) -> list[Row]:
    """Server time and throughput of filter changes that no worker has seen before."""
    different = traffic.changes()

    def own() -> Iterator[list[traffic.Body]]:
        for change in different:
            yield [traffic.of_ours(body, name, change) for body in bodies["ours"]]

    def other() -> Iterator[list[traffic.Body]]:
        for change in different:
            yield [traffic.of_plain(body, change) for body in bodies["plain"]]

    few = max(plan.asked // 10, 3)
    traffic.one_by_one(ours.address, [next(own()) for _ in range(4)])
    took = traffic.one_by_one(ours.address, [next(own()) for _ in range(plan.asked)])
    slow = traffic.one_by_one(plain.address, [next(other()) for _ in range(few)])
    turns = max(1, round(plan.traffic_seconds / 4))
    rates = interleaved(
        {
            "ours": lambda: traffic.a_second(ours.address, own(), 2),
            "plain": lambda: traffic.a_second(plain.address, other(), 2),
        },
        turns,
    )
    fast = ratio(rates["ours"], rates["plain"])
    return [
        Row(
            f"server time of a filter change, p50, {of}", percentile(took, 0.5), "ms", 5.0,
            yardstick=percentile(slow, 0.5), ratio=percentile(slow, 0.5) / percentile(took, 0.5),
        ),
        Row(f"server time of a filter change, p95, {of}", percentile(took, 0.95), "ms", 15.0),
        _timed(
            f"filter changes a second, {of}", rates["ours"], "/s",
            yardstick=rates["plain"].median, ratio=fast,
        ),
        Row(f"filter changes a second, ours / plain Dash, {of}", fast, "x", 100.0, AT_LEAST),
    ]  # fmt: skip


def pages(browser: Browser, size: int, root: Path, plan: Plan) -> list[Row]:
    """Everything that is measured on running servers, for one dataset."""
    name, rows = name_of(size), []
    environment = {"DATASETS_DIR": str(root), "PLAIN_DATASET": name}
    with (
        hosting.hosted(hosting.OURS, environment) as ours,
        hosting.hosted(hosting.PLAIN, environment, "/") as plain,
    ):
        for page in PAGES:
            of = f"{page}, {size:,}"
            print(f"measuring {of} ...", flush=True)
            mine, theirs = addresses(ours, plain, page, name)
            if page == "map":
                rows += loads(browser, mine, theirs, plan.loads, of)
            changed, bodies = filter_changes(browser, mine, theirs, plan.runs, of)
            rows += changed + serving(ours, plain, name, bodies, plan, of)
        rows += memory(ours.memory(), plain.memory(), size)
    return rows


def memory(ours: hosting.Memory, plain: hosting.Memory, size: int) -> list[Row]:
    """The memory that the traffic has left, with and without what the kernel may take back."""
    shared, further = "memory shared", "memory of a further worker"
    kept = "without files' pages"
    return [
        Row(f"{shared}, {size:,}", ours.shared, "MB", 250.0, yardstick=plain.shared),
        Row(f"{shared}, {kept}, {size:,}", ours.shared_kept, "MB", yardstick=plain.shared_kept),
        Row(f"{further}, {size:,}", ours.unique, "MB", 40.0, yardstick=plain.unique),
        Row(f"{further}, {kept}, {size:,}", ours.unique_kept, "MB", yardstick=plain.unique_kept),
    ]


def built_in(browser: Browser, runs: int) -> list[Row]:
    """The built-in data, for which there is no plain Dash."""
    rows = []
    with hosting.hosted(hosting.OURS, {"DATASETS_DIR": str(KEPT / "none")}) as ours:
        visits = [browsing.cold(browser, f"{ours.address}/map") for _ in range(runs)]
        rows.append(Row("bytes on the wire, cold, map, built-in", visits[-1].bytes / 1e6, "MB"))
        for page in PAGES:
            reader = browsing.opened(browser, f"{ours.address}/{page}")
            control = {"type": "filter", "key": "phase"}
            browsing.come_to(reader, control["key"])
            found = browsing.change(reader, control, BUILT_IN_PHASES, runs)
            reader.context.close()
            took = Times(tuple(found.took))
            rows.append(_timed(f"filter change, {page}, built-in", took, "ms", ratio=found.ratio))
    return rows


def parts(plan: Plan) -> tuple[list[Row], dict[str, Any]]:
    """The standard deck, and the import of a whole registry by the project's command."""
    deck = decks.measure(decks.RUNS)
    with tempfile.TemporaryDirectory() as folder:
        size = registry_size.measure(plan.sizes[-1], Path(folder))
    rows = [
        Row("standard deck", deck["deck"]["median_ms"] / 1e3, "s", decks.GOAL),
        Row("import of a registry", size["seconds"], "s", registry_size.GOALS["seconds"]),
        Row("import, peak memory", size["peak_megabytes"], "MB",
            registry_size.GOALS["peak_megabytes"]),
    ]  # fmt: skip
    return rows, {"deck": deck, "import": size}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 trials and few turns")
    parser.add_argument("--sizes", type=int, nargs="+", help="studies of the made-up datasets")
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    plan = QUICK if asked.quick else Plan()
    sizes = tuple(asked.sizes or plan.sizes)
    datasets = roots(sizes)
    os.environ["DATASETS_DIR"] = str(KEPT / "none")
    rows = machine.measure(plan.runs) + starts(datasets, plan.loads)
    for size, root in datasets.items():
        store = load_dataset(root, name_of(size))
        rows += [_of(row, size) for row in aggregation.measure(store, plan.runs)]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        rows += built_in(browser, plan.runs)
        for size, root in datasets.items():
            rows += pages(browser, size, root, plan)
        browser.close()
    details: dict[str, Any] = {}
    if plan.parts:
        more, details = parts(plan)
        rows += more
    sizes_posted = posted_results.QUICK_SIZES if asked.quick else posted_results.SIZES
    more, details["posted"] = posted_results.measure_all(sizes_posted)
    rows += more
    described = machine.described()
    results = {**described, "rows": [row.to_json() for row in rows], **details}
    asked.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(f"\n{described['date']}, {described['cores']} cores, {described['processor']}\n")
    print(table(rows))


def _of(row: Row, size: int) -> Row:
    return Row(f"{row.what}, {size:,}", **{k: v for k, v in vars(row).items() if k != "what"})


if __name__ == "__main__":
    main()
