"""A folder of CSV files, one a sheet of the form."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from data.readers.csv_text import SEPARATOR_LINE, records_of_head
from data.readers.formats import UnusableInputError, name_of
from data.readers.workbooks.cells import SheetCell, text_cell
from data.readers.workbooks.containers import size_problem
from data.readers.workbooks.tables import SheetTable, too_many

ENDING = ".csv"
MOST_FILES = 100
LONGEST_CELL = 32_767
"""Characters that a cell of a spreadsheet has room for."""
HEAD = 65_536
"""Characters that tell the separator."""


def sheets_of_folder(folder: Path, most_rows: int) -> list[SheetTable]:
    """The files of a folder that end in .csv, up to a number of filled rows each.

    Raises:
        UnusableInputError: there is none, or there are very many.
    """
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name.lower().endswith(ENDING)
    ]
    if not paths or len(paths) > MOST_FILES:
        raise UnusableInputError(
            f"{name_of(folder)} holds {len(paths):,} CSV files; allowed: a folder with "
            "regimens.csv, events.csv, outcomes.csv, graft function.csv and sources.csv."
        )
    return [_table(path, most_rows) for path in paths]


def _table(path: Path, most_rows: int) -> SheetTable:
    name = path.name[: -len(ENDING)]
    where = name_of(path)
    if too_large := size_problem(path):
        return SheetTable(name, where, (), problems=(too_large,))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        words = f"{where}, row {row:,}: this is no UTF-8; save the file as “CSV UTF-8”."
        return SheetTable(name, where, (), problems=(words,))
    try:
        rows = list(islice(_rows(text), most_rows + 2))
    except csv.Error as error:
        words = f"{where}: this is no readable CSV ({error}); save it again as “CSV UTF-8”."
        return SheetTable(name, where, (), problems=(words,))
    # one row is the headings
    if len(rows) > most_rows + 1:
        return SheetTable(name, where, rows[:-1], problems=(too_many(where, most_rows),))
    return SheetTable(name, where, rows)


def _rows(text: str) -> Iterator[tuple[int, tuple[SheetCell, ...]]]:
    """Numbers and cells of the rows in which something stands; a row of several lines is one."""
    found = records_of_head(text[:HEAD])
    separator = max(found, key=lambda sign: len(found[sign]))
    file = io.StringIO(text, newline="")
    # a first line by which Excel tells itself the separator is no row of the sheet
    start = 2 if SEPARATOR_LINE.fullmatch(file.readline()) else 1
    if start == 1:
        file.seek(0)
    reader = csv.reader(file, delimiter=separator, strict=True)
    for number, record in enumerate(reader, start):
        # the module's own limit is one for all readers, and others need it higher
        if any(len(cell) > LONGEST_CELL for cell in record):
            raise csv.Error(f"a cell holds more than {LONGEST_CELL:,} characters")
        cells = tuple(text_cell(cell) for cell in record)
        if any(cells):
            yield number, cells
