"""The table of patterns: how records write days, intervals, durations, doses, routes, troughs.

A row is a name, the kind of reading, the words that it begins with, a regex, the function that
codes its match, and an example; the examples are tested. A space in a row's regex stands for one
to three signs of white space, ``{S}`` for none to three. Patterns read plain text (``plain_text``)
and facts alone: whose they are, and whether a day is one of treatment, is read by
``arm_schedule``.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from data.schedules.builders import (
    Build,
    anchors,
    as_many_as_counted,
    auc,
    before_unit,
    by,
    cell_dose,
    dose,
    every,
    every_one,
    every_other,
    lasting,
    latin,
    of_numbered_cycle,
    signed,
    single,
    times_per,
    window,
)
from data.schedules.counts import COUNT, COUNTS, NUMBER, UNIT
from data.schedules.cycles import CYCLES
from data.schedules.days import NOT_BEFORE, S, listed
from data.schedules.readings import (
    DAY,
    DOSE,
    DURATION,
    INTERVAL,
    MONTH,
    ROUTE,
    TROUGH,
    WEEK,
    Coded,
    Reading,
)

A_NUMBER, A_SIGN = "#", "+-"
"""Stand for every number, and for every sign before one, among the words that a row begins with."""
COUNTING = f"{A_NUMBER} {' '.join(COUNTS)}"


@dataclass(frozen=True)
class Pattern:
    """One row of the table."""

    name: str
    kind: str
    begins: tuple[str, ...]
    regex: re.Pattern[str]
    build: Build
    example: str


LOOK_BEHIND = re.compile(r"\(\?<[!=][^()]*\)")
"""It has one width: a space in it is one sign."""


def _row(name: str, kind: str, begins: str, regex: str, build: Build, example: str) -> Pattern:
    fixed = LOOK_BEHIND.sub(lambda match: match[0].replace(" ", r"\s"), regex)
    whole = re.compile(fixed.replace(" ", r"\s{1,3}"), re.IGNORECASE)
    return Pattern(name, kind, tuple(begins.split()), whole, build, example)


def _route(code: str, begins: str, regex: str, example: str) -> Pattern:
    return _row(f"route {code}", ROUTE, begins, rf"\b(?:{regex})", by(code), example)


def _not_behind(words: str, gap: str) -> str:
    """Regex of a place that none of some words stands before."""
    return "".join(rf"(?<!{word}{gap})" for word in words.split())


# --- parts of the regexes ---------------------------------------------------------------------

DAY_WORD = rf"(?:{NOT_BEFORE}days|day|d(?=\.?{S}[-+]?\d))"
WEEK_WORD = rf"(?:{NOT_BEFORE}weeks|week|{NOT_BEFORE}wks|wk|w(?=\d))"
MONTH_WORD = rf"(?:{NOT_BEFORE}months|month)"
NAMES = "vitamin vit cyclin dopamine type group arm cohort part hepatitis stage step q"
BEGIN = r"(?<![\w/])" + _not_behind(NAMES, r"\s")
"""Before a unit of days: no word that makes "D 1" a name."""
NO_SURGERY = r"(?! (?:lymph|gastrect|dissect|radical|resect|recept))"
"""Behind "D2": it is no extent of an operation and no receptor."""
SIGNED_ALONE = "signed days alone"
"""Name of the row for "BU 3.2 mg/kg -7 to -5", which is one of days behind a dose only."""
SIGNED_DAY = r"[-+]\d{1,3}(?!\d|\.\d)d?"
SIGNED_NEXT = rf"(?:{S}(?:-|~|to){S}|{S},{S}|{S}and{S}|\s)"
OF = rf"{S}[:#(]?{S}"
TO = rf"{S}(?:-|~|to){S}"
LIST = rf"(?:{S},{S}(?:and )?| and | & )"
UP_TO = (
    r"(?:(?:up to|at least|a (?:total|duration|period|maximum)(?: of)?|an?|about|approximately|"
    r"approx\.?|the (?:first|next|initial|subsequent|following|last)|another|additional|"
    r"maximum(?: of)?) )*"
)
NOT_LASTING = r"(?<![\w.-])" + _not_behind("within in last past than least", r"\s")
MASS = (
    r"(?:mg|mcg|ug|ng|kg|g|grams?|milligrams?|micrograms?|million units|IU|MIU|units?|U|ml|"
    r"[MG]Bq|mCi|microcuries|c?Gy|mmol|mEq|JAU|BAU|tablets?|capsules?|puffs?|drops?)"
)
PER = (
    r"(?:kg|m2|m\^2|sqm|m 2|square met(?:er|re)|day|d|dose|hours?|hr|h|min|week|wk|bw|"
    r"body weight|fraction|kilograms?|met(?:er|re)s? squared|millilit(?:er|re))"
)
DOSE_UNIT = rf"{MASS}\b(?:(?:{S}/{S}| per ){PER}(?: body weight| bw)?\b(?!{S}/{S}m?l)){{0,3}}"
NO_STRENGTH = (
    rf"(?!{S}/{S}[md]?l\b)(?!{S}/{S}\d)(?! per (?:\d|m?l))"
    r"(?! (?:vial|liquid|syringe|sterile|prefilled|of (?:sterile|saline|water|normal|0\.9)))"
)
"""Behind an amount: it is no concentration and no content of a vial."""
BEFORE_DOSE = (
    r"(?<!more than )(?<!less than )(?<!per )(?<!/ )(?<![\d.^/_])(?!(?<=\d )000)(?<!\d:)"
    r"(?:(?<![A-Za-z])|(?<=[a-z]{4})|(?<=\dx))"
)
"""Before a dose: no number goes on, and no name ("B12") that it is part of."""
CELLS = (
    rf"(?:[\w+-]+ ){{0,4}}?cells?\b(?:{S}/{S}(?:kg|kilogram)\b| per (?:kg|kilogram)\b)?"
    rf"(?:{S}(?:body weight|bw)\b)?"
)
LEVEL = rf"(?:ng|mcg|ug|mg|g){S}/{S}(?:ml|dl|l)\b"
NO_STAGE = _not_behind("stage stages grade phase type class group level III", r"[\s/-]")
"""Before "IV": no word that makes it a number."""


def _power(name: str) -> str:
    """Regex of "x 10^6", its superscript lost or not."""
    return rf"{S}[x*]{S}10{S}[\^e]?{S}\(?(?P<{name}>1[0-2]|[3-9])\)?"


# --- the table --------------------------------------------------------------------------------

PATTERNS: tuple[Pattern, ...] = (
    _row(
        *("day of a numbered cycle", DAY, "cycle cycles"),
        rf"cycles?{S}(?P<cycles>{CYCLES})(?P<more>\+)?{S}[,:(/-]?{S}(?:on )?{DAY_WORD}\.?{OF}"
        rf"(?P<days>{listed(DAY_WORD)})",
        *(of_numbered_cycle, "cycle 1, days 1, 8 and 15"),
    ),
    _row(
        *("C1D1", DAY, "c"),
        rf"\bC(?P<cycles>\d{{1,2}}(?:-C?\d{{1,2}})?)(?P<more>\+)?{S}[-,/]?{S}D(?:ays?)?{S}"
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
        *("window for a start", DAY, "between"),
        rf"between (?P<unit>day|week|month)s?{S}(?P<first>[-+]?\d{{1,3}}) and "
        rf"(?:(?:day|week|month)s?{S})?(?P<last>[-+]?\d{{1,3}})(?!\d|\.\d|%|{S}(?:hours?|h)\b)",
        *(window, "started between day +30 and day +100"),
    ),
    _row(
        *("days before their cycle", DAY, A_NUMBER),
        rf"(?<![\d.-])(?P<days>1{TO}\d{{1,2}}){S}days?"
        r"(?= (?:of|in|per) (?:each|every|an?) [^.;]{0,20}cycle)",
        *(anchors(DAY), "1-14 days of every 3-week cycle"),
    ),
    _row(
        *("day", DAY, "day days d"),
        rf"{BEGIN}{DAY_WORD}\.?{OF}(?P<days>{listed(DAY_WORD)}){NO_SURGERY}",
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
        rf"(?:at|on) (?P<days>0{LIST}(?:\d{{1,2}}{LIST})*\d{{1,2}}) "
        r"(?P<unit>weeks|months|days)\b",
        *(before_unit, "at 0, 2 and 6 weeks"),
    ),
    _row(
        *(SIGNED_ALONE, DAY, A_SIGN),
        rf"(?P<days>{SIGNED_DAY}(?:{SIGNED_NEXT}{SIGNED_DAY}){{0,12}})(?![\w%]|\s?/|\.\d)",
        *(signed, "-7 to -5"),
    ),
    _row(
        *("every other", INTERVAL, "once every"),
        r"(?:once )?every (?:other|second|alternate) (?P<unit>day|week|month|night)\b",
        *(every_other, "every other week"),
    ),
    _row(
        *("every", INTERVAL, "once every ever onceevery"),
        rf"(?:once{S})?every? (?:(?P<count>{COUNT})(?:st|nd|rd|th)?"
        rf"(?:{S}(?P<joint>to|or|-){S}(?P<high>{COUNT}))?[\s-]{{0,2}})?"
        rf"(?P<unit>hour|hr|h|day|d|week|wk|month|mo|year)s?\b(?!{S}\d)"
        r"(?![\s-]{0,2}(?:cycle|course)s?\b)",
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
        rf"(?<![\w.])(?P<times>once|twice|thrice|{COUNT}(?={S}(?:x|times)))"
        rf"(?:{S}x\b|{S}x(?=/)| times)?"
        rf"(?:{S}-?{S}(?:a |per |each |every |/{S})|[\s-])"
        r"(?P<per>day|daily|nightly|week|weekly|month|monthly)\b",
        *(times_per, "twice daily"),
    ),
    _row(
        *("times a week", INTERVAL, A_NUMBER),
        rf"(?<![\w.])(?P<times>\d{{1,2}}) (?:fractions|days|sessions|doses|times)"
        rf"(?: (?:a|per|each|every) |{S}/{S})(?P<per>day|week)\b",
        *(times_per, "5 fractions per week"),
    ),
    _row("one a day", INTERVAL, "one", r"one a (?P<unit>day)(?P<count>)\b", every, "one a day"),
    _row(
        *("once", INTERVAL, "once"),
        rf"once(?={S}(?:[.,;)]|$)| (?:administered|only|on (?:day|the))\b)",
        *(single, "given once."),
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
        r"\b(?:(?<!maximum )daily(?! (?:symptom|diar|activit|life|living))|each day|"
        rf"(?:tablet|capsule)s?{S}/{S}day)\b",
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
        r"(?=[\s-](?:(?:continuous|intravenous|iv|i\.v\.|drip|\(iv\)) ){0,3}(?:infusion|drip))",
        *(lasting, "30-minute IV infusion"),
    ),
    _row(
        *("days of an agent", DURATION, COUNTING),
        rf"{NOT_LASTING}(?P<low>{COUNT})(?P<high>(?!))? (?P<unit>day|week|month|year)s"
        r"(?= of (?!age|life|the |each|a |screening|enrol|diagnos|rest|interval)|"
        r" (?:of )?(?:treatment|therapy)\b)",
        *(lasting, "28 days of venetoclax"),
    ),
    _row(
        *("up to", DURATION, "up"),
        rf"up to ~?(?P<low>{COUNT})(?P<high>(?!))?[\s-](?P<unit>week|month|year|cycle)s?\b"
        r"(?! (?:after|before|prior|follow|post|of age))",
        *(lasting, "up to 1 year"),
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
        *("target level", TROUGH, "target targeted targeting goal maintain maintained level"),
        rf"\b\w+\b(?:(?!trough)[^.;\d]){{0,60}}?(?P<low>{NUMBER}){S}(?:{LEVEL})?{S}(?:-|to|and){S}"
        rf"(?P<high>{NUMBER}){S}(?P<unit>{LEVEL})",
        *(dose, "target level of 5 to 10 ng/mL"),
    ),
    _row(
        *("dose of cells", DOSE, A_NUMBER),
        rf"{BEFORE_DOSE}(?P<low>{NUMBER})(?:{_power('power')})?"
        rf"(?:{S}(?:{CELLS})?{TO}(?P<high>{NUMBER}))?{_power('last_power')}(?!\d)"
        rf"(?:{S}(?P<cells>{CELLS}|{DOSE_UNIT}|/{S}kg\b))?(?!{S}/{S}l\b)",
        *(cell_dose, "0.5-2 x 10^6 CAR-T cells/kg"),
    ),
    _row(
        *("number of cells", DOSE, A_NUMBER),
        rf"{BEFORE_DOSE}(?P<low>{NUMBER})(?P<high>(?!))? ?"
        rf"(?P<unit>(?:million|billion) cells?\b(?:{S}/{S}kg\b)?|cells?{S}/{S}kg\b)",
        *(dose, "2000000 cells/kg"),
    ),
    _row(
        *("power of ten in letters", DOSE, A_NUMBER),
        rf"{BEFORE_DOSE}(?P<low>\d(?:\.\d)?)(?P<high>)(?P<power>)E(?P<last_power>[5-9]|1[01])\b"
        rf"(?:{S}(?P<cells>{CELLS}))?",
        *(cell_dose, "2E8 cells/kg"),
    ),
    _row(
        *("dose", DOSE, A_NUMBER),
        rf"{BEFORE_DOSE}(?:(?P<other>{NUMBER}) or )?(?P<low>{NUMBER})"
        rf"(?:{S}(?:{DOSE_UNIT})?(?:{TO}| up to )(?P<high>{NUMBER}))?"
        rf"[\s-]{{0,2}}(?P<unit>{DOSE_UNIT}){NO_STRENGTH}",
        *(dose, "30 mg/m2/day"),
    ),
    _row(
        *("area under the curve", DOSE, "auc"),
        rf"AUC\)?\]?{S}(?:=|of|:)?{S}(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?(?![\d.]*{S}mg)",
        *(auc, "AUC 5"),
    ),
    _row("AUC behind", DOSE, "#", rf"(?P<low>{NUMBER})(?P<high>(?!))? AUC\b", auc, "2.5 AUC"),
    _route(
        "IV", "intravenous intravenously intra by", r"intra-?venous(?:ly)?\b|by vein", "by vein"
    ),
    _route(
        *("IV", "central peripherally picc"),
        r"(?:(?:peripherally inserted )?central (?:venous )?(?:access )?catheter|PICC)\b"
        r"(?! \(PICC)",
        "central venous catheter",
    ),
    _route(
        "IV",
        "i iv",
        rf"{NO_STAGE}(?<!III\sor\s)(?<!III\sand\s)(?:i\.{S}v\b|(?-i:IV)\b|iv(?=\W))"
        r"(?! (?:dose-escal|cohort|administration set|line|access|catheter))",
        "i.v.",
    ),
    _route(
        *("PO", "oral orally by p po"),
        rf"oral(?:ly)?\b(?! (?:food|mucosa|hygiene|care|cavity|intake))|by mouth\b|"
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
        *("OTHER", "intracerebroventricular intracerebroventricularly icv intracranial"),
        r"(?:intracerebr|intracran)\w+|(?-i:ICV)",
        "intracerebroventricular",
    ),
    _route("OTHER", "nasogastric nasojejunal", r"naso\w+ tube", "nasogastric tube"),
    _route(
        *(
            "OTHER",
            "intracoronary intraarticular intracerebral intraventricular rectally vaginally",
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
NO_WORD = ("", " ", ",", ";", "(")
"""Before the sign of a day: the sign is no hyphen."""
BEGIN_WORD = re.compile(r"([A-Za-z]+)|\d+(?:[.,]\d+)*")


def _by_first_word() -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for pattern in PATTERNS:
        for word in pattern.begins:
            found[word].append(pattern)
    return {word: tuple(patterns) for word, patterns in found.items()}


BY_FIRST_WORD = _by_first_word()
NONE: tuple[Pattern, ...] = ()


def _is_said_again(plain: str, before: Reading | None, start: int, coded: Coded) -> bool:
    """Says whether words only shorten those before them, "intravenous (IV)"."""
    if before is None or before.coded != coded:
        return False
    return plain[before.end : start].strip() in ("(", "(i.e.")


def readings(plain: str) -> Iterator[Reading]:
    """Every reading of a plain text; of one kind the first takes its words.

    A row is tried only where one of its first words stands, which is what makes 50 rows cheap.
    """
    last: dict[str, Reading] = {}
    for word in BEGIN_WORD.finditer(plain):
        start = word.start()
        key = word[0].lower() if word[1] else A_NUMBER
        if not word[1] and _is_signed(plain, start):
            key, start = A_SIGN, start - 1
        for pattern in BY_FIRST_WORD.get(key, NONE):
            before = last.get(pattern.kind)
            if before is not None and start < before.end:
                continue
            match = pattern.regex.match(plain, start)
            coded = pattern.build(match) if match else ()
            if match is None or not coded or _is_said_again(plain, before, start, coded[0]):
                continue
            end = start + len(match[0].rstrip(" ,;\n"))
            for one in coded:
                reading = Reading(pattern.kind, start, end, plain[start:end], one, pattern.name)
                last[pattern.kind] = reading
                yield reading


def _is_signed(plain: str, start: int) -> bool:
    """Says whether a number has a sign before it that is no hyphen."""
    return plain[start - 1 : start] in ("+", "-") and plain[start - 2 : start - 1] in NO_WORD
