"""Clauses of a record's text: lines, list items, sentences and their parts, under their heading."""

import re
from dataclasses import dataclass

BULLET = re.compile(r"\s*(?:(?:[*•·-]|\d{1,2}[.)]|[a-z][.)])\s+|(?:Day|Week)s?\s[\d, and-]{1,20}:)")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\[\"\d•*-])|(?<=[a-z)\]])\.(?=[A-Z][a-z])")
SHORT_FORM = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|vs|approx|etc|no|dr|st|max|min|resp|ca|incl|i\.v|p\.o|s\.c|q\.d|b\.i\.d)"
    r"|^\s*\d{1,2})\.$",
    re.IGNORECASE,
)
PART_END = re.compile(r";\s*|\s[•·]\s")
HEADING_LENGTH = 80


@dataclass(frozen=True)
class Clause:
    """A part of a sentence.

    Attributes:
        line, sentence: numbers in the text, by which clauses know their neighbours.
        heading: start and end of the line that it stands under; empty where there is none.
    """

    start: int
    end: int
    line: int
    sentence: int
    heading: tuple[int, int] = (0, 0)


def clauses(plain: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    heading, below = (0, 0), False
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", _joined(plain))]
    lines = [(start, end) for start, end in lines if plain[start:end].strip()]
    sentence = 0
    for number, (start, end) in enumerate(lines):
        is_item = BULLET.match(plain, start) is not None
        after = (
            plain[lines[number + 1][0] : lines[number + 1][1]] if number + 1 < len(lines) else ""
        )
        if _is_heading(plain[start:end], is_item, after):
            heading, below = (start, end), False
        elif not is_item and below:
            heading = (0, 0)
        for first, last in _sentences(plain, start, end):
            sentence += 1
            under = heading if heading != (start, end) else (0, 0)
            found += [
                Clause(one, other, number, sentence, under)
                for one, other in _parts(plain, first, last)
            ]
        below = below or (heading != (start, end) and heading != (0, 0))
    return tuple(found)


def _joined(plain: str) -> str:
    """The text with line breaks taken out that stand between a unit and its number."""
    return re.sub(r"(?<=[a-z])\n{1,2}(?=\d+ (?:to|-|and) )", lambda gap: " " * len(gap[0]), plain)


def _is_heading(line: str, is_item: bool, after: str) -> bool:
    line = line.strip()
    if len(line) > HEADING_LENGTH or not after:
        return False
    if line.endswith(":"):
        return True
    return not is_item and not line.endswith(".") and BULLET.match(after) is not None


def _sentences(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    begin = start
    for match in SENTENCE_END.finditer(plain, start, end):
        if not SHORT_FORM.search(plain[begin : match.start() + (plain[match.start()] == ".")]):
            found.append((begin, match.end()))
            begin = match.end()
    return [*found, (begin, end)]


def _parts(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts of a sentence between semicolons; those in brackets part nothing."""
    found = []
    begin = start
    for match in PART_END.finditer(plain, start, end):
        before = plain[begin : match.start()]
        if _closed(before):
            found.append((begin, match.end()))
            begin = match.end()
    return [part for part in (*found, (begin, end)) if plain[part[0] : part[1]].strip()]


def _closed(text: str) -> bool:
    return text.count("(") <= text.count(")") and text.count("[") <= text.count("]")
