"""AACT's tables of results, set aside on the disk in heaps of some studies each.

The tables of a full export hold tens of millions of rows, in any order. A heap holds all rows of
its studies in all tables, so that one heap after the other is joined in memory, and the rows of
a study lie together in the files of the dataset.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.readers.aact_columns import cells, whole_numbers
from data.readers.aact_export import STUDY, Export
from data.readers.aact_tables import LINE, WholeNumbers

HEAP = 48_000_000
"""Bytes of the tables in one heap, about."""
MOST_HEAPS = 200
"""Each is an open file while a table is read."""
PACKED = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)

ResultTables = Mapping[str, Sequence[str]]
"""Table -> its columns that are read."""


@dataclass
class ResultHeaps:
    """The rows of imported studies, a file for each heap and table."""

    folder: Path
    export: Export
    heaps: int
    tables: ResultTables

    def set_aside(self) -> None:
        """Read every table once."""
        for table in self.tables:
            if self.export.has(table):
                self._set_aside(table)

    def _set_aside(self, table: str) -> None:
        names = self.tables[table]
        schema = pa.schema(
            [
                *(pa.field(name, pa.string()) for name in ("nct_id", *names)),
                *(pa.field(name, pa.int64()) for name in (STUDY, LINE)),
            ]
        )
        with ExitStack() as stack:
            files = [
                stack.enter_context(
                    pa.ipc.new_stream(self._file(table, heap), schema, options=PACKED)
                )
                for heap in range(self.heaps)
            ]
            for block in self.export.streamed(table, names):
                rows = _trimmed(block.select(schema.names), names)
                heap = cells(rows, STUDY).to_numpy() * self.heaps // len(self.export.ids)
                order = np.argsort(heap, kind="stable")
                rows = rows.take(pa.array(order))
                starts = np.searchsorted(heap[order], np.arange(self.heaps + 1))
                for number in np.flatnonzero(np.diff(starts)).tolist():
                    start, end = int(starts[number]), int(starts[number + 1])
                    files[number].write_table(rows.slice(start, end - start).cast(schema))

    def _file(self, table: str, heap: int) -> str:
        return str(self.folder / f"{table}-{heap}")

    def heap(self, table: str, heap: int) -> pa.Table:
        """The rows of one heap by study, then by id, then by line; ``row_id`` is the id."""
        names = self.tables[table]
        if self.export.has(table):
            with pa.ipc.open_stream(self._file(table, heap)) as stream:
                rows = stream.read_all().combine_chunks()
        else:
            texts = {name: pa.array([], pa.string()) for name in ("nct_id", *names)}
            rows = pa.table(texts | {name: pa.array([], pa.int64()) for name in (STUDY, LINE)})
        ids = _ids(rows, "id")
        order = np.lexsort((cells(rows, LINE).to_numpy(), ids, cells(rows, STUDY).to_numpy()))
        return rows.append_column("row_id", pa.array(ids)).take(pa.array(order)).combine_chunks()


def _ids(rows: pa.Table, name: str) -> WholeNumbers:
    if name not in rows.column_names:
        return np.full(rows.num_rows, -1)
    return whole_numbers(cells(rows, name))


def _trimmed(rows: pa.Table, names: Sequence[str]) -> pa.Table:
    for name in names:
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, name, pc.utf8_trim_whitespace(cells(rows, name)))
    return rows


@contextmanager
def result_heaps(export: Export, tables: ResultTables) -> Iterator[ResultHeaps]:
    """Heaps of these tables, which are removed afterwards."""
    size = sum(export.parts[table].size for table in tables if export.has(table))
    heaps = min(MOST_HEAPS, 1 + size // HEAP)
    with tempfile.TemporaryDirectory(prefix="aact-results-") as folder:
        yield ResultHeaps(Path(folder), export, heaps, tables)
