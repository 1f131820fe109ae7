"""The origin of an imported dataset, as its manifest and report tell it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

WHO_EXPORT = "WHO ICTRP export"
"""The name of the portal's format in a manifest; all others are formats of ClinicalTrials.gov."""


@dataclass(frozen=True)
class Publisher:
    """A site from which registry files are downloaded."""

    name: str
    address: str


REGISTRY = Publisher("ClinicalTrials.gov", "https://clinicaltrials.gov")
WHO_PORTAL = Publisher(
    "the WHO International Clinical Trials Registry Platform (ICTRP)", "https://trialsearch.who.int"
)


def publishers_of(formats: Iterable[str]) -> tuple[Publisher, ...]:
    """The sites that files of these formats come from, the registry first."""
    formats = set(formats)
    others = formats - {WHO_EXPORT}
    return (
        *((REGISTRY,) if others or not formats else ()),
        *((WHO_PORTAL,) if WHO_EXPORT in formats else ()),
    )


MOST_NAMED = 10
"""Files and skipped studies that are kept by name; all are counted."""
MOST_NOTES = 40
"""Remarks of the import; an export without most of its tables has some 25."""


@dataclass(frozen=True)
class ImportOrigin:
    """The files and studies that were imported, and those that were not.

    Attributes:
        day: the date of the data, YYYY-MM-DD; empty where it is not known.
        day_is_earliest: says that the date may be a later one.
        day_basis: how that date is known.
        imported: the day of the import, YYYY-MM-DD; empty of what ships with the app.
        files: names of the first imported files, of ``file_count``.
        read, skipped: studies imported, and studies that could not be read.
        skipped_studies: the first skipped ones, each with its place and the reason.
        not_listed: values in none of the registry's lists; unknown country names alike.
        joined: further records of the imported trials in other registers.
        notes: what else the import had to say.
        coverage: the searches that the files hold, and what is outside them; empty of an import,
            of which its person knows that.
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
    joined: int = 0
    checksums: tuple[str, ...] = ()
    day_is_earliest: bool = False
    coverage: str = ""

    @property
    def publishers(self) -> str:
        """The sites that the files come from, in words."""
        return " and ".join(each.name for each in publishers_of(self.formats))

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
            notes=tuple(str(text) for text in report.get("notes", [])[:MOST_NOTES]),
            day_is_earliest=bool(manifest.get("date_of_data_is_earliest", False)),
            coverage=str(manifest.get("coverage", "")),
            joined=int(report.get("studies_joined", 0)),
            checksums=tuple(str(each["sha256"]) for each in manifest["files"].values()),
        )
