"""Comparison: two to four regimens side by side, and what differs, computed from their events.

A value that the source does not state is no other value: it is said as stated elsewhere only.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.link.options import ProtocolOptions
from data.link.state import PageState
from data.model import vocabulary as v
from data.queries import regimens as protocols
from data.queries.patients import arms_of, coverage
from data.store import TrialStore

DEFAULT_REGIMENS = ("miami-2000-02-ita", "miami-2005-07-ita")
"""Compared where a link names none: the two latest Miami cohorts."""

FEWEST = 2
ABSENT = "not stated"
SAME_DAY = "same day"
"""The end of what happens on one day."""
NONE_PRINTED = protocols.NONE_PRINTED

ATTRIBUTES = {
    "dose": "dose",
    "start": "start",
    "end": "end",
    "route": "route",
    "schedule": "schedule",
    "trough": "trough",
    "patients": "patients",
}
"""Column of ``use`` -> the attribute in words. ``patients`` compares for whom, not how many."""

EventRow = dict[str, Any]

ANTIBODY_CLASSES = ("T_CELL_DEPLETING", "IL2R_ANTIBODY")
ANTIBODIES = "Antilymphocyte antibodies, both classes"

USE_COLUMNS = (
    "role",
    "role_label",
    "agent",
    "agent_code",
    "agent_name",
    "agent_class",
    "class_label",
    "regimen",
    "short_label",
    "used",
    *ATTRIBUTES,
    "patients_printed",
    "alternative_to",
    "certainty",
    "single_days",
    "locators",
)


def compared(state: PageState) -> tuple[str, ...]:
    """The chosen regimens, or the default ones where none is chosen."""
    return state.compare.regimens or DEFAULT_REGIMENS


def events(store: TrialStore, regimens: Sequence[str]) -> pd.DataFrame:
    """All events of these regimens: columns of ``queries.regimens.events``, induction_printed.

    ``induction_printed`` is the induction cell of Table 4, empty for regimens outside it.
    """
    if not regimens:
        return events(store, DEFAULT_REGIMENS).iloc[:0]
    state = PageState(protocols=ProtocolOptions(regimen=tuple(regimens)))
    frame = protocols.events(store, state)
    printed = store.cohorts.set_index("cohort")["induction_printed"].astype("str")
    return frame.assign(induction_printed=frame["regimen"].map(printed).fillna(""))


def compared_events(store: TrialStore, state: PageState) -> pd.DataFrame:
    """The events and printed nones of the compared regimens: ``queries.regimens.drawn``."""
    return protocols.drawn(store, PageState(protocols=ProtocolOptions(regimen=compared(state))))


def short_labels(store: TrialStore, regimens: Sequence[str]) -> dict[str, str]:
    """Regimen -> short label, in the order given."""
    labels = dict(zip(store.regimens["regimen"], store.regimens["short_label"], strict=True))
    return {regimen: str(labels[regimen]) for regimen in regimens}


def day_text(day: float) -> str:
    """A day with a real minus sign."""
    return f"day {day:g}".replace("-", "−")


def _without_day(printed: str) -> str:
    return printed if printed == ABSENT else f"“{printed}”, day not stated"


def start_text(row: Mapping[str, object]) -> str:
    """The start as a day where there is one, else in the source's words."""
    day = row["start_day"]
    if pd.isna(day):
        return _without_day(str(row["start_words"]))
    around = row["tolerance_days"]
    within = "" if pd.isna(around) else f" ± {around:g}"
    return day_text(float(str(day))) + within


def end_text(row: Mapping[str, object]) -> str:
    """The end as a day and what happens there; in the source's words where no day is known."""
    day, kind = row["end_day"], str(row["end_kind"])
    if kind == "ONGOING":
        return "goes on, end open"
    if pd.isna(day):
        return _without_day(str(row["end_words"]))
    if day == row["start_day"]:
        return SAME_DAY
    words = {"WEANED": "weaned from {}", "SWITCHED": "to {}, then switched to another agent"}
    return words.get(kind, "to {}").format(day_text(float(str(day))))


