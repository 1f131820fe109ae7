"""Visits: the instances of a timeline, with days, windows and epochs as the file cites them."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.model.schema import RawRows
from data.readers.json_node import Node
from data.readers.usdm.durations import days_cell
from data.readers.usdm.plain_texts import cited, decodes, id_of, name_of
from data.readers.usdm.timelines import Timeline
from data.readers.usdm.timings import window_of


@dataclass(frozen=True)
class CitedParts:
    """The parts of a design that visits cite, by their ids.

    Attributes:
        epoch_at: id -> position of an epoch, as a cell.
        timeline_at: id -> position of a timeline, as a cell.
    """

    encounters: Mapping[str, Node]
    epochs: Mapping[str, Node]
    epoch_at: Mapping[str, str]
    timeline_at: Mapping[str, str]


def visit_rows(regimen: str, timeline: Timeline, parts: CitedParts, source: str) -> RawRows:
    """Rows of ``study_visits`` of one timeline, in its order."""
    rows: RawRows = []
    farthest = 0
    for position, instance in enumerate(timeline.visits, start=1):
        epoch = parts.epoch_at.get(cited(instance, "epochId"), "")
        again = bool(epoch) and int(epoch) < farthest
        farthest = max(farthest, int(epoch or 0))
        rows.append(
            {
                "regimen": regimen,
                "timeline_position": str(timeline.position),
                "position": str(position),
                "visit": name_of(instance),
                **_encounter(instance, parts),
                "epoch_position": epoch,
                "epoch": name_of(parts.epochs[cited(instance, "epochId")]) if epoch else "",
                **_day(timeline, instance),
                "starts_timeline": parts.timeline_at.get(cited(instance, "timelineId"), ""),
                "remark": _remark(timeline, instance, parts, again),
                "source": source,
                "locator": instance.path,
            }
        )
    return rows


def _encounter(instance: Node, parts: CitedParts) -> dict[str, str]:
    encounter = parts.encounters.get(cited(instance, "encounterId"))
    if encounter is None:
        return {"encounter": "", "contact": ""}
    return {"encounter": name_of(encounter), "contact": decodes(encounter, "contactModes")}


def _day(timeline: Timeline, instance: Node) -> dict[str, str]:
    placement = timeline.placement(instance)
    window = window_of(placement.timing)
    return {
        "day": "" if placement.day is None else days_cell(placement.day),
        "window_lower": "" if window.lower is None else days_cell(window.lower),
        "window_upper": "" if window.upper is None else days_cell(window.upper),
        "window_printed": window.words,
        "placement": placement.kind,
        "basis": placement.basis,
        "reason": placement.reason,
    }


def _remark(timeline: Timeline, instance: Node, parts: CitedParts, again: bool) -> str:
    """The odd things of a visit; it is shown as stated all the same."""
    said = [timeline.placement(instance).remark]
    if again:
        said.append("the file puts it into this epoch after visits of a later one")
    for key, held, thing in (
        ("encounterId", parts.encounters, "encounter"),
        ("epochId", parts.epochs, "epoch"),
        ("timelineId", parts.timeline_at, "timeline"),
    ):
        wanted = cited(instance, key)
        if wanted and wanted not in held:
            said.append(f"it cites the {thing} “{wanted}”, which is not in the file")
    return "; ".join(filter(None, said))


def encounters_without_visit(
    timelines: tuple[Timeline, ...], encounters: Mapping[str, Node]
) -> list[Node]:
    """The encounters that no instance of any timeline cites."""
    held = {cited(each, "encounterId") for timeline in timelines for each in timeline.visits}
    return [node for id_, node in encounters.items() if id_of(node) == id_ and id_ not in held]
