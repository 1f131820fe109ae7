"""The schedule of an arm, read by rule from its words: events with their quotes, and words left.

A text is read in three steps: the table of patterns finds facts (``patterns``), clauses and signs
of dosing tell which days are days of treatment (``dosing``), and the agent named nearest before a
fact, with those it is joined to, is the one that it is of (``owners``). What no rule can place
stays as words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from data.schedules.agents import Lexicon, Mention, agents_of, given_names, mentions
from data.schedules.clauses import Clause, clauses
from data.schedules.cycle_words import in_cycle
from data.schedules.dosing import bounds, earlier, is_elsewhere, is_open
from data.schedules.owners import Owner, Scope, owners
from data.schedules.patterns import readings
from data.schedules.plain_text import PlainText, plain_text
from data.schedules.readings import (
    DAY,
    DOSE,
    DURATION,
    INTERVAL,
    ROUTE,
    TROUGH,
    Reading,
)
from data.schedules.roles import role_of

READ_BY_RULE = "READ_BY_RULE"
"""The certainty of every event here."""
SUMMARY = "briefSummary"


@dataclass(frozen=True)
class InterventionWords:
    """An intervention of the arm as the record words it.

    Attributes:
        position: its place in the record's list, from 1.
    """

    position: int
    kind: str
    name: str
    other_names: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class ArmWords:
    """An arm of a trial as the record words it.

    Attributes:
        position: its place in the record's list, from 1.
        arms: labels of all arms of the trial; words that name another one are not of this.
    """

    position: int
    label: str
    kind: str = ""
    description: str = ""
    interventions: tuple[InterventionWords, ...] = ()
    brief_summary: str = ""
    arms: tuple[str, ...] = ()


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
            *self.days,
            *self.doses,
            *self.routes,
            *self.intervals,
            *self.durations,
            *self.troughs,
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

    @cached_property
    def has_day(self) -> bool:
        return any(event.days for event in self.events)


@dataclass(frozen=True)
class SourceText:
    """A text of the record, and the agents that are meant where it names none.

    Attributes:
        own: the intervention that the text describes, or the arm's only one.
        needs_giving: a day without a mention needs a word of giving.
        only: the agents that the text may be read for; all where empty.
    """

    path: str
    text: str
    own: Owner | None
    needs_giving: bool
    only: frozenset[str] = frozenset()


def read_arm(arm: ArmWords) -> ArmSchedule:
    given = given_names(((one.name, one.other_names) for one in arm.interventions), arm.label)
    events: list[ArmEvent] = []
    words: list[LeftWords] = []
    for source in _texts(arm):
        if source.path == SUMMARY:
            source = replace(source, only=_agents_of_arm(arm, given, events))
        found, left = _read_text(source, arm, given)
        events += found
        words += left
    return ArmSchedule(tuple(events), tuple(words))


def _texts(arm: ArmWords) -> Iterator[SourceText]:
    sole = _owner(arm.interventions[0]) if len(arm.interventions) == 1 else None
    yield SourceText(f"armGroups[{arm.position - 1}].description", arm.description, sole, True)
    for one in arm.interventions:
        path = f"interventions[{one.position - 1}].description"
        yield SourceText(path, one.description, _owner(one), False)
    yield SourceText(SUMMARY, arm.brief_summary, None, True)


def _owner(one: InterventionWords) -> Owner:
    return Owner(agents_of(one.name), one.name)


def _agents_of_arm(arm: ArmWords, given: Lexicon, events: Iterable[ArmEvent]) -> frozenset[str]:
    """Agents that the arm's own words name: the summary is read for these alone."""
    printed = " ; ".join((arm.label, arm.description, *(one.name for one in arm.interventions)))
    named = mentions(plain_text(printed).plain, given)
    return frozenset(
        (*(agent for mention in named for agent in mention.agents), *(e.agent for e in events))
    )


def _read_text(
    source: SourceText, arm: ArmWords, given: Lexicon
) -> tuple[list[ArmEvent], list[LeftWords]]:
    if not source.text.strip():
        return [], []
    text = plain_text(source.text)
    found = sorted(readings(text.plain), key=lambda reading: (reading.start, reading.end))
    if not found:
        return [], []
    named = mentions(text.plain, given)
    events: list[ArmEvent] = []
    words: list[LeftWords] = []
    before: Scope | None = None
    parts = clauses(text.plain)
    for clause in parts:
        scope = _scope(clause, text.plain, found, named, source, before)
        kept = list(_placed(scope, parts, source))
        events += _events(scope, kept, text, source, arm)
        if source.path != SUMMARY and _is_left(scope, kept):
            start, end = text.span(*_bare(text.plain, clause))
            words.append(LeftWords(source.path, start, end, source.text[start:end]))
        before = scope
    return events, words


def _scope(
    clause: Clause,
    plain: str,
    found: Sequence[Reading],
    named: Sequence[Mention],
    source: SourceText,
    before: "Scope | None",
) -> Scope:
    """A clause with what stands in it."""
    inside = tuple(one for one in found if clause.start <= one.start < clause.end)
    here = tuple(one for one in named if clause.start <= one.start < clause.end)
    heading = tuple(one for one in named if clause.heading[0] <= one.start < clause.heading[1])
    carried: tuple[Owner, ...] = ()
    if before is not None:
        same = before.clause.sentence == clause.sentence
        near = before.clause.line == clause.line and not here and source.own is None
        if same or near:
            carried = before.last_owners
    return Scope(
        clause=clause,
        plain=plain,
        readings=inside,
        mentions=here,
        heading=heading,
        own=source.own,
        carried=carried,
        needs_giving=source.needs_giving,
    )


@dataclass(frozen=True)
class Placed:
    """A reading with those it is of."""

    reading: Reading
    owners: tuple[Owner, ...]


