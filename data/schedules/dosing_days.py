"""Readings of a clause that are of treatment: days of dosing, told from days of looking."""

import re
from collections.abc import Sequence
from dataclasses import replace

from data.schedules.clauses import Clause
from data.schedules.cycles import CycleContext, DayWords, in_cycle, interval_beside
from data.schedules.dosing import (
    AGAIN,
    GOES_TO,
    bounds,
    earlier,
    is_elsewhere,
    is_open,
    looks_behind,
)
from data.schedules.owners import ClauseScope
from data.schedules.patterns import SIGNED_ALONE
from data.schedules.readings import DAY, DOSE, DURATION, INTERVAL, Reading

TIMED = (DAY, INTERVAL, DURATION)
BEGIN_LENGTH = 120
"""Signs of a line in which the number of its cycle stands."""
OF_LINE_ABOVE = re.compile(
    r"\s*(?:(?:[\w-]+,?\s){0,3}?(?:treatments?|courses?|cycles?)\s(?:(?:is|are|will\sbe)\s)?repeat|"
    r"all\s(?:patients|participants|subjects)\s.{0,60}\b(?:cycle|course)s\b)",
    re.IGNORECASE,
)
"""Begin of a line that counts the cycles of the line above it."""
BEHIND_DOSE = re.compile(r"[\s,(]*(?:from|on)?[\s,(]*")


def without_loose_signs(found: Sequence[Reading], plain: str) -> list[Reading]:
    """The readings without numbers with a sign that stand behind no dose: they are no days."""
    kept: list[Reading] = []
    for one in sorted(found, key=lambda reading: (reading.start, reading.end)):
        if one.pattern == SIGNED_ALONE:
            last = max((each.end for each in kept if each.end <= one.start), default=-1)
            doses = any(each.kind == DOSE for each in kept)
            if not doses or not BEHIND_DOSE.fullmatch(plain, last, one.start):
                continue
        kept.append(one)
    return kept


