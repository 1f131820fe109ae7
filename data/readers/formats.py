"""Finds which of the registry's formats a path holds, by its content, never by its name.

A path may be a file, a zip or a folder. Files inside a zip or folder that are none of the
formats (a read-me) are left out and reported, as long as one file is.
"""

import csv
import io
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from data.model.import_origin import WHO_EXPORT
from data.readers import ictrp_form

HEAD = 65_536
"""Bytes that tell the format."""

CSV_KEY = "NCT Number"
"""The column of the site's CSV without which a row is no study."""

AACT_KEY = "nct_id"
BOM = b"\xef\xbb\xbf"
ZIP = b"PK"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
"""Errors that reading a damaged member of a zip, or a failing disk, raises."""


class UnusableInputError(Exception):
    """The input cannot be imported at all; the message is one clear sentence."""


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
    """One path's content: parts of one format (AACT: the tables), and what was left out."""

    kind: FileFormat
    parts: tuple[FilePart, ...]
    left_out: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)


def name_of(path: Path) -> str:
    """The file's name as text that can be stored, whatever bytes it is made of."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def detect(path: Path) -> list[RegistryFile]:
    """The sources of a path, one a format found.

    Raises:
        UnusableInputError: nothing there is one of the formats.
    """
    if not path.exists():
        raise UnusableInputError(f"{path} does not exist.")
    whole = _parts(path)
    kinds = {part.name: _kind(part) for part in whole}
    left_out = tuple(name for name, kind in kinds.items() if kind is None)
    sources = [
        RegistryFile(kind, tuple(part for part in whole if kinds[part.name] is kind), left_out)
        for kind in FileFormat
        if kind in kinds.values()
    ]
    if not sources:
        raise UnusableInputError(_why_not(path, whole))
    return sources


def _parts(path: Path) -> list[FilePart]:
    if path.is_dir():
        return [part for file in sorted(path.iterdir()) if file.is_file() for part in _parts(file)]
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise UnusableInputError(f"{path} cannot be read ({error.strerror}).") from None
    if start.startswith(ZIP):
        return list(_members(path))
    return [FilePart(name_of(path), path.stat().st_size, lambda: path.open("rb"))]


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
            raise UnusableInputError(f"{path} is locked with a password.")
        yield FilePart(f"{name_of(path)}/{name}", member.file_size, _opener(archive, member))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    return lambda: cast(BinaryIO, archive.open(member))


def _kind(part: FilePart) -> FileFormat | None:
    try:
        head = part.head()
    except (*DAMAGED, NotImplementedError):
        raise UnusableInputError(f"{part.name} is damaged; download it again.") from None
    if _is_ictrp(head):
        return FileFormat.ICTRP
    start = head.lstrip()[:1]
    if start in (b"[", b"{"):
        return FileFormat.JSON
    header = _first_record(head)
    if CSV_KEY in header:
        return FileFormat.CSV
    first_line = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    if AACT_KEY in (name.strip(' "\r') for name in first_line.split("|")):
        return FileFormat.AACT
    return None


def _is_ictrp(head: bytes) -> bool:
    """Says whether it is an export of the WHO's portal, as XML or CSV."""
    return ictrp_form.is_xml(head) or ictrp_form.is_csv(head)


def _first_record(head: bytes) -> list[str]:
    try:
        record = next(csv.reader(io.StringIO(head.decode("utf-8", "replace"), newline="")), [])
    except csv.Error:
        return []
    return [name.strip() for name in record]


def _why_not(path: Path, parts: list[FilePart]) -> str:
    if not parts:
        return f"{path} holds no file."
    if all(not part.size for part in parts):
        return f"{path} is empty."
    if any(part.head()[:2] in (b"\xff\xfe", b"\xfe\xff") for part in parts):
        return f"{path} is UTF-16 text; save it as UTF-8."
    return (
        f"{path} is none of the formats that can be imported: "
        f"{FileFormat.JSON}, {FileFormat.CSV} (with a column {CSV_KEY}), {FileFormat.AACT}, "
        f"{FileFormat.ICTRP} (XML, or CSV with a column TrialID)."
    )
