"""Texts of registry records as markup: plain text, whatever it holds, and folded where it is long.

Their direction is that of their own letters (``dir``); nothing in them is read as markup.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from components.elements.tables import bounded
from data.link.query_string import shorten
from data.link.trial_fields import NOT_IN_FILE
from data.queries.registry_text import LEAD, TextBlock, blocks_of, folded

LONGEST_TEXT = 60_000
"""Letters of a long text that a page shows; no field of the registry holds more than half."""
MOST_ROWS = 2_000
"""Rows of a list that a page shows; a record of the registry has some hundreds."""


def own_words(tag: str, text: str, **properties: Markup) -> Piece:
    """An element that holds a text of the record, in its own direction."""
    return piece(tag, bounded(text), dir=OWN_DIRECTION, **properties)


def unknown(words: str) -> Piece:
    """The mark of what is not stated, or not in the file."""
    look = "not-in-file" if words == NOT_IN_FILE else "not-stated"
    return piece("span", words, className=look)


def fold(what: str, number: str, *rest: Markup, **properties: Markup) -> Piece:
    """A part that opens with a click or the Enter key; ``what`` is its name for those who listen.

    number: how much there is, "12 more".
    """
    return piece(
        "details",
        piece(
            "summary",
            piece("span", f"Show {number}", className="fold-more"),
            piece("span", "Show less", className="fold-less"),
            piece("span", f" of {shorten(what)}", className="visually-hidden"),
        ),
        *rest,
        className="fold",
        **properties,
    )


def prose(text: str, what: str, lead: int = LEAD) -> list[Markup]:
    """A long text as paragraphs and lists: its beginning, and the rest folded."""
    beginning, rest = folded(blocks_of(text[:LONGEST_TEXT]), lead)
    parts = _drawn(beginning)
    if rest:
        words = sum(len(block.text.split()) for block in rest)
        number = "1 word" if words == 1 else f"{words:,} words"
        parts.append(fold(what, f"the rest ({number})", *_drawn(rest)))
    if len(text) > LONGEST_TEXT:
        cut = f"The first {LONGEST_TEXT:,} of {len(text):,} letters. The file has all."
        parts.append(piece("p", cut, className="muted small"))
    return parts


def _drawn(blocks: Iterable[TextBlock]) -> list[Markup]:
    drawn: list[Markup] = []
    for is_list, group in groupby(blocks, key=lambda block: bool(block.label)):
        if is_list:
            drawn.append(piece("ul", *map(_item, group), className="registry-list"))
        else:
            drawn += [_paragraph(block) for block in group]
    return drawn


def _paragraph(block: TextBlock) -> Piece:
    heads = {"className": "registry-head"} if block.is_heading else {}
    return piece("p", block.text, dir=OWN_DIRECTION, **heads)


def _item(block: TextBlock) -> Piece:
    label = piece("span", f"{block.label} ", className="item-label")
    words = piece("span", block.text, dir=OWN_DIRECTION)
    return piece("li", label, words, className=f"deep-{block.depth}")


def first_rows(rows: Sequence[Markup]) -> tuple[list[Markup], Piece | None]:
    """The rows that a page shows, and the sentence that says how many it leaves to the file."""
    if len(rows) <= MOST_ROWS:
        return list(rows), None
    words = f"The first {MOST_ROWS:,} of {len(rows):,}. The file has all."
    return list(rows[:MOST_ROWS]), piece("p", words, className="muted small")


def long_list(what: str, items: Sequence[Markup], standing: int, classes: str = "") -> list[Markup]:
    """A list of which the first ``standing`` items stand open; one item is never folded alone."""
    shown, cut = first_rows(items)
    if len(shown) <= standing + 1:
        standing = len(shown)
    parts: list[Markup] = [piece("ul", *shown[:standing], className=classes)]
    if rest := shown[standing:]:
        more = piece("ul", *rest, className=classes)
        parts.append(fold(what, f"{len(items) - standing:,} more", more))
    return [*parts, cut] if cut is not None else parts


def named_values(pairs: Iterable[tuple[str, Markup | None]]) -> Piece:
    """Names and values beside one another; a pair without a value is left out."""
    parts = [
        part
        for name, value in pairs
        if value is not None
        for part in (piece("dt", name), piece("dd", value))
    ]
    return piece("dl", *parts, className="named-values")


def beside(words: Sequence[Markup], facts: Piece) -> Piece:
    """Long texts with named values beside them; the values alone in two columns."""
    if not words:
        return piece("div", facts, className="facts-alone")
    return piece(
        "div", facts, piece("div", *words, className="record-words"), className="record-split"
    )


def outside(words: str, href: str) -> Piece:
    """A link to another site, which learns nothing of this one; no web address is no link."""
    if not is_web_address(href):
        return own_words("span", words)
    return own_words("a", words, href=href, rel="noopener noreferrer")


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
