"""Frames as they are read by people: texts without the backslashes of a registry's Markdown."""

import pandas as pd

from data.queries.registry_text import unescaped

AS_POSTED = ("source", "locator")
"""Columns that say where a row stands, sign by sign."""


def as_read(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its texts as they are shown: ``p\\<0.05`` is p<0.05. Data stay as posted."""
    changed = {
        name: [unescaped(each) if isinstance(each, str) else each for each in values]
        for name in frame.columns
        if name not in AS_POSTED
        for values in [frame[name].tolist()]
        if any(isinstance(each, str) and "\\" in each for each in values)
    }
    if not changed:
        return frame
    shown = frame.copy()
    for name, texts in changed.items():
        shown[name] = pd.Series(texts, index=frame.index, dtype="object")
    shown.attrs = dict(frame.attrs)
    return shown