def is_dosing(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether a day is of treatment: a word of giving stands nearer than one of looking."""
    plain, clause = scope.plain, scope.clause
    after = plain[reading.end : clause.end]
    if bounds(plain[clause.start : reading.start], after) or is_elsewhere(after):
        return False
    before = earlier(plain, clause.start, reading.start)
    giving = [place for place in scope.giving if not any(a <= place < b for a, b in before)]
    if before and not any(before[-1][0] < place < reading.start for place in giving):
        return False
    giving += (*scope.doses, *scope.routes_of_agents)
    given = max((place for place in giving if place < reading.start), default=-1)
    looked = max((place for place in scope.looking if place < reading.start), default=-1)
    if looked >= 0:
        return given > looked
    if given >= 0 or any(one.start < reading.start for one in scope.mentions):
        return True
    return _is_dosing_by_sequel(scope, reading, giving)


def _is_dosing_by_sequel(scope: ClauseScope, reading: Reading, giving: Sequence[int]) -> bool:
    """Says whether what stands behind a day, or what it goes on with, is treatment."""
    behind = [place for place in giving if place > reading.start]
    behind += [one.start for one in scope.mentions if one.start > reading.start]
    looked = min((place for place in scope.looking if place > reading.start), default=None)
    if behind:
        return looked is None or min(behind) < looked
    meant = scope.carried or scope.heading or scope.goes_on or scope.own
    return looked is None and bool(meant)


def is_looking(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether an interval or a time is one of looking: "assessed every 8 weeks"."""
    looked = max((place for place in scope.looking if place < reading.start), default=-1)
    given = [*scope.giving, *scope.doses, *(one.start for one in scope.named)]
    return looked >= 0 and not any(looked < place < reading.start for place in given)


def is_aside(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether a time is one of looking, or of another trial."""
    after = scope.plain[reading.end : scope.clause.end]
    return is_looking(scope, reading) or looks_behind(after) or is_elsewhere(after)


def is_treatment(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether a reading is of treatment, and none that another one has as its end."""
    if reading.kind == DAY:
        return is_dosing(scope, reading) and not _is_end(scope, reading)
    return reading.kind not in TIMED or not is_looking(scope, reading)


def cycle_context(scope: ClauseScope, parts: Sequence[Clause]) -> CycleContext:
    """The words around a clause that may name a cycle."""
    plain, clause = scope.plain, scope.clause
    line = [one for one in parts if one.line == clause.line]
    sentence = [one for one in line if one.sentence == clause.sentence]
    onward = [one for one in line if one.sentence in (clause.sentence, clause.sentence + 1)]
    last = [one for one in line if one.sentence == clause.sentence - 1]
    opens = sentence[0] is line[0]
    above = [one for one in parts if one.line == clause.line - 1] if opens else line
    below = [one for one in parts if one.line == clause.line + 1][:1]
    under = plain[below[0].start : below[0].end] if below else ""
    heading = slice(*clause.heading)
    return CycleContext(
        start=sentence[0].start,
        begin=plain[line[0].start : clause.end][:BEGIN_LENGTH],
        heading=plain[heading] or _line_with_colon(plain, line[0].start),
        sentence=plain[sentence[0].start : sentence[-1].end],
        line=plain[line[0].start : line[-1].end],
        text=plain,
        onward=plain[sentence[0].start : onward[-1].end],
        previous=plain[last[0].start : sentence[0].start] if last else "",
        rest=plain[sentence[0].start : line[-1].end],
        below=under if OF_LINE_ABOVE.match(under) else "",
        earlier=plain[above[0].start : sentence[0].start] if above else "",
        interval=next(filter(None, (_interval_of(scope, *span) for span in scope.anchors)), None),
    )


def _line_with_colon(plain: str, start: int) -> str:
    """The nearest line of a paragraph above a place that ends with a colon."""
    paragraph = plain[plain.rfind("\n\n", 0, start) + 1 : start].strip()
    lines = [line for line in paragraph.split("\n") if line.rstrip().endswith(":")]
    return lines[-1] if lines else ""


def _interval_of(scope: ClauseScope, start: int, end: int) -> int | None:
    """Days after which a day comes again, by the words right beside it."""
    first = scope.clause.start
    return interval_beside(scope.plain[max(first, start - 40) : start], scope.plain[end : end + 60])


def with_context(scope: ClauseScope, reading: Reading, around: CycleContext) -> Reading:
    """The anchor with its cycle and its open end."""
    plain, clause = scope.plain, scope.clause
    same = [one.coded for one in scope.readings if one.start == reading.start and one.kind == DAY]
    words = DayWords(
        longest=max(one.last or 0 for one in same),
        before=_before_first(scope, reading),
        behind=plain[reading.end : clause.end],
        place=reading.start - around.start,
        interval=_interval_of(scope, reading.start, reading.end),
        starts=is_open(plain[clause.start : reading.start], ""),
    )
    reading = in_cycle(reading, words, around)
    coded = reading.coded
    before, after = plain[clause.start : reading.start], plain[reading.end : clause.end]
    if coded.first != coded.last:
        return reading
    if len(same) != 1:
        starts = AGAIN.search(reading.quote) is not None and is_open(before, "")
        return (
            replace(reading, coded=replace(coded, last=None, open_end=True)) if starts else reading
        )
    end = _end_behind(scope, reading)
    if end is not None:
        return replace(end, coded=replace(coded, last=end.coded.last))
    if is_open(before, after):
        return replace(reading, coded=replace(coded, last=None, open_end=True))
    return reading


def _is_end(scope: ClauseScope, reading: Reading) -> bool:
    """Says whether a day ends the treatment that the one before starts."""
    before = [one for one in scope.readings if one.kind == DAY and one.end <= reading.start]
    end = _end_behind(scope, before[-1]) if before else None
    return end is not None and end.end == reading.end


def _before_first(scope: ClauseScope, reading: Reading) -> str:
    """The words of a clause before its first day; none before another one."""
    is_first = not any(one.kind == DAY and one.end <= reading.start for one in scope.readings)
    return scope.plain[scope.clause.start : reading.start] if is_first else ""


def _end_behind(scope: ClauseScope, reading: Reading) -> Reading | None:
    """The reading up to the day on which its treatment ends: "from day -3, ending on day 30"."""
    behind = [one for one in scope.readings if one.kind == DAY and one.start >= reading.end]
    if not behind or not GOES_TO.fullmatch(scope.plain, reading.end, behind[0].start):
        return None
    last = behind[0].coded
    if last.unit != reading.coded.unit or (last.last or 0) <= (reading.coded.first or 0):
        return None
    quote = scope.plain[reading.start : behind[0].end]
    return replace(reading, end=behind[0].end, quote=quote, coded=last)
