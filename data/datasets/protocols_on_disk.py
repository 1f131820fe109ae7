"""Datasets of protocols on disk: a version is a CSV a frame, as ``data/raw`` has them.

What is read back is checked by the schema's own rules, whoever wrote it.
"""

import csv
import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from data.datasets.versions import (
    MANIFEST,
    DatasetError,
    file_digest,
    folder_of,
    manifest_in,
    names,
    root_of,
    sync,
    write_json,
)
from data.model.frames import STORE_FRAMES
from data.model.schema import (
    DataError,
    Frame,
    RawRows,
    key_problems,
    read_rows,
    row_problems,
)

SCHEMA_VERSION = 1
"""Rises when the columns or codes of the frames change; older datasets are imported anew."""
BY_NAME = {frame.name: frame for frame in STORE_FRAMES}


def default_root() -> Path:
    """PROTOCOLS_DIR, or protocols/ beside app.py."""
    return root_of("PROTOCOLS_DIR", "protocols")


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a version.

    Raises:
        DatasetError: it is missing, damaged or of another schema.
    """
    return manifest_in(folder, SCHEMA_VERSION)


def write_version(folder: Path, frames: Mapping[str, RawRows], manifest: Mapping[str, Any]) -> None:
    """Write a file a frame and the manifest, and check all of it as it reads back.

    Raises:
        OSError: what was read back is not what was written; the disk failed.
    """
    held = [BY_NAME[name] for name in BY_NAME if frames.get(name)]
    for frame in held:
        _write(_file(folder, frame), frame, frames[frame.name])
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": file_digest(path)}
        for path in (_file(folder, frame) for frame in held)
    }
    counts = {frame.name: len(frames[frame.name]) for frame in held}
    whole = {**manifest, "schema_version": SCHEMA_VERSION, "counts": counts, "files": files}
    write_json(folder / MANIFEST, whole)
    sync(folder)
    problems = version_problems(folder)
    if problems:
        raise OSError(errno.EIO, f"what was written reads back otherwise: {problems[0]}")


def _file(folder: Path, frame: Frame) -> Path:
    return folder / f"{frame.name}.csv"


def _write(path: Path, frame: Frame, rows: RawRows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, frame.column_names)
        writer.writeheader()
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())


def read_version(folder: Path) -> dict[str, RawRows]:
    """Frame -> rows of those that a version has.

    Raises:
        DatasetError: it is damaged.
    """
    problems = version_problems(folder)
    if problems:
        raise DatasetError(f"{folder} is damaged: {problems[0]}.")
    return _read(folder)[0]


def version_problems(folder: Path) -> list[str]:
    """The problems of a version: files, checksums, columns, counts, cells, keys."""
    try:
        manifest = manifest_of(folder)
        files = dict(manifest["files"])
        for name, file in files.items():
            if file_digest(folder / name) != file["sha256"]:
                return [f"{name} is not the file that was written: its checksum differs"]
    except DatasetError as error:
        return [str(error).rstrip(".")]
    except (OSError, KeyError, TypeError, ValueError) as error:
        return [f"{folder / MANIFEST} does not fit its files ({error})"]
    strangers = [name for name in files if name.removesuffix(".csv") not in BY_NAME]
    if strangers:
        return [f"{strangers[0]} is a file of another version; import the dataset again"]
    frames, problems = _read(folder)
    return problems or _row_problems(frames)


def _read(folder: Path) -> tuple[dict[str, RawRows], list[str]]:
    frames: dict[str, RawRows] = {}
    problems: list[str] = []
    for name, frame in BY_NAME.items():
        path = _file(folder, frame)
        if path.exists():
            try:
                frames[name] = read_rows(path, frame)
            except DataError as error:
                problems += error.problems
    return frames, problems


def _row_problems(frames: Mapping[str, RawRows]) -> list[str]:
    problems = [text for name, rows in frames.items() for text in row_problems(BY_NAME[name], rows)]
    whole = {name: frames.get(name, []) for name in BY_NAME}
    return problems or key_problems(whole, STORE_FRAMES)


def own_classes(root: Path, but: str = "") -> dict[str, str]:
    """Label -> slot of the classes that the datasets of a folder name themselves.

    but: a dataset that does not count.
    """
    found: dict[str, str] = {}
    for name in names(root):
        if name == but:
            continue
        try:
            found |= manifest_of(folder_of(root, name)).get("own_classes", {})
        except DatasetError:
            # one that cannot be loaded draws nothing
            continue
    return found
