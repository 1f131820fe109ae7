"""Timelines."""

from typing import Any

import pandas as pd

from components.theme import Palette, base_layout


def protocol_timeline(frame: pd.DataFrame, palette: Palette, window: str) -> dict[str, Any]:
    return {"data": [], "layout": base_layout(palette, height=400)}


def in_words(frame: pd.DataFrame) -> str:
    return ""
