"""A timeline in its places, before it is drawn on a screen or on a slide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Self

from components.figures.chips import Chip, PlacedChip
from components.figures.text_width import text_width
from components.figures.timeline.events import Event
from components.figures.timeline.key import Key, class_entries, lay_out, sign_entries
from components.figures.timeline.labels import DayLabel, lane_labels
from components.figures.timeline.lanes import (
    BLOCK_GAP,
    CHIP_SIZE,
    WIDEST_CHIPS,
    Block,
    TimelinePage,
    Window,
    blocks,
    lane_name,
    lane_rows,
    panels,
)
from components.figures.timeline.marks import Marks, marks
from components.theme import Palette

EDGE = 4
HEADS = 20
"""Pixels of the line of the scales and of the title of the chips."""
KEY_ROW = 18.0
ROLE_SIZE, CODE_SIZE = 13, 13
NO_DAY = "No day stated"
NAMED_BY_ROLE = {"TISSUE_GRAFT", "CELL_PRODUCT", "PROCEDURE"}
"""Classes that need no entry in the key: the roles beside them say so."""
LOWEST, TALLEST = 17.0, 30.0
"""Pixels of a row: the least for a line of type, and the height beyond which it looks empty."""
SCREEN = 580.0
"""Pixels of height that a figure has on a screen of 1440 x 900, its card whole."""


@dataclass(frozen=True)
class TimelineColumns:
    """The widths of what stands left of the plot: roles, chips without a day, agents."""

    roles: float
    chips: float
    codes: float

    @property
    def plot_left(self) -> float:
        return self.roles + self.chips + self.codes

    @classmethod
    def of(cls, events: Sequence[Event]) -> Self:
        undated = [event for event in events if event.undated]
        dated = [event for event in events if not event.undated]
        roles = max(text_width(event.role_label, ROLE_SIZE) for event in events) + 12
        own = (
            lane_name(row)
            for _, group in groupby(dated, key=lambda event: (event.regimen, event.role))
            for row in lane_rows(list(group))
        )
        codes = max((text_width(name, CODE_SIZE) for name in own), default=0.0) + 14
        # a first layout on one endless line tells how wide the widest chip is
        made = blocks(events, 0.0, LOWEST, WIDEST_CHIPS)
        chips = [placed for block in made for band in block.bands for placed in band.chips]
        widest = max((each.left + each.chip.width(CHIP_SIZE) for each in chips), default=0.0)
        title = text_width(NO_DAY, ROLE_SIZE)
        return cls(roles, max(widest, title) + 14 if undated else 0.0, codes)


@dataclass(frozen=True)
class Scene:
    """Blocks down, panels across, and what follows from both; all in pixels.

    Attributes:
        columns: what stands left of the plot.
        plot: the width of the plot.
        lane: the height of a row.
    """

    page: TimelinePage
    across: tuple[Window, ...]
    columns: TimelineColumns
    plot: float
    palette: Palette
    lane: float

    @classmethod
    def of(
        cls,
        page: TimelinePage,
        palette: Palette,
        window: str,
        width: float,
        height: float = SCREEN,
    ) -> Self:
        """The scene of a page; height: what it should fill, with rows as high as fit."""
        events = page.events
        columns = TimelineColumns.of(events)
        plot = max(width - columns.plot_left, 200.0)
        across = panels(window, events, plot)
        least = cls(page, across, columns, plot, palette, LOWEST)
        rows = sum(block.rows for block in least.down)
        lane = LOWEST + (height - least.height) / rows
        return cls(page, across, columns, plot, palette, min(max(lane, LOWEST), TALLEST))

    @property
    def width(self) -> float:
        return self.columns.plot_left + self.plot

    @cached_property
    def _from_zero(self) -> tuple[Block, ...]:
        return blocks(self.page.events, 0.0, self.lane, self.columns.chips)

    @cached_property
    def down(self) -> tuple[Block, ...]:
        """The blocks below the key and the heads of the columns."""
        return blocks(self.page.events, self.heads_top + HEADS, self.lane, self.columns.chips)

    @property
    def heads_top(self) -> float:
        return self.key.height

    @cached_property
    def drawn(self) -> Marks:
        lanes = (lane for block in self._from_zero for lane in block.lanes)
        return marks(lanes, self.across)

    @cached_property
    def placed_marks(self) -> Marks:
        """The marks at their heights in the figure."""
        return marks((lane for block in self.down for lane in block.lanes), self.across)

    @cached_property
    def undated(self) -> tuple[Chip, ...]:
        return tuple(
            placed.chip
            for block in self._from_zero
            for band in block.bands
            for placed in band.chips
        )

    @cached_property
    def chips(self) -> tuple[tuple[PlacedChip, float], ...]:
        """Each chip and the middle of its row."""
        return tuple(
            (placed, band.chip_middle(placed))
            for block in self.down
            for band in block.bands
            for placed in band.chips
        )

    @cached_property
    def key(self) -> Key:
        """Only the classes and signs that are drawn."""
        undated = {chip.event.agent_class: chip.event.class_label for chip in self.undated}
        classes = undated | self.drawn.classes
        coloured = {code: classes[code] for code in classes if code not in NAMED_BY_ROLE}
        return lay_out(
            (
                (
                    "",
                    (
                        *class_entries(coloured, self.palette),
                        *sign_entries(self.drawn, self.undated, self.palette),
                    ),
                ),
            ),
            self.width,
            row=KEY_ROW,
        )

    @cached_property
    def labels(self) -> list[DayLabel]:
        lanes = (lane for block in self.down for lane in block.lanes)
        return [label for lane in lanes for label in lane_labels(lane, self.across)]

    @property
    def height(self) -> float:
        return self.down[-1].bottom + EDGE

    @property
    def plot_top(self) -> float:
        """The upper end of the lines of the scales."""
        return self.heads_top + HEADS - BLOCK_GAP + 2
