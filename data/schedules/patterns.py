"""The table of patterns: how records write days, intervals, durations, doses, routes, troughs.

A row is a name, the kind of reading, a regex, the function that codes its match, and an example;
the examples are tested. Patterns read plain text (``plain_text``), and each reads facts alone:
whose they are, and whether a day is one of treatment, is read by ``arm_schedule``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from data.schedules.days import S, listed, read_days
from data.schedules.readings import (
    CYCLE_DAY,
    DAY,
    DOSE,
    DURATION,
    INTERVAL,
    MONTH,
    ROUTE,
    TROUGH,
    WEEK,
    Coded,
    Number,
    Reading,
    number,
)

Match = re.Match[str]
Build = Callable[[Match], tuple[Coded, ...]]


@dataclass(frozen=True)
class Pattern:
    """One row of the table."""

    name: str
    kind: str
    regex: re.Pattern[str]
    build: Build
    example: str


WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
COUNTS = {word: value for value, word in enumerate(WORDS, start=1)}
COUNT = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(WORDS)})"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+)"
UNIT = r"(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|h|day|d|week|wk|w|month|mo|year|yr|cycle|course)"
UNITS = {
    **dict.fromkeys(("sec", "second"), "SECOND"),
    **dict.fromkeys(("min", "minute"), "MINUTE"),
    **dict.fromkeys(("h", "hr", "hour"), "HOUR"),
    **dict.fromkeys(("d", "day"), DAY),
    **dict.fromkeys(("w", "wk", "week"), WEEK),
    **dict.fromkeys(("m", "mo", "month"), MONTH),
    **dict.fromkeys(("yr", "year"), "YEAR"),
    **dict.fromkeys(("cycle", "course"), "CYCLE"),
}
OF_DAYS = {DAY: 1, WEEK: 7}
"""Days of a unit that cycles are counted in; months have no fixed number."""


def count(printed: str) -> Number:
    return COUNTS.get(printed.lower()) or number(printed)


def unit_of(printed: str) -> str:
    return UNITS[printed.lower().rstrip("s.")]


# --- days -------------------------------------------------------------------------------------

NOT_COUNTING = r"(?<![\w/.])(?<!\d[\s-])(?<!\bq\s)"
"""Before a unit of days: no number, which would count it ("for 5 days"), and no "/d"."""
DAY_WORD = rf"(?:days?|d(?=\.?{S}[-+]?\d))"
WEEK_WORD = r"(?:weeks?|wks?|w(?=\d))"
MONTH_WORD = r"(?:months?)"
NO_DAY = (
    r"(?<!vitamin\s)(?<!vit\s)(?<!vit\.\s)(?<!cyclin\s)(?<!dopamine\s)(?<!type\s)(?<!group\s)"
    r"(?<!arm\s)(?<!cohort\s)(?<!part\s)(?<!hepatitis\s)(?<!study\s)(?<!step\s)(?<!stage\s)"
)
"""Before a lone "D": words that make it a name."""
CYCLES = r"\d{1,2}(?:(?:\s?(?:-|to|through)\s?|\s?,?\s?(?:and|&)\s|\s?,\s?)\d{1,2}\b){0,20}(?!\s?(?:-?days?|weeks?)\b)"
LENGTH = (
    r"(?P<length>\d{1,2})(?:[\s-]*(?:-|to|or)\s?(?P<longer>\d{1,2}))?[\s-]*"
    r"(?:(?P<span>days?|weeks?|wks?|months?|d)\b[\s-]*)?"
)
OF_CYCLE = re.compile(
    rf"{S}[,;:(]?{S}(?:of|in|during|within|per|on|for|at)?\s?"
    rf"(?:each|every|a|an|the|all|any|one|either)?\s?(?:first\s|subsequent\s|repeated\s)?"
    rf"(?:{LENGTH})?(?:\([^()]{{0,40}}\)\s)?"
    r"(?:treatment\s|dosing\s|chemotherapy\s|therapy\s|induction\s|consolidation\s|"
    r"maintenance\s|subsequent\s|immunotherapy\s)?"
    rf"cycles?\b(?:{S}\(?(?P<cycles>{CYCLES}))?(?P<more>\s?(?:\+|and\s(?:beyond|subsequent|onwards?|later|thereafter|all)))?",
    re.IGNORECASE,
)
"""Behind a list of days: the cycle that they are of."""


def cycle_numbers(printed: str | None) -> tuple[int, ...]:
    """The cycles of a list, each of a span by itself."""
    spans = read_days(printed or "")
    return tuple(one for days in spans for one in range(days.first, days.last + 1))


def cycle_length(match: Match) -> int | None:
    """Days of a cycle of one stated length; none of "21-28 days" and of months."""
    if not match["length"] or match["longer"] or not match["span"]:
        return None
    return int(match["length"]) * OF_DAYS.get(unit_of(match["span"]), 0) or None


def anchors(unit: str) -> Build:
    """The builder of days, weeks or months on an axis, or of the cycle that is named behind."""

    def build(match: Match) -> tuple[Coded, ...]:
        found = tuple(
            Coded(unit=unit, first=one.first, last=one.last, tolerance=one.tolerance)
            for one in read_days(match["days"])
        )
        cycle = OF_CYCLE.match(match.string, match.end())
        if unit != DAY or cycle is None or any((each.first or 0) < 1 for each in found):
            return found
        return tuple(
            replace(
                each,
                unit=CYCLE_DAY,
                cycles=cycle_numbers(cycle["cycles"]),
                cycle_length=cycle_length(cycle),
            )
            for each in found
        )

    return build


def of_numbered_cycle(match: Match) -> tuple[Coded, ...]:
    """Days behind the number of their cycle."""
    cycles = cycle_numbers(match["cycles"])
    return tuple(
        Coded(CYCLE_DAY, one.first, one.last, tolerance=one.tolerance, cycles=cycles)
        for one in read_days(match["days"])
    )


def as_many_as_counted(match: Match) -> tuple[Coded, ...]:
    """Days behind their number, "for 3 days: -5, -4, -3"; none where the two do not agree."""
    found = read_days(match["days"])
    held = sum(days.last - days.first + 1 for days in found)
    if held != count(match["count"]):
        return ()
    return tuple(Coded(DAY, days.first, days.last, tolerance=days.tolerance) for days in found)


def weeks_before_unit(match: Match) -> tuple[Coded, ...]:
    unit = unit_of(match["unit"])
    return tuple(Coded(unit, days.first, days.last) for days in read_days(match["days"]))


# --- intervals and durations ------------------------------------------------------------------


def every(match: Match) -> tuple[Coded, ...]:
    return (Coded(unit=unit_of(match["unit"]), every=count(match["count"] or "1")),)


def every_one(unit: str, times: int | None = None, interval: Number = 1) -> Build:
    """The builder of a fixed interval."""
    return lambda match: (Coded(unit=unit, every=interval, times=times),)


TIMES = {"once": 1, "twice": 2, "thrice": 3}
PER = {"daily": DAY, "nightly": DAY, "weekly": WEEK, "monthly": MONTH}


def times_per(match: Match) -> tuple[Coded, ...]:
    per = match["per"].lower()
    printed = match["times"].lower()
    times = TIMES[printed] if printed in TIMES else int(count(printed))
    unit = PER.get(per) or unit_of(per)
    return (Coded(unit=unit, every=1, times=times),)


def latin(match: Match) -> tuple[Coded, ...]:
    letters = match[0].lower().replace(".", "").replace(" ", "")
    return (Coded(unit=DAY, every=1, times={"qd": 1, "bid": 2, "tid": 3, "qid": 4}[letters]),)


def single(match: Match) -> tuple[Coded, ...]:
    return (Coded(times=1),)


def lasting(match: Match) -> tuple[Coded, ...]:
    unit = unit_of(match["unit"])
    if match["high"]:
        return (Coded(unit=unit, low=count(match["low"]), high=count(match["high"])),)
    return (Coded(unit=unit, value=count(match["low"])),)


# --- doses, routes, trough levels -------------------------------------------------------------

MASS = (
    r"(?:mg|mcg|ug|ng|kg|g|grams?|milligrams?|micrograms?|million\sunits|IU|MIU|units?|U|ml|mL|"
    r"[MG]Bq|mCi|c?Gy|mmol|mEq|JAU|SQ-U|BAU)"
)
PER_BODY = r"(?:kg|m2|m\^2|sqm|m\s2|square\smet(?:er|re)|day|d|dose|hours?|hr|h|min|week|wk|bw|body\sweight|fraction)"
DOSE_UNIT = rf"{MASS}\b(?:(?:{S}/{S}|\sper\s){PER_BODY}(?:\sbody\sweight|\sbw)?\b(?!\s?/\s?m?l)){{0,3}}"
def power(name: str) -> str:
    """Regex of "x 10^6", its superscript lost or not."""
    return rf"{S}[x*]{S}10{S}\^?{S}\(?(?P<{name}>1[0-2]|[3-9])\)?"



CELL_WORDS = rf"(?:[\w+-]+\s){{0,4}}?cells?\b(?:{S}/{S}kg|\s(?:per|/)\s?(?:kg|kilogram))?(?:\s(?:body\sweight|bw))?"


def dose(match: Match) -> tuple[Coded, ...]:
    unit = " ".join(match["unit"].replace(" / ", "/").split())
    if match["high"]:
        return (Coded(unit=unit, low=number(match["low"]), high=number(match["high"])),)
    return (Coded(unit=unit, value=number(match["low"])),)


def cell_dose(match: Match) -> tuple[Coded, ...]:
    """A dose of cells; its unit begins with the power of ten that the words print."""
    cells = " ".join((match["cells"] or "").replace(" / ", "/").split())
    power = match["power"] or match["last_power"]
    unit = f"x10^{power} {cells}".strip()
    if not match["high"]:
        return (Coded(unit=unit, value=number(match["low"])),)
    low, high = number(match["low"]), number(match["high"])
    if match["power"] and match["last_power"] and match["power"] != match["last_power"]:
        low, high = low * 10 ** int(match["power"]), high * 10 ** int(match["last_power"])
        return (Coded(unit=cells or "cells", low=low, high=high),)
    return (Coded(unit=unit, low=low, high=high),)


def auc(match: Match) -> tuple[Coded, ...]:
    if match["high"]:
        return (Coded(unit="AUC", low=number(match["low"]), high=number(match["high"])),)
    return (Coded(unit="AUC", value=number(match["low"])),)


def trough(match: Match) -> tuple[Coded, ...]:
    high = match["high"]
    unit = match["unit"].replace(" ", "")
    if high:
        return (Coded(unit=unit, low=number(match["low"]), high=number(high)),)
    return (Coded(unit=unit, value=number(match["low"])),)


def by(code: str) -> Build:
    """The builder of a route."""
    return lambda match: (Coded(route=code),)


# --- the table --------------------------------------------------------------------------------


def _row(name: str, kind: str, regex: str, build: Build, example: str, exact: bool = False) -> Pattern:
    """A row; ``exact``: the case of its letters counts."""
    return Pattern(name, kind, re.compile(regex, 0 if exact else re.IGNORECASE), build, example)


LEVEL = r"(?:ng|mcg|ug|mg|g)\s?/\s?(?:ml|dl|l)\b"
OF = rf"{S}[:#(]?{S}"
PATTERNS: tuple[Pattern, ...] = (
    _row(
        "day of a numbered cycle",
        DAY,
        rf"\b(?:cycles?\s?(?P<cycles>{CYCLES}){S}[,:(/-]?{S}(?:on\s)?{DAY_WORD}\.?{OF}(?P<days>{listed(DAY_WORD)}))",
        of_numbered_cycle,
        "cycle 1, days 1, 8 and 15",
    ),
    _row(
        "C1D1",
        DAY,
        rf"\bC(?P<cycles>\d{{1,2}}(?:-C?\d{{1,2}})?)\s?[-,/]?\s?D(?:ays?)?\s?(?P<days>{listed('D(?:ay)?')})",
        of_numbered_cycle,
        "C1D1, 8 and 15",
    ),
    _row(
        "as many days as counted",
        DAY,
        rf"(?<!\d)(?P<count>{COUNT})\s(?:consecutive\s)?days\s?(?::\s?|\(\s?(?!days?|d\b)|on\s(?=-))(?P<days>{listed(DAY_WORD)})",
        as_many_as_counted,
        "for 3 days: -5, -4, -3",
    ),
    _row(
        "day",
        DAY,
        rf"(?<!\bC\d)(?<!\bC\d\d){NOT_COUNTING}{NO_DAY}{DAY_WORD}\.?{OF}(?P<days>{listed(DAY_WORD)})",
        anchors(DAY),
        "days -5 to -3",
    ),
    _row(
        "week",
        DAY,
        rf"{NOT_COUNTING}{WEEK_WORD}\.?{OF}(?P<days>{listed(WEEK_WORD)})",
        anchors(WEEK),
        "weeks 0, 2 and 6",
    ),
    _row(
        "month",
        DAY,
        rf"{NOT_COUNTING}{MONTH_WORD}{OF}(?P<days>{listed(MONTH_WORD)})",
        anchors(MONTH),
        "months 2-4",
    ),
    _row(
        "weeks before their unit",
        DAY,
        rf"\b(?:at|on)\s(?P<days>0(?:{S},{S}(?:and\s)?|\sand\s|\s&\s)(?:\d{{1,2}}(?:{S},{S}(?:and\s)?|\sand\s|\s&\s))*\d{{1,2}})\s(?P<unit>weeks|months|days)\b",
        weeks_before_unit,
        "at 0, 2 and 6 weeks",
    ),
    _row(
        "every other",
        INTERVAL,
        r"\b(?:once\s|administered\s)?every\s(?:other|second|alternate)\s(?P<unit>day|week|month|night)\b|\b(?P<alternate>on\salternate\sdays)\b",
        lambda match: (
            Coded(unit=DAY if (match["unit"] or "day").lower() in ("day", "night") else unit_of(match["unit"]), every=2),
        ),
        "every other week",
    ),
    _row(
        "every",
        INTERVAL,
        rf"\b(?:once\s)?every\s(?:(?P<count>{COUNT})(?:st|nd|rd|th)?[\s-]{{0,2}})?(?P<unit>{UNIT})s?\b(?![\s-]{{0,2}}(?:cycle|course)s?\b(?!\s?\(q))(?!\s?(?:-|to|or)\s?\d)",
        every,
        "every 3 weeks",
    ),
    _row(
        "every, in letters",
        INTERVAL,
        rf"\bq\.?\s?(?P<count>\d{{1,2}})\s?-?(?P<unit>hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo|m)\b",
        every,
        "q12h",
    ),
    _row("every 21 days, day first", INTERVAL, r"\bq\s(?P<unit>d)\s(?P<count>\d{2})\b", every, "q d 21"),
    _row("12 hourly", INTERVAL, r"\b(?P<count>\d{1,2})[\s-](?P<unit>hour)ly\b", every, "12 hourly"),
    _row(
        "times a day",
        INTERVAL,
        rf"\b(?P<times>once|twice|thrice|{COUNT}(?=\s?(?:x|times))|\d(?=\s?x))(?:\s?x|\stimes)?(?:\s?-?\s?(?:a|per|each|every|/)\s?|\s?/\s?|[\s-])(?P<per>day|daily|nightly|night|week|weekly|month|monthly)\b",
        lambda match: (
            replace(times_per(match)[0]) if match["per"].lower() != "night" else Coded(unit=DAY, every=1, times=TIMES.get(match["times"].lower())),
        ),
        "twice daily",
    ),
    _row("Latin letters", INTERVAL, r"\b(?:q\.?\s?d|b\.?\s?i\.?\s?d|t\.?\s?i\.?\s?d|q\.?\s?i\.?\s?d)\b\.?", latin, "BID"),
    _row("every week, in letters", INTERVAL, r"\bqw\b", every_one(WEEK), "QW"),
    _row("every other day, in letters", INTERVAL, r"\bqod\b", every_one(DAY, interval=2), "QOD"),
    _row("daily", INTERVAL, r"(?<!once\s)(?<!twice\s)(?<!times\s)(?<!thrice\s)(?<!once-)(?<!twice-)\b(?:daily|(?:each|per)\sday|(?:tablets?|capsules?|pills?)\s?/\s?day)\b", every_one(DAY), "75 mg daily"),
    _row("weekly", INTERVAL, r"(?<!once\s)(?<!twice\s)(?<!times\s)(?<!thrice\s)(?<!bi-)(?<!once-)(?<!twice-)(?<!\d-)(?<!\d\s)\b(?:weekly|each\sweek)\b", every_one(WEEK), "40 mg weekly"),
    _row("monthly", INTERVAL, r"(?<!once\s)(?<!twice\s)(?<!times\s)(?<!bi-)(?<!once-)(?<!\d-)(?<!\d\s)\b(?:monthly|each\smonth)\b", every_one(MONTH), "60 mg monthly"),
    _row("single dose", INTERVAL, r"\b(?:(?:as\s)?(?:a\s)?(?:single|one[\s-]time)(?:[\s-](?:intravenous|iv|i\.v\.|subcutaneous|sc|oral|intradermal|intramuscular|ascending|fixed|bolus))?[\s-](?:dose|infusion|injection|administration))\b", single, "as a single dose"),
    _row(
        "for",
        DURATION,
        rf"\b(?:for|x|over|within|during|lasting)\s(?:up\sto\s|at\sleast\s|a\s(?:total|duration|period|maximum)\s(?:of\s)?|an?\s|about\s|approximately\s|approx\.?\s|the\s(?:first|next|initial|subsequent)\s|another\s|additional\s|maximum\s(?:of\s)?)*(?P<low>{COUNT})(?:\s?(?:{UNIT}s?)?\s?(?:-|~|to|or)\s?(?P<high>{COUNT}))?[\s-]{{0,2}}(?:consecutive\s|additional\s|more\s|full\s|continuous\s|treatment\s|\d{{1,2}}-day\s)?(?P<unit>{UNIT})s?\b\.?",
        lasting,
        "for up to 12 weeks",
    ),
    _row(
        "length of an infusion",
        DURATION,
        rf"(?<![\d-])\b(?P<low>{COUNT})(?:\s?(?:-|to)\s?(?P<high>{COUNT}))?[\s-]{{0,2}}(?P<unit>hr|hour|h|min|minute|day|week)s?(?=[\s-](?:(?:continuous|intravenous|iv|i\.v\.|drip)\s){{0,3}}(?:infusion|drip|treatment\speriod|course\sof))",
        lasting,
        "30-minute IV infusion",
    ),
    _row("consecutive days", DURATION, rf"\b(?:on\s)?(?P<low>{COUNT})(?P<high>(?!))?\sconsecutive\s(?P<unit>day|week)s?\b", lasting, "on 5 consecutive days"),
    _row(
        "trough level",
        TROUGH,
        rf"\btrough\b[^.;\d]{{0,60}}?[<>≤≥=~]{{0,2}}{S}(?P<low>{NUMBER})(?:{S}(?:{LEVEL})?{S}(?:-|to|and){S}(?P<high>{NUMBER}))?{S}(?P<unit>{LEVEL})",
        trough,
        "trough level of 8-12 ng/mL",
    ),
    _row(
        "target level",
        TROUGH,
        rf"\b(?:target(?:ed|ing)?|goal|maintain(?:ed|ing)?|serum|blood|plasma|whole-blood|drug)\b(?:(?!trough)[^.;\d]){{0,40}}?\b(?:levels?|concentrations?|range)\b[^.;\d]{{0,25}}?(?P<low>{NUMBER}){S}(?:{LEVEL})?{S}(?:-|to|and){S}(?P<high>{NUMBER}){S}(?P<unit>{LEVEL})",
        trough,
        "target level of 5 to 10 ng/mL",
    ),
    _row(
        "dose of cells",
        DOSE,
        rf"(?<![\w.^])(?P<low>{NUMBER})(?:{power('power')})?(?:{S}(?:{CELL_WORDS})?{S}(?:-|~|to){S}(?P<high>{NUMBER}))?{power('last_power')}(?!\d)(?:{S}(?P<cells>{CELL_WORDS}|/{S}kg\b))?",
        cell_dose,
        "0.5-2 x 10^6 CAR-T cells/kg",
    ),
    _row(
        "dose",
        DOSE,
        rf"(?<![\w.^/:])(?P<low>{NUMBER})(?:{S}(?:{DOSE_UNIT})?{S}(?:-|~|to){S}(?P<high>{NUMBER}))?[\s-]{{0,2}}(?P<unit>{DOSE_UNIT})(?!\s?/\s?[md]?l\b)(?!\s?/\s?\d)(?!\sper\sm?l)",
        dose,
        "30 mg/m2/day",
    ),
    _row("area under the curve", DOSE, rf"\bAUC\)?\]?{S}(?:=|of|:)?{S}(?P<low>{NUMBER})(?:{S}(?:-|to){S}(?P<high>{NUMBER}))?(?!{S}mg)", auc, "AUC 5"),
    _row("intravenous", ROUTE, r"\bintra-?venous(?:ly)?\b|\bintravascular(?:ly)?\b|\bby\svein\b|\bi\.\s?v\.?(?=[\s,;)]|$)|(?<!stage\s)(?<!stages\s)(?<!grade\s)(?<!phase\s)(?<!type\s)(?<!class\s)(?<!III-)(?<!III\s)(?<!III/)(?<!or\s)(?<!and\s)(?<!group\s)(?<!level\s)(?<!collagen\s)(?-i:\bIV\b)|(?<=\d\s)iv\b|(?<=,\s)iv\b|\biv(?=\s(?:on|every|over|infusion))", by("IV"), "intravenously"),
    _row("by mouth", ROUTE, r"\boral(?:ly)?\b(?!\s(?:immunotherapy|food|mucosa|hygiene|care|cavity|intake|cancer))|\bby\smouth\b|\bp\.\s?o\.?(?=[\s,;)]|$)|(?-i:\bPO\b)|(?<=\d\s)po\b|\bpo(?=\s(?:qd|bid|daily|once|twice))|(?<=qd\s)po\b|(?<=bid\s)po\b", by("PO"), "orally"),
    _row("under the skin", ROUTE, r"\bsub-?\s?cutaneous(?:ly)?\b|\bs\.\s?[cq]\.?(?=[\s,;)]|$)|(?-i:\bS[CQ]\b)|\bsub-?q\b|\bsubcut\b", by("SC"), "subcutaneously"),
    _row("into a muscle", ROUTE, r"\bintra-?muscular(?:ly)?\b|\bi\.\s?m\.(?=[\s,;)]|$)|(?-i:\bIM\b)", by("IM"), "intramuscularly"),
    _row("into the spinal fluid", ROUTE, r"\bintra-?thecal(?:ly)?\b|(?-i:\bIT\b(?=\s(?:on|methotrexate|cytarabine|chemo|MTX)))", by("IT"), "intrathecal"),
    _row("on the skin", ROUTE, r"\btopical(?:ly)?\b|\bepicutaneous(?:ly)?\b|\btransdermal(?:ly)?\b", by("TOPICAL"), "topically"),
    _row("by breath", ROUTE, r"\binhal(?:ed|ation|ations)\b|\bnebuli[sz]ed\b|\bby\snebuli[sz]er\b", by("INHALED"), "inhaled"),
    _row("into the skin", ROUTE, r"\bintra-?dermal(?:ly)?\b", by("INTRADERMAL"), "intradermally"),
    _row("into the tumour", ROUTE, r"\bintra-?tumou?r(?:al)?(?:ly)?\b|\bintra-?lesional(?:ly)?\b", by("INTRATUMORAL"), "intratumoral"),
    _row("into the belly", ROUTE, r"\bintra-?peritoneal(?:ly)?\b", by("INTRAPERITONEAL"), "intraperitoneal"),
    _row("under the tongue", ROUTE, r"\bsub-?\s?lingual(?:ly)?\b|\bunder\sthe\stongue\b", by("SUBLINGUAL"), "sublingually"),
    _row("by another route", ROUTE, r"\bintra-?nasal(?:ly)?\b|\bintra-?arterial(?:ly)?\b|\bintra-?pleural(?:ly)?\b|\bintra-?portal(?:ly)?\b|\bintra-?vitreal(?:ly)?\b|\bintra-?(?:coronary|articular|ventricular|cerebroventricular)(?:ly)?\b|\brectal(?:ly)?\b|\bvaginal(?:ly)?\b", by("OTHER"), "intranasally"),
)


def readings(plain: str) -> Iterator[Reading]:
    """Every reading of a plain text, by pattern; a span that one pattern read is no other's."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for pattern in PATTERNS:
        spans = taken.setdefault(pattern.kind, [])
        for match in pattern.regex.finditer(plain):
            start, end = match.span()
            end -= len(match[0]) - len(match[0].rstrip(" ,;"))
            if any(start < other_end and other_start < end for other_start, other_end in spans):
                continue
            spans.append((start, end))
            for coded in pattern.build(match):
                yield Reading(pattern.kind, start, end, plain[start:end], coded, pattern.name)