def _patients_text(own: Sequence[EventRow], arms: Collection[str]) -> str:
    """For whom an agent is, by the text, and by Table 4 where that says otherwise."""
    code = coverage(own, arms)
    words = ABSENT if code == v.NOT_STATED else v.COVERAGE.labels[code].lower()
    others = [
        v.COVERAGE_TABLE_4.labels[str(row["coverage_table_4"])].lower()
        for row in own
        if row["coverage_table_4"]
    ]
    return words + "".join(f" (Table 4: {other})" for other in dict.fromkeys(others))


def _joined(values: Sequence[str]) -> str:
    """The values of several events in order; one value where all are the same."""
    return values[0] if len(set(values)) == 1 else "; ".join(values)


def _used(own: Sequence[EventRow], arms: Collection[str]) -> EventRow:
    """Several events of one agent in one role as one row."""
    texts = {
        "dose": [str(row["dose"]) for row in own],
        "start": [start_text(row) for row in own],
        "end": [end_text(row) for row in own],
        "route": [str(row["route"]) for row in own],
        "schedule": [str(row["schedule"]) for row in own],
        "trough": [str(row["trough_target"]) for row in own],
        "patients": [_patients_text(own, arms)],
        "patients_printed": [str(row["patients"]) for row in own],
        "certainty": [str(row["certainty_label"]).lower() for row in own],
    }
    others = [str(row["alternative_to"]) for row in own if not pd.isna(row["alternative_to"])]
    return {
        "used": True,
        **{name: _joined(values) for name, values in texts.items()},
        "alternative_to": "; ".join(dict.fromkeys(text for text in others if text)),
        "single_days": all(row["start_day"] == row["end_day"] for row in own),
        "locators": "; ".join(dict.fromkeys(str(row["locator"]) for row in own)),
    }


def _use_rows(store: TrialStore, regimens: Sequence[str]) -> list[list[EventRow]]:
    """The rows of ``use``, one list a (role, agent)."""
    labels, arms = short_labels(store, regimens), arms_of(store)
    frame = events(store, regimens)
    frame = frame.sort_values(["role", "agent_class", "agent"], kind="stable")
    by_agent: dict[tuple[str, str], list[EventRow]] = {}
    for row in frame.to_dict("records"):
        by_agent.setdefault((str(row["role"]), str(row["agent"])), []).append(
            {str(name): value for name, value in row.items()}
        )
    made = []
    for rows in by_agent.values():
        agent = {name: str(rows[0][name]) for name in USE_COLUMNS[:7]}
        unused: EventRow = dict.fromkeys(USE_COLUMNS, "") | {"used": False, "single_days": False}
        made.append(
            [
                unused
                | agent
                | {"regimen": regimen, "short_label": labels[regimen]}
                | (_used(own, arms[regimen]) if own else {})
                for regimen in regimens
                for own in [[row for row in rows if row["regimen"] == regimen]]
            ]
        )
    return made


def use(store: TrialStore, regimens: Sequence[str]) -> pd.DataFrame:
    """One row a (role, agent) and regimen, in drawing order; columns ``USE_COLUMNS``.

    Where ``used`` is false all that follows is empty. Texts of several events are joined in
    order by semicolons; ``patients`` says for whom (all patients, some patients).
    """
    rows = [row for group in _use_rows(store, regimens) for row in group]
    return pd.DataFrame(rows, columns=list(USE_COLUMNS))


@dataclass(frozen=True)
class Difference:
    """One attribute of an agent that differs.

    Attributes:
        attribute: a key of ``ATTRIBUTES``.
        values: regimen -> value, of the regimens that use the agent.
        stated_in: the regimens that state it; fewer than ``values`` where some are silent.
        other: whether two stated values differ, and not only stated against not stated.
    """

    attribute: str
    values: Mapping[str, str]
    stated_in: tuple[str, ...]
    other: bool


