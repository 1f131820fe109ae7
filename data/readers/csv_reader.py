"""The site's CSV download: any of its 30 columns, in any order, told apart by name.

Lists are joined with "|" inside a cell. The file has no intervention arms, no coordinates, and
none of the types that say whether a date or an enrolment is actual; those stay NOT_STATED.
``NA`` is read as the value it is.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping

from data.model import vocabulary as v
from data.model.schema import NCT_ID
from data.readers.batches import Batch, Found, Session, in_batches
from data.readers.codes import code_of
from data.readers.columns import FrameColumn, columns_of_frames
from data.readers.facts import Intervention, StudyError, StudyFacts
from data.readers.formats import CSV_KEY, DAMAGED, FilePart, RegistryFile, UnusableInputError
from data.readers.locations import site_of
from data.readers.progress import counted
from data.readers.trial_columns import NOWHERE, TRIAL_COLUMNS

COLUMNS = [
    "NCT Number",
    "Study Title",
    "Study URL",
    "Acronym",
    "Study Status",
    "Brief Summary",
    "Study Results",
    "Conditions",
    "Interventions",
    "Primary Outcome Measures",
    "Secondary Outcome Measures",
    "Other Outcome Measures",
    "Sponsor",
    "Collaborators",
    "Sex",
    "Age",
    "Phases",
    "Enrollment",
    "Funder Type",
    "Study Type",
    "Study Design",
    "Other IDs",
    "Start Date",
    "Primary Completion Date",
    "Completion Date",
    "First Posted",
    "Results First Posted",
    "Last Update Posted",
    "Locations",
    "Study Documents",
]
"""The columns of the site, in its order."""

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

IMPORTED = (
    *(heading for _, heading in PLAIN),
    *(CSV_KEY, "Conditions", "Interventions", "Collaborators", "Phases", "Enrollment", DESIGN),
    "Locations",
)
"""For the other columns the frames have no room."""

OF_HEADING: Mapping[str, frozenset[FrameColumn]] = {
    "Conditions": columns_of_frames("trial_conditions"),
    "Interventions": columns_of_frames("trial_interventions"),
    "Phases": frozenset({("trials", "phase")}),
    "Enrollment": frozenset({("trials", "enrollment")}),
    DESIGN: frozenset({("trials", "who_masked")}),
    "Locations": frozenset(
        ("trial_organisations", name) for name in ("city", "state", "country", "place_basis")
    ),
}
"""Heading -> the columns that are read from its cells, besides plain ones."""

LONGEST_CELL = 64_000_000
"""Characters; a quotation mark that is never closed ends here instead of in memory."""

NEXT_INTERVENTION = re.compile(r"\|(?=[A-Za-z][A-Za-z_ ]{2,29}:(?:[ |]|$))")
"""A bar before a type; a bar inside a name is none."""

CUT_SHORT = "p"
"""The value that the site's CSV has for every time perspective, retrospective ones too."""

MASKED = re.compile(r"([^(]*)\((.*)\)")

CsvRow = Mapping[str, str]


def batches(source: RegistryFile, session: Session) -> Iterator[Batch]:
    """The studies of CSV files or members of a zip.

    Raises:
        UnusableInputError: a file is no UTF-8, its header repeats a column, or it ends early.
    """
    return in_batches(_found(source, session), session)


def _found(source: RegistryFile, session: Session) -> Iterator[Found]:
    for part in source.parts:
        for number, row in _rows(part, session):
            where = f"{part.name}, study {number}"
            try:
                if isinstance(row, StudyError):
                    raise row
                yield where, facts_of(row)
                if _design(row.get(DESIGN, "")).get("Time Perspective") == CUT_SHORT:
                    session.report.note(
                        f"{part.name} writes {CUT_SHORT!r} for every time perspective, and no "
                        f"observational model: both stay not stated; the JSON has them"
                    )
            except StudyError as error:
                session.report.skip(where, error.nct_id, error.path, error.reason)


def _rows(part: FilePart, session: Session) -> Iterator[tuple[int, CsvRow | StudyError]]:
    """Rows by column name; a StudyError in place of a row with too few or too many cells."""
    number = 0
    # The module keeps one limit for all readers; the default is shorter than some summaries.
    csv.field_size_limit(LONGEST_CELL)
    try:
        with (
            counted(part.open(), session.progress) as file,
            io.TextIOWrapper(file, encoding="utf-8", newline="") as text,
        ):
            lines = _Lines(text)
            records = csv.reader(lines, strict=True)
            header = _header(next(records), part, session)
            session.holds(held_by(header))
            for record in records:
                if not record:
                    continue
                number += 1
                yield number, _row(header, record)
            if not lines.last.endswith(("\n", "\r")):
                # Even a row with all its cells may have lost the end of the last one.
                raise UnusableInputError(
                    f"{part.name} ends in the middle of row {number}, without a line break; "
                    f"download it again."
                )
    except UnicodeDecodeError:
        raise UnusableInputError(f"{part.name} is not UTF-8 text after {number} studies.") from None
    except csv.Error as error:
        words = "ends in the middle of a cell" if "unexpected end" in str(error) else str(error)
        raise UnusableInputError(
            f"{part.name} is not a whole CSV file after {number} studies: {words}."
        ) from None
    except DAMAGED as error:
        raise UnusableInputError(
            f"{part.name} is damaged after {number} studies ({error}); download it again."
        ) from None


