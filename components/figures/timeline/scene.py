"""A timeline in its places, before it is drawn on a screen or on a slide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from components.figures.text_width import text_width
from components.figures.timeline.events import Event
from components.figures.timeline.key import Key, class_entries, lay_out, sign_entries
from components.figures.timeline.labels import DayLabel, lane_labels
from components.figures.timeline.lanes import Block, Window, panels
from components.figures.timeline.marks import Marks, marks
from components.theme import Palette

RIGHT_MARGIN = 16
EDGE = 4
TITLE_ROW = 22
ROLE_SIZE, CODE_SIZE = 13, 14
PANEL_TITLES = {"days": "Around day 0, in days", "months": "Follow-up, in months"}


@dataclass(frozen=True)
class Scene:
    """Blocks down, panels across, and what follows from both; all in pixels.

    Attributes:
        gutter: the room for roles and agents on the left.
        plot: the room to its right.
    """

    down: tuple[Block, ...]
    across: tuple[Window, ...]
    gutter: float
    plot: float
    palette: Palette

    @classmethod
    def of(
        cls,
        events: Sequence[Event],
        down: Sequence[Block],
        palette: Palette,
        window: str,
        width: int,
    ) -> Self:
        roles = max(text_width(event.role_label, ROLE_SIZE) for event in events) + 14
        codes = (text_width(event.agent_code, CODE_SIZE) for event in events)
        gutter = roles + max(codes) + 16
        plot = max(width - gutter - RIGHT_MARGIN, 200)
        return cls(tuple(down), panels(window, events, plot), gutter, plot, palette)

    @cached_property
    def drawn(self) -> Marks:
        return marks((lane for block in self.down for lane in block.lanes), self.across)

    @cached_property
    def key(self) -> Key:
        """Only the classes and signs that are drawn."""
        return lay_out(
            (
                ("Agent class", class_entries(self.drawn, self.palette)),
                ("How it is drawn", sign_entries(self.drawn, self.palette)),
            ),
            self.plot,
        )

    @cached_property
    def labels(self) -> list[DayLabel]:
        lanes = (lane for block in self.down for lane in block.lanes)
        return [label for lane in lanes for label in lane_labels(lane, self.across)]

    @property
    def height(self) -> float:
        return self.key.height + self.down[-1].bottom + EDGE
