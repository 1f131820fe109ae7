"""Frames of a study protocol that is held as data (USDM): arms, epochs, visits, activities, doses.

A study design is a protocol: its rows carry the code of its row in ``regimens``. Positions count
from 1 in the file's own order; nothing here is joined that the file does not join.
"""

from data.model import vocabulary as v
from data.model.schema import (
    CODE,
    INTEGER,
    NUMBER,
    PROVENANCE,
    REGIMEN_CODE,
    SOURCE_KEY,
    Column,
    ForeignKey,
    Frame,
)

MOST_ROWS = 100_000
FARTHEST = 36_500
"""Days from day 0."""


def _place(name: str, *, optional: bool = False) -> Column:
    return Column(name, INTEGER, optional=optional, low=1, high=MOST_ROWS)


def _words(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, optional=True) for name in names)


def _days(name: str, low: int = -FARTHEST) -> Column:
    return Column(name, NUMBER, optional=True, low=low, high=FARTHEST)


def _frame(name: str, key: tuple[str, ...], *columns: Column) -> Frame:
    """A frame of a study design, whose key begins with its code."""
    own = Column("regimen", pattern=REGIMEN_CODE)
    of_design = ForeignKey("regimen", "regimens", "regimen")
    return Frame(name, (own, *columns, *PROVENANCE), ("regimen", *key), (SOURCE_KEY, of_design))


STUDY_FRAMES: tuple[Frame, ...] = (
    _frame(
        "study_designs",
        (),
        Column("study"),
        Column("title"),
        *_words("numbers", "protocol_version", "dates"),
        Column("usdm_version"),
        Column("design"),
        *_words("description", "study_type", "phase", "model", "blinding", "intents"),
        *_words("indications"),
        Column("n_planned", INTEGER, optional=True, low=0, high=1_000_000),
        *_words("rationale", "day_zero"),
    ),
    _frame(
        "study_arms",
        ("position",),
        _place("position"),
        Column("arm"),
        *_words("arm_type", "description"),
    ),
    _frame(
        "study_epochs",
        ("position",),
        _place("position"),
        Column("epoch"),
        *_words("epoch_type", "description"),
    ),
    _frame(
        "study_cells",
        ("arm_position", "epoch_position", "position"),
        _place("arm_position"),
        _place("epoch_position"),
        _place("position"),
        # a cell may name no element
        *_words("element", "description", "starts", "ends"),
    ),
    _frame(
        "study_timelines",
        ("position",),
        _place("position"),
        Column("timeline"),
        Column("kind", CODE, v.TIMELINE_KIND),
        *_words("starts", "description", "day_zero"),
    ),
    _frame(
        "study_visits",
        ("timeline_position", "position"),
        _place("timeline_position"),
        _place("position"),
        Column("visit"),
        *_words("encounter", "contact"),
        _place("epoch_position", optional=True),
        *_words("epoch"),
        _days("day"),
        _days("window_lower", low=0),
        _days("window_upper", low=0),
        *_words("window_printed"),
        Column("placement", CODE, v.VISIT_PLACEMENT),
        *_words("basis", "reason"),
        _place("starts_timeline", optional=True),
        *_words("remark"),
    ),
    _frame(
        "study_decisions",
        ("timeline_position", "position"),
        _place("timeline_position"),
        _place("position"),
        Column("decision"),
        Column("kind", CODE, v.DECISION_KIND),
        *_words("condition", "leads_to"),
        _place("first_visit", optional=True),
        _place("last_visit", optional=True),
        _days("start_day"),
        _days("end_day"),
        _days("every_days", low=0),
        *_words("every_printed"),
    ),
    _frame(
        "study_activities",
        ("position",),
        _place("position"),
        Column("activity"),
        *_words("description"),
        _place("part_of", optional=True),
        _place("timeline_position", optional=True),
    ),
    _frame(
        "activity_visits",
        ("activity_position", "timeline_position", "visit_position"),
        _place("activity_position"),
        _place("timeline_position"),
        _place("visit_position"),
        *_words("condition"),
    ),
    _frame(
        "study_doses",
        ("position",),
        _place("position"),
        Column("intervention"),
        *_words("intervention_role", "intervention_type", "administration"),
        *_words("dose", "route", "frequency", "duration"),
    ),
)
"""``study_visits.timeline_position`` and the like are positions of ``study_timelines``; a window
is so many days before and after its day; ``study_activities.timeline_position`` is the timeline
that an activity runs."""
