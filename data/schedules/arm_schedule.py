"""The schedule of an arm, read by rule from its words: events with their quotes, and words left.

A text is read in three steps: the table of patterns finds facts (``patterns``); signs of dosing in
its clause tell which days are days of treatment (``dosing_days``); and the agent named nearest
before a fact, with those that it is joined to, is the one that the fact is of (``owners``). What no
rule can place stays as words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.schedules.agents import PLAIN_CELLS, Lexicon, Mention, given_names, mentions
from data.schedules.arm_words import SUMMARY, ArmWords, SourceText, names_another_arm
from data.schedules.clauses import Clause, clauses
from data.schedules.dosing_days import (
    TIMED,
    cycle_context,
    is_aside,
    is_treatment,
    with_context,
    without_loose_signs,
)
from data.schedules.mentions import agents_named, with_short_forms
from data.schedules.owners import ClauseScope, Owner, owners
from data.schedules.patterns import readings
from data.schedules.plain_text import PlainText, plain_text
from data.schedules.readings import DAY, DOSE, DURATION, INTERVAL, ROUTE, TROUGH, Reading
from data.schedules.roles import role_of

READ_BY_RULE = "READ_BY_RULE"
"""The certainty of every event here."""


@dataclass(frozen=True)
class ArmEvent:
    """Treatment with one agent, as one clause has it.

    Attributes:
        agent: slug; ``name`` is as the record prints it.
        days: anchors in days, weeks, months or days of a cycle; none where no day is stated.
        path, start, end: the place of the quote in the record.
    """

    agent: str
    name: str
    role: str
    days: tuple[Reading, ...]
    doses: tuple[Reading, ...]
    routes: tuple[Reading, ...]
    intervals: tuple[Reading, ...]
    durations: tuple[Reading, ...]
    troughs: tuple[Reading, ...]
    path: str
    start: int
    end: int
    quote: str
    certainty: str = READ_BY_RULE

    @property
    def readings(self) -> tuple[Reading, ...]:
        return (
            *(*self.days, *self.doses, *self.routes),
            *(*self.intervals, *self.durations, *self.troughs),
        )


@dataclass(frozen=True)
class LeftWords:
    """A clause with times of treatment that no rule could place."""

    path: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class ArmSchedule:
    """Everything that the rules read of an arm, in the order of its texts."""

    events: tuple[ArmEvent, ...]
    words: tuple[LeftWords, ...]

    @property
    def has_day(self) -> bool:
        return any(event.days for event in self.events)


def read_arm(arm: ArmWords) -> ArmSchedule:
    texts = [source for source in arm.texts() if source.text.strip()]
    given = names_given(arm, texts)
    events: list[ArmEvent] = []
    words: list[LeftWords] = []
    for source in texts:
        for scope, kept, text in _placed(source, arm, given, events):
            events += _events(scope, kept, text, source, arm.label)
            if source.path != SUMMARY and _is_left(scope, kept):
                start, end = text.span(*_bare(scope))
                words.append(LeftWords(source.path, start, end, source.text[start:end]))
    return ArmSchedule(tuple(events), tuple(words))


def events_of_text(source: SourceText, arm: ArmWords, given: Lexicon) -> Iterator[ArmEvent]:
    """The events of one text of the arm, other than the summary, as they are read.

    given: the names in the arm's texts, as ``names_given`` has them.
    """
    for scope, kept, text in _placed(source, arm, given, ()):
        yield from _events(scope, kept, text, source, arm.label)


def names_given(arm: ArmWords, texts: Sequence[SourceText]) -> Lexicon:
    """The names that the arm's interventions have in its texts."""
    dosed = [one for one in arm.interventions if one.owner is not None]
    names = given_names(((one.name, one.other_names) for one in dosed), arm.label)
    return with_short_forms(names, [source.text for source in texts])


def _agents_of_arm(arm: ArmWords, given: Lexicon, events: Sequence[ArmEvent]) -> frozenset[str]:
    """Agents that the arm's own words name: the summary is read for these alone."""
    printed = " ; ".join((arm.label, arm.description, *(one.name for one in arm.interventions)))
    named = mentions(plain_text(printed).plain, given)
    found = {agent for mention in named for agent in mention.agents}
    return frozenset(found | {event.agent for event in events})


@dataclass(frozen=True)
class PlacedReading:
    """A reading with those that it is of."""

    reading: Reading
    owners: tuple[Owner, ...]


def _placed(
    source: SourceText, arm: ArmWords, given: Lexicon, events: Sequence[ArmEvent]
) -> Iterator[tuple[ClauseScope, list[PlacedReading], PlainText]]:
    """The clauses of a text, each with its readings that are of treatment with a known agent.

    Args:
        events: of the texts before; a summary is read for the agents of the arm alone.
    """
    text = plain_text(source.text)
    found = without_loose_signs(tuple(readings(text.plain)), text.plain)
    if not found:
        return
    is_summary = source.path == SUMMARY
    only = _agents_of_arm(arm, given, events) if is_summary else frozenset()
    own = source.own.agents if source.own else ()
    cells = own if source.own is not None and source.own.is_cells else arm.cells
    named = agents_named(text, found, given, own, cells)
    parts = clauses(text.plain)
    before: ClauseScope | None = None
    for clause in parts:
        scope = _scope(clause, text.plain, found, named, source, before)
        before = scope
        if scope.readings and not names_another_arm(_begin(scope), arm.label, arm.arms):
            yield scope, list(_of_agents(scope, parts, only, is_summary)), text


