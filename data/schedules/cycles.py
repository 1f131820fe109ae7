"""Cycles that a day is of: behind it, in the heading above, or in a sentence near by."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from data.schedules.counts import COUNT, OF_DAYS, PatternMatch, count, unit_of
from data.schedules.days import S, read_days
from data.schedules.readings import CYCLE_DAY, DAY, Coded, Reading

CYCLES = (
    rf"\d{{1,2}}(?:(?:{S}(?:-|to|through){S}|{S},?{S}(?:and|&)\s|{S},{S})\d{{1,2}}\b){{0,20}}"
    rf"(?!\d|{S}(?:m?g|ug)\b|{S}-?(?:days?|weeks?)\b(?!{S}[-+(:]?{S}\d))"
)
"""A list of cycles; no number that counts days, weeks or a dose."""
AND_MORE = (
    r"(?P<more>\s?\+|\s(?:and|&)\s(?:all\s)?(?:beyond|subsequent|onwards?|later|thereafter|"
    r"following|further)\b)"
)
LENGTH = (
    r"q?(?P<length>\d{1,2}|one|two|three|four|five|six)"
    rf"(?:[\s-]*(?:-|to|or){S}(?P<longer>\d{{1,2}}))?[\s-]*"
    r"(?:(?P<span>days?|weeks?|wks?|months?|d)\b[\s-]*)?"
)
NTH = ("first", "second", "third", "fourth", "fifth", "sixth")
SORT = (
    r"(?:(?:treatment|dosing|chemotherapy|therapy|immunotherapy|induction|consolidation|"
    r"maintenance|subsequent)\s)?"
)
OF_CYCLE = re.compile(
    rf"{S}[,(/]?{S}(?:of|in|during|within|per|on|for|at)?{S}(?:up\sto\s(?:\d{{1,2}},?\s)?)?"
    rf"(?:each\sof\sthe|each|every|a|an|the|all|any|one|either)?{S}"
    rf"(?:(?P<nth>[1-6](?:st|nd|rd|th)|{'|'.join(NTH)})\s)?"
    r"(?:subsequent\s|repeated\s|ensuing\s|remaining\s)?"
    rf"(?:{LENGTH})?(?:\([^()]{{0,40}}\)\s)?{SORT}/?"
    r"(?:cycles?\b|courses\b|course\s(?=\d)|(?<=each\s)course\b|(?<=every\s)course\b|"
    r"(?<=first\s)course\b|(?<=second\s)course\b)"
    rf"(?:{S}(?P<cycles>{CYCLES}){AND_MORE}?|"
    rf"{S}\(?{S}(?:(?:cycle\s)?(?:length|defined\sas|=|of|is)\s?=?\s?)*"
    r"(?P<after>\d{1,2})[\s-](?P<after_span>days?|weeks?)\b)?",
    re.IGNORECASE,
)
"""Behind a list of days: the cycle that they are of."""
NUMBERED = re.compile(
    rf"[\s*•·\d.)-]{{0,6}}(?:[\w-]+\s){{0,3}}?cycles?\s(?P<cycles>{CYCLES}){AND_MORE}?"
    r"[^:.]{0,60}:",
    re.IGNORECASE,
)
"""A heading, or the begin of a line, that numbers the cycles below: "Cycle 1: ..."."""
NUMBERED_BEFORE = re.compile(
    rf"\s*(?:[\w-]+:?\s){{0,4}}?(?:(?:in|on|at|during|for)\s)?"
    rf"(?<!after\s)(?<!before\s)(?<!until\s)(?<!following\s)(?<!from\s)(?<!every\s)(?<!of\s)"
    rf"cycles?\s(?P<cycles>{CYCLES}){AND_MORE}?\b(?!.*\bcycles?\b)",
    re.IGNORECASE | re.DOTALL,
)
"""From the begin of a clause to its first day: the number of the cycle, "In cycle 1, on day 1"."""
NUMBER_REACH = 120
"""Signs of a clause in which that number stands."""
REPEATS = re.compile(
    r"\b(?:cycles?|courses?|treatment|therapy|regimen)\s?(?:(?:is|are|will\sbe|was|were)\s)?"
    rf"repeat(?:s|ed)?\s(?:once\s)?ever?y?\s{LENGTH}|"
    r"\brepeat(?:s|ed|ing)?\severy\s(?P<again>\d{1,2})[\s-](?P<again_span>day|week)s?",
    re.IGNORECASE,
)
LASTS = re.compile(
    r"\bcycles?\s?(?:length\s)?(?:\(?\s?(?:lasts?|(?:will\s)?constitutes?|is|are|has|of|being|"
    r"will\sbe|will\slast|was|length|(?:will\s)?consists?\sof|every|defined\sas)\s|\s?=\s?)+"
    r"(?:approximately\s)?(?P<length>\d{1,2})(?P<longer>(?!))?[\s-]*(?P<span>days?|weeks?)\b|"
    r"\b(?P<after>\d{1,2})[\s-]?(?P<after_span>days?|weeks?)\s(?:as\s(?:a|one)|per)\scycle\b",
    re.IGNORECASE,
)
WITHIN = re.compile(
    rf"\b{LENGTH}(?:\([^()]{{0,20}}\)\s)?{SORT}cycles?\b|"
    rf"\b(?:in|of|during)\s(?:each|every)\s{SORT}cycle\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"(?<!week\s)(?<!weekly\s)\b(?:for|x|up\sto|over|receives?|total\sof|maximum\sof|at\sleast|[x*])\s?\(?{COUNT}"
    rf"(?:\s?(?:-|to|or)\s?{COUNT})?\s(?:(?!additional|more|further)[\w-]+\s){{0,2}}?"
    r"(?:cycles?|courses)\b(?!\s(?:of\s)?(?:prior|previous))|"
    r"\b(?:odd|even|all|each|every|subsequent)\s(?:treatment\s)?cycles?\b|\bcycle\sn\b|"
    r"\b(?:induction|consolidation|maintenance|treatment)\scycles?\b[^:.]{0,40}:",
    re.IGNORECASE,
)
"""Words that count cycles, of which the days around are then: "for 4 cycles"."""
ALSO = re.compile(r"(?:[\w/]+\s){0,9}also\b|(?:and\s)?alternating\b|in\saddition\b", re.IGNORECASE)
"""Begin of a sentence, or a line, that is of the cycles counted before it."""
ON_AN_AXIS = re.compile(r"\b(?:days?|d)\s?(?:[-+]\s?\d|0\b)|\s[-+]\d+\sto\s[-+]\d", re.IGNORECASE)
"""Days before or at a day 0: those beside them are no days of cycles counted further on."""
INTERVAL = (
    r"(?:every|q)\s?(?P<number>\d{1,2}|two|three|four|five|six)[\s-]?"
    r"(?P<unit>weeks?|wks?|w|days?|d)\b"
)
INTERVAL_BEHIND = re.compile(
    rf"[\s,;()]*(?:(?:of|once|given|repeated|i\.?v\.?|infusion)[\s,()]*){{0,2}}{INTERVAL}|"
    r"[\s,(]*q\s?(?:d\s|day\s)?(?P<days>\d{2})\b",
    re.IGNORECASE,
)
INTERVAL_BEFORE = re.compile(rf"{INTERVAL}[\s,()]*(?:on|at)?[\s(]*$", re.IGNORECASE)
"""Right beside a day: how often it comes again, "day 1 every 3 weeks", "Q3W on day 1"."""
INTERVAL_LAST = re.compile(rf"[;,\s]\s*{INTERVAL}\W*$", re.IGNORECASE)
"""At the end of a sentence: how often all of it comes again."""
NOT_ALL = re.compile(r"\b(?:then|thereafter|loading|starting|beginning)\b", re.IGNORECASE)
"""Words of a sentence of which only the last doses come again."""
SHORTEST = 14
"""Days of an interval from which on it is a cycle's."""
OF_NO_CYCLE = re.compile(
    r"\s*(?:\([^()]{0,30}\)\s)?of\s(?:the\s|each\s)?(?:[\w-]+\s)?(?:periods?|phase|induction|"
    r"consolidation|intensification|radi\w+|chemoradi\w+|treatment|therapy|week|transplant\w*)\b"
    r"(?!\s(?:cycle|course))",
    re.IGNORECASE,
)
"""Behind a day: it is counted from another begin than a cycle's, "day 8 of induction"."""
THEN_ON = re.compile(
    r"[\s,;)]*(?:over\s[\w-]+\s(?:hours?|minutes|min)[\s,]*)?"
    r"(?:and\s|then\s|followed\sby\s|thereafter,?\s)+(?:at\s)?"
    r"(?:\d[\d.,]*\s?[\w%]+(?:/\w+)*\s(?:[\w-]+\s){0,4}?)?(?:thereafter\s|repeated\s)?"
    r"(?:weekly|monthly|every|q\d)",
    re.IGNORECASE,
)
"""Behind a day: it is the first, and others follow it at an interval, "day 1, then weekly"."""
EVERY = re.compile(r"\b(?:every|q)\s?(\d{1,2})[\s-]?(weeks?|wks?|w|days?|d)\b", re.IGNORECASE)


