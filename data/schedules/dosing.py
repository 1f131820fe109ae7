"""Signs that a day is one of treatment: words of giving beside it, and none of looking."""

import re

GIVING = re.compile(
    r"\b(?:receiv\w*|given|giv(?:e|es|ing)|administ\w+|adminstered|infus\w+|inject\w+|take[ns]?|"
    r"taking|treated|treat|dosed|dosing|doses?\sof|start\w*|begin\w*|commenc\w+|initiat\w+|added|"
    r"deliver\w*|applied|undergo\w*|underwent|transplanted|reinfus\w*|consist\w*\sof|consisting|"
    r"vaccinat\w+|immuni[sz]ed|prescribed|continu\w+|ingest\w*|repeat\w*)\b",
    re.IGNORECASE,
)
WHO_HAD = (
    r"who\s(?:have\s|had\s|has\s)?(?:previously\s)?(?:received|took|were\streated|completed|"
    r"participated|tolerate\w*|respond\w*|do\snot|did\snot)|previously\s(?:received|treated|given)|"
    r"prior\sto\s(?:receiving|starting|initiat\w+|administration)"
)
ASIDE = re.compile(
    rf"\b(?:{WHO_HAD}|biops\w+|visits?|follow(?:ed)?[\s-]?ups?|followed\s(?:for|until|through|up)|"
    r"assess\w*|evaluat\w+|measur\w+|blood\s(?:draws?|samples?|tests?|testing|work|collection)|"
    r"samples?|sampling|draws?|drawn|imaging|scans?|MRI|echocardio\w+|challenges?|diar(?:y|ies)|"
    r"questionnaires?|surveys?|scores?|endpoints?|outcomes?|responses?|remission|progression|"
    r"surviv\w+|relapse[ds]?|diagnos\w+|screen\w*|enrol\w*|eligib\w+|randomi[sz]\w+|baseline|"
    r"monitor\w*|test(?:s|ed|ing)?|endoscop\w+|aspirat\w+|discharge[ds]?|return\w*|observ\w+|"
    r"record\w*|report\w*|analy[sz]\w+|examin\w+|primary|efficacy|determine\w*|compar(?:e|ed|ison)|"
    r"MRD|chimerism|engraft\w+|toxicit\w+|DLTs?|hospitali[sz]\w+|call(?:s|ed)?|contact\w*|ask\w*|"
    r"check\w*|crossover|cross\sover|recover\w*|discontinu\w+|stop\w*|withdraw\w*|wash-?out|"
    r"change[ds]?|reduc\w+|improv\w+|escalat\w+|delay\w*|without|not\sreceive|no\s(?:treatment|"
    r"drug)|pregnan\w+|count\s(?:on|at)|leave|neutrophil|platelet\s(?:count|recovery))\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"(?:\b(?:until|till|untill|by|before|prior\sto|after|within|up\sto|through|thru|past|following|"
    r"than|since|between|around|to|of|post|beyond|except|if)|[<>≥≤=])\s*(?:the\s|about\s|"
    r"approximately\s|study\s|end\sof\s)*\(?\s*$",
    re.IGNORECASE,
)
"""Before an anchor: it bounds something and is no day of giving."""
BEHIND = re.compile(
    r"[\s)\],]{0,3}(?:\([^)]{0,20}\)\s?)?(?:visit|follow|assess|evaluat|biops|scan|imaging|sampl|"
    r"bone\smarrow\s(?:biopsy|aspirat|exam)|blood|test|progression|response|surviv|mortality|"
    r"engraft|chimerism|MRD|outcome|time\s?point|efficacy|safety|data|analys|interim|results?|"
    r"score|change|questionnaire|if\s|unless\s|or\suntil|follow-up)",
    re.IGNORECASE,
)
"""Behind an anchor: it is a day of looking."""
STARTS = re.compile(
    r"\b(?:start(?:ing|s|ed)?|begin(?:ning|s)?|beg[au]n|commenc\w+|from|initiat\w+|onset)\s*"
    r"(?:(?:on|at|with|from|in|of|the)\s)*\(?$",
    re.IGNORECASE,
)
GOES_ON = re.compile(
    r"[\s)]{0,2}(?:onwards?\b|and\s(?:onwards?|thereafter|beyond|continu\w+)\b|until\s(?!day|week)|"
    r"till\s(?!day|week)|through\s(?:the\s)?end|to\s(?:disease\s)?progression|\+(?!\s?\d))",
    re.IGNORECASE,
)


def gives(text: str) -> bool:
    return GIVING.search(text) is not None


def bounds(before: str, after: str) -> bool:
    """Says whether the words at a day's sides make it a bound or a day of looking."""
    return BEFORE.search(before[-40:]) is not None or BEHIND.match(after[:60]) is not None


def is_open(before: str, after: str) -> bool:
    """Says whether treatment goes on from the day."""
    return STARTS.search(before[-40:]) is not None or GOES_ON.match(after[:40]) is not None
