"""The reasons for which trials stopped, as a table of texts."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.figures.empty import NO_TRIAL
from components.figures.text_table import WIDTH, TextColumn, TextRow, text_table
from components.theme import Palette

COLUMNS = (
    TextColumn("nct_id", "Trial", 0.9, bold=True),
    TextColumn("title", "Title", 2.6),
    TextColumn("status_label", "Status", 0.8),
    TextColumn("why_stopped", "Why it stopped, as posted", 3.4),
    TextColumn("completion_words", "Completion", 1.2),
    TextColumn("enrollment_words", "Enrolment", 0.9),
)
MOST_LINES = 2


def part_count(frame: pd.DataFrame) -> int:
    """The number of parts of ``queries.stopped_trials.stopped_trials``."""
    return int(frame.attrs.get("parts", 1))


def rows_of(frame: pd.DataFrame) -> Sequence[TextRow]:
    return [TextRow(row) for row in frame.astype("str").to_dict("records")]


def stopped_trials(
    frame: pd.DataFrame, palette: Palette, width: float = WIDTH, height: float | None = None
) -> dict[str, Any]:
    """frame: ``queries.stopped_trials.stopped_trials``."""
    return text_table(rows_of(frame), COLUMNS, palette, NO_TRIAL, width, height, MOST_LINES)


def in_words(frame: pd.DataFrame) -> str:
    """Names each trial of the part with its reason."""
    return " ".join(
        f"{row['nct_id']}, {str(row['status_label']).lower()}: {row['why_stopped']}."
        for row in frame.to_dict("records")
    )
