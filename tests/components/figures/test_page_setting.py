"""The room and the type for which a drawing is laid out."""

import pytest

from components.figures.page_setting import SCREEN, PageSetting

SETTING = PageSetting(100.0, 100.0, 10.0, 12.0)


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("", 50, 2, []),
        ("Week 2", 100, 2, ["Week 2"]),
        ("Week 2", 25, 2, ["Week", "2"]),
        # no word is broken
        ("Treatment Three", 30, 2, ["Trea…", "Three"]),
        ("one two three four", 25, 2, ["one", "tw…"]),
        ("P1_PRE_INFUSION", 40, 1, ["P1_PR…"]),
    ],
)
def test_words_stay_whole_or_are_cut(text, width, most, lines):
    assert SETTING.whole_words(text, width, most) == lines


def test_no_line_is_wider_than_its_room():
    text = "Vital Signs (Supine Blood Pressure, Pulse Rate, and Body Temperature) x" * 3
    for bold in (False, True):
        for line in SETTING.whole_words(text, 60, 3, bold=bold):
            assert SETTING.width_of(line, bold=bold) <= 60
        for line in SETTING.lines(text, 60, 3, bold=bold):
            assert SETTING.width_of(line, bold=bold) <= 60


def test_a_room_may_be_another():
    assert SCREEN.in_room(1900.0, 900.0) == PageSetting(1900.0, 900.0, SCREEN.size, SCREEN.line)
    assert SETTING.widest(["a", "aa"]) == SETTING.width_of("aa")
    assert SETTING.widest([]) == 0
