"""Protocols at a glance as rows: who got what, phase by phase, every agent in few words.

A row is a protocol, a cell a phase of treatment. Several events of one agent in one role are one
mark, whose days stand in its words.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from components.figures.chips import chips_of
from components.figures.evidence import WORKED_OUT, Look, chip_look, evidence_of, for_whom
from components.figures.text import LINE_BREAK
from components.figures.timeline.events import (
    Event,
    arm_of,
    days_of,
    number,
    patients_in_short,
    said,
    typeset,
    when,
)
from components.theme import Palette, signed
from data.model.vocabulary import EVENT_ROLE, NOT_STATED

HEADS = ("Cells and grafts", "Induction", "Maintenance")
ROLES = (
    ("GRAFT", "CELL_INFUSION", "COLLECTION"),
    ("INDUCTION", "ANTI_INFLAMMATORY", "CONDITIONING", "MOBILISATION"),
    ("MAINTENANCE", "ADJUNCT", "BACKGROUND"),
)
"""Roles of each column; a role of none stands in the last one."""
OWN_ROLES = frozenset(("GRAFT", "CELL_INFUSION", "INDUCTION", "MAINTENANCE"))
"""Roles that the column's head names well enough."""
OR, THEN = "or", "→"


@dataclass(frozen=True)
class Mark:
    """One agent in one role.

    Attributes:
        events: what the source says of it, at least one event, in order of days.
        text: the agent behind the sign of its class, its levels, days and patients.
        joint: a word between the mark before and this one; empty for none.
    """

    events: tuple[Event, ...]
    text: str
    joint: str = ""

    @property
    def event(self) -> Event:
        return self.events[0]

    @property
    def is_none(self) -> bool:
        return self.event.is_none

    @property
    def has_days(self) -> bool:
        """A segment; without days it is a chip."""
        return not all(event.undated for event in self.events)

    @property
    def is_single(self) -> bool:
        """The source says that it was given once; a graft always is."""
        return len(self.events) == 1 and self.event.single_dose and self.event.role != "GRAFT"

    @property
    def whom(self) -> str:
        return for_whom(self.event)

    @property
    def evidence(self) -> str:
        """Worked out where any of its days is."""
        found = {evidence_of(event) for event in self.events}
        return WORKED_OUT if WORKED_OUT in found else found.pop()

    def look(self, palette: Palette) -> Look:
        colour = palette.agent_class[self.event.agent_class]
        return chip_look(self.evidence, self.whom, colour, palette)

    @property
    def hover(self) -> str:
        """Everything that the data says of its events, escaped and wrapped; nothing twice."""
        said_before: list[str] = []
        blocks = []
        for event in self.events:
            fields = re.split(f"{LINE_BREAK}(?=<b>)", event.hover)
            blocks.append(LINE_BREAK.join(f for f in fields if f not in said_before))
            said_before += fields
        return (LINE_BREAK * 2).join(block for block in blocks if block)


@dataclass(frozen=True)
class RowPart:
    """Marks that belong together; ``lead`` says of what role or arm, empty where it is plain.

    opens_line: whether it begins below what stands before it; tail: words that hold for every
    mark, said once behind the last of them.
    """

    lead: str
    marks: tuple[Mark, ...]
    opens_line: bool = False
    tail: str = ""


@dataclass(frozen=True)
class Row:
    """One protocol: its label in parts, its day 0, and a cell for each of ``HEADS``."""

    regimen: str
    label: str
    head: str
    count: str
    kind: str
    short: str
    day_zero: str
    cells: tuple[tuple[RowPart, ...], ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for parts in self.cells for part in parts for mark in part.marks)


def rows_of(events: Sequence[Event]) -> list[Row]:
    """A row a protocol, in the order of the events."""
    made = []
    heads = _heads({event.role for event in events})
    for regimen in dict.fromkeys(event.regimen for event in events):
        own = [event for event in events if event.regimen == regimen]
        head, kind, count = label_parts(own[0].regimen_label)
        cells = tuple(
            tuple(replace(part, lead="") if part.lead == heads[column] else part for part in parts)
            for column in range(len(HEADS))
            for parts in [_cell(own, column)]
        )
        label, zero = own[0].regimen_label, own[0].day_zero_label
        short = own[0].short_label or head
        made.append(Row(regimen, label, head, count, kind, short, zero, cells))
    return made


