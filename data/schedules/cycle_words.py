"""Cycles that a day is of, where the words stand elsewhere: in a heading or the next sentence."""

import re
from dataclasses import replace

from data.schedules.patterns import CYCLES, LENGTH, cycle_length, cycle_numbers
from data.schedules.readings import CYCLE_DAY, DAY, Reading

NUMBERED = re.compile(
    rf"^[\s*•·\d.)-]{{0,6}}(?:[\w-]+\s){{0,3}}?cycles?\s(?P<cycles>{CYCLES})[^:.]{{0,60}}(?::|$)",
    re.IGNORECASE,
)
"""A heading, or the begin of a line, that numbers the cycles below: "Cycle 1: ..."."""
REPEATS = re.compile(
    rf"\b(?:cycles?|courses?|treatment|therapy|regimen)\s?(?:(?:is|are|will\sbe|was|were)\s)?"
    rf"repeat(?:s|ed)?\s(?:once\s)?ever?y?\s{LENGTH}|"
    rf"\b(?:repeat(?:s|ed)?|repeating)\severy\s(?P<length2>\d+)[\s-](?P<span2>day|week)s?",
    re.IGNORECASE,
)
LASTS = re.compile(
    rf"\b(?:each|every|one|1|a|the|treatment)?\s?cycles?\s?(?:length\s)?(?:\(?\s?(?:lasts?|is|are|has|of|=|"
    rf"being|will\sbe|will\slast|length|consists?\sof|every|defined\sas)\s)+(?:approximately\s)?(?P<length>\d{{1,2}})[\s-]*"
    r"(?P<longer>(?!))?(?P<span>days?|weeks?)\b",
    re.IGNORECASE,
)
WITHIN = re.compile(
    rf"\b(?:(?:of|in|per|every|each|a)\s)+(?:{LENGTH})(?:\([^()]{{0,20}}\)\s)?(?:treatment\s)?cycles?\b|"
    r"\b(?:in|of|during)\s(?:each|every)\s(?:treatment\s)?cycle\b",
    re.IGNORECASE,
)


def in_cycle(
    reading: Reading, line_start: str, heading: str, sentence: str, line: str, text: str
) -> Reading:
    """The anchor as a day of its cycle, if the words around say that it is one.

    Args:
        line_start: from the begin of the line to the anchor.
        sentence: the whole sentence of the anchor; ``line`` and ``text`` are wider still.
    """
    coded = reading.coded
    numbered = NUMBERED.match(line_start) or NUMBERED.match(heading)
    if coded.unit == CYCLE_DAY:
        length = coded.cycle_length or _length(text)
        cycles = coded.cycles or (cycle_numbers(numbered["cycles"]) if numbered else ())
        return replace(reading, coded=replace(coded, cycle_length=length, cycles=cycles))
    if coded.unit != DAY or (coded.first or 0) < 1:
        return reading
    within = WITHIN.search(sentence)
    repeats = REPEATS.search(sentence) or REPEATS.search(line)
    lasts = LASTS.search(text)
    if not (numbered or within or repeats or lasts):
        return reading
    length = next((found for found in map(_days, (within, repeats, lasts)) if found), None)
    cycles = cycle_numbers(numbered["cycles"]) if numbered else ()
    return replace(
        reading, coded=replace(coded, unit=CYCLE_DAY, cycle_length=length, cycles=cycles)
    )


def _length(text: str) -> int | None:
    return _days(LASTS.search(text)) or _days(REPEATS.search(text))


def _days(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("length2"):
        return int(groups["length2"]) * (7 if groups["span2"].lower() == "week" else 1)
    return cycle_length(match)