class _Lines:
    """The lines of a text; the last one is remembered, to tell a file that was cut off."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.last = line[-1:]
            yield line


def _header(record: list[str], part: FilePart, session: Session) -> list[str]:
    header = [name.strip() for name in record]
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise UnusableInputError(f"{part.name} has the column {repeated[0]} more than once.")
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        session.report.note(f"{part.name}: columns not read: {', '.join(unknown)}")
    missing = [name for name in COLUMNS if name in IMPORTED and name not in header]
    if missing:
        session.report.note(f"{part.name} does not have the columns {', '.join(missing)}")
    return header


def held_by(header: Collection[str]) -> frozenset[FrameColumn]:
    """The columns of the frames for which a file with this header has room."""
    plain = {
        ("trials", column.name)
        for column in TRIAL_COLUMNS
        if column.csv.split(":")[0] in header and column.csv != NOWHERE
    }
    return frozenset(plain).union(*(OF_HEADING[name] for name in header if name in OF_HEADING))


def _row(header: list[str], record: list[str]) -> CsvRow | StudyError:
    if len(record) == len(header):
        return dict(zip(header, record, strict=True))
    first = dict(zip(header, record, strict=False)).get(CSV_KEY, "").strip()
    nct_id = first if re.fullmatch(NCT_ID, first, re.ASCII) else ""
    return StudyError("row", f"{len(record)} cells where {len(header)} are needed", nct_id)


def facts_of(row: CsvRow) -> StudyFacts:
    """The facts of one row; a column that is not there leaves its fact open.

    Raises:
        StudyError: the registry number or the enrolment is none; the path is the column.
    """
    nct_id = row[CSV_KEY].strip()
    if not re.fullmatch(NCT_ID, nct_id, re.ASCII):
        reason = f"{nct_id!r} is no registry number" if nct_id else "the registry number is missing"
        raise StudyError(CSV_KEY, reason)

    def cell(column: str) -> str:
        return row.get(column, "")

    def several(column: str) -> tuple[str, ...]:
        return tuple(part for part in cell(column).split("|") if part.strip())

    design = _design(cell(DESIGN))
    design["Masking"], who_masked = _masking(design.get("Masking", ""))
    if design.get("Time Perspective") == CUT_SHORT:
        del design["Time Perspective"]
    plain = {name: text for name, heading in PLAIN if (text := row.get(heading, ""))}
    plain |= {name: text for name, part in IN_DESIGN if (text := design.get(part, ""))}
    return StudyFacts(
        nct_id=nct_id,
        plain=plain,
        phases=several("Phases"),
        who_masked=who_masked,
        enrollment=_enrollment(cell("Enrollment").strip(), nct_id),
        collaborators=several("Collaborators"),
        conditions=several("Conditions"),
        interventions=_interventions(cell("Interventions")),
        sites=tuple(site_of(place) for place in several("Locations")),
    )


def _design(cell: str) -> dict[str, str]:
    """ "Allocation: NA|Masking: NONE" -> {"Allocation": "NA", "Masking": "NONE"}"""
    pairs = (part.partition(":") for part in cell.split("|"))
    return {key.strip(): value.strip() for key, _, value in pairs}


def _masking(text: str) -> tuple[str, tuple[str, ...]]:
    """ "DOUBLE (PARTICIPANT, INVESTIGATOR)" -> the masking and who is masked."""
    match = MASKED.fullmatch(text)
    if not match:
        return text, ()
    names = (name.strip() for name in match[2].split(","))
    return match[1].strip(), tuple(name for name in names if name)


def _enrollment(text: str, nct_id: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise StudyError("Enrollment", f"{text[:40]!r} is no number of people", nct_id)
    return int(text)


def _interventions(cell: str) -> tuple[Intervention, ...]:
    found = []
    for text in NEXT_INTERVENTION.split(cell):
        # A type without a name has no space after its colon.
        kind, colon, name = f"{text} ".partition(": ")
        known = colon and code_of(v.INTERVENTION_TYPE, kind) != v.UNLISTED
        if text.strip():
            found.append(Intervention(name[:-1], kind) if known else Intervention(text))
    return tuple(found)
