"""Imported datasets on disk: a version is a Parquet file a frame, manifest.json, report.json."""

import errno
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.datasets.versions import (
    MANIFEST,
    DatasetError,
    file_digest,
    manifest_in,
    new_folder,
    root_of,
    sync,
    write_json,
)
from data.model import schema as s
from data.model.record_frames import READ_ON_DEMAND
from data.readers.batches import BATCH_SCHEMAS, SNAPSHOT, Batch
from data.readers.columns import (
    ARROW_SCHEMAS,
    FRAME_NAMES,
    IMPORT_FRAMES,
)
from data.readers.import_report import shortened

SCHEMA_VERSION = 3
"""Rises when the columns or codes of the frames change; older datasets are imported anew."""

REPORT = "report.json"
ROWS_TOGETHER = 5_000
"""Rows of a frame read on demand that are unpacked to show one of them: some milliseconds."""


def default_root() -> Path:
    """DATASETS_DIR, or datasets/ beside app.py."""
    return root_of("DATASETS_DIR", "datasets")


def source_of(name: str) -> str:
    """The ``source`` of every row of a dataset."""
    return f"import-{name}"


@dataclass
class DatasetWriter:
    """Takes batches, and writes one version of a dataset that nobody sees until ``swap_in``.

    Use ``new_version``, which removes the version again where the import fails.
    """

    folder: Path
    counts: dict[str, int] = field(default_factory=dict)
    newest_update: str = ""
    _writers: dict[str, pq.ParquetWriter] = field(default_factory=dict)

    def write(self, batch: Batch) -> None:
        """Append the rows of the frames in the batch; memory holds no more than the batch."""
        for name, rows in batch.items():
            table = rows.select(BATCH_SCHEMAS[name].names).cast(BATCH_SCHEMAS[name])
            writer = self._writer(name)
            if table.num_rows:
                together = ROWS_TOGETHER if name in READ_ON_DEMAND else None
                writer.write_table(table, row_group_size=together)
            self.counts[name] = self.counts.get(name, 0) + table.num_rows
        if "trials" in batch:
            newest = pc.max(batch["trials"]["last_update_posted"]).as_py() or ""
            self.newest_update = max(self.newest_update, newest)

    def _writer(self, name: str) -> pq.ParquetWriter:
        if name not in self._writers:
            self.counts.setdefault(name, 0)
            self._writers[name] = pq.ParquetWriter(
                self._part(name), BATCH_SCHEMAS[name], compression="zstd"
            )
        return self._writers[name]

    @property
    def is_open(self) -> bool:
        return bool(self._writers)

    def close(self) -> None:
        """Finish the files; one that fails is left, and the next call goes on."""
        while self._writers:
            _close(self._writers.popitem()[1])

    def finish(self, snapshot: str, manifest: Mapping[str, Any], report: Mapping[str, Any]) -> None:
        """Add the snapshot to every trial, write manifest and report, and check all of it.

        Args:
            snapshot: the month of the data, YYYY-MM.
            manifest: what the import knows; counts and checksums are added here.

        Raises:
            OSError: what was read back is not what was written; the disk failed.
        """
        for name in FRAME_NAMES:
            self._writer(name)
        self.close()
        for name in FRAME_NAMES:
            if SNAPSHOT in ARROW_SCHEMAS[name].names:
                _with_snapshot(self._part(name), self._file(name), name, snapshot)
            else:
                self._part(name).rename(self._file(name))
            sync(self._file(name))
        files = {
            path.name: {"bytes": path.stat().st_size, "sha256": file_digest(path)}
            for path in (self._file(name) for name in FRAME_NAMES)
        }
        whole = {**manifest, "counts": self.counts, "files": files}
        for name, content in ((REPORT, report), (MANIFEST, whole)):
            write_json(self.folder / name, content)
        sync(self.folder)
        problems = version_problems(self.folder)
        if problems:
            raise OSError(errno.EIO, f"what was written reads back otherwise: {problems[0]}")

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.parquet"

    def _part(self, name: str) -> Path:
        return self.folder / f"{name}.part"


def _close(writer: pq.ParquetWriter) -> None:
    try:
        writer.close()
    finally:
        # Else it would try once more, and complain, when it is collected.
        writer.is_open = False


def _with_snapshot(part: Path, file: Path, name: str, snapshot: str) -> None:
    """Copy a frame, one group of rows at a time, with the month of the data in each row."""
    schema = ARROW_SCHEMAS[name]
    sink = pq.ParquetWriter(file, schema, compression="zstd")
    try:
        with pq.ParquetFile(part) as source:
            for group in range(source.num_row_groups):
                table = source.read_row_group(group)
                month = pa.array([snapshot] * table.num_rows, pa.string())
                whole = table.append_column(SNAPSHOT, month).select(schema.names)
                sink.write_table(whole.cast(schema))
    finally:
        _close(sink)
    part.unlink()


