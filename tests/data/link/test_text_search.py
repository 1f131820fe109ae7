import re

import pytest

from data.link.folding import folded
from data.link.query_string import LONGEST_STATE, write_query
from data.link.text_search import (
    MAX_TEXT_LENGTH,
    MAX_WORDS_LENGTH,
    TextSearch,
    cut_in_words,
    said_of,
    search_text,
)

ONE, TWO = "NCT01143168", "NCT00315614"


def parts_of(text):
    """(registry numbers, (words, whether quoted) of the rest)."""
    search = TextSearch.of(text)
    return (
        [" ".join(term.chunks) for term in search.numbers],
        [(" ".join(term.chunks), term.is_quoted) for term in search.terms],
    )


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("", [], []),
        ("stem cell", [], [("stem", False), ("cell", False)]),
        ('"stem cell"', [], [("stem cell", True)]),
        ("“stem cell” islet", [], [("stem cell", True), ("islet", False)]),
        ("„stem cell“ «a b»", [], [("stem cell", True), ("a b", True)]),
        ('"stem cell', [], [("stem", False), ("cell", False)]),
        ('a "b c" "d', [], [("b c", True), ("a", False), ("d", False)]),
        ('""', [], []),
        ('" "', [], []),
        ('"', [], []),
        ("!?.,;()[]{}\\|^$*+", [], []),
        ("🙂", [], []),
        ("islet islet ISLET", [], [("islet", False)]),
        ("diabetes,islet", [], [("diabetes", False), ("islet", False)]),
        (f"{ONE},{TWO}", [ONE.lower(), TWO.lower()], []),
        (f"{ONE}; {TWO}\n{ONE}", [ONE.lower(), TWO.lower()], []),
        (f"{ONE}|{TWO}", [ONE.lower(), TWO.lower()], []),
        (f"islet {ONE}", [ONE.lower()], [("islet", False)]),
        ("NCT 01143168 nct:00315614", [ONE.lower(), TWO.lower()], []),
        (f"https://clinicaltrials.gov/study/{ONE}?term=a", [ONE.lower()], []),
        (f"https://a.b/{ONE},http://a.b/{TWO}", [ONE.lower(), TWO.lower()], []),
        ("NCT0114", ["nct0114"], []),
        ("nct", [], [("nct", False)]),
        ("ISRCTN12345678 2019-001234-12", ["isrctn12345678", "2019-001234-12"], []),
        ("ChiCTR-TRC-10001234", ["chictr-trc-10001234"], []),
        ("COVID-19 IL-2", [], [("covid-19", False), ("il-2", False)]),
    ],
)
def test_a_search_is_read(text, numbers, words):
    assert parts_of(text) == (numbers, words)


