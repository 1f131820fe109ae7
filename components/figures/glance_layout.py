"""Protocols at a glance laid out: columns, lines and the key, for screen, picture and slide.

Lengths are in the unit of the type: pixels of the screen, points of a slide.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import product

from components.figures.evidence import lighter_in_words
from components.figures.glance_rows import HEADS, THEN, Mark, Row, RowPart, is_empty
from components.figures.text import ELLIPSIS
from components.figures.text_width import cut_to, lines_of, shortened_to, text_width
from components.theme import signed
from data.model.vocabulary import AGENT_CLASS

PADDING, DOSE, PART_ROOM, APART, BETWEEN = 6.0, 13.0, 9.0, 5.0, 12.0
"""At each side of a mark's words, for the square of a single dose, for the filled part of a mark
for some patients, between two marks, and between two columns."""
STEP = 10
SHARES = ((0.12, 0.26), (0.16, 0.32), (0.14, 0.34), (0.26, 0.6))
"""Least and largest share of the width that label and columns may take."""
WIDTHS_KEPT = 64
"""Pairs of rows and width whose columns are remembered."""
LABEL_LINES = 2
CUT_COSTS = 8
"""Lines for which a mark is rather cut than given its room."""
ICON, KEY_APART = 18.0, 12.0


@dataclass(frozen=True)
class Type:
    """The type that a layout is made for.

    Attributes:
        size: of all words.
        wider: the widths of its letters in widths of the house type.
        lowest, highest: the least and the largest distance of two lines.
    """

    size: float
    wider: float
    lowest: float
    highest: float

    def width(self, text: str, *, bold: bool = False) -> float:
        return text_width(text, self.size * self.wider, bold=bold)

    def lines(self, text: str, width: float, *, bold: bool = False) -> list[str]:
        return lines_of(text, self.size * self.wider, width, bold=bold)

    def cut(self, text: str, width: float) -> str:
        return cut_to(text, self.size * self.wider, width)

    def in_lines(self, text: str, width: float, most: int) -> list[str]:
        """A text in so many lines at most; the middle of a longer one gives way."""
        return self.lines(shortened_to(text, self.size * self.wider, width, most), width)


SCREEN = Type(13, 1.0, 25, 25)


@dataclass(frozen=True)
class PlacedMark:
    """A mark with its left end in its column, its line in the cell, and the words it has."""

    mark: Mark
    column: int
    left: float
    width: float
    line: int
    text: str
    row: int = 0

    @property
    def words_left(self) -> float:
        return self.left + before_words(self.mark)


@dataclass(frozen=True)
class PlacedWord:
    """A word on the ground: of a label, a role, or between two marks."""

    text: str
    column: int
    left: float
    line: int
    bold: bool = False
    muted: bool = True
    row: int = 0


@dataclass(frozen=True)
class GlanceEntry:
    """A sign and its words; ``sign`` is a code of a class or the name of a look."""

    sign: str
    text: str


@dataclass(frozen=True)
class PlacedEntry:
    """An entry with its left end and its line of the key."""

    entry: GlanceEntry
    left: float
    line: int


Item = PlacedMark | PlacedWord
LOOKS = {
    "days": "Box: days, not to scale",
    "no days": "Rounded: no day",
    "some": "Part filled: in some",
    "unknown": "Hollow: not said for whom",
    "single": "Single dose",
    "then": "→ Switched to",
}
EMPTY = "Empty: not mentioned"
EMPTY_OF_CHOICE = "Empty: nothing of this choice"


def before_words(mark: Mark) -> float:
    """From a mark's left end to its words."""
    if mark.is_none:
        return 0.0
    part = PART_ROOM if mark.whom == "some" else 0.0
    return PADDING + part + (DOSE if mark.is_single else 0.0)


def mark_width(mark: Mark, type_: Type) -> float:
    after = 0.0 if mark.is_none else PADDING
    return before_words(mark) + type_.width(mark.text) + after


def flow(parts: Sequence[RowPart], column: int, width: float, type_: Type) -> Iterator[Item]:
    """A cell from left to right in as many lines as its width needs; words go with their mark."""
    left, line = 0.0, 0
    for part in parts:
        if part.opens_line and left:
            left, line = 0.0, line + 1
        for n, mark in enumerate(part.marks):
            if n and left and part.marks[n - 1].joint == THEN and not mark.joint:
                # what stands behind a switch would seem to be switched to as well
                left, line = 0.0, line + 1
            word = part.lead if n == 0 else mark.joint
            before = type_.width(word) + APART if word else 0.0
            own = mark_width(mark, type_)
            if left and left + before + own > width:
                if n and word and left + before - APART <= width:
                    # a word between two marks ends the line rather than begins one
                    yield PlacedWord(word, column, left, line)
                    word, before = "", 0.0
                left, line = 0.0, line + 1
            if word:
                yield PlacedWord(type_.cut(word, width), column, left, line)
            if left == 0.0 and before + own > width and word:
                before, line = 0.0, line + 1
            own = min(own, width - before)
            room = own - before_words(mark) - (0.0 if mark.is_none else PADDING)
            text = type_.cut(mark.text, room + 0.01)
            yield PlacedMark(mark, column, left + before, own, line, text)
            left += before + own + APART
        if part.tail:
            words = list(_tail(part.tail, column, left, line, width, type_))
            yield from words
            last = words[-1]
            left, line = last.left + type_.width(last.text) + APART, last.line


