"""The events of an arm as rows: each treatment once, although a record words it in several texts.

Two readings of one agent are one event where their days are the same and no fact of one speaks
against the other. What a second text adds stays in the remark, word by word.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from data.model import vocabulary as v
from data.model.amounts import amount
from data.queries.arm_days import cycles_in_words, day_cells, remark_on
from data.queries.registry_text import unescaped
from data.schedules.agents import class_of
from data.schedules.arm_schedule import ArmEvent
from data.schedules.readings import Reading

ROUTES = {
    "IV": "intravenous",
    "PO": "by mouth",
    "SC": "subcutaneous",
    "IM": "intramuscular",
    "IT": "intrathecal",
    "TOPICAL": "topical",
    "INHALED": "inhaled",
    "INTRADERMAL": "intradermal",
    "INTRATUMORAL": "into the tumour",
    "INTRAPERITONEAL": "intraperitoneal",
    "SUBLINGUAL": "sublingual",
}
"""Code of a route as the rules read it -> its words."""
CELLS = ("CELL_PRODUCT", "IMMUNE_CELLS")
"""Classes of agents that are infused as cells."""
OF_CELLS = "CELL_INFUSION"
OWN_TEXT = "interventions["
"""The begin of a path to what a record says of one intervention, wherever it is given."""
MOST_ALSO = 2
"""Second texts that a remark quotes."""
LONGEST_ALSO = 240
"""Letters of a second text in a remark; the record has the rest."""
SAME_WORDS = str.maketrans("²³×", "23x")


@dataclass(frozen=True)
class ReadEvent:
    """A treatment with one agent, as a clause or several have it.

    Attributes:
        day: the anchor; none where no day was read.
        cycle: the cycles that it is for, in words; empty outside of cycles.
        quote, path: the clause, word by word, and its place in the record.
        also: the same of further clauses.
    """

    agent: str
    role: str
    day: Reading | None
    dose: str
    route: str
    schedule: str
    trough: str
    cycle: str
    quote: str
    path: str
    also: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> tuple[str, ...]:
        """Days and cycles: readings of an agent that share them may be one event."""
        cells = day_cells(self.day)
        names = ("start_day", "end_day", "end_kind", "tolerance_days")
        return (self.cycle, *(cells.get(name, "") for name in names))

    @property
    def is_general(self) -> bool:
        """Says whether it stands in the description of the intervention itself."""
        return self.path.startswith(OWN_TEXT)

    @property
    def remark(self) -> str:
        others = [each for each in dict.fromkeys(self.also) if each != (self.quote, self.path)]
        said = [f"Also in {path}: “{_cut(quote)}”." for quote, path in others[:MOST_ALSO]]
        if len(others) > MOST_ALSO:
            said.append(f"Also in {amount(len(others) - MOST_ALSO, 'further text')}.")
        return " ".join(filter(None, [remark_on(self.day), *said]))


def _cut(text: str) -> str:
    words = " ".join(unescaped(text).split())
    return words if len(words) <= LONGEST_ALSO else f"{words[:LONGEST_ALSO].rstrip()} …"


def events_of(events: Iterable[ArmEvent]) -> list[ReadEvent]:
    """The treatments read of an arm, each once, in the order of the texts."""
    found = _with_roles([one for event in events for one in _read(event)])
    made: list[ReadEvent] = []
    for agent in dict.fromkeys(one.agent for one in found):
        own = [one for one in found if one.agent == agent]
        dated = _merged([one for one in own if one.day], _same_place)
        levels = _levels_together([one for one in own if not one.day])
        made += _absorbed(dated, _merged(levels, _no_dose_apart))
    return sorted(made, key=lambda one: _first_of(one, found))


def _first_of(one: ReadEvent, found: Sequence[ReadEvent]) -> int:
    """The place of the reading from which an event was made."""
    return next(
        at
        for at, other in enumerate(found)
        if (other.agent, other.quote, other.path) == (one.agent, one.quote, one.path)
    )


def _read(event: ArmEvent) -> list[ReadEvent]:
    routes = [ROUTES.get(one.coded.route, one.quote.casefold()) for one in event.routes]
    # a window for a start is no span of treatment: its words stand, and no day is drawn
    windows = [day for day in event.days if day.coded.is_window]
    days = tuple(day for day in event.days if not day.coded.is_window)
    return [
        ReadEvent(
            event.agent,
            event.role,
            day,
            dose=_quoted(event.doses),
            route="; ".join(dict.fromkeys(routes)),
            schedule=_quoted((*event.intervals, *event.durations, *windows)),
            trough=_quoted(event.troughs),
            cycle=cycles_in_words([day] if day else []),
            quote=event.quote,
            path=event.path,
        )
        for day in days or (None,)
    ]


def _quoted(readings: Iterable[Reading]) -> str:
    """The words of readings, each once, without the backslashes of the registry's Markdown."""
    return "; ".join(dict.fromkeys(" ".join(unescaped(one.quote).split()) for one in readings))


