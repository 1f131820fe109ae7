"""Then and now: phase, status and enrolment of each trial in two readings, a row a trial.

A ring is the earlier reading, a solid or hollow mark the other one; the line between them is
the change. Shape and colour of the mark say what kind of change it is, or that it is none,
because its page is older than the snapshot or does not say how old it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Any, NamedTuple

import pandas as pd

from components.figures.empty import NO_PAIR, empty_figure
from components.figures.outcome_marks import TEXT_SIZE, hover
from components.figures.text import plain
from components.theme import FONT, Figure, Palette, axis, base_layout
from data.model import vocabulary as v
from data.queries.snapshots import APART, NOT_IN_FILE, NOT_SEEN
from data.queries.then_and_now import ARROW, PLANNED

NARROWEST = 1040
"""The narrowest width, in pixels, at which no two texts of the figure overlap."""
MOST_ROWS = 40
ROW, HEAD, GUTTER = 26, 66, 98
SYMBOLS = {
    "UNCHANGED": "circle",
    "CHANGED": "diamond",
    "NEWLY_STATED": "square",
    "BEFORE_SNAPSHOT": "triangle-up",
    "VERSION_NOT_STATED": "cross",
    NOT_SEEN: "circle",
    NOT_IN_FILE: "circle",
}
SHAPE_WORDS = {
    "UNCHANGED": "Unchanged: dot in a ring",
    "CHANGED": "Changed: diamond",
    "NEWLY_STATED": "Newly stated: square",
    "BEFORE_SNAPSHOT": "Before the snapshot: triangle",
    "VERSION_NOT_STATED": "Version not stated: cross",
    NOT_SEEN: "Not seen: grey ring",
    NOT_IN_FILE: "Not in this file: grey ring",
}
DOMAINS = {"phase": (0.0, 0.37), "overall_status": (0.39, 0.64), "enrollment": (0.66, 1.0)}
"""Field -> the part of the plot's width that its panel has."""
STATUS_THEN, STATUS_NOW = 0.40, 0.55
"""Positions of the two marks of a status in their panel."""
SPECIAL_WIDTH, WORDS_WIDTH = 0.13, 0.33
"""Parts of the panel of enrolments: a column without a number, and the words at its end."""
SHORT_PHASES = {
    **{code: label.removeprefix("Phase ") for code, label in v.PHASE.labels.items()},
    "EARLY_PHASE1": "Early\n1",
    "NA": "Not\nappl.",
    v.UNLISTED: "Not\nlisted",
    "": "Not\nstated",
    NOT_SEEN: "Not\nseen",
    NOT_IN_FILE: "Not in\nthis file",
}


def colours_of(palette: Palette) -> Mapping[str, str]:
    """Kind of change -> colour."""
    return {
        "UNCHANGED": palette.muted,
        "CHANGED": palette.bubble,
        "NEWLY_STATED": palette.accent,
        "BEFORE_SNAPSHOT": palette.muted,
        "VERSION_NOT_STATED": palette.muted,
        NOT_SEEN: palette.not_stated_hatch,
        NOT_IN_FILE: palette.not_stated_hatch,
    }


@dataclass(frozen=True)
class ReadingMark:
    """One trial in one panel.

    Attributes:
        row: its row, from the top.
        then, now: places from 0 to 1 across the panel.
        change: a code of CHANGE.
        hollow: whether the later mark is open: not seen, or a number that is not actual.
        before, after: words before the first and after the second mark.
        words: the hover.
    """

    row: int
    then: float
    now: float
    change: str
    hollow: bool
    before: str
    after: str
    words: str

    @property
    def joined(self) -> bool:
        return self.change in ("CHANGED", "NEWLY_STATED") and self.then != self.now


@dataclass(frozen=True)
class FieldPanel:
    """One field: its heading, (place, label) of its columns, its marks."""

    field: str
    title: str
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[ReadingMark, ...]


class ReadingCell(NamedTuple):
    """One field of one trial in both readings: the codes, what they say, and the change."""

    then: str
    now: str
    then_words: str
    now_words: str
    words: str
    change: str

    @property
    def is_unseen(self) -> bool:
        return self.change in (NOT_SEEN, NOT_IN_FILE)


