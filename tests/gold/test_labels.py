"""The file of labels: arms, paths, spans and coded values, and no sentence of a registry's text."""

import json

from data.schedules.readings import KINDS
from tests.gold.score import COMPARED, LABELS, arms_of

LABELLED = json.loads(LABELS.read_text(encoding="utf-8"))
ROWS = [*LABELLED["gold"], *LABELLED["doubtful"]]
FACTS = {"nct_id", "arm", "path", "start", "end", "kind", "agent"}
CODED = {
    *("unit", "first", "last", "last_unit", "tolerance", "cycles", "cycle_length"),
    *("every", "times", "value", "low", "high", "route"),
}
LONGEST = 60
"""Letters of the longest name of an agent or a unit."""


def test_a_label_is_a_fact_and_no_sentence():
    for row in ROWS:
        assert FACTS <= set(row) <= FACTS | CODED
        assert all(len(cell) <= LONGEST for cell in row.values() if isinstance(cell, str))
        assert row["agent"].count(" ") == 0
        assert 0 <= row["start"] < row["end"]


def test_the_labels_are_of_the_arms_and_of_the_kinds():
    arms = set(arms_of(LABELLED))
    assert len(arms) == len(LABELLED["arms"]) == 120
    assert {(row["nct_id"], row["arm"]) for row in ROWS} <= arms
    assert {row["kind"] for row in LABELLED["gold"]} == set(KINDS) == set(COMPARED)
