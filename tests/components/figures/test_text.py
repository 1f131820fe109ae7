from html import escape
from textwrap import wrap

import pytest

from components.figures.text import LINE_BREAK, clean, plain, short_label, shortened, wrapped

LONG = "Lymphoblastic Lymphoma (Precursor {}-Lymphoblastic Lymphoma/Leukaemia) {}"


@pytest.mark.parametrize("text", ["", " ", "Leukemia", "x" * 60])
def test_a_short_text_stays_as_it_is(text):
    assert shortened(text, 60) == text


@pytest.mark.parametrize("text", ["x" * 61, "x" * 1_000_000, "two words" * 40, LONG, "…" * 99])
def test_a_long_text_keeps_both_its_ends(text):
    short = shortened(text, 60)
    assert len(short) <= 60
    head, _, tail = short.partition(" … ")
    assert text.startswith(head)
    assert text.endswith(tail)
    assert head
    assert tail


def test_names_that_differ_in_a_letter_or_the_last_word_stay_different():
    names = [LONG.format(cell, end) for cell in "BT" for end in ("Recurrent", "Refractory")]
    assert len({shortened(name, 60) for name in names}) == 4
    assert len({short_label(name, 24, 3) for name in names}) == 4


@pytest.mark.parametrize("text", ["", "A", LONG, "x" * 500, "a " * 300, "<b>" * 90])
def test_a_label_has_no_more_lines_than_it_may(text):
    lines = short_label(text, 24, 3).split(LINE_BREAK)
    assert len(lines) <= 3
    assert "<b>" not in lines[0]


def test_a_label_that_fits_is_in_full():
    name = "Acute lymphoblastic leukemia, in relapse"
    assert short_label(name, 24, 3) == wrapped(name, 24) == LINE_BREAK.join(wrap(name, 24))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Hospital",
        "x" * 24,
        "x" * 25,
        "Research Site of the University Hospital; Clinic; and 1,204 more",
        "Hôpital Saint-Louis; Assistance Publique - Hôpitaux de Paris",
        "  two  spaces\tand a tab ",
        "a\u00a0space that does not break; <b>&</b>",
        "one " + "y" * 60 + " two",
    ],
)
def test_lines_are_those_of_textwrap(text):
    lines = wrap(text, 24) or [""]
    assert wrapped(text, 24) == LINE_BREAK.join(escape(line, quote=False) for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a\x00\x1f\x0bb", "ab"),
        ("\ud800x\uffff", "x"),
        ("😀±", "😀±"),
        ("a\x7f\x80\x9fb\xa0c", "ab\xa0c"),
    ],
)
def test_control_characters_are_left_out(text, expected):
    assert clean(text) == plain(text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain (1)", "plain (1)"),
        ("ניסוי (phase 2)", "\u2068ניסוי (phase 2)\u2069"),
        ("تجربة (INVENT-1)", "\u2068تجربة (INVENT-1)\u2069"),
        ("over \u202etxt", "\u2068over \u202etxt\u2069"),
    ],
)
def test_a_text_from_the_right_leaves_what_stands_beside_it(text, shown):
    assert plain(text) == shown
