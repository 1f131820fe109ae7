"""Clauses: sentences, list items and their parts, and the heading that they stand under."""

import pytest

from data.schedules.clauses import clauses


def parts(text):
    return [text[one.start : one.end].strip() for one in clauses(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("  \n ", []),
        ("One. Two.", ["One.", "Two."]),
        ("20 mg i.v. on day 1. Then rest.", ["20 mg i.v. on day 1.", "Then rest."]),
        ("e.g. Drug A. Drug B.", ["e.g. Drug A.", "Drug B."]),
        ("A day 1; B day 2", ["A day 1;", "B day 2"]),
        ("A (day 1; day 8) daily", ["A (day 1; day 8) daily"]),
        ("* A day 1\n* B day 2", ["* A day 1", "* B day 2"]),
        ("given (20 doses).The next", ["given (20 doses).", "The next"]),
        ("dose 0.5 mg. Day 2", ["dose 0.5 mg.", "Day 2"]),
    ],
)
def test_parts(text, found):
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Induction:\n* A\n* B", ["", "Induction:", "Induction:"]),
        ("Course 1\n\n* A\n\nCourse 2\n\n* B", ["", "Course 1", "", "Course 2"]),
        ("Induction:\n* A\nProse that ends it.", ["", "Induction:", ""]),
        ("A sentence that is no heading.\n* A", ["", ""]),
        ("Alone:", [""]),
    ],
)
def test_headings(text, headings):
    found = clauses(text)
    assert [text[one.heading[0] : one.heading[1]].strip() for one in found] == headings


def test_parts_of_a_sentence_know_each_other():
    one, other, next_one = clauses("A day 1; B day 2. C day 3.")
    assert one.sentence == other.sentence != next_one.sentence
    assert {one.line, other.line, next_one.line} == {0}
