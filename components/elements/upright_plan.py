"""The study design on a phone: each arm with its elements, then the visits with their days."""

import pandas as pd

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from data.queries.study_plan import CELL, DECISION, VISIT


def plan_upright(frame: pd.DataFrame) -> list[Markup]:
    """frame: ``queries.study_plan.study_plan``."""
    cells = frame[(frame["part"] == CELL) & (frame["arm"] != "")]
    made: list[Markup] = [
        piece(
            "section",
            piece("h3", own["arm"].iloc[0], dir=OWN_DIRECTION),
            piece("dl", *_elements(own)),
        )
        for _, own in cells.groupby("arm_position", sort=False)
    ]
    visits = frame[frame["part"] == VISIT]
    if len(visits):
        zero = visits["day_zero"].iloc[0]
        words = piece("span", f"Day 0 is {zero}", className="zero") if zero else None
        made.append(piece("section", piece("h4", "Visits", words), *_visits(visits)))
    return made + [
        piece("p", piece("b", row.visit), f": {row.words}.", dir=OWN_DIRECTION)
        for row in frame[frame["part"] == DECISION].itertuples()
    ]


def _elements(own: pd.DataFrame) -> list[Piece]:
    """The epochs of an arm, each with the words of its elements."""
    made = []
    for row in own.itertuples():
        if row.epoch:
            words = piece("div", piece("b", row.element or "no element"), f" {row.words}")
            made += [piece("dt", row.epoch), piece("dd", words, dir=OWN_DIRECTION)]
    return made or [piece("dd", "No epoch stated.")]


def _visits(rows: pd.DataFrame) -> list[Piece]:
    return [
        piece(
            "p",
            piece("b", row.visit),
            f" · {', '.join(filter(None, (row.day_words, row.window_words)))}",
            className="plain-line",
            dir=OWN_DIRECTION,
        )
        for row in rows.itertuples()
    ]
