"""Every place in the running text leads to a paragraph and a sentence that are there."""

import csv
import re
from pathlib import Path

import pytest

from data.store import RAW

SENTENCES = {
    "abstract": (6,),
    "introduction": (6, 6, 4, 4, 6, 4),
    "section on hematopoietic chimerism": (4, 4, 4, 13, 20, 13, 14, 12),
    "section on improving islet transplant outcomes": (3, 5, 8, 4),
    "section on T1D": (5, 11, 6, 4),
    "section on T2D": (5, 5, 11, 6),
    "conclusions": (8, 6, 4, 4),
}
"""Section of the review -> how many sentences each of its paragraphs has, counted by hand."""

PARAGRAPHS_OF = {
    "opening on the centre's trials": {3},
    "1994-96 trial": {4},
    "1998 trial": {5},
    "2000 trial": {6},
    "2005-07 trial": {7},
    "trial [56, 57]": {2, 3},
    "trial [58]": {4},
    "trial [59]": {2},
    "trial [60]": {3},
}
"""The help to the eye between section and number -> the paragraphs it may be."""

WHOLE_PARAGRAPHS = {"paragraphs-stand-twice"}
"""Notes on whole paragraphs, which name no sentence."""

PLACE = re.compile(
    r"Text, (?P<section>abstract|introduction|conclusions|section on [^,]+?)(, (?P<help>.+?))?"
    r", paragraph (?P<paragraph>\d+), (?P<sentences>sentences? .+?)( \([^()]+\))?"
)
NUMBERS = re.compile(r"sentence (\d+)|sentences (\d+)(?: to (\d+)|(?:, \d+)* and (\d+))")


def problem(place: str) -> str:
    """Says why a place in the text leads nowhere; empty where it leads somewhere."""
    found = PLACE.fullmatch(place)
    if not found or not NUMBERS.fullmatch(found["sentences"]):
        return "no paragraph and sentence"
    if found["section"] not in SENTENCES:
        return "no such section"
    paragraph = int(found["paragraph"])
    if not 1 <= paragraph <= len(SENTENCES[found["section"]]):
        return "no such paragraph"
    if paragraph not in PARAGRAPHS_OF.get(found["help"] or "", {paragraph}):
        return "another paragraph than its name says"
    numbers = [int(number) for number in re.findall(r"\d+", found["sentences"])]
    if numbers != sorted(set(numbers)):
        return "sentences out of order"
    in_paragraph = SENTENCES[found["section"]][paragraph - 1]
    return "" if numbers[0] >= 1 and numbers[-1] <= in_paragraph else "no such sentence"


def places() -> list[tuple[str, str, str]]:
    """(file, key of the row, place) of every part of a locator that begins with Text."""
    found = []
    for path in sorted(Path(RAW).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                key = next(iter(row.values()))
                parts = row.get("locator", "").split("; ")
                found += [(path.stem, key, part) for part in parts if "Text" in part]
    return found


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Text, section on T2D, trial [60], paragraph 3, sentence 11", ""),
        ("Text, section on T1D, trial [56, 57], paragraph 2, sentences 2, 5 and 7", ""),
        ("Text, section on T1D, trial [56, 57], paragraph 3, sentences 3 to 5", ""),
        ("Text, conclusions, paragraph 1, sentence 1 (on challenges)", ""),
        ("Text, section on T2D, trial [60], paragraph 3, sentence 12", "no such sentence"),
        ("Text, section on T2D, paragraph 5, sentence 1", "no such paragraph"),
        ("Text, section on mice, paragraph 1, sentence 1", "no such section"),
        ("Text, section on T2D, paragraph 1, sentence 0", "no such sentence"),
        ("Text, section on T2D, paragraph 1, sentences 4 to 2", "sentences out of order"),
        (
            "Text, section on hematopoietic chimerism, 1998 trial, paragraph 6, sentence 1",
            "another paragraph than its name says",
        ),
        ("Text, section on T2D, trial [60]", "no paragraph and sentence"),
        ("Text", "no paragraph and sentence"),
        ("lymphodepletion also in Text, section on T2D", "no paragraph and sentence"),
    ],
)
def test_a_place_without_a_sentence_is_found(place: str, expected: str) -> None:
    assert problem(place) == expected


def test_every_place_in_the_text_leads_to_a_sentence() -> None:
    found = places()
    assert len(found) > 300
    wrong = [(*row, problem(row[2])) for row in found if row[1] not in WHOLE_PARAGRAPHS]
    assert [row for row in wrong if row[3]] == []


@pytest.mark.parametrize("words", ["not stated", "by definition", "not printed", "none stated"])
def test_a_printed_cell_is_print_or_empty(words: str) -> None:
    """No source prints these words; a page says them where a cell is empty."""
    said = []
    for path in sorted(Path(RAW).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells = {name: text for name, text in row.items() if name.endswith("_printed")}
                said += [(path.stem, name) for name, text in cells.items() if words in text.lower()]
    assert said == []
