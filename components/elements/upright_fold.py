"""Long lists on a phone: their first blocks, and the others folded until a reader opens them."""

from collections.abc import Sequence
from itertools import accumulate

from components.elements.markup import Markup, Piece
from components.elements.registry_text import fold
from data.model.amounts import amount

MOST_LINES = 24
"""Lines that stand open, about half a phone's screen."""
SPARE = 6
"""Lines that are not worth a fold."""


def first_blocks(blocks: Sequence[Piece], thing: str, what: str, key: str = "") -> list[Markup]:
    """The first blocks of a list, and the rest behind ``Show 12 more rows``.

    thing: what one block is, such as ``row``; what: the name of the list for those who listen;
    key: what the list is of: with another one all is folded again.
    """
    ends = list(accumulate(lines_of(block) for block in blocks))
    if not ends or ends[-1] <= MOST_LINES + SPARE:
        return [*blocks]
    shown = max(sum(end <= MOST_LINES for end in ends), 1)
    rest = blocks[shown:]
    if not rest:
        return [*blocks]
    more = amount(len(rest), f"more {thing}")
    return [*blocks[:shown], fold(what, more, *rest, key=f"{what} {key}")]


def lines_of(markup: Markup) -> int:
    """The lines of a block, as far as its elements tell: one for each that holds no other."""
    if not isinstance(markup, list):
        return 0
    return sum(lines_of(each) for each in markup[2:] if _is_block(each)) or 1


BLOCKS = frozenset(("div", "h3", "h4", "li", "p", "section", "ul"))
"""Tags of what stands on lines of its own."""


def _is_block(markup: Markup) -> bool:
    return isinstance(markup, list) and markup[0] in BLOCKS
