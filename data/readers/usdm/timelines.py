"""Timelines of a study design: the main one, which is the day axis, and those beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from data.model.schema import RawRows
from data.readers.formats import UnusableInputError
from data.readers.import_report import printable
from data.readers.json_node import Node
from data.readers.usdm.order import along, by_id
from data.readers.usdm.plain_texts import cited, description_of, id_of, name_of, text_at
from data.readers.usdm.timings import Placement, Placing, Timing
from data.readers.usdm.versions import EXPORT

DECISION = "ScheduledDecisionInstance"


@dataclass(frozen=True)
class Timeline:
    """One timeline and its instances, from its entry along the default way.

    Attributes:
        position: 1 is the main timeline.
        instances: activities and decisions; what the way does not lead to stands at the end.
    """

    position: int
    node: Node
    instances: tuple[Node, ...]
    placements: Mapping[str, Placement]
    timings: tuple[Timing, ...]

    @classmethod
    def read(cls, node: Node, position: int) -> Self:
        found = by_id(node.at("instances").items())
        way = along(found, cited(node, "entryId"), "defaultConditionId")
        ids = [*way, *(each for each in found if each not in way)]
        timings = tuple(map(Timing.read, node.at("timings").items()))
        names = {each: name_of(found[each]) for each in ids}
        placements = Placing(names, timings).place()
        return cls(position, node, tuple(found[each] for each in ids), placements, timings)

    @property
    def is_main(self) -> bool:
        return self.position == 1

    @property
    def visits(self) -> tuple[Node, ...]:
        """The instances in which something is done."""
        return tuple(each for each in self.instances if not is_decision(each))

    @property
    def decisions(self) -> tuple[Node, ...]:
        return tuple(filter(is_decision, self.instances))

    def placement(self, instance: Node) -> Placement:
        return self.placements[id_of(instance)]

    def visit_position(self, instance_id: str) -> str:
        """The position of a visit among the visits, as a cell; empty where it is none."""
        ids = [id_of(each) for each in self.visits]
        return str(ids.index(instance_id) + 1) if instance_id in ids else ""

    def zero(self, encounters: Mapping[str, Node]) -> str:
        """The fixed reference in words: ``Dose (Baseline)``; empty where there is none."""
        for instance in self.instances:
            if self.placement(instance).kind == "DAY_ZERO":
                name, encounter = name_of(instance), encounters.get(cited(instance, "encounterId"))
                visit = name_of(encounter) if encounter else name
                return name if visit == name else f"{name} ({visit})"
        return ""


def is_decision(instance: Node) -> bool:
    return instance.at("instanceType").value == DECISION


def timelines_of(design: Node, file_name: str) -> tuple[Timeline, ...]:
    """The timelines of a design, the main one first; a second main one stands beside it.

    Raises:
        UnusableInputError: none is the main one, or that one holds nothing.
    """
    every = list(design.at("scheduleTimelines").items())
    mains = [each for each in every if each.at("mainTimeline").value is True]
    called = printable(name_of(design), 80)
    if not mains:
        raise UnusableInputError(
            f"{file_name}: the study design “{called}” has no main timeline ({design.path}."
            f"scheduleTimelines, {len(every)} of them, none with mainTimeline: true), so that its "
            f"visits have no days; mark one as the main one: {EXPORT}."
        )
    first = mains[0]
    if not any(True for _ in first.at("instances").items()):
        raise UnusableInputError(
            f"{file_name}: the main timeline of “{called}” holds no visit "
            f"({first.path}.instances); {EXPORT}."
        )
    others = [each for each in every if each is not first]
    return tuple(Timeline.read(node, at) for at, node in enumerate([first, *others], start=1))


def timeline_rows(
    regimen: str, timelines: tuple[Timeline, ...], zeros: Mapping[int, str], source: str
) -> RawRows:
    """Rows of ``study_timelines``; zeros: position -> what day 0 is."""
    return [
        {
            "regimen": regimen,
            "position": str(timeline.position),
            "timeline": name_of(timeline.node),
            "kind": "MAIN" if timeline.is_main else "SUB",
            "starts": text_at(timeline.node, "entryCondition"),
            "description": description_of(timeline.node),
            "day_zero": zeros[timeline.position],
            "source": source,
            "locator": timeline.node.path,
        }
        for timeline in timelines
    ]
