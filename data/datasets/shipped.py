"""The dataset that ships with the app beside the review: a registry search, checked cell by cell.

Its folder holds ``dataset.json``, as the manifest of an import, and a CSV for each frame that has
rows, with the columns of an import's frame. People sorted its conditions, and read cells and donor.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.datasets.import_store import DatasetParts, store_of_frames
from data.datasets.versions import file_digest
from data.index.record_files import RecordFiles
from data.link.options import SHIPPED
from data.model import vocabulary as v
from data.model.record_frames import RECORD_FRAMES
from data.model.schema import (
    CODE,
    Column,
    DataError,
    Frame,
    RawRows,
    read_rows,
    row_problems,
    to_dataframe,
)
from data.readers.columns import ARROW_SCHEMAS, DERIVED, GROUPED, IMPORT_FRAMES, Lacking
from data.store import RAW, TrialStore

FOLDER = RAW / "registry_2022"
MANIFEST = "dataset.json"
GROUP = Column(GROUPED, CODE, v.REGISTRY_CONDITION_GROUP)
CURATED_COLUMNS: Lacking = {
    "trial_conditions": (GROUPED,),
    "trial_interventions": DERIVED["trial_interventions"],
}
"""Frame -> the columns that no registry file states and people filled here."""
ON_DEMAND = frozenset(frame.name for frame in RECORD_FRAMES)


def load_shipped(folder: Path = FOLDER) -> TrialStore:
    """Load and check the dataset.

    Raises:
        data.model.schema.DataError: a file breaks a rule; the message says where.
    """
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    frames = {frame.name: frame for frame in map(_with_groups, IMPORT_FRAMES)}
    rows = _checked_rows(folder, frames)
    held = {
        name: to_dataframe(frame, rows[name])
        for name, frame in frames.items()
        if name not in ON_DEMAND
    }
    records = RecordFiles({name: _as_file(name, rows[name]) for name in ON_DEMAND})
    files = {path.name: {"sha256": file_digest(path)} for path in sorted(folder.iterdir())}
    parts = DatasetParts(
        SHIPPED, manifest | {"files": files}, {}, held, records, curated=CURATED_COLUMNS
    )
    return store_of_frames(parts).ready()


def _with_groups(frame: Frame) -> Frame:
    """The frame of an import, whose conditions have groups."""
    columns = (GROUP if column.name == GROUPED else column for column in frame.columns)
    return replace(frame, columns=tuple(columns))


def _checked_rows(folder: Path, frames: Mapping[str, Frame]) -> dict[str, RawRows]:
    """The rows of every frame; none of those without a file."""
    rows: dict[str, RawRows] = {}
    problems: list[str] = []
    for name, frame in frames.items():
        path = folder / f"{name}.csv"
        rows[name] = read_rows(path, frame) if path.exists() else []
        problems += row_problems(frame, rows[name])
    trials = {row["nct_id"] for row in rows["trials"]}
    problems += [
        f"{name}.csv: row {number}, column nct_id: {row['nct_id']!r} is not allowed; "
        f"allowed: a nct_id of trials.csv"
        for name, own in rows.items()
        for number, row in enumerate(own, start=2)
        if row["nct_id"] not in trials
    ]
    if problems:
        raise DataError(problems)
    return rows


def _as_file(name: str, rows: RawRows) -> pq.ParquetFile:
    """The rows of a frame as an import keeps them, in memory."""
    schema = ARROW_SCHEMAS[name]
    cells = {field.name: [_cell(row[field.name], field) for row in rows] for field in schema}
    file = io.BytesIO()
    pq.write_table(pa.table(cells, schema=schema), file)
    return pq.ParquetFile(file)


def _cell(text: str, field: pa.Field) -> Any:
    if not pa.types.is_string(field.type):
        return int(text) if text else None
    return text
