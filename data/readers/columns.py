"""The frames of an imported dataset: the built-in ones with what only the registry states.

A dataset has four of the curated frames and those of records. The rest (regimens, outcomes,
agents ...) do not exist for imports; the store makes them empty.

What an import leaves open, whatever the format:

- ``printed_tables`` is empty, ``endpoint_classification`` is NOT_STATED: the registry gave it up
  in 2017;
- ``condition_group`` is NOT_CLASSIFIED; conditions are grouped by the MeSH terms of their records.

``LEFT_OPEN`` names these columns for the store, which says of each field whether it has it.
Control, cell product and donor are ``DERIVED`` by the rules of ``derived.py``; a dataset has those
that a rule found in one of its records.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import replace
from types import MappingProxyType

import pandas as pd
import pyarrow as pa

from data.link.filters import Filter, filters_of
from data.link.trial_fields import HEADINGS, OF_IMPORT, REGISTERED
from data.model import schema as s
from data.model import vocabulary as v
from data.model.countries import ISO3
from data.model.record_frames import RECORD_FRAMES
from data.model.registers import TRIAL_ID
from data.readers import trial_columns
from data.readers.trial_columns import TRIAL_COLUMNS, PlainColumn

Lacking = Mapping[str, Collection[str]]
"""Frame name -> columns of it."""
NO_COLUMNS: Lacking = MappingProxyType({})
GROUPED = "condition_group"
NOT_CLASSIFIED = "NOT_CLASSIFIED"
DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
"""A date as precise as the record gives it: year, month or day."""

MOST_PEOPLE = 10_000_000_000
"""No enrolment is larger; some records of whole health systems reach hundreds of millions."""

MOST_ROWS = 1_000_000
"""No study has more sites or interventions."""


def _text(name: str, pattern: str = "") -> s.Column:
    return s.Column(name, optional=True, pattern=pattern)


def _plain(column: PlainColumn) -> Iterator[s.Column]:
    if column.vocabulary is not None:
        yield s.Column(column.name, s.CODE, column.vocabulary)
        if column.kind == trial_columns.CODE_AND_TEXT:
            yield _text(f"{column.name}_printed")
    else:
        yield _text(column.name, DATE if column.kind == trial_columns.DATE else "")


def _of_trials() -> Iterator[s.Column]:
    """The plain columns that the built-in frame does not have, and the year of the start."""
    built_in = next(frame.column_names for frame in s.FRAMES if frame.name == "trials")
    for column in TRIAL_COLUMNS:
        if column.name not in built_in:
            yield from _plain(column)
        if column.name == "start_date_type":
            yield s.Column("start_year", s.INTEGER, optional=True, low=0, high=9999)
    yield s.Column("age_groups", s.CODES, v.AGE_GROUP)
    yield _text("control_basis")


EXTRA: Mapping[str, tuple[s.Column, ...]] = {
    "trials": tuple(_of_trials()),
    "trial_conditions": (),
    "trial_interventions": (
        s.Column("intervention_type", s.CODE, v.INTERVENTION_TYPE),
        _text("intervention_type_printed"),
    ),
    "trial_organisations": (
        _text("state"),
        s.Column("site_status", s.CODE, v.SITE_STATUS),
        _text("site_status_printed"),
    ),
}
"""Frame name -> the columns that the built-in frame does not have."""

CHANGED: Mapping[tuple[str, str], s.Column] = {
    ("trials", "title"): s.Column("title", optional=True),
    ("trials", "printed_tables"): s.Column("printed_tables", optional=True),
    ("trials", "control"): s.Column("control", s.CODES, v.CONTROL),
    ("trials", "enrollment"): s.Column(
        "enrollment", s.INTEGER, optional=True, low=0, high=MOST_PEOPLE
    ),
    # the date of some files is not known
    ("trials", "snapshot"): s.Column("snapshot", optional=True, pattern=r"\d{4}-\d{2}"),
    ("trial_conditions", "condition_group"): s.Column(
        "condition_group", s.CODE, codes=(NOT_CLASSIFIED,)
    ),
    ("trial_interventions", "position"): s.Column("position", s.INTEGER, low=1, high=MOST_ROWS),
    ("trial_interventions", "basis"): s.Column("basis", optional=True),
    ("trial_organisations", "position"): s.Column("position", s.INTEGER, low=1, high=MOST_ROWS),
    ("trial_organisations", "organisation"): s.Column("organisation", optional=True),
    ("trial_organisations", "organisation_printed"): s.Column(
        "organisation_printed", optional=True
    ),
    ("trial_organisations", "country"): s.Column("country", s.CODE, codes=(*ISO3, v.NOT_STATED)),
}
"""Columns of the built-in frames that hold something else, or may be empty, in an import."""


LEFT_OPEN: Mapping[str, frozenset[str]] = {
    "trials": frozenset(("printed_tables", "endpoint_classification")),
    "trial_conditions": frozenset(("condition_group",)),
}
"""Frame name -> the columns that no imported file can state."""
DERIVED: Mapping[str, tuple[str, ...]] = {
    "trials": ("control", "control_printed", "control_basis"),
    "trial_interventions": ("cell_product", "donor", "certainty", "basis"),
}
"""Frame name -> the columns that rules fill from a record's words, the codes first."""
READ = ("schedule", "agent_classes", "roles")
"""The columns of ``trial_schedules`` that are filters."""


