"""One import: detect, read in batches, write beside, check, swap in."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from data.datasets.catalogue import index_of
from data.datasets.on_disk import SCHEMA_VERSION, DatasetWriter, new_version, source_of
from data.datasets.versions import file_digest, free_name, locked, swap_in
from data.readers import aact_reader, csv_reader, ictrp_reader, json_reader
from data.readers.batches import Reader, Session
from data.readers.columns import lacking_in_words, not_in
from data.readers.formats import FileFormat, RegistryFile, UnusableInputError, detect, name_of
from data.readers.import_report import Report
from data.readers.json_node import text_of
from data.readers.progress import Progress

log = logging.getLogger(__name__)

TOOL_VERSION = "0.1.0"
GIVEN = "given by the person importing"

READERS: Mapping[FileFormat, Reader] = {
    FileFormat.JSON: json_reader.batches,
    FileFormat.CSV: csv_reader.batches,
    FileFormat.AACT: aact_reader.batches,
    FileFormat.ICTRP: ictrp_reader.batches,
}
"""Format -> reader; ``batches`` says what a reader is."""


@dataclass(frozen=True)
class Request:
    """The files to import, and the name to give the dataset.

    Attributes:
        title: the dataset's name in words; its name where empty.
        date_of_data: YYYY-MM-DD where the caller knows it (``--date``, the API's
            ``dataTimestamp``), and in words how it is known.
        notes: what the caller has to say about the files, for the report.
        address: where the files were fetched from; empty where a person gave them.
    """

    paths: tuple[Path, ...]
    name: str
    root: Path
    title: str = ""
    date_of_data: str = ""
    date_basis: str = ""
    notes: tuple[str, ...] = ()
    address: str = ""


def run_import(request: Request) -> Report:
    """Import into a dataset; on any error, and at any kill, the dataset before stays.

    Raises:
        UnusableInputError: the input is none of the formats, damaged, or without studies.
        data.datasets.versions.DatasetError: the name is none, or another import is running.
        OSError: the disk is full or may not be written.
    """
    name = free_name(request.name)
    sources = _in_order(detect(*request.paths))
    readers = _readers(sources)
    report = Report(notes=list(request.notes))
    for source in sources:
        for left_out in source.left_out:
            report.leave_out(left_out)
    progress = Progress(sum(source.size for source in sources))
    with locked(request.root, name), new_version(request.root, name) as writer:
        session = Session(source_of(name), report, progress, folder=writer.folder)
        for source, reader in zip(sources, readers, strict=True):
            for batch in reader(source, session):
                writer.write(batch)
        progress.finish()
        if not report.read:
            raise UnusableInputError(_nothing(request, report))
        for words in lacking_in_words(not_in(session.held)):
            report.note(words)
        dated = _date_of_data(request, report, writer)
        manifest = _manifest(request, sources, session, dated)
        writer.finish(dated.day[:7], manifest, report.as_json())
        _make_index(writer.folder, name)
        swap_in(writer.folder)
    return report


def _make_index(folder: Path, name: str) -> None:
    """Spare the next start the work; a disk that has no room for it has one for the dataset."""
    try:
        index_of(folder, name).make()
    except OSError as error:
        log.warning("The index of %s could not be written: %s", name, error)


def _in_order(sources: Sequence[RegistryFile]) -> list[RegistryFile]:
    """The sources with those that belong together made one, the WHO's portal last.

    Tables of AACT that were given one by one (``tables/*.txt``) are one export. The portal's files
    are joined with one another and with the trials read before them.
    """
    tables = [each for each in sources if each.kind is FileFormat.AACT and len(each.parts) == 1]
    portal = [each for each in sources if each.kind is FileFormat.ICTRP]
    alone = tables if len(tables) > 1 else []
    rest = [each for each in sources if each not in alone and each not in portal]
    return rest + [_as_one(each) for each in (alone, portal) if each]


def _as_one(sources: Sequence[RegistryFile]) -> RegistryFile:
    parts = tuple(part for source in sources for part in source.parts)
    left_out = tuple(name for source in sources for name in source.left_out)
    return RegistryFile(sources[0].kind, parts, left_out)


def _readers(sources: Iterable[RegistryFile]) -> list[Reader]:
    sources = list(sources)
    for source in sources:
        if source.kind not in READERS:
            raise UnusableInputError(f"{source.parts[0].name}: {source.kind} cannot be read yet.")
    return [READERS[source.kind] for source in sources]


def _nothing(request: Request, report: Report) -> str:
    if report.left_out and not report.skipped:
        return report.left_out[0]
    if not report.skipped:
        names = " and ".join(name_of(path) for path in request.paths)
        return f"There are no studies in {names}; download the search again, best as JSON."
    first = report.skipped_studies[0]
    return (
        f"None of the {report.skipped} studies could be read; "
        f"the first ({first.where}): {first.path}: {first.reason}."
    )


@dataclass(frozen=True)
class DateOfData:
    """The day on which the registry stood as the files have it.

    Attributes:
        day: YYYY-MM-DD, or empty where it is not known.
        basis: how it is known.
        is_earliest: says that the day may be a later one.
    """

    day: str
    basis: str
    is_earliest: bool = False


def _date_of_data(request: Request, report: Report, writer: DatasetWriter) -> DateOfData:
    """The date that is given, else stated. The day of a file on a disk is no date of its data."""
    if request.date_of_data:
        return DateOfData(request.date_of_data, request.date_basis or GIVEN)
    if report.versions:
        return DateOfData(report.versions, "the newest version date that its records state")
    if len(writer.newest_update) == len("YYYY-MM-DD"):
        basis = "newest last update of a study; the data may be younger"
        return DateOfData(writer.newest_update, basis, is_earliest=True)
    return DateOfData("", "the files state no date; --date gives one")


def _manifest(
    request: Request, sources: Sequence[RegistryFile], session: Session, dated: DateOfData
) -> dict[str, Any]:
    report = session.report
    return {
        "schema_version": SCHEMA_VERSION,
        "tool_version": TOOL_VERSION,
        "name": request.name,
        "title": text_of(request.title) or request.name,
        "source": source_of(request.name),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "date_of_data": dated.day,
        "date_of_data_basis": dated.basis,
        "date_of_data_is_earliest": dated.is_earliest,
        "formats": sorted({str(source.kind) for source in sources}),
        "origin": [
            {"file": name_of(path), "bytes": path.stat().st_size, "sha256": file_digest(path)}
            for path in _files(request.paths)
        ],
        "address": request.address,
        "studies_read": report.read,
        "studies_skipped": report.skipped,
        "not_in_file": not_in(session.held),
    }


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (each for each in sorted(path.iterdir()) if each.is_file())
        else:
            yield path


def day_of(text: str) -> str:
    """A day as YYYY-MM-DD.

    Raises:
        ValueError: it is no day of the calendar.
    """
    return date.fromisoformat(text).isoformat()
