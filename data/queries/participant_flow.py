"""Participant flow of the shown trial, as its record posts it: by period, group and milestone."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from data.link.state import PageState
from data.model.amounts import amount, listed
from data.model.posted_numbers import posted_number
from data.queries.arm_regimens import shortened
from data.queries.posted_about import about, with_about
from data.queries.posted_results import kept, result_rows
from data.store import TrialStore

FRAMES_KEPT = 32
STARTED, MILESTONE, COMPLETED, NOT_COMPLETED = "STARTED", "MILESTONE", "COMPLETED", "NOT_COMPLETED"
REASON, NO_NUMBERS = "REASON", "NO_NUMBERS"
KINDS = {
    STARTED: "Started",
    COMPLETED: "Completed",
    NOT_COMPLETED: "Not completed",
    REASON: "Reason not completed",
    MILESTONE: "Also posted",
    NO_NUMBERS: "No numbers posted",
}
"""Kind of a row -> its words, in the order of a period in tables and words."""
NAMED_KINDS = {"STARTED": STARTED, "COMPLETED": COMPLETED, "NOT COMPLETED": NOT_COMPLETED}
"""Milestone as posted -> its kind: the line of the flow. Others, be they stages or sets of an
analysis, are not on the line: no title tells the two apart."""
ORDER = list(KINDS)
PARTICIPANTS = "participants"
NO_TITLE, NO_NUMBER = "Group without a title", "no number posted"
MOST_SAID = 300
"""Characters of a posted text within a remark."""
COLUMNS = (
    "period_number",
    "period",
    "group_number",
    "group",
    "group_description",
    "kind",
    "kind_label",
    "row_number",
    "label",
    "participants",
    "units",
    "units_name",
    "shown",
    "comment",
    "remark",
    "source",
    "locator",
)
FlowRecord = dict[str, Any]


@lru_cache(maxsize=FRAMES_KEPT)
@kept
def participant_flow(store: TrialStore, state: PageState) -> pd.DataFrame:
    """One row a number: of a milestone or a reason, in a group and period. Columns: ``COLUMNS``.

    Periods, groups and the rows of a period are numbered from 1 in the record's order, by kind:
    the line of the flow, its reasons, and what is also posted. kind is a key of ``KINDS``;
    participants and units are texts as posted, shown is both in words; units_name: what the units
    are. remark: which numbers of a group do not fit, in sentences. A group without any number has
    one row.
    """
    posted = result_rows(store, state, "results_flow")
    groups = result_rows(store, state, "results_groups")
    about = result_rows(store, state, "results_about")
    units_name = str(about["flow_units"].iloc[0]) if len(about) else ""
    titles = groups[groups["results_part"] == "FLOW"].to_dict("records")
    rows = flow_rows(posted.to_dict("records"), titles, units_name)
    frame = pd.DataFrame(rows, columns=[*COLUMNS])
    return with_about(frame, store, state, ("recruitment", "pre_assignment"))


def flow_rows(
    posted: Sequence[Mapping[Any, Any]], groups: Sequence[Mapping[Any, Any]], units_name: str
) -> list[FlowRecord]:
    """posted: rows of ``results_flow``; groups: those of the flow in ``results_groups``."""
    known = {str(group["group_id"]): group for group in groups}
    ids = list(dict.fromkeys([*known, *(str(row["group_id"]) for row in posted)]))
    made: list[FlowRecord] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in posted:
        kind = _kind(row)
        label = KINDS[kind] if kind in NAMED_KINDS.values() else str(row["milestone"])
        group_id, period = str(row["group_id"]), int(row["period_position"])
        like = period, group_id, kind, label
        seen[like] = seen.get(like, -1) + 1
        comments = dict.fromkeys([str(row["comment"]), str(row["milestone_comment"])])
        made.append(
            {
                **_group(group_id, known, ids),
                "period_number": period,
                "period": str(row["period"]),
                "kind": kind,
                "kind_label": KINDS[kind],
                "label": label or KINDS[kind],
                "place": (kind, label, seen[like]),
                "participants": str(row["participants"]),
                "units": str(row["units"]),
                "units_name": units_name,
                "shown": numbers_shown(str(row["participants"]), str(row["units"]), units_name),
                "comment": " ".join(filter(None, comments)),
                "remark": "",
                "source": row["source"],
                "locator": row["locator"],
            }
        )
    made = _numbered(made)
    _add_remarks(made)
    return made + _without_numbers(made, groups, known, ids)


def _kind(row: Mapping[Any, Any]) -> str:
    if row["flow_row"] == "REASON":
        return REASON
    return NAMED_KINDS.get(str(row["milestone"]).strip().upper().replace("_", " "), MILESTONE)


def _group(group_id: str, known: Mapping[str, Mapping[Any, Any]], ids: Sequence[str]) -> FlowRecord:
    group = known.get(group_id, {})
    return {
        "group_number": ids.index(group_id) + 1,
        "group": str(group.get("title", "")) or group_id or NO_TITLE,
        "group_description": str(group.get("description", "")),
    }


def numbers_shown(participants: str, units: str, units_name: str) -> str:
    """``50``, ``50 (75 eyes)``, ``75 eyes``: texts as posted; empty where no number is."""
    of_units = f"{units} {units_name or 'units'}" if units else ""
    if participants and of_units:
        return f"{participants} ({of_units})"
    return participants or of_units


def _numbered(rows: list[FlowRecord]) -> list[FlowRecord]:
    """The rows by period, group and kind, each with its number in the period."""
    numbers: dict[tuple[int, Any], int] = {}
    for period in dict.fromkeys(row["period_number"] for row in rows):
        places = dict.fromkeys(row["place"] for row in rows if row["period_number"] == period)
        in_order = sorted(places, key=lambda place: ORDER.index(place[0]))
        numbers |= {(period, place): at for at, place in enumerate(in_order, start=1)}
    for row in rows:
        row["row_number"] = numbers[row["period_number"], row.pop("place")]
    return sorted(
        rows, key=lambda row: (row["period_number"], row["group_number"], row["row_number"])
    )


def _without_numbers(
    rows: Sequence[FlowRecord],
    groups: Sequence[Mapping[Any, Any]],
    known: Mapping[str, Mapping[Any, Any]],
    ids: Sequence[str],
) -> list[FlowRecord]:
    """The groups of which the record posts no number in any period."""
    if not rows:
        return []
    held = {row["group_number"] for row in rows}
    own = ((_group(str(group["group_id"]), known, ids), group) for group in groups)
    return [
        {
            **dict.fromkeys(COLUMNS, ""),
            **named,
            "period_number": rows[0]["period_number"],
            "period": rows[0]["period"],
            "kind": NO_NUMBERS,
            "kind_label": KINDS[NO_NUMBERS],
            "label": KINDS[NO_NUMBERS],
            "row_number": 0,
            "source": group["source"],
            "locator": group["locator"],
        }
        for named, group in own
        if named["group_number"] not in held
    ]


def _add_remarks(rows: Sequence[FlowRecord]) -> None:
    """Say of each group and period how its numbers contradict each other."""
    owned: dict[tuple[int, int], list[FlowRecord]] = {}
    for row in rows:
        owned.setdefault((row["period_number"], row["group_number"]), []).append(row)
    for own in owned.values():
        for row, words in remarks(own):
            row["remark"] = " ".join(filter(None, (row["remark"], words)))


def remarks(own: Sequence[FlowRecord]) -> Iterator[tuple[FlowRecord, str]]:
    """The row on which a remark stands, and its sentence; own: the rows of one group's period."""
    first = {row["kind"]: row for row in reversed(own)}
    numbers = {kind: _number(row) for kind, row in first.items()}
    started, completed = numbers.get(STARTED), numbers.get(COMPLETED)
    missing = numbers.get(NOT_COMPLETED)
    if started is not None and completed is not None and completed > started:
        words = f"More completed ({completed:,.15g}) than started ({started:,.15g})."
        yield first[COMPLETED], words
    if started is not None and completed is not None and missing is not None:
        both = completed + missing
        if both != started:
            yield (
                first[NOT_COMPLETED],
                f"Completed and not completed make {both:,.15g}, but {started:,.15g} started.",
            )
    stated = [_number(row) for row in own if row["kind"] == REASON]
    reasons = [number for number in stated if number is not None]
    if missing is not None and reasons and len(reasons) == len(stated):
        total = sum(reasons)
        if total != missing:
            yield (
                first[NOT_COMPLETED],
                f"The reasons make {total:,.15g}, but {missing:,.15g} did not complete.",
            )
    for row in own:
        number = _number(row) if row["kind"] == MILESTONE else None
        if started is not None and number is not None and number > started:
            title = shortened(str(row["label"]), MOST_SAID)
            yield row, f"More in “{title}” ({number:,.15g}) than started ({started:,.15g})."