@pytest.mark.parametrize(
    ("search", "text", "is_found"),
    [
        ("stem", "Stem cells", True),
        ("stem", "a system", False),
        ("cell", "unicellular", False),
        ("cell", "T-cells", True),
        ("CAR-T", "CAR-T cells", True),
        ("CAR-T", "CAR T cells", True),
        ("CAR-T", "anti-CD19-CAR-T", True),
        ("CAR-T", "(CART)", True),
        ("CAR-T", "cartilage", False),
        ("CAR-T", "CAR-transduced", False),
        ("CART", "CAR-T", True),
        ("car t", "CAR-T", True),
        ("IL-2", "IL2", True),
        ("IL-2", "IL-21", False),
        ("il2", "IL-2", True),
        ("covid19", "COVID-19", True),
        ("COVID-19", "Covid19", True),
        ("cd19", "anti-CD19", True),
        ("G-CSF", "gcsf", True),
        ("gcsf", "G-CSF", True),
        ("peptide", "C-peptide", True),
        ("cpeptide", "C-peptide", True),
        ("alzheimers", "Alzheimer’s Disease", True),
        ("Alzheimer's", "Alzheimers Disease", True),
        ("alzheimer", "Alzheimer's", True),
        ("sao paulo", "São Paulo", True),
        ("İstanbul", "ISTANBUL", True),
        ("hebron", "Vall d’Hebron", True),
        ("TNF-alpha", "TNF-α", True),
        ("beta cell", "β-cell", True),
        ("尿病", "2型糖尿病患者", True),
        ("糖病", "糖尿病", False),
        ("a.c", "abc", False),
        (".*", "abc", True),
        ('"stem cell"', "stem cells", True),
        ('"stem cell"', "stem-cell", True),
        ('"stem cell"', "system cell", False),
        ('"stem cell"', "cell stem", False),
        ('"stem cell"', "stem of a cell", False),
        ('"stem cell"', "stems cell", False),
        ('"type 1"', "Type 1 diabetes", True),
        ('"type 1"', "Type 10", False),
        ('"alzheimers disease"', "Alzheimer’s disease", True),
        ('"alzheimer’s disease"', "Alzheimers disease", True),
        (f"{ONE} {TWO}", TWO, True),
        (f"{ONE} {TWO}", "NCT00315615", False),
    ],
)
def test_a_pattern_finds_a_folded_text(search, text, is_found):
    """Without words nothing is asked of a text; who searches says that nothing is found."""
    patterns = TextSearch.of(search).patterns
    assert all(re.search(pattern, folded(text)) for pattern in patterns) == is_found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("islet", ("text: “islet”",)),
        ('"stem cell" islet', ('text: "stem cell" islet',)),
        (f"{ONE}", (f"trial number: {ONE}",)),
        (f"{ONE},{TWO}", (f"trial number: {ONE} or {TWO}",)),
        (f"{ONE}; islet", (f"trial number: {ONE}", "text: “islet”")),
        ("!?", ("text: “!?” (no letter or digit to search for)",)),
        ("x" * 90, (f"text: “{'x' * 80}…”",)),
        (
            " ".join(f"NCT{n:08}" for n in range(1, 101)),
            ("trial number: NCT00000001 or NCT00000002 or NCT00000003 or 97 more",),
        ),
    ],
)
def test_a_search_says_what_it_is(text, expected):
    assert said_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " a  b ",
        "x" * MAX_WORDS_LENGTH,
        ", ".join(f"NCT{n:08}" for n in range(200)),
        " ".join(f"NCT{n:08}" for n in range(200)) + " islet",
    ],
)
def test_what_has_room_is_searched_whole(text):
    assert search_text(text) == " ".join(text.split())
    assert cut_in_words(text) == ""


def test_two_hundred_numbers_stand_in_an_address():
    text = " ".join(f"NCT{n:08}" for n in range(200))
    assert len(TextSearch.of(search_text(text)).numbers) == 200
    assert len(write_query({"q": text})) < LONGEST_STATE


@pytest.mark.parametrize("between", [" ", ",", ", ", "; "])
def test_a_list_is_cut_between_two_numbers(between):
    text = search_text(between.join(f"NCT{n:08}" for n in range(500)))
    assert len(text) <= MAX_TEXT_LENGTH
    numbers = TextSearch.of(text).numbers
    assert len(numbers) >= 200
    assert all(len(term.chunks[0]) == 11 for term in numbers)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "word " * 1_000,
        "a-b " * 500,
        "é" * 300,
        "," * 5_000 + "x" * 300,
        f"{ONE} {'x' * 300}",
        f"{'x ' * 200}{ONE}",
        " ".join(f"NCT{n:08}" for n in range(190)) + " word" * 100,
    ],
)
def test_what_is_too_long_is_cut_and_says_so(text):
    kept = search_text(text)
    assert kept
    assert len(kept) <= MAX_TEXT_LENGTH
    assert search_text(kept) == kept
    assert cut_in_words(text).startswith("The search was too long and ends after “")
    assert cut_in_words(kept) == ""
    assert said_of(kept)