def cycle_numbers(printed: str | None) -> tuple[int, ...]:
    """The cycles of a list, each of a span by itself."""
    spans = read_days(printed or "")
    return tuple(one for days in spans for one in range(days.first, days.last + 1))


def cycle_length(match: PatternMatch) -> int | None:
    """Days of a cycle of one stated length; none of "21-28 days" and of months."""
    groups = match.groupdict()
    for number, span in (("after", "after_span"), ("again", "again_span")):
        if groups.get(number):
            return int(groups[number]) * OF_DAYS[unit_of(groups[span])]
    if not groups.get("length") or groups.get("longer") or not groups.get("span"):
        return None
    return int(count(groups["length"])) * OF_DAYS.get(unit_of(groups["span"]), 0) or None


def in_cycle_behind(coded: Coded, cycle: PatternMatch) -> Coded:
    """A day with the cycle that stands behind it."""
    nth = (cycle["nth"] or "").lower()
    if nth:
        numbers: tuple[int, ...] = (int(nth[0]) if nth[0].isdigit() else NTH.index(nth) + 1,)
    else:
        numbers = cycle_numbers(cycle["cycles"])
    return replace(
        coded,
        unit=CYCLE_DAY,
        cycles=numbers,
        cycles_go_on=bool(cycle["more"]),
        cycle_length=cycle_length(cycle),
    )


