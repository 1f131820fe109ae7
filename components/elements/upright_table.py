"""A table of texts on a phone: each row as a block of lines, its first cell above it."""

from collections.abc import Sequence

from components.elements.markup import OWN_DIRECTION, Markup, piece
from components.figures.text_table import TextColumn, TextRow


def table_upright(rows: Sequence[TextRow], columns: Sequence[TextColumn]) -> list[Markup]:
    """The rows of a table of texts; a row that begins something new stands apart."""
    items: list[Markup] = []
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
        items.append(piece("li", *parts, className=kind))
    return [piece("ul", *items, className="rows-upright")]
