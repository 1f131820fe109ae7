"""The site's CSV download, of today and of before June 2024: any columns, in any order.

The file has no intervention arms, no coordinates, and none of the types that say whether a
date or an enrolment is actual. ``NA`` is read as the value it is. An outcome measure stands with
its description and time frame in one text, which is not taken apart: each of them holds commas.
Two columns of before June 2024 hold less than today's: Funded Bys names the classes of the
sponsor and the collaborators together, and counts for the sponsor where it is one; Outcome
Measures does not say which is primary.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from itertools import chain

from data.model import vocabulary as v
from data.model.schema import NCT_ID
from data.readers.batches import Batch, Found, Session, in_batches
from data.readers.codes import code_of
from data.readers.columns import FrameColumn, columns_of_frames
from data.readers.csv_cells import (
    CUT_SHORT,
    ages,
    design,
    documents,
    enrollment,
    interventions,
    masking,
    results,
    several,
    sponsor_and_collaborators,
    sponsor_class,
)
from data.readers.csv_headings import (
    COLUMNS,
    FUNDERS,
    IN_ONE,
    NCT_NUMBER,
    OUTCOMES,
    SPONSORS,
    Header,
)
from data.readers.csv_text import BrokenRecord, Records
from data.readers.dates import as_given
from data.readers.facts import (
    Document,
    Intervention,
    Misfit,
    OtherId,
    OutcomeMeasure,
    StudyError,
    StudyFacts,
)
from data.readers.formats import (
    DAMAGED,
    FilePart,
    RegistryFile,
    UnusableInputError,
    UnusablePartError,
    separator_of,
)
from data.readers.import_report import Report
from data.readers.locations import places_of, site_of
from data.readers.progress import counted
from data.readers.refusals import GET_JSON
from data.readers.spreadsheet_dates import DayOrder, order_of, respelled
from data.readers.trial_columns import DATE, NOWHERE, TRIAL_COLUMNS

DESIGN = "Study Design"
"""The cell that holds several columns, each after its name and a colon."""
PLAIN = tuple(
    (column.name, column.csv)
    for column in TRIAL_COLUMNS
    if column.csv != NOWHERE and not column.csv.startswith(DESIGN)
)
IN_DESIGN = tuple(
    (column.name, column.csv.removeprefix(f"{DESIGN}: "))
    for column in TRIAL_COLUMNS
    if column.csv.startswith(DESIGN)
)
"""Plain columns, and the headings or the parts of the study design that hold them."""
DATES = tuple(column.csv for column in TRIAL_COLUMNS if column.kind == DATE and column.csv)
CODED = {column.csv: column.vocabulary for column in TRIAL_COLUMNS if column.vocabulary}

IMPORTED = frozenset(COLUMNS) - {"Study URL"}
"""For the address, which follows from the registry number, the frames have no room."""

OF_ORGANISATIONS = ("organisation", "role", "role_certainty", "role_basis")
OF_OBSERVATION = frozenset({("trials", "observational_model"), ("trials", "time_perspective")})
"""Columns for which today's files have no room: every time perspective is ``CUT_SHORT``."""
AGE_LIMITS = frozenset({("trials", "minimum_age"), ("trials", "maximum_age")})
"""Columns for which only files before June 2024 have room."""


def _of(frame: str, *columns: str) -> frozenset[FrameColumn]:
    return frozenset((frame, column) for column in columns)


OF_HEADING: Mapping[str, frozenset[FrameColumn]] = {
    "Conditions": columns_of_frames("trial_conditions"),
    "Interventions": columns_of_frames("trial_interventions"),
    "Phases": _of("trials", "phase"),
    "Enrollment": _of("trials", "enrollment"),
    "Age": _of("trials", "age_groups"),
    DESIGN: _of("trials", "who_masked"),
    "Sponsor": _of("trial_organisations", *OF_ORGANISATIONS),
    "Collaborators": _of("trial_organisations", *OF_ORGANISATIONS),
    "Locations": _of(
        "trial_organisations", *OF_ORGANISATIONS, "city", "state", "country", "place_basis"
    ),
    "Brief Summary": _of("trial_texts", "brief_summary"),
    "Other IDs": _of("trial_ids", "trial_id", "id_kind"),
    "Study Documents": _of("trial_documents", "label", "url"),
    OUTCOMES: _of("outcome_measures", "measure"),
    **dict.fromkeys(IN_ONE[OUTCOMES], _of("outcome_measures", "measure", "outcome_kind")),
}
"""Heading -> the columns that are read from its cells, besides plain ones."""

OUTCOME_KINDS = dict(
    zip((*IN_ONE[OUTCOMES], OUTCOMES), ("PRIMARY", "SECONDARY", "OTHER", ""), strict=True)
)
"""Heading -> the kind of its outcome measures; empty where the heading does not tell it."""

ROW = "row"
"""The path of what is wrong with a whole row."""

