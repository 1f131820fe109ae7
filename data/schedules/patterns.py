"""The table of patterns: how records write days, intervals, durations, doses, routes, troughs.

A row is a name, the kind of reading, the words that it begins with, a regex, the function that
codes its match, and an example; the examples are tested. A space in a row's regex stands for one
to three signs of white space. Patterns read plain text (``plain_text``) and facts alone: whose
they are, and whether a day is one of treatment, is read by ``arm_schedule``.
"""

import re
from collections import defaultdict
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
A_NUMBER = "#"
"""Stands for every number among the words that a row begins with."""


@dataclass(frozen=True)
class Pattern:
    """One row of the table."""

    name: str
    kind: str
    begins: tuple[str, ...]
    regex: re.Pattern[str]
    build: Build
    example: str


WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
COUNTS = {word: value for value, word in enumerate(WORDS, start=1)}
COUNT = rf"(?:\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(WORDS)})"
COUNTING = f"{A_NUMBER} {' '.join(WORDS)}"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
UNIT = r"(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|h|day|d|week|wk|w|month|mo|year|yr|cycle|course)"
UNITS = {
    **dict.fromkeys(("sec", "second"), "SECOND"),
    **dict.fromkeys(("min", "minute"), "MINUTE"),
    **dict.fromkeys(("h", "hr", "hour"), "HOUR"),
    **dict.fromkeys(("d", "day", "daily", "night", "nightly"), DAY),
    **dict.fromkeys(("w", "wk", "week", "weekly"), WEEK),
    **dict.fromkeys(("m", "mo", "month", "monthly"), MONTH),
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

NOT_COUNTED = r"(?<!(?<![m^])\d[\s-])"
"""Before days or weeks: no number that counts them ("for 5 days"), but "30 mg/m2 days 1-3"."""
DAY_WORD = rf"(?:{NOT_COUNTED}days|day|d(?=\.?{S}[-+]?\d))"
WEEK_WORD = rf"(?:{NOT_COUNTED}weeks|week|{NOT_COUNTED}wks|wk|w(?=\d))"
MONTH_WORD = rf"(?:{NOT_COUNTED}months|month)"
NO_NAME = "".join(
    rf"(?<!{word}\s)"
    for word in "vitamin vit cyclin dopamine type group arm cohort part hepatitis stage step q".split()
)
"""Before a unit of days: no word that makes "D 1" a name."""
BEGIN = rf"(?<![\w/]){NO_NAME}"
CYCLES = (
    rf"\d{{1,2}}(?:(?:{S}(?:-|to|through){S}|{S},?{S}(?:and|&)\s|{S},{S})\d{{1,2}}\b){{0,20}}"
    rf"(?!{S}-?(?:days?|weeks?)\b)"
)
LENGTH = (
    rf"(?P<length>\d{{1,2}})(?:[\s-]*(?:-|to|or){S}(?P<longer>\d{{1,2}}))?[\s-]*"
    r"(?:(?P<span>days?|weeks?|wks?|months?|d)\b[\s-]*)?"
)
OF_CYCLE = re.compile(
    rf"{S}[,;:(]?{S}(?:of|in|during|within|per|on|for|at)?{S}(?:up\sto\s(?:\d{{1,2}},?\s)?)?"
    rf"(?:each|every|a|an|the|all|any|one|either)?{S}(?:first\s|subsequent\s|repeated\s)?"
    rf"(?:{LENGTH})?(?:\([^()]{{0,40}}\)\s)?"
    r"(?:(?:treatment|dosing|chemotherapy|therapy|induction|consolidation|maintenance|subsequent|"
    rf"immunotherapy)\s)?cycles?\b(?:{S}\(?(?P<cycles>{CYCLES}))?",
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
    cycles = cycle_numbers(match["cycles"].upper().replace("C", ""))
    return tuple(
        Coded(CYCLE_DAY, one.first, one.last, tolerance=one.tolerance, cycles=cycles)
        for one in read_days(match["days"])
    )


def as_many_as_counted(match: Match) -> tuple[Coded, ...]:
    """Days behind their number, "3 days: -5, -4, -3"; none where the two do not agree."""
    found = read_days(match["days"])
    held = sum(days.last - days.first + 1 for days in found)
    if held != count(match["count"]):
        return ()
    return tuple(Coded(DAY, days.first, days.last, tolerance=days.tolerance) for days in found)


def before_unit(match: Match) -> tuple[Coded, ...]:
    unit = unit_of(match["unit"])
    return tuple(Coded(unit, days.first, days.last) for days in read_days(match["days"]))


# --- intervals and durations ------------------------------------------------------------------

TIMES = {"once": 1, "twice": 2, "thrice": 3}
LATIN = {"qd": 1, "bid": 2, "tid": 3, "qid": 4}


def every(match: Match) -> tuple[Coded, ...]:
    return (Coded(unit=unit_of(match["unit"]), every=count(match["count"] or "1")),)


def every_other(match: Match) -> tuple[Coded, ...]:
    return (Coded(unit=unit_of(match["unit"]), every=2),)


def every_one(unit: str, interval: Number = 1) -> Build:
    """The builder of a fixed interval."""
    return lambda match: (Coded(unit=unit, every=interval),)


def times_per(match: Match) -> tuple[Coded, ...]:
    printed = match["times"].lower()
    times = TIMES[printed] if printed in TIMES else int(count(printed))
    return (Coded(unit=unit_of(match["per"]), every=1, times=times),)


def latin(match: Match) -> tuple[Coded, ...]:
    letters = re.sub(r"[\s.]", "", match[0].lower())
    return (Coded(unit=DAY, every=1, times=LATIN[letters]),)


def single(match: Match) -> tuple[Coded, ...]:
    return (Coded(times=1),)


def lasting(match: Match) -> tuple[Coded, ...]:
    unit = unit_of(match["unit"])
    if match["high"]:
        return (Coded(unit=unit, low=count(match["low"]), high=count(match["high"])),)
    return (Coded(unit=unit, value=count(match["low"])),)


# --- doses, routes, trough levels -------------------------------------------------------------

MASS = (
    r"(?:mg|mcg|ug|ng|kg|g|grams?|milligrams?|micrograms?|million units|IU|MIU|units?|U|ml|"
    r"[MG]Bq|mCi|c?Gy|mmol|mEq|JAU|BAU)"
)
PER = (
    r"(?:kg|m2|m\^2|sqm|m 2|square met(?:er|re)|day|d|dose|hours?|hr|h|min|week|wk|bw|"
    r"body weight|fraction)"
)
DOSE_UNIT = rf"{MASS}\b(?:(?:{S}/{S}| per ){PER}(?: body weight| bw)?\b(?!{S}/{S}m?l)){{0,3}}"
CELLS = (
    rf"(?:[\w+-]+ ){{0,4}}?cells?\b(?:{S}/{S}(?:kg|kilogram)\b| per (?:kg|kilogram)\b)?"
    rf"(?:{S}(?:body weight|bw)\b)?"
)
BEFORE_DOSE = r"(?<![\d.^/_])(?<!\d:)(?:(?<![A-Za-z])|(?<=[a-z]{4})|(?<=\dx))"
"""Before a dose: no number goes on, and no name ("B12") that it is part of."""
LEVEL = rf"(?:ng|mcg|ug|mg|g){S}/{S}(?:ml|dl|l)\b"


def power(name: str) -> str:
    """Regex of "x 10^6", its superscript lost or not."""
    return rf"{S}[x*]{S}10{S}\^?{S}\(?(?P<{name}>1[0-2]|[3-9])\)?"


def _amount(match: Match, unit: str) -> Coded:
    if not match["high"]:
        return Coded(unit=unit, value=number(match["low"]))
    low, high = number(match["low"]), number(match["high"])
    return Coded(unit=unit, low=low, high=high) if low < high else Coded(unit=unit, value=high)


def _unit(printed: str | None) -> str:
    return " ".join(re.sub(r"\s*/\s*", "/", printed or "").split())


def dose(match: Match) -> tuple[Coded, ...]:
    return (_amount(match, _unit(match["unit"])),)


def cell_dose(match: Match) -> tuple[Coded, ...]:
    """A dose of cells; its unit begins with the power of ten that the words print."""
    cells, last = _unit(match["cells"]), match["last_power"]
    first = match["power"] or last
    if match["high"] and first != last:
        low = number(match["low"]) * 10 ** int(first)
        return (
            Coded(unit=cells or "cells", low=low, high=number(match["high"]) * 10 ** int(last)),
        )
    return (_amount(match, f"x10^{last} {cells}".strip()),)


def auc(match: Match) -> tuple[Coded, ...]:
    return (_amount(match, "AUC"),)


def by(code: str) -> Build:
    """The builder of a route."""
    return lambda match: (Coded(route=code),)


# --- the table --------------------------------------------------------------------------------


def _row(name: str, kind: str, begins: str, regex: str, build: Build, example: str) -> Pattern:
    spaced = regex.replace(" ", r"\s{1,3}")
    return Pattern(
        name, kind, tuple(begins.split()), re.compile(spaced, re.IGNORECASE), build, example
    )


def _route(code: str, begins: str, regex: str, example: str) -> Pattern:
    return _row(f"route {code}", ROUTE, begins, rf"\b(?:{regex})", by(code), example)


OF = rf"{S}[:#(]?{S}"
TO = rf"{S}(?:-|~|to){S}"
NO_STAGE = "".join(
    rf"(?<!{word}[\s/-])" for word in "stage stages grade phase type class group level III".split()
)
"""Before "IV": no word that makes it a number."""
UP_TO = (
    r"(?:(?:up to|at least|a (?:total|duration|period|maximum)(?: of)?|an?|about|approximately|"
    r"approx\.?|the (?:first|next|initial|subsequent)|another|additional|maximum(?: of)?) )*"
)
PATTERNS: tuple[Pattern, ...] = (
    _row(
        *("day of a numbered cycle", DAY, "cycle cycles"),
        rf"cycles?{S}(?P<cycles>{CYCLES}){S}[,:(/-]?{S}(?:on )?{DAY_WORD}\.?{OF}"
        rf"(?P<days>{listed(DAY_WORD)})",
        *(of_numbered_cycle, "cycle 1, days 1, 8 and 15"),
    ),
    _row(
        *("C1D1", DAY, "c"),
        rf"\bC(?P<cycles>\d{{1,2}}(?:-C?\d{{1,2}})?){S}[-,/]?{S}D(?:ays?)?{S}"
        rf"(?P<days>{listed('D(?:ay)?')})",
        *(of_numbered_cycle, "C1D1, 8 and 15"),
    ),
    _row(
        *("as many days as counted", DAY, COUNTING),
        rf"(?<!\d)(?P<count>{COUNT}) (?:consecutive )?days{S}(?::{S}|\({S}(?!days?|d\b)|on (?=-))"
        rf"(?P<days>{listed(DAY_WORD)})",
        *(as_many_as_counted, "3 days: -5, -4, -3"),
    ),
    _row(
        *("day", DAY, "day days d"),
        rf"{BEGIN}{DAY_WORD}\.?{OF}(?P<days>{listed(DAY_WORD)})",
        *(anchors(DAY), "days -5 to -3"),
    ),
    _row(
        *("week", DAY, "week weeks wk wks w"),
        rf"{BEGIN}{WEEK_WORD}\.?{OF}(?P<days>{listed(WEEK_WORD)})",
        *(anchors(WEEK), "weeks 0, 2 and 6"),
    ),
    _row(
        *("month", DAY, "month months"),
        rf"{BEGIN}{MONTH_WORD}{OF}(?P<days>{listed(MONTH_WORD)})",
        *(anchors(MONTH), "months 2-4"),
    ),
    _row(
        *("days before their unit", DAY, "at on"),
        rf"(?:at|on) (?P<days>0(?:{S},{S}(?:and )?| and | & )"
        rf"(?:\d{{1,2}}(?:{S},{S}(?:and )?| and | & ))*\d{{1,2}}) (?P<unit>weeks|months|days)\b",
        *(before_unit, "at 0, 2 and 6 weeks"),
    ),
    _row(
        *("every other", INTERVAL, "once every"),
        r"(?:once )?every (?:other|second|alternate) (?P<unit>day|week|month|night)\b",
        *(every_other, "every other week"),
    ),
    _row(
        *("every", INTERVAL, "once every"),
        rf"(?:once )?every (?:(?P<count>{COUNT})(?:st|nd|rd|th)?[\s-]{{0,2}})?"
        rf"(?P<unit>hour|hr|h|day|d|week|wk|month|mo|year)s?\b(?!{S}\d)"
        rf"(?![\s-]{{0,2}}(?:cycle|course)s?\b)(?!{S}(?:-|to|or){S}\d)",
        *(every, "every 3 weeks"),
    ),
    _row(
        *("every, in letters", INTERVAL, "q"),
        rf"\bq\.?{S}(?P<count>\d{{1,2}}){S}-?"
        r"(?P<unit>hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo|m)\b",
        *(every, "q12h"),
    ),
    _row("q d 21", INTERVAL, "q", r"\bq (?P<unit>d) (?P<count>\d{2})\b", every, "q d 21"),
    _row("hourly", INTERVAL, "#", r"(?P<count>\d{1,2})[\s-](?P<unit>hour)ly\b", every, "12 hourly"),
    _row(
        *("times a day", INTERVAL, f"once twice thrice {COUNTING}"),
        rf"(?<![\w.])(?P<times>once|twice|thrice|{COUNT}(?={S}(?:x|times)))(?:{S}x\b|{S}x(?=/)| times)?"
        rf"(?:{S}-?{S}(?:a |per |each |every |/{S})|[\s-])"
        r"(?P<per>day|daily|nightly|week|weekly|month|monthly)\b",
        *(times_per, "twice daily"),
    ),
    _row(
        *("Latin letters", INTERVAL, "qd bid tid qid q b t"),
        rf"\b(?:q\.?{S}d|b\.?{S}i\.?{S}d|t\.?{S}i\.?{S}d|q\.?{S}i\.?{S}d)\b",
        *(latin, "BID"),
    ),
    _row("qw", INTERVAL, "qw", r"\bqw\b", every_one(WEEK), "QW"),
    _row("qod", INTERVAL, "qod", r"\bqod\b", every_one(DAY, 2), "QOD"),
    _row(
        *("daily", INTERVAL, "daily each tablet tablets capsule capsules"),
        rf"\b(?:daily|each day|(?:tablet|capsule)s?{S}/{S}day)\b",
        *(every_one(DAY), "daily"),
    ),
    _row(
        *("weekly", INTERVAL, "weekly each"),
        r"(?<!bi-)(?<!\d-)\b(?:weekly|each week)\b",
        *(every_one(WEEK), "weekly"),
    ),
    _row(
        *("monthly", INTERVAL, "monthly each"),
        r"(?<!bi-)(?<!\d-)\b(?:monthly|each month)\b",
        *(every_one(MONTH), "monthly"),
    ),
    _row(
        *("single dose", INTERVAL, "single one"),
        r"(?:single|one[\s-]time)(?:[\s-](?:intravenous|iv|i\.v\.|subcutaneous|sc|oral|intradermal|"
        r"intramuscular|fixed|bolus))?[\s-](?:dose|infusion|injection|administration)\b",
        *(single, "single IV infusion"),
    ),
    _row(
        *("for", DURATION, "for x over during lasting"),
        rf"\b(?:for|x|over|during|lasting) {UP_TO}(?P<low>{COUNT})"
        rf"(?:{S}(?:{UNIT}s?)?{S}(?:-|~|to|or){S}(?P<high>{COUNT}))?[\s-]{{0,2}}"
        r"(?:(?:consecutive|additional|more|full|continuous|treatment|\d{1,2}-day) )?"
        rf"(?P<unit>{UNIT})s?\b",
        *(lasting, "for up to 12 weeks"),
    ),
    _row(
        *("length of an infusion", DURATION, COUNTING),
        rf"(?<![\w.-])(?P<low>{COUNT})(?:{S}(?:-|to){S}(?P<high>{COUNT}))?[\s-]{{0,2}}"
        r"(?P<unit>hr|hour|h|min|minute)s?"
        r"(?=[\s-](?:(?:continuous|intravenous|iv|i\.v\.|drip) ){0,3}(?:infusion|drip))",
        *(lasting, "30-minute IV infusion"),
    ),
    _row(
        *("consecutive days", DURATION, COUNTING),
        rf"(?<![\w.-])(?P<low>{COUNT})(?P<high>(?!))? consecutive (?P<unit>day|week)s?\b",
        *(lasting, "5 consecutive days"),
    ),
    _row(
        *("trough level", TROUGH, "trough"),
        rf"trough\b[^.;\d]{{0,60}}?[<>≤≥=~]{{0,2}}{S}(?P<low>{NUMBER})"
        rf"(?:{S}(?:{LEVEL})?{S}(?:-|to|and){S}(?P<high>{NUMBER}))?{S}(?P<unit>{LEVEL})",
        *(dose, "trough level of 8-12 ng/mL"),
    ),
    _row(
        *(
            "target level",
            TROUGH,
            "target targeted targeting goal maintain maintained level levels",
        ),
        rf"\b\w+\b(?:(?!trough)[^.;\d]){{0,60}}?(?P<low>{NUMBER}){S}(?:{LEVEL})?{S}(?:-|to|and){S}"
        rf"(?P<high>{NUMBER}){S}(?P<unit>{LEVEL})",
        *(dose, "target level of 5 to 10 ng/mL"),
    ),
    _row(
        *("dose of cells", DOSE, A_NUMBER),
        rf"{BEFORE_DOSE}(?P<low>{NUMBER})(?:{power('power')})?"
        rf"(?:{S}(?:{CELLS})?{TO}(?P<high>{NUMBER}))?{power('last_power')}(?!\d)"
        rf"(?:{S}(?P<cells>{CELLS}|/{S}kg\b))?",
        *(cell_dose, "0.5-2 x 10^6 CAR-T cells/kg"),
    ),
    _row(
        *("dose", DOSE, A_NUMBER),
        rf"{BEFORE_DOSE}(?P<low>{NUMBER})(?:{S}(?:{DOSE_UNIT})?{TO}(?P<high>{NUMBER}))?"
        rf"[\s-]{{0,2}}(?P<unit>{DOSE_UNIT})(?!{S}/{S}[md]?l\b)(?!{S}/{S}\d)(?! per m?l)",
        *(dose, "30 mg/m2/day"),
    ),
    _row(
        *("area under the curve", DOSE, "auc"),
        rf"AUC\)?\]?{S}(?:=|of|:)?{S}(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?(?![\d.]*{S}mg)",
        *(auc, "AUC 5"),
    ),
    _row("AUC behind", DOSE, "#", rf"(?P<low>{NUMBER})(?P<high>(?!))? AUC\b", auc, "2.5 AUC"),
    _route(
        "IV", "intravenous intravenously intra by", r"intra-?venous(?:ly)?\b|by vein\b", "by vein"
    ),
    _route(
        "IV",
        "i iv",
        rf"{NO_STAGE}(?<!III\sor\s)(?<!III\sand\s)(?:i\.{S}v\b|(?-i:IV)\b|iv(?=\W))",
        "i.v.",
    ),
    _route(
        *("PO", "oral orally by p po"),
        rf"oral(?:ly)?\b(?! (?:immunotherapy|food|mucosa|hygiene|care|cavity|intake))|by mouth\b|"
        rf"p\.{S}o\b|po\b",
        "by mouth",
    ),
    _route(
        *("SC", "subcutaneous subcutaneously sub subcut subq s sc sq"),
        rf"sub-?{S}cutaneous(?:ly)?\b|s\.{S}[cq]\b|s[cq]\b|sub-?q\b|subcut\b",
        "subcutaneously",
    ),
    _route(
        *("IM", "intramuscular intramuscularly intra i im"),
        rf"intra-?muscular(?:ly)?\b|i\.{S}m\b|(?-i:IM)\b",
        "intramuscularly",
    ),
    _route(
        *("IT", "intrathecal intrathecally intra it"),
        r"intra-?thecal(?:ly)?\b|(?-i:IT)\b(?= (?:on|methotrexate|cytarabine|chemo|MTX))",
        "intrathecal",
    ),
    _route(
        *("TOPICAL", "topical topically epicutaneous epicutaneously transdermal transdermally"),
        r"\w+",
        "topically",
    ),
    _route("INHALED", "inhaled inhalation inhalations nebulized nebulised", r"\w+", "inhaled"),
    _route(
        "INTRADERMAL", "intradermal intradermally intra", r"intra-?dermal(?:ly)?", "intradermal"
    ),
    _route(
        *("INTRATUMORAL", "intratumoral intratumorally intratumoural intralesional intra"),
        r"intra-?(?:tumou?ral|lesional)(?:ly)?",
        "intratumoral",
    ),
    _route(
        *("INTRAPERITONEAL", "intraperitoneal intraperitoneally intra"),
        r"intra-?peritoneal(?:ly)?",
        "intraperitoneal",
    ),
    _route(
        *("SUBLINGUAL", "sublingual sublingually sub under"),
        r"sub-?lingual(?:ly)?|under the tongue",
        "under the tongue",
    ),
    _route(
        *("OTHER", "intranasal intranasally intraarterial intrapleural intraportal intravitreal"),
        r"\w+",
        "intranasally",
    ),
    _route(
        *(
            "OTHER",
            "intracoronary intraarticular intraventricular rectal rectally vaginal vaginally",
        ),
        r"\w+",
        "rectally",
    ),
    _route(
        *("OTHER", "intra"),
        r"intra-(?:nasal|arterial|pleural|portal|vitreal|coronary|articular|ventricular)(?:ly)?",
        "intra-arterial",
    ),
)
BEGIN_WORD = re.compile(r"[A-Za-z]+|\d+(?:[.,]\d+)*")


def _by_first_word() -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in PATTERNS:
        for word in pattern.begins:
            found[word].append(pattern)
    return {word: tuple(patterns) for word, patterns in found.items()}


BY_FIRST_WORD = _by_first_word()
NONE: tuple[Pattern, ...] = ()


def readings(plain: str) -> Iterator[Reading]:
    """Every reading of a plain text; of one kind the first takes its words.

    A row is tried only where one of its first words stands, which is what makes 40 rows cheap.
    """
    taken = dict.fromkeys((DAY, INTERVAL, DURATION, DOSE, ROUTE, TROUGH), 0)
    for word in BEGIN_WORD.finditer(plain):
        first = word[0]
        key = A_NUMBER if first[0].isdigit() else first.lower()
        for pattern in BY_FIRST_WORD.get(key, NONE):
            start = word.start()
            if start < taken[pattern.kind]:
                continue
            match = pattern.regex.match(plain, start)
            coded = pattern.build(match) if match else ()
            if match and coded:
                end = start + len(match[0].rstrip(" ,;\n"))
                taken[pattern.kind] = end
                for one in coded:
                    yield Reading(pattern.kind, start, end, plain[start:end], one, pattern.name)
