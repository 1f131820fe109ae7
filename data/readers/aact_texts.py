"""The long texts of AACT's studies: four tables of them, joined without being held.

The texts of all studies take gigabytes, and a table may have its rows in any order. So the texts
are set aside on the disk in heaps of some studies each, and one heap after the other is joined.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.model.record_frames import TEXTS
from data.readers.aact_columns import blank, cells, first_rows
from data.readers.aact_export import NUMBER, Export
from data.readers.aact_held import TEXT_PLACES
from data.readers.aact_tables import LINE
from data.readers.batches import Batch

HEAP = 32_000_000
"""Bytes of the texts in one heap, about."""
MOST_HEAPS = 200
"""Each is an open file while its table is read."""

TEXT_TABLES = tuple(dict.fromkeys(table for table, _ in TEXT_PLACES.values()))
PACKED = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)


def text_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that hold long texts."""
    return tuple(column for own, column in TEXT_PLACES.values() if own == table)


@dataclass
class TextHeaps:
    """Texts set aside on the disk, a file for each heap of studies and table.

    Use ``text_heaps``, which removes the files.
    """

    folder: Path
    heaps: int

    def setting_aside(self, table: str, blocks: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """The blocks of a table, its texts kept on the way."""
        names = text_columns(table)
        schema = pa.schema(
            [
                *(pa.field(name, pa.string()) for name in names),
                pa.field(LINE, pa.int64()),
                pa.field(NUMBER, pa.int64()),
            ]
        )
        with ExitStack() as stack:
            files = [
                stack.enter_context(
                    pa.ipc.new_stream(self._file(table, heap), schema, options=PACKED)
                )
                for heap in range(self.heaps)
            ]
            for block in blocks:
                self._keep(block, names, files, schema)
                yield block

    def _keep(
        self,
        block: pa.Table,
        names: Iterable[str],
        files: list[pa.RecordBatchStreamWriter],
        schema: pa.Schema,
    ) -> None:
        stated = np.zeros(block.num_rows, bool)
        for name in names:
            stated |= ~blank(cells(block, name))
        rows = block.filter(pa.array(stated)).select(schema.names).combine_chunks()
        heap = cells(rows, NUMBER).to_numpy() % self.heaps
        order = np.argsort(heap, kind="stable")
        starts = np.searchsorted(heap[order], np.arange(self.heaps + 1))
        for number, file in enumerate(files):
            own = order[starts[number] : starts[number + 1]]
            if len(own):
                file.write_table(rows.take(pa.array(own)))

    def heap(self, table: str, number: int) -> pa.Table | None:
        """The texts of one heap; none where the table is not there."""
        path = self._file(table, number)
        if not path.exists():
            return None
        with pa.ipc.open_stream(path) as file:
            rows = file.read_all().combine_chunks()
        path.unlink()
        return rows

    def _file(self, table: str, heap: int) -> Path:
        return self.folder / f"{table}-{heap}"


@contextmanager
def text_heaps(export: Export) -> Iterator[TextHeaps]:
    """Room for the texts of an export, as many heaps as its tables need."""
    size = sum(export.parts[table].size for table in TEXT_TABLES if export.has(table))
    heaps = min(1 + size // HEAP, MOST_HEAPS)
    with tempfile.TemporaryDirectory(prefix="texts-", dir=export.session.folder) as folder:
        yield TextHeaps(Path(folder), heaps)


def trial_texts(export: Export, heaps: TextHeaps, read: Iterable[str]) -> Iterator[Batch]:
    """A row for each study that has a text.

    read: the tables whose texts were set aside before.
    """
    for table in (table for table in TEXT_TABLES if table not in read):
        left_out = export.left_out(table)
        blocks = export.read(table, text_columns(table), left_out)
        for block in heaps.setting_aside(table, blocks):
            export.known(block.select([LINE, NUMBER]), left_out)
        export.note(left_out)
    for number in range(heaps.heaps):
        found = {
            table: rows
            for table in TEXT_TABLES
            if export.has(table) and (rows := heaps.heap(table, number)) is not None
        }
        if found:
            yield {"trial_texts": _joined(export, found)}


def _joined(export: Export, found: Mapping[str, pa.Table]) -> pa.Table:
    """found: the texts of one heap by table."""
    of_tables = {table: cells(rows, NUMBER).to_numpy() for table, rows in found.items()}
    studies = np.unique(np.concatenate(list(of_tables.values())))
    studies = studies[np.isin(studies, export.ids)]
    places = np.searchsorted(export.ids, studies)
    own = export.rows_at(places, np.zeros(len(places), np.int64))
    texts, locators = {}, []
    for table, rows in found.items():
        at = first_rows(of_tables[table], studies)
        first = rows.take(pa.array(at, mask=at < 0))
        for name, (of_table, column) in TEXT_PLACES.items():
            if of_table == table:
                text = pc.fill_null(cells(first, column), "")
                texts[name] = pc.if_else(pa.array(blank(text)), "", text)
        locators.append(_locators(export.name(table), cells(first, LINE)))
    return pa.table(
        export.own(own, "studies")
        | {name: texts.get(name, pa.array([""] * len(studies), pa.string())) for name in TEXTS}
        | {"locator": pc.binary_join_element_wise(*locators, "; ", null_handling="skip")}
    )


def _locators(file: str, lines: pa.Array) -> pa.Array:
    """The places of texts in a file; null where its table has none of the study."""
    return pc.binary_join_element_wise(f"{file}, line", lines.cast(pa.string()), " ")