def _number(row: Mapping[str, Any]) -> float | None:
    return posted_number(str(row["participants"]))


def counted(rows: pd.DataFrame) -> str:
    """``2 groups in 1 period``; rows: of ``participant_flow``."""
    periods, groups = rows["period_number"].nunique(), rows["group_number"].nunique()
    return f"{amount(groups, 'group')} in {amount(periods, 'period')}"


def in_words(frame: pd.DataFrame) -> str:
    """Each period and group with all of its numbers, then the contradictions, in sentences."""
    if frame.empty:
        return "No participant flow is posted."
    parts = []
    several = frame["period_number"].nunique() > 1
    for _, period in frame.groupby("period_number", sort=False):
        title = period["period"].iloc[0]
        parts += [f"{title or 'Period without a title'}."] if several else []
        for _, own in period.groupby("group_number", sort=False):
            parts.append(f"{own['group'].iloc[0]}: {_group_in_words(own.to_dict('records'))}.")
    return " ".join([*parts, left_out(frame)]).rstrip()


def _group_in_words(own: Sequence[Mapping[Any, Any]]) -> str:
    line = [_said(row) for row in own if row["kind"] not in (REASON, MILESTONE)]
    reasons = [_said(row) for row in own if row["kind"] == REASON]
    beside = [_said(row) for row in own if row["kind"] == MILESTONE]
    if lacks_completed(own):
        line.append(f"{KINDS[COMPLETED].lower()}: {NO_NUMBER}")
    said = []
    if line:
        said.append(listed(line) + (f" ({'; '.join(reasons)})" if reasons else ""))
    elif reasons:
        said.append(f"{KINDS[REASON].lower()}: {'; '.join(reasons)}")
    if beside:
        said.append(f"{KINDS[MILESTONE].lower()}: {', '.join(beside)}")
    return "; ".join(said)