CsvRow = Mapping[str, str]


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The studies of CSV files or members of a zip.

    Raises:
        UnusableInputError: a file ends early, or is damaged.
    """
    return in_batches(_found(source, session), session)


def _found(source: RegistryFile, session: Session) -> Iterator[Found]:
    for part in source.parts:
        try:
            yield from _studies(part, session)
        except UnusablePartError as error:
            session.report.leave_out(str(error))


def _studies(part: FilePart, session: Session) -> Iterator[Found]:
    order = _order_of_days(part)
    for number, row in _rows(part, session):
        where = f"{part.name}, study {number}"
        try:
            if isinstance(row, StudyError):
                raise row
            facts = facts_of(row, order)
        except StudyError as error:
            session.report.skip(where, error.nct_id, error.path, error.reason)
            continue
        _tell(row, part.name, session.report)
        if any(facts.printed(column) for _, column in AGE_LIMITS):
            session.holds(AGE_LIMITS)
        if any(facts.printed(column) for _, column in OF_OBSERVATION):
            session.holds(OF_OBSERVATION)
        yield where, facts


def _tell(row: CsvRow, file: str, report: Report) -> None:
    """Report what a row holds and its facts do not."""
    if design(row.get(DESIGN, "")).get("Time Perspective") == CUT_SHORT:
        report.note(
            f"{file} writes {CUT_SHORT!r} for every time perspective, and no observational "
            f"model: neither is in this file; the JSON has them"
        )
    if "|" in row.get(FUNDERS, ""):
        report.note(
            f"{file} names the classes of sponsor and collaborators together ({FUNDERS}); where "
            f"they are several, that of the sponsor stays not stated; the JSON has it"
        )


def _rows(part: FilePart, session: Session) -> Iterator[tuple[int, CsvRow | StudyError]]:
    """Rows by heading; a StudyError in place of a row that is broken."""
    number = 0
    record: list[str] | BrokenRecord = []
    try:
        with counted(part.open(), session.progress) as file:
            records = Records(file, separator_of(part))
            header = _header(records, part, session)
            for number, record in enumerate(_records(records, header), start=1):
                if isinstance(record, BrokenRecord) and record.is_cut_off:
                    raise _cut_off(part, number)
                yield number, _row(header, record, records)
            if number and not (records.ends_closed or _is_whole(header, record)):
                raise _cut_off(part, number)
            _tell_encoding(records, part, session.report)
    except DAMAGED as error:
        raise UnusableInputError(
            f"{part.name} is damaged after {number} studies ({error}); download it again."
        ) from None


def _records(records: Records, header: Header) -> Iterator[list[str] | BrokenRecord]:
    def is_start(cells: list[str]) -> bool:
        return bool(_nct_id(header, cells))

    return records.rows(len(header.headings), is_start)


def _nct_id(header: Header, cells: list[str]) -> str:
    """The registry number among the cells of a row; empty where there is none."""
    text = cells[header.key_at].strip() if header.key_at < len(cells) else ""
    return text if re.fullmatch(NCT_ID, text, re.ASCII) else ""


def _cut_off(part: FilePart, number: int) -> UnusableInputError:
    return UnusableInputError(
        f"{part.name} ends in the middle of row {number}, and may lack others; download it again."
    )


def _is_whole(header: Header, record: list[str] | BrokenRecord) -> bool:
    """Says whether the last row, which no line break ends, has its last cell whole.

    A text may have lost its end; an empty cell, a code, a date and an address have not.
    """
    if isinstance(record, BrokenRecord) or len(record) != len(header.headings):
        return False
    heading, cell = header.headings[-1], record[-1].strip()
    if not cell or (heading == "Study URL" and cell.endswith(_nct_id(header, record) or " ")):
        return True
    if heading in DATES:
        return as_given(cell) is not None and len(cell) >= len("YYYY-MM-DD")
    vocabulary = CODED.get(heading)
    return vocabulary is not None and code_of(vocabulary, results(cell)) != v.UNLISTED


def _tell_encoding(records: Records, part: FilePart, report: Report) -> None:
    if records.lines.windows:
        report.note(
            f"{part.name} is not UTF-8; lines read as Windows-1252: {records.lines.windows}. "
            f"Where letters look wrong, save it as CSV UTF-8, or take the JSON"
        )
    if records.lines.broken:
        report.note(
            f"{part.name}: lines with bytes that are no UTF-8: {records.lines.broken}; "
            f"each such byte stands as \ufffd"
        )


def _header(records: Records, part: FilePart, session: Session) -> Header:
    report = session.report
    try:
        header = Header.of(records.header())
    except csv.Error as error:
        raise UnusablePartError(f"The first row of {part.name} is broken ({error}).") from None
    if header.repeated:
        raise UnusablePartError(
            f"{part.name} has the column {header.repeated} more than once; take one of them out, "
            f"or better {GET_JSON}."
        )
    if header.unknown:
        report.note(f"{part.name}: columns not read: {', '.join(header.unknown)}")
    session.holds(held_by(header))
    missing = [name for name in COLUMNS if name in IMPORTED and name not in header.held]
    if missing:
        report.note(f"{part.name} does not have the columns {', '.join(missing)}")
    return header


def held_by(header: Header) -> frozenset[FrameColumn]:
    """The columns of the frames for which a file with this header has room."""
    plain = frozenset(
        ("trials", column.name)
        for column in TRIAL_COLUMNS
        if column.csv != NOWHERE and column.csv.split(":")[0] in header.held
    )
    names = chain.from_iterable(
        (heading,) if heading in OF_HEADING else IN_ONE.get(heading, ())
        for heading in header.headings
    )
    return plain.union(*(OF_HEADING.get(name, frozenset()) for name in names)) - OF_OBSERVATION


def _row(header: Header, record: list[str] | BrokenRecord, records: Records) -> CsvRow | StudyError:
    if isinstance(record, BrokenRecord):
        return StudyError(ROW, record.reason, _nct_id(header, records.cells(record.line)))
    if len(record) != len(header.headings):
        needed = f"{len(record)} cells where {len(header.headings)} are needed"
        return StudyError(ROW, needed, _nct_id(header, record))
    return header.row(record)


STROKES = re.compile(rb"[0-9]/[0-9]{1,2}/[0-9]{4}")


def _order_of_days(part: FilePart) -> DayOrder | None:
    """The order of day and month in the file's dates; read only where some have strokes."""
    if not STROKES.search(part.head()):
        return None
    try:
        with counted(part.open()) as file:
            records = Records(file, separator_of(part))
            header = Header.of(records.header())
            at = [at for at, heading in enumerate(header.headings) if heading in DATES]
            return order_of(
                chain.from_iterable(
                    (record[number] for number in at)
                    for record in _records(records, header)
                    if not isinstance(record, BrokenRecord) and len(record) == len(header.headings)
                )
            )
    except (csv.Error, *DAMAGED):
        # Reading the rows tells what is wrong.
        return None


