"""A workbook of protocols, or a folder of CSV, read into rows of the frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.model.schema import CURATED, RawRows, key_problems, row_problems
from data.readers.formats import UnusableInputError, name_of
from data.readers.workbooks.agents import BuiltIn, agents_of, key_of
from data.readers.workbooks.csv_folder import sheets_of_folder
from data.readers.workbooks.example import without_example
from data.readers.workbooks.form import (
    EVENTS,
    LISTS,
    MOST_ROWS,
    READ_ME,
    REGIMENS,
    SHEETS,
    FormSheet,
    heading_key,
)
from data.readers.workbooks.frames import filled
from data.readers.workbooks.own_classes import ClassSlots
from data.readers.workbooks.problems import WorkbookError
from data.readers.workbooks.sheet_rows import SheetRow, SheetRows, read_sheet
from data.readers.workbooks.tables import SheetTable
from data.readers.workbooks.xlsx import sheets_of

TEMPLATE = "python -m data.protocols template writes an empty workbook"


@dataclass(frozen=True)
class ReadProtocols:
    """Protocols as a file holds them.

    Attributes:
        frames: frame -> rows.
        own_classes: label -> slot, of classes of agents that the file names itself.
        remarks: what was left out, in sentences.
        skipped: rows of the worked example, which are left out, too.
    """

    frames: Mapping[str, RawRows]
    own_classes: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    skipped: int = 0


def read_workbook(path: Path, name: str, built_in: BuiltIn, slots: ClassSlots) -> ReadProtocols:
    """Every protocol of a workbook or folder.

    Args:
        name: the dataset's name, which the codes of its protocols begin with.
        slots: those of classes that other datasets, or this one before, have taken.

    Raises:
        UnusableInputError: it cannot be read; ``WorkbookError`` with all problems where it can.
    """
    if not path.exists():
        raise UnusableInputError(f"{path} does not exist.")
    tables = sheets_of_folder(path, MOST_ROWS) if path.is_dir() else sheets_of(path, MOST_ROWS)
    found, remarks = _by_sheet(tables)
    read = {name: read_sheet(sheet, table) for name, (sheet, table) in found.items()}
    problems = [*_missing(path, found, tables), *_repeated(tables)]
    problems += [text for each in read.values() for text in each.problems]
    rows, skipped, changed = _without_example(read)
    problems += changed
    agents = agents_of(rows[EVENTS.name], built_in, slots)
    made = filled(name_of(path), name, rows, agents, built_in)
    problems += [*agents.problems, *made.problems]
    if not problems:
        problems += _nothing_in(rows, skipped) or _of_schema(made.frames)
    if problems:
        raise WorkbookError(name_of(path), problems)
    remarks += _without_events(rows)
    return ReadProtocols(made.frames, agents.classes, tuple(remarks), skipped)


def _by_sheet(
    tables: Sequence[SheetTable],
) -> tuple[dict[str, tuple[FormSheet, SheetTable]], list[str]]:
    """Sheet of the form -> its table, and what was left out of the others."""
    by_name = {heading_key(sheet.name): sheet for sheet in SHEETS}
    ours = {heading_key(READ_ME), heading_key(LISTS)}
    found: dict[str, tuple[FormSheet, SheetTable]] = {}
    remarks = []
    for table in tables:
        key = heading_key(table.name)
        sheet = by_name.get(key)
        if sheet is not None:
            found.setdefault(sheet.name, (sheet, table))
        elif key not in ours and table.rows:
            remarks.append(f"{table.where} is none of the form and was not read.")
    return found, remarks


def _missing(path: Path, found: Mapping[str, object], tables: Sequence[SheetTable]) -> list[str]:
    missing = [sheet.name for sheet in SHEETS if sheet.name not in found]
    if not missing:
        return []
    there = ", ".join(table.where for table in tables) or "none"
    kind = "files" if path.is_dir() else "sheets"
    return [
        f"{kind} that are missing: {', '.join(missing)}; allowed: the five of the form "
        f"({', '.join(sheet.name for sheet in SHEETS)}), of which some may be empty below their "
        f"headings; here: {there}. {TEMPLATE}."
    ]


def _repeated(tables: Sequence[SheetTable]) -> list[str]:
    """Two files, or two sheets, that are called the same but for case and signs."""
    problems = []
    seen: dict[str, str] = {}
    for table in tables:
        key = heading_key(table.name)
        if key in seen:
            problems.append(f"{table.where} and {seen[key]} are one sheet; allowed: each once.")
        seen.setdefault(key, table.where)
    return problems


def _without_example(
    read: Mapping[str, SheetRows],
) -> tuple[dict[str, list[SheetRow]], int, list[str]]:
    rows: dict[str, list[SheetRow]] = {}
    problems: list[str] = []
    skipped = 0
    for sheet in SHEETS:
        kept, gone, changed = without_example(sheet, read.get(sheet.name, SheetRows()).rows)
        rows[sheet.name] = kept
        skipped += gone
        problems += changed
    return rows, skipped, problems


def _nothing_in(rows: Mapping[str, Sequence[SheetRow]], skipped: int) -> list[str]:
    beside = " beside the worked example, which is skipped" if skipped else ""
    return [
        f"sheet {sheet.name}: it holds no row{beside}; allowed: at least one."
        for sheet in (REGIMENS, EVENTS)
        if not rows[sheet.name]
    ]


def _without_events(rows: Mapping[str, Sequence[SheetRow]]) -> list[str]:
    held = {key_of(row["regimen"]) for row in rows[EVENTS.name]}
    return [
        f"{row['regimen']} has no row in the sheet events: its timeline is empty."
        for row in rows[REGIMENS.name]
        if key_of(row["regimen"]) not in held
    ]


def _of_schema(frames: Mapping[str, RawRows]) -> list[str]:
    """The schema's own word on the frames; the checks before have said it in a person's words."""
    whole = {frame.name: frames.get(frame.name, []) for frame in CURATED}
    problems = [text for frame in CURATED for text in row_problems(frame, whole[frame.name])]
    return problems or key_problems(whole)