class Trial(NamedTuple):
    """One trial of the frame.

    Attributes:
        kind: what the later enrolment counts, in a word.
        is_actual: whether it counts people who took part.
    """

    nct_id: str
    title: str
    phase: ReadingCell
    status: ReadingCell
    enrolment: ReadingCell
    kind: str
    is_actual: bool


def trials_of(frame: pd.DataFrame) -> list[Trial]:
    """The rows of the frame, in its order."""
    return [
        Trial(
            row.nct_id,
            row.title,
            _cell(row, "phase"),
            _cell(row, "overall_status"),
            _cell(row, "enrollment"),
            row.enrollment_kind,
            bool(row.is_actual),
        )
        for row in frame.itertuples()
    ]


def _cell(row: Any, field: str) -> ReadingCell:
    return ReadingCell(*(getattr(row, f"{field}_{part}") for part in ReadingCell._fields))


def panels_of(frame: pd.DataFrame) -> tuple[FieldPanel, ...]:
    """The three panels; columns of ``queries.then_and_now.by_trial``."""
    trials = trials_of(frame)
    return _phases(trials), _statuses(trials), _enrolments(trials)


def kinds_drawn(frame: pd.DataFrame) -> tuple[str, ...]:
    """The kinds of change of the figure's key; some only where they occur."""
    held = {code for field in DOMAINS for code in frame[f"{field}_change"]}
    rare = (*APART, NOT_IN_FILE)
    return tuple(code for code in SHAPE_WORDS if code not in rare or code in held)


def _hover(trial: Trial, field: str, cell: ReadingCell) -> str:
    label = v.COMPARED_FIELD.labels[field]
    counts = field == "enrollment" and _number(cell.now)
    kind = f" ({trial.kind})" if counts else ""
    moved = cell.words if cell.change in APART else f"{cell.then_words}{ARROW}{cell.now_words}"
    return hover(trial.nct_id, trial.title, f"{label}: {moved}{kind}", v.CHANGE.labels[cell.change])


def _phases(trials: Sequence[Trial]) -> FieldPanel:
    held = {code for trial in trials for code in (trial.phase.then, trial.phase.now)}
    ordered = [code for code in v.PHASE.codes if code not in ("NA", v.UNLISTED, v.NOT_STATED)]
    used = [place for place, code in enumerate(ordered) if code in held]
    columns = ordered[min(used) : max(used) + 1] if used else []
    columns += [code for code in ("NA", v.UNLISTED, "", NOT_SEEN, NOT_IN_FILE) if code in held]
    place = {code: (number + 0.5) / len(columns) for number, code in enumerate(columns)}
    marks = tuple(
        ReadingMark(
            number,
            place[trial.phase.then],
            place[trial.phase.now],
            trial.phase.change,
            trial.phase.is_unseen,
            "",
            "",
            _hover(trial, "phase", trial.phase),
        )
        for number, trial in enumerate(trials)
    )
    return FieldPanel("phase", "Phase", tuple((place[c], SHORT_PHASES[c]) for c in columns), marks)


def _statuses(trials: Sequence[Trial]) -> FieldPanel:
    marks = tuple(
        ReadingMark(
            number,
            STATUS_THEN,
            STATUS_NOW,
            trial.status.change,
            trial.status.is_unseen,
            _brief(trial.status.then_words),
            _brief(trial.status.now_words),
            _hover(trial, "overall_status", trial.status),
        )
        for number, trial in enumerate(trials)
    )
    # a page that is not later for certain is not "now"
    other = "page" if any(mark.change in APART for mark in marks) else "now"
    ticks = ((STATUS_THEN, "then"), (STATUS_NOW, other)) if trials else ()
    return FieldPanel("overall_status", "Status", ticks, marks)


