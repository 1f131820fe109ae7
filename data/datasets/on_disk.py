"""Datasets on disk: written beside, checked, then swapped in with one atomic step.

    DATASETS_DIR/NAME/current            a symbolic link to the version in use
    DATASETS_DIR/NAME/v-.../             a version: a Parquet file a frame, manifest.json,
                                         report.json
    DATASETS_DIR/.NAME.lock              held by the import or removal at work

The swap is ``rename`` of a new link over ``current``, which POSIX makes atomic: whoever opens
``current`` finds the old version or the new one, whole, whenever the import is killed. The
version before stays until the next import, so that a reader who has opened it can finish;
versions of killed imports go then, too.
"""

import errno
import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.model import schema as s
from data.model.record_frames import READ_ON_DEMAND
from data.readers.batches import BATCH_SCHEMAS, SNAPSHOT, Batch
from data.readers.columns import (
    ARROW_SCHEMAS,
    FRAME_NAMES,
    IMPORT_FRAMES,
)
from data.readers.import_report import shortened

SCHEMA_VERSION = 2
"""Rises when the columns or codes of the frames change; older datasets are imported anew."""

CURRENT = "current"
VERSION = "v-"
MANIFEST = "manifest.json"
REPORT = "report.json"
NAME = re.compile(rf"(?=.{{1,60}}\Z){s.SLUG}", re.ASCII)
CHUNK = 1_000_000
ROWS_TOGETHER = 5_000
"""Rows of a frame read on demand that are unpacked to show one of them: some milliseconds."""


class DatasetError(Exception):
    """A dataset cannot be used as asked; the message is one clear sentence."""


def default_root() -> Path:
    """DATASETS_DIR, or datasets/ beside app.py."""
    own = Path(__file__).parents[2] / "datasets"
    return Path(os.environ.get("DATASETS_DIR") or own)


def checked_name(name: str) -> str:
    """The name itself.

    Raises:
        DatasetError: it is no name for a folder and a link.
    """
    if not NAME.fullmatch(name):
        raise DatasetError(
            f"{name!r} is no name for a dataset: use lower-case letters, digits and hyphens, "
            f"at most 60."
        )
    return name


def source_of(name: str) -> str:
    """The ``source`` of every row of a dataset."""
    return f"import-{name}"


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            digest.update(data)
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Have what is written on the disk before anything depends on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(root: Path, name: str) -> Iterator[None]:
    """Only one import or removal of a dataset at a time; a killed one lets go.

    Raises:
        DatasetError: another one is at work.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / f".{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatasetError(f"Another import of {name} is running.") from None
        yield


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
            text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
            (self.folder / name).write_text(text, encoding="utf-8")
            sync(self.folder / name)
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
    home = root / checked_name(name)
    home.mkdir(parents=True, exist_ok=True)
    _remove_versions(home, keep=_current(home))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    folder = home / f"{VERSION}{stamp}-{secrets.token_hex(4)}"
    folder.mkdir()
    writer = DatasetWriter(folder)
    try:
        yield writer
    except BaseException:
        while writer.is_open:
            # A full disk may refuse the footer of a Parquet file, too.
            with suppress(OSError, pa.ArrowException):
                writer.close()
        # Once it is the current version it stays, even if the disk fails in the step after.
        if _current(home) != folder.name:
            shutil.rmtree(folder, ignore_errors=True)
        # Only an empty folder goes: the first import of this name has failed.
        with suppress(OSError):
            home.rmdir()
        raise


def swap_in(version: Path) -> None:
    """Make a finished version the current one, in one atomic step."""
    home = version.parent
    link = home / f".{CURRENT}-{secrets.token_hex(4)}"
    link.symlink_to(version.name)
    try:
        link.replace(home / CURRENT)
    except BaseException:
        link.unlink(missing_ok=True)
        raise
    sync(home)
    sync(home.parent)


def _current(home: Path) -> str:
    """Name of the version in use; empty where there is none."""
    try:
        return (home / CURRENT).readlink().name
    except OSError:
        return ""


def _remove_versions(home: Path, keep: str) -> None:
    for path in home.glob(f"{VERSION}*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    for link in home.glob(f".{CURRENT}-*"):
        link.unlink(missing_ok=True)


def names(root: Path) -> list[str]:
    """The datasets of a folder, in the order of the alphabet."""
    if not root.is_dir():
        return []
    return sorted(
        path.name for path in root.iterdir() if NAME.fullmatch(path.name) and _current(path)
    )


def folder_of(root: Path, name: str) -> Path:
    """The version of a dataset in use; read all of its files from this one path.

    Raises:
        DatasetError: there is no such dataset.
    """
    home = root / checked_name(name)
    version = _current(home)
    if not version or not (home / version).is_dir():
        raise DatasetError(f"There is no dataset {name} in {root}.")
    return home / version


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a version.

    Raises:
        DatasetError: it is missing, damaged or of another schema.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DatasetError(f"{folder / MANIFEST} cannot be read ({error}).") from None
    if not isinstance(manifest, dict) or manifest.get("schema_version") != SCHEMA_VERSION:
        raise DatasetError(f"{folder} is of another schema version; import it again.")
    return cast(dict[str, Any], manifest)


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


def remove(root: Path, name: str) -> None:
    """Remove a dataset: first the link, so that nobody opens what is being removed.

    Raises:
        DatasetError: there is no such dataset, or an import of it is running.
    """
    folder_of(root, name)
    with locked(root, name):
        home = root / name
        (home / CURRENT).unlink()
        sync(home)
        shutil.rmtree(home)


def read_report(folder: Path) -> dict[str, Any]:
    """The report of an import; empty where it is missing or damaged, the data being whole."""
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return report if isinstance(report, dict) else {}
