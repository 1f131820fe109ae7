"""Arms against interventions on a phone: each arm with the list of what the record has for it.

The words are whole: nothing has to be shortened, and nothing is hidden in a hover.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd

from components.elements.markup import Markup, Piece, piece
from components.elements.registry_text import own_words
from components.figures.arm_grid import ArmGrid, GridEntry, read_grid
from components.figures.arm_matrix import colour_of, line_of
from components.theme import Palette

NOT_LINKED = "Without an arm of the list"


def arms_upright(frame: pd.DataFrame, palette: Palette) -> list[Markup]:
    """The arms of each trial; frame: ``queries.arm_matrix.arm_matrix``, with some cells."""
    grid = read_grid(frame)
    made: list[Markup] = []
    before = ""
    for arm in grid.arms:
        if arm.group != before:
            made.append(own_words("h3", arm.group))
        before = arm.group
        made.append(_arm(grid, arm, palette))
    return [*made, *_without_arm(grid, palette)]


def _arm(grid: ArmGrid, arm: GridEntry, palette: Palette) -> Piece:
    cells = [cell for each in grid.interventions if (cell := grid.cell(arm, each))]
    return _section(arm.label, arm.note, [cell.intervention for cell in cells], palette)


def _without_arm(grid: ArmGrid, palette: Palette) -> Iterator[Piece]:
    """The interventions that are listed for no arm, each with what is said of it."""
    linked = {cell.intervention.key for cell in grid.cells}
    loose = [each for each in grid.interventions if each.key not in linked]
    if loose:
        yield _section(NOT_LINKED, "", loose, palette)


def _section(title: str, note: str, interventions: Sequence[GridEntry], palette: Palette) -> Piece:
    """A title, and the interventions of each class below its name and colour."""
    lists = [
        part
        for _, own in groupby(interventions, key=lambda each: each.group)
        for part in _of_class(list(own), palette)
    ]
    quiet = piece("p", note, className="muted") if note else None
    return piece("section", own_words("h4", title), quiet, *lists, className="arm")


def _of_class(own: Sequence[GridEntry], palette: Palette) -> tuple[Piece, Piece]:
    style = {
        "background": colour_of(own[0].agent_class, palette),
        "borderColor": line_of(own[0].agent_class, palette),
    }
    head = piece("p", piece("i", className="arm-sample", style=style), own[0].group)
    return head, piece("ul", *map(_item, own))


def _item(intervention: GridEntry) -> Piece:
    note = piece("small", intervention.note, className="muted") if intervention.note else None
    return piece("li", own_words("span", intervention.label), note)
