"""The layout of posted estimates: panels of one kind and unit, each with an axis of its own."""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pandas as pd

from components.figures.mark_scene import (
    BORDER,
    GRID,
    MUTED,
    TEXT,
    MarkScale,
    MarkScene,
    SceneArea,
    SceneLine,
    SceneMark,
    SceneWords,
    linear_range,
    log_range,
    tick_words,
    zero_words,
)
from components.figures.page_setting import PageSetting
from components.figures.worked_out import MARK_SHAPE as RAW_SHAPE
from components.figures.worked_out import RULE
from data.model.estimate_kinds import (
    KIND_WORDS,
    NO_EFFECT,
    ON_LOG_AXIS,
    RATIO,
    RATIO_PERCENT,
    RAW_DIFFERENCE,
)
from data.queries.as_read import as_read
from data.queries.posted_analyses import AT_LIMIT, NO_NUMBER, OFF_AXIS, OPEN_END

NAMES, VALUES, P = 0.34, 0.21, 0.12
"""Shares of the width: the groups compared, the estimate in words, and the p value."""
SPACE, PANEL_HEAD, AXIS, UNIT, HEAD = 0.4, 1.5, 2.0, 1.05, 1.6
"""Lines of type: around a title and below an analysis, the head of a panel, its axis, each line of
its unit, heads of columns."""
TITLE_LINES, GROUP_LINES, ABOUT_LINES, CELL_LINES = 4, 3, 2, 2
"""The most lines of a title of a measure, of groups, of what the analysis is, and of a cell."""
NOTE_LINES = 2
"""The most lines of posted words on one analysis, and on all of a measure."""
NOTE_SIGN = " *"
"""After the groups of an analysis with posted words of its own, which stand below it."""
ON_ALL = "Posted on all of these: "
SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")
TRIES = 7
"""Halvings of the room in search of parts that are filled alike."""
STUB = 26.0
"""Units of length of an interval towards an end that has no place on the axis."""
FAR = 10.0
"""Times by which all ratios lie away from no effect where its line would squeeze them."""
OF_SCALE = r"\bscales?\b|\bscores?\b|\bpoints?\b|^units?$"
"""Units that mean nothing beside those of another measure."""


@dataclass(frozen=True)
class ForestPanel:
    """Analyses on one axis; ``scale_of``: (low, high) of it, that of the whole panel."""

    kind: str
    units: str
    rows: pd.DataFrame
    ends: tuple[float, float]


@dataclass(frozen=True)
class ForestPart:
    """Panels that are drawn together; ``place`` says which part of how many."""

    panels: tuple[ForestPanel, ...]
    place: str


def forest_panels(frame: pd.DataFrame) -> list[ForestPanel]:
    """One panel a kind and, but for ratios, a unit; only what is drawn.

    Points of a scale are those of another scale in another measure, and have a panel a measure;
    percentage points are the same in all.
    """
    own = frame[frame["drawn"]]
    units = own["units"].str.casefold()
    of_scale = units.str.contains(OF_SCALE, regex=True)
    of_scale &= own["estimate_kind"] != RAW_DIFFERENCE
    units = units.where(~of_scale, units + " " + own["measure_position"].astype(str))
    units = units.where(~own["estimate_kind"].isin(ON_LOG_AXIS), "")
    made = []
    for (kind, _), rows in own.groupby([own["estimate_kind"], units], sort=False):
        values = [float(each) for name in ("number", "low", "high") for each in rows[name].dropna()]
        log = kind in ON_LOG_AXIS
        held = [NO_EFFECT[kind]] if kind in NO_EFFECT else []
        if log and not min(values) / FAR <= held[0] <= max(values) * FAR:
            held = []
        ends = log_range(values, *held) if log else linear_range(values, *held)
        unit = "" if log else str(rows["units"].iloc[0])
        made.append(ForestPanel(str(kind), unit, _with_notes(rows, str(kind)), ends))
    return made


