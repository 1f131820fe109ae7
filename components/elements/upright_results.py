"""Posted results of a trial on a phone: headings and lines in place of boxes, axes and a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from components.elements.markup import OWN_DIRECTION, Markup, Piece, piece
from data.model.amounts import amount
from data.queries.adverse_events import name_of, time_frame_words
from data.queries.baseline_table import NOT_POSTED
from data.queries.participant_flow import KINDS, NO_NUMBERS, REASON, row_words
from data.queries.posted_outcome import axis_words
from data.queries.raw_differences import raw_words
from data.queries.risk_intervals import RATIO

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


MOST_TERMS = 60
"""Terms of adverse events that a phone lists; the table has all."""


def events_upright(frame: pd.DataFrame) -> list[Markup]:
    """Each term with the counts of its groups, then the second group against the first.

    frame: ``queries.adverse_events.adverse_events``, in the order in which it is drawn.
    """
    cells: list[dict[Any, Any]] = frame.to_dict("records")
    terms = [list(own) for _, own in groupby(cells, key=itemgetter("row"))]
    first = cells[0]
    about = f"{first['threshold_words']} {time_frame_words(first['time_frame'])}"
    made: list[Markup] = [piece("p", about, className="small muted", dir=OWN_DIRECTION)]
    made += [piece("section", *_event_lines(own)) for own in terms[:MOST_TERMS]]
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


def outcome_upright(frame: pd.DataFrame) -> list[Markup]:
    """The measure, then a line for each value.

    frame: ``queries.posted_outcome.outcome_by_arm``.
    """
    first = frame.iloc[0]
    said = (f"Time frame: {first['time_frame'] or 'not stated'}", axis_words(frame))
    title = f"{first['outcome_kind_label']}: {first['measure']}"
    made: list[Markup] = [
        piece("h3", title, dir=OWN_DIRECTION),
        *(piece("p", each, className="small muted", dir=OWN_DIRECTION) for each in said),
    ]
    for _, own in frame.groupby("row_number", sort=False):
        label = own["row_label"].iloc[0]
        lines: list[Markup] = [piece("h4", label, dir=OWN_DIRECTION)] if label else []
        for row in own.to_dict("records"):
            count = f" (n = {row['analysed']})" if row["analysed"] else ""
            lines.append(_line(f"{row['group']}{count}: ", row["cell"], row["remark"]))
            if row["difference_words"]:
                worked_out = f"Worked out here, not posted: {row['difference_words']}. "
                words = f"{worked_out}{raw_words(frame)}"
                lines.append(piece("p", words, className="small muted"))
        made.append(piece("section", *lines))
    return made


def estimates_upright(frame: pd.DataFrame) -> list[Markup]:
    """Each measure with its analyses, those without an estimate among them.

    frame: ``queries.posted_analyses.posted_analyses``.
    """
    made: list[Markup] = []
    for _, own in frame.groupby("measure_position", sort=False):
        first = own.iloc[0]
        title = f"{first['outcome_kind_label']}: {first['measure']}"
        lines: list[Markup] = [piece("h3", title, dir=OWN_DIRECTION)]
        for row in own.to_dict("records"):
            lines.append(piece("h4", row["compared"], dir=OWN_DIRECTION))
            interval = f", {row['interval_label']}" if row["interval_label"] else ""
            words = f"{row['estimate_words']}{interval}"
            lines.append(_line(f"{row['param_type']}: ", words, row["remark"]))
            about = (f"p {row['p_value']}" if row["p_value"] else "", row["method"], row["design"])
            small = "; ".join(filter(None, about))
            lines += [piece("p", small, className="small muted", dir=OWN_DIRECTION)] * bool(small)
        made.append(piece("section", *lines))
    return made


def _line(name: str, words: str, remark: str) -> Piece:
    said = f" {remark}" if remark else ""
    return piece("p", name, piece("b", words), said, className="plain-line", dir=OWN_DIRECTION)
