"""The score of the reader of schedules on the gold standard: ``python -m tests.gold FOLDER``.

The folder holds the registry's JSON files, which are not in the repository; ``--all`` shows every
label that was missed and every reading that is no label.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.gold.score import LABELS, Score, arms_of, score_arms, studies, table


def differences(scores: dict[str, Score]) -> str:
    lines = []
    for kind, score in scores.items():
        for title, found in (("missed", score.missed), ("no label", score.wrong)):
            lines += [
                f"{kind} {title}: {number} {one.path} {one.start}-{one.end}"
                f" {one.agent} {one.values}"
                for number, one in found
            ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.gold", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of the registry's JSON files")
    parser.add_argument("--all", action="store_true", help="show every difference")
    asked = parser.parse_args()
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    held = studies(asked.folder)
    arms = list(arms_of(labels))
    here = sum(number in held for number, _ in arms)
    if not here:
        print(f"None of the {len(arms)} labelled arms is in {asked.folder}.", file=sys.stderr)
        return 2
    scores = score_arms(labels, held)
    print(f"Gold standard: {here} of {len(arms)} labelled arms.\n\n{table(scores)}")
    if asked.all:
        print(f"\n{differences(scores)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
