"""The score of the reader of schedules against labels: hits, precision and recall of each kind.

A label is a fact that two people read in a registry's text: field path, span, kind, coded values
and agent; the texts themselves are not in the repository. A reading is a hit where path, kind and
coded values are a label's, their spans overlap and, for a day, the agent is the same. What the two
people found doubtful counts for nothing, read or not.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.schedules.agents import listed_agents
from data.schedules.arm_schedule import ArmSchedule, read_arm
from data.schedules.arm_words import ArmWords, InterventionWords
from data.schedules.readings import DAY, KINDS

LABELS = Path(__file__).parent / "labels.json"
COMPARED = {
    DAY: ("unit", "first", "last"),
    "INTERVAL": ("every", "low", "high", "unit", "times"),
    "DURATION": ("value", "low", "high", "unit"),
    "DOSE": ("value", "low", "high"),
    "ROUTE": ("route",),
    "TROUGH": ("value", "low", "high"),
}
"""Values that a hit has in common with its label; the unit of a dose is compared by its words."""
Record = Mapping[str, Any]
"""A study as the registry gives it."""


@dataclass(frozen=True)
class Label:
    """A fact in a text, by hand or by rule."""

    path: str
    start: int
    end: int
    kind: str
    agent: str
    values: tuple[object, ...]

    def is_hit_of(self, other: "Label") -> bool:
        return (
            (self.path, self.kind, self.values) == (other.path, other.kind, other.values)
            and self.overlaps(other)
            and (self.kind != DAY or same_agent(self.agent, other.agent))
        )

    def overlaps(self, other: "Label") -> bool:
        return self.path == other.path and self.start < other.end and other.start < self.end


@dataclass
class Score:
    """Counts of one kind."""

    labels: int = 0
    read: int = 0
    hits: int = 0
    missed: list[tuple[str, Label]] = field(default_factory=list)
    wrong: list[tuple[str, Label]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.labels if self.labels else 1.0


SAYS_NO_MORE = {"labelled", "labeled", "radiolabelled", "radiolabeled", "monoclonal"}
"""Words of a slug without which it means the same agent."""


def same_agent(one: str, other: str) -> bool:
    """Says whether two slugs mean one agent: one agent's names, one in the other, or left open."""
    words = _agent_words(one), _agent_words(other)
    return not one or not other or words[0] <= words[1] or words[1] <= words[0]


def _agent_words(named: str) -> set[str]:
    """The words of the slug that the list has for a name, else of the name's own."""
    listed = listed_agents(named.replace("-", " "))
    return set((listed[0] if len(listed) == 1 else named).split("-")) - SAYS_NO_MORE


def values_of(kind: str, coded: Mapping[str, Any]) -> tuple[object, ...]:
    """The compared values; "once" and no number of times are one."""
    found = {name: coded.get(name) for name in COMPARED[kind]}
    if kind == "INTERVAL":
        found["times"] = found["times"] or 1
    return tuple(found.values())


def labels_of(rows: Iterable[Mapping[str, Any]]) -> list[Label]:
    """The labels: of days each with each agent, of other kinds once."""
    found = (
        Label(
            row["path"],
            row["start"],
            row["end"],
            row["kind"],
            row["agent"] if row["kind"] == DAY else "",
            values_of(row["kind"], row),
        )
        for row in rows
    )
    return list(dict.fromkeys(found))


def read_labels(schedule: ArmSchedule) -> list[Label]:
    """The readings of a schedule as labels: of days each with each agent, of other kinds once."""
    found: dict[tuple[object, ...], Label] = {}
    for event in schedule.events:
        for one in event.readings:
            agent = event.agent if one.kind == DAY else ""
            label = Label(
                event.path,
                one.start,
                one.end,
                one.kind,
                agent,
                values_of(one.kind, one.values()),
            )
            found[(label.path, label.start, label.kind, agent, label.values)] = label
    return list(found.values())


def arm_words(study: Record, position: int) -> ArmWords:
    """The words of one arm of a study; ``position`` from 1."""
    protocol = study["protocolSection"]
    module = protocol.get("armsInterventionsModule", {})
    arms = module.get("armGroups", [])
    arm = arms[position - 1]
    return ArmWords(
        position=position,
        label=arm.get("label", ""),
        kind=arm.get("type", ""),
        description=arm.get("description", ""),
        interventions=tuple(
            InterventionWords(
                place,
                one.get("type", ""),
                one.get("name", ""),
                tuple(one.get("otherNames", ())),
                one.get("description", ""),
            )
            for place, one in enumerate(module.get("interventions", []), start=1)
            if arm.get("label") in one.get("armGroupLabels", ())
        ),
        brief_summary=protocol.get("descriptionModule", {}).get("briefSummary", ""),
        arms=tuple(each.get("label", "") for each in arms),
    )


def studies(folder: Path) -> dict[str, Record]:
    """Registry number -> study, of every JSON file of a folder."""
    found: dict[str, Record] = {}
    for path in sorted(folder.glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        each = held if isinstance(held, list) else held.get("studies", [held])
        for study in each:
            number = study.get("protocolSection", {}).get("identificationModule", {}).get("nctId")
            if number:
                found.setdefault(number, study)
    return found


def arms_of(labels: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    return ((number, position) for number, position in labels["arms"])


def score_arms(labels: Mapping[str, Any], held: Mapping[str, Record]) -> dict[str, Score]:
    """The score of each kind over all labelled arms whose studies are at hand."""
    scores = {kind: Score() for kind in KINDS}
    for number, position in arms_of(labels):
        if number not in held:
            continue
        mine = [
            labels_of(
                row for row in labels[part] if (row["nct_id"], row["arm"]) == (number, position)
            )
            for part in ("gold", "doubtful")
        ]
        add_arm(scores, number, *mine, read_labels(read_arm(arm_words(held[number], position))))
    return scores


def add_arm(
    scores: Mapping[str, Score],
    number: str,
    gold: Sequence[Label],
    doubtful: Sequence[Label],
    read: Sequence[Label],
) -> None:
    """Counts of one arm, added to those of its kinds."""
    for kind, score in scores.items():
        left = [one for one in gold if one.kind == kind]
        score.labels += len(left)
        others = []
        for one in (one for one in read if one.kind == kind):
            hit = next((each for each in left if one.is_hit_of(each)), None)
            if hit is None:
                others.append(one)
            else:
                left.remove(hit)
                score.hits += 1
                score.read += 1
        wrong = [
            one
            for one in others
            if not any(one.kind == each.kind and one.overlaps(each) for each in doubtful)
            and not any(one.is_hit_of(each) and one.agent != each.agent for each in gold)
        ]
        score.read += len(wrong)
        score.wrong += [(number, one) for one in wrong]
        score.missed += [(number, one) for one in left]


def table(scores: Mapping[str, Score]) -> str:
    """The table of scores in Markdown."""
    lines = [
        "| kind | labels | read | hits | precision | recall |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {kind} | {score.labels} | {score.read} | {score.hits} | {score.precision:.3f} "
        f"| {score.recall:.3f} |"
        for kind, score in scores.items()
    ]
    return "\n".join(lines)
