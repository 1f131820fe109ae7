"""AACT's tables of other numbers, MeSH terms, outcome measures, keywords, references, documents."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.model import vocabulary as v
from data.model.registers import written_ids
from data.readers.aact_columns import (
    Columns,
    Distinct,
    always,
    blank,
    cells,
    counted_on,
)
from data.readers.aact_export import STUDY, Export, once, sliced
from data.readers.aact_tables import LINE, WholeNumbers
from data.readers.batches import Batch
from data.readers.record_rows import one_line
from data.readers.study_parts import pmid_of, web_address

ID_KINDS: Mapping[str, str] = {
    "org_study_id": "SPONSOR",
    "secondary_id": "SECONDARY",
    "nct_alias": "FORMER",
}
MESH_TABLES: Mapping[str, str] = {
    "browse_conditions": "CONDITION",
    "browse_interventions": "INTERVENTION",
}
LEVELS = ("TERM", "ANCESTOR")
MESH_TYPES: Mapping[str, int] = {"mesh-list": 0, "mesh-ancestor": 1, "": 0}
"""``mesh_type`` -> position in ``LEVELS``; exports of before 2021 have terms alone, and no type."""

StatedCells = Mapping[str, pa.Array]
Rows = npt.NDArray[np.int32]
"""Columns of study, level, term and line."""


def records(export: Export) -> Iterator[Batch]:
    """The frames of other numbers, terms, outcome measures, keywords, references, documents."""
    yield from _ids(export)
    for table in MESH_TABLES:
        yield from _mesh(export, table)
    yield from _outcomes(export)
    yield from _keywords(export)
    yield from _references(export)
    yield from _documents(export)


def _study(rows: pa.Table) -> WholeNumbers:
    numbers: WholeNumbers = cells(rows, STUDY).to_numpy()
    return numbers


def _positioned(
    export: Export, table: str, rows: pa.Table, counts: WholeNumbers, stated: StatedCells
) -> pa.Table:
    position = pa.array(counted_on(_study(rows), counts))
    return pa.table(export.own(rows, table) | {"position": position} | dict(stated))


def _lines(rows: pa.Table, wanted: pa.Array) -> list[int]:
    lines: list[int] = cells(rows, LINE).filter(wanted).to_pylist()
    return lines


def _kind_of(text: str) -> str:
    return ID_KINDS.get(text.strip().lower(), "")


def _ids(export: Export) -> Iterator[Batch]:
    """Each other number of a study once: the sponsor's own, then secondary, then earlier ones."""
    table = "id_information"
    rows = export.known_rows(table, ("id_source", "id_type", "id_value", "id_type_description"))
    columns, left_out = export.columns(rows), export.left_out(table)
    # to 2021 the type said which of the three it is, and there was no other
    kind_in_type = pa.array(blank(cells(rows, "id_source")))
    of_type = columns.distinct("id_type").mapped(_kind_of)
    kind = pc.if_else(kind_in_type, of_type, columns.distinct("id_source").mapped(_kind_of))
    id_type = columns.distinct("id_type").mapped(one_line)
    rows = rows.select(["nct_id", STUDY, LINE])
    for name, column in {
        "kind": kind,
        "text": columns.distinct("id_value").mapped(one_line),
        "type": pc.if_else(pc.and_(kind_in_type, pc.not_equal(of_type, "")), "", id_type),
        "domain": columns.distinct("id_type_description").mapped(one_line),
    }.items():
        rows = rows.append_column(name, column)
    odd = pc.equal(kind, "")
    left_out.add("neither org_study_id, secondary_id nor nct_alias", _lines(rows, odd))
    export.note(left_out)
    own = pc.equal(cells(rows, "text"), cells(rows, "nct_id"))
    empty = pc.equal(cells(rows, "text"), "")
    rows = rows.filter(pc.invert(pc.or_(odd, pc.or_(own, empty)))).combine_chunks()
    order = pc.index_in(cells(rows, "kind"), pa.array(v.TRIAL_ID_KIND.codes)).to_numpy()
    rows = rows.take(pa.array(np.lexsort((order, _study(rows))))).combine_chunks()
    counts = np.zeros(len(export.ids), np.int64)
    for some in sliced(once(rows, "text")):
        stated = {
            "trial_id": cells(some, "text"),
            "id_kind": cells(some, "kind"),
            "id_type": cells(some, "type"),
            "domain": cells(some, "domain"),
        }
        _register(export, some)
        yield {"trial_ids": _positioned(export, table, some, counts, stated)}


def _register(export: Export, rows: pa.Table) -> None:
    """Remember the numbers of other registers, by which their records are found to be these."""
    later = rows.filter(pc.not_equal(cells(rows, "kind"), "FORMER")).combine_chunks()
    texts = Distinct.of(cells(later, "text"))
    named = [tuple(written_ids(text)) for text in texts.texts]
    wanted = np.array([bool(each) for each in named], bool)
    for row in np.flatnonzero(wanted[texts.numbers]).tolist():
        trial_id = cells(later, "nct_id")[row].as_py()
        export.session.registrations.add(trial_id, named[texts.numbers[row]])


@dataclass
class Terms:
    """Terms by number: of millions of rows few differ."""

    number_of: dict[str, int] = field(default_factory=dict)

    def numbers(self, column: Distinct) -> WholeNumbers:
        known = [self.number_of.setdefault(one_line(t), len(self.number_of)) for t in column.texts]
        return np.array(known, np.int64)[column.numbers]