def lacks_completed(own: Sequence[Mapping[Any, Any]]) -> bool:
    """A group's period states who started, and posts no number of those who completed."""
    kinds = {row["kind"] for row in own}
    return STARTED in kinds and COMPLETED not in kinds


def _said(row: Mapping[Any, Any]) -> str:
    if row["kind"] == NO_NUMBERS:
        return KINDS[NO_NUMBERS].lower()
    return row_words(row)


def row_words(row: Mapping[Any, Any]) -> str:
    """``205 started``, ``12 Lost to Follow-up``, ``Safety set: 204``.

    The number of a further milestone stands behind its title, which may begin with one.
    """
    label = str(row["label"])
    if not row["shown"]:
        return f"{label}: {NO_NUMBER}"
    if row["kind"] == MILESTONE:
        return f"{label}: {row['shown']}"
    return f"{row['shown']} {label.lower() if row['kind'] in NAMED_KINDS.values() else label}"


def left_out(frame: pd.DataFrame) -> str:
    """The numbers that do not fit each other, and the record's words, in sentences."""
    if frame.empty:
        return ""
    several = frame["period_number"].nunique() > 1
    said = []
    for row in frame[frame["remark"] != ""].to_dict("records"):
        period = f" ({row['period']})" if several else ""
        said.append(f"{row['group']}{period}: {row['remark']}")
        like = (frame["period_number"] == row["period_number"]) & (frame["label"] == row["label"])
        for comment in filter(None, frame["comment"][like].unique()):
            said.append(f"The record’s comment: “{shortened(comment, MOST_SAID)}”")
    odd = f"Numbers that do not fit each other, shown as posted. {' '.join(said)}" if said else ""
    return " ".join(filter(None, (odd, about(frame))))