def _of_imports(of: Filter, curated: Lacking = NO_COLUMNS) -> Filter:
    """A filter as imports have it: a drug beside cells does not make their kind not stated.

    Where people read the interventions, a drug is known to be no cells, and what is not stated
    is so. Conditions that they sorted hold others than diabetes, too.
    """
    if of.column in curated.get(of.frame, ()):
        if of.column == GROUPED:
            return replace(of, coding=v.REGISTRY_CONDITION_GROUP, only_alone="OTHER")
        return of
    derived = of.frame == "trial_interventions" and of.column in DERIVED[of.frame]
    return replace(of, only_alone=v.NOT_STATED) if derived else of


def _import_frame(frame: s.Frame) -> s.Frame:
    columns = [CHANGED.get((frame.name, column.name), column) for column in frame.columns]
    provenance = columns[-len(s.PROVENANCE) :]
    own = columns[: -len(s.PROVENANCE)]
    return replace(frame, columns=(*own, *EXTRA[frame.name], *provenance))


def _of_any_register(frame: s.Frame) -> s.Frame:
    """The frame with room for the numbers of all registers."""
    columns = (
        replace(column, pattern=TRIAL_ID) if column.name == "nct_id" else column
        for column in frame.columns
    )
    return replace(frame, columns=tuple(columns))


HELD_FRAMES = tuple(
    _of_any_register(frame)
    for frame in (
        *(_import_frame(frame) for frame in s.CURATED if frame.name in EXTRA),
        *s.OF_RECORDS,
    )
)
"""The frames that a store holds."""
RULE_FRAMES = tuple(map(_of_any_register, s.READ_BY_RULE))
"""The frames that a dataset's index holds and no file has; a store has them, too."""
IMPORT_FRAMES = (*HELD_FRAMES, *map(_of_any_register, RECORD_FRAMES))
"""All frames of an import; those of ``RECORD_FRAMES`` are read on demand."""
FRAME_NAMES = tuple(frame.name for frame in IMPORT_FRAMES)
REGISTRY_FILTERS = tuple(
    map(_of_imports, filters_of(s.stated_by((*IMPORT_FRAMES, *RULE_FRAMES), LEFT_OPEN)))
)
"""The filters on columns that registry files can state."""
FRAME_WORDS: Mapping[str, str] = {
    "trial_conditions": "conditions",
    "trial_interventions": "interventions",
    "trial_arms": "arms",
    "outcome_measures": "outcome measures",
    "trial_texts": "summaries and criteria",
    "trial_keywords": "keywords",
    "trial_mesh": "MeSH terms",
    "trial_ids": "other numbers",
    "trial_references": "references",
    "trial_documents": "documents",
    "results_about": "remarks on results",
    "results_groups": "groups of results",
    "results_flow": "participant flow",
    "results_baseline": "baseline",
    "results_measures": "posted outcome measures",
    "results_values": "posted values",
    "results_analyses": "analyses",
    "results_events": "adverse events",
}
"""Frame of a part of a record -> what it holds, in words."""
COLUMN_WORDS = HEADINGS | {name: words.heading for name, words in REGISTERED.items()}
"""Column of a trial -> its words, where a page has some."""
FrameColumn = tuple[str, str]
"""The names of a frame and of a column."""
NOT_OF_A_FILE = frozenset(
    (
        *("nct_id", "snapshot", "position", "arm_position", "intervention_position"),
        *("measure_position", "period_position", "source", "locator"),
    )
)
"""Columns that the import itself fills."""
IN_FILES: frozenset[FrameColumn] = frozenset(
    (frame.name, column.name)
    for frame in IMPORT_FRAMES
    for column in frame.columns
    if column.name not in NOT_OF_A_FILE
    and column.name.removesuffix("_printed") not in LEFT_OPEN.get(frame.name, frozenset())
    and column.name not in DERIVED.get(frame.name, ())
)
"""The columns that a registry file may hold."""


def columns_of_frames(*frames: str) -> frozenset[FrameColumn]:
    """All that a file may hold of these frames."""
    return frozenset(each for each in IN_FILES if each[0] in frames)


