from itertools import combinations

import pytest

from components.figures.glance_layout import (
    EMPTY,
    EMPTY_OF_CHOICE,
    SCREEN,
    GlanceLayout,
    PlacedMark,
    Type,
    day_zero_of,
    key_entries,
)
from components.figures.glance_rows import Row
from tests.components.figures.test_glance_rows import of_cohorts, rows

HOSTILE = "<script>alert('Ж')</script> " * 30
PRESETS = ("", "?regimen=nct01143168", "ALL")
WIDTHS = (700.0, 900.0, 1000.0, 1227.0, 1800.0)


def preset(store, query: str) -> tuple[Row, ...]:
    every = "?regimen=" + "~".join(store.regimens["regimen"])
    return tuple(of_cohorts(store, every if query == "ALL" else query))


def boxes(layout: GlanceLayout) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of all that stands in the rows."""
    made = []
    for row, placed in enumerate(layout.placed):
        for each in placed:
            left = layout.lefts[each.column] + each.left
            bold = not isinstance(each, PlacedMark) and each.bold
            width = layout.type_.width(each.text, bold=bold)
            width = each.width if isinstance(each, PlacedMark) else width
            half = layout.type_.size / 2
            middle = layout.middle(row, each.line)
            made.append((left, left + width, middle - half, middle + half))
    return made


def check(layout: GlanceLayout) -> None:
    """Nothing overlaps and nothing leaves the width."""
    found = boxes(layout)
    assert max(right for _, right, *_ in found) <= layout.width + 0.1
    for one, other in combinations(found, 2):
        apart_x = one[1] <= other[0] + 0.1 or other[1] <= one[0] + 0.1
        apart_y = one[3] <= other[2] + 0.1 or other[3] <= one[2] + 0.1
        assert apart_x or apart_y, (one, other)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("query", PRESETS)
def test_nothing_overlaps(store, query, width):
    check(GlanceLayout(preset(store, query), SCREEN, width))


@pytest.mark.parametrize("query", PRESETS)
@pytest.mark.parametrize("width", [1000.0, 1227.0])
def test_no_word_is_cut_where_a_figure_is_shown(store, query, width):
    layout = GlanceLayout(preset(store, query), SCREEN, width)
    marks = [each for row in layout.placed for each in row if isinstance(each, PlacedMark)]
    assert [each.text for each in marks] == [each.mark.text for each in marks]


def test_long_and_hostile_names_are_cut_and_stay_inside():
    given = {"regimen_label": HOSTILE, "agent_code": HOSTILE, "role_label": HOSTILE}
    made = rows(given, {**given, "role": "INDUCTION"}, {**given, "role": "X", "agent": "y"})
    check(GlanceLayout(tuple(made), SCREEN, 1000))


def test_rows_fill_the_height_they_are_given(store):
    loose = Type(13, 1.0, 18.5, 27)
    for height in (480.0, 540.0):
        layout = GlanceLayout(preset(store, ""), loose, 1227, height)
        assert layout.height == pytest.approx(height)
    tight = GlanceLayout(preset(store, ""), loose, 1227, 100)
    assert tight.pitch == loose.lowest
    one = GlanceLayout(preset(store, "?regimen=nct01143168"), loose, 1227, 900)
    assert one.height < 900


def test_the_key_holds_what_is_drawn_and_nothing_else(store):
    words = [entry.text for entry in key_entries(preset(store, "?regimen=nct01143168"), True)]
    assert words == [
        "● Stem or marrow cells",
        "Box: days, not to scale",
        EMPTY,
        "Day 0: first cell infusion",
    ]
    seven = [entry.text for entry in key_entries(preset(store, ""), True)]
    assert EMPTY not in seven and "Single dose" in seven and "→ Switched to" in seven


def test_day_zero_is_what_the_protocols_call_it(store):
    every = preset(store, "ALL")
    assert day_zero_of(every) == "Day 0: islet, first cell or marrow cell infusion"
    assert day_zero_of(every[:7]) == "Day 0: islet infusion"
    assert day_zero_of(rows({"day_zero_label": "Start"}, {"regimen": "b"})) == (
        "Day 0: start or islet infusion"
    )


def test_a_choice_of_roles_does_not_say_that_the_source_is_silent(store):
    words = [e.text for e in key_entries(preset(store, "?role=induction"), whole=False)]
    assert EMPTY_OF_CHOICE in words and EMPTY not in words