def _placed(scope: Scope, parts: Sequence[Clause], source: SourceText) -> Iterator[Placed]:
    """The readings of a clause that are of treatment with a known agent."""
    for reading in scope.readings:
        if reading.kind == DAY and not is_dosing(scope, reading):
            continue
        found = owners(scope, reading)
        if source.only:
            found = tuple(one for one in found if set(one.agents) & source.only)
        if source.path == SUMMARY and not scope.giving:
            continue
        if found:
            if reading.kind == DAY:
                reading = _with_context(scope, reading, parts)
            yield Placed(reading, found)


def is_dosing(scope: Scope, reading: Reading) -> bool:
    """Says whether a day is one of treatment: a word of giving stands nearer than one of looking."""
    plain, clause = scope.plain, scope.clause
    after = plain[reading.end : clause.end]
    if bounds(plain[clause.start : reading.start], after) or is_elsewhere(after):
        return False
    before = [span for span in earlier(plain, clause.start, reading.start)]
    giving = [place for place in scope.giving if not any(a <= place < b for a, b in before)]
    if before and not any(before[-1][0] < place < reading.start for place in giving):
        return False
    giving += scope.doses
    given_before = max((place for place in giving if place < reading.start), default=-1)
    looked_before = max((place for place in scope.looking if place < reading.start), default=-1)
    if looked_before >= 0:
        return given_before > looked_before
    if given_before >= 0 or any(one.start < reading.start for one in scope.mentions):
        return True
    behind = [place for place in giving if place > reading.start]
    behind += [one.start for one in scope.mentions if one.start > reading.start]
    looked_behind = min((place for place in scope.looking if place > reading.start), default=None)
    if not behind:
        return looked_behind is None and bool(scope.carried or scope.heading or scope.own)
    return looked_behind is None or min(behind) < looked_behind


def _with_context(scope: Scope, reading: Reading, parts: Sequence[Clause]) -> Reading:
    """The anchor with its cycle and its open end."""
    plain, clause = scope.plain, scope.clause
    line = [one for one in parts if one.line == clause.line]
    sentence = [one for one in line if one.sentence == clause.sentence]
    reading = in_cycle(
        reading,
        plain[line[0].start : reading.start],
        plain[clause.heading[0] : clause.heading[1]],
        plain[sentence[0].start : sentence[-1].end],
        plain[line[0].start : line[-1].end],
        plain,
    )
    coded = reading.coded
    alone = sum(one.start == reading.start for one in scope.readings if one.kind == DAY) == 1
    if alone and coded.first == coded.last:
        if is_open(plain[clause.start : reading.start], plain[reading.end : clause.end]):
            return replace(reading, coded=replace(coded, last=None, open_end=True))
    return reading


TIMED = (DAY, INTERVAL, DURATION)


def _is_left(scope: Scope, kept: Sequence[Placed]) -> bool:
    """Says whether a clause has times of treatment that found no place."""
    timed = {one.start for one in scope.readings if one.kind in TIMED}
    if not timed or (scope.looking and not scope.giving):
        return False
    return not timed <= {one.reading.start for one in kept if one.reading.kind in TIMED}


def _bare(plain: str, clause: Clause) -> tuple[int, int]:
    """The clause's span without the space and the bullet around it."""
    text = plain[clause.start : clause.end]
    start = clause.start + len(text) - len(text.lstrip(" *•·-;\n"))
    return start, clause.start + len(text.rstrip(" ;\n"))


def _events(
    scope: Scope, kept: Sequence[Placed], text: PlainText, source: SourceText, arm: ArmWords
) -> Iterator[ArmEvent]:
    """The events of a clause: one an agent and expression of days, in the clause's order."""
    by_owner: dict[tuple[str, ...], tuple[Owner, list[Reading]]] = {}
    for placed in kept:
        for owner in placed.owners:
            by_owner.setdefault(owner.agents, (owner, []))[1].append(placed.reading)
    start, end = text.span(*_bare(scope.plain, scope.clause))
    for owner, found in by_owner.values():
        for group in _by_expression(found):
            role = role_of(scope, owner, arm.label)
            parts = {
                kind: tuple(_in_source(one, text) for one in group if one.kind == kind)
                for kind in (DAY, DOSE, ROUTE, INTERVAL, DURATION, TROUGH)
            }
            for agent in owner.agents:
                yield ArmEvent(
                    agent,
                    owner.name,
                    role,
                    *parts.values(),
                    path=source.path,
                    start=start,
                    end=end,
                    quote=source.text[start:end],
                )


def _by_expression(found: Sequence[Reading]) -> list[list[Reading]]:
    """The readings of one owner, parted by its expressions of days; one part where it has none."""
    anchors = sorted({(one.start, one.end) for one in found if one.kind == DAY})
    if len(anchors) < 2:
        return [list(found)]
    groups: list[list[Reading]] = [[] for _ in anchors]
    for one in found:
        place = next(
            (index for index, (_, end) in enumerate(anchors) if one.start < end),
            len(anchors) - 1,
        )
        groups[place].append(one)
    first = groups[0]
    for kind in (DOSE, ROUTE, INTERVAL, DURATION, TROUGH):
        if not any(one.kind == kind for group in groups[1:] for one in group):
            shared = [one for one in first if one.kind == kind]
            for group in groups[1:]:
                group += shared
    return groups


def _in_source(reading: Reading, text: PlainText) -> Reading:
    """The reading with its place and words in the record's own text."""
    start, end = text.span(reading.start, reading.end)
    return replace(reading, start=start, end=end, quote=text.source[start:end])


__all__ = ["ArmEvent", "ArmSchedule", "ArmWords", "InterventionWords", "LeftWords", "read_arm"]