def interval_beside(before: str, after: str) -> int | None:
    """Days of the interval at which the day between two pieces of text comes again."""
    return _at_least_shortest(INTERVAL_BEHIND.match(after) or INTERVAL_BEFORE.search(before[-40:]))


def _at_least_shortest(match: PatternMatch | None) -> int | None:
    if match is None:
        return None
    if match.groupdict().get("days"):
        return int(match["days"])
    days = int(count(match["number"])) * OF_DAYS[unit_of(match["unit"])]
    return days if days >= SHORTEST else None


@dataclass(frozen=True)
class CycleContext:
    """The words around the days of a clause that may say of which cycle they are.

    Attributes:
        start: of the sentence in the text.
        begin: of the line, as far as a heading may reach.
        sentence: whole, as are ``line`` and ``text``, which are wider still.
        onward: the sentence and the next one of its line; ``rest``: and all others behind it.
        earlier: the line up to the sentence, or the line above where this one opens with it.
        previous: the sentence before in the line.
        below: the next line where it goes on with this one, "Treatment repeats every ...".
        interval: days after which a day of the clause comes again, as said beside one.
    """

    start: int
    begin: str
    heading: str
    sentence: str
    line: str
    text: str
    onward: str
    rest: str
    earlier: str = ""
    previous: str = ""
    below: str = ""
    interval: int | None = None

    @cached_property
    def numbered(self) -> PatternMatch | None:
        """The heading that numbers the cycles."""
        return NUMBERED.match(self.begin) or NUMBERED.match(self.heading + ":")

    @cached_property
    def comes_again(self) -> int | None:
        """Days after which the clause, or all of its sentence, comes again."""
        if NOT_ALL.search(self.sentence) or ON_AN_AXIS.search(self.sentence):
            return self.interval
        return self.interval or _at_least_shortest(INTERVAL_LAST.search(self.sentence))

    @cached_property
    def within(self) -> tuple[PatternMatch, ...]:
        return tuple(WITHIN.finditer(self.sentence))

    @cached_property
    def said(self) -> tuple[PatternMatch, ...]:
        """The words beyond the day's own that speak of cycles, the nearest first."""
        found = (
            REPEATS.search(self.rest) or REPEATS.search(self.line) or REPEATS.search(self.below),
            LASTS.search(self.text),
        )
        return tuple(match for match in found if match)

    @cached_property
    def counted(self) -> tuple[PatternMatch, ...]:
        """The words that count cycles: in the heading, from the sentence on, or in its sequel."""
        if ON_AN_AXIS.search(self.line):
            return ()
        found = [
            WITHIN.search(self.previous),
            COUNTED.search(self.onward),
            COUNTED.search(self.below),
            WITHIN.search(self.heading),
            COUNTED.search(self.heading),
        ]
        if ALSO.match(self.sentence.lstrip()):
            found += [each.search(self.earlier) for each in (REPEATS, WITHIN, COUNTED)]
        return tuple(match for match in found if match)

    def length(self, words: "DayWords") -> int | None:
        """Days of the cycle that is spoken of nearest to a day."""
        behind = tuple(match for match in self.within if match.start() >= words.place)
        nearest = (*behind, *self.within[::-1], *self.said, *self.counted)
        found = words.interval or next(filter(None, map(cycle_length, nearest)), None)
        return found or self.comes_again or _interval(self.sentence) or _interval(self.heading)

    @cached_property
    def length_in_text(self) -> int | None:
        """Days of the cycle that the whole text speaks of."""
        found = (match for match in (LASTS.search(self.text), REPEATS.search(self.text)) if match)
        return next((days for days in map(cycle_length, found) if days), None)


