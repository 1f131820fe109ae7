"""The schedule of activities on a phone: one visit below another, its activities folded."""

from typing import Any

import pandas as pd

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from data.model.amounts import amount
from data.queries.activity_schedule import CONDITION
from data.queries.study_designs import MAIN

NO_ACTIVITY = "No activity at this visit."


def schedule_upright(frame: pd.DataFrame) -> list[Markup]:
    """frame: ``queries.activity_schedule.activity_schedule``."""
    visits = frame[frame["visit"] != ""].sort_values(
        ["timeline_position", "visit_position", "activity_position"], kind="stable"
    )
    made: list[Markup] = [
        piece(
            "section",
            _head(own.iloc[0], int(line)),
            *(_visit(each) for _, each in own.groupby("visit_position", sort=False)),
        )
        for line, own in visits.groupby("timeline_position", sort=False)
    ]
    idle = frame.loc[frame["visit"] == "", "activity"].tolist()
    if idle:
        made.append(piece("p", f"At no visit: {', '.join(idle)}.", className="muted small"))
    return made


def _head(first: Any, line: int) -> Piece:
    if line == MAIN:
        return piece("h3", "Visits")
    starts = f"Starts with: {first['starts']}" if first["starts"] else None
    words = piece("span", starts, className="zero") if starts else None
    return piece("h4", f"Sub-timeline: {first['timeline']}", words, dir=OWN_DIRECTION)


def _visit(own: pd.DataFrame) -> Piece:
    """A visit with its day and window; what is done at it opens below."""
    first = own.iloc[0]
    days = ", ".join(filter(None, (first["day_words"], first["window_words"], first["epoch"])))
    rows = [row for row in own.itertuples() if row.activity]
    number = amount(len(rows), "activity", "activities") if rows else "no activity"
    label = piece(
        "span", piece("b", first["visit"]), f" · {days} · {number}", className="lane-label"
    )
    done = [_activity(row) for row in rows] or [piece("p", NO_ACTIVITY)]
    more = piece("div", *done, className="lane-more", dir=OWN_DIRECTION)
    return piece("details", piece("summary", label), more, className="lane")


def _activity(row: Any) -> Piece:
    runs = f" Runs the sub-timeline {row.runs}." if row.runs else ""
    said = f" Only if: {row.condition}" if row.mark == CONDITION else ""
    return piece("p", piece("b", row.activity), f"{said}{runs}")
