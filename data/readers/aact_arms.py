"""AACT's interventions and arms -> the frames, joined by the ids of their rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.model import vocabulary as v
from data.readers.aact_columns import (
    LeftOut,
    always,
    blank,
    cells,
    counted_on,
    positions_in,
    whole_numbers,
)
from data.readers.aact_derived import cell_columns
from data.readers.aact_export import STUDY, Export, sliced
from data.readers.aact_tables import LINE, WholeNumbers
from data.readers.batches import Batch
from data.readers.record_rows import one_line

NAMELESS = "without a name"
NO_INTERVENTION = "no intervention with this intervention_id was imported"
NOT_JOINED = "its arm or its intervention was not imported"


def arms_and_interventions(export: Export) -> Iterator[Batch]:
    """Interventions with their texts, arms, and which arm has which intervention."""
    interventions, arms = RowIds(), RowIds()
    yield from _interventions(export, interventions)
    yield from _arms(export, arms)
    yield from _joins(export, arms, interventions)


@dataclass
class RowIds:
    """The ids that a table gives its rows, and the study and the position of each."""

    _pieces: list[tuple[WholeNumbers, WholeNumbers, WholeNumbers]] = field(default_factory=list)

    def add(self, ids: WholeNumbers, studies: WholeNumbers, positions: WholeNumbers) -> None:
        """Take the rows of a block; an id below 0 is none."""
        known = ids >= 0
        self._pieces.append((ids[known], studies[known], positions[known].astype(np.int32)))

    def in_order(self) -> "OrderedIds":
        nothing = np.array([], np.int64)
        ids, studies, positions = (
            np.concatenate([nothing, *(piece[column] for piece in self._pieces)])
            for column in range(3)
        )
        order = np.argsort(ids, kind="stable")
        return OrderedIds(ids[order], studies[order], positions[order])


@dataclass(frozen=True)
class OrderedIds:
    """Ids in ascending order with the study and the position of each."""

    ids: WholeNumbers
    studies: WholeNumbers
    positions: WholeNumbers

    def positions_of(self, ids: WholeNumbers, studies: WholeNumbers) -> WholeNumbers:
        """The position of each id within its study; -1 where that study has none of this id."""
        at = positions_in(self.ids, ids)
        if not len(self.ids):
            return at
        own = (at >= 0) & (ids >= 0) & (self.studies[at] == studies)
        return np.where(own, self.positions[at], -1)


def _study(rows: pa.Table) -> WholeNumbers:
    numbers: WholeNumbers = cells(rows, STUDY).to_numpy()
    return numbers


@dataclass
class OtherNames:
    """The other names of each intervention as one text, by the intervention's id."""

    ids: WholeNumbers
    names: pa.Array
    lines: WholeNumbers
    used: "np.ndarray[tuple[int], np.dtype[np.bool_]]"

    @classmethod
    def of(cls, export: Export) -> "OtherNames":
        rows = export.known_rows("intervention_other_names", ("intervention_id", "name"))
        names = export.columns(rows).distinct("name").mapped(one_line)
        ids = whole_numbers(cells(rows, "intervention_id"))
        stated = np.flatnonzero(~blank(names))
        order = stated[np.argsort(ids[stated], kind="stable")]
        distinct, starts = np.unique(ids[order], return_index=True)
        ends = pa.array(np.append(starts, len(order)), pa.int32())
        lists = pa.ListArray.from_arrays(ends, names.take(pa.array(order)))
        joined = pc.binary_join(lists, "\n")
        lines = cells(rows, LINE).to_numpy()[order][starts]
        return cls(distinct, joined, lines, np.zeros(len(distinct), bool))

    def of_interventions(self, ids: WholeNumbers) -> pa.Array:
        """Empty where an intervention has no other name."""
        at = positions_in(self.ids, ids)
        at[ids < 0] = -1
        self.used[at[at >= 0]] = True
        return pc.fill_null(self.names.take(pa.array(at, mask=at < 0)), "")

    def tell(self, left_out: LeftOut) -> None:
        left_out.add(NO_INTERVENTION, self.lines[~self.used].tolist())