@dataclass(frozen=True)
class AgentDifference:
    """One agent in one role, and its differences between the regimens.

    Attributes:
        used_in: the regimens that use it, in their order.
        inferred_in: those of them in which some day is inferred.
    """

    role: str
    role_label: str
    agent: str
    agent_code: str
    used_in: tuple[str, ...]
    inferred_in: tuple[str, ...]
    differences: tuple[Difference, ...]


def _silent(text: str) -> bool:
    return all(part in (ABSENT, "not applicable") for part in text.split("; "))


def _same_days(rows: Sequence[EventRow]) -> bool:
    """All on single days and on the same ones: the days are the schedule, whatever its words."""
    return all(row["single_days"] for row in rows) and len({row["start"] for row in rows}) == 1


def _differences(rows: Sequence[EventRow]) -> tuple[Difference, ...]:
    """The attributes that differ between the regimens that use an agent."""
    found = []
    for attribute in ATTRIBUTES:
        values = {str(row["regimen"]): str(row[attribute]) for row in rows}
        stated = tuple(regimen for regimen, text in values.items() if not _silent(text))
        said = {values[regimen] for regimen in stated}
        if attribute == "schedule" and len(stated) == len(values) and _same_days(rows):
            continue
        if attribute == "end" and all(set(text.split("; ")) == {SAME_DAY} for text in said):
            continue  # the start says it already
        if len(said) > 1 or 0 < len(stated) < len(values):
            found.append(Difference(attribute, values, stated, len(said) > 1))
    return tuple(found)


def agent_differences(store: TrialStore, regimens: Sequence[str]) -> tuple[AgentDifference, ...]:
    """Each (role, agent) of the regimens, in drawing order."""
    made = []
    for rows in _use_rows(store, regimens):
        used = [row for row in rows if row["used"]]
        first = {name: str(rows[0][name]) for name in ("role", "role_label", "agent", "agent_code")}
        made.append(
            AgentDifference(
                **first,
                used_in=tuple(str(row["regimen"]) for row in used),
                inferred_in=tuple(
                    str(row["regimen"]) for row in used if "inferred" in str(row["certainty"])
                ),
                differences=_differences(used) if len(used) > 1 else (),
            )
        )
    return tuple(made)


def _linked(rows: Sequence[EventRow]) -> str:
    """Agent codes in the data's order: `` or `` between alternatives, `` + `` between others."""
    codes = list(dict.fromkeys(str(row["agent_code"]) for row in rows))
    pairs = set()
    for row in rows:
        named = "" if pd.isna(row["alternative_to"]) else str(row["alternative_to"])
        pairs |= {
            frozenset((str(row["agent_code"]), other))
            for other in named.split(", ")
            if other in codes
        }
    groups: list[list[str]] = []
    for code in codes:
        linked = (g for g in groups if any(frozenset((code, other)) in pairs for other in g))
        group = next(linked, None)
        if group is None:
            groups.append([code])
        else:
            group.append(code)
    return " + ".join(" or ".join(group) for group in groups)


def class_differences(store: TrialStore, regimens: Sequence[str]) -> pd.DataFrame:
    """The agents of each class by regimen, whatever their role, in the vocabulary's order.

    Columns: agent_class (empty for the combined line), class_label, differs, and one column a
    regimen with codes such as ``DAC or ATG``, or ``none``.
    """
    frame = events(store, regimens).sort_values("event", kind="stable")
    rows: list[EventRow] = frame.to_dict("records")

    def line(classes: Sequence[str], code: str, label: str) -> dict[str, object]:
        own = [row for row in rows if row["agent_class"] in classes]
        cells = {
            regimen: _linked([row for row in own if row["regimen"] == regimen]) or "none"
            for regimen in regimens
        }
        differs = len(set(cells.values())) > 1
        return {"agent_class": code, "class_label": label, "differs": differs, **cells}

    present = {str(row["agent_class"]) for row in rows}
    lines = [
        line((code,), code, v.AGENT_CLASS.labels[code])
        for code in v.AGENT_CLASS.codes
        if code in present
    ]
    if set(ANTIBODY_CLASSES) <= present:
        lines.insert(0, line(ANTIBODY_CLASSES, "", ANTIBODIES))
    columns = ["agent_class", "class_label", "differs", *regimens]
    return pd.DataFrame(lines, columns=columns)


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else list(words))


