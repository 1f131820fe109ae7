"""One import of protocols: read, check, write beside, swap in."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.datasets import protocols_on_disk
from data.datasets.versions import (
    DatasetError,
    file_digest,
    folder_of,
    free_name,
    locked,
    names,
    new_folder,
    swap_in,
)
from data.model.registers import is_registered
from data.model.schema import CURATED, SEPARATOR, RawRows, read_rows
from data.readers.formats import UnusableInputError, name_of
from data.readers.usdm.usdm_json import is_json
from data.readers.usdm.usdm_reader import read_usdm
from data.readers.workbooks.agents import BuiltIn
from data.readers.workbooks.cells import one_line
from data.readers.workbooks.form import DATES
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.reader import ReadProtocols, read_workbook
from data.schedules.agents import NAMES
from data.store import RAW

LONGEST_TITLE = 100
ALL_CLASSES = "own classes"
"""Name of the lock under which slots are given; no dataset can be called so."""


@dataclass(frozen=True)
class ProtocolRequest:
    """A file of protocols to import, and the name to give the dataset.

    Attributes:
        root: the folder of the datasets of protocols.
        datasets: the folder of imported trials, whose names are taken, too.
        title: the dataset's name in words; its name where empty.
    """

    path: Path
    name: str
    root: Path
    datasets: Path
    title: str = ""


@dataclass(frozen=True)
class ProtocolFormat:
    """A kind of file that holds protocols: its words, how it is known, and its reader."""

    words: str
    is_it: Callable[[Path], bool]
    read: Callable[[Path, str, ClassSlots], ReadProtocols]


def _workbook(path: Path, name: str, slots: ClassSlots) -> ReadProtocols:
    return read_workbook(path, name, built_in(), slots)


def _study_protocol(path: Path, name: str, slots: ClassSlots) -> ReadProtocols:
    frames = read_usdm(path, name)
    notes = tuple(f"{row['title']}. {row['text']}" for row in frames["data_notes"])
    return ReadProtocols(frames, remarks=notes)


FORMATS: tuple[ProtocolFormat, ...] = (
    ProtocolFormat("study protocol in USDM JSON", is_json, _study_protocol),
    ProtocolFormat("folder of CSV files", Path.is_dir, _workbook),
    ProtocolFormat("workbook of protocols", lambda path: True, _workbook),
)
"""The first that a file is; what is no workbook is refused by the workbook's reader in words."""


def built_in() -> BuiltIn:
    """The agents, their sources and further names of the built-in data."""
    frames = {frame.name: frame for frame in CURATED}
    rows = {name: read_rows(RAW / f"{name}.csv", frames[name]) for name in ("agents", "sources")}
    with NAMES.open(encoding="utf-8", newline="") as file:
        return BuiltIn(rows["agents"], rows["sources"], list(csv.DictReader(file)))


def run_protocol_import(request: ProtocolRequest) -> dict[str, Any]:
    """Import protocols into a dataset; on any error the dataset before stays. Its manifest.

    Raises:
        UnusableInputError: the file cannot be read, or breaks rules: all of them in the message.
        DatasetError: the name is none or taken, or another import is running.
        OSError: the disk is full or may not be written.
    """
    name = _free_name(request)
    title = _checked_title(request)
    if not request.path.exists():
        raise UnusableInputError(f"{request.path} does not exist.")
    kind = next(each for each in FORMATS if each.is_it(request.path))
    with locked(request.root, name), locked(request.root, ALL_CLASSES):
        read = kind.read(request.path, name, _slots(request.root, name))
        manifest = _manifest(request, title, kind, read)
        with new_folder(request.root, name) as folder:
            protocols_on_disk.write_version(folder, read.frames, manifest)
            swap_in(folder)
    return manifest


def _free_name(request: ProtocolRequest) -> str:
    """The name, which links share with imported trials and codes of arms with trial numbers."""
    name = free_name(request.name)
    if is_registered(name.upper()):
        raise DatasetError(f"{name} is a trial's number; give the dataset another name.")
    if name in names(request.datasets):
        raise DatasetError(
            f"{name} is the name of imported trials in {request.datasets}; give the protocols "
            "another one."
        )
    return name


def _checked_title(request: ProtocolRequest) -> str:
    title = one_line(request.title) or request.name
    if len(title) > LONGEST_TITLE:
        raise DatasetError(
            f"The title has {len(title)} characters; allowed: at most {LONGEST_TITLE}."
        )
    return title


def _slots(root: Path, name: str) -> ClassSlots:
    before: Mapping[str, str] = {}
    if name in names(root):
        try:
            manifest = protocols_on_disk.manifest_of(folder_of(root, name))
            before = manifest.get("own_classes", {})
        except DatasetError:
            # what is damaged is replaced
            before = {}
    return ClassSlots(protocols_on_disk.own_classes(root, but=name), before)


def _manifest(
    request: ProtocolRequest, title: str, kind: ProtocolFormat, read: ReadProtocols
) -> dict[str, Any]:
    return {
        "name": request.name,
        "title": title,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "date_of_data": date_of(read.frames),
        "format": kind.words,
        "origin": [
            {"file": name_of(path), "bytes": path.stat().st_size, "sha256": file_digest(path)}
            for path in _files(request.path)
        ],
        "protocols": len(read.frames["regimens"]),
        "events": len(read.frames.get("regimen_events", ())),
        "own_classes": dict(read.own_classes),
        "remarks": list(read.remarks),
        "example_rows": read.skipped,
    }


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (each for each in sorted(path.iterdir()) if each.is_file())
    else:
        yield path


def date_of(frames: Mapping[str, RawRows]) -> str:
    """The newest date of the sources of the protocols; empty where none states one."""
    named = {source for row in frames["regimens"] for source in row["source"].split(SEPARATOR)}
    dates = (row["date_of_data"] for row in frames["sources"] if row["source_id"] in named)
    return max((text for text in dates if re.fullmatch(DATES, text)), default="")
