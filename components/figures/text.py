"""Text on its way into a figure: plotly reads a little HTML, so all data is escaped."""

from html import escape
from textwrap import wrap

LINE_BREAK = "<br>"


def plain(text: object) -> str:
    """Text that plotly shows as it is, markup and all."""
    return escape(str(text), quote=False)


def wrapped(text: object, width: int) -> str:
    """Plain text in lines of at most ``width`` characters."""
    lines = wrap(str(text), width, break_long_words=True) or [""]
    return LINE_BREAK.join(plain(line) for line in lines)


def trials(count: int) -> str:
    """``1 trial``, ``2 trials``."""
    return f"{count:,} trial" if count == 1 else f"{count:,} trials"
