"""The seam between readers and the dataset: batches of rows as Arrow tables, one a frame.

A reader is a function ``(source, session) -> iterator of Batch``. It yields tables with the
columns of ``columns.ARROW_SCHEMAS`` in any order, ``snapshot`` left out: the writer adds it
when the date of the data is known. A batch may hold some of the frames only, and the rows of a
study may stand in several batches, but every study stands once among the trials. What a reader
cannot read goes to ``session.report``; ``UnusableInputError`` ends the import.

Readers of records (JSON, CSV) yield one study after the other and leave the rest to
``in_batches``. A reader of tables (AACT) makes its batches itself, column by column; it
asks and tells ``session`` which ids it has, and counts ``report.read`` and ``progress``. Every
reader tells ``session.holds`` which columns its file has room for.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from data.model.registers import registration, written_ids
from data.model.schema import NCT_ID
from data.readers.columns import ARROW_SCHEMAS, FRAME_NAMES, FrameColumn
from data.readers.facts import FurtherRecord, StudyFacts
from data.readers.formats import RegistryFile
from data.readers.import_report import Report
from data.readers.joining import Registrations
from data.readers.progress import Progress
from data.readers.record_rows import FrameRow
from data.readers.rows import FrameRows, StudyPlace, rows_of

Batch = Mapping[str, pa.Table]
"""Frame name -> rows."""

STUDIES_A_BATCH = 1_000
BYTES_A_BATCH = 16_000_000
"""A batch ends with the study that reaches either; this bounds the memory."""

SNAPSHOT = "snapshot"
BATCH_SCHEMAS = {
    name: pa.schema([each for each in schema if each.name != SNAPSHOT])
    for name, schema in ARROW_SCHEMAS.items()
}


@dataclass
class Session:
    """The state that one import shares between its readers.

    Attributes:
        source: the ``source`` of every row, "import-" and the dataset's name.
        seen: registrations read so far; those of ClinicalTrials.gov as numbers, of which half a
            million take few megabytes.
        registrations: the numbers that may name one another across registers.
        held: the columns that some file of the import holds, whether or not it states them.
        folder: for what a reader sets aside on the disk while it reads.
    """

    source: str
    report: Report
    progress: Progress
    seen: set[int | str] = field(default_factory=set)
    registrations: Registrations = field(default_factory=Registrations)
    held: set[FrameColumn] = field(default_factory=set)
    folder: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))

    def holds(self, columns: Iterable[FrameColumn]) -> None:
        """Remember that a file has room for these columns; others are "not in this file"."""
        self.held.update(columns)

    def has(self, nct_id: str) -> bool:
        """Says whether a study with this id was read."""
        return _seen_as(nct_id) in self.seen

    def add(self, nct_id: str) -> None:
        """Remember that the study was read."""
        self.seen.add(_seen_as(nct_id))


def _seen_as(trial_id: str) -> int | str:
    is_number = re.fullmatch(NCT_ID, trial_id, re.ASCII)
    return int(trial_id[3:]) if is_number else registration(trial_id)


Reader = Callable[[RegistryFile, Session], Iterator[Batch]]
Found = tuple[str, StudyFacts | FurtherRecord]
"""(where the study stands, its facts; or that it is a further record of one)"""
FURTHER_FROM = 100_000
"""Positions of numbers that stand in further records; those of the record itself come first."""


def in_batches(found: Iterable[Found], session: Session) -> Iterator[Batch]:
    """Rows of studies in tables of bounded size; a study that stands twice counts once."""
    rows: FrameRows = {name: [] for name in FRAME_NAMES}
    studies, started = 0, session.progress.done
    for where, facts in found:
        if isinstance(facts, FurtherRecord):
            rows["trial_ids"] += _further(where, facts, session)
            continue
        if not _collect(where, facts, session, rows):
            continue
        studies += 1
        if studies >= STUDIES_A_BATCH or session.progress.done - started >= BYTES_A_BATCH:
            yield _tables(rows)
            rows = {name: [] for name in FRAME_NAMES}
            studies, started = 0, session.progress.done
    if any(rows.values()):
        yield _tables(rows)


def _further(where: str, record: FurtherRecord, session: Session) -> Iterator[FrameRow]:
    """The other number of a trial; none where its records have one number."""
    session.report.joined += 1
    if record.other.text == record.nct_id:
        return
    yield {
        **StudyPlace(session.source, where).cells(record.nct_id),
        "position": FURTHER_FROM + session.report.joined,
        "trial_id": record.other.text,
        "id_kind": record.other.kind,
        "id_type": record.other.id_type,
        "domain": record.other.domain,
    }


def _collect(where: str, facts: StudyFacts, session: Session, rows: FrameRows) -> bool:
    report = session.report
    if session.has(facts.nct_id):
        report.skip(where, facts.nct_id, "nctId", "the study was read before; the first is kept")
        return False
    own = rows_of(facts, StudyPlace(session.source, where), report)
    session.add(facts.nct_id)
    if named := tuple(_named(facts)):
        session.registrations.add(facts.nct_id, named)
    for name, more in own.items():
        rows[name] += more
    report.read += 1
    report.with_results += any(facts.results.values())
    session.progress.studies = report.read
    return True


def _named(facts: StudyFacts) -> Iterator[str]:
    """The registrations that a record names among its other numbers, earlier ones left out."""
    for each in facts.ids:
        if each.kind != "FORMER":
            yield from written_ids(each.text)


def _tables(rows: FrameRows) -> Batch:
    return {
        name: pa.Table.from_pylist(rows[name], schema=schema)
        for name, schema in BATCH_SCHEMAS.items()
    }
