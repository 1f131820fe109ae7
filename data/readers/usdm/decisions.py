"""Decisions of a timeline: cycles, which are loops, and ways that skip visits.

A cycle is one cycle that repeats: how often is the decision's to say, and never counted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from data.model.schema import RawRows
from data.readers.json_node import Node
from data.readers.usdm.durations import days_cell
from data.readers.usdm.plain_texts import cited, id_of, name_of, text_at
from data.readers.usdm.timelines import Timeline, is_decision
from data.readers.usdm.timings import AFTER

REPEATS, SKIPS, ENDS = "REPEATS", "SKIPS", "ENDS"


@dataclass(frozen=True)
class Way:
    """One way out of a decision: the condition in words, where it leads, and its place."""

    condition: str
    target: str
    path: str


def ways_of(decision: Node) -> list[Way]:
    """The ways that have a condition, and the default where it is no step to the next."""
    return [
        Way(text_at(each, "condition"), cited(each, "conditionTargetId"), each.path)
        for each in decision.at("conditionAssignments").items()
    ]


def decision_rows(regimen: str, timeline: Timeline, source: str) -> RawRows:
    """Rows of ``study_decisions``: one a way out of a decision that repeats, skips or ends."""
    ids = [id_of(each) for each in timeline.instances]
    rows: RawRows = []
    for decision in timeline.decisions:
        at = ids.index(id_of(decision))
        default = cited(decision, "defaultConditionId")
        ways = ways_of(decision)
        if default in ids and ids.index(default) <= at:
            ways.insert(0, Way(_unless(ways), default, f"{decision.path}.defaultConditionId"))
        rows += [_row(regimen, timeline, decision, way, ids, source) for way in ways]
    for position, row in enumerate(rows, start=1):
        row["position"] = str(position)
    return rows


def _unless(ways: Sequence[Way]) -> str:
    """The condition of going round again where the file has one for leaving alone."""
    said = " or ".join(f"“{way.condition}”" for way in ways if way.condition)
    return f"until {said}" if said else ""


def _row(
    regimen: str, timeline: Timeline, decision: Node, way: Way, ids: list[str], source: str
) -> dict[str, str]:
    at = ids.index(id_of(decision))
    to = ids.index(way.target) if way.target in ids else None
    repeats = to is not None and to <= at
    within = timeline.instances[to : at + 1] if repeats else ()
    days = [timeline.placement(each).day for each in within]
    placed = [day for day in days if day is not None]
    every = _period(timeline, within, decision) if repeats else None
    visits = [each for each in within if not is_decision(each)]
    return {
        "regimen": regimen,
        "timeline_position": str(timeline.position),
        "position": "",
        "decision": name_of(decision),
        "kind": REPEATS if repeats else ENDS if to is None else SKIPS,
        "condition": way.condition,
        "leads_to": name_of(timeline.instances[to]) if to is not None else "",
        "first_visit": timeline.visit_position(id_of(visits[0])) if visits else "",
        "last_visit": timeline.visit_position(id_of(visits[-1])) if visits else "",
        "start_day": days_cell(min(placed)) if placed else "",
        "end_day": days_cell(max(placed)) if placed else "",
        "every_days": "" if every is None else days_cell(every[0]),
        "every_printed": "" if every is None else every[1],
        "source": source,
        "locator": way.path,
    }


def _period(
    timeline: Timeline, within: Sequence[Node], decision: Node
) -> tuple[Fraction, str] | None:
    """Days of one round and the file's words for them; none where the file does not say them.

    A file says them as a delay, a timing of an instance of the loop after itself, or by the days
    of the decision and of the visit that it leads back to.
    """
    ids = {id_of(each) for each in within}
    delays = [
        (each.duration.days, each.printed)
        for each in timeline.timings
        if each.hangs_on_itself
        and each.kind == AFTER
        and each.source in ids
        and each.duration is not None
    ]
    if delays:
        return delays[0] if len(delays) == 1 and delays[0][0] > 0 else None
    start, end = timeline.placement(within[0]).day, timeline.placement(decision).day
    if start is None or end is None or end <= start:
        return None
    timing = timeline.placement(decision).timing
    printed = timing.printed if timing and timing.target == id_of(within[0]) else ""
    return end - start, printed