def _brief(words: str) -> str:
    return words.removeprefix("Expanded access: ").replace("Unknown status", "Unknown")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _enrolments(trials: Sequence[Trial]) -> FieldPanel:
    """A log axis; what has no number, and zero, stand in columns of their own before it."""
    texts = {text for trial in trials for text in (trial.enrolment.then, trial.enrolment.now)}
    special = [text for text in ("", NOT_SEEN, NOT_IN_FILE, "0") if text in texts]
    place = {text: (number + 0.5) * SPECIAL_WIDTH for number, text in enumerate(special)}
    first = len(special) * SPECIAL_WIDTH + 0.03
    last = 1 - WORDS_WIDTH
    numbers = [number for text in texts if (number := _number(text))]
    decades = max(1, ceil(log10(max(numbers)))) if numbers else 0

    def at(text: str) -> float:
        number = _number(text)
        return first + log10(number) / decades * (last - first) if number else place[text]

    marks = tuple(
        ReadingMark(
            number,
            at(trial.enrolment.then),
            at(trial.enrolment.now),
            trial.enrolment.change,
            trial.enrolment.is_unseen or not trial.is_actual,
            "",
            _enrolled(trial),
            _hover(trial, "enrollment", trial.enrolment),
        )
        for number, trial in enumerate(trials)
    )
    names = {text: SHORT_PHASES[text] for text in ("", NOT_SEEN, NOT_IN_FILE)} | {"0": "0"}
    powers = range(decades + 1) if decades else ()
    ticks = [
        *((place[text], names[text]) for text in special),
        *((first + n / decades * (last - first), f"{10**n:,}") for n in powers),
    ]
    return FieldPanel("enrollment", "Enrolment (log scale)", tuple(ticks), marks)


def _enrolled(trial: Trial) -> str:
    """``25, actual``: the number and what it counts."""
    number = _number(trial.enrolment.now)
    if number is None:
        return trial.enrolment.now_words
    kind = "plan, withdrawn" if trial.kind == PLANNED else trial.kind
    return f"{number:,}, {kind}"


def then_and_now(frame: pd.DataFrame, palette: Palette) -> Figure:
    """The three panels beside one another; frame: ``queries.then_and_now.by_trial``."""
    if frame.empty:
        return empty_figure(NO_PAIR, palette)
    shown = frame.head(MOST_ROWS)
    panels = panels_of(shown)
    layout = base_layout(palette, height=HEAD + ROW * len(shown) + 8)
    layout["margin"] = {"l": GUTTER, "r": 6, "t": HEAD, "b": 8}
    layout["hovermode"] = "closest"
    layout["yaxis"] = axis(
        palette,
        automargin=False,
        range=[len(shown) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(shown))),
        ticktext=[plain(number) for number in shown["nct_id"]],
        tickfont={"size": TEXT_SIZE, "color": palette.text},
        showgrid=False,
        ticks="",
    )
    layout["shapes"] = [_stripe(row, palette) for row in range(0, len(shown), 2)]
    layout["annotations"] = []
    data: list[dict[str, Any]] = []
    ids = shown["nct_id"].tolist()
    for number, panel in enumerate(panels, start=1):
        name = "x" if number == 1 else f"x{number}"
        layout[name.replace("x", "xaxis")] = _axis_of(panel, palette)
        layout["annotations"] += _heads(panel, name, palette)
        data += _traces(panel, name, ids, palette)
    return {"data": data, "layout": layout}


def _axis_of(panel: FieldPanel, palette: Palette) -> dict[str, Any]:
    """Lines at the columns; their names are annotations, which may have two lines."""
    return axis(
        palette,
        automargin=False,
        range=[0, 1],
        domain=list(DOMAINS[panel.field]),
        tickmode="array",
        tickvals=[place for place, _ in panel.ticks],
        showticklabels=False,
        ticks="",
        anchor="y",
    )


def _heads(panel: FieldPanel, name: str, palette: Palette) -> list[dict[str, Any]]:
    look = {"yref": "paper", "showarrow": False, "yanchor": "bottom", "borderpad": 0}
    title = {
        **look,
        "text": f"<b>{plain(panel.title)}</b>",
        "x": DOMAINS[panel.field][0],
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yshift": 40,
        "font": {"family": FONT, "size": TEXT_SIZE + 1, "color": palette.text},
    }
    ticks = [
        {
            **look,
            "text": plain(label).replace("\n", "<br>"),
            "x": place,
            "xref": name,
            "xanchor": "center",
            "y": 1,
            "yshift": 4,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": palette.muted},
        }
        for place, label in panel.ticks
    ]
    return [title, *ticks]


def _stripe(row: int, palette: Palette) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y",
        "y0": row - 0.5,
        "y1": row + 0.5,
        "fillcolor": palette.grid,
        "opacity": 0.35,
        "line": {"width": 0},
        "layer": "below",
    }