def heads_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The heads of the columns, as the roles that are drawn name them."""
    return _heads({mark.event.role for row in rows for mark in row.marks})


def _heads(roles: Collection[str]) -> tuple[str, ...]:
    """``HEADS``, but by roles where there is no induction, or a role is not stated."""
    cells, before, after = HEADS
    if "INDUCTION" not in roles and "CONDITIONING" in roles:
        before = EVENT_ROLE.labels["CONDITIONING"]
    if NOT_STATED in roles:
        unknown = EVENT_ROLE.labels[NOT_STATED]
        others = not {*ROLES[2]}.isdisjoint(roles)
        after = f"{after}; {unknown.lower()}" if others else unknown
    return cells, before, after


def with_short_names(rows: Iterable[Row]) -> list[Row]:
    """The rows under the short names of their protocols, for where lines are few."""
    return [replace(row, head=row.short, kind="") for row in rows]


def label_parts(label: str) -> tuple[str, str, str]:
    """``1994–96``, ``islet after kidney`` and ``n = 1`` of a label that is written so."""
    found = re.fullmatch(r"([^,]*)(?:, (.*?))?(?: \(([^()]*)\))?", label, re.DOTALL)
    head, kind, count = found.groups() if found else (label, "", "")
    return head or label, kind or "", count or ""


def _column_of(role: str) -> int:
    return next((n for n, roles in enumerate(ROLES) if role in roles), len(ROLES) - 1)


def _cell(events: Sequence[Event], column: int) -> tuple[RowPart, ...]:
    own = [event for event in events if _column_of(event.role) == column]
    order = [*ROLES[column], *(event.role for event in own)]
    parts: list[RowPart] = []
    for role in dict.fromkeys(order):
        in_role = [event for event in own if event.role == role]
        arms = list(dict.fromkeys(arm_of(event) for event in in_role))
        for arm in arms:
            part = _part([event for event in in_role if arm_of(event) == arm], arm)
            parts.append(replace(part, opens_line=bool(arm and len(arms) > 1 and parts)))
    return tuple(parts)


def _part(events: Sequence[Event], arm: str) -> RowPart:
    role = "" if events[0].role in OWN_ROLES else events[0].role_label.partition(",")[0]
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(event.agent_code, []).append(event)
    joined = chips_of([own[0] for own in groups.values()])
    patients = _in_all_of(events) if arm else ""
    courses = {_days(own) for own in groups.values()}
    tail = courses.pop() if len(groups) > 1 and len(courses) == 1 else ""
    marks = [
        Mark(
            tuple(groups[chip.event.agent_code]),
            _words(groups[chip.event.agent_code], patients, tail),
            chip.joint,
        )
        for chip in joined
    ]
    lead = ", ".join(text for text in (role, arm, patients) if text)
    every = "both" if len(marks) == 2 else "all"
    tail = f"{every}: {tail}" if tail else ""
    return RowPart(lead, tuple(_successors_behind(marks)), tail=tail)


def _in_all_of(events: Sequence[Event]) -> str:
    """``in 2`` where it is said of every event; what a table says besides is left to each."""
    own = {patients_in_short(event).partition(" (")[0] for event in events}
    return own.pop() if len(own) == 1 else ""


def _words(events: Sequence[Event], patients: str, shared: str) -> str:
    """``TAC · 4–6 ng/ml · day −1 to month 3``.

    patients, shared: the patients and the days that are said once for every agent beside it.
    """
    event = events[0]
    name = signed(event.agent_class, event.agent_code)
    who = patients_in_short(event)
    if patients:
        who = who.removeprefix(patients).strip(" ()")
    days = "" if shared else _days(events)
    return " · ".join(text for text in (name, days, who) if text)


def _days(events: Sequence[Event]) -> str:
    return "" if _is_day_zero(events) else course(events)


def _is_day_zero(events: Sequence[Event]) -> bool:
    """Says whether the agent's day is what day 0 is called by, as islets at the islet infusion."""
    named = re.match(r"\w+", events[0].day_zero_label.lower())
    own = events[0].agent_code.lower().removesuffix("s")
    stated = all(e.is_point and e.start == 0 and not e.inferred for e in events)
    return stated and named is not None and named.group() == own


def course(events: Sequence[Event]) -> str:
    """The levels and days of one agent in words; nothing of one without either."""
    levels = list(dict.fromkeys(said(event.trough_target) for event in events))
    dated = [event for event in events if not event.undated]
    if len(levels) > 1 and len(dated) > 1:
        return ", then ".join(f"{level}{_until(e)}".strip() for level, e in _levels(dated))
    level = typeset(levels[0])
    if level and len(dated) == 1 and dated[0].end_kind == "SWITCHED":
        return f"{level}{_until(dated[0])}"
    days = days_of(dated) if dated and all(e.is_point for e in dated) else _joined(_spans(dated))
    return " · ".join(text for text in (level, days) if text)