@dataclass(frozen=True)
class DayWords:
    """The words at the sides of an expression of days.

    Attributes:
        longest: the last day of the expression; beyond the cycle's end it is no day of a cycle.
        before: from the begin of the clause to the anchor, if it is the first; else empty.
        behind: from the anchor to the end of the clause.
        place: of the anchor in the sentence.
        interval: days after which it comes again, as said right beside it.
        starts: treatment goes on from it.
    """

    longest: int
    before: str
    behind: str
    place: int
    interval: int | None = None
    starts: bool = False


def in_cycle(reading: Reading, words: DayWords, around: CycleContext) -> Reading:
    """The anchor as a day of its cycle, if the words around say that it is one."""
    coded = reading.coded
    numbered = around.numbered
    if coded.unit == CYCLE_DAY:
        coded = replace(coded, cycle_length=coded.cycle_length or around.length_in_text)
        return replace(reading, coded=coded if coded.cycles else _numbered(coded, numbered))
    if coded.unit != DAY or (coded.first or 0) < 1 or OF_NO_CYCLE.match(words.behind):
        return reading
    numbered = NUMBERED_BEFORE.match(words.before[:NUMBER_REACH]) or numbered
    length = around.length(words)
    said = numbered or around.within or around.said or around.comes_again
    said = said or (around.counted and not words.starts)
    if not said or (length is not None and words.longest > length):
        return reading
    if not numbered and THEN_ON.match(words.behind):
        return reading
    coded = replace(coded, unit=CYCLE_DAY, cycle_length=length)
    return replace(reading, coded=_numbered(coded, numbered))


def _numbered(coded: Coded, numbered: PatternMatch | None) -> Coded:
    """A day with the cycles that its heading numbers."""
    if numbered is None:
        return coded
    return replace(
        coded, cycles=cycle_numbers(numbered["cycles"]), cycles_go_on=bool(numbered["more"])
    )


def _interval(sentence: str) -> int | None:
    """Days between two doses, which is a cycle's length where the sentence counts cycles."""
    every = {match.group(1, 2) for match in EVERY.finditer(sentence)}
    if len(every) != 1:
        return None
    number, unit = every.pop()
    return int(number) * OF_DAYS[unit_of(unit)]
