"""The time a deck takes: the standard deck of all views, and each figure's slide alone.

Between the runs a fixed piece of work is timed. Its time tells a slow machine from slow code:
``ratio`` is a deck's time in such pieces, and can be compared from day to day.
"""

import argparse
import json
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from components.share.deck import DeckFigure, pptx_bytes, slide_bytes, standard_deck
from components.share.drawn_view import DrawnView
from components.slides.sheet import deck_bytes, new_deck
from components.views import VIEWS
from data.datasets.catalogue import Datasets
from data.store import TrialStore, load_store
from tests.bench.measuring import calibration, seconds

RUNS = 7
GOAL = 2.0
"""Seconds for a full deck on two cores."""
BASE = "https://example.org"
PACKAGES = ("pandas", "numpy", "python-pptx", "lxml", "XlsxWriter")


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median and range in milliseconds."""
    return {
        "median_ms": round(statistics.median(times) * 1e3, 1),
        "least_ms": round(min(times) * 1e3, 1),
        "most_ms": round(max(times) * 1e3, 1),
    }


def measured(work: Callable[[], object], runs: int) -> dict[str, float]:
    """Median and range after one run to warm up, and the ratio to the calibration around it."""
    work()
    times, calibrated = [], []
    for _ in range(runs):
        calibrated.append(seconds(calibration))
        times.append(seconds(work))
    ratio = statistics.median(times) / statistics.median(calibrated)
    return {**spread(times), "ratio": round(ratio, 2)}


def deck_of(store: TrialStore, figures: Sequence[DeckFigure]) -> Callable[[], bytes]:
    return lambda: pptx_bytes(Datasets((store,)), figures, BASE)


def slide_of(store: TrialStore, figure: DeckFigure) -> Callable[[], bytes]:
    return lambda: slide_bytes(DrawnView.of(store, figure.state, VIEWS[figure.slug], BASE))


def measure(runs: int) -> dict[str, Any]:
    store = load_store().ready()
    figures = standard_deck(store)
    whole = deck_of(store, figures)
    cold = seconds(whole)
    slides = {figure.slug: measured(slide_of(store, figure), runs) for figure in figures}
    empty = measured(lambda: deck_bytes(new_deck()), runs)
    return {
        "date": date.today().isoformat(),
        "machine": {
            "system": platform.platform(),
            "processor": platform.processor() or platform.machine(),
            "python": platform.python_version(),
            "packages": {name: version(name) for name in PACKAGES},
        },
        "runs": runs,
        "calibration": spread([seconds(calibration) for _ in range(runs)]),
        "deck": {
            "figures": len(figures),
            "trials": len(store.trials),
            "bytes": len(whole()),
            "cold_ms": round(cold * 1e3, 1),
            **measured(whole, runs),
        },
        "empty_deck": empty,
        "slides": slides,
    }


def table(results: dict[str, Any]) -> str:
    """The results as plain text."""
    deck = results["deck"]
    rows = [
        ("Deck of all views", deck),
        ("Empty deck", results["empty_deck"]),
        *results["slides"].items(),
    ]
    width = max(len(name) for name, _ in rows)
    lines = [f"{'':{width}}  median ms   least    most   ratio"]
    lines += [
        f"{name:{width}}  {row['median_ms']:9.1f} {row['least_ms']:7.1f} {row['most_ms']:7.1f}"
        f" {row['ratio']:7.2f}"
        for name, row in rows
    ]
    lines += [
        "",
        f"The deck has {deck['figures']} figures and {deck['bytes'] / 1e6:.2f} MB; the first one "
        f"of a process took {deck['cold_ms']:.0f} ms.",
        f"Calibration: {results['calibration']['median_ms']} ms; "
        f"{results['runs']} runs each after one to warm up.",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure, print, write; fails where the full deck misses its goal."""
    parser = argparse.ArgumentParser(description="Measure how long a deck takes.")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--out", type=Path, help="a file for the results as JSON")
    arguments = parser.parse_args()
    results = measure(arguments.runs)
    if arguments.out:
        arguments.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(table(results))
    if results["deck"]["median_ms"] > GOAL * 1e3:
        print(f"The full deck took more than {GOAL:g} s.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
