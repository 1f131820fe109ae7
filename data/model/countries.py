"""Countries by ISO 3166-1 alpha-3 code: short English name and a point for the label.

``XKX`` (Kosovo) is the user-assigned code that registries use; it is in no ISO list.
The points (degrees north, degrees east) stand inside each country's main land: those of the
map's own geometry (assets/topojson), public coordinates for the few it does not draw.
"""

import csv
from pathlib import Path

RAW = Path(__file__).parents[1] / "raw"


def _read_rows() -> list[dict[str, str]]:
    with (RAW / "countries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_ROWS = _read_rows()
NAMES = {row["iso3"]: row["name"] for row in _ROWS}
ISO3 = tuple(NAMES)
LABEL_POINTS = {row["iso3"]: (float(row["lat"]), float(row["lon"])) for row in _ROWS}
"""code -> (lat, lon)"""
WITHOUT_SHAPE = frozenset(row["iso3"] for row in _ROWS if row["shape"] == "no")
"""Countries too small for the map's geometry; a dot stands for them."""
