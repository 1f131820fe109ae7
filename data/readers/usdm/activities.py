"""Activities, the visits at which they are done, and the conditions that the file names."""

from collections.abc import Iterable, Mapping, Sequence

from data.model.schema import RawRows
from data.readers.json_node import Node
from data.readers.usdm.arms import positions
from data.readers.usdm.plain_texts import (
    all_cited,
    cited,
    description_of,
    id_of,
    name_of,
    text_at,
)
from data.readers.usdm.timelines import Timeline

Conditions = Mapping[tuple[str, str], Sequence[str]]
"""Ids of the context (empty: everywhere) and of the activity -> the conditions in words."""


def activity_rows(
    regimen: str, activities: Sequence[Node], timeline_at: Mapping[str, str], source: str
) -> RawRows:
    """Rows of ``study_activities``; timeline_at: id -> position of a timeline."""
    at = positions(activities)
    part_of = {
        child: at[id_of(each)] for each in activities for child, _ in all_cited(each, "childIds")
    }
    return [
        {
            "regimen": regimen,
            "position": str(position),
            "activity": name_of(activity),
            "description": description_of(activity),
            "part_of": part_of.get(id_of(activity), ""),
            "timeline_position": timeline_at.get(cited(activity, "timelineId"), ""),
            "source": source,
            "locator": activity.path,
        }
        for position, activity in enumerate(activities, start=1)
    ]


def conditions_of(nodes: Iterable[Node]) -> Conditions:
    """The conditions under which activities are done, by where they hold and of what."""
    found: dict[tuple[str, str], list[str]] = {}
    for node in nodes:
        words = text_at(node, "text") or name_of(node)
        contexts = [each for each, _ in all_cited(node, "contextIds")] or [""]
        for context in contexts:
            for activity, _ in all_cited(node, "appliesToIds"):
                found.setdefault((context, activity), []).append(words)
    return found


def activity_visit_rows(
    regimen: str,
    timeline: Timeline,
    activities: Sequence[Node],
    conditions: Conditions,
    source: str,
) -> tuple[RawRows, list[str]]:
    """Rows of ``activity_visits``, and the places of citations that lead to no activity."""
    at = positions(activities)
    rows: RawRows = []
    lost = []
    for position, instance in enumerate(timeline.visits, start=1):
        seen = set()
        for activity, path in all_cited(instance, "activityIds"):
            if activity not in at:
                lost.append(path)
                continue
            if activity in seen:
                continue
            seen.add(activity)
            where = ("", id_of(instance), cited(instance, "encounterId"))
            said = [words for each in where for words in conditions.get((each, activity), ())]
            rows.append(
                {
                    "regimen": regimen,
                    "activity_position": at[activity],
                    "timeline_position": str(timeline.position),
                    "visit_position": str(position),
                    "condition": "; ".join(dict.fromkeys(said)),
                    "source": source,
                    "locator": path,
                }
            )
    return rows, lost
