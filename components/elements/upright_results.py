"""Posted results of a trial on a phone: headings and lines in place of boxes, axes and a table.

Of a long list the first blocks stand open. ``trial`` is the number in the link: with another
trial all is folded again.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from components.elements.upright_fold import first_blocks
from data.model.amounts import amount
from data.queries.adverse_events import name_of, time_frame_words
from data.queries.as_read import as_read
from data.queries.baseline_table import NOT_POSTED
from data.queries.participant_flow import (
    COMPLETED,
    KINDS,
    MILESTONE,
    NO_NUMBER,
    NO_NUMBERS,
    REASON,
    lacks_completed,
    row_words,
)
from data.queries.posted_outcome import axis_words
from data.queries.raw_differences import raw_words, two_groups
from data.queries.risk_intervals import RATIO
from data.queries.trial_course import THEN

NO_PERIOD = "Period without a title"


def flow_upright(frame: pd.DataFrame, trial: str = "") -> list[Markup]:
    """Each period with its groups; frame: ``queries.participant_flow.participant_flow``."""
    blocks: list[Piece] = []
    for _, period in frame.groupby("period_number", sort=False):
        title = period["period"].iloc[0] or NO_PERIOD
        head: list[Markup] = [piece("h3", title, dir=OWN_DIRECTION)]
        for _, own in period.groupby("group_number", sort=False):
            name = piece("h4", own["group"].iloc[0], dir=OWN_DIRECTION)
            blocks.append(_block(head, [name, *_flow_lines(own)]))
            head = []
    return first_blocks(blocks, "group", "Participant flow", trial)


def _block(head: Sequence[Markup], lines: Sequence[Markup]) -> Piece:
    """Lines that stay together; those with a head begin something and stand apart."""
    return piece("section" if head else "div", *head, *lines, className="upright-row")


def _flow_lines(own: pd.DataFrame) -> Iterator[Markup]:
    """The numbers of a group in a period; reasons and what is also posted as lists below them."""
    rows: list[dict[Any, Any]] = own.to_dict("records")
    listed = (REASON, MILESTONE)
    for row in rows:
        if row["kind"] not in listed:
            words = KINDS[NO_NUMBERS] if row["kind"] == NO_NUMBERS else row_words(row)
            yield _line("", words, row["remark"])
    if lacks_completed(rows):
        yield _line("", f"{KINDS[COMPLETED]}: {NO_NUMBER}", "")
    for kind in listed:
        items = [
            piece(
                "li", " – ".join(filter(None, (row_words(row), row["remark"]))), dir=OWN_DIRECTION
            )
            for row in rows
            if row["kind"] == kind
        ]
        if items and kind == MILESTONE:
            yield piece("p", f"{KINDS[MILESTONE]}:", className="small muted")
        if items:
            yield piece("ul", *items)


def baseline_upright(frame: pd.DataFrame, trial: str = "") -> list[Markup]:
    """Each measure with its rows, group by group.

    frame: ``queries.baseline_table.baseline_table``.
    """
    groups = frame.drop_duplicates("group_number").sort_values("group_number")
    made: list[Markup] = [
        piece("p", f"{row.group}: n = {row.group_analysed}", className="small muted")
        for row in groups.itertuples()
        if row.group_analysed
    ]
    blocks: list[Piece] = []
    for _, own in frame.groupby("measure_number", sort=False):
        first = own.iloc[0]
        head: list[Markup] = [
            piece("h3", first["measure"], dir=OWN_DIRECTION),
            piece("p", first["kind_words"], className="small muted"),
        ]
        for _, row in own.groupby("row_number", sort=False):
            blocks.append(_block(head, [*_baseline_rows(row)]))
            head = []
    return made + first_blocks(blocks, "row", "Who they were", trial)


def _baseline_rows(row: pd.DataFrame) -> Iterator[Piece]:
    """The name of a row, then a line for each group."""
    label = row["row_label"].iloc[0]
    if label:
        yield piece("h4", label, dir=OWN_DIRECTION)
    for each in row.to_dict("records"):
        value = piece("b", each["cell"] or NOT_POSTED)
        words = f"{each['group']}: "
        yield piece("p", words, value, className="plain-line", dir=OWN_DIRECTION)


def course_upright(frame: pd.DataFrame) -> list[Markup]:
    """Each date and number of the course; those of an earlier reading say which.

    frame: ``queries.trial_course.trial_course``.
    """
    made: list[Markup] = []
    for label, own in frame.groupby("event_label", sort=False):
        rows: list[dict[Any, Any]] = own.to_dict("records")
        if len(rows) == 1 and not rows[0]["group"]:
            made.append(_line(f"{label}: ", rows[0]["value_words"], ""))
            continue
        lines = [piece("h4", str(label))]
        for row in rows:
            name = f"{row['group']}: " if row["group"] else ""
            earlier = f"in {row['reading_label']}" if row["reading"] == THEN else ""
            lines.append(_line(name, row["value_words"], earlier))
        made.append(piece("section", *lines))
    return made


MOST_TERMS = 60
"""Terms of adverse events that a phone lists; the table has all."""


def events_upright(frame: pd.DataFrame, trial: str = "") -> list[Markup]:
    """Each term with the counts of its groups, then the second group against the first.

    frame: ``queries.adverse_events.adverse_events``, in the order in which it is drawn.
    """
    frame = as_read(frame)
    cells: list[dict[Any, Any]] = frame.to_dict("records")
    terms = [list(own) for _, own in groupby(cells, key=itemgetter("row"))]
    first = cells[0]
    about = f"{first['threshold_words']} {time_frame_words(first['time_frame'])}"
    made: list[Markup] = [piece("p", about, className="small muted", dir=OWN_DIRECTION)]
    blocks = [_block((), [*_event_lines(own)]) for own in terms[:MOST_TERMS]]
    made += first_blocks(blocks, "row", "Adverse events", trial)
    if len(terms) > MOST_TERMS:
        more = f"{amount(len(terms) - MOST_TERMS, 'more row')} in the table."
        made.append(piece("p", more, className="small muted"))
    return made


def _event_lines(own: Sequence[dict[Any, Any]]) -> Iterator[Markup]:
    """The name of a term, a line for each group drawn, and the contrast."""
    first = own[0]
    yield piece("h4", name_of(first["term"], first["event_kind"]), dir=OWN_DIRECTION)
    for cell in own:
        if cell["is_drawn"]:
            remark = f" – {cell['remark']}" if cell["remark"] else ""
            counts = piece("b", cell["counts_words"])
            words = f"{cell['group']}: "
            yield piece("p", words, counts, remark, className="plain-line", dir=OWN_DIRECTION)
    for cell in own:
        if cell["contrast_words"]:
            unit = "Ratio" if cell["contrast"] == RATIO else "Difference in % points"
            words = f"{unit}, second against first: {cell['contrast_words']}"
            yield piece("p", words, className="small muted")


def outcome_upright(frame: pd.DataFrame, trial: str = "") -> list[Markup]:
    """The measure, then a line for each value.

    frame: ``queries.posted_outcome.outcome_by_arm``.
    """
    frame = as_read(frame)
    first = frame.iloc[0]
    said = [f"Time frame: {first['time_frame'] or 'not stated'}", axis_words(frame)]
    if frame["difference"].notna().any():
        one, other = two_groups(frame)
        said.append(f"{raw_words(frame)} First: {one}. Second: {other}.")
    title = f"{first['outcome_kind_label']}: {first['measure']}"
    made: list[Markup] = [
        piece("h3", title, dir=OWN_DIRECTION),
        *(piece("p", each, className="small muted", dir=OWN_DIRECTION) for each in said),
    ]
    blocks: list[Piece] = []
    for _, own in frame.groupby("row_number", sort=False):
        label = own["row_label"].iloc[0]
        lines: list[Markup] = [piece("h4", label, dir=OWN_DIRECTION)] if label else []
        for row in own.to_dict("records"):
            count = f" (n = {row['analysed']})" if row["analysed"] else ""
            lines.append(_line(f"{row['group']}{count}: ", row["cell"], row["remark"]))
            if row["difference_words"]:
                words = f"Worked out here, not posted: {row['difference_words']}."
                lines.append(piece("p", words, className="small muted"))
        blocks.append(_block((), lines))
    return made + first_blocks(blocks, "row", title, trial)


def estimates_upright(frame: pd.DataFrame, trial: str = "") -> list[Markup]:
    """Each measure with its analyses, those without an estimate among them.

    frame: ``queries.posted_analyses.posted_analyses``.
    """
    frame = as_read(frame)
    blocks: list[Piece] = []
    for _, own in frame.groupby("measure_position", sort=False):
        first = own.iloc[0]
        title = f"{first['outcome_kind_label']}: {first['measure']}"
        head: list[Markup] = [piece("h3", title, dir=OWN_DIRECTION)]
        for row in own.to_dict("records"):
            blocks.append(_block(head, [*_estimate_lines(row)]))
            head = []
    return first_blocks(blocks, "estimate", "Estimates as posted", trial)


def _estimate_lines(row: dict[Any, Any]) -> Iterator[Markup]:
    """The groups compared, the estimate, its p value, method and design, and posted words."""
    yield piece("h4", row["compared"], dir=OWN_DIRECTION)
    interval = f", {row['interval_label']}" if row["interval_label"] else ""
    yield _line(f"{row['param_type']}: ", f"{row['estimate_words']}{interval}", row["remark"])
    p_value = str(row["p_value"]).removeprefix("=").strip()
    about = (f"p {p_value}" if p_value else "", row["method"], row["design"])
    for small in ("; ".join(filter(None, about)), str(row["comment"])):
        if small:
            yield piece("p", small, className="small muted", dir=OWN_DIRECTION)


def _line(name: str, words: str, remark: str) -> Piece:
    said = f" {remark}" if remark else ""
    return piece("p", name, piece("b", words), said, className="plain-line", dir=OWN_DIRECTION)
