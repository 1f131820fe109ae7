"""Countries by ISO 3166-1 alpha-3 code, with the short English name shown to readers.

``XKX`` (Kosovo) is the user-assigned code that registries use; it is in no ISO list.
"""

import csv
from pathlib import Path

RAW = Path(__file__).parent / "raw"


def _read_names() -> dict[str, str]:
    with (RAW / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"]: row["name"] for row in csv.DictReader(file)}


NAMES = _read_names()
ISO3 = tuple(NAMES)
