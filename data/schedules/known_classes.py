"""The class of an agent that records name: by a curated list, else by how its name is built."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from data.schedules.agents import agent_classes

CLASSES = Path(__file__).parents[1] / "raw" / "agent_classes.csv"
BY_NAME = (
    (
        re.compile(
            r"(?:^|-)u?car-?t(?:-|$)|cart(?:-|$)|(?:^|-)(?:tcr|star)-?t-cells|leucel$|(?:^|-)[tn]k?-cells?$"
        ),
        "IMMUNE_CELLS",
    ),
    (re.compile(r"[a-z]{3,}mab$"), "OTHER_ANTIBODY"),
    (re.compile(r"[a-z]{3,}(?:tinib|anib|enib|lisib|ciclib)$"), "KINASE_INHIBITOR"),
    (re.compile(r"[a-z]{3,}(?:rubicin|taxel|platin|poside|tecan)$"), "OTHER_CYTOTOXIC"),
)
"""Form of a name -> its class; the endings are those of international names."""


@cache
def _listed() -> Mapping[str, str]:
    """Agent -> class: those of the list of names, and those that the review has no use for."""
    with CLASSES.open(encoding="utf-8", newline="") as file:
        own = {row["agent"]: row["agent_class"] for row in csv.DictReader(file)}
    return own | {agent: code for agent, code in agent_classes().items() if code}


def class_of(agent: str) -> str:
    """The class of an agent; empty where neither list nor name tells it."""
    if agent in _listed():
        return _listed()[agent]
    return next((code for form, code in BY_NAME if form.search(agent)), "")
