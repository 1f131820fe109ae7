"""Posted results of a JSON file, read a second way and drawn: ``python -m tests.posted FILE``.

Every value of every frame of the import is compared with plain JSON; every result view and its
slide are drawn for every study. ``--no-figures`` compares alone.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from data.datasets.catalogue import load_dataset
from data.datasets.importing import Request, run_import
from data.model.schema import NCT_ID
from data.store import TrialStore
from tests.posted.comparing import SECTION, differences
from tests.posted.drawing import FAILED, SAYS_WHY, Outcome, draws

SHOWN = 40
NAME = "second-reading"


def studies_of(path: Path) -> list[dict[str, Any]]:
    """The studies of an array, a page or one study."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(content, list):
        return content
    return content.get("studies", [content])


def imported(path: Path, root: Path) -> TrialStore:
    run_import(Request((path,), NAME, root, title="Second reading"))
    return load_dataset(root, NAME)


def compare(store: TrialStore, studies: list[dict[str, Any]]) -> list[str]:
    """The differences; prints the counts."""
    counts: Counter[str] = Counter()
    found: list[str] = []
    for each in studies:
        nct_id = each["protocolSection"]["identificationModule"]["nctId"]
        found += differences(store, nct_id, each.get(SECTION) or {}, counts)
    for name, number in counts.items():
        print(f"{name:20} {number:9,} values compared")
    print(f"{len(studies)} studies, {sum(counts.values()):,} values, {len(found)} differences")
    print("\n".join(found[:SHOWN]))
    return found


def draw(store: TrialStore, trials: list[str]) -> list[str]:
    """The failures; prints the counts, the sentences in place of figures, and the failures."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for each in draws(store, trials):
        found[each.slug].append(each)
    print("\n".join(line for slug, outcomes in found.items() for line in told(slug, outcomes)))
    failures = [
        f"{each.slug} {each.place} {each.words}"
        for outcomes in found.values()
        for each in outcomes
        if each.kind == FAILED
    ]
    print(f"{len(failures)} failures")
    print("\n".join(failures[:SHOWN]))
    return failures


def told(slug: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line of counts of one view, and one for each sentence in place of a figure."""
    kinds = Counter(each.kind for each in outcomes)
    words = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    parts, seconds = sum(each.parts for each in outcomes), sum(each.seconds for each in outcomes)
    tallest = max(outcomes, key=lambda each: each.height)
    yield (
        f"{slug:20} {words}; {parts} parts, the tallest {tallest.height:.0f} px "
        f"({tallest.place}); {seconds:.1f} s"
    )
    sentences = Counter(
        re.sub(NCT_ID, "NCT…", each.words) for each in outcomes if each.kind == SAYS_WHY
    )
    yield from (f"{'':20} {number} times: {words}" for words, number in sentences.most_common())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.posted", description=__doc__)
    parser.add_argument("file", type=Path, help="a JSON file of the registry")
    parser.add_argument("--no-figures", action="store_true", help="compare alone")
    asked = parser.parse_args(arguments)
    studies = studies_of(asked.file)
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        store = imported(asked.file, Path(folder))
        print(f"Imported in {time.perf_counter() - started:.1f} s")
        wrong = compare(store, studies)
        if not asked.no_figures:
            wrong += draw(store, store.trials["nct_id"].tolist())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
