"""Cells of a spreadsheet as one kind of value, whichever program wrote them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, auto

from data.readers.dates import MONTHS

DIGITS = 15
"""Those that a spreadsheet keeps of a number; more are noise of its arithmetic."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u2060\ufeff\u00ad"), "")
"""Signs without width, which copying from a web page brings along."""


class CellKind(Enum):
    """The kind of value that a spreadsheet takes a cell for."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    FORMULA = auto()
    TRUTH = auto()
    ERROR = auto()


@dataclass(frozen=True)
class SheetCell:
    """A cell as text: spaces single, a number without noise, a day as YYYY-MM-DD."""

    text: str = ""
    kind: CellKind = CellKind.TEXT

    def __bool__(self) -> bool:
        return self.text != ""


EMPTY = SheetCell()


def one_line(text: str) -> str:
    """A text without signs that are not seen, its spaces and line breaks single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(UNSEEN).split())


def text_cell(text: str) -> SheetCell:
    """A cell of a text file, which a spreadsheet would take for a formula after an equals sign."""
    line = one_line(text)
    return SheetCell(line, CellKind.FORMULA if line.startswith("=") else CellKind.TEXT)


def value_cell(value: object, data_type: str) -> SheetCell:
    """A cell as openpyxl reads it; data_type: its letter for what the file says the cell holds."""
    if value is None:
        return EMPTY
    if data_type == "f":
        # the text of a formula of many cells is in an object
        return SheetCell(one_line(str(getattr(value, "text", value) or "=")), CellKind.FORMULA)
    if data_type == "e":
        return SheetCell(one_line(str(value)), CellKind.ERROR)
    if isinstance(value, bool):
        return SheetCell(str(value).upper(), CellKind.TRUTH)
    if isinstance(value, int | float):
        return SheetCell(number_text(value), CellKind.NUMBER)
    if isinstance(value, date | time | timedelta):
        return SheetCell(_date_text(value), CellKind.DATE)
    return text_cell(str(value))


def number_text(value: float) -> str:
    """``7`` for 7.0, ``0.3`` for 0.30000000000000004, never with an exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    plain = f"{Decimal(f'{value:.{DIGITS}g}'):f}"
    whole = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if whole == "-0" else whole


def _date_text(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


MONTH = rf"({'|'.join(MONTHS)})[a-z]*"
FORMS: Mapping[str, re.Pattern[str]] = {
    "a date": re.compile(
        r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*"
        rf"|\d{{1,2}}[-. ]*{MONTH}[-. ]*(\d{{2}}|\d{{4}})?|{MONTH}[-. ]+\d{{1,4}}(, ?\d{{4}})?",
        re.IGNORECASE,
    ),
    "a number with a comma": re.compile(r"[+-]?\d+,\d+"),
}
"""Words for a text that is no number -> its form."""
PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
MINUS = str.maketrans("−–‒﹣－", "-----")
"""Dashes that a keyboard or a word processor writes for a minus."""


def number_of(text: str) -> str | None:
    """The number that a text is, as the frames write it; none where it is none."""
    plain = text.translate(MINUS).replace(" ", "")
    if not PLAIN.fullmatch(plain) or len(plain) > DIGITS:
        return None
    return number_text(float(plain))


def form_of(text: str) -> str:
    """``a date`` or ``a number with a comma``: what a text without a number looks like."""
    return next((words for words, form in FORMS.items() if form.fullmatch(text)), "")
