"""Signs that a day is one of treatment: words of giving beside it, and none of looking."""

import re
from collections import defaultdict

STEMS_OF_GIVING = """
receiv given give giving administ adminstered infus inject take taken takes taking treat treats
treated dosed dosing start begin beg commenc initiat added deliver applied undergo underwent
transplanted reinfus consisting vaccinated immunized immunised prescribed continu ingest
"""
STEMS_OF_LOOKING = """
biops visit assess evaluat measur sampl draw drawn imaging scan mri echocardio challenge diary
diaries questionnaire survey score endpoint outcome response remission progression surviv relapse
diagnos screen enrol eligib randomi monitor endoscop aspirat discharge return observ record report
analy examin primary secondary efficacy determin compare compari mrd chimerism engraft toxicit dlt
hospitali contact crossover recover discontinu stop withdraw washout improv escalat delay without
pregnan neutrophil mortality reduction pharmacokinetic characteri collect defin surg resect operat
review prostatectomy cystectomy gastrectomy disease
"""
WHOLE_WORDS = ("give", "take", "takes", "treat", "treats", "start", "begin", "beg", "draw", "scan")
"""Stems that are nearly words: three letters more may follow."""
PHRASES_OF_LOOKING = re.compile(
    r"follow(?:ed)?[\s-]?ups?\b|followed\s(?:for|until|through|up)\b|"
    r"(?:(?<=\sbe\s)|(?<=\sare\s)|(?<=\sis\s))followed\b(?!\sby\s(?!(?:tele)?phone))|blood\s(?:draw|sampl|test|work|"
    r"collect|level)|tests?\b|tested\b|testing\b|calls?\b|ask(?:ed|s)?\b|check\w*|cross\sover|"
    r"wash-out|chang(?:e|es|ed)\b|not\sreceive|no\s(?:treatment|drug)|platelet\s(?:count|recovery)|"
    r"leave\b|last\s(?:dose|day)",
    re.IGNORECASE,
)
FIRST_WORDS = """
follow followed blood test tests tested testing call calls ask asked asks check checks checked cross
wash change changes changed not no platelet leave last
"""
FIRST_OF_PHRASES = frozenset(FIRST_WORDS.split())
EARLIER = re.compile(
    r"\bwho\s(?:have\s|had\s|has\s)?(?:previously\s)?(?:received|took|were\streated|completed|"
    r"participated|tolerate\w*|respond\w*|do\snot|did\snot)\b|\bpreviously\s(?:received|treated|given)"
    r"\b|\bprior\sto\s(?:receiving|starting|initiat\w+|administration)\b",
    re.IGNORECASE,
)
"""Treatment of an earlier time: only another word of giving makes it one of this arm."""
ELSEWHERE = re.compile(
    r"\bin\s(?:the\s)?(?:pivotal|parent|core|previous|prior|feeder|original|base|preceding|"
    r"randomi[sz]ed|phase\s\w+)\s(?:study|trial)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"(?:\b(?:until|till|untill|(?<!followed\s)by|before|prior\sto|after|within|up\sto|through|thru|past|"
    r"than|since|between|around|to|(?<!end\s)(?<!evening\s)(?<!morning\s)(?<!night\s)of|post|beyond|except|if|defines?|defined\sas|being|is|"
    r"was|considered|called|designated|off|rest|break)|[<>≥≤])[\s(]*(?:the\s|about\s|approximately\s|"
    r"study\s|treatment\s|postoperative\s|post-?transplant\s|end\sof\s)*\(?\s*$",
    re.IGNORECASE,
)
"""Before an anchor: it bounds something and is no day of giving."""
BEHIND = re.compile(
    r"\s(?:to|through|until)\s(?:weeks?|months?)\s?\d|"
    r"[\s)\],]{0,3}(?:\([^)]{0,30}\)\s?)?(?:(?:a|an|the|for)\s)?(?:visit|follow(?:-|\s)?up|assess|evaluat|biops|scan|"
    r"imaging|sampl|(?:bone\s)?marrow\s(?:biopsy|aspirat|exam|evaluat)|physical\sexam|blood|test|progression|response|surviv|"
    r"mortality|engraft|chimerism|MRD|outcome|time\s?point|efficacy|safety|data|analys|interim|"
    r"results?|score|change|questionnaire|if\s|unless\s|or\suntil|to\sassess|to\sevaluat|"
    r"of\s(?:(?:the|each|every|that|first)\s)?weeks?\b|off\b|rest\b|[^.;]{0,50}\bmust\b)",
    re.IGNORECASE,
)
"""Behind an anchor: it is a day of looking."""
STARTS = re.compile(
    r"\b(?:start(?:ing|s|ed)?|begin(?:ning|s)?|beg[au]n|commenc\w+|from|initiat\w+|onset)\s*"
    r"(?:(?:on|at|with|from|in|of|the|study)\s)*\(?$|"
    r"\b(?:start|begin|initiate|resume)s?\s(?:receiving|taking|treatment|therapy|dosing)\b"
    r"[^.;,]{0,60}\s(?:on|at|in)\s$",
    re.IGNORECASE,
)
"""Before a day: treatment starts on it, "starting on day 8", "start receiving X at week 24"."""
AGAIN = re.compile(r"\band\s(?:again\s)?on\s", re.IGNORECASE)
"""Within a list of days of which each is a start, "beginning on day 1 and again on day 15"."""
GOES_ON = re.compile(
    r"[\s)]{0,2}(?:onwards?\b|and\s(?:onwards?|thereafter|beyond|continu\w+)\b|until\s(?!day|week)|"
    r"till\s(?!day|week)|through\s(?:the\s)?end|to\s(?:disease\s)?progression)|"
    r"^\+(?!\s?[\dA-Za-z])",
    re.IGNORECASE,
)
GOES_TO = re.compile(
    r"[\s,]*(?:and\s)?(?:continu\w+|end(?:ing|s|ed)?|finish\w+)\s(?:[\w-]+\s){0,4}?"
    r"(?:to|until|till|through|on|at)\s(?:[\w-]+\s)?",
    re.IGNORECASE,
)
"""Between the day on which treatment starts and the one on which it ends."""
WORD = re.compile(r"[A-Za-z]+")
NO_GIVING = re.compile(r"tak\w+\s(?:place|part)\b", re.IGNORECASE)
"""Words that begin as one of giving and are none."""
UNDERGO_REACH = 50
"""Signs between "undergo" and what is undergone."""


def _by_head(stems: str) -> dict[str, tuple[str, ...]]:
    """First three letters -> stems, so that a word is held against few of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for stem in stems.split():
        found[stem[:3]].append(stem)
    return {head: tuple(each) for head, each in found.items()}


GIVING = _by_head(STEMS_OF_GIVING)
LOOKING = _by_head(STEMS_OF_LOOKING)


def _begins(word: str, stems: dict[str, tuple[str, ...]]) -> bool:
    return any(
        word.startswith(stem) and (stem not in WHOLE_WORDS or len(word) <= len(stem) + 3)
        for stem in stems.get(word[:3], ())
    )


def signs(plain: str, start: int, end: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Places of words of giving, and of words of looking, in a span of a text."""
    giving: list[int] = []
    looking: list[int] = []
    for match in WORD.finditer(plain, start, end):
        word, place = match[0].lower(), match.start()
        phrase = word in FIRST_OF_PHRASES and PHRASES_OF_LOOKING.match(plain, place)
        if phrase or _begins(word, LOOKING):
            looking.append(place)
        elif _begins(word, GIVING) and not NO_GIVING.match(plain, place):
            giving.append(place)
    return tuple(place for place in giving if not _is_looked_at(plain, place, looking)), tuple(
        looking
    )


def _is_looked_at(plain: str, place: int, looking: list[int]) -> bool:
    """Says whether a word of giving is of looking: "undergo a scan"."""
    near = any(0 < other - place < UNDERGO_REACH for other in looking)
    return near and plain[place : place + 5].lower() == "under"


def earlier(plain: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Spans of words that tell of treatment before the trial."""
    return tuple(match.span() for match in EARLIER.finditer(plain, start, end))


def is_elsewhere(after: str) -> bool:
    """Says whether the words behind a day place it in another trial than this."""
    found = ELSEWHERE.search(after)
    return found is not None and "will" not in after[: found.start()]


def bounds(before: str, after: str) -> bool:
    """Says whether the words at a day's sides make it a bound or a day of looking."""
    return BEFORE.search(before[-40:]) is not None or looks_behind(after)


def looks_behind(after: str) -> bool:
    return BEHIND.match(after[:60]) is not None


def is_open(before: str, after: str) -> bool:
    """Says whether treatment goes on from the day."""
    return STARTS.search(before[-100:]) is not None or GOES_ON.match(after[:40]) is not None
