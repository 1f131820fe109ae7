"""Primary outcomes of several trials as posted, as a table of texts."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from components.figures.empty import NO_TRIAL
from components.figures.text_table import WIDTH, CellTexts, TextColumn, TextRow, text_table
from components.theme import Palette
from data.model.amounts import amount
from data.queries.primary_outcomes import NO_VALUE

COLUMNS = (
    TextColumn("nct_id", "Trial", 1.0, bold=True),
    TextColumn("measure", "Primary outcome; time frame", 2.7),
    TextColumn("group", "Group", 1.7),
    TextColumn("analysed", "n", 0.5),
    TextColumn("posted_value", "Posted value", 1.7),
    TextColumn("estimates", "Estimate as posted", 2.2),
)
ROWS_OF_TRIAL = 4
"""Rows of a trial in the figure; the data table and the files have all."""
MOST_VALUES = 2
"""Values of a group, such as those of several times, that its cell has."""
MOST_LINES = 3


def part_count(frame: pd.DataFrame) -> int:
    """The number of parts of ``queries.primary_outcomes.primary_outcomes``."""
    return int(frame.attrs.get("parts", 1))


def rows_of(frame: pd.DataFrame) -> list[TextRow]:
    """The rows drawn: a group of a measure each, and how many more a trial has."""
    rows: list[TextRow] = []
    for nct_id, own in groupby(frame.to_dict("records"), key=lambda row: row["nct_id"]):
        made = _of_trial(str(nct_id), list(own))
        shown = made if len(made) <= ROWS_OF_TRIAL else made[: ROWS_OF_TRIAL - 1]
        rows += [TextRow(texts, is_first=not place) for place, texts in enumerate(shown)]
        if len(shown) < len(made):
            more = amount(len(made) - len(shown), "more row")
            rows.append(TextRow({"measure": f"and {more} of this trial"}, is_first=False))
    return rows


def _of_trial(nct_id: str, values: Sequence[dict[Any, Any]]) -> list[CellTexts]:
    made: list[CellTexts] = []
    for _, of_measure in groupby(values, key=lambda row: row["measure_position"]):
        for place, (group, own) in enumerate(_by_group(list(of_measure)).items()):
            first = own[0]
            head = "; ".join(filter(None, (first["measure"], first["time_frame"])))
            made.append(
                {
                    "nct_id": "" if made else nct_id,
                    "measure": "" if place else head,
                    "group": group,
                    "analysed": first["analysed"],
                    "posted_value": _values(own),
                    "estimates": "" if place else first["estimates"],
                }
            )
    return made


def _by_group(rows: Sequence[dict[Any, Any]]) -> dict[str, list[dict[Any, Any]]]:
    found: dict[str, list[dict[Any, Any]]] = {}
    for row in rows:
        found.setdefault(str(row["group"]), []).append(row)
    return found


def _values(rows: Sequence[dict[Any, Any]]) -> str:
    """The values of a group with their units; of many the first."""
    is_posted = rows[0]["posted_value"] != NO_VALUE
    units = f" {rows[0]['units']}" if rows[0]["units"] and is_posted else ""
    if len(rows) == 1:
        return f"{rows[0]['posted_value']}{units}"
    said = [_named(row) for row in rows[:MOST_VALUES]]
    more = [f"and {len(rows) - MOST_VALUES:,} more"] if len(rows) > MOST_VALUES else []
    return "; ".join([*said, *more]) + units


def _named(row: dict[Any, Any]) -> str:
    name = ", ".join(filter(None, (row["class_title"], row["category_title"])))
    return f"{name}: {row['posted_value']}" if name else str(row["posted_value"])


def primary_outcomes(
    frame: pd.DataFrame, palette: Palette, width: float = WIDTH, height: float | None = None
) -> dict[str, Any]:
    """frame: ``queries.primary_outcomes.primary_outcomes``."""
    return text_table(rows_of(frame), COLUMNS, palette, NO_TRIAL, width, height, MOST_LINES)


def in_words(frame: pd.DataFrame) -> str:
    """Each row of the figure in a sentence."""
    said, trial, measure = [], "", ""
    for row in rows_of(frame):
        texts = row.texts
        trial, measure = texts.get("nct_id") or trial, texts["measure"] or measure
        group = f", {texts['group']}" if texts.get("group") else ""
        value = f": {texts['posted_value']}" if texts.get("posted_value") else ""
        said.append(f"{trial}, {measure}{group}{value}.")
    return " ".join(said)