def _joined(spans: Sequence[str]) -> str:
    """``days −5 to −1 and 1 to 5``."""
    if all(span.startswith("days ") for span in spans):
        spans = [*spans[:1], *(span.removeprefix("days ") for span in spans[1:])]
    return " and ".join(spans)


def _levels(events: Sequence[Event]) -> list[tuple[str, Event]]:
    """The level of each event, a unit that all share behind the last one alone."""
    levels = [typeset(said(event.trough_target)) for event in events]
    units = {level.partition(" ")[2] for level in levels}
    if len(units) == 1:
        levels[:-1] = [level.partition(" ")[0] for level in levels[:-1]]
    return list(zip(levels, events, strict=True))


def _until(event: Event) -> str:
    return "" if event.end is None else f" to {when(event.end)}"


def _spans(events: Sequence[Event]) -> list[str]:
    """The spans in words; those that touch are one."""
    merged: list[Event] = []
    for event in events:
        before = merged[-1] if merged else None
        if before and before.end is not None and event.start == before.end:
            merged[-1] = replace(event, start=before.start)
        else:
            merged.append(event)
    return [_span(event) for event in merged]


def _span(event: Event) -> str:
    # the plan of the protocol: few of its patients still had function by then
    if event.end_kind == "WEANED" and event.end is not None:
        start = "" if event.start is None else f"from {when(event.start)}, "
        return f"{start}weaning from {when(event.end)} by protocol"
    if event.start is None:
        return _until(event).strip()
    if event.end is None:
        return f"from {when(event.start)}"
    if event.start == event.end:
        return days_of([event])
    start, end = when(event.start), when(event.end)
    if start.startswith("day") and end.startswith("day"):
        return f"days {number(event.start)} to {number(event.end)}"
    return f"{start} to {end}"


def _successors_behind(marks: Sequence[Mark]) -> list[Mark]:
    """The marks, what an agent is switched to right behind it."""
    left, made = list(marks), []
    while left:
        mark = left.pop(0)
        made.append(mark)
        ends = {e.end for e in mark.events if e.end_kind == "SWITCHED" and e.end is not None}
        follower = next((other for other in left if other.event.start in ends), None)
        if follower is not None:
            left.remove(follower)
            left.insert(0, replace(follower, joint=THEN, text=_without_start(follower)))
    return made


def _without_start(mark: Mark) -> str:
    """The words of what follows: the arrow says that it begins where the one before ends."""
    start = mark.event.start
    return mark.text if start is None else mark.text.replace(f" · from {when(start)}", "", 1)


def is_empty(rows: Iterable[Row]) -> bool:
    """Says whether any cell is left empty."""
    return any(not parts for row in rows for parts in row.cells)


def in_words(rows: Sequence[Row]) -> str:
    """The rows as text, protocol by protocol and phase by phase."""
    parts, heads = [], heads_of(rows)
    for row in rows:
        cells = [
            f"{head}: {_cell_in_words(cell) or 'not mentioned'}."
            for head, cell in zip(heads, row.cells, strict=True)
        ]
        parts.append(f"{row.label}, day 0 is the {row.day_zero.lower()}. {' '.join(cells)}")
    return " ".join(parts)


def _cell_in_words(parts: Sequence[RowPart]) -> str:
    return "; ".join(_part_in_words(part) for part in parts)


def _part_in_words(part: RowPart) -> str:
    words = " ".join(text for text in (part.lead, _listed(part.marks)) if text)
    return f"{words}, {part.tail}" if part.tail else words


def _listed(marks: Sequence[Mark]) -> str:
    words = {OR: " or ", THEN: ", switched to ", "": ", "}
    text = _in_words(marks[0]) if marks else ""
    for _, mark in pairwise(marks):
        text += words[mark.joint] + _in_words(mark)
    return text


def _in_words(mark: Mark) -> str:
    """``Tacrolimus, to month 12, days worked out``."""
    if mark.is_none:
        return "none, as printed"
    event = mark.event
    name = mark.text.replace(signed(event.agent_class, event.agent_code), event.agent_name, 1)
    more = ["worked out"] if mark.evidence == WORKED_OUT else []
    more += ["not stated for whom"] if mark.whom == "not stated for whom" else []
    return ", ".join([*name.split(" · "), *more])