@contextmanager
def new_version(root: Path, name: str) -> Iterator[DatasetWriter]:
    """A writer for the next version of a dataset; what it wrote is removed on any error."""
    with new_folder(root, name) as folder:
        writer = DatasetWriter(folder)
        try:
            yield writer
        except BaseException:
            while writer.is_open:
                # A full disk may refuse the footer of a Parquet file, too.
                with suppress(OSError, pa.ArrowException):
                    writer.close()
            raise


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a version.

    Raises:
        DatasetError: it is missing, damaged or of another schema.
    """
    return manifest_in(folder, SCHEMA_VERSION)


def not_in_file(manifest: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """Frame -> the columns that no imported file has room for."""
    return {name: frozenset(columns) for name, columns in manifest.get("not_in_file", {}).items()}


def version_problems(folder: Path) -> list[str]:
    """The problems of a version: files, checksums, columns, counts, codes, keys."""
    try:
        manifest = manifest_of(folder)
    except DatasetError as error:
        return [str(error).rstrip(".")]
    problems: list[str] = []
    for frame in IMPORT_FRAMES:
        path = folder / f"{frame.name}.parquet"
        try:
            problems += _file_problems(path, frame, manifest)
        except (OSError, pa.ArrowException) as error:
            problems.append(f"{path.name} cannot be read ({error})")
    return problems or _id_problems(folder)


def _file_problems(path: Path, frame: s.Frame, manifest: Mapping[str, Any]) -> list[str]:
    if file_digest(path) != manifest["files"][path.name]["sha256"]:
        return [f"{path.name} is not the file that was written: its checksum differs"]
    with pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(ARROW_SCHEMAS[frame.name]):
            return [f"{path.name} has other columns"]
        if file.metadata.num_rows != manifest["counts"][frame.name]:
            return [f"{path.name} has {file.metadata.num_rows} rows; the manifest says otherwise"]
        return [
            f"{path.name}, column {column.name}: {problem}"
            for column in frame.columns
            if (problem := _column_problem(file, column))
        ]


def _column_problem(file: pq.ParquetFile, column: s.Column) -> str:
    """The first cell that the column does not allow."""
    if column.kind == s.TEXT and column.optional and not column.pattern:
        # any text will do, and such texts are most of the bytes
        return ""
    for batch in file.iter_batches(columns=[column.name]):
        cells = batch[0]
        wrong = pc.filter(cells, pc.fill_null(pc.invert(_allowed(cells, column)), False))
        if len(wrong):
            return f"{shortened(str(wrong[0].as_py()))!r} is not allowed"
    return ""


def _allowed(cells: pa.Array, column: s.Column) -> pa.Array:
    """True where a column allows the cell; null where there is no number."""
    if column.kind in (s.INTEGER, s.NUMBER):
        low = column.low if column.low is not None else float("-inf")
        high = column.high if column.high is not None else float("inf")
        return pc.and_(pc.greater_equal(cells, low), pc.less_equal(cells, high))
    if column.kind == s.CODE:
        return pc.is_in(cells, value_set=pa.array(column.allowed_codes, pa.string()))
    if column.kind == s.CODES:
        form = "|".join(map(re.escape, column.allowed_codes))
        form = rf"({form})(\|({form}))*"
    else:
        form = column.pattern or r"[\s\S]+"
    form = rf"({form})?" if column.optional else form
    return pc.match_substring_regex(cells, rf"\A({form})\z")


def _id_problems(folder: Path) -> list[str]:
    """Ids that stand twice among the trials, or that no trial has."""
    every = _ids(folder, "trials")
    trials = pc.unique(every)
    if len(trials) != len(every):
        return ["trials.parquet holds a study twice"]
    return [
        f"{name}.parquet holds studies that are not among the trials"
        for name in FRAME_NAMES
        if not pc.all(pc.is_in(_ids(folder, name), value_set=trials), min_count=0).as_py()
    ]


def _ids(folder: Path, name: str) -> pa.ChunkedArray:
    return pq.read_table(folder / f"{name}.parquet", columns=["nct_id"])["nct_id"]


def read_frame(folder: Path, name: str) -> pd.DataFrame:
    """One frame of a version, with the dtypes of the schema: codes as ordered categories."""
    frame = next(each for each in IMPORT_FRAMES if each.name == name)
    codes = [column.name for column in frame.columns if column.kind == s.CODE]
    table = pq.read_table(folder / f"{name}.parquet", read_dictionary=codes)
    read = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    return pd.DataFrame(
        {column.name: s.as_series(column, read[column.name]) for column in frame.columns}
    )


def read_report(folder: Path) -> dict[str, Any]:
    """The report of an import; empty where it is missing or damaged, the data being whole."""
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return report if isinstance(report, dict) else {}
