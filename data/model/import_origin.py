"""The origin of an imported dataset, as its manifest and report tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

MOST_NAMED = 10
"""Files and skipped studies that are kept by name; all are counted."""


@dataclass(frozen=True)
class ImportOrigin:
    """The files and studies that were imported, and those that were not.

    Attributes:
        day: the date of the data, YYYY-MM-DD; empty where it is not known.
        day_is_earliest: says that the date may be a later one.
        day_basis: how that date is known.
        imported: the day of the import, YYYY-MM-DD.
        files: names of the first imported files, of ``file_count``.
        read, skipped: studies imported, and studies that could not be read.
        skipped_studies: the first skipped ones, each with its place and the reason.
        not_listed: values in none of the registry's lists; unknown country names alike.
        notes: what else the import had to say.
        checksums: SHA-256 of each file of the dataset: they change with any row.
    """

    day: str
    day_basis: str
    imported: str
    formats: tuple[str, ...]
    files: tuple[str, ...]
    file_count: int
    read: int
    skipped: int
    skipped_studies: tuple[str, ...] = ()
    not_listed: int = 0
    unknown_countries: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    checksums: tuple[str, ...] = ()
    day_is_earliest: bool = False

    @classmethod
    def of(cls, manifest: Mapping[str, Any], report: Mapping[str, Any]) -> Self:
        """From manifest.json and report.json; what an older import did not write stays empty."""
        files = manifest.get("origin", [])
        skipped = report.get("skipped", [])
        countries = report.get("unknown_countries", [])
        return cls(
            day=str(manifest["date_of_data"]),
            day_basis=str(manifest.get("date_of_data_basis", "")),
            imported=str(manifest.get("created", ""))[:10],
            formats=tuple(str(each) for each in manifest.get("formats", [])),
            files=tuple(str(each["file"]) for each in files[:MOST_NAMED]),
            file_count=len(files),
            read=int(manifest.get("studies_read", 0)),
            skipped=int(manifest.get("studies_skipped", 0)),
            skipped_studies=tuple(
                f"{each['nct_id'] or each['where']}: {each['path']}: {each['reason']}"
                for each in skipped[:MOST_NAMED]
            ),
            not_listed=len(report.get("values_not_listed", [])),
            unknown_countries=tuple(str(each["value"]) for each in countries[:MOST_NAMED]),
            notes=tuple(str(text) for text in report.get("notes", [])[:MOST_NAMED]),
            day_is_earliest=bool(manifest.get("date_of_data_is_earliest", False)),
            checksums=tuple(str(each["sha256"]) for each in manifest["files"].values()),
        )
