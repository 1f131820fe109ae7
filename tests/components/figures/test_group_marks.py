"""The marks of posted groups: by place, and no two alike among the first ones."""

import pytest

from components.figures.group_marks import GROUP_SHAPES, group_colour, group_shape
from components.slides.drawn_marks import PRESETS
from components.theme import DARK, LIGHT


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_many_groups_have_marks_of_their_own(palette):
    marks = {(group_shape(group), group_colour(group, palette)) for group in range(36)}
    assert len(marks) == 36


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_first_group_has_the_first_mark(palette):
    assert group_shape(0) == GROUP_SHAPES[0]
    assert group_colour(0, palette) == palette.groups[0]


def test_slides_know_every_shape():
    assert set(GROUP_SHAPES) <= set(PRESETS)
