"""Arms against interventions on a phone: each arm with the list of what the record has for it.

The words are whole: nothing has to be shortened, and nothing is hidden in a hover.
"""

from collections.abc import Iterator, Sequence

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
    items = [
        _item(cell.intervention, "" if cell.is_listed else cell.link_label, palette)
        for cell in cells
    ]
    return piece(
        "section",
        own_words("h4", arm.label),
        piece("p", arm.note, className="muted"),
        piece("ul", *items) if items else None,
        className="arm",
    )


def _item(intervention: GridEntry, said: str, palette: Palette) -> Piece:
    """The intervention behind the colour of its class, and the class in words."""
    style = {
        "background": colour_of(intervention.agent_class, palette),
        "borderColor": line_of(intervention.agent_class, palette),
    }
    return piece(
        "li",
        piece("i", className="arm-sample", style=style),
        own_words("span", intervention.label),
        piece("small", said or _known(intervention), className="muted"),
    )


def _known(intervention: GridEntry) -> str:
    return "; ".join(filter(None, (intervention.group, intervention.note)))


def _without_arm(grid: ArmGrid, palette: Palette) -> Iterator[Piece]:
    """The interventions that are listed for no arm, each with what is said of it."""
    linked = {cell.intervention.key for cell in grid.cells}
    loose: Sequence[GridEntry] = [each for each in grid.interventions if each.key not in linked]
    if loose:
        items = [_item(each, "", palette) for each in loose]
        yield piece(
            "section", piece("h4", NOT_LINKED), piece("ul", *items), className="arm without"
        )
