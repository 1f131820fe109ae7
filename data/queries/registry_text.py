"""A registry's long text -> paragraphs and items of lists, as plain text.

The registry writes a kind of Markdown: "* " begins an item, "1." a numbered one, indents set items
below others, a backslash keeps a sign as it is (``\\>=``). Nothing else of it is read: a link, a
picture or a tag stays the letters that it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A backslash before a sign of ASCII punctuation, as Markdown has it."""
ITEM = re.compile(
    r"(?P<bullet>[*•‣▪·–-])\s+(?=\S)"
    r"|(?P<number>(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})\\?[.)]|\((?:\d{1,2}|[A-Za-z]|[ivx]{2,5})\\?\))\s+(?=\S)"
)
SENTENCE_END = re.compile(r"[.;:!?]\s+")
CRITERIA = re.compile(r"(?:key\s+)?(?:inclusion|exclusion)\b.*:$", re.IGNORECASE)
"""The line that heads the criteria, which is never part of the item before it."""
DEEPEST = 4
WRAPPED_LINE = 60
"""A line of at least so many letters may have been wrapped, and not ended, by its writer."""
LEAD = 700
"""Letters of a text that stand open; a text that is little longer stands open whole."""
LEAST_REST = 350
HEADING = 80
"""A paragraph of at most so many letters that ends in a colon heads what follows."""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, or an item of a list.

    Attributes:
        text: with its line breaks.
        label: the sign of an item: a bullet, or its number as printed; empty for a paragraph.
        depth: 0, or how far an item stands below others.
    """

    text: str
    label: str = ""
    depth: int = 0

    @property
    def is_heading(self) -> bool:
        return not self.label and len(self.text) <= HEADING and self.text.endswith(":")


def unescaped(text: str) -> str:
    """The text without the backslashes that keep signs as they are."""
    return ESCAPED.sub(r"\1", text)


def blocks_of(text: str) -> tuple[TextBlock, ...]:
    """The paragraphs and items of a text, in its order; no letter but signs of lists is lost."""
    blocks: list[TextBlock] = []
    indents: list[int] = []
    after_gap = True
    for line in text.expandtabs(4).splitlines():
        words = line.strip()
        indent = len(line) - len(line.lstrip())
        found = ITEM.match(words)
        if found:
            while indents and indents[-1] >= indent:
                indents.pop()
            label = "•" if found["bullet"] else unescaped(found["number"])
            blocks.append(TextBlock(words[found.end() :], label, min(len(indents), DEEPEST)))
            indents.append(indent)
        elif words and blocks and _goes_on(blocks[-1], words, indent, indents, after_gap):
            blocks[-1] = _joined(blocks[-1], words)
        elif words:
            blocks.append(TextBlock(words))
            indents = []
        after_gap = not words
    return tuple(replace(block, text=unescaped(block.text)) for block in blocks)


def _goes_on(
    last: TextBlock, words: str, indent: int, indents: Sequence[int], after_gap: bool
) -> bool:
    """Says whether a line without a sign belongs to the paragraph or item before it."""
    if CRITERIA.match(words):
        return False
    if last.label:
        below = bool(indents) and indent > indents[-1]
        return below or (not after_gap and _is_wrapped(last, words))
    return not after_gap


def _is_wrapped(block: TextBlock, words: str) -> bool:
    """Says whether a line goes on in the next because it was full, and not at its end."""
    last = block.text.rpartition("\n")[2]
    return len(last) >= WRAPPED_LINE and last[-1] not in ".:;!?" and words[0].islower()


def _joined(block: TextBlock, words: str) -> TextBlock:
    between = " " if _is_wrapped(block, words) else "\n"
    return replace(block, text=f"{block.text}{between}{words}")


def folded(
    blocks: Sequence[TextBlock], lead: int = LEAD
) -> tuple[tuple[TextBlock, ...], tuple[TextBlock, ...]]:
    """The blocks that stand open, and the rest, which may be folded; none for a short text.

    lead: letters that stand open.
    """
    if sum(len(block.text) for block in blocks) <= lead + LEAST_REST:
        return tuple(blocks), ()
    parts, at = _parted(blocks, lead)
    # a heading stands with what it heads
    while at > 1 and parts[at - 1].is_heading:
        at -= 1
    if sum(len(block.text) for block in parts[at:]) <= LEAST_REST:
        return tuple(blocks), ()
    return tuple(parts[:at]), tuple(parts[at:])


def _parted(blocks: Sequence[TextBlock], room: int) -> tuple[list[TextBlock], int]:
    """The blocks, and how many of them have room; a long one is parted where the room ends."""
    for at, block in enumerate(blocks):
        if at and room < LEAST_REST // 2:
            return list(blocks), at
        if len(block.text) > room + LEAST_REST:
            return [*blocks[:at], *_two_of(block, room), *blocks[at + 1 :]], at + 1
        room -= len(block.text)
    return list(blocks), len(blocks)


def _two_of(block: TextBlock, room: int) -> tuple[TextBlock, TextBlock]:
    """A block's beginning to the end of a sentence, or of a word, near the room; and the rest."""
    ends = [found.end() for found in SENTENCE_END.finditer(block.text, room // 2, room)]
    end = ends[-1] if ends else block.text.rfind(" ", room // 2, room) + 1 or room
    beginning = replace(block, text=block.text[:end].rstrip())
    return beginning, TextBlock(block.text[end:].lstrip(), "", block.depth)