def _with_roles(events: Sequence[ReadEvent]) -> list[ReadEvent]:
    """Roles that the record's words on an agent settle: cells are infused, and nothing else is.

    An intervention that its own description calls by one role, and by nothing else, has it in
    the other texts, too; what is given after day 0 is no conditioning.
    """
    found = []
    for one in events:
        agent_class = class_of(one.agent)
        role = one.role
        if agent_class in CELLS and role not in ("GRAFT", "COLLECTION"):
            role = OF_CELLS
        elif agent_class and agent_class not in CELLS and role == OF_CELLS:
            role = v.NOT_STATED
        found.append(replace(one, role=role))
    named: dict[str, set[str]] = {}
    for one in found:
        if one.is_general:
            named.setdefault(one.agent, set()).add(one.role)
    only = {agent: next(iter(roles)) for agent, roles in named.items() if len(roles) == 1}
    return [_with_role(one, only.get(one.agent, v.NOT_STATED)) for one in found]


def _with_role(one: ReadEvent, role: str) -> ReadEvent:
    """The event with a role that its own clause does not say, unless its day speaks against it."""
    is_late = one.day is not None and (one.day.coded.first or 0) > 0
    if one.role != v.NOT_STATED or (role == "CONDITIONING" and is_late):
        return one
    return replace(one, role=role)


# --- one event of several texts ---------------------------------------------------------------


def _key(text: str) -> str:
    """A text by its letters and numbers, so that "30 mg/m² per day" is "30mg/m2/day"."""
    plain = text.casefold().translate(SAME_WORDS).replace(" per ", "/")
    return re.sub(r"[^\w./±-]", "", plain)


def _agree(one: str, other: str) -> bool:
    """Says whether no text speaks against the other: one is empty, or part of the other."""
    return not one or not other or _in(one, other) or _in(other, one)


def _roles_agree(one: ReadEvent, other: ReadEvent) -> bool:
    return one.role == other.role or v.NOT_STATED in (one.role, other.role)


def _facts_agree(one: ReadEvent, other: ReadEvent) -> bool:
    return (
        _roles_agree(one, other)
        and _agree(one.dose, other.dose)
        and _agree(one.route, other.route)
        and _agree(one.trough, other.trough)
    )


def _same_place(one: ReadEvent, other: ReadEvent) -> bool:
    return one.place == other.place and _facts_agree(one, other)


def _no_dose_apart(one: ReadEvent, other: ReadEvent) -> bool:
    """Without days, events are one where they share dose and schedule or one has neither."""
    return _facts_agree(one, other) and _agree(one.schedule, other.schedule)


def _merged(
    events: Sequence[ReadEvent], are_one: Callable[[ReadEvent, ReadEvent], bool]
) -> list[ReadEvent]:
    made: list[ReadEvent] = []
    for event in events:
        at = next((n for n, other in enumerate(made) if are_one(other, event)), None)
        if at is None:
            made.append(event)
        else:
            made[at] = _joined(made[at], event)
    return made


def _longer(one: str, other: str) -> str:
    return other if len(_key(other)) > len(_key(one)) else one


def _joined(one: ReadEvent, other: ReadEvent) -> ReadEvent:
    """Both as one event: the facts that either states, and the words of the second one."""
    return replace(
        one,
        role=other.role if one.role == v.NOT_STATED else one.role,
        dose=_longer(one.dose, other.dose),
        route=_longer(one.route, other.route),
        trough=_longer(one.trough, other.trough),
        schedule=one.schedule or other.schedule,
        also=(*one.also, (other.quote, other.path), *other.also),
    )


def _treatment(one: ReadEvent) -> tuple[str, ...]:
    """The text, role, route and schedule of an event, and the unit of its dose."""
    unit = re.sub(r"[\d.x^±-]", "", _key(one.dose))
    return one.path, one.role, one.route, one.schedule, unit


def _levels_together(events: Sequence[ReadEvent]) -> list[ReadEvent]:
    """Doses without a day that stand one after the other in one text: levels of one treatment."""
    made: list[ReadEvent] = []
    for _, group in groupby(events, key=_treatment):
        first, *others = group
        if not all(one.dose for one in (first, *others)):
            made += [first, *others]
            continue
        for other in others:
            first = replace(
                first,
                dose=f"{first.dose}; {other.dose}",
                also=(*first.also, (other.quote, other.path), *other.also),
            )
        made.append(first)
    return made


def _absorbed(dated: Sequence[ReadEvent], undated: Sequence[ReadEvent]) -> list[ReadEvent]:
    """The events with days, which take up what says no more of the same treatment; the others."""
    made, left = list(dated), []
    for one in undated:
        if not made or not all(_says_no_more(one, other) for other in made):
            left.append(one)
            continue
        made = [_joined(other, one) for other in made]
    return [*made, *left]


def _says_no_more(one: ReadEvent, dated: ReadEvent) -> bool:
    """Says whether a text without a day adds nothing but a route to an event with one."""
    restated = bool(one.dose) and bool(dated.dose)
    return (
        one.role in (dated.role, v.NOT_STATED)
        and _facts_agree(one, dated)
        and (not one.dose or restated)
        and (not one.trough or bool(dated.trough))
        and (restated or not one.schedule or _in(one.schedule, dated.schedule))
    )


def _in(one: str, other: str) -> bool:
    """Says whether a text is part of another one; 5 mg is no part of 25 mg."""
    return bool(re.search(rf"(?<![\d.]){re.escape(_key(one))}(?!\d)", _key(other)))
