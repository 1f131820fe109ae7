"""Frames as files that a reader can open elsewhere. No dash in here."""

import csv
import io
import re

import pandas as pd

PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before a formula's sign."""
    if text.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


def _cell(value: object) -> str:
    """A cell as the raw files write it: nothing for a gap, whole numbers without a point."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return harmless(str(value))


def csv_text(frame: pd.DataFrame) -> str:
    """The frame as CSV (RFC 4180): a header line, then one line a row, each ended by CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False))
    return out.getvalue()
