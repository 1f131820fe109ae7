"""A cheap sign that a text may hold a day, for a search of very many texts."""

import re

TIMING = r"(?i)(?:\b[dw]|day|week|wk|month|\bcycles?|\bc\d{1,2}(?:-c?\d{1,2})?\W{0,3}d)s?[^0-9A-Za-z]{0,6}\d|\b(?:at|on) 0\W"
"""RE2 and ``re`` read it alike; true of every text that holds a reading of kind DAY."""
_TIMING = re.compile(TIMING)


def has_timing(text: str) -> bool:
    return _TIMING.search(text) is not None
