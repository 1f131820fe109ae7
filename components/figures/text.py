"""Text on its way into a figure: plotly reads a little HTML, so all data is escaped."""

import re
from functools import lru_cache
from html import escape
from textwrap import wrap

from data.model.amounts import amount

LINE_BREAK = "<br>"
ELLIPSIS = " … "


NOT_SHOWN = re.compile("[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold, as SVG and slides are, and other control characters."""


FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters of Hebrew, Arabic and the like, and signs that turn the direction of a text."""
ISOLATE, ISOLATE_END = "\u2068", "\u2069"
"""Around a text that runs in its own direction: what stands beside it stays where it is."""


def clean(text: object) -> str:
    """Text without control characters; registry text may have them, and nothing shows them."""
    return NOT_SHOWN.sub("", str(text))


def plain(text: object) -> str:
    """Text that plotly shows as it is, markup and all."""
    shown = escape(clean(text), quote=False)
    return f"{ISOLATE}{shown}{ISOLATE_END}" if FROM_THE_RIGHT.search(shown) else shown


@lru_cache(maxsize=4096)
def wrapped(text: object, width: int) -> str:
    """Plain text in lines of at most ``width`` characters; labels come again with each change."""
    lines = _lines(str(text), width) or [""]
    return LINE_BREAK.join(plain(line) for line in lines)


def _lines(text: str, width: int) -> list[str]:
    """Wraps a text as ``textwrap.wrap`` does; most hold nothing but words to put in lines,
    which takes it fifteen times as long: the map names the hospitals of hundreds of cities."""
    words = text.split()
    if "-" in text or any(len(word) > width for word in words) or " ".join(words) != text:
        return wrap(text, width, break_long_words=True)
    lines, line = [], ""
    for word in words:
        if not line:
            line = word
        elif len(line) + 1 + len(word) <= width:
            line = f"{line} {word}"
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def shortened(text: object, most: int) -> str:
    """Text of at most ``most`` characters; the middle of a long one gives way to an ellipsis.

    Names of diseases often differ in their last words alone: "..., recurrent".
    """
    whole = str(text)
    if len(whole) <= most:
        return whole
    room = most // 3
    *_, end = whole[-room:].partition(" ")
    tail = end.strip() or whole[-room:]
    return f"{whole[: most - len(tail) - len(ELLIPSIS)].rstrip()}{ELLIPSIS}{tail}"


@lru_cache(maxsize=4096)
def short_label(text: object, width: int, lines: int) -> str:
    """Plain text in at most so many lines of at most ``width`` characters."""
    most = width * lines
    while len(wrap(shortened(text, most), width)) > lines:
        most -= 1
    return wrapped(shortened(text, most), width)


@lru_cache(maxsize=4096)
def trials(count: int) -> str:
    """``1 trial``, ``2 trials``."""
    return amount(count, "trial")
