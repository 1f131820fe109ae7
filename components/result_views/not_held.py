"""The parts of results for which an imported file has no room, said below each figure of them.

A part that the file has no room for may well be posted: its gap is the file's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.view import View
from data.link.state import PageState
from data.store import TrialStore

NOT_HELD = "not_held"
"""Key of the sentence among the attributes of a frame."""


@dataclass(frozen=True)
class PartOfResults:
    """A column of a frame of results, in words; ``of``: said only where this column has a text."""

    frame: str
    column: str
    words: str
    of: str = ""


PARTS: Mapping[str, tuple[PartOfResults, ...]] = {
    # AACT has comments on reasons and none on the number of a milestone; the column is held for
    # the former, and a file without class numbers is one of AACT's
    "participant-flow": (
        PartOfResults(
            "results_values", "analysed", "comments on the numbers that started and completed"
        ),
    ),
    "outcome-by-arm": (
        PartOfResults(
            "results_values",
            "analysed",
            "the number analysed in a single row; n and percentages are of the whole group",
            of="class_title",
        ),
    ),
    "posted-estimates": (
        PartOfResults("results_analyses", "lower_comment", "comments on lower limits"),
    ),
    "adverse-events": (
        PartOfResults("results_events", "notes", "notes on events"),
        PartOfResults("results_about", "deaths_comment", "the remark on deaths"),
    ),
}
"""Slug of a view -> the parts that it would show or rest on."""


def not_held(store: TrialStore, frame: pd.DataFrame, slug: str) -> str:
    """``Not in this file: notes on events.``; empty where the file has room for all."""
    said = [
        part.words
        for part in PARTS.get(slug, ())
        if store.not_in_file(part.frame, part.column)
        and (not part.of or (frame[part.of] != "").any())
    ]
    return f"Not in this file: {'; '.join(said)}." if said and len(frame) else ""


def saying_what_is_not_held(view: View[Any]) -> View[Any]:
    """Makes a view of results say, after all else, what the file of its trial has no room for."""
    if view.slug not in PARTS:
        return view

    def query(store: TrialStore, state: PageState) -> pd.DataFrame:
        frame = view.query(store, state).copy(deep=False)
        frame.attrs[NOT_HELD] = not_held(store, frame, view.slug)
        return frame

    def left_out(frame: pd.DataFrame) -> str:
        return " ".join(filter(None, (view.left_out(frame), frame.attrs.get(NOT_HELD, ""))))

    return replace(view, query=query, left_out=left_out)
