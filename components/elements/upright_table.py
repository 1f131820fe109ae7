"""A table of texts on a phone: each row as a block of lines, its first cell above it."""

from collections.abc import Sequence

from components.elements.markup import OWN_DIRECTION, Markup, piece
from components.elements.upright_fold import first_blocks
from components.figures.text_table import TextColumn, TextRow

MOST_LINES = 12
"""Lines that stand open: what follows a table of many trials is reached soon."""


def table_upright(
    rows: Sequence[TextRow], columns: Sequence[TextColumn], what: str
) -> list[Markup]:
    """The rows of a table of texts, trial by trial; of many trials the first stand open.

    what: the name of the table.
    """
    trials: list[list[Markup]] = []
    for row in rows:
        parts = [
            piece(
                "p",
                piece("span", f"{column.heading}: ", className="row-field")
                if not column.bold
                else None,
                piece("b" if column.bold else "span", row.texts[column.field], dir=OWN_DIRECTION),
            )
            for column in columns
            if row.texts.get(column.field)
        ]
        kind = "row-first" if row.is_first else "row-goes-on"
        if row.is_first or not trials:
            trials.append([])
        trials[-1].append(piece("li", *parts, className=kind))
    blocks = [piece("ul", *own, className="rows-upright") for own in trials]
    return first_blocks(blocks, "trial", what, most=MOST_LINES)
