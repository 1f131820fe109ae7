"""Participant flow and baseline on a phone: headings and lines in place of boxes and a table."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from data.queries.baseline_table import NOT_POSTED
from data.queries.participant_flow import KINDS, NO_NUMBERS, REASON, row_words

NO_PERIOD = "Period without a title"


def flow_upright(frame: pd.DataFrame) -> list[Markup]:
    """Each period with its groups; frame: ``queries.participant_flow.participant_flow``."""
    made: list[Markup] = []
    for _, period in frame.groupby("period_number", sort=False):
        title = period["period"].iloc[0] or NO_PERIOD
        parts: list[Markup] = [piece("h3", title, dir=OWN_DIRECTION)]
        for _, own in period.groupby("group_number", sort=False):
            parts.append(piece("h4", own["group"].iloc[0], dir=OWN_DIRECTION))
            parts += _flow_lines(own)
        made.append(piece("section", *parts))
    return made


def _flow_lines(own: pd.DataFrame) -> Iterator[Markup]:
    """The numbers of a group in a period, with its reasons as a list."""
    rows: list[dict[Any, Any]] = own.to_dict("records")
    for row in rows:
        if row["kind"] == REASON:
            continue
        words = KINDS[NO_NUMBERS] if row["kind"] == NO_NUMBERS else row_words(row)
        remark = f" {row['remark']}" if row["remark"] else ""
        yield piece("p", piece("b", words), remark, className="plain-line", dir=OWN_DIRECTION)
    reasons = [row for row in rows if row["kind"] == REASON]
    if reasons:
        items = (piece("li", row_words(row), dir=OWN_DIRECTION) for row in reasons)
        yield piece("ul", *items)


def baseline_upright(frame: pd.DataFrame) -> list[Markup]:
    """Each measure with its rows, group by group.

    frame: ``queries.baseline_table.baseline_table``.
    """
    groups = frame.drop_duplicates("group_number").sort_values("group_number")
    made: list[Markup] = [
        piece("p", f"{row.group}: n = {row.group_analysed}", className="small muted")
        for row in groups.itertuples()
        if row.group_analysed
    ]
    for _, own in frame.groupby("measure_number", sort=False):
        first = own.iloc[0]
        kind = piece("p", first["kind_words"], className="small muted")
        rows: list[Markup] = []
        for _, row in own.groupby("row_number", sort=False):
            rows += _baseline_rows(row)
        made.append(piece("section", piece("h3", first["measure"], dir=OWN_DIRECTION), kind, *rows))
    return made


def _baseline_rows(row: pd.DataFrame) -> Iterator[Piece]:
    """The name of a row, then a line for each group."""
    label = row["row_label"].iloc[0]
    if label:
        yield piece("h4", label, dir=OWN_DIRECTION)
    for each in row.to_dict("records"):
        value = piece("b", each["cell"] or NOT_POSTED)
        words = f"{each['group']}: "
        yield piece("p", words, value, className="plain-line", dir=OWN_DIRECTION)