def class_sentences(store: TrialStore, regimens: Sequence[str]) -> list[str]:
    """``T-cell-depleting antibody: OKT3 / none / C1H.`` for each class that differs."""
    rows = class_differences(store, regimens)
    return [
        f"{row['class_label']}: {' / '.join(str(row[regimen]) for regimen in regimens)}."
        for row in rows[rows["differs"]].to_dict("records")
    ]


def difference_words(found: Difference, labels: Mapping[str, str]) -> str:
    """One differing attribute with the values side by side."""
    name = ATTRIBUTES[found.attribute]
    for_whom = found.attribute == "patients"
    if found.other:
        holders: dict[str, list[str]] = {}
        for regimen, text in found.values.items():
            said = text if regimen in found.stated_in else ABSENT
            holders.setdefault(said, []).append(labels[regimen])
        sides = [f"{text} ({listed(names)})" for text, names in holders.items()]
        return f"{'given to' if for_whom else f'other {name}:'} {' / '.join(sides)}"
    where = listed([labels[regimen] for regimen in found.stated_in])
    name = "for whom it was given is" if for_whom else name
    return f"{name} stated in {where} only: {found.values[found.stated_in[0]]}"


def _named(each: AgentDifference) -> str:
    return f"{each.agent_code} ({each.role_label.lower()})"


def _inferred(each: AgentDifference, labels: Mapping[str, str]) -> tuple[str, ...]:
    """That days among the differences are inferred, and where."""
    with_days = any(found.attribute in ("start", "end") for found in each.differences)
    if not (with_days and each.inferred_in):
        return ()
    return (f"some or all days inferred in {listed([labels[r] for r in each.inferred_in])}",)


def usage_words(used_in: Sequence[str], regimens: Sequence[str], labels: Mapping[str, str]) -> str:
    """In which of the regimens an agent stands: ``Only in A``, ``In A and B, not in C``."""
    if len(used_in) == len(regimens):
        return "In both" if len(regimens) == 2 else f"In all {len(regimens)}"
    if len(used_in) == 1:
        return f"Only in {labels[used_in[0]]}"
    without = [labels[regimen] for regimen in regimens if regimen not in used_in]
    return f"In {listed([labels[regimen] for regimen in used_in])}, not in {listed(without)}"


def agent_points(store: TrialStore, regimens: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """(head, what differs), first agents that only some use, then those that differ or do not."""
    labels = short_labels(store, regimens)
    found = agent_differences(store, regimens)
    points: list[tuple[str, tuple[str, ...]]] = []
    partial = [each for each in found if len(each.used_in) < len(regimens)]
    for used_in in sorted(
        {each.used_in for each in partial},
        key=lambda used: (len(used), [list(regimens).index(regimen) for regimen in used]),
    ):
        names = [_named(each) for each in partial if each.used_in == used_in]
        points.append((f"{usage_words(used_in, regimens, labels)}: {', '.join(names)}", ()))
    for each in found:
        if each.differences:
            where = f"in {listed([labels[regimen] for regimen in each.used_in])}"
            if len(each.used_in) == len(regimens):
                where = usage_words(each.used_in, regimens, labels).lower()
            words = [difference_words(other, labels) for other in each.differences]
            inferred = _inferred(each, labels)
            points.append((f"{_named(each)}, {where}", (*words, *inferred)))
    same = [each for each in found if len(each.used_in) > 1 and not each.differences]
    for used_in in dict.fromkeys(each.used_in for each in same):
        names = [_named(each) for each in same if each.used_in == used_in]
        where = usage_words(used_in, regimens, labels)
        points.append((f"{where}, with no stated difference: {', '.join(names)}", ()))
    return points
