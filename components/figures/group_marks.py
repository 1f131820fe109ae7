"""The marks of posted groups, in every figure: the first group that a section posts has the first.

Sections of a record name their groups each for themselves, so marks go by place, never by title.
"""

from components.theme import Palette

GROUP_SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "pentagon")
"""Shapes of the groups in the order posted, as plotly names them."""
MARKS_BY_ORDER = "Marks go by the order in which this section posts its groups."
"""The sentence of every caption whose figure has these marks."""


def group_shape(group: int) -> str:
    """The shape of a group's marks; where colours come again, the shapes are others.

    group: its place among the groups of its section, from 0.
    """
    return GROUP_SHAPES[(group + group // len(GROUP_SHAPES)) % len(GROUP_SHAPES)]


def group_colour(group: int, palette: Palette) -> str:
    """The colour of a group's marks; group: as in ``group_shape``. Colours come again."""
    return palette.groups[group % len(palette.groups)]