def facts_of(row: CsvRow, order: DayOrder | None = None) -> StudyFacts:
    """The facts of one row; a column that is not there leaves its fact open.

    Args:
        order: of day and month in the file's dates.

    Raises:
        StudyError: the registry number is none; the path is the column.
    """
    nct_id = row[NCT_NUMBER].strip()
    if not re.fullmatch(NCT_ID, nct_id, re.ASCII):
        reason = f"{nct_id!r} is no registry number" if nct_id else "the registry number is missing"
        raise StudyError(NCT_NUMBER, reason)

    def cell(column: str) -> str:
        return row.get(column, "")

    cells = _as_today(row, order)
    parts = design(cell(DESIGN))
    parts["Masking"], who_masked = masking(parts.get("Masking", ""))
    if parts.get("Time Perspective") == CUT_SHORT:
        del parts["Time Perspective"]
    plain = {name: text for name, heading in PLAIN if (text := cells.get(heading, ""))}
    plain |= {name: text for name, part in IN_DESIGN if (text := parts.get(part, ""))}
    age = ages(cell("Age"))
    plain |= {"minimum_age": age.minimum, "maximum_age": age.maximum}
    return StudyFacts(
        nct_id=nct_id,
        plain=plain,
        phases=several(cell("Phases")),
        who_masked=who_masked,
        enrollment=enrollment(cell("Enrollment")),
        collaborators=several(cells.get("Collaborators", "")),
        conditions=several(cell("Conditions")),
        interventions=tuple(Intervention(*each) for each in interventions(cell("Interventions"))),
        sites=tuple(site_of(place) for place in places_of(cell("Locations"))),
        age_groups=age.groups,
        texts={"brief_summary": cell("Brief Summary")},
        outcomes=tuple(
            OutcomeMeasure(text, kind)
            for heading, kind in OUTCOME_KINDS.items()
            for text in several(cell(heading))
        ),
        ids=tuple(
            OtherId(text, "SECONDARY" if position else "SPONSOR")
            for position, text in enumerate(several(cell("Other IDs")))
        ),
        documents=tuple(Document(*each) for each in documents(cell("Study Documents"))),
        misfits=_misfits(row),
    )


def _misfits(row: CsvRow) -> tuple[Misfit, ...]:
    text = row.get("Enrollment", "").strip()
    return (
        (Misfit("Enrollment", text, "a number of people is needed"),)
        if text and enrollment(text) is None
        else ()
    )


def _as_today(row: CsvRow, order: DayOrder | None) -> dict[str, str]:
    """The cells of a row under the headings, and in the words, that the site has today."""
    cells = dict(row)
    if SPONSORS in cells:
        sponsor, collaborators = sponsor_and_collaborators(cells[SPONSORS])
        cells = {"Sponsor": sponsor, "Collaborators": "|".join(collaborators)} | cells
    if FUNDERS in cells:
        cells.setdefault("Funder Type", sponsor_class(cells[FUNDERS]))
    cells["Study Results"] = results(cells.get("Study Results", ""))
    return cells | {date: respelled(cells[date], order) for date in DATES if date in cells}
