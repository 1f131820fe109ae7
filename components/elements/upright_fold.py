"""Long lists on a phone: their first blocks, and the others folded until a reader opens them."""

from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from components.elements.markup import Markup, Piece
from components.elements.registry_text import fold
from data.model.amounts import amount

MOST_LINES = 20
"""Lines that stand open, about half a phone's screen."""
SPARE = 5
"""Lines that are not worth a fold."""
LETTERS = 44
"""Letters of a line, about."""
BLOCKS = frozenset(("div", "h3", "h4", "li", "p", "section", "ul"))
"""Tags of what stands on lines of its own."""


def first_blocks(
    blocks: Sequence[Piece], thing: str, what: str, key: str = "", most: int = MOST_LINES
) -> list[Markup]:
    """The first blocks of a list, and the rest behind ``Show 12 more rows``.

    thing: what one block is, such as ``row``; what: the name of the list for those who listen;
    key: what the list is of: with another one all is folded again; most: lines that stand open.
    """
    ends = list(accumulate(lines_of(block) for block in blocks))
    shown = max(sum(end <= most for end in ends), 1)
    rest = blocks[shown:]
    if not rest or ends[-1] <= most + SPARE:
        return [*blocks]
    more = amount(len(rest), f"more {thing}")
    return [*blocks[:shown], fold(what, more, *rest, key=f"{what} {key}")]


def lines_of(block: Markup) -> int:
    """The lines of a block, about: those of its parts, else as many as its letters need."""
    within = _children(block)
    parts = [each for each in within if isinstance(each, list) and each[0] in BLOCKS]
    return sum(map(lines_of, parts)) or ceil(max(_letters(block), 1) / LETTERS)


def _children(markup: Markup) -> list[Markup]:
    return markup[2:] if isinstance(markup, list) else []


def _letters(markup: Markup) -> int:
    if isinstance(markup, list):
        return sum(map(_letters, _children(markup)))
    return len(str(markup))
