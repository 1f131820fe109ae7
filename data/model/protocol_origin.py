"""Origin of a dataset of protocols: the file that a hospital wrote, as its manifest has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

MOST_NAMED = 10
"""Files that are kept by name; all are counted."""


@dataclass(frozen=True)
class ProtocolOrigin:
    """The file or folder that was imported.

    Attributes:
        format: its kind, in words.
        files: names of the first imported files, of ``file_count``.
        imported: the day of the import, YYYY-MM-DD.
        remarks: what the import left out, in sentences.
        checksums: SHA-256 of each file of the dataset: they change with any row.
    """

    format: str
    files: tuple[str, ...]
    file_count: int
    imported: str
    remarks: tuple[str, ...] = ()
    checksums: tuple[str, ...] = ()

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> Self:
        files = manifest["origin"]
        return cls(
            format=str(manifest["format"]),
            files=tuple(str(each["file"]) for each in files[:MOST_NAMED]),
            file_count=len(files),
            imported=str(manifest["created"])[:10],
            remarks=tuple(str(text) for text in manifest["remarks"]),
            checksums=tuple(str(each["sha256"]) for each in manifest["files"].values()),
        )
