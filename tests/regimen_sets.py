"""The sets of protocols that the pages offer, as their raw file has them."""

import csv

from data.store import RAW

with (RAW / "regimen_sets.csv").open(encoding="utf-8", newline="") as file:
    ROWS = sorted(csv.DictReader(file), key=lambda row: int(row["position"]))
COMPARED = [
    (row["title"], tuple(row["regimens"].split("|"))) for row in ROWS if row["page"] == "COMPARE"
]
"""Title and regimens of each comparison."""
FIRST_SHOWN = next(tuple(row["regimens"].split("|")) for row in ROWS if row["page"] == "PROTOCOLS")