def _traces(panel: FieldPanel, name: str, ids: list[str], palette: Palette) -> list[dict[str, Any]]:
    """Lines, rings, the marks of each kind of change, and the words beside them."""
    joined = [mark for mark in panel.marks if mark.joined]
    lines = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for mark in joined for x in (mark.then, mark.now, None)],
        "y": [y for mark in joined for y in (mark.row, mark.row, None)],
        "xaxis": name,
        "line": {"color": palette.muted, "width": 1.5},
        "hoverinfo": "skip",
    }
    rings = {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.then for mark in panel.marks],
        "y": [mark.row for mark in panel.marks],
        "xaxis": name,
        "marker": {
            "symbol": "circle",
            "size": 14,
            "color": palette.background,
            "line": {"color": palette.muted, "width": 1.5},
        },
        **_answers(panel.marks, ids),
    }
    colours = colours_of(palette)
    kinds = []
    for change in v.CHANGE.codes:
        own = [mark for mark in panel.marks if mark.change == change]
        kinds.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [mark.now for mark in own],
                "y": [mark.row for mark in own],
                "xaxis": name,
                "marker": {
                    "symbol": SYMBOLS[change],
                    "size": 9 if change in ("UNCHANGED", NOT_SEEN, NOT_IN_FILE) else 10,
                    "color": [
                        palette.background if mark.hollow else colours[change] for mark in own
                    ],
                    "line": {"color": colours[change], "width": 2},
                },
                **_answers(own, ids),
            }
        )
    return [lines, rings, *kinds, *_words(panel, name, palette)]


def _answers(marks: Sequence[ReadingMark], ids: list[str]) -> dict[str, Any]:
    """The words of marks under the pointer, and the trial's page for a click."""
    return {
        "customdata": [[f"page=/trials/{ids[mark.row]}"] for mark in marks],
        "hovertext": [mark.words for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _words(panel: FieldPanel, name: str, palette: Palette) -> list[dict[str, Any]]:
    def texts(side: str, place: Any, values: list[str], colour: str) -> dict[str, Any]:
        return {
            "type": "scatter",
            "mode": "text",
            "x": [place(mark) for mark in panel.marks],
            "y": [mark.row for mark in panel.marks],
            "xaxis": name,
            "text": [plain(value) for value in values],
            "textposition": f"middle {side}",
            "textfont": {"family": FONT, "size": TEXT_SIZE, "color": colour},
            "hoverinfo": "skip",
            "cliponaxis": False,
        }

    before, after = [m.before for m in panel.marks], [m.after for m in panel.marks]
    found = []
    if any(before):
        found.append(texts("left", lambda mark: mark.then - 0.05, before, palette.muted))
    if any(after):
        end = 1 - WORDS_WIDTH + 0.02
        at_end = panel.field == "enrollment"
        found.append(
            texts("right", lambda mark: end if at_end else mark.now + 0.05, after, palette.text)
        )
    return found


def in_words(frame: pd.DataFrame) -> str:
    """The changes of each field in a sentence."""
    if frame.empty:
        return NO_PAIR
    parts = []
    for field in DOMAINS:
        counts = frame[f"{field}_change"].value_counts()
        said = [
            f"{counts[code]:,} {v.CHANGE.labels[code].lower()}"
            for code in v.CHANGE.codes
            if counts.get(code, 0)
        ]
        moved = frame[frame[f"{field}_change"] == "CHANGED"].head(5)
        named = map(" ".join, zip(moved["nct_id"], moved[f"{field}_words"], strict=True))
        tail = f" ({'; '.join(named)})" if len(moved) else ""
        parts.append(f"{v.COMPARED_FIELD.labels[field]}: {', '.join(said)}{tail}.")
    listed = f"Of the first {len(frame):,} trials: " if _beyond(frame) else ""
    return listed + " ".join(parts)


def left_out(frame: pd.DataFrame) -> str:
    """Tells how many of the trials are drawn, and which, where not all of them have room."""
    if len(frame) <= MOST_ROWS:
        return ""
    return (
        f"{len(frame) + _beyond(frame):,} trials fit the choice; drawn are {MOST_ROWS}, those "
        "with most changes first."
    )


def _beyond(frame: pd.DataFrame) -> int:
    """Trials that the frame has no rows for."""
    return int(frame["trials_left_out"].iloc[0]) if len(frame) else 0