def _mesh(export: Export, table: str) -> Iterator[Batch]:
    """Each term of a study once: as a term where it is one, else above one."""
    terms = Terms({"": 0})
    study, level, term, line = _each_once(_mesh_rows(export, table, terms), terms)
    names = pa.array(list(terms.number_of), pa.string())
    rows = export.rows_at(study.astype(np.int64), line.astype(np.int64))
    rows = rows.append_column("level", pa.array(LEVELS, pa.string()).take(pa.array(level)))
    rows = rows.append_column("term", pa.array(term))
    for some in sliced(rows):
        yield {
            "trial_mesh": pa.table(
                export.own(some, table)
                | {
                    "mesh_of": always(MESH_TABLES[table], some),
                    "mesh_level": cells(some, "level"),
                    "mesh_id": always("", some),
                    "term": names.take(cells(some, "term")),
                }
            )
        }


def _mesh_rows(export: Export, table: str, terms: Terms) -> Rows:
    left_out, pieces = export.left_out(table), [np.empty((4, 0), np.int32)]
    for rows in export.streamed(table, ("mesh_term", "mesh_type")):
        columns = export.columns(rows)
        types = columns.distinct("mesh_type")
        known = [MESH_TYPES.get(text.strip().lower(), -1) for text in types.texts]
        level = np.array(known, np.int64)[types.numbers]
        term, lines = terms.numbers(columns.distinct("mesh_term")), cells(rows, LINE).to_numpy()
        left_out.add("neither mesh-list nor mesh-ancestor", lines[level < 0].tolist())
        kept = (level >= 0) & (term > 0)
        pieces.append(np.stack([_study(rows), level, term, lines])[:, kept].astype(np.int32))
    export.note(left_out)
    return np.concatenate(pieces, axis=1)


def _each_once(rows: Rows, terms: Terms) -> Rows:
    """The first of each study's terms, by level."""
    # stable: the lines of a level keep their order
    rows = rows[:, np.lexsort((rows[1], rows[0]))]
    keys = rows[0].astype(np.int64) * len(terms.number_of) + rows[2]
    return rows[:, np.sort(np.unique(keys, return_index=True)[1])]


def _outcomes(export: Export) -> Iterator[Batch]:
    table, counts = "design_outcomes", np.zeros(len(export.ids), np.int64)
    for rows in export.streamed(table, ("outcome_type", "measure", "time_frame", "description")):
        columns = export.columns(rows)
        stated = {
            "outcome_kind": columns.code(v.OUTCOME_KIND, "outcome_type", "outcome_kind"),
            "measure": cells(rows, "measure"),
            "time_frame": cells(rows, "time_frame"),
            "description": cells(rows, "description"),
        }
        yield {"outcome_measures": _positioned(export, table, rows, counts, stated)}


def _keywords(export: Export) -> Iterator[Batch]:
    """Each keyword of a study once."""
    table, counts = "keywords", np.zeros(len(export.ids), np.int64)
    rows = export.known_rows(table, ("name",))
    words = export.columns(rows).distinct("name").mapped(one_line)
    rows = rows.select(["nct_id", STUDY, LINE]).append_column("keyword", words)
    rows = once(rows.filter(pc.not_equal(words, "")).combine_chunks(), "keyword")
    for some in sliced(rows):
        stated = {"keyword": cells(some, "keyword")}
        yield {"trial_keywords": _positioned(export, table, some, counts, stated)}


def _references(export: Export) -> Iterator[Batch]:
    """References, then links."""
    counts = np.zeros(len(export.ids), np.int64)
    for table, names, stated_of in (
        ("study_references", ("pmid", "reference_type", "citation"), _reference_cells),
        ("links", ("url", "description"), _link_cells),
    ):
        for rows in export.streamed(table, names):
            stated = stated_of(export.columns(rows))
            yield {"trial_references": _positioned(export, table, rows, counts, stated)}


def _reference_cells(columns: Columns) -> StatedCells:
    rows = columns.rows
    return {
        "reference_kind": columns.code(v.REFERENCE_KIND, "reference_type", "reference_kind"),
        "reference_kind_printed": cells(rows, "reference_type"),
        "pmid": columns.distinct("pmid").mapped(pmid_of),
        "citation": cells(rows, "citation"),
        "url": always("", rows),
    }


def _link_cells(columns: Columns) -> StatedCells:
    rows, link = columns.rows, always("LINK", columns.rows)
    unnamed = pa.array(blank(cells(rows, "description")))
    return {
        "reference_kind": link,
        "reference_kind_printed": link,
        "pmid": always("", rows),
        "citation": pc.if_else(unnamed, cells(rows, "url"), cells(rows, "description")),
        "url": columns.distinct("url").mapped(web_address),
    }


def _documents(export: Export) -> Iterator[Batch]:
    """Documents posted with the record, then those kept elsewhere."""
    counts = np.zeros(len(export.ids), np.int64)
    for table, names, date_of in (
        ("provided_documents", ("document_type", "url", "document_date"), _posted),
        ("documents", ("document_type", "url"), _undated),
    ):
        for rows in export.streamed(table, names):
            columns = export.columns(rows)
            label, url = (columns.distinct(name).mapped(one_line) for name in names[:2])
            stated = {
                "label": pc.if_else(pc.equal(label, ""), url, label),
                "date": date_of(columns),
                "url": columns.distinct("url").mapped(web_address),
            }
            yield {"trial_documents": _positioned(export, table, rows, counts, stated)}


DateOf = Callable[[Columns], pa.Array]


def _posted(columns: Columns) -> pa.Array:
    return columns.date("document_date", "document_date")


def _undated(columns: Columns) -> pa.Array:
    return always("", columns.rows)