def _begin(scope: ClauseScope) -> str:
    """The heading that a clause stands under and its own first words."""
    heading, clause = scope.clause.heading, scope.clause
    return f"{scope.plain[heading[0] : heading[1]]} {scope.plain[clause.start : clause.end]}"


def _of_agents(
    scope: ClauseScope, parts: Sequence[Clause], only: frozenset[str], needs_giving: bool
) -> Iterator[PlacedReading]:
    if needs_giving and not scope.giving:
        return
    around = cycle_context(scope, parts) if scope.anchors else None
    for reading in scope.readings:
        if not is_treatment(scope, reading):
            continue
        found = tuple(
            one
            for one in owners(scope, reading)
            if one.agents != (PLAIN_CELLS,) and (not only or set(one.agents) & only)
        )
        if found and around is not None and reading.kind == DAY:
            yield PlacedReading(with_context(scope, reading, around), found)
        elif found:
            yield PlacedReading(reading, found)


def _scope(
    clause: Clause,
    plain: str,
    found: Sequence[Reading],
    named: Sequence[Mention],
    source: SourceText,
    before: ClauseScope | None,
) -> ClauseScope:
    """A clause with what stands in it."""
    begin, end = clause.heading
    same_line = before is not None and before.clause.line == clause.line
    same_sentence = before is not None and before.clause.sentence == clause.sentence
    last = before.last_owners if before is not None and same_line else ()
    return ClauseScope(
        clause=clause,
        plain=plain,
        readings=tuple(one for one in found if clause.start <= one.start < clause.end),
        mentions=tuple(one for one in named if clause.start <= one.start < clause.end),
        heading=tuple(one for one in named if begin <= one.start < end),
        own=source.own,
        carried=last if same_sentence else (),
        previous=last,
        names_own=source.own is not None
        and any(set(one.agents) & set(source.own.agents) for one in named),
        waits=same_sentence and before is not None and before.ends_without_day,
        needs_giving=source.needs_giving,
    )


def _is_left(scope: ClauseScope, kept: Sequence[PlacedReading]) -> bool:
    """Says whether a clause has times of treatment that found no place."""
    placed = {(one.reading.kind, one.reading.start) for one in kept}
    loose = any(
        one.kind in TIMED and (one.kind, one.start) not in placed and not is_aside(scope, one)
        for one in scope.readings
    )
    return loose and bool(scope.giving or scope.doses or scope.own)


def _bare(scope: ClauseScope) -> tuple[int, int]:
    """The clause's span without the space and the bullet around it."""
    start, end = scope.clause.start, scope.clause.end
    text = scope.plain[start:end]
    return start + len(text) - len(text.lstrip(" *•·-;\n")), start + len(text.rstrip(" ;\n"))


def _events(
    scope: ClauseScope,
    kept: Sequence[PlacedReading],
    text: PlainText,
    source: SourceText,
    label: str,
) -> Iterator[ArmEvent]:
    """The events of a clause: one an agent and expression of days, in the clause's order."""
    if not kept:
        return
    by_owner: dict[tuple[str, ...], tuple[Owner, list[Reading]]] = {}
    for placed in kept:
        for owner in placed.owners:
            by_owner.setdefault(owner.agents, (owner, []))[1].append(placed.reading)
    start, end = text.span(*_bare(scope))
    for owner, found in by_owner.values():
        role = role_of(scope, owner, label)
        for group in by_expression(found, scope.days_first):
            for agent in owner.agents:
                yield ArmEvent(
                    agent=agent,
                    name=owner.name,
                    role=role,
                    days=_of_kind(DAY, group, text),
                    doses=_of_kind(DOSE, group, text),
                    routes=_of_kind(ROUTE, group, text),
                    intervals=_of_kind(INTERVAL, group, text),
                    durations=_of_kind(DURATION, group, text),
                    troughs=_of_kind(TROUGH, group, text),
                    path=source.path,
                    start=start,
                    end=end,
                    quote=source.text[start:end],
                )


def _of_kind(kind: str, group: Sequence[Reading], text: PlainText) -> tuple[Reading, ...]:
    """The readings of a kind, with their place and words in the record's own text."""
    found = []
    for one in group:
        if one.kind == kind:
            start, end = text.span(one.start, one.end)
            found.append(replace(one, start=start, end=end, quote=text.source[start:end]))
    return tuple(found)


def by_expression(found: Sequence[Reading], days_first: bool = False) -> list[list[Reading]]:
    """The readings of one owner, parted by its expressions of days; one part where it has none.

    A dose belongs to the day behind it, or before it where days stand first; what the first part
    alone has ("IV") is of the others, too.
    """
    anchors = sorted({(one.start, one.end) for one in found if one.kind == DAY})
    if len(anchors) < 2:
        return [list(found)]
    groups: list[list[Reading]] = [[] for _ in anchors]
    for one in found:
        behind = sum(end <= one.start for _, end in anchors)
        place = (
            max(sum(start <= one.start for start, _ in anchors) - 1, 0) if days_first else behind
        )
        groups[min(place, len(anchors) - 1)].append(one)
    for kind in (DOSE, ROUTE, INTERVAL, DURATION, TROUGH):
        if not any(one.kind == kind for group in groups[1:] for one in group):
            shared = [one for one in groups[0] if one.kind == kind]
            for group in groups[1:]:
                group += shared
    return groups