def not_in(held: Set[FrameColumn]) -> Mapping[str, tuple[str, ...]]:
    """Frame -> the columns that no file of an import holds, in the frame's order.

    held: the columns that some file holds. What is made of a column is held with it: the text
    as printed, the year of a date.
    """
    lacking = {
        frame.name: tuple(
            column.name
            for column in frame.columns
            if (frame.name, column.name) in IN_FILES and not _is_held(frame.name, column.name, held)
        )
        for frame in IMPORT_FRAMES
    }
    return {name: columns for name, columns in lacking.items() if columns}


def lacking_in_words(absent: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Names the columns of trials that no file holds, and the parts of a record."""
    own = [
        COLUMN_WORDS.get(name) or name.replace("_", " ").capitalize()
        for name in absent.get("trials", ())
        if not name.endswith(("_printed", "_type"))
    ]
    if own:
        yield f"Not in these files: {', '.join(own)}"
    whole = [words for frame, words in FRAME_WORDS.items() if _lacks_all(frame, absent)]
    if whole:
        yield f"Not in these files: {', '.join(whole)}"


def _lacks_all(frame: str, absent: Mapping[str, Collection[str]]) -> bool:
    return columns_of_frames(frame) == {(frame, column) for column in absent.get(frame, ())}


def _is_held(frame: str, column: str, held: Set[FrameColumn]) -> bool:
    made_of = {"start_year": "start_date"}.get(column, column.removesuffix("_printed"))
    return (frame, column) in held or (frame, made_of) in held


def not_found(frames: Mapping[str, pd.DataFrame]) -> Mapping[str, frozenset[str]]:
    """Frame -> the columns that no record of an import states: derived ones, MeSH terms, arms."""
    silent: dict[str, set[str]] = {"trials": set(), "trial_interventions": set()}
    for name, code in (
        ("trials", "control"),
        ("trial_interventions", "cell_product"),
        ("trial_interventions", "donor"),
    ):
        if not (frames[name][code] != v.NOT_STATED).any():
            silent[name].add(code)
    if "control" in silent["trials"]:
        silent["trials"].update(DERIVED["trials"])
    if "cell_product" in silent["trial_interventions"]:
        silent["trial_interventions"].update(DERIVED["trial_interventions"])
    mesh = frames["trial_mesh"]
    if not (mesh["mesh_of"] == "CONDITION").any():
        silent["trial_mesh"] = {"term"}
    if frames["trial_interventions"].empty:
        silent["trial_interventions"].add("intervention")
    schedules = frames["trial_schedules"]
    silent["trial_schedules"] = {
        name for name in READ if not (~schedules[name].isin(("", v.NOT_STATED))).any()
    }
    return {name: frozenset(columns) for name, columns in silent.items()}


def left_open(*lacking: Lacking, curated: Lacking = NO_COLUMNS) -> Mapping[str, frozenset[str]]:
    """Frame -> the columns that no row states: those of no import, and those lacking in one.

    curated: those that people filled all the same.
    """
    return {
        frame.name: LEFT_OPEN.get(frame.name, frozenset())
        .difference(curated.get(frame.name, ()))
        .union(*(each.get(frame.name, ()) for each in lacking))
        for frame in (*IMPORT_FRAMES, *RULE_FRAMES)
    }


def filters_without(*lacking: Lacking, curated: Lacking = NO_COLUMNS) -> tuple[Filter, ...]:
    """The filters of a dataset in which these columns lack; curated: as for ``left_open``."""
    states = s.stated_by((*IMPORT_FRAMES, *RULE_FRAMES), left_open(*lacking, curated=curated))
    return tuple(_of_imports(each, curated) for each in filters_of(states))


def table_fields(silent: Lacking) -> tuple[str, ...]:
    """The fields of an import's table of trials, without derived ones that no record gives."""
    without = {column for columns in silent.values() for column in columns}
    return tuple(field for field in OF_IMPORT if field not in without)


ARROW_TYPES: Mapping[s.ColumnKind, pa.DataType] = {
    s.INTEGER: pa.int64(),
    s.NUMBER: pa.float64(),
}
"""Kind of column -> type in Parquet; everything else is text."""


def arrow_schema(frame: s.Frame) -> pa.Schema:
    """Text is never null (an absent value is the empty string), numbers may be."""
    return pa.schema(
        [
            pa.field(
                column.name,
                ARROW_TYPES.get(column.kind, pa.string()),
                nullable=column.kind in ARROW_TYPES,
            )
            for column in frame.columns
        ]
    )


ARROW_SCHEMAS = {frame.name: arrow_schema(frame) for frame in IMPORT_FRAMES}
