"""Finds which of the registry's formats a path holds, by its content, never by its name.

A path may be a file, a zip, a gzip file or a folder. A file that is none of the formats (a
read-me, a web page) is left out and reported, as long as another file is one.
"""

import gzip
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from data.model.import_origin import WHO_EXPORT
from data.readers import ictrp_form
from data.readers.byte_streams import WINDOWS, utf_8_of_utf_16, utf_16_of
from data.readers.csv_headings import is_header
from data.readers.csv_text import records_of_head
from data.readers.refusals import refusal_of

HEAD = 65_536
"""Bytes that tell the format."""

AACT_KEY = "nct_id"
BOM = b"\xef\xbb\xbf"
ZIP = b"PK"
GZIP = b"\x1f\x8b"
GZIP_LEAST = 18
"""Bytes of the smallest gzip file."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
"""Errors that reading a damaged member of a zip, or a failing disk, raises."""


class UnusableInputError(Exception):
    """The input cannot be imported at all; the message is one clear sentence."""


class UnusablePartError(UnusableInputError):
    """One file cannot be imported, and nothing was read of it; others may be."""


class FileFormat(StrEnum):
    """A format of the registry."""

    JSON = "ClinicalTrials.gov API v2 JSON"
    CSV = "ClinicalTrials.gov CSV"
    AACT = "AACT pipe-delimited tables"
    ICTRP = WHO_EXPORT


@dataclass(frozen=True)
class FilePart:
    """One stream of bytes: a file, or a member of a zip.

    Attributes:
        name: as reports and locators give it, "search.zip/NCT00000001.json".
        size: bytes to be read, for the progress bar.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]

    def head(self) -> bytes:
        """The first bytes, without a byte-order mark."""
        with self.open() as file:
            return file.read(HEAD).removeprefix(BOM)


@dataclass(frozen=True)
class RegistryFile:
    """Content of one format: its parts (AACT: the tables), and in sentences what was left out."""

    kind: FileFormat
    parts: tuple[FilePart, ...]
    left_out: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)


def name_of(path: Path) -> str:
    """The file's name as text that can be stored, whatever bytes it is made of."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def detect(*paths: Path) -> list[RegistryFile]:
    """The sources of some paths, one a path and format found.

    Raises:
        UnusableInputError: nothing there is one of the formats, or a path is not there, locked
            or damaged.
    """
    sources: list[RegistryFile] = []
    left_out: list[str] = []
    for path in paths:
        if not path.exists():
            raise UnusableInputError(f"{path} does not exist.")
        whole = _parts(path)
        if not whole:
            left_out.append(f"{path} holds no file.")
        kinds = {part.name: _kind(part) for part in whole}
        left_out += [kind for kind in kinds.values() if not isinstance(kind, FileFormat)]
        sources += [
            RegistryFile(kind, tuple(part for part in whole if kinds[part.name] is kind))
            for kind in FileFormat
            if kind in kinds.values()
        ]
    if not sources:
        raise UnusableInputError(_none_of(left_out))
    return [replace(sources[0], left_out=tuple(left_out)), *sources[1:]]


def _none_of(sentences: list[str]) -> str:
    others = len(sentences) - 1
    more = f" So it is with {others} more: none is a file of studies." if others else ""
    return sentences[0] + more


def _parts(path: Path) -> list[FilePart]:
    if path.is_dir():
        return [part for file in sorted(path.iterdir()) if file.is_file() for part in _parts(file)]
    try:
        with path.open("rb") as file:
            start = file.read(HEAD)
    except OSError as error:
        raise UnusableInputError(f"{path} cannot be read ({error.strerror}).") from None
    whole = FilePart(name_of(path), path.stat().st_size, lambda: path.open("rb"))
    if start.startswith(ZIP) and not _is_office(start):
        return list(_members(path))
    return [_readable(whole, start)]


def _is_office(start: bytes) -> bool:
    """Says whether a zip is a workbook or another document, whose members are no files."""
    return b"[Content_Types].xml" in start[:4_000] or b"opendocument" in start[:200]


def _readable(part: FilePart, start: bytes) -> FilePart:
    """The part with its text in UTF-8, and unpacked."""
    if start.startswith(GZIP):
        unpacked = replace(
            part, size=_unpacked_size(part), open=lambda: cast(BinaryIO, _Unpacked(part.open()))
        )
        try:
            return _readable(unpacked, unpacked.head()[:4])
        except DAMAGED:
            return unpacked
    if encoding := utf_16_of(start):
        return replace(part, open=lambda: cast(BinaryIO, utf_8_of_utf_16(part.open(), encoding)))
    return part


class _Unpacked(gzip.GzipFile):
    """The content of a gzip file; closed, it closes the file."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(fileobj=file, mode="rb")
        self._packed = file

    def close(self) -> None:
        super().close()
        self._packed.close()


def _unpacked_size(part: FilePart) -> int:
    """The size that a gzip file states in its last bytes; for the progress bar."""
    with part.open() as file:
        if not file.seekable() or part.size < GZIP_LEAST:
            return part.size
        file.seek(part.size - 4)
        return int(struct.unpack("<I", file.read(4))[0])


def _members(path: Path) -> Iterator[FilePart]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        raise UnusableInputError(
            f"{path} is a damaged or truncated zip file; download it again."
        ) from None
    for member in archive.infolist():
        name = PurePosixPath(member.filename)
        # macOS writes a hidden twin of each member.
        if member.is_dir() or "__MACOSX" in name.parts or name.name.startswith("."):
            continue
        if member.flag_bits & 1:
            raise UnusableInputError(
                f"{path} is locked with a password; unpack it, and import the folder."
            )
        part = FilePart(f"{name_of(path)}/{name}", member.file_size, _opener(archive, member))
        try:
            with part.open() as file:
                start = file.read(4)
        except (*DAMAGED, NotImplementedError):
            # Finding its format says so.
            start = b""
        yield _readable(part, start)


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, archive.open(member))


def _kind(part: FilePart) -> FileFormat | str:
    """The format of a part; a sentence where it is none."""
    try:
        head = part.head()
    except (*DAMAGED, NotImplementedError):
        return f"{part.name} is damaged; download it again."
    if _is_ictrp(head):
        return FileFormat.ICTRP
    if head.lstrip()[:1] in (b"[", b"{"):
        return FileFormat.JSON
    if _separators(head):
        return FileFormat.CSV
    first_line = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    if AACT_KEY in (name.strip(' "\r') for name in first_line.split("|")):
        return FileFormat.AACT
    return refusal_of(part.name, head)


def _is_ictrp(head: bytes) -> bool:
    """Says whether it is an export of the WHO's portal, as XML or CSV."""
    return ictrp_form.is_xml(head) or ictrp_form.is_csv(head)


def separator_of(part: FilePart) -> str:
    """The sign that parts the cells of a CSV file."""
    return next(iter(_separators(part.head())), ",")


def _separators(head: bytes) -> list[str]:
    """The separators by which a text begins with a header of studies, the likeliest first."""
    records = records_of_head(head.decode(WINDOWS, "replace"))
    found = [separator for separator, record in records.items() if is_header(record)]
    return sorted(found, key=lambda separator: -len(records[separator]))