def _interventions(export: Export, row_ids: RowIds) -> Iterator[Batch]:
    positions = np.zeros(len(export.ids), np.int64)
    nameless = export.left_out("interventions")
    others = OtherNames.of(export)
    for block in export.streamed(
        "interventions", ("id", "intervention_type", "name", "description")
    ):
        empty = blank(cells(block, "name"))
        nameless.add(NAMELESS, cells(block, LINE).to_numpy()[empty].tolist())
        rows = block.filter(pa.array(~empty)).combine_chunks()
        columns = export.columns(rows)
        ids, position = whole_numbers(cells(rows, "id")), counted_on(_study(rows), positions)
        row_ids.add(ids, _study(rows), position)
        own = export.own(rows, "interventions")
        kinds = columns.code(v.INTERVENTION_TYPE, "intervention_type")
        titles = export.titles.of_studies(export.ids[_study(rows)])
        texts = pa.table(
            own
            | {
                "position": pa.array(position),
                "description": cells(rows, "description"),
                "other_names": others.of_interventions(ids),
            }
        )
        silent = blank(cells(texts, "description")) & blank(cells(texts, "other_names"))
        yield {
            "trial_interventions": pa.table(
                own
                | {
                    "position": pa.array(position),
                    "intervention": columns.distinct("name").mapped(one_line),
                    "intervention_printed": cells(rows, "name"),
                    "intervention_type": kinds,
                    "intervention_type_printed": cells(rows, "intervention_type"),
                }
                | cell_columns(cells(rows, "name"), kinds, titles)
            ),
            "intervention_texts": texts.filter(pa.array(~silent)),
        }
    export.note(nameless)
    without = export.left_out("intervention_other_names")
    others.tell(without)
    export.note(without)


def _arms(export: Export, row_ids: RowIds) -> Iterator[Batch]:
    positions = np.zeros(len(export.ids), np.int64)
    for rows in export.streamed("design_groups", ("id", "group_type", "title", "description")):
        columns = export.columns(rows)
        position = counted_on(_study(rows), positions)
        row_ids.add(whole_numbers(cells(rows, "id")), _study(rows), position)
        yield {
            "trial_arms": pa.table(
                export.own(rows, "design_groups")
                | {
                    "position": pa.array(position),
                    "arm": columns.distinct("title").mapped(one_line),
                    "arm_type": columns.code(v.ARM_TYPE, "group_type", "arm_type"),
                    "arm_type_printed": cells(rows, "group_type"),
                    "description": cells(rows, "description"),
                }
            )
        }


def _joins(export: Export, arms: RowIds, interventions: RowIds) -> Iterator[Batch]:
    """Each pair of an arm and an intervention once, in the order of the arms."""
    table = "design_group_interventions"
    of_arms, of_interventions = arms.in_order(), interventions.in_order()
    pairs, left_out = [np.empty((0, 4), np.int64)], export.left_out(table)
    for rows in export.streamed(table, ("design_group_id", "intervention_id")):
        study, lines = _study(rows), cells(rows, LINE).to_numpy()
        arm = of_arms.positions_of(whole_numbers(cells(rows, "design_group_id")), study)
        own = of_interventions.positions_of(whole_numbers(cells(rows, "intervention_id")), study)
        joined = (arm > 0) & (own > 0)
        left_out.add(NOT_JOINED, lines[~joined].tolist())
        pairs.append(np.column_stack([study, arm, own, lines])[joined])
    export.note(left_out)
    whole = np.concatenate(pairs)
    # the first line of each pair; lexsort sorts by its last key first
    whole = whole[np.lexsort(whole.T[::-1])]
    firsts = np.ones(len(whole), bool)
    firsts[1:] = (whole[1:, :3] != whole[:-1, :3]).any(axis=1)
    study, arm, own, lines = (np.ascontiguousarray(column) for column in whole[firsts].T)
    rows = export.rows_at(study, lines)
    rows = rows.append_column("arm_position", pa.array(arm))
    rows = rows.append_column("intervention_position", pa.array(own))
    for some in sliced(rows):
        yield {
            "arm_interventions": pa.table(
                export.own(some, table)
                | {
                    "arm_position": cells(some, "arm_position"),
                    "intervention_position": cells(some, "intervention_position"),
                    "printed": always("", some),
                }
            )
        }