def _with_notes(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows with ``note``, posted words on one analysis, and ``on_all``, on all of a measure."""
    notes, shared = [""] * len(rows), [""] * len(rows)
    comments = [] if kind == RAW_DIFFERENCE else rows["comment"].tolist()
    measures = rows["measure_position"].tolist()
    for _, places in groupby(range(len(comments)), key=lambda at: measures[at]):
        own = list(places)
        said = {at: SENTENCE_END.split(" ".join(str(comments[at]).split())) for at in own}
        on_all = [
            each
            for each in dict.fromkeys(said[own[0]])
            if len(own) > 1 and all(each in said[at] for at in own)
        ]
        for at in own:
            shared[at] = " ".join(on_all)
            notes[at] = " ".join(each for each in said[at] if each not in on_all)
    return rows.assign(note=notes, on_all=shared, note_lines=NOTE_LINES)


@dataclass(frozen=True)
class ForestBlock:
    """Rows of a panel that stay together, by place; heading, size: the lines that they take."""

    places: tuple[int, ...]
    measure: int
    heading: float
    size: float


def forest_parts(frame: pd.DataFrame, setting: PageSetting) -> list[ForestPart]:
    """The parts of ``queries.posted_analyses.posted_analyses``, as full as one another.

    Analyses of one measure on one axis stay together where a part can hold them.
    """
    most = setting.height / setting.line - HEAD - 0.5
    panels = [_with_room(panel, most, setting) for panel in forest_panels(as_read(frame))]
    blocks = [_blocks(panel, most, setting) for panel in panels]
    made = _packed(panels, blocks, most, setting)
    low, high = 0.0, most
    for _ in range(TRIES if len(made) > 1 else 0):
        middle = (low + high) / 2
        tried = _packed(panels, blocks, middle, setting)
        if len(tried) == len(made):
            made, high = tried, middle
        else:
            low = middle
    return [
        ForestPart(tuple(own), f"Part {n} of {len(made)}" if len(made) > 1 else "")
        for n, own in enumerate(made, start=1)
    ]


def _with_room(panel: ForestPanel, most: float, setting: PageSetting) -> ForestPanel:
    """The panel with as many lines of posted words as leave each measure on one part."""
    room = most - _around(panel, setting)
    chosen: list[int] = []
    for _, own in panel.rows.groupby("measure_position", sort=False):
        fits = (
            lines
            for lines in range(NOTE_LINES, -1, -1)
            if _lines_of(own.assign(note_lines=lines), setting) <= room
        )
        chosen += [next(fits, NOTE_LINES)] * len(own)
    return replace(panel, rows=panel.rows.assign(note_lines=chosen))


def _lines_of(rows: pd.DataFrame, setting: PageSetting) -> float:
    """Lines of all analyses of one measure below its title."""
    every = list(rows.itertuples())
    return _heading_lines(every[0], setting) + sum(_row_lines(row, setting) for row in every)


def _blocks(panel: ForestPanel, most: float, setting: PageSetting) -> list[ForestBlock]:
    """A block a measure; a block a row of a measure that has more than a part holds."""
    made: list[ForestBlock] = []
    room = most - _around(panel, setting)
    rows = list(panel.rows.itertuples())
    for measure, own in groupby(range(len(rows)), key=lambda at: rows[at].measure_position):
        places = list(own)
        heading = _heading_lines(rows[places[0]], setting)
        sizes = [_row_lines(rows[at], setting) for at in places]
        if heading + sum(sizes) <= room:
            made.append(ForestBlock(tuple(places), int(measure), heading, sum(sizes)))
        else:
            made += [
                ForestBlock((at,), int(measure), heading, size)
                for at, size in zip(places, sizes, strict=True)
            ]
    return made


def _packed(
    panels: list[ForestPanel],
    blocks: list[list[ForestBlock]],
    room: float,
    setting: PageSetting,
) -> list[list[ForestPanel]]:
    """Panels by part, in their order; room: lines of a part, which a single block may exceed."""
    made: list[list[ForestPanel]] = []
    left = 0.0
    for panel, own in zip(panels, blocks, strict=True):
        around = _around(panel, setting)
        taken: list[int] = []
        last = None
        for block in own:
            again = not taken or block.measure != last
            need = block.size + (block.heading if again else 0) + (0 if taken else around)
            if not made or left < need:
                if taken:
                    made[-1].append(_of_places(panel, taken))
                made.append([])
                taken, left = [], room
                need = block.size + block.heading + around
            taken += block.places
            left -= need
            last = block.measure
        made[-1].append(_of_places(panel, taken))
    return made


def _of_places(panel: ForestPanel, places: list[int]) -> ForestPanel:
    return ForestPanel(panel.kind, panel.units, panel.rows.iloc[places], panel.ends)


def _title(row: Any, setting: PageSetting) -> list[str]:
    title = f"{row.outcome_kind_label}: {row.measure}"
    return setting.lines(title, 0.98 * setting.width, TITLE_LINES)


def _on_all(row: Any, setting: PageSetting) -> list[str]:
    """Lines of the posted words that stand for all analyses of a measure."""
    said = f"{ON_ALL}{row.on_all}" if row.on_all else ""
    return setting.lines(said, 0.98 * setting.width, NOTE_LINES)


def _heading_lines(row: Any, setting: PageSetting) -> float:
    return len(_title(row, setting)) + len(_on_all(row, setting)) + SPACE


def _note_texts(row: Any, setting: PageSetting) -> list[str]:
    """Lines of the posted words on one analysis, below it."""
    said = f"{NOTE_SIGN.strip()} {row.note}" if row.note and row.note_lines else ""
    return setting.lines(said, 0.98 * setting.width - 0.6 * setting.line, row.note_lines)


def _row_texts(row: Any, setting: PageSetting) -> tuple[list[str], list[str], list[str], list[str]]:
    """Lines of the groups, of what the analysis is, of its estimate, and of its p value."""
    room = NAMES * setting.width - 0.8 * setting.line
    about = "; ".join(filter(None, (row.param_type, row.method, row.design)))
    sign = " !" if row.remark else ""
    cell = VALUES * setting.width - setting.pad - setting.width_of(sign)
    estimate = setting.lines(str(row.estimate_words), cell, CELL_LINES) or [""]
    noted = NOTE_SIGN if row.note else ""
    groups = setting.lines(str(row.compared), room - setting.width_of(noted), GROUP_LINES) or [""]
    return (
        [*groups[:-1], f"{groups[-1]}{noted}"],
        setting.lines(about, room, ABOUT_LINES),
        [*estimate[:-1], f"{estimate[-1]}{sign}"],
        setting.lines(_p_cell(row), P * setting.width - setting.pad, CELL_LINES),
    )


def _bare_lines(row: Any, setting: PageSetting) -> float:
    """Lines of type of an analysis without the posted words below it."""
    groups, about, estimate, p = map(len, _row_texts(row, setting))
    return max(groups + about, estimate + bool(row.interval_label), p) + SPACE


def _row_lines(row: Any, setting: PageSetting) -> float:
    return _bare_lines(row, setting) + len(_note_texts(row, setting))


def _panel_head(panel: ForestPanel, setting: PageSetting) -> list[str]:
    """Lines that say how raw differences came about; posted estimates have none."""
    if panel.kind != RAW_DIFFERENCE:
        return []
    said = dict.fromkeys(str(each) for each in panel.rows["comment"])
    return [line for text in said for line in setting.lines(text, 0.98 * setting.width, 2)]


def _foot(panel: ForestPanel, setting: PageSetting) -> list[str]:
    """Lines of the unit of an axis, and of the note that it leaves out 0."""
    if panel.kind in ON_LOG_AXIS:
        return []
    left, right = _across(setting)
    unit = setting.lines(panel.units or "Unit not posted", right - left, 2)
    return [*unit, *filter(None, [zero_words(*panel.ends)])]


def _around(panel: ForestPanel, setting: PageSetting) -> float:
    """Lines of type that a panel takes but for its titles and analyses."""
    words = len(_panel_head(panel, setting))
    rule = RULE if panel.kind == RAW_DIFFERENCE else 0
    return rule + PANEL_HEAD + words + AXIS + UNIT * len(_foot(panel, setting)) + SPACE


def _across(setting: PageSetting) -> tuple[float, float]:
    """The ends of an axis between the groups and the estimates in words."""
    return (NAMES + 0.03) * setting.width, (1 - VALUES - P - 0.03) * setting.width


def forest_scene(part: ForestPart, setting: PageSetting) -> MarkScene:
    """The scene of one part in a room."""
    scene, line, width = MarkScene(), setting.line, setting.width
    heads = (
        (part.place, 0.0),
        ("Estimate as posted", width * (1 - VALUES - P)),
        ("p as posted", width * (1 - P)),
    )
    for words, x in heads:
        if words:
            scene.words.append(SceneWords((words,), x, 0.6 * line, MUTED))
    y = HEAD * line
    for panel in part.panels:
        y = _panel(scene, panel, y, setting)
    scene.bottom = y
    return scene


def _panel(scene: MarkScene, panel: ForestPanel, y: float, setting: PageSetting) -> float:
    line, width = setting.line, setting.width
    scale = MarkScale(*panel.ends, *_across(setting), panel.kind in ON_LOG_AXIS)
    if panel.kind == RAW_DIFFERENCE:
        scene.lines.append(SceneLine(0, y, width, y, BORDER, 1.5, name="Rule"))
        y += RULE * line
    said = KIND_WORDS[panel.kind] + (" (logarithmic axis)" if scale.log else "")
    scene.words.append(SceneWords((said,), 0, y + 0.6 * line, bold=True))
    effect = NO_EFFECT.get(panel.kind)
    note = "no line of no effect" if effect is None else f"line of no effect at {effect:g}"
    if effect is not None and not scale.low <= effect <= scale.high:
        note, effect = f"{note}, off this axis", None
    middle = (scale.left + scale.right) / 2
    at = _note_place(said, note, middle if effect is None else scale.at(effect), setting)
    scene.words.append(SceneWords((note,), at, y + 0.6 * line, MUTED, align="center"))
    y += PANEL_HEAD * line
    if words := _panel_head(panel, setting):
        scene.words.append(SceneWords(tuple(words), 0, y, MUTED, anchor="top"))
        y += len(words) * line
    y, runs = _rows(scene, panel, y, scale, setting)
    for tick in scale.ticks(5):
        x = scale.at(tick)
        # no line crosses the title of a measure
        scene.lines += [SceneLine(x, top, x, bottom, GRID) for top, bottom in runs]
        label, at = (tick_words(tick),), y + 0.3 * line
        scene.words.append(SceneWords(label, x, at, MUTED, align="center", anchor="top"))
    scene.lines.append(SceneLine(scale.left, y, scale.right, y, BORDER))
    if effect is not None:
        x = scale.at(effect)
        scene.lines += [
            SceneLine(x, top, x, bottom, TEXT, 1.5, dash=True, name="Line of no effect")
            for top, bottom in runs
        ]
    y += 1.45 * line
    for text in _foot(panel, setting):
        scene.words.append(SceneWords((text,), middle, y, align="center", anchor="top"))
        y += UNIT * line
    return y + (AXIS - 1.45 + SPACE) * line


def _note_place(said: str, note: str, x: float, setting: PageSetting) -> float:
    """The middle of the note on the line at x: clear of the title before it, and in the room."""
    half = setting.width_of(note) / 2
    least = setting.width_of(said, bold=True) + setting.line + half
    return max(min(x, setting.width - half), least)


def _rows(
    scene: MarkScene, panel: ForestPanel, y: float, scale: MarkScale, setting: PageSetting
) -> tuple[float, list[tuple[float, float]]]:
    """Add titles and analyses; the y below them, and from where to where analyses stand."""
    line, last = setting.line, None
    runs: list[tuple[float, float]] = []
    for row in panel.rows.itertuples():
        if row.measure_position != last:
            title, high = _title(row, setting), _heading_lines(row, setting) * line
            top = y + SPACE / 2 * line
            scene.words.append(SceneWords(tuple(title), 0, top, anchor="top"))
            if words := _on_all(row, setting):
                place = top + len(title) * line
                scene.words.append(SceneWords(tuple(words), 0, place, MUTED, anchor="top"))
            whole = f"{row.outcome_kind_label}: {row.measure}"
            hover = (whole, f"Time frame: {row.time_frame}", str(row.on_all))
            scene.areas.append(SceneArea(0, y, setting.width, y + high, hover))
            y += high
            runs.append((y, y))
        last = row.measure_position
        high = _row_lines(row, setting) * line
        _analysis(scene, row, (y, y + high), scale, setting)
        # nor that of posted words below an analysis
        noted = bool(_note_texts(row, setting))
        end = y + (_bare_lines(row, setting) - SPACE / 2) * line if noted else y + high
        runs[-1] = runs[-1][0], end
        y += high
        runs += [(y, y)] * noted
    return y, [(top, bottom) for top, bottom in runs if bottom > top]


def _analysis(
    scene: MarkScene,
    row: Any,
    between: tuple[float, float],
    scale: MarkScale,
    setting: PageSetting,
) -> None:
    line, width, (y, bottom) = setting.line, setting.width, between
    middle = y + _bare_lines(row, setting) * line / 2
    groups, about, estimate, p = _row_texts(row, setting)
    top = middle - (len(groups) + len(about)) * line / 2
    left = 0.6 * line
    if note := _note_texts(row, setting):
        under = y + (_bare_lines(row, setting) - SPACE / 2) * line
        scene.words.append(SceneWords(tuple(note), left, under, MUTED, anchor="top"))
    scene.words.append(SceneWords(tuple(groups), left, top, anchor="top"))
    place = top + len(groups) * line
    if about:
        scene.words.append(SceneWords(tuple(about), left, place, MUTED, anchor="top"))
    hover = (
        str(row.compared),
        ", ".join(filter(None, (f"{row.param_type}: {row.estimate_words}", row.interval_label))),
        _p_words(row),
        "; ".join(filter(None, (str(row.method), str(row.design)))),
        str(row.comment),
        str(row.remark),
        f"Where: {row.locator}",
    )
    scene.areas.append(SceneArea(0, y, width, bottom, hover))
    x, top = (
        (1 - VALUES - P) * width,
        middle - (len(estimate) + bool(row.interval_label)) * line / 2,
    )
    scene.words.append(SceneWords(tuple(estimate), x, top, anchor="top"))
    if row.interval_label:
        label = setting.cut(str(row.interval_label), VALUES * width - setting.pad)
        place = top + len(estimate) * line
        scene.words.append(SceneWords((label,), x, place, MUTED, anchor="top"))
    if p:
        scene.words.append(SceneWords(tuple(p), (1 - P) * width, middle))
    at = scale.at(float(row.number))
    for end, limit, edge in (
        (row.low_end, row.low, scale.left),
        (row.high_end, row.high, scale.right),
    ):
        place = scale.at(float(limit)) if end == AT_LIMIT else edge
        scene.lines += _interval(str(end), at, place, middle, str(row.compared))
    mark = f"{row.compared}: {row.estimate_words}"
    is_raw = row.estimate_kind == RAW_DIFFERENCE
    shape = RAW_SHAPE if is_raw else "square"
    scene.marks.append(SceneMark(at, middle, 0, mark, hover, shape, hollow=is_raw))


def _p_value(row: Any) -> str:
    """The p value as posted, but for a sign of equality before it."""
    return str(row.p_value).removeprefix("=").strip()


def _p_cell(row: Any) -> str:
    return _p_value(row) or ("" if row.estimate_kind == RAW_DIFFERENCE else "–")


def _p_words(row: Any) -> str:
    if row.estimate_kind == RAW_DIFFERENCE:
        return ""
    return f"p {_p_value(row)}" if _p_value(row) else "No p value posted"


def words_of(part: ForestPart) -> list[str]:
    """The posted words on each analysis of a part, whole, in sentences."""
    return [
        f"{row.measure}. {row.compared}: {row.comment}"
        for panel in part.panels
        if panel.kind != RAW_DIFFERENCE
        for row in panel.rows.itertuples()
        if row.comment
    ]


def marks_in_words(frame: pd.DataFrame) -> str:
    """Sentences on how the marks that are drawn are read; those that are not have none."""
    own = frame[frame["drawn"]]
    kinds = set(own["estimate_kind"])
    ends = {*own["low_end"], *own["high_end"]}
    is_noted = ((own["comment"] != "") & (own["estimate_kind"] != RAW_DIFFERENCE)).any()
    said = {
        "* marks an analysis with posted words of its own, which stand below it where there is "
        "room and in the table; those on all analyses of a measure stand below its "
        "title.": is_noted,
        "Hollow marks are raw differences of two percentages, worked out here and not "
        "posted.": RAW_DIFFERENCE in kinds,
        "An arrow: the record says that the interval is open on that side.": OPEN_END in ends,
        "Dots: that limit of an interval is not estimable or not posted.": NO_NUMBER in ends,
        "The line of no effect of a ratio stands at 1.": RATIO in kinds,
        "Of a ratio that the parameter says to be in per cent it stands at 100.": RATIO_PERCENT
        in kinds,
        "“!” stands at a remark.": (own["remark"] != "").any(),
    }
    return " ".join(words for words, is_drawn in said.items() if is_drawn)


def _interval(end: str, at: float, place: float, y: float, name: str) -> list[SceneLine]:
    """One side of an interval; place: of its limit, or of the edge of the axis."""
    if end == AT_LIMIT:
        return [
            SceneLine(at, y, place, y, 0, 2, is_mark=True, name=f"Interval: {name}"),
            SceneLine(place, y - 4, place, y + 4, 0, 2, is_mark=True, name=f"Limit: {name}"),
        ]
    if end == OFF_AXIS:
        return [SceneLine(at, y, place, y, 0, 2, is_mark=True, name=f"Limit off the axis: {name}")]
    short = max(place, at - STUB) if place < at else min(place, at + STUB)
    if end == OPEN_END:
        return [
            SceneLine(at, y, short, y, 0, 2, arrow=True, is_mark=True, name=f"Open end: {name}")
        ]
    if end == NO_NUMBER:
        named = f"Limit is no number: {name}"
        return [SceneLine(at, y, short, y, 0, 2, dash=True, is_mark=True, name=named)]
    return []