def _tail(
    text: str, column: int, left: float, line: int, width: float, type_: Type
) -> Iterator[PlacedWord]:
    """Words behind the last mark of a part, or below it where they find no room."""
    if left + type_.width(text) <= width:
        yield PlacedWord(text, column, left, line)
        return
    for n, own in enumerate(type_.lines(text, width)):
        yield PlacedWord(own, column, 0.0, line + 1 + n)


def _label(row: Row, width: float, type_: Type) -> list[PlacedWord]:
    """The years or name in bold, the number of patients behind it, the kind below.

    Two lines at most, in whole words where they have room: the middle of a kind gives way.
    """
    made = []
    heads = type_.lines(row.head, width, bold=True)[:2]
    for line, text in enumerate(heads):
        made.append(PlacedWord(text, 0, 0.0, line, bold=True, muted=False))
    line = max(len(heads) - 1, 0)
    left = type_.width(heads[-1], bold=True) + APART if heads else 0.0
    words = row.kind
    if row.count and left + type_.width(row.count) <= width:
        made.append(PlacedWord(row.count, 0, left, line))
    elif row.count:
        words = f"{row.kind} ({row.count})" if row.kind else row.count
    room = max(LABEL_LINES - line - 1, 1)
    below = type_.in_lines(words, width, room) if words else []
    return [*made, *(PlacedWord(text, 0, 0.0, line + 1 + n) for n, text in enumerate(below))]


def _lines(placed: Sequence[Item]) -> int:
    return max((each.line for each in placed), default=-1) + 1


def cell_of(row: Row, column: int, width: float, type_: Type) -> Sequence[Item]:
    """The label of a row, or one of its cells, set in a width."""
    inner = width - (BETWEEN if column < len(HEADS) else 0.0)
    if column == 0:
        return _label(row, inner, type_)
    return list(flow(row.cells[column - 1], column, inner, type_))


