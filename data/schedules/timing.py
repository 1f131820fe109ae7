"""A cheap sign that a text may hold a day, for a search of very many texts."""

import re

TIMING = (
    r"(?i)(?:\b[dw]|day|week|wk|month|cycle|\bc\d{1,2}(?:-c?\d{1,2})?\W{0,3}d)s?[^0-9a-z]{0,8}\d"
    r"|\b(?:at|on)\s+0\W|1\s?(?:-|‐|‑|‒|–|—|−|－|~|〜|∼|to)\s?\d{1,2}\s?days?\s|[\s,;(][-+‐‑‒–—−－]\d"
)
"""RE2 and ``re`` read it alike; it is true of every text that holds a reading of kind DAY."""
_TIMING = re.compile(TIMING)


def has_timing(text: str) -> bool:
    return _TIMING.search(text) is not None
