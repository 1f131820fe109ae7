"""Maps."""

from typing import Any

import pandas as pd

from components.theme import Palette, base_layout
from data.options import MapOptions


def trial_map(frame: pd.DataFrame, palette: Palette, options: MapOptions) -> dict[str, Any]:
    return {"data": [], "layout": base_layout(palette, height=400)}


def in_words(frame: pd.DataFrame) -> str:
    return ""
