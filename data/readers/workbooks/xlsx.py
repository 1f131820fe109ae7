"""The sheets of an Excel workbook, cell by cell; formulas are seen and never worked out."""

import warnings
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from data.readers.formats import UnusableInputError, name_of
from data.readers.workbooks.cells import SheetCell, value_cell
from data.readers.workbooks.containers import SAVE, opened_zip
from data.readers.workbooks.tables import SheetTable, too_many

LAST_ROW = 1_048_576
"""Of Excel; a file may number a row higher."""
MOST_EMPTY = 100_000
"""Rows in which nothing stands that are read on the way to the end of a sheet."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheets_of(path: Path, most_rows: int) -> list[SheetTable]:
    """The sheets of a workbook, up to a number of filled rows each.

    Raises:
        UnusableInputError: it is no workbook, is damaged, has a password, or holds macros.
    """
    with opened_zip(path) as archive, warnings.catch_warnings():
        # of styles and lists that the library leaves out
        warnings.simplefilter("ignore")
        try:
            merged = _merged(archive)
            with path.open("rb") as file:
                # a file and no path: the library judges a path by its ending
                book = load_workbook(file, read_only=True, keep_links=False)
                return [
                    _table(sheet, merged.get(sheet.title, ()), most_rows)
                    for sheet in book.worksheets
                ]
        # the library lets errors of every kind through where a part is not as it expects
        except Exception as error:
            raise UnusableInputError(
                f"{name_of(path)} is no sound workbook ({type(error).__name__}); {SAVE}."
            ) from error


def _table(sheet: Any, merged: tuple[str, ...], most_rows: int) -> SheetTable:
    where = f"sheet {sheet.title}"
    # what a file says of its size may be wrong
    sheet.reset_dimensions()
    rows: list[tuple[int, tuple[SheetCell, ...]]] = []
    problems: tuple[str, ...] = ()
    empty = 0
    for number, row in enumerate(islice(sheet.iter_rows(), LAST_ROW), start=1):
        cells = tuple(value_cell(_unescaped(cell.value), cell.data_type) for cell in row)
        if not any(cells):
            empty += 1
            if empty > MOST_EMPTY:
                break
            continue
        if len(rows) > most_rows:
            problems = (too_many(where, most_rows),)
            break
        rows.append((number, cells))
    return SheetTable(sheet.title, where, rows, merged, problems)


def _unescaped(value: object) -> object:
    """A text with the signs that a workbook writes as ``_x000D_``."""
    return unescape(value) if isinstance(value, str) and "_x" in value else value


def _merged(archive: zipfile.ZipFile) -> Mapping[str, tuple[str, ...]]:
    """Sheet -> its ranges of merged cells, which openpyxl does not tell of a sheet it streams."""
    return {
        title: tuple(_ranges(archive, path))
        for title, path in _paths(archive)
        if path in archive.namelist()
    }


def _paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Title and member of each sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = {each.get("Id"): each.get("Target", "") for each in relations.iter()}
    for sheet in book.iter(f"{MAIN}sheet"):
        path = PurePosixPath("/xl") / target.get(sheet.get(ID), "")
        yield sheet.get("name", ""), str(path).lstrip("/")


def _ranges(archive: zipfile.ZipFile, path: str) -> Iterator[str]:
    with archive.open(path) as file:
        for _, element in ElementTree.iterparse(file):
            if element.tag == f"{MAIN}mergeCell":
                yield element.get("ref", "")
            elif element.tag == f"{MAIN}row":
                element.clear()
