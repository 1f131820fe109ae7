"""One export of AACT: its tables read as rows of the studies that were imported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.readers.aact_columns import (
    Columns,
    Distinct,
    Held,
    LeftOut,
    always,
    cells,
    numbers_of,
    positions_in,
)
from data.readers.aact_derived import DonorTitles
from data.readers.aact_tables import LINE, TableReader, WholeNumbers
from data.readers.batches import Session
from data.readers.formats import FilePart

NOT_AMONG_STUDIES = "no study with this nct_id was imported"
STUDY, NUMBER = "study", "number"
SLICE = 100_000
"""Rows of a batch cut from a table that is held whole."""


@dataclass
class Export:
    """The tables of one export, and the studies imported from it.

    Attributes:
        ids: the studies imported, as ascending numbers; rows of other tables refer to them.
        titles: those that may name a donor of the cells that are given.
    """

    parts: Mapping[str, FilePart]
    session: Session
    ids: WholeNumbers = field(default_factory=lambda: np.array([], np.int64))
    titles: DonorTitles = field(default_factory=DonorTitles)

    def has(self, table: str) -> bool:
        return table in self.parts

    def name(self, table: str) -> str:
        """The table's file."""
        return self.parts[table].name if table in self.parts else table

    def left_out(self, table: str) -> LeftOut:
        """A count of rows of a table that are not imported."""
        return LeftOut(self.name(table))

    def note(self, left_out: LeftOut) -> None:
        """Tell which rows were left out."""
        for words in left_out.in_words():
            self.session.report.note(words)

    def read(self, table: str, columns: Sequence[str], left_out: LeftOut) -> Iterator[pa.Table]:
        """Rows of a table in the order of its file, with the number of their study."""
        if table in self.parts:
            reader = TableReader(
                self.parts[table], ("nct_id", *columns), left_out.add_line, self.session.progress
            )
            for block in reader.blocks():
                numbers = pa.array(numbers_of(cells(block, "nct_id")))
                yield block.append_column(NUMBER, numbers)

    def held(self, table: str, columns: Sequence[str]) -> Held:
        """A whole table in memory, rows of unknown studies included."""
        left_out = self.left_out(table)
        return holding(self.read(table, columns, left_out), columns, left_out)

    def known(self, rows: pa.Table, left_out: LeftOut) -> pa.Table:
        """The rows of studies that were imported, with their index in ``ids``."""
        studies = positions_in(self.ids, cells(rows, NUMBER).to_numpy())
        known = studies >= 0
        if not known.all():
            left_out.add(NOT_AMONG_STUDIES, cells(rows, LINE).to_numpy()[~known].tolist())
            rows, studies = rows.filter(pa.array(known)), studies[known]
        return rows.append_column(STUDY, pa.array(studies, pa.int64())).combine_chunks()

    def known_rows(self, table: str, columns: Sequence[str]) -> pa.Table:
        """A whole table in memory without the rows of unknown studies, which are told."""
        held = self.held(table, columns)
        rows = self.known(held.rows, held.left_out)
        self.note(held.left_out)
        return rows

    def streamed(self, table: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows of studies that were imported, block by block."""
        left_out = self.left_out(table)
        for block in self.read(table, columns, left_out):
            yield self.known(block, left_out)
        self.note(left_out)

    def columns(self, rows: pa.Table) -> Columns:
        return Columns(rows, cells(rows, "nct_id"), self.session.report)

    def own(self, rows: pa.Table, table: str) -> dict[str, pa.Array]:
        """The study a row belongs to, and the line it stands in."""
        line = cells(rows, LINE).cast(pa.string())
        return {
            "nct_id": cells(rows, "nct_id"),
            "source": always(self.session.source, rows),
            "locator": pc.binary_join_element_wise(f"{self.name(table)}, line", line, " "),
        }

    def rows_at(self, studies: WholeNumbers, lines: WholeNumbers) -> pa.Table:
        """Rows made of the positions of their studies in ``ids`` and of their lines."""
        digits = pc.utf8_lpad(pa.array(self.ids[studies]).cast(pa.string()), 8, "0")
        return pa.table(
            {
                "nct_id": pc.binary_join_element_wise("NCT", digits, ""),
                STUDY: pa.array(studies, pa.int64()),
                LINE: pa.array(lines, pa.int64()),
            }
        )


def holding(blocks: Iterable[pa.Table], columns: Sequence[str], left_out: LeftOut) -> Held:
    """Blocks of a table in one piece, these columns of them."""
    texts = {name: pa.array([], pa.string()) for name in ("nct_id", *columns)}
    numbers = {name: pa.array([], pa.int64()) for name in (LINE, NUMBER)}
    nothing = pa.table(texts | numbers)
    rows = pa.concat_tables([nothing, *(block.select(nothing.column_names) for block in blocks)])
    rows = rows.combine_chunks()
    return Held(rows, cells(rows, NUMBER).to_numpy(), left_out)


def once(rows: pa.Table, name: str) -> pa.Table:
    """The first row of each study with each text, in the order of the rows."""
    texts = Distinct.of(cells(rows, name))
    keys = cells(rows, STUDY).to_numpy() * (len(texts.texts) + 1) + texts.numbers
    firsts = np.sort(np.unique(keys, return_index=True)[1])
    return rows.take(pa.array(firsts)).combine_chunks()


def sliced(rows: pa.Table) -> Iterator[pa.Table]:
    """Rows in tables of bounded size."""
    for start in range(0, rows.num_rows, SLICE):
        yield rows.slice(start, SLICE)
