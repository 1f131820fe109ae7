"""Rows of raw differences below a rule: hollow marks on an axis of percentage points with 0."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    tick_words,
)
from components.figures.page_setting import PageSetting
from data.queries.raw_differences import POINTS, raw_words, two_groups

WORKED_OUT = "Worked out here, not posted"
ALONE = "Second minus first"
"""Name of the row of a measure with one value a group."""
RULE, ROW, FOOT = 0.7, 1.3, 2.9
"""Lines of type: above the rule and below it, a row, and the axis."""
MARK_SHAPE = "diamond"


@dataclass(frozen=True)
class WorkedOut:
    """Raw differences that are drawn together: of a measure, and those of one part of it.

    Attributes:
        rows: with a difference, of ``queries.posted_outcome.outcome_by_arm``.
        about: how they came about, and the groups; ends: of the axis of all of the measure.
    """

    rows: pd.DataFrame
    about: tuple[str, ...]
    ends: tuple[float, float]

    def head(self, setting: PageSetting) -> list[str]:
        return [
            line for text in self.about for line in setting.lines(text, setting.width * 0.98, 2)
        ]

    def lines(self, setting: PageSetting) -> float:
        """Lines of type that it takes but for its rows."""
        return 2 * RULE + 1.2 + len(self.head(setting)) + 0.3 + FOOT


def worked_out_of(frame: pd.DataFrame) -> WorkedOut | None:
    """All raw differences of a measure; none where it has none."""
    rows = frame[frame["difference"].notna()]
    if rows.empty:
        return None
    first, second = two_groups(frame)
    about = (raw_words(frame), f"First: {first}. Second: {second}.")
    return WorkedOut(rows, about, linear_range([float(n) for n in rows["difference"]], 0.0))


def draw_worked_out(
    scene: MarkScene,
    part: WorkedOut,
    y: float,
    across: tuple[float, float],
    setting: PageSetting,
) -> float:
    """Add the rows from y on; across: the ends of the axis. The y below them is returned."""
    line, width = setting.line, setting.width
    y += RULE * line
    scene.lines.append(SceneLine(0, y, width, y, BORDER, 1.5, name="Rule"))
    y += RULE * line
    scene.words.append(SceneWords((WORKED_OUT,), 0, y + 0.6 * line, bold=True))
    head = part.head(setting)
    y += 1.2 * line
    scene.words.append(SceneWords(tuple(head), 0, y, MUTED, anchor="top"))
    scene.areas.append(SceneArea(0, y - 1.2 * line, width, y + len(head) * line, part.about))
    y += (len(head) + 0.3) * line
    scale, top = MarkScale(*part.ends, *across), y
    for row in part.rows.to_dict("records"):
        name, middle = str(row["row_label"]) or ALONE, y + ROW * line / 2
        words, difference = str(row["difference_words"]), float(row["difference"])
        hover = (name, words, *part.about, f"Where: {row['locator']}")
        cut = setting.cut(name, across[0] - 2.1 * line)
        scene.words.append(SceneWords((cut,), 1.1 * line, middle))
        scene.words.append(SceneWords((words,), across[1] + line, middle))
        scene.areas.append(SceneArea(0, y, width, y + ROW * line, hover))
        label = f"Raw difference, {name}: {words}"
        x = scale.at(difference)
        scene.marks.append(SceneMark(x, middle, 0, label, hover, MARK_SHAPE, hollow=True))
        y += ROW * line
    _axis(scene, scale, (top, y + 0.2 * line), setting)
    return y + FOOT * line


def _axis(
    scene: MarkScene, scale: MarkScale, between: Sequence[float], setting: PageSetting
) -> None:
    (top, bottom), line = between, setting.line
    for tick in scale.ticks():
        x, ink = scale.at(tick), GRID if tick else TEXT
        scene.lines.append(SceneLine(x, top, x, bottom, ink, 1.0 if tick else 1.5, dash=not tick))
        label = (tick_words(tick),)
        place = bottom + 0.3 * line
        scene.words.append(SceneWords(label, x, place, MUTED, align="center", anchor="top"))
    scene.lines.append(SceneLine(scale.left, bottom, scale.right, bottom, BORDER))
    middle, place = (scale.left + scale.right) / 2, bottom + 1.35 * line
    unit = (POINTS.capitalize(),)
    scene.words.append(SceneWords(unit, middle, place, MUTED, align="center", anchor="top"))