@dataclass(frozen=True)
class WidthSearch:
    """The search for the widths of label and columns of some rows."""

    rows: tuple[Row, ...]
    type_: Type
    width: float

    def best(self) -> tuple[float, ...]:
        """The widths with which the rows need the fewest lines; a cut counts for several.

        First in coarse steps, then in finer ones around what was found.
        """
        candidates = [
            [w for w in range(0, int(self.width), STEP) if low <= w / self.width <= high]
            for low, high in SHARES[:3]
        ]
        coarse = self._best_of(product(*candidates), (self.width / 4,) * 4)
        around = [[int(width) + n for n in (0, -STEP // 2, STEP // 2)] for width in coarse[:3]]
        return self._best_of(product(*around), coarse)

    def _best_of(
        self, found: Iterable[tuple[int, ...]], best: tuple[float, ...]
    ) -> tuple[float, ...]:
        """The widths of label and first columns that need the fewest lines; ``best`` without."""
        names: dict[int, int] = {}
        costs: dict[tuple[int, int], list[int]] = {}

        def cost(column: int, width: int) -> list[int]:
            if (column, width) not in costs:
                costs[column, width] = [self._cost(row, column, width) for row in self.rows]
            return costs[column, width]

        least = float("inf")
        for three in found:
            last = int(self.width) - sum(three)
            if not SHARES[3][0] <= last / self.width <= SHARES[3][1]:
                continue
            if three[0] not in names:
                names[three[0]] = self._names_cut(three[0])
            columns = [cost(n, w) for n, w in enumerate((*three, last))]
            needed = sum(map(max, *columns)) + names[three[0]]
            if needed < least:
                best, least = (*map(float, three), float(last)), needed
        return best

    def _names_cut(self, width: float) -> int:
        """The protocols whose names are not said in full: each counts for a line."""
        cells = [cell_of(row, 0, width, self.type_) for row in self.rows]
        return sum(any(ELLIPSIS in word.text for word in cell) for cell in cells)

    def _cost(self, row: Row, column: int, width: float) -> int:
        placed = cell_of(row, column, width, self.type_)
        cut = any(isinstance(p, PlacedMark) and p.text != p.mark.text for p in placed)
        return _lines(placed) + CUT_COSTS * cut


@lru_cache(maxsize=WIDTHS_KEPT)
def best_widths(rows: tuple[Row, ...], type_: Type, width: float) -> tuple[float, ...]:
    """The widths with which the rows need the fewest lines: a slide asks for them several times,
    and every deck again."""
    return WidthSearch(rows, type_, width).best()


@dataclass(frozen=True)
class GlanceLayout:
    """Rows placed for a width and, where it is given, a height.

    Attributes:
        widths: of the label and of the columns, the space behind each included.
        whole: nothing is left out by a choice of roles, classes or agents.
    """

    rows: tuple[Row, ...]
    type_: Type
    width: float
    room: float | None = None
    whole: bool = True
    key_shown: bool = True
    widths: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", best_widths(self.rows, self.type_, self.width))

    @cached_property
    def placed(self) -> list[list[Item]]:
        """The items of each row."""
        return [
            [
                each
                for n, width in enumerate(self.widths)
                for each in cell_of(row, n, width, self.type_)
            ]
            for row in self.rows
        ]

    @property
    def lefts(self) -> tuple[float, ...]:
        """The left ends of label and columns."""
        return tuple(sum(self.widths[:n]) for n in range(len(self.widths)))

    @cached_property
    def lines(self) -> list[int]:
        """The number of lines of each row."""
        return [max(_lines(placed), 1) for placed in self.placed]

    @cached_property
    def key(self) -> list[PlacedEntry]:
        placed, left, line = [], 0.0, 0
        for entry in key_entries(self.rows, self.whole):
            icon = ICON if entry.sign else 0.0
            own = icon + self.type_.width(entry.text)
            if left and left + own > self.width:
                left, line = 0.0, line + 1
            placed.append(PlacedEntry(entry, left, line))
            left += own + KEY_APART
        return placed

    @property
    def key_lines(self) -> int:
        return max((entry.line for entry in self.key), default=-1) + 1

    @cached_property
    def pitch(self) -> float:
        """From one line to the next."""
        low, high = self.type_.lowest, self.type_.highest
        if self.room is None:
            return high
        # head, key and spaces are as high as lines of their own or a share of them
        units = sum(self.lines) + 1 + self.key_lines + LEAST_SPACE * (len(self.rows) + 1)
        return max(low, min(high, self.room / units))

    @cached_property
    def space(self) -> float:
        """Between two rows."""
        least = LEAST_SPACE * self.pitch
        if self.room is None:
            return least
        used = (sum(self.lines) + 1 + self.key_lines) * self.pitch
        return max(least, min((self.room - used) / (len(self.rows) + 1), self.pitch))

    @cached_property
    def tops(self) -> list[float]:
        """The upper end of each row, its half of the space included."""
        tops = [self.pitch]
        for lines in self.lines:
            tops.append(tops[-1] + lines * self.pitch + self.space)
        return tops

    def middle(self, row: int, line: int) -> float:
        """The middle of a line in a row."""
        return self.tops[row] + self.space / 2 + (line + 0.5) * self.pitch

    def key_middle(self, line: int) -> float:
        return self.tops[-1] + self.space + (line + 0.5) * self.pitch

    @property
    def height(self) -> float:
        return self.tops[-1] + self.space + self.key_lines * self.pitch

    @property
    def fits(self) -> bool:
        """Says whether the height has room for all, up to what sums of lengths are off."""
        return self.room is None or self.height <= self.room + 0.01

    @property
    def mark_height(self) -> float:
        return min(self.pitch - 1.5, self.type_.size * 1.62)


LEAST_SPACE = 0.16
"""Between two rows, in lines."""


def key_entries(rows: Sequence[Row], whole: bool) -> list[GlanceEntry]:
    """The classes that are drawn by colour and sign, and the looks of the marks that are."""
    marks = [mark for row in rows for mark in row.marks if not mark.is_none]
    drawn = {mark.event.agent_class: mark.event.class_label for mark in marks}
    classes = [
        GlanceEntry(code, signed(code, drawn[code])) for code in AGENT_CLASS.codes if code in drawn
    ]
    light = lighter_in_words(event for mark in marks for event in mark.events)
    looks_said = {**LOOKS, "worked out": f"Light: {light}"}
    wanted = {
        "days": any(mark.has_days for mark in marks),
        "no days": any(not mark.has_days for mark in marks),
        "worked out": any(mark.evidence == "worked out" for mark in marks),
        "some": any(mark.whom == "some" for mark in marks),
        "unknown": any(mark.whom == "not stated for whom" for mark in marks),
        "single": any(mark.is_single for mark in marks),
        "then": any(mark.joint == "→" for mark in marks),
    }
    looks = [
        GlanceEntry("" if n == "then" else n, looks_said[n])
        for n, is_drawn in wanted.items()
        if is_drawn
    ]
    if is_empty(rows):
        looks.append(GlanceEntry("", EMPTY if whole else EMPTY_OF_CHOICE))
    return [*classes, *looks, GlanceEntry("", day_zero_of(rows))]


def day_zero_of(rows: Sequence[Row]) -> str:
    """``Day 0: islet or first cell infusion``."""
    zeros = list(dict.fromkeys(row.day_zero.lower() for row in rows if row.day_zero))
    return f"Day 0: {either(_ending_once(zeros))}"


def _ending_once(texts: Sequence[str]) -> list[str]:
    """The texts, a last word that all share behind the last of them alone."""
    if len({text.rpartition(" ")[2] for text in texts}) > 1:
        return list(texts)
    return [*(text.rpartition(" ")[0] or text for text in texts[:-1]), *texts[-1:]]


def either(words: Sequence[str]) -> str:
    """``a, b or c``."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
