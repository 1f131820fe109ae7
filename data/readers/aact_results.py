"""AACT's tables of posted results -> the frames of results, as posted.

Contacts and agreements (``result_contacts``, ``result_agreements``) are never read. Where a
column is there twice, as a number and as posted (``ci_lower_limit_raw``), the posted one is
taken; an export without it has the number, which has lost its trailing zeros and "NA".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.model import vocabulary as v
from data.model.schema import SEPARATOR
from data.readers.aact_arms import OrderedIds, RowIds
from data.readers.aact_columns import (
    Distinct,
    LeftOut,
    always,
    blank,
    cells,
    counted_on,
    flags,
    positions_in,
    whole_numbers,
)
from data.readers.aact_export import STUDY, Export
from data.readers.aact_held import RESULT_TABLES
from data.readers.aact_result_heaps import ResultHeaps, result_heaps
from data.readers.aact_tables import LINE, WholeNumbers
from data.readers.batches import Batch
from data.readers.result_rows import COLUMNS, NUMBERED
from data.readers.trial_columns import STUDIES

NO_OUTCOME = "no outcome with this outcome_id was imported"
NO_GROUP = "no group with this result_group_id was imported, and no group is named"
NO_ANALYSIS = "no analysis with this outcome_analysis_id was imported"
NO_KIND = "its event_type is none of those known"
NO_MEASURE = "no measure of this group was imported"
TOTALS: Mapping[str, str] = {"deaths": "DEATH", "serious": "ANY_SERIOUS", "other": "ANY_OTHER"}
KINDS: Mapping[str, str] = {"serious": "SERIOUS", "other": "OTHER"}
PARTS: Mapping[str, str] = {
    "participant flow": "FLOW",
    "baseline": "BASELINE",
    "outcome": "OUTCOME",
    "reported event": "EVENT",
}
ABOUT: Mapping[str, Mapping[str, str]] = {
    STUDIES: {
        "baseline_population": "baseline_population",
        "limitations": "limitations_and_caveats",
    },
    "participant_flows": {
        "recruitment": "recruitment_details",
        "pre_assignment": "pre_assignment_details",
        "flow_units": "units_analyzed",
    },
    "reported_events": {
        "frequency_threshold": "frequency_threshold",
        "events_time_frame": "time_frame",
        "events_description": "description",
    },
}
"""Table -> column of ``results_about`` -> its column there."""
MEASURE = ("title", "description", "population_description", "param_type", "dispersion_type")
ONE_MEASURE = (*MEASURE, "units")
"""Columns that are the same in all rows of a baseline measure, which has no id."""
ROW = "own_table"
PostedArrays = Mapping[str, pa.Array]


def results(export: Export) -> Iterator[Batch]:
    """The frames of posted results, some studies at a time."""
    tables = {table: names for table, names in RESULT_TABLES.items() if export.has(table)}
    if not set(tables) - {STUDIES} or not len(export.ids):
        return
    if STUDIES in tables:
        # read for the trials before
        export.session.progress.total += export.parts[STUDIES].size
    told = {table: export.left_out(table) for table in RESULT_TABLES}
    with result_heaps(export, RESULT_TABLES) as heaps:
        heaps.set_aside()
        for number in range(heaps.heaps):
            frames = _Heap(export, heaps, number, told).frames()
            export.session.report.with_results += _studies_in(frames)
            yield frames
    for left_out in told.values():
        export.note(left_out)


def _studies_in(frames: Batch) -> int:
    """The number of studies with a row in any of the frames."""
    ids = pa.chunked_array([rows["nct_id"].combine_chunks() for rows in frames.values()])
    return len(ids.unique())


def _study(rows: pa.Table) -> WholeNumbers:
    numbers: WholeNumbers = cells(rows, STUDY).to_numpy()
    return numbers


def _first(rows: pa.Table, *names: str) -> pa.Array:
    """The first of the columns that is not empty, row by row."""
    found = cells(rows, names[0])
    for name in names[1:]:
        found = pc.if_else(pc.equal(found, ""), cells(rows, name), found)
    return found


def _whole(numbers: pa.Array) -> pa.Array:
    """Numbers that the export writes with a decimal they were not posted with: "95.0"."""
    return pc.replace_substring_regex(numbers, r"^(-?[0-9]+)\.0+$", r"\1")


def _numbered(*columns: pa.Array | WholeNumbers) -> WholeNumbers:
    """A number for each combination of the values of a row, by its first appearance."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        numbers = column if isinstance(column, np.ndarray) else Distinct.of(column).numbers
        _, numbers = np.unique(numbers, return_inverse=True)
        _, key = np.unique(key * (len(key) + 1) + numbers, return_inverse=True)
    _, first, numbers = np.unique(key, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[numbers] if len(first) else numbers.astype(np.int64)


def _within(studies: WholeNumbers, numbers: WholeNumbers) -> WholeNumbers:
    """From 1 within each study: numbers that ascend with the studies, by first appearance."""
    if not len(studies):
        return numbers
    lowest = np.full(int(studies.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(lowest, studies, numbers)
    return numbers - lowest[studies] + 1


@dataclass
class _Heap:
    """All results of some studies.

    Attributes:
        told: the rows of each table that are left out.
    """

    export: Export
    heaps: ResultHeaps
    number: int
    told: Mapping[str, LeftOut]

    def frames(self) -> Batch:
        groups = self.rows("result_groups")
        ids = _ordered(cells(groups, "row_id").to_numpy(), groups)
        outcomes = self.rows("outcomes")
        measures = _ordered(cells(outcomes, "row_id").to_numpy(), outcomes)
        events = self.grouped("reported_events", groups, ids)
        values = self.of_outcome("outcome_measurements", measures)
        values = self.with_codes("outcome_measurements", values, groups, ids)
        counts = self.of_outcome("outcome_counts", measures)
        counts = self.with_codes("outcome_counts", counts, groups, ids)
        of_baseline = self.grouped("baseline_counts", groups, ids)
        shown = self.groups(groups, measures, outcomes, values, counts, of_baseline)
        return {
            "results_about": self.about(events),
            "results_groups": shown,
            "results_flow": self.flow(groups, ids),
            "results_baseline": self.baseline(groups, ids, shown),
            "results_measures": self.measures(outcomes),
            "results_values": self.values(values),
            "results_analyses": self.analyses(measures, groups, ids),
            "results_events": self.events(events, groups, ids),
        }

    def rows(self, table: str) -> pa.Table:
        rows = self.heaps.heap(table, self.number)
        return rows.append_column(ROW, always(self.export.name(table), rows))

    def leave_out(self, table: str, rows: pa.Table, odd: "np.ndarray", reason: str) -> pa.Table:
        self.told[table].add(reason, cells(rows, LINE).to_numpy()[odd].tolist())
        return rows.filter(pa.array(~odd)).combine_chunks() if odd.any() else rows

    def grouped(self, table: str, groups: pa.Table, ids: OrderedIds) -> pa.Table:
        return self.with_codes(table, self.rows(table), groups, ids)

    def with_codes(self, table: str, rows: pa.Table, groups: pa.Table, ids: OrderedIds) -> pa.Table:
        """The rows with the code of their group, by its id where they do not name it."""
        if "result_group_id" in rows.column_names:
            at = ids.positions_of(whole_numbers(cells(rows, "result_group_id")), _study(rows))
        else:
            at = np.full(rows.num_rows, -1)
        codes = cells(groups, "ctgov_group_code").take(pa.array(at - 1, mask=at < 1))
        own = cells(rows, "ctgov_group_code")
        code = pc.if_else(pc.equal(own, ""), pc.fill_null(codes, ""), own)
        rows = rows.append_column("group", code).append_column("group_at", pa.array(at))
        return self.leave_out(table, rows, blank(code), NO_GROUP)

    def of_outcome(self, table: str, measures: OrderedIds) -> pa.Table:
        """The rows of known outcomes, by outcome, with their ``measure_position``."""
        rows = self.rows(table)
        at = measures.positions_of(whole_numbers(cells(rows, "outcome_id")), _study(rows))
        rows = rows.append_column("measure_position", pa.array(at))
        rows = self.leave_out(table, rows, at < 1, NO_OUTCOME)
        position = cells(rows, "measure_position").to_numpy()
        order = np.lexsort((np.arange(rows.num_rows), position, _study(rows)))
        return rows.take(pa.array(order)).combine_chunks()

    def table(self, frame: str, rows: pa.Table, stated: PostedArrays) -> pa.Table:
        """A frame of rows that are in its order."""
        line = cells(rows, LINE).cast(pa.string())
        own: dict[str, pa.Array] = {
            "nct_id": cells(rows, "nct_id"),
            "source": always(self.export.session.source, rows),
            "locator": pc.binary_join_element_wise(cells(rows, ROW), line, ", line "),
        }
        if frame in NUMBERED:
            position = counted_on(_study(rows), np.zeros(len(self.export.ids), np.int64))
            own["position"] = pa.array(position)
        usual = {
            name: pa.nulls(rows.num_rows, pa.int64()) if usual is None else always(usual, rows)
            for name, usual in COLUMNS[frame].items()
        }
        return pa.table(own | usual | dict(stated))

    def about(self, events: pa.Table) -> pa.Table:
        """Remarks on the results as a whole, at the first line that says any of them."""
        found: dict[str, dict[str, pa.Array]] = {}
        firsts = []
        for table, names in ABOUT.items():
            rows = events if table == "reported_events" else self.rows(table)
            at = np.unique(_study(rows), return_index=True)[1]
            rows = rows.take(pa.array(at)).combine_chunks()
            texts = {column: cells(rows, name) for column, name in names.items()}
            says = np.zeros(rows.num_rows, bool)
            for text in texts.values():
                says |= ~blank(text)
            rows = rows.filter(pa.array(says)).combine_chunks()
            found[table] = {column: text.filter(pa.array(says)) for column, text in texts.items()}
            firsts.append(rows.select(["nct_id", STUDY, LINE, ROW]))
        every = pa.concat_tables(firsts).combine_chunks()
        own = every.take(pa.array(np.unique(_study(every), return_index=True)[1])).combine_chunks()
        stated = {}
        for rows, texts in zip(firsts, found.values(), strict=True):
            at = positions_in(_study(rows), _study(own))
            for column, text in texts.items():
                stated[column] = pc.fill_null(text.take(pa.array(at, mask=at < 0)), "")
        return self.table("results_about", own, stated)

    def measures(self, rows: pa.Table) -> pa.Table:
        kind = self.export.columns(rows).code(
            v.POSTED_OUTCOME_KIND, "outcome_type", "posted_outcome_kind"
        )
        return self.table(
            "results_measures",
            rows,
            {
                "posted_outcome_kind": kind,
                "posted_outcome_kind_printed": cells(rows, "outcome_type"),
                "measure": cells(rows, "title"),
                "population": cells(rows, "population"),
                "anticipated": _first(
                    rows, "anticipated_posting_month_year", "anticipated_posting_date"
                ),
                "analysed_units": cells(rows, "units_analyzed"),
                **_same(
                    rows, "description", "param_type", "dispersion_type", "units", "time_frame"
                ),
            },
        )

    def values(self, rows: pa.Table) -> pa.Table:
        return self.table("results_values", rows, _same(rows, "measure_position") | _value(rows))

    def analyses(self, measures: OrderedIds, groups: pa.Table, ids: OrderedIds) -> pa.Table:
        rows = self.of_outcome("outcome_analyses", measures)
        order = _ordered(cells(rows, "row_id").to_numpy(), rows, within=False)
        table = "outcome_analysis_groups"
        joined = self.grouped(table, groups, ids)
        at = order.positions_of(whole_numbers(cells(joined, "outcome_analysis_id")), _study(joined))
        joined = joined.append_column("at", pa.array(at))
        joined = self.leave_out(table, joined, at < 1, NO_ANALYSIS)
        at = cells(joined, "at").to_numpy() - 1
        by = np.argsort(at, kind="stable")
        offsets = np.searchsorted(at[by], np.arange(rows.num_rows + 1)).astype(np.int32)
        lists = pa.ListArray.from_arrays(
            pa.array(offsets), cells(joined, "group").take(pa.array(by))
        )
        p_value = pc.binary_join_element_wise(
            cells(rows, "p_value_modifier"), cells(rows, "p_value"), ""
        )
        raw = cells(rows, "p_value_raw")
        return self.table(
            "results_analyses",
            rows,
            {
                "group_ids": pc.binary_join(lists, SEPARATOR),
                "groups_description": cells(rows, "groups_description"),
                "interval_percent": _whole(cells(rows, "ci_percent")),
                "interval_sides": cells(rows, "ci_n_sides"),
                "lower": _first(rows, "ci_lower_limit_raw", "ci_lower_limit"),
                "upper": _first(rows, "ci_upper_limit_raw", "ci_upper_limit"),
                "upper_comment": cells(rows, "ci_upper_limit_na_comment"),
                "p_value": pc.if_else(pc.equal(raw, ""), p_value, raw),
                "p_value_comment": cells(rows, "p_value_description"),
                "method_comment": cells(rows, "method_description"),
                "non_inferiority": cells(rows, "non_inferiority_type"),
                "non_inferiority_comment": cells(rows, "non_inferiority_description"),
                "estimate_comment": cells(rows, "estimate_description"),
                "other_comment": cells(rows, "other_analysis_description"),
                **_same(rows, "measure_position", "param_type", "param_value"),
                **_same(rows, "dispersion_type", "dispersion_value", "method"),
            },
        )

    def flow(self, groups: pa.Table, ids: OrderedIds) -> pa.Table:
        pieces = []
        for table, kind, names in (
            (
                "milestones",
                "MILESTONE",
                ("title", "count", "count_units", "description", "milestone_description"),
            ),
            (
                "drop_withdrawals",
                "REASON",
                ("reason", "count", "count_units", "reason_comment", "drop_withdraw_comment"),
            ),
        ):
            rows = self.grouped(table, groups, ids)
            own = rows.select(["nct_id", STUDY, LINE, ROW, "period", "group"])
            of = ("milestone", "participants", "units", "comment", "milestone_comment")
            for name, column in zip(of, names, strict=True):
                own = own.append_column(name, cells(rows, column))
            pieces.append(own.append_column("flow_row", always(kind, own)))
        rows = pa.concat_tables(pieces).combine_chunks()
        kind_first = np.argsort(_study(rows), kind="stable")
        # milestones stand first: they give the periods their order
        rows = rows.take(pa.array(kind_first)).combine_chunks()
        period = _within(_study(rows), _numbered(_study(rows), cells(rows, "period")))
        rows = rows.append_column("period_position", pa.array(period))
        order = np.lexsort((np.arange(rows.num_rows), period, _study(rows)))
        rows = rows.take(pa.array(order)).combine_chunks()
        shown = ("flow_row", "period_position", "period", "milestone", "participants", "units")
        stated = _same(rows, *shown, "comment", "milestone_comment")
        return self.table("results_flow", rows, stated | {"group_id": cells(rows, "group")})

    def baseline(self, groups: pa.Table, ids: OrderedIds, shown: pa.Table) -> pa.Table:
        """shown: the rows of ``results_groups``."""
        rows = self.grouped("baseline_measurements", groups, ids)
        same = _numbered(_study(rows), *(cells(rows, name) for name in ONE_MEASURE))
        starts = np.diff(same, prepend=-1) != 0
        position = _within(_study(rows), np.cumsum(starts))
        # the number that a row is of is that of its group, unless it says another
        number = _whole(cells(rows, "number_analyzed"))
        units = cells(rows, "number_analyzed_units")
        own = pc.binary_join_element_wise(
            cells(rows, "nct_id"), cells(rows, "group"), units, number, "\n"
        )
        of_group = shown.filter(pc.equal(cells(shown, "results_part"), "BASELINE"))
        key = ("nct_id", "group_id", "analysed_units", "analysed")
        of_group = of_group.combine_chunks()
        numbers = pc.binary_join_element_wise(*(cells(of_group, name) for name in key), "\n")
        says = pc.and_not(pc.not_equal(number, ""), pc.is_in(own, value_set=numbers))
        value = _value(rows)
        return self.table(
            "results_baseline",
            rows,
            {
                **value,
                "lower": _whole(value["lower"]),
                "upper": _whole(value["upper"]),
                "measure_position": pa.array(position),
                "measure": cells(rows, "title"),
                "population": cells(rows, "population_description"),
                "analysed": pc.if_else(says, number, ""),
                "analysed_units": pc.if_else(says, units, ""),
                **_same(rows, "description", "param_type", "dispersion_type", "units"),
            },
        )

    def events(self, events: pa.Table, groups: pa.Table, ids: OrderedIds) -> pa.Table:
        totals = self.grouped("reported_event_totals", groups, ids)
        silent = blank(cells(totals, "subjects_affected")) & blank(
            cells(totals, "subjects_at_risk")
        )
        totals = totals.filter(pa.array(~silent)).combine_chunks()
        pieces, ranks = [], []
        for table, rows, kinds in (
            ("reported_event_totals", totals, TOTALS),
            ("reported_events", events, KINDS),
        ):
            kind = Distinct.of(cells(rows, "event_type")).mapped(
                lambda text, kinds=kinds: kinds.get(text.lower(), "")  # type: ignore[misc]
            )
            rows = rows.append_column("event_kind", kind)
            rows = self.leave_out(table, rows, blank(kind), NO_KIND)
            order = pc.index_in(cells(rows, "event_kind"), pa.array(v.EVENT_KIND.codes)).to_numpy(
                zero_copy_only=False
            )
            is_total = kinds is TOTALS
            # totals by group, then by kind; terms by kind, then as they stand
            ranks.append(
                _code_ranks(cells(rows, "group")) * 10 + order
                if is_total
                else np.int64(1 << 40) + order
            )
            pieces.append(_event(rows, is_total))
        rows = pa.concat_tables(pieces).combine_chunks()
        rank = np.concatenate(ranks)
        order = np.lexsort((np.arange(rows.num_rows), rank, _study(rows)))
        rows = rows.take(pa.array(order)).combine_chunks()
        names = ("event_kind", "organ_system", "term", "source_vocabulary", "assessment")
        return self.table(
            "results_events", rows, _same(rows, *names, "group_id", "affected", "at_risk", "events")
        )

    def groups(
        self,
        rows: pa.Table,
        measures: OrderedIds,
        outcomes: pa.Table,
        values: pa.Table,
        counts: pa.Table,
        of_baseline: pa.Table,
    ) -> pa.Table:
        """The groups of each part; those of outcomes by measure, once for each that has them."""
        part = Distinct.of(cells(rows, "result_type")).mapped(
            lambda text: PARTS.get(text.lower(), "")
        )
        rows = rows.append_column("results_part", part)
        at = np.arange(rows.num_rows)
        is_outcome = flags(pc.equal(part, "OUTCOME"))
        odd = blank(part)
        self.told["result_groups"].add(
            "its result_type is none of those known", cells(rows, LINE).to_numpy()[odd].tolist()
        )
        measure = measures.positions_of(whole_numbers(cells(rows, "outcome_id")), _study(rows))
        direct = is_outcome & (measure > 0)
        # before 2024-11 a group does not name its outcome: its counts and values do
        pairs = [
            np.stack([cells(some, "group_at").to_numpy(), cells(some, "measure_position")])
            for some in (counts, values)
        ]
        study_start = np.searchsorted(_study(rows), np.arange(len(self.export.ids)))
        found = []
        for some, pair in zip((counts, values), pairs, strict=True):
            known = pair[0] > 0
            found.append(
                np.stack([study_start[_study(some)[known]] + pair[0][known] - 1, pair[1][known]])
            )
        linked = np.unique(np.concatenate(found, axis=1).astype(np.int64), axis=1)
        linked = linked[:, (is_outcome & ~direct)[linked[0]]]
        lost = is_outcome & ~direct
        lost[linked[0]] = False
        self.told["result_groups"].add(NO_MEASURE, cells(rows, LINE).to_numpy()[lost].tolist())
        plain = ~is_outcome & ~odd
        take = np.concatenate([at[plain], at[direct], linked[0]])
        position = np.concatenate([np.zeros(plain.sum()), measure[direct], linked[1]]).astype(int)
        rows = rows.take(pa.array(take)).combine_chunks()
        kind = pc.index_in(
            cells(rows, "results_part"), pa.array(list(v.RESULTS_PART.codes))
        ).to_numpy(zero_copy_only=False)
        order = np.lexsort((take, position, kind, _study(rows)))
        rows, position = rows.take(pa.array(order)).combine_chunks(), position[order]
        number, units = _analysed(rows, position, outcomes, counts, of_baseline)
        return self.table(
            "results_groups",
            rows,
            {
                "measure_position": pa.array(position, mask=position < 1),
                "group_id": cells(rows, "ctgov_group_code"),
                "analysed": number,
                "analysed_units": units,
                **_same(rows, "results_part", "title", "description"),
            },
        )


def _ordered(ids: WholeNumbers, rows: pa.Table, within: bool = True) -> OrderedIds:
    """The ids of rows, and the position of each: within its study, or among all rows."""
    studies = _study(rows)
    position = np.arange(1, len(ids) + 1)
    if within:
        position = _within(studies, position)
    known = RowIds()
    known.add(ids, studies, position)
    return known.in_order()


def _same(rows: pa.Table, *names: str) -> dict[str, pa.Array]:
    return {name: cells(rows, name) for name in names}


def _value(rows: pa.Table) -> dict[str, pa.Array]:
    """The cells of a value of an outcome or of the baseline."""
    lower, upper = (
        _first(rows, *(name for name in names if name in rows.column_names))
        for names in (
            ("dispersion_lower_limit_raw", "dispersion_lower_limit"),
            ("dispersion_upper_limit_raw", "dispersion_upper_limit"),
        )
    )
    return {
        "class_title": cells(rows, "classification"),
        "category_title": cells(rows, "category"),
        "group_id": cells(rows, "group"),
        "value": cells(rows, "param_value"),
        "spread": cells(rows, "dispersion_value"),
        "lower": lower,
        "upper": upper,
        "comment": cells(rows, "explanation_of_na"),
    }


def _code_ranks(codes: pa.Array) -> WholeNumbers:
    """The order of group codes, E2 before E10."""
    distinct = Distinct.of(codes)
    order = sorted(
        range(len(distinct.texts)), key=lambda at: (len(distinct.texts[at]), distinct.texts[at])
    )
    rank = np.empty(len(order), np.int64)
    rank[np.array(order, np.int64)] = np.arange(len(order))
    return rank[distinct.numbers]


def _event(rows: pa.Table, is_total: bool) -> pa.Table:
    def of_term(*names: str) -> pa.Array:
        return always("", rows) if is_total else _first(rows, *names)

    return pa.table(
        {
            **_same(rows, "nct_id", STUDY, LINE, ROW, "event_kind"),
            "organ_system": of_term("organ_system"),
            "term": of_term("adverse_event_term"),
            "source_vocabulary": of_term("vocab", "default_vocab"),
            "assessment": of_term("assessment", "default_assessment"),
            "group_id": cells(rows, "group"),
            "affected": cells(rows, "subjects_affected"),
            "at_risk": cells(rows, "subjects_at_risk"),
            "events": of_term("event_count"),
        }
    )


def _keys(rows: pa.Table, position: WholeNumbers, code: str) -> pa.Array:
    return pc.binary_join_element_wise(
        cells(rows, STUDY).cast(pa.string()),
        pa.array(position).cast(pa.string()),
        cells(rows, code),
        "\n",
    )


def _analysed(
    groups: pa.Table,
    position: WholeNumbers,
    outcomes: pa.Table,
    counts: pa.Table,
    of_baseline: pa.Table,
) -> Sequence[pa.Array]:
    """The number and the units that each group's values are of; the first units, if several,
    where its measure names none of them."""
    of_measure = cells(counts, "measure_position").to_numpy()
    start = np.full(int(max(_study(outcomes), default=0)) + 1, 0)
    np.add.at(start, _study(outcomes), 1)
    start = np.cumsum(start) - start
    at = start[_study(counts)] + of_measure - 1 if counts.num_rows else of_measure
    named = cells(outcomes, "units_analyzed").take(pa.array(at))
    pieces, keys = [], []
    for rows, places, wanted in (
        (counts, of_measure, named),
        (of_baseline, np.zeros(of_baseline.num_rows, np.int64), always("", of_baseline)),
    ):
        fits = flags(pc.equal(cells(rows, "units"), wanted))
        measure = _numbered(_study(rows), places)
        fitting = np.zeros(len(measure), bool)
        fitting[measure[fits]] = True
        first = cells(rows, "units").take(pa.array(_firsts(measure)))
        as_first = flags(pc.equal(cells(rows, "units"), first))
        kept = pa.array(np.where(fitting[measure], fits, as_first))
        pieces.append(rows.filter(kept).select(["count", "units"]))
        keys.append(_keys(rows, places, "group").filter(kept))
    every = pa.concat_tables(pieces).combine_chunks()
    has = flags(
        pc.is_in(cells(groups, "results_part"), value_set=pa.array(["BASELINE", "OUTCOME"]))
    )
    key = pc.if_else(pa.array(has), _keys(groups, position, "ctgov_group_code"), "")
    found = pc.index_in(key, value_set=pa.concat_arrays(keys))
    return [pc.fill_null(cells(every, name).take(found), "") for name in ("count", "units")]


def _firsts(numbers: WholeNumbers) -> WholeNumbers:
    """The first row with the number of each row."""
    _, first, of = np.unique(numbers, return_index=True, return_inverse=True)
    return first[of] if len(first) else numbers
