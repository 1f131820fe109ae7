from pathlib import Path
from unicodedata import combining

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from components.figures.text_width import (
    ASCII,
    BEYOND_ASCII,
    REGULAR,
    SEMIBOLD,
    SLIDE_FACE,
    cut_to,
    lines_of,
    shortened_to,
    text_width,
)

FONT = Path("assets/fonts/source-sans-3-latin-wght-normal.woff2")


@pytest.fixture(scope="module", params=[400, 650])
def shipped(request):
    """Weight and, by character, the advances of the shipped font in that weight."""
    font = instantiateVariableFont(TTFont(FONT), {"wght": request.param})
    advances = font["hmtx"].metrics
    shown = {chr(code): name for code, name in font.getBestCmap().items() if code >= ord(" ")}
    return request.param, {sign: advances[name][0] for sign, name in shown.items()}


def test_the_tables_are_those_of_the_shipped_font(shipped):
    weight, advances = shipped
    tables = {400: REGULAR, 650: SEMIBOLD}
    assert tables[weight] == tuple(advances[sign] for sign in ASCII + BEYOND_ASCII)


def test_every_character_of_the_font_has_its_width(shipped):
    """Letters with accents are at most one thousandth wider or narrower than those without."""
    weight, advances = shipped
    for sign, advance in advances.items():
        if advance and not combining(sign):
            assert abs(text_width(sign, 1000, bold=weight == 650) - advance) <= 1, sign


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("", 0, 0),
        ("i", 2.46, 2.69),
        ("Aé", 5.43 + 4.96, 5.65 + 5.12),
        ("e\u0301", 4.96, 5.12),  # the accent is a character of its own
        ("\u0301", 0, 0),
        ("膵", 10.5, 10.5),
        ("→", 10.5, 10.5),
    ],
)
def test_width_of_a_text_in_type_of_ten(text, regular, bold):
    assert text_width(text, 10) == pytest.approx(regular)
    assert text_width(text, 10, bold=True) == pytest.approx(bold)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("  ", []),
        ("ab", ["ab"]),
        ("ii ii", ["ii ii"]),  # 4 * 2.46 and a space of 2
        ("ii iii", ["ii", "iii"]),
        ("iiiiii", ["iiii", "ii"]),
        ("i iiiiii i", ["i", "iiii", "ii i"]),
        ("WWW", ["W", "W", "W"]),
    ],
)
def test_lines_in_a_width_of_twelve(text, lines):
    assert lines_of(text, 10, 12) == lines


def test_bold_lines_are_longer():
    assert lines_of("iiii", 10, 10) == ["iiii"]
    assert lines_of("iiii", 10, 10, bold=True) == ["iii", "i"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("", ""),
        ("iiii", "iiii"),
        ("iiiiiiiii", "i…"),
        ("W", "…"),
    ],
)
def test_a_text_is_cut_to_its_width(text, short):
    """Room for 9.9, of which the ellipsis takes 9.48, is the least that one has."""
    assert cut_to(text, 10, {"W": 7.8}.get(text, 12)) == short


WORDS = "leukaemia of the adult, not otherwise specified, recurrent"


@pytest.mark.parametrize(
    ("text", "lines", "short"),
    [
        ("", 1, ""),
        ("leukaemia", 1, "leukaemia"),
        (WORDS, 9, WORDS),
        (WORDS, 2, "leukaemia of the adult, not otherw … recurrent"),
        ("x" * 90, 1, "xxxxxxxxxxxx … xxxxxxx"),
    ],
)
def test_the_middle_of_a_long_text_gives_way(text, lines, short):
    found = shortened_to(text, 10, 100, lines)
    assert len(lines_of(found, 10, 100)) <= lines
    assert found == short


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("", 0, 0),
        ("i", 2.22, 2.78),
        ("NCT00314574", 65.03, 65.03),
        ("Aé", 6.67 + 5.56, 7.22 + 5.56),
        ("e\u0301", 5.56, 5.56),
        ("°", 4.0, 4.0),
        ("膵", 10.5, 10.5),
    ],
)
def test_width_of_a_text_in_arial_of_ten(text, regular, bold):
    """The widths of Arial as its makers publish them."""
    assert text_width(text, 10, face=SLIDE_FACE) == pytest.approx(regular, abs=0.02)
    assert text_width(text, 10, bold=True, face=SLIDE_FACE) == pytest.approx(bold, abs=0.02)


def test_each_face_breaks_lines_by_its_own_widths():
    assert lines_of("iiii ii", 10, 12, face=SLIDE_FACE) == ["iiii", "ii"]
    assert lines_of("WW", 10, 18, face=SLIDE_FACE) == ["W", "W"]
    assert lines_of("WW", 10, 18) == ["WW"]
    assert cut_to("WWW", 10, 20, face=SLIDE_FACE) == "W…"
    assert shortened_to("x" * 90, 10, 100, 1, face=SLIDE_FACE) != "x" * 90
